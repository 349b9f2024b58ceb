import type { CoreEvent } from '../events/index.ts';
import { addAmount, dropLeg, filledAmount, type Leg } from '../legs/index.ts';
import type { Money } from '../numbers/index.ts';
import type { OrderEnded, OrderFilled, OrdersEvent } from '../orders/index.ts';
import { entityOf, ownerOf, type StopsFired } from '../stops/index.ts';
import { type Role, SLOTS, type Trade, type TradesWorld } from './state.ts';
import { isStepOver } from './status.ts';

/** How long a venue that has refused to cancel an order is left alone, in ms. */
const ASK_AGAIN_AFTER = 1_000;

/** Folds what happened to an order of a trade. The order itself has been folded before. */
export function applyTradeOrder(world: TradesWorld, event: CoreEvent, leg: Leg): void {
  const known = event as OrdersEvent;
  const trade = world.trades.trades.get(leg.entity);
  if (trade !== undefined) {
    trade.updatedAt = event.at;
    const { work } = world.trades;
    // a venue that will not cancel is not asked again in the same breath
    if (known.type === 'orders.cancelRefused') work.timers.wakeBy(trade.id, event.at + ASK_AGAIN_AFTER);
    else work.trades.add(trade.id);
    if (known.type === 'orders.filled') foldFill(world, trade, leg, known);
    else if (known.type === 'orders.ended') foldEnd(trade, leg, known);
  }
  if (!world.orders.open.has(leg.order)) dropLeg(world.legs, leg);
}

function foldFill(world: TradesWorld, trade: Trade, leg: Leg, fill: OrderFilled): void {
  const role = leg.role as Role;
  const amount = filledAmount(fill);
  const whole = !world.orders.open.has(leg.order);
  if (role === 'entry' || role === 'added') {
    addAmount(trade.entered, amount);
    trade.enteredSteps += fill.quantity;
    const value = fill.cash < 0n ? -fill.cash : fill.cash;
    trade.enteredValue = (trade.enteredValue + value) as Money;
    if (role === 'added' && entersStill(trade)) trade.addedEarly += fill.quantity;
    if (whole && role === 'entry') trade.entryFilled = true;
    return;
  }
  addAmount(trade.exited, amount);
  trade.exitedSteps += fill.quantity;
  if (role === 'reduce') trade.reducedSteps += fill.quantity;
  if (role === 'stop' || role === 'panic') trade.closedBy = role;
  if (role !== 'step') return;
  const step = trade.steps.get(leg.step);
  if (step === undefined) return;
  addAmount(step.proceeds, amount);
  step.sold += fill.quantity;
  step.updatedAt = fill.at;
  if (whole) step.status = step.panic ? 'panicSold' : 'done';
}

function entersStill({ status }: Trade): boolean {
  return status === 'waiting' || status === 'trailingEntry' || status === 'entering';
}

function foldEnd(trade: Trade, leg: Leg, end: OrderEnded): void {
  const step = leg.role === 'step' ? trade.steps.get(leg.step) : undefined;
  const own = end.reason === 'withdrawn' || end.reason === 'expired';
  if (step !== undefined && !isStepOver(step.status)) step.status = own ? 'idle' : 'failed';
  if (!own) trade.lost = { role: leg.role as Role, step: leg.step, detail: end.detail ?? end.reason };
}

/** Trades whose conditions a price has reached remember it until they act. */
export function applyTradeStops(world: TradesWorld, event: StopsFired): void {
  for (const id of event.ids) {
    if (ownerOf(id) !== 'trade') continue;
    const entity = entityOf(id);
    const trade = world.trades.trades.get(Math.floor(entity / SLOTS));
    if (trade === undefined) continue;
    trade.reached.set(entity % SLOTS, event.price);
    trade.touchedAt = event.price;
    world.trades.work.trades.add(trade.id);
  }
}
