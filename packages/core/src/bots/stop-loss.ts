import { type AwaitedPrice, priceSteps } from '../legs/index.ts';
import { MILLION, stopById, type TrailingCondition, trailingLevel } from '../stops/index.ts';
import type { Turn } from '../turn.ts';
import { basisOf, instrumentOf } from './basis.ts';
import { awaitInSlot, conditionId, hasReached } from './conditions.ts';
import type { StopTimed } from './events.ts';
import { exitQuote, isStopped, stopPrice } from './prices.ts';
import type { BotsWorld, Deal } from './state.ts';
import { moveDeal } from './steps.ts';

/** Millionths of the price in one share: 0.025 is 25 000. */
const SHARE_SCALE = 6;

/** Carries out a stop loss that was reached, or lets its time run (B9). Returns whether the deal is being closed. */
export function obeyStopLoss(deal: Deal, turn: Turn): boolean {
  const { stopLossTimeout } = deal.terms.settings;
  if (hasReached(deal, 'stopLoss')) {
    if (stopLossTimeout === 0) return stop(deal, turn);
    // in the zone: the time begins; out of it again: it is dropped
    const stopAt = deal.stopAt === 0 ? turn.at + stopLossTimeout * 1000 : 0;
    turn.emit({ type: 'bots.stopTimed', at: turn.at, id: deal.id, stopAt } satisfies StopTimed);
  }
  return deal.stopAt > 0 && deal.stopAt <= turn.at ? stop(deal, turn) : false;
}

function stop(deal: Deal, turn: Turn): boolean {
  moveDeal(deal, 'stopLossPending', turn);
  return true;
}

/** Lets the deal wait for its stop loss, or for the price to leave its zone while the time runs. */
export function awaitStopLoss(world: BotsWorld, deal: Deal, turn: Turn): void {
  const wanted = deal.retryCloseAt > turn.at ? null : stopCondition(world, deal);
  awaitInSlot(world, deal, 'stopLoss', wanted, turn);
  awaitInSlot(world, deal, 'stopMark', markCondition(world, deal), turn);
}

function stopCondition(world: BotsWorld, deal: Deal): AwaitedPrice | null {
  if (!isStopped(deal)) return null;
  const { terms } = deal;
  const basis = basisOf(world, deal);
  const stop = stopPrice(basis, deal);
  if (stop === null) return null;
  const kind = terms.long ? 'bid' : 'ask';
  if (!terms.settings.stopLossTrails) {
    return zone(deal, kind, priceSteps(basis.instrument, stop, terms.long ? 'floor' : 'ceiling'));
  }
  const trailing = { ...trailingFrom(world, deal), distance: millionthsOf(terms.stopLoss) };
  if (deal.stopAt === 0) return trailing;
  return zone(deal, kind, trailingLevel(trailing.side, 'millionths', trailing.distance, trailing.mark));
}

/** How a stop loss follows: from the best price it has seen, at first from the base order's average. */
function trailingFrom(
  world: BotsWorld,
  deal: Deal,
): Omit<TrailingCondition, 'id' | 'instrument' | 'unit' | 'distance'> {
  const { terms, baseAverage, id } = deal;
  const entry = priceSteps(instrumentOf(world, deal), baseAverage, terms.long ? 'floor' : 'ceiling');
  const quote = exitQuote(world.market.markets[deal.instrument], terms);
  const known = (['stopMark', 'stopLoss'] as const).map((slot) => stopById(world.stops, conditionId(id, slot))?.mark);
  const seen = [entry, quote, ...known].filter((price) => price !== undefined);
  return terms.long
    ? { kind: 'bid', side: 'sell', mark: Math.max(...seen) }
    : { kind: 'ask', side: 'buy', mark: Math.min(...seen) };
}

/** While the time of a trailing stop loss runs it does not follow: the best price is kept for when it is dropped. */
function markCondition(world: BotsWorld, deal: Deal): AwaitedPrice | null {
  const { stopLossTrails, stopLossTimeout } = deal.terms.settings;
  if (!stopLossTrails || stopLossTimeout === 0 || deal.terms.stopLoss.coefficient === 0n) return null;
  return { ...trailingFrom(world, deal), distance: MILLION };
}

/** The zone of a stop loss with this edge: to be entered, or to be left while the time runs. */
function zone({ terms, stopAt }: Deal, kind: 'bid' | 'ask', level: number): AwaitedPrice {
  if (stopAt === 0) return { kind, direction: terms.long ? 'below' : 'above', level };
  return terms.long ? { kind, direction: 'above', level: level + 1 } : { kind, direction: 'below', level: level - 1 };
}

/** A share in millionths; settings have no more decimals than that. */
export function millionthsOf({ coefficient, scale }: { readonly coefficient: bigint; readonly scale: number }): number {
  const millionths = coefficient * 10n ** BigInt(SHARE_SCALE);
  return Number(millionths / 10n ** BigInt(scale));
}
