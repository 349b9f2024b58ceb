import { type Leg, legsOf, withdrawLeg } from '../legs/index.ts';
import type { Turn } from '../turn.ts';
import type { Attempt } from './apply.ts';
import { forgetPrices } from './conditions.ts';
import type { DealFailing, DealMoved } from './events.ts';
import type { BotsWorld, Deal, Role } from './state.ts';
import type { DealStatus } from './status.ts';

/** How long an order that was refused waits for the next try (B1, 21), in ms of market time. */
export const RETRY_AFTER = 60_000;

export function moveDeal(deal: Deal, status: DealStatus, turn: Turn): void {
  turn.emit({ type: 'bots.dealMoved', at: turn.at, id: deal.id, status } satisfies DealMoved);
}

/** What went wrong stands in the deal; that kind of order is tried again after a while. */
export function failDeal(deal: Deal, what: Attempt, error: string, after: number, turn: Turn): void {
  const retryAt = turn.at + after;
  turn.emit({ type: 'bots.dealFailing', at: turn.at, id: deal.id, what, error, retryAt } satisfies DealFailing);
}

/** The open orders of a deal of one role, oldest first. */
export function legsFor(world: BotsWorld, deal: Deal, role: Role): Leg[] {
  return legsOf(world.legs, 'deal', deal.id).filter((leg) => leg.role === role);
}

/** Takes all orders back and forgets what it waited for; true when no order is left. */
export function withdrawAll(world: BotsWorld, deal: Deal, turn: Turn): boolean {
  forgetPrices(world, deal, turn);
  return withdraw(world, legsOf(world.legs, 'deal', deal.id), turn);
}

/** Takes these orders back; true when all are gone. At a venue that takes its answer. */
export function withdraw(world: BotsWorld, legs: readonly Leg[], turn: Turn): boolean {
  const asked = [...legs];
  for (const leg of asked) withdrawLeg(world, leg, turn);
  return asked.every(({ order }) => !world.legs.byOrder.has(order));
}
