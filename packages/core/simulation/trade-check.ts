import {
  type Core,
  type CoreState,
  entityOf,
  heldBasis,
  isStepOver,
  isStopOpen,
  legsOf,
  ownerOf,
  stopId,
  type Trade,
} from '../src/index.ts';
import { must } from './failure.ts';

/** Room for conditions of one trade in the ids of conditions; slot of the stop loss. */
const SLOTS = 16;
const STOP = 1;

/** Nothing waits longer before it is tried again, nor does a stop loss of these worlds (ms). */
const LONGEST_WAIT = 60_000;

/** No smart trade is stuck: each waits for an order, a price or a moment; nothing waits for a trade that has ended. */
export function checkTrades(core: Core): void {
  const { trades, legs, stops } = core.state;
  for (const { owner, order, entity } of legs.byOrder.values()) {
    const there = owner !== 'trade' || trades.trades.has(entity);
    must(there, () => `order ${order} belongs to trade ${entity}, which has ended`);
  }
  for (const { id } of stops.index.entries()) {
    if (ownerOf(id) !== 'trade') continue;
    const trade = Math.floor(entityOf(id) / SLOTS);
    must(trades.trades.has(trade), () => `a price is waited for by trade ${trade}, which has ended`);
  }
  // after a start all are looked at once
  if (trades.work.trades.size > 0) return;
  for (const trade of trades.trades.values()) checkTrade(core, trade);
}

function checkTrade(core: Core, trade: Trade): void {
  const { legs } = core.state;
  const waits = waiting(core.state, trade);
  const own = legsOf(legs, 'trade', trade.id);
  const later = (moment: number): boolean =>
    moment > core.now && moment <= core.now + LONGEST_WAIT && core.nextTimer <= moment;
  const somewhen = later(trade.retryAt) || later(trade.stopAt);
  const alive = own.length > 0 || somewhen || Array.from({ length: SLOTS }, (_, slot) => slot).some(waits);
  must(alive, () => `trade ${trade.id} is ${trade.status} and waits for nothing`);
  if (trade.status === 'holding') checkExits(core, trade, later(trade.retryAt));
}

function waiting({ stops }: CoreState, { id }: Trade): (slot: number) => boolean {
  return (slot) => isStopOpen(stops, stopId('trade', id * SLOTS + slot));
}

/** Every step that is not over has an order out, or waits for its price or to be tried again; so does the stop loss. */
function checkExits({ state }: Core, trade: Trade, later: boolean): void {
  const { id } = trade;
  const waits = waiting(state, trade);
  const orders = legsOf(state.legs, 'trade', id);
  // what was sold whole waits only for orders that come back, and may yet get coins from them
  if (isSold(state, trade) && orders.length > 0) return;
  const own = orders.filter(({ role }) => role === 'step');
  must(trade.settings.stopLoss === null || waits(STOP), () => `trade ${id} does not wait for its stop loss`);
  // while orders come back from a venue, which may refuse that for a while, the others wait for them
  const settled = trade.toReduce === null && trade.heldFor === heldBasis(state, trade);
  if (!settled && own.length > 0) return;
  for (const { slot, settings, status } of trade.steps.values()) {
    if (isStepOver(status) || (status === 'failed' && later)) continue;
    const sent = own.some(({ step }) => step === settings.position);
    must(sent || waits(slot), () => `step ${settings.position} of trade ${id} is ${status} and waits for nothing`);
  }
}

function isSold({ instruments }: CoreState, { settings, enteredSteps, exitedSteps }: Trade): boolean {
  const least = Math.max(1, instruments.instruments[settings.instrument]?.minQuantity ?? 0);
  return exitedSteps > 0 && enteredSteps - exitedSteps < least;
}
