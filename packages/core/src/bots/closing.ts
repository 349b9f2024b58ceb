import { inDollars } from '../accounts/index.ts';
import { legsOf, priceSteps, sendLeg } from '../legs/index.ts';
import { type Money, roundToDecimals } from '../numbers/index.ts';
import type { Turn } from '../turn.ts';
import { basisOf, instrumentOf } from './basis.ts';
import { forgetPrices } from './conditions.ts';
import type { BotDisabled, DealClosed } from './events.ts';
import { averageOf, exitQuantity, exitQuote, isTradable } from './prices.ts';
import { type BotsWorld, botById, type Deal } from './state.ts';
import type { DealStatus, FinalDealStatus } from './status.ts';
import { failDeal, legsFor, moveDeal, RETRY_AFTER, withdraw, withdrawAll } from './steps.ts';

/** Decimals of a reported profit (A1). */
const PROFIT_DECIMALS = 8;

/** A closing order that was filled in part goes on after so long, in ms: the book may have more by then. */
const CLOSE_AGAIN_AFTER = 1_000;

/** What follows when all orders of a deal are back. */
const SALES: Partial<Record<DealStatus, DealStatus>> = {
  stopLossPending: 'stopLossPlaced',
  panicSellPending: 'panicSellPlaced',
  conditionPending: 'conditionPlaced',
};

const FINALS: Partial<Record<DealStatus, FinalDealStatus>> = {
  trailingSale: 'completed',
  stopLossPlaced: 'stopLossFinished',
  panicSellPlaced: 'panicSold',
  conditionPlaced: 'completed',
};

/** Takes all orders back, then sells what is held or leaves it (B1, 10 to 19). */
export function driveClosing(world: BotsWorld, deal: Deal, turn: Turn): void {
  if (!withdrawAll(world, deal, turn)) return;
  const gone = !isTradable(instrumentOf(world, deal), heldQuantity(world, deal));
  const completed = gone && deal.exitedSteps > 0;
  if (deal.status === 'cancelPending') return closeDeal(world, deal, completed ? 'completed' : 'cancelled', null, turn);
  if (gone) return closeDeal(world, deal, completed ? 'completed' : 'cancelled', null, turn);
  moveDeal(deal, SALES[deal.status] as DealStatus, turn);
}

/** Sells everything at the market until nothing is left; a sale that brings nothing leaves the deal as it was (B1, 20). */
export function driveSale(world: BotsWorld, deal: Deal, turn: Turn): void {
  if (legsFor(world, deal, 'close').length > 0) return;
  // take profits of before the deal trailed may still be on their way back, and may be filled on it
  if (!withdraw(world, legsFor(world, deal, 'takeProfit'), turn)) return;
  const instrument = instrumentOf(world, deal);
  const quantity = heldQuantity(world, deal);
  if (!isTradable(instrument, quantity)) return finishSale(world, deal, turn);
  if (deal.lost?.role === 'close') return sellRest(deal, deal.lost.detail, turn);
  if (deal.retryCloseAt > turn.at) return;
  const { id, account, terms } = deal;
  const side = terms.exitSide;
  const leg = {
    owner: 'deal',
    entity: id,
    role: 'close',
    step: 0,
    account,
    instrument,
    side,
    price: 0,
    quantity,
  } as const;
  const rejection = sendLeg(world, leg, turn);
  if (rejection !== null) holdAgain(deal, rejection.detail, turn);
}

/** The market had not enough for all of it, or the order was refused. */
function sellRest(deal: Deal, detail: string, turn: Turn): void {
  const sold = deal.closeBasis >= 0 && deal.exitedSteps > deal.closeBasis;
  if (!sold) return holdAgain(deal, detail, turn);
  failDeal(deal, 'close', `${CLOSING}: ${detail}`, CLOSE_AGAIN_AFTER, turn);
}

/** It cannot be sold now: the deal goes on with what it has (B1, 20). */
function holdAgain(deal: Deal, detail: string, turn: Turn): void {
  failDeal(deal, 'close', `${CLOSING}: ${detail}`, RETRY_AFTER, turn);
  moveDeal(deal, 'bought', turn);
}

const CLOSING = 'closing at the market';

function finishSale(world: BotsWorld, deal: Deal, turn: Turn): void {
  if (!withdrawAll(world, deal, turn)) return;
  // a late fill of an order that was being taken back is sold like the rest
  if (isTradable(instrumentOf(world, deal), heldQuantity(world, deal))) return;
  const stopped = deal.status === 'stopLossPlaced';
  closeDeal(world, deal, FINALS[deal.status] as FinalDealStatus, null, turn);
  if (stopped && deal.terms.settings.stopLossDisables) disableBot(world, deal.bot, 'stopLoss', turn);
}

/** Quantity steps that a sale at the market would have to move now; while there is no price, at what they were entered at. */
export function heldQuantity(world: BotsWorld, deal: Deal): number {
  const basis = basisOf(world, deal);
  const quote = exitQuote(world.market.markets[deal.instrument], deal.terms);
  return exitQuantity(
    basis,
    deal,
    quote ?? priceSteps(basis.instrument, averageOf(deal.entered, basis.scales), 'ceiling'),
  );
}

/** The deal has ended; its result is what it sold for less what it bought for, in the quote asset (B7, B12). */
export function closeDeal(
  world: BotsWorld,
  deal: Deal,
  status: FinalDealStatus,
  detail: string | null,
  turn: Turn,
): void {
  if (legsOf(world.legs, 'deal', deal.id).length > 0) throw new Error(`deal ${deal.id} ends with open orders`);
  forgetPrices(world, deal, turn);
  const { quote } = instrumentOf(world, deal);
  const scale = world.instruments.assets[quote]?.scale ?? 0;
  const profit = roundToDecimals(resultOf(deal), scale, PROFIT_DECIMALS, 'halfUp') as Money;
  const profitUsd = inDollars(world, quote, profit);
  turn.emit({
    type: 'bots.dealClosed',
    at: turn.at,
    id: deal.id,
    status,
    profit,
    profitUsd,
    detail,
  } satisfies DealClosed);
}

/** Sold less bought in minor units of the quote asset. */
export function resultOf(deal: Deal): Money {
  const gained = deal.exited.money - deal.entered.money;
  return (deal.terms.long ? gained : -gained) as Money;
}

export function disableBot(world: BotsWorld, id: number, reason: string, turn: Turn): void {
  if (!botById(world.bots, id).enabled) return;
  turn.emit({ type: 'bots.disabled', at: turn.at, id, reason } satisfies BotDisabled);
}
