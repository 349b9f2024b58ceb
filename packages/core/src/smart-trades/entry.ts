import type { Instrument } from '../instruments/index.ts';
import { type AwaitedPrice, decimalOf, legsOf, priceSteps } from '../legs/index.ts';
import { stopById, watchedPrice } from '../stops/index.ts';
import type { Turn } from '../turn.ts';
import { closeTrade } from './closing.ts';
import type { TradeHeld } from './events.ts';
import {
  enteredByEntry,
  fixSteps,
  heldBasis,
  instrumentOf,
  isTradable,
  leftQuantity,
  lossDirection,
  percentMillionths,
  settingsQuantity,
  targetLevel,
} from './prices.ts';
import type { EntrySettings } from './settings.ts';
import { ENTRY_SLOT, isLong, type Trade, type TradesWorld } from './state.ts';
import { awaitInSlot, conditionId, failTrade, legsFor, moveTrade, send } from './steps.ts';

/** A conditional entry waits for its price, then follows it if it trails (C2). */
export function driveWaiting(world: TradesWorld, trade: Trade, turn: Turn): void {
  tellLostAdded(trade, turn);
  const entry = trade.settings.entry as EntrySettings;
  const trails = decimalOf(entry.trailing).coefficient > 0n;
  if (trade.reached.has(ENTRY_SLOT)) {
    awaitInSlot(world, trade, ENTRY_SLOT, null, turn);
    return moveTrade(trade, trade.status === 'waiting' && trails ? 'trailingEntry' : 'entering', turn);
  }
  awaitInSlot(world, trade, ENTRY_SLOT, entryCondition(world, trade, entry), turn);
}

function entryCondition(world: TradesWorld, trade: Trade, entry: EntrySettings): AwaitedPrice {
  const { by: kind, trailing } = entry;
  if (trade.status === 'trailingEntry') {
    const side = isLong(trade) ? 'buy' : 'sell';
    // with another distance it goes on from the best price it has seen
    const mark = stopById(world.stops, conditionId(trade, ENTRY_SLOT))?.mark ?? trade.touchedAt;
    return { kind, side, distance: percentMillionths(trailing), mark };
  }
  const direction = trade.direction === 'above' ? 'above' : 'below';
  const rounding = direction === 'above' ? 'ceiling' : 'floor';
  return { kind, direction, level: priceSteps(instrumentOf(world, trade), decimalOf(entry.price), rounding) };
}

/** The entry order goes out and is waited for; what it bought is held from then on (C1, 2 to 9). */
export function driveEntering(world: TradesWorld, trade: Trade, turn: Turn): void {
  tellLostAdded(trade, turn);
  if (legsFor(world, trade, 'entry').length > 0) return;
  if (trade.entryFilled) return holdCoins(world, trade, turn);
  const { lost } = trade;
  if (lost !== null) return endEntry(world, trade, lost.detail, turn);
  const instrument = instrumentOf(world, trade);
  const entry = trade.settings.entry as EntrySettings;
  const limit = entry.type === 'limit' ? entry.price : entry.order === 'limit' ? entry.limitPrice : '0';
  const price = priceSteps(instrument, decimalOf(limit), isLong(trade) ? 'floor' : 'ceiling');
  const quantity = settingsQuantity(instrument, trade.settings.quantity) - enteredByEntry(trade);
  const rejection = send(world, trade, { role: 'entry', step: 0, price, quantity }, turn);
  if (rejection !== null) endEntry(world, trade, rejection.detail, turn);
}

/** An order that was added before the trade has entered is lost: the entry goes on. */
function tellLostAdded(trade: Trade, turn: Turn): void {
  if (trade.lost?.role === 'added') failTrade(trade, `added: ${trade.lost.detail}`, turn);
}

/** The entry cannot go on: with nothing bought the trade has failed, else it holds what there is. */
function endEntry(world: TradesWorld, trade: Trade, detail: string, turn: Turn): void {
  if (trade.enteredSteps > 0) holdCoins(world, trade, turn);
  else closeTrade(world, trade, 'failed', detail, turn);
}

/** Fixes what is sold where; a trade without exits is finished with that (C1, 8). */
export function holdCoins(world: TradesWorld, trade: Trade, turn: Turn): void {
  const { takeProfits, stopLoss } = trade.settings;
  if (takeProfits.length === 0 && stopLoss === null) return closeTrade(world, trade, 'finished', null, turn);
  const nothing = trade.exitedSteps === 0 && !isTradable(world, trade, leftQuantity(world, trade));
  if (nothing && legsOf(world.legs, 'trade', trade.id).length === 0)
    return closeTrade(world, trade, 'finished', 'what was bought is too little to be sold', turn);
  const stop = stopLoss === null ? 0 : targetLevel(world, trade, stopLoss, lossDirection(trade));
  const steps = fixSteps(world, trade);
  const basis = heldBasis(world, trade);
  turn.emit({ type: 'trades.held', at: turn.at, id: trade.id, basis, steps, stop } satisfies TradeHeld);
}

/** Where the price of a conditional entry lies as seen from the market now (C2); null: there is no market. */
export function entryDirection(
  world: TradesWorld,
  instrument: Instrument,
  entry: EntrySettings,
): 'above' | 'below' | null {
  const seen = watchedPrice(world.market.markets[instrument.id], entry.by);
  if (seen === undefined) return null;
  return priceSteps(instrument, decimalOf(entry.price), 'ceiling') > seen ? 'above' : 'below';
}
