import { inDollars } from '../accounts/index.ts';
import { priceToDecimal, priceToText, quantityToText } from '../instruments/index.ts';
import { type Leg, legsOf } from '../legs/index.ts';
import {
  type Decimal,
  decimals,
  formatDecimal,
  formatFixed,
  type Money,
  type Price,
  type Quantity,
} from '../numbers/index.ts';
import { stopById } from '../stops/index.ts';
import { basisOf, instrumentOf } from './basis.ts';
import { resultOf } from './closing.ts';
import { conditionId } from './conditions.ts';
import { averageOf, exitQuote, feeRate, moneyDecimal, type Scales, stopPrice, unitsDecimal } from './prices.ts';
import type { BotsWorld, Deal } from './state.ts';
import { takeProfitsOf } from './take-profits.ts';

const ONE: Decimal = { coefficient: 1n, scale: 0 };
const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };
const ZERO_TEXT = '0';

/** What leaving a running deal would come to at the market of this moment. */
export interface DealResult {
  /** The price that leaving would take now; null when that side of the market is empty. */
  readonly price: string | null;
  /** Value at that price less cost, unrounded, and in percent of the average (B7). */
  readonly actualProfit: string;
  readonly actualProfitPercent: string;
  readonly actualProfitUsd: string | null;
}

/** Where a running deal will be left when the price comes there, and the prices that such marks have followed. */
export interface DealMarks {
  readonly stopLoss: string | null;
  /** The best price that a trailing take profit or stop loss has followed. */
  readonly trailingMark: string | null;
  readonly stopMark: string | null;
}

/** What a running deal has placed, or would: the same until something happens to it or its account. */
export interface DealStanding {
  /** What should rest or be waited for; the nearest first. */
  readonly takeProfits: readonly { readonly step: number; readonly price: string; readonly quantity: string }[];
  readonly restingSafetyOrders: number;
  readonly restingAddedOrders: number;
  /** Ids of its open orders, oldest first. */
  readonly orders: readonly number[];
}

/** What only a running deal has: figures at the market of this moment. */
export interface DealFigures extends DealResult, DealMarks, DealStanding {}

/** Figures of a running deal at the market of this moment. */
export function dealFigures(world: BotsWorld, deal: Deal): DealFigures {
  return { ...dealResult(world, deal), ...dealStanding(world, deal), ...dealMarks(world, deal) };
}

/** What a running deal has placed, or would. */
export function dealStanding(world: BotsWorld, deal: Deal): DealStanding {
  const legs = legsOf(world.legs, 'deal', deal.id);
  let [restingSafetyOrders, restingAddedOrders] = [0, 0];
  for (const { role } of legs) {
    if (role === 'safety') restingSafetyOrders += 1;
    else if (role === 'added') restingAddedOrders += 1;
  }
  return {
    takeProfits: isHeld(deal) ? takeProfitTexts(world, deal, legs) : [],
    restingSafetyOrders,
    restingAddedOrders,
    orders: legs.map(({ order }) => order),
  };
}

function isHeld({ status }: Deal): boolean {
  return status === 'bought' || status === 'trailing';
}

function takeProfitTexts(world: BotsWorld, deal: Deal, legs: readonly Leg[]): DealStanding['takeProfits'] {
  const basis = basisOf(world, deal);
  const placed = new Set<number>();
  for (const { role, step } of legs) if (role === 'takeProfit') placed.add(step);
  return takeProfitsOf(basis, deal, placed).map(({ step, price, quantity }) => ({
    step,
    price: priceToText(basis.instrument, price as Price),
    quantity: quantityToText(basis.instrument, quantity as Quantity),
  }));
}

/** Where a running deal will be left, and what its marks have followed. */
export function dealMarks(world: BotsWorld, deal: Deal): DealMarks {
  const { trailing, stopLossTrails } = deal.terms.settings;
  return {
    stopLoss: stopText(world, deal),
    trailingMark: trailing && deal.status === 'trailing' ? markText(world, deal, 'takeProfit') : null,
    stopMark: stopLossTrails ? markText(world, deal, 'stopLoss') : null,
  };
}

/** What a deal can be left at now, in steps; undefined when that side of the market is empty. */
export function dealQuote(world: BotsWorld, deal: Deal): number | undefined {
  return exitQuote(world.market.markets[deal.instrument], deal.terms);
}

/** What leaving a running deal now would come to. */
export function dealResult(world: BotsWorld, deal: Deal): DealResult {
  const { instrument, scales, account } = basisOf(world, deal);
  const quote = dealQuote(world, deal);
  const price = quote === undefined ? null : priceToDecimal(instrument, quote as Price);
  const profit =
    price === null ? moneyDecimal(resultOf(deal), scales) : actualProfit(deal, price, scales, feeRate(account));
  return {
    price: price === null ? null : formatDecimal(price),
    actualProfit: formatDecimal(profit),
    actualProfitPercent: price === null ? ZERO_TEXT : priceChange(deal, price, scales),
    actualProfitUsd: usdOf(world, instrument.quote, profit, scales),
  };
}

/** What the coins would bring now, after the fee, with what is sold already, less what they cost (B7; short: mirrored). */
function actualProfit(deal: Deal, price: Decimal, scales: Scales, rate: Decimal): Decimal {
  const left = unitsDecimal((deal.entered.units - deal.exited.units) as Money, scales);
  const factor = deal.terms.long ? decimals.subtract(ONE, rate) : decimals.add(ONE, rate);
  const worth = decimals.multiply(decimals.multiply(left, price), factor);
  const booked = moneyDecimal(resultOf(deal), scales);
  return deal.terms.long ? decimals.add(booked, worth) : decimals.subtract(booked, worth);
}

/** (price ÷ average − 1) × 100, 2 decimals; of a short deal with the other sign. */
function priceChange(deal: Deal, price: Decimal, scales: Scales): string {
  const average = averageOf(deal.entered, scales);
  if (average.coefficient === 0n) return ZERO_TEXT;
  const change = decimals.subtract(decimals.divide(price, average), ONE);
  const signed = deal.terms.long ? change : decimals.negate(change);
  return formatFixed(decimals.multiply(signed, HUNDRED), 2, 'halfUp');
}

function usdOf(world: BotsWorld, quote: number, amount: Decimal, scales: Scales): string | null {
  const minor = decimals.rescale(amount, scales.quote, 'halfUp').coefficient as Money;
  return inDollars(world, quote, minor);
}

function stopText(world: BotsWorld, deal: Deal): string | null {
  const stop = deal.baseAverage.coefficient === 0n ? null : stopPrice(basisOf(world, deal), deal);
  if (stop === null) return null;
  if (!deal.terms.settings.stopLossTrails) return formatDecimal(stop);
  const view = stopById(world.stops, conditionId(deal.id, 'stopLoss'));
  return view === undefined ? null : priceToText(instrumentOf(world, deal), view.level as Price);
}

function markText(world: BotsWorld, deal: Deal, slot: 'stopLoss' | 'takeProfit'): string | null {
  const mark = stopById(world.stops, conditionId(deal.id, slot))?.mark;
  return mark === undefined ? null : priceToText(instrumentOf(world, deal), mark as Price);
}
