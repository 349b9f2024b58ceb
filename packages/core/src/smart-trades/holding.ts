import { type AwaitedPrice, decimalOf, legsOf, priceSteps } from '../legs/index.ts';
import type { Turn } from '../turn.ts';
import { closeTrade, isTradable } from './closing.ts';
import { holdCoins } from './entry.ts';
import type { TradeRecovered } from './events.ts';
import { instrumentOf, leftQuantity, percentMillionths, profitDirection } from './prices.ts';
import { isLong, openSteps, type Step, type Trade, type TradesWorld } from './state.ts';
import { awaitInSlot, failTrade, legsFor, moveStep, send, withdraw, withdrawAll } from './steps.ts';
import { awaitStopLoss, obeyStopLoss } from './stop-loss.ts';

/** A trade that has its coins: the stop loss comes first, then the steps by position (C1, C3). */
export function driveHolding(world: TradesWorld, trade: Trade, turn: Turn): void {
  if (trade.lost !== null) failTrade(trade, `${trade.lost.role}: ${trade.lost.detail}`, turn);
  if (trade.exitedSteps > 0 && !isTradable(world, trade, leftQuantity(world, trade))) {
    return finish(world, trade, turn);
  }
  if (trade.heldFor !== trade.enteredSteps - trade.reducedSteps && legsFor(world, trade, 'added').length === 0) {
    // what steps sell changes with what is held: what rests for less comes back first
    if (!withdraw(world, legsFor(world, trade, 'step'), turn)) return;
    holdCoins(world, trade, turn);
    if (!world.trades.trades.has(trade.id)) return;
  }
  if (obeyStopLoss(trade, turn)) return;
  let sound = true;
  for (const step of openSteps(trade)) sound = driveStep(world, trade, step, turn) && sound;
  awaitStopLoss(world, trade, turn);
  if (sound && trade.error !== null && trade.retryAt <= turn.at) {
    turn.emit({ type: 'trades.recovered', at: turn.at, id: trade.id } satisfies TradeRecovered);
  }
}

/** Sold: what else is out comes back, what is filled on the way back is held like the rest. */
function finish(world: TradesWorld, trade: Trade, turn: Turn): void {
  if (!withdrawAll(world, trade, turn)) return;
  if (isTradable(world, trade, leftQuantity(world, trade)) || legsOf(world.legs, 'trade', trade.id).length > 0) return;
  const sold = [...trade.steps.values()].filter(({ status }) => status === 'done' || status === 'panicSold');
  const panicked = sold.length > 0 && sold.every(({ status }) => status === 'panicSold');
  closeTrade(world, trade, panicked ? 'panicSold' : 'takeProfitFinished', null, turn);
}

/** Returns whether the step is as it should be. */
function driveStep(world: TradesWorld, trade: Trade, step: Step, turn: Turn): boolean {
  const leg = legsFor(world, trade, 'step').find((own) => own.step === step.settings.position);
  if (leg !== undefined) {
    const rests = world.orders.open.get(leg.order)?.orderType === 'limit';
    if (!step.panic || !rests) return true;
    if (!withdraw(world, [leg], turn)) return true;
  }
  if (step.status === 'failed') {
    if (trade.retryAt > turn.at) return false;
    moveStep(trade, step, 'idle', turn);
  }
  const reached = trade.reached.has(step.slot);
  const trails = decimalOf(step.settings.trailing).coefficient > 0n;
  if (!step.panic && reached && trails && step.status === 'idle') moveStep(trade, step, 'trailing', turn);
  else if (step.panic || reached || step.settings.order === 'resting') return sell(world, trade, step, turn);
  const wanted = step.settings.order === 'resting' ? null : stepCondition(trade, step);
  awaitInSlot(world, trade, step.slot, wanted, turn);
  return true;
}

function sell(world: TradesWorld, trade: Trade, step: Step, turn: Turn): boolean {
  const quantity = Math.min(step.amount - step.sold, leftQuantity(world, trade));
  // too little to be sold on its own goes with the last step, or stays as dust
  if (!isTradable(world, trade, quantity)) {
    moveStep(trade, step, 'skipped', turn);
    return true;
  }
  if (trade.retryAt > turn.at) return false;
  awaitInSlot(world, trade, step.slot, null, turn);
  const { position } = step.settings;
  const price = step.panic ? 0 : orderPrice(world, trade, step);
  const rejection = send(world, trade, { role: 'step', step: position, price, quantity }, turn);
  if (rejection === null) return true;
  failTrade(trade, `step ${position}: ${rejection.detail}`, turn);
  moveStep(trade, step, 'failed', turn);
  return false;
}

function orderPrice(world: TradesWorld, trade: Trade, { settings, level }: Step): number {
  if (settings.order === 'market') return 0;
  if (settings.order === 'resting') return level;
  return priceSteps(instrumentOf(world, trade), decimalOf(settings.limitPrice), isLong(trade) ? 'ceiling' : 'floor');
}

function stepCondition(trade: Trade, { settings, status, level, slot }: Step): AwaitedPrice {
  const { by: kind, trailing } = settings;
  if (status !== 'trailing') return { kind, direction: profitDirection(trade), level };
  const side = isLong(trade) ? 'sell' : 'buy';
  return { kind, side, distance: percentMillionths(trailing), mark: trade.reached.get(slot) ?? trade.touchedAt };
}
