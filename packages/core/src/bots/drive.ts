import type { Turn } from '../turn.ts';
import { driveBase, repriceAt } from './base-order.ts';
import { driveClosing, driveSale } from './closing.ts';
import { driveHolding } from './holding.ts';
import type { BotsWorld, Deal } from './state.ts';

/** Changes of status that a deal may go through in one go. */
const MAX_CHANGES = 12;

/**
 * Brings a deal to where its state and its orders say it should be (`dca-and-smarttrade-rules.md` B1). Looking at a deal
 * to which nothing has happened changes nothing, so it does not matter how often and when deals are looked at.
 */
export function driveDeal(world: BotsWorld, deal: Deal, turn: Turn): void {
  for (let change = 0; change < MAX_CHANGES; change++) {
    const { status } = deal;
    driveOnce(world, deal, turn);
    if (!world.bots.deals.has(deal.id)) return;
    if (deal.status === status) break;
  }
  world.bots.work.dealTimers.set(deal.id, nextWake(world, deal, turn.at));
}

function driveOnce(world: BotsWorld, deal: Deal, turn: Turn): void {
  switch (deal.status) {
    case 'created':
    case 'basePlaced':
      return driveBase(world, deal, turn);
    case 'bought':
    case 'trailing':
      return driveHolding(world, deal, turn);
    case 'stopLossPending':
    case 'panicSellPending':
    case 'cancelPending':
    case 'conditionPending':
      return driveClosing(world, deal, turn);
    case 'trailingSale':
    case 'stopLossPlaced':
    case 'panicSellPlaced':
    case 'conditionPlaced':
      return driveSale(world, deal, turn);
  }
}

/** When the deal wants to be looked at again though nothing happens to it; Infinity: not at all. */
function nextWake(world: BotsWorld, deal: Deal, at: number): number {
  const { closeTimeout } = deal.terms.settings;
  const moments = [deal.stopAt, deal.retryEntryAt, deal.retryExitAt, deal.retryCloseAt];
  if (closeTimeout > 0) moments.push(deal.createdAt + closeTimeout * 1000);
  if (deal.status === 'created' || deal.status === 'basePlaced') moments.push(repriceAt(world, deal));
  return Math.min(...moments.map((moment) => (moment > at ? moment : Number.POSITIVE_INFINITY)));
}
