import { inDollars } from '../accounts/index.ts';
import { priceToDecimal } from '../instruments/index.ts';
import { type Amount, legsOf } from '../legs/index.ts';
import {
  type Decimal,
  decimals,
  formatDecimal,
  formatFixed,
  formatScaled,
  type Money,
  type Price,
} from '../numbers/index.ts';
import { stopById } from '../stops/index.ts';
import { basisOf, instrumentOf, scalesOf } from './basis.ts';
import { resultOf } from './closing.ts';
import { conditionId } from './conditions.ts';
import { averageOf, exitQuote, feeRate, moneyDecimal, type Scales, stopLossPrice, unitsDecimal } from './prices.ts';
import type { BotSettings } from './settings.ts';
import { type Bot, type BotsState, type BotsWorld, botById, type Deal, type FinishedDeal } from './state.ts';
import type { DealStatus, FinalDealStatus } from './status.ts';
import { takeProfitsOf } from './take-profits.ts';

const ONE: Decimal = { coefficient: 1n, scale: 0 };
const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };
const ZERO_TEXT = '0';

/** What is kept of a deal, running or ended, as plain JSON. Amounts are decimal text, times ms UTC. */
export interface DealRecord {
  readonly id: number;
  readonly bot: number;
  readonly botName: string;
  readonly account: number;
  readonly instrument: number;
  readonly status: DealStatus | FinalDealStatus;
  readonly startedBy: Deal['startedBy'];
  readonly settings: BotSettings;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** 0 while it runs. */
  readonly closedAt: number;
  /** What buys brought (fees in coins taken off) and cost (fees in money included); what sales gave and brought. */
  readonly bought: { readonly amount: string; readonly volume: string; readonly average: string };
  readonly sold: { readonly amount: string; readonly volume: string; readonly average: string };
  /** Average of the base order, 36 digits; `0` before it is filled. */
  readonly baseAverage: string;
  readonly safetyDone: number;
  readonly addedDone: number;
  readonly stepsDone: readonly number[];
  /** Sold less bought, 8 decimals of the quote asset; of a running deal what it has booked so far. */
  readonly profit: string;
  /** Of what entering it cost or, of a short deal, brought; 2 decimals. */
  readonly profitPercent: string;
  readonly profitUsd: string | null;
  readonly error: string | null;
  readonly note: string | null;
}

/** What leaving a running deal would come to at the market of this moment. */
export interface DealResult {
  /** The price that leaving would take now; null when that side of the market is empty. */
  readonly price: string | null;
  /** Value at that price less cost, unrounded, and in percent of the average (B7). */
  readonly actualProfit: string;
  readonly actualProfitPercent: string;
  readonly actualProfitUsd: string | null;
}

/** What only a running deal has: figures at the market of this moment. */
export interface DealFigures extends DealResult {
  /** What should rest or be waited for; the nearest first. */
  readonly takeProfits: readonly { readonly step: number; readonly price: string; readonly quantity: string }[];
  readonly stopLoss: string | null;
  /** The best price that a trailing take profit or stop loss has followed. */
  readonly trailingMark: string | null;
  readonly stopMark: string | null;
  readonly restingSafetyOrders: number;
  readonly restingAddedOrders: number;
  /** Ids of its open orders, oldest first. */
  readonly orders: readonly number[];
}

export interface BotView {
  readonly id: number;
  readonly account: number;
  readonly settings: BotSettings;
  readonly secret: string;
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly activeDeals: readonly number[];
  readonly started: number;
  readonly finished: number;
  /** By quote asset id: what finished deals brought. */
  readonly profits: ReadonlyMap<number, Money>;
  readonly profitUsd: string;
}

/** A running deal. */
export function dealRecord(world: BotsWorld, deal: Deal): DealRecord {
  const botName = botById(world.bots, deal.bot).terms.settings.name;
  return record(world, deal, botName, deal.status, 0, resultOf(deal), null);
}

/** A deal that has ended, for the read model. */
export function finishedRecord(world: Pick<BotsWorld, 'instruments'>, finished: FinishedDeal): DealRecord {
  const { deal, status, at, profit, profitUsd, botName } = finished;
  return record(world, deal, botName, status, at, profit, profitUsd);
}

function record(
  world: Pick<BotsWorld, 'instruments'>,
  deal: Deal,
  botName: string,
  status: DealStatus | FinalDealStatus,
  closedAt: number,
  profit: Money,
  profitUsd: string | null,
): DealRecord {
  const scales = scalesOf(world, instrumentOf(world, deal));
  const [bought, sold] = deal.terms.long ? [deal.entered, deal.exited] : [deal.exited, deal.entered];
  const { id, bot, account, instrument, startedBy, createdAt, updatedAt, error, note } = deal;
  return {
    id,
    bot,
    botName,
    account,
    instrument,
    status,
    startedBy,
    settings: deal.terms.settings,
    createdAt,
    updatedAt,
    closedAt,
    bought: amountText(bought, scales),
    sold: amountText(sold, scales),
    baseAverage: formatDecimal(deal.baseAverage),
    safetyDone: deal.safetyDone.size,
    addedDone: deal.addedDone,
    stepsDone: [...deal.stepsDone],
    profit: formatScaled(profit, scales.quote),
    profitPercent: percentText(moneyDecimal(profit, scales), moneyDecimal(deal.entered.money, scales)),
    profitUsd,
    error,
    note,
  };
}

function amountText(amount: Amount, scales: Scales): DealRecord['bought'] {
  return {
    amount: formatScaled(amount.units, scales.base),
    volume: formatScaled(amount.money, scales.quote),
    average: formatDecimal(averageOf(amount, scales)),
  };
}

/** A share of a whole in percent, 2 decimals half up (A1); 0 of nothing. */
function percentText(part: Decimal, whole: Decimal): string {
  if (whole.coefficient === 0n) return ZERO_TEXT;
  const share = decimals.divide(decimals.multiply(part, HUNDRED), whole);
  return formatFixed(share, 2, 'halfUp');
}

/** Figures of a running deal at the market of this moment. */
export function dealFigures(world: BotsWorld, deal: Deal): DealFigures {
  const basis = basisOf(world, deal);
  const { instrument } = basis;
  const shown = (steps: number): string => formatDecimal(priceToDecimal(instrument, steps as Price));
  const legs = legsOf(world.legs, 'deal', deal.id);
  const placed = new Set(legs.filter(({ role }) => role === 'takeProfit').map(({ step }) => step));
  const { trailing, stopLossTrails } = deal.terms.settings;
  const holding = deal.status === 'bought' || deal.status === 'trailing';
  return {
    ...dealResult(world, deal),
    takeProfits: holding
      ? takeProfitsOf(basis, deal, placed).map(({ step, price: at, quantity }) => ({
          step,
          price: shown(at),
          quantity: formatDecimal({
            coefficient: BigInt(quantity) * instrument.quantityStep.coefficient,
            scale: instrument.quantityStep.scale,
          }),
        }))
      : [],
    stopLoss: stopText(world, deal, shown),
    trailingMark: trailing && deal.status === 'trailing' ? markText(world, deal, 'takeProfit', shown) : null,
    stopMark: stopLossTrails ? markText(world, deal, 'stopLoss', shown) : null,
    restingSafetyOrders: legs.filter(({ role }) => role === 'safety').length,
    restingAddedOrders: legs.filter(({ role }) => role === 'added').length,
    orders: legs.map(({ order }) => order),
  };
}

/** What leaving a running deal now would come to. */
export function dealResult(world: BotsWorld, deal: Deal): DealResult {
  const { instrument, scales, account } = basisOf(world, deal);
  const quote = exitQuote(world.market.markets[deal.instrument], deal.terms);
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

function stopText(world: BotsWorld, deal: Deal, shown: (steps: number) => string): string | null {
  if (deal.terms.stopLoss.coefficient === 0n || deal.baseAverage.coefficient === 0n) return null;
  if (!deal.terms.settings.stopLossTrails) return formatDecimal(stopLossPrice(deal.terms, deal.baseAverage));
  const view = stopById(world.stops, conditionId(deal.id, 'stopLoss'));
  return view === undefined ? null : shown(view.level);
}

function markText(
  world: BotsWorld,
  deal: Deal,
  slot: 'stopLoss' | 'takeProfit',
  shown: (steps: number) => string,
): string | null {
  const mark = stopById(world.stops, conditionId(deal.id, slot))?.mark;
  return mark === undefined ? null : shown(mark);
}

export function botView(bot: Bot): BotView {
  const { id, account, secret, enabled, createdAt, updatedAt, started, finished, profits } = bot;
  return {
    id,
    account,
    settings: bot.terms.settings,
    secret,
    enabled,
    createdAt,
    updatedAt,
    activeDeals: [...bot.deals],
    started,
    finished,
    profits,
    profitUsd: formatDecimal(bot.profitUsd),
  };
}

/** Running deals of a bot, oldest first. */
export function activeDeals(state: BotsState, bot: Bot): Deal[] {
  return Array.from(bot.deals, (id) => state.deals.get(id)).filter((deal) => deal !== undefined);
}

export function hasActiveDeals(state: BotsState, account: number): boolean {
  for (const id of state.byAccount.get(account) ?? []) if ((state.bots.get(id)?.deals.size ?? 0) > 0) return true;
  return false;
}

/** Hands over the deals that have ended since the last call. */
export function takeFinishedDeals(state: BotsState): readonly FinishedDeal[] {
  return state.finished.length === 0 ? NONE_FINISHED : state.finished.splice(0);
}

const NONE_FINISHED: readonly FinishedDeal[] = [];

export { type PlannedDeal, planDeal } from './plan.ts';
