import { accountById } from '../accounts/index.ts';
import { MAX_ORDER_STEPS } from '../instruments/index.ts';
import { type Decision, done, type Rejection, reject, type Turn } from '../turn.ts';
import type { Report, VenueReport } from './commands.ts';
import { endOrder } from './end.ts';
import type { OrderAccepted, OrderCancelRefused, OrderClosing, OrderUnknown } from './events.ts';
import { emitFill, prepareFill } from './fill.ts';
import { idFrom, type Order, openQuantity } from './state.ts';
import type { OrdersWorld } from './world.ts';

/** Longest detail and fill id of a report, in characters. */
const MAX_DETAIL = 500;

/**
 * Takes a real venue's word. Reports may come late, twice, or in another order than they happened: a fill counts once by its
 * id, an end waits for the fills it counted, and what is already known changes nothing.
 */
export function decideReport(world: OrdersWorld, command: VenueReport, turn: Turn): Decision {
  const order = world.orders.open.get(command.order);
  if (order === undefined) return reject('unknown_order', 'order', `no open order ${command.order}`);
  if (accountById(world.accounts, order.account).venue === 'paper') {
    return reject('wrong_venue', 'order', 'the paper venue answers by itself');
  }
  const { report } = command;
  const wrong = checkReport(order, report);
  if (wrong !== null) return wrong;
  switch (report.kind) {
    case 'accepted':
      accept(order, turn);
      break;
    case 'filled':
      if (order.venueFills.includes(report.fill)) break;
      if (report.quantity > openQuantity(order)) {
        return reject('invalid_value', 'report.quantity', `only ${openQuantity(order)} steps are open`);
      }
      return fillFromVenue(world, order, report, turn);
    case 'cancelled':
      if (report.filledTotal === order.filled) endOrder(order, 'cancelled', order.endReason ?? 'venue', null, turn);
      else if (order.venueTotal !== report.filledTotal) {
        turn.emit({
          type: 'orders.closing',
          at: turn.at,
          id: order.id,
          venueTotal: report.filledTotal,
        } satisfies OrderClosing);
      }
      break;
    case 'cancelRejected':
      if (order.cancelRequested) {
        turn.emit({
          type: 'orders.cancelRefused',
          at: turn.at,
          id: order.id,
          detail: report.detail,
        } satisfies OrderCancelRefused);
      }
      break;
    case 'rejected':
      if (order.filled === 0 && (order.status === 'submitting' || order.status === 'unknown')) {
        endOrder(order, 'rejected', 'venue', report.detail, turn);
      }
      break;
    case 'unknown':
      if (order.status === 'submitting')
        turn.emit({ type: 'orders.unknown', at: turn.at, id: order.id } satisfies OrderUnknown);
      break;
    case 'absent':
      if (order.filled === 0 && (order.status === 'submitting' || order.status === 'unknown')) {
        endOrder(order, 'rejected', 'absent', null, turn);
      }
      break;
  }
  return done(order.id);
}

/** A report that cannot be true of this order is refused by field; one that is only late or repeated is not. */
function checkReport(order: Order, report: Report): Rejection | null {
  if (typeof report !== 'object' || report === null) return reject('invalid_value', 'report', 'must be a report');
  if (order.status === 'armed') return reject('invalid_value', 'report', 'the order has not been sent');
  switch (report.kind) {
    case 'accepted':
    case 'unknown':
    case 'absent':
      return null;
    case 'filled':
      if (!isText(report.fill) || report.fill === '')
        return reject('invalid_value', 'report.fill', 'a fill has an id of its venue');
      if (!isSteps(report.quantity) || report.quantity < 1)
        return reject('invalid_value', 'report.quantity', 'must be steps above zero');
      if (!isSteps(report.price)) return reject('invalid_value', 'report.price', 'must be a whole number of steps');
      if (typeof report.maker !== 'boolean') return reject('invalid_value', 'report.maker', 'must be true or false');
      return null;
    case 'cancelled':
      if (!isSteps(report.filledTotal) || report.filledTotal < order.filled || report.filledTotal > order.quantity) {
        return reject(
          'invalid_value',
          'report.filledTotal',
          `${order.filled} of ${order.quantity} steps are filled already`,
        );
      }
      return null;
    case 'cancelRejected':
    case 'rejected':
      return isText(report.detail)
        ? null
        : reject('invalid_value', 'report.detail', `at most ${MAX_DETAIL} characters`);
    default:
      return reject('invalid_value', 'report.kind', 'is not known');
  }
}

function isText(text: string): boolean {
  return typeof text === 'string' && text.length <= MAX_DETAIL;
}

function isSteps(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= MAX_ORDER_STEPS;
}

function accept(order: Order, turn: Turn): void {
  if (order.status !== 'submitting' && order.status !== 'unknown') return;
  turn.emit({ type: 'orders.accepted', at: turn.at, id: order.id, resting: false } satisfies OrderAccepted);
}

/** Until the market is known again after a restart a result may not be convertible: the venue is asked again later. */
function fillFromVenue(
  world: OrdersWorld,
  order: Order,
  report: Extract<VenueReport['report'], { kind: 'filled' }>,
  turn: Turn,
): Decision {
  const execution = {
    fill: idFrom(world.orders.nextFill),
    price: report.price,
    quantity: report.quantity,
    maker: report.maker,
    venueFill: report.fill,
  };
  const prepared = prepareFill(world, order, execution, true);
  if (prepared === 'position_too_large')
    return reject('quantity_too_large', 'report.quantity', 'the position would be too large');
  if (typeof prepared === 'string')
    return reject('no_market_price', 'report', `no price to book the fill of order ${order.id} with`);
  const awaited = order.venueTotal;
  accept(order, turn);
  emitFill(prepared, turn);
  if (awaited >= 0 && order.filled >= awaited && openQuantity(order) > 0) {
    endOrder(order, 'cancelled', order.endReason ?? 'venue', null, turn);
  }
  return done(order.id);
}
