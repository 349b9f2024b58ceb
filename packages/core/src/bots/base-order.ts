import { type LegOrder, sendLeg, smallestQuantity, withdrawLeg } from '../legs/index.ts';
import { decimals, formatDecimal } from '../numbers/index.ts';
import type { Turn } from '../turn.ts';
import { instrumentOf, scalesOf } from './basis.ts';
import { closeDeal } from './closing.ts';
import type { DealBought } from './events.ts';
import { averageOf, entryQuote, moneyDecimal, quantityOf, unitsDecimal } from './prices.ts';
import type { BotsWorld, Deal, Volume } from './state.ts';
import { failDeal, legsFor, moveDeal, RETRY_AFTER } from './steps.ts';

/** How long a limit base order waits before it is sent again at the current price (B1, 6), in ms. */
export const REPRICE_AFTER = 50_000;

/** Brings the base order of a deal on its way, until it is filled or has failed (B1, 1 to 7). */
export function driveBase(world: BotsWorld, deal: Deal, turn: Turn): void {
  const leg = legsFor(world, deal, 'base')[0];
  const order = leg === undefined ? undefined : world.orders.open.get(leg.order);
  if (leg !== undefined && order !== undefined) {
    const known = order.status !== 'submitting' && order.status !== 'unknown';
    if (deal.status === 'created' && known) moveDeal(deal, 'basePlaced', turn);
    if (!known || order.cancelRequested || turn.at < order.createdAt + REPRICE_AFTER) return;
    withdrawLeg(world, leg, turn);
    if (world.legs.byOrder.has(leg.order)) return;
  } else if (deal.status === 'created' && deal.enteredSteps > 0) {
    moveDeal(deal, 'basePlaced', turn);
  }
  if (deal.baseFilled) return boughtBase(world, deal, turn);
  if (deal.lost !== null) return endBase(world, deal, deal.lost.detail, turn);
  sendBase(world, deal, turn);
}

/** When a resting base order is looked at again; Infinity when there is none. */
export function repriceAt(world: BotsWorld, deal: Deal): number {
  const leg = legsFor(world, deal, 'base')[0];
  const order = leg === undefined ? undefined : world.orders.open.get(leg.order);
  return order === undefined ? Number.POSITIVE_INFINITY : order.createdAt + REPRICE_AFTER;
}

function sendBase(world: BotsWorld, deal: Deal, turn: Turn): void {
  if (deal.retryEntryAt > turn.at) return;
  const quote = entryQuote(world.market.markets[deal.instrument], deal.terms);
  if (quote === undefined) return failDeal(deal, 'entry', 'no price to buy at', RETRY_AFTER, turn);
  const order = baseOrder(world, deal, leftVolume(world, deal), quote);
  const begun = deal.enteredSteps > 0;
  if (begun && order.quantity < smallestQuantity(order.instrument, quote)) return boughtBase(world, deal, turn);
  const rejection = sendLeg(world, order, turn);
  if (rejection !== null) endBase(world, deal, rejection.detail, turn);
}

/** The base order of a deal for a volume at the current price. */
export function baseOrder(
  world: BotsWorld,
  deal: Pick<Deal, 'id' | 'account' | 'instrument' | 'terms'>,
  volume: Volume,
  quote: number,
): LegOrder {
  const instrument = instrumentOf(world, deal);
  return {
    owner: 'deal',
    entity: deal.id,
    role: 'base',
    step: 0,
    account: deal.account,
    instrument,
    side: deal.terms.entrySide,
    price: deal.terms.settings.startOrder === 'market' ? 0 : quote,
    quantity: quantityOf(instrument, volume, quote),
  };
}

/** The part of its volume that the base order has not moved yet. */
function leftVolume(world: BotsWorld, deal: Deal): Volume {
  const scales = scalesOf(world, instrumentOf(world, deal));
  const moved =
    deal.baseVolume.unit === 'base' ? unitsDecimal(deal.base.units, scales) : moneyDecimal(deal.base.money, scales);
  const left = decimals.subtract(deal.baseVolume.amount, moved);
  return { ...deal.baseVolume, amount: left.coefficient > 0n ? left : decimals.ZERO };
}

/** The base order cannot go on: with nothing bought the deal has failed, else it goes on with what there is. */
function endBase(world: BotsWorld, deal: Deal, detail: string, turn: Turn): void {
  if (deal.enteredSteps > 0) boughtBase(world, deal, turn);
  else closeDeal(world, deal, 'failed', detail, turn);
}

function boughtBase(world: BotsWorld, deal: Deal, turn: Turn): void {
  const average = averageOf(deal.base, scalesOf(world, instrumentOf(world, deal)));
  turn.emit({
    type: 'bots.dealBought',
    at: turn.at,
    id: deal.id,
    average: formatDecimal(average),
  } satisfies DealBought);
}
