import type { Turn } from '../turn.ts';
import type { ReduceAsked } from './events.ts';
import { mostToTakeOut } from './prices.ts';
import type { ReducedPart, Trade, TradesWorld } from './state.ts';
import { failTrade, legsFor, send, withdraw } from './steps.ts';

/** Asks for a part to be taken out, or (null) for no more than what is on its way. */
export function askToTakeOut(trade: Trade, part: ReducedPart | null, turn: Turn): void {
  const { quantity, price } = part ?? { quantity: 0, price: 0 };
  turn.emit({ type: 'trades.reduceAsked', at: turn.at, id: trade.id, quantity, price } satisfies ReduceAsked);
}

/**
 * Take profits that rest hold the coins: they come back first and follow for what is left, then the part goes out. One that
 * is refused is told and not tried again. Returns whether it has gone; at a venue taking orders back takes its answer.
 */
export function takeOut(world: TradesWorld, trade: Trade, turn: Turn): boolean {
  if (trade.toReduce === null) return true;
  if (!withdraw(world, legsFor(world, trade, 'step'), turn)) return false;
  const { quantity } = trade.toReduce;
  const sold = quantity > mostToTakeOut(world, trade);
  const rejection = sold ? SOLD : send(world, trade, { role: 'reduce', step: 0, ...trade.toReduce }, turn);
  if (rejection === null) return true;
  askToTakeOut(trade, null, turn);
  failTrade(trade, `reducing: ${rejection.detail}`, turn);
  return true;
}

const SOLD = { detail: 'too little is left, a step was sold meanwhile' };
