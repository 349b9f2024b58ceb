import type { AwaitedPrice } from '../legs/index.ts';
import type { Turn } from '../turn.ts';
import { basisOf } from './basis.ts';
import { exitQuote, minProfitPrice } from './prices.ts';
import { allHold } from './signals-wanted.ts';
import type { BotsWorld, Deal } from './state.ts';
import { moveDeal } from './steps.ts';

/** Closes a deal while its conditions hold, if that brings what it must. Returns whether it is being closed. */
export function obeyConditions(world: BotsWorld, deal: Deal, turn: Turn): boolean {
  if (!mayClose(world, deal, turn.at)) return false;
  const least = minProfitPrice(basisOf(world, deal), deal);
  if (least !== null) {
    const quote = exitQuote(world.market.markets[deal.instrument], deal.terms);
    if (quote === undefined || (deal.terms.long ? quote < least : quote > least)) return false;
  }
  moveDeal(deal, 'conditionPending', turn);
  return true;
}

/** The price that a deal waits for whose conditions hold, but which would not bring enough yet. */
export function awaitMinProfit(world: BotsWorld, deal: Deal, at: number): AwaitedPrice | null {
  if (!mayClose(world, deal, at)) return null;
  const level = minProfitPrice(basisOf(world, deal), deal);
  if (level === null) return null;
  const { long } = deal.terms;
  return { kind: long ? 'bid' : 'ask', direction: long ? 'above' : 'below', level };
}

function mayClose(world: BotsWorld, deal: Deal, at: number): boolean {
  return deal.retryCloseAt <= at && allHold(world, deal, deal.terms.closeWhen);
}
