import type { CoreEvent } from '../events/index.ts';
import { addAmount, dropLeg, filledAmount, type Leg } from '../legs/index.ts';
import type { OrderEnded, OrderFilled, OrdersEvent } from '../orders/index.ts';
import { entityOf, ownerOf, type StopsFired } from '../stops/index.ts';
import { slotOf } from './conditions.ts';
import { withNumber, withoutNumber, withoutValue, withValue } from './few.ts';
import { type BotsWorld, type Deal, isEntry, type Role } from './state.ts';

/** How long a venue that has refused to cancel an order is left alone, in ms. */
const ASK_AGAIN_AFTER = 1_000;

/** Folds what happened to an order of a deal. The order itself has been folded before. */
export function applyDealOrder(world: BotsWorld, event: CoreEvent, leg: Leg): void {
  const known = event as OrdersEvent;
  const deal = world.bots.deals.get(leg.entity);
  if (deal !== undefined) {
    deal.updatedAt = event.at;
    deal.version += 1;
    const { work } = world.bots;
    // a venue that will not cancel is not asked again in the same breath
    if (known.type === 'orders.cancelRefused') work.dealTimers.wakeBy(deal.id, event.at + ASK_AGAIN_AFTER);
    else work.deals.add(deal.id);
    if (known.type === 'orders.filled') foldFill(world, deal, leg, known);
    else if (known.type === 'orders.ended') foldEnd(deal, leg, known);
  }
  if (!world.orders.open.has(leg.order)) dropLeg(world.legs, leg);
}

function foldFill(world: BotsWorld, deal: Deal, leg: Leg, fill: OrderFilled): void {
  const amount = filledAmount(fill);
  addAmount(isEntry(leg) ? deal.entered : deal.exited, amount);
  if (leg.role === 'base') addAmount(deal.base, amount);
  if (isEntry(leg)) deal.enteredSteps += fill.quantity;
  else deal.exitedSteps += fill.quantity;
  if (!world.orders.open.has(leg.order)) return foldWhole(deal, leg);
  if (leg.role === 'safety') deal.safetyPart = withPart(deal.safetyPart, leg.step, fill.quantity);
  else if (leg.role === 'takeProfit') deal.stepPart = withPart(deal.stepPart, leg.step, fill.quantity);
}

function withPart(parts: Deal['safetyPart'], step: number, quantity: number): Deal['safetyPart'] {
  return withValue(parts, step, (parts.get(step) ?? 0) + quantity);
}

/** The order is filled whole. */
function foldWhole(deal: Deal, leg: Leg): void {
  switch (leg.role as Role) {
    case 'base':
      deal.baseFilled = true;
      return;
    case 'safety':
      deal.safetyDone = withNumber(deal.safetyDone, leg.step);
      deal.safetyPart = withoutValue(deal.safetyPart, leg.step);
      return;
    case 'added':
      deal.addedDone += 1;
      return;
    case 'takeProfit':
      deal.stepsDone = withNumber(deal.stepsDone, leg.step);
      deal.stepPart = withoutValue(deal.stepPart, leg.step);
      deal.stepsToSell = withoutNumber(deal.stepsToSell, leg.step);
      return;
    case 'close':
      return;
  }
}

function foldEnd(deal: Deal, leg: Leg, end: OrderEnded): void {
  if (end.reason === 'withdrawn' || end.reason === 'expired') return;
  deal.lost = { role: leg.role as Role, detail: end.detail ?? end.reason };
  // what others sold before does not keep a deal closing whose next order is refused
  if (leg.role === 'close' && end.status === 'rejected') deal.closeBasis = deal.exitedSteps;
}

/** Deals whose conditions a price has reached remember it until they act. */
export function applyDealStops(world: BotsWorld, event: StopsFired): void {
  for (const id of event.ids) {
    if (ownerOf(id) !== 'deal') continue;
    const slot = slotOf(entityOf(id));
    const deal = world.bots.deals.get(slot.deal);
    if (deal === undefined) continue;
    deal.reached |= slot.bit;
    deal.reachedPrice = event.price;
    world.bots.work.deals.add(deal.id);
  }
}
