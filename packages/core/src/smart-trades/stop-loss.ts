import { type AwaitedPrice, priceSteps } from '../legs/index.ts';
import {
  MILLION,
  type PriceKind,
  stopById,
  type TrailingCondition,
  trailingLevel,
  watchedPrice,
} from '../stops/index.ts';
import type { Turn } from '../turn.ts';
import type { TradeStopTimed } from './events.ts';
import { entryPrice, instrumentOf, lossDirection, trailingDistance } from './prices.ts';
import { isLong, MARK_SLOT, STOP_SLOT, type Trade, type TradesWorld } from './state.ts';
import { awaitInSlot, conditionId, moveTrade } from './steps.ts';

/** Carries out a stop loss that was reached, or lets its time run (C3, as B9). Returns whether the trade is being closed. */
export function obeyStopLoss(trade: Trade, turn: Turn): boolean {
  const { stopLoss } = trade.settings;
  if (stopLoss === null) return false;
  const { timeout } = stopLoss;
  if (trade.reached.has(STOP_SLOT)) {
    if (timeout === 0) return stop(trade, turn);
    const stopAt = trade.stopAt === 0 ? turn.at + timeout * 1000 : 0;
    turn.emit({ type: 'trades.stopTimed', at: turn.at, id: trade.id, stopAt } satisfies TradeStopTimed);
  }
  return trade.stopAt > 0 && trade.stopAt <= turn.at ? stop(trade, turn) : false;
}

function stop(trade: Trade, turn: Turn): boolean {
  moveTrade(trade, 'stopPlaced', turn);
  return true;
}

/** Lets the trade wait for its stop loss, or for the price to leave its zone while the time runs. */
export function awaitStopLoss(world: TradesWorld, trade: Trade, turn: Turn): void {
  awaitInSlot(world, trade, STOP_SLOT, stopCondition(world, trade), turn);
  awaitInSlot(world, trade, MARK_SLOT, markCondition(world, trade), turn);
}

function stopCondition(world: TradesWorld, trade: Trade): AwaitedPrice | null {
  const { stopLoss } = trade.settings;
  if (stopLoss === null || trade.stopLevel === 0) return null;
  const { by: kind } = stopLoss;
  const distance = stopLoss.trails ? trailingDistance(world, trade) : 0;
  // beyond the entry price there is no distance to keep
  if (distance < 1 || distance > MILLION) return zone(trade, kind, stopPrice(world, trade));
  const trailing = { ...trailingFrom(world, trade, kind), distance };
  if (trade.stopAt === 0) return trailing;
  return zone(trade, kind, trailingLevel(trailing.side, 'millionths', trailing.distance, trailing.mark));
}

/** How a stop loss follows: from the best price it has seen, at first from the entry price. */
function trailingFrom(
  world: TradesWorld,
  trade: Trade,
  kind: PriceKind,
): Pick<TrailingCondition, 'kind' | 'side' | 'mark'> {
  const long = isLong(trade);
  const entry = priceSteps(instrumentOf(world, trade), entryPrice(world, trade), long ? 'ceiling' : 'floor');
  const now = watchedPrice(world.market.markets[trade.settings.instrument], kind);
  const known = [MARK_SLOT, STOP_SLOT].map((slot) => stopById(world.stops, conditionId(trade, slot))?.mark);
  const seen = [entry, now, ...known].filter((price) => price !== undefined);
  return { kind, side: long ? 'sell' : 'buy', mark: long ? Math.max(...seen) : Math.min(...seen) };
}

/** While the time of a trailing stop loss runs it does not follow: the best price is kept for when it is dropped. */
function markCondition(world: TradesWorld, trade: Trade): AwaitedPrice | null {
  const { stopLoss } = trade.settings;
  if (stopLoss === null || !stopLoss.trails || stopLoss.timeout === 0 || trade.stopLevel === 0) return null;
  return { ...trailingFrom(world, trade, stopLoss.by), distance: MILLION };
}

/** Its own price, or the entry price once a step has been sold and it is to break even. */
export function stopPrice(world: TradesWorld, trade: Trade): number {
  const sold = [...trade.steps.values()].some(({ status }) => status === 'done');
  if (trade.settings.stopLoss?.breakeven !== true || !sold) return trade.stopLevel;
  const entry = priceSteps(instrumentOf(world, trade), entryPrice(world, trade), isLong(trade) ? 'ceiling' : 'floor');
  // a stop that secures more than that stays
  return isLong(trade) ? Math.max(entry, trade.stopLevel) : Math.min(entry, trade.stopLevel);
}

/** The zone of a stop loss with this edge: to be entered, or to be left while the time runs. */
function zone(trade: Trade, kind: AwaitedPrice['kind'], level: number): AwaitedPrice {
  const inward = lossDirection(trade);
  if (trade.stopAt === 0) return { kind, direction: inward, level };
  return inward === 'below'
    ? { kind, direction: 'above', level: level + 1 }
    : { kind, direction: 'below', level: level - 1 };
}
