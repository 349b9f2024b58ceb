import { type AwaitedPrice, decimalOf, legsOf, priceSteps, smallestQuantity } from '../legs/index.ts';
import type { Turn } from '../turn.ts';
import { closeTrade, endOf } from './closing.ts';
import { holdCoins } from './entry.ts';
import type { TradeRecovered } from './events.ts';
import {
  freeQuantity,
  heldBasis,
  instrumentOf,
  isTradable,
  leftQuantity,
  percentMillionths,
  profitDirection,
} from './prices.ts';
import { isLong, openSteps, type Step, type Trade, type TradesWorld } from './state.ts';
import { awaitInSlot, endStep, failTrade, legsFor, moveStep, send, withdraw, withdrawAll } from './steps.ts';
import { awaitStopLoss, obeyStopLoss } from './stop-loss.ts';
import { takeOut } from './take-out.ts';

/** A trade that has its coins: the stop loss comes first, then the steps by position (C1, C3). */
export function driveHolding(world: TradesWorld, trade: Trade, turn: Turn): void {
  if (trade.lost !== null) failTrade(trade, `${trade.lost.role}: ${trade.lost.detail}`, turn);
  if (isSold(world, trade)) return finish(world, trade, turn);
  if (obeyStopLoss(trade, turn)) return;
  const sound = driveSteps(world, trade, turn);
  if (!world.trades.trades.has(trade.id)) return;
  awaitStopLoss(world, trade, turn);
  if (sound && trade.error !== null && trade.retryAt <= turn.at) {
    turn.emit({ type: 'trades.recovered', at: turn.at, id: trade.id } satisfies TradeRecovered);
  }
}

/** Whether exits have sold all there was. What is left of an order that rests stays with it. */
function isSold(world: TradesWorld, trade: Trade): boolean {
  if (trade.exitedSteps === 0 || trade.toReduce !== null) return false;
  const exits = legsOf(world.legs, 'trade', trade.id).some(({ role }) => role === 'step' || role === 'reduce');
  return !exits && !isTradable(world, trade, leftQuantity(world, trade));
}

/** What else is out comes back, what is filled on the way back is held like the rest. */
function finish(world: TradesWorld, trade: Trade, turn: Turn): void {
  if (withdrawAll(world, trade, turn) && isSold(world, trade))
    closeTrade(world, trade, endOf(world, trade), null, turn);
}

/** Brings the steps to what is held, then to where their prices are. Returns whether all are as they should be. */
function driveSteps(world: TradesWorld, trade: Trade, turn: Turn): boolean {
  if (trade.toReduce !== null && !takeOut(world, trade, turn)) return false;
  if (trade.heldFor !== heldBasis(world, trade)) {
    // what rests for less, or for more, comes back first
    if (!withdraw(world, legsFor(world, trade, 'step'), turn)) return false;
    holdCoins(world, trade, turn);
    if (!world.trades.trades.has(trade.id)) return true;
  }
  let sound = true;
  for (const step of openSteps(trade)) sound = driveStep(world, trade, step, turn) && sound;
  return sound;
}

/** Returns whether the step is as it should be. */
function driveStep(world: TradesWorld, trade: Trade, step: Step, turn: Turn): boolean {
  const leg = legsFor(world, trade, 'step').find((own) => own.step === step.settings.position);
  if (leg !== undefined) {
    const rests = world.orders.open.get(leg.order)?.orderType === 'limit';
    if (!step.cancelling && !(step.panic && rests)) return true;
    if (!withdraw(world, [leg], turn)) return true;
  }
  if (step.cancelling) {
    endStep(world, trade, step, 'cancelled', turn);
    return true;
  }
  if (step.status === 'failed') {
    if (trade.retryAt > turn.at) return false;
    moveStep(trade, step, 'idle', turn);
  }
  const reached = trade.reached.has(step.slot);
  const trails = decimalOf(step.settings.trailing).coefficient > 0n;
  if (!step.panic && reached && trails && step.status === 'idle') moveStep(trade, step, 'trailing', turn);
  else if (step.panic || reached || step.settings.order === 'resting') return sell(world, trade, step, turn);
  awaitInSlot(world, trade, step.slot, stepCondition(trade, step), turn);
  return true;
}

function sell(world: TradesWorld, trade: Trade, step: Step, turn: Turn): boolean {
  const quantity = Math.min(step.amount - step.sold, freeQuantity(world, trade));
  if (quantity < smallestOf(world, trade, step)) {
    endStep(world, trade, step, 'skipped', turn);
    return true;
  }
  awaitInSlot(world, trade, step.slot, null, turn);
  const { position } = step.settings;
  const price = step.panic ? 0 : orderPrice(world, trade, step);
  const rejection = send(world, trade, { role: 'step', step: position, price, quantity }, turn);
  if (rejection === null) return true;
  failTrade(trade, `step ${position}: ${rejection.detail}`, turn);
  moveStep(trade, step, 'failed', turn);
  return false;
}

/** What is too little for an order of its own goes with the other steps; the only one sells what may be sold at all. */
function smallestOf(world: TradesWorld, trade: Trade, step: Step): number {
  const instrument = instrumentOf(world, trade);
  return openSteps(trade).length > 1 ? smallestQuantity(instrument, step.level) : Math.max(1, instrument.minQuantity);
}

function orderPrice(world: TradesWorld, trade: Trade, { settings, level }: Step): number {
  if (settings.order === 'market') return 0;
  if (settings.order === 'resting') return level;
  return priceSteps(instrumentOf(world, trade), decimalOf(settings.limitPrice), isLong(trade) ? 'ceiling' : 'floor');
}

function stepCondition(trade: Trade, { settings, status, level, mark }: Step): AwaitedPrice {
  const { by: kind, trailing } = settings;
  if (status !== 'trailing') return { kind, direction: profitDirection(trade), level };
  const side = isLong(trade) ? 'sell' : 'buy';
  return { kind, side, distance: percentMillionths(trailing), mark };
}
