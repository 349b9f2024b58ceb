import type { Turn } from '../turn.ts';
import { driveCancelling, driveSale } from './closing.ts';
import { driveEntering, driveWaiting } from './entry.ts';
import { driveHolding } from './holding.ts';
import type { Trade, TradesWorld } from './state.ts';

/** Changes of status that a trade may go through in one go. */
const MAX_CHANGES = 12;

/** Trades looked at in one turn; the rest follows in the next ones. */
const SLICE = 2_000;

/** Whether a trade is to be looked at now. */
export function mustDriveTrades({ trades }: TradesWorld): boolean {
  return trades.work.trades.size > 0;
}

/** Drives the trades that something has happened to. A turn that is full leaves the rest to the next one. */
export function driveTrades(world: TradesWorld, turn: Turn): void {
  const { work, trades } = world.trades;
  let left = SLICE;
  for (const id of work.trades) {
    if (turn.full || left-- === 0) return;
    work.trades.delete(id);
    const trade = trades.get(id);
    if (trade !== undefined) driveTrade(world, trade, turn);
  }
}

/** Looks at the trades whose time has come. */
export function continueTrades(world: TradesWorld, turn: Turn): void {
  const { work } = world.trades;
  for (const id of work.timers.takeDue(turn.at, SLICE)) work.trades.add(id);
}

/** When `continueTrades` has something to do (ms UTC); 0: now. */
export function nextTradesTime(world: TradesWorld): number {
  return mustDriveTrades(world) ? 0 : world.trades.work.timers.next;
}

/**
 * Brings a trade to where its state and its orders say it should be (`dca-and-smarttrade-rules.md` C1). Looking at a trade
 * to which nothing has happened changes nothing.
 */
function driveTrade(world: TradesWorld, trade: Trade, turn: Turn): void {
  for (let change = 0; change < MAX_CHANGES; change++) {
    const { status, heldFor } = trade;
    driveOnce(world, trade, turn);
    if (!world.trades.trades.has(trade.id)) return;
    if (trade.status === status && trade.heldFor === heldFor) break;
  }
  const moments = [trade.stopAt, trade.retryAt].map((at) => (at > turn.at ? at : Number.POSITIVE_INFINITY));
  world.trades.work.timers.set(trade.id, Math.min(...moments));
}

function driveOnce(world: TradesWorld, trade: Trade, turn: Turn): void {
  switch (trade.status) {
    case 'waiting':
    case 'trailingEntry':
      return driveWaiting(world, trade, turn);
    case 'entering':
      return driveEntering(world, trade, turn);
    case 'holding':
      return driveHolding(world, trade, turn);
    case 'stopPlaced':
    case 'panicSale':
      return driveSale(world, trade, turn);
    case 'cancelling':
      return driveCancelling(world, trade, turn);
  }
}
