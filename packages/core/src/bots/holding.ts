import { type AwaitedPrice, decimalOf, percentOf } from '../legs/index.ts';
import type { Turn } from '../turn.ts';
import { basisOf } from './basis.ts';
import { closeDeal, heldQuantity } from './closing.ts';
import { awaitMinProfit, obeyConditions } from './closing-conditions.ts';
import { awaitInSlot, hasReached } from './conditions.ts';
import type { DealRecovered } from './events.ts';
import { isTradable, takeProfitPrice } from './prices.ts';
import { keepSafetyOrders } from './safety-orders.ts';
import { type BotsWorld, type Deal, isEntryRole } from './state.ts';
import { failDeal, legsFor, moveDeal, RETRY_AFTER, withdrawAll } from './steps.ts';
import { awaitStopLoss, millionthsOf, obeyStopLoss } from './stop-loss.ts';
import { keepTakeProfits, takeProfitsOf } from './take-profits.ts';

/**
 * A deal that holds coins: the stop loss comes first, then the trailing take profit, then orders are kept as they should
 * be (`dca-and-smarttrade-rules.md` A3, B1).
 */
export function driveHolding(world: BotsWorld, deal: Deal, turn: Turn): void {
  if (deal.lost !== null) {
    const { role, detail } = deal.lost;
    failDeal(deal, isEntryRole(role) ? 'entry' : 'exit', `${NAMES[role]}: ${detail}`, RETRY_AFTER, turn);
  }
  if (isSold(world, deal)) {
    // what else is out comes back, what is filled on the way back is held like the rest
    if (withdrawAll(world, deal, turn) && isSold(world, deal)) closeDeal(world, deal, 'completed', null, turn);
    return;
  }
  if (obeyStopLoss(deal, turn) || obeyTimeout(deal, turn) || obeyTrailing(deal, turn)) return;
  if (obeyConditions(world, deal, turn)) return;
  const exits = keepTakeProfits(world, deal, turn);
  const entries = keepSafetyOrders(world, deal, turn);
  awaitStopLoss(world, deal, turn);
  const trailing = trailingCondition(world, deal, turn.at);
  awaitInSlot(world, deal, 'takeProfit', trailing ?? awaitMinProfit(world, deal, turn.at), turn);
  if (exits && entries && deal.error !== null && deal.retryCloseAt <= turn.at) {
    turn.emit({ type: 'bots.dealRecovered', at: turn.at, id: deal.id } satisfies DealRecovered);
  }
}

const NAMES = {
  base: 'base order',
  safety: 'safety order',
  added: 'added order',
  takeProfit: 'take profit',
  close: 'closing order',
} as const;

/**
 * Whether take profits have exited all there was. Change of a short deal that could buy another lot, now that the price has
 * moved on, is no holding.
 */
function isSold(world: BotsWorld, deal: Deal): boolean {
  if (deal.exitedSteps === 0 || legsFor(world, deal, 'takeProfit').length > 0) return false;
  const basis = basisOf(world, deal);
  if (deal.terms.closesByConditions) return !isTradable(basis.instrument, heldQuantity(world, deal));
  return takeProfitsOf(basis, deal).every(({ quantity }) => !isTradable(basis.instrument, quantity));
}

function obeyTimeout(deal: Deal, turn: Turn): boolean {
  const { closeTimeout } = deal.terms.settings;
  if (closeTimeout === 0 || turn.at < deal.createdAt + closeTimeout * 1000 || deal.retryCloseAt > turn.at) return false;
  moveDeal(deal, 'panicSellPending', turn);
  return true;
}

/** A trailing take profit begins to follow, fires, or begins anew after another safety order (B8). */
function obeyTrailing(deal: Deal, turn: Turn): boolean {
  const isReached = hasReached(deal, 'takeProfit');
  if (deal.status === 'trailing') {
    const stays = deal.terms.settings.trailing && deal.exitBasis === deal.entered.money;
    if (stays && !isReached) return false;
    moveDeal(deal, stays ? 'trailingSale' : 'bought', turn);
    return true;
  }
  if (!isReached || !deal.terms.settings.trailing) return false;
  moveDeal(deal, 'trailing', turn);
  return true;
}

/** The price at which a trailing take profit begins, or the way it follows. */
function trailingCondition(world: BotsWorld, deal: Deal, at: number): AwaitedPrice | null {
  const { terms } = deal;
  if (!terms.settings.trailing || deal.retryCloseAt > at) return null;
  const kind = terms.long ? 'bid' : 'ask';
  if (deal.status !== 'trailing') {
    const level = takeProfitPrice(basisOf(world, deal), deal);
    return { kind, direction: terms.long ? 'above' : 'below', level };
  }
  const distance = millionthsOf(percentOf(decimalOf(terms.settings.trailingDeviation)));
  return { kind, side: terms.long ? 'sell' : 'buy', distance, mark: deal.reachedPrice };
}
