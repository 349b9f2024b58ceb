import { accountById } from '../accounts/index.ts';
import { type Decision, done, reject, type Turn } from '../turn.ts';
import type { VenueReport } from './commands.ts';
import { endOrder } from './end.ts';
import type { OrderAccepted, OrderCancelRefused, OrderClosing, OrderUnknown } from './events.ts';
import { emitFill, prepareFill } from './fill.ts';
import { idFrom, type Order, openQuantity } from './state.ts';
import type { OrdersWorld } from './world.ts';

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
  switch (report.kind) {
    case 'accepted':
      accept(order, turn);
      break;
    case 'filled':
      if (order.status === 'armed') return reject('invalid_value', 'report', 'the order has not been sent');
      if (order.venueFills.includes(report.fill)) break;
      if (!Number.isSafeInteger(report.quantity) || report.quantity < 1 || report.quantity > openQuantity(order)) {
        return reject('invalid_value', 'report.quantity', `only ${openQuantity(order)} steps are open`);
      }
      return fillFromVenue(world, order, report, turn);
    case 'cancelled':
      if (report.filledTotal < order.filled || report.filledTotal > order.quantity) {
        return reject('invalid_value', 'report.filledTotal', `${order.filled} steps are filled already`);
      }
      if (report.filledTotal === order.filled) endOrder(order, 'cancelled', order.cancelRequested ? 'client' : 'venue', null, turn);
      else if (order.venueTotal !== report.filledTotal) {
        turn.emit({ type: 'orders.closing', at: turn.at, id: order.id, venueTotal: report.filledTotal } satisfies OrderClosing);
      }
      break;
    case 'cancelRejected':
      if (order.cancelRequested) {
        turn.emit({ type: 'orders.cancelRefused', at: turn.at, id: order.id, detail: report.detail } satisfies OrderCancelRefused);
      }
      break;
    case 'rejected':
      if (order.filled === 0 && (order.status === 'submitting' || order.status === 'unknown')) {
        endOrder(order, 'rejected', 'venue', report.detail, turn);
      }
      break;
    case 'unknown':
      if (order.status === 'submitting') turn.emit({ type: 'orders.unknown', at: turn.at, id: order.id } satisfies OrderUnknown);
      break;
    case 'absent':
      if (order.filled === 0 && (order.status === 'submitting' || order.status === 'unknown')) {
        endOrder(order, 'rejected', 'absent', null, turn);
      }
      break;
  }
  return done(order.id);
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
  if (typeof prepared === 'string') return reject('no_market_price', 'report', `no price to book the fill of order ${order.id} with`);
  const awaited = order.venueTotal;
  accept(order, turn);
  emitFill(prepared, turn);
  if (awaited >= 0 && order.filled === awaited && openQuantity(order) > 0) {
    endOrder(order, 'cancelled', order.cancelRequested ? 'client' : 'venue', null, turn);
  }
  return done(order.id);
}
