import { priceToDecimal, quantityToText } from '../instruments/index.ts';
import { type Amount, legsOf } from '../legs/index.ts';
import { bestAsk, bestBid } from '../market/index.ts';
import {
  type Decimal,
  decimals,
  formatDecimal,
  formatFixed,
  formatScaled,
  type Money,
  type Price,
  type Quantity,
} from '../numbers/index.ts';
import { stopById } from '../stops/index.ts';
import { type StepAllows, stepAllows, type TradeAllows, tradeAllows } from './allows.ts';
import { resultOf } from './closing.ts';
import { entryPrice, instrumentOf, leftQuantity, mostToTakeOut } from './prices.ts';
import type { TakeProfitSettings, TradeSettings } from './settings.ts';
import {
  ENTRY_SLOT,
  type FinishedTrade,
  isLong,
  openSteps,
  STOP_SLOT,
  type Trade,
  type TradesState,
  type TradesWorld,
} from './state.ts';
import type { FinalTradeStatus, StepStatus, TradeStatus } from './status.ts';
import { conditionId } from './steps.ts';
import { stopPrice } from './stop-loss.ts';

const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };
const ONE: Decimal = { coefficient: 1n, scale: 0 };
const RATE_SCALE = 6;

/** Coins and money as decimal text; `average` with fees. */
export interface AmountText {
  readonly amount: string;
  readonly volume: string;
  readonly average: string;
}

/** One exit of a trade as plain JSON. */
export interface StepRecord {
  readonly id: number;
  readonly settings: TakeProfitSettings;
  readonly status: StepStatus;
  readonly panic: boolean;
  /** In pieces. */
  readonly amount: string;
  readonly sold: AmountText;
  /** The price at which it fires or rests; null before the coins are there. */
  readonly price: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What is kept of a trade, running or ended, as plain JSON. Amounts are decimal text, times ms UTC. */
export interface TradeRecord {
  readonly id: number;
  readonly account: number;
  readonly settings: TradeSettings;
  readonly status: TradeStatus | FinalTradeStatus;
  readonly deal: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** 0 while it runs. */
  readonly closedAt: number;
  readonly entered: AmountText;
  readonly exited: AmountText;
  /** Average of the entry without fees; `0` before it. */
  readonly entryPrice: string;
  readonly steps: readonly StepRecord[];
  readonly stopLoss: string | null;
  readonly profit: string;
  readonly profitPercent: string;
  readonly profitUsd: string | null;
  readonly error: string | null;
  readonly note: string | null;
}

/** What only a running trade has: figures at the market of this moment. */
export interface TradeFigures {
  readonly bid: string | null;
  readonly ask: string | null;
  readonly last: string | null;
  /** Units at the exit price after the fee, with what is sold, less what was paid; unrounded (C3). */
  readonly profit: string;
  readonly profitPercent: string;
  /** Pieces that are still held. */
  readonly left: string;
  /** The best price that the entry, the stop loss or a step has followed, by position. */
  readonly entryMark: string | null;
  readonly stopMark: string | null;
  readonly stopLevel: string | null;
  readonly stepMarks: Readonly<Record<number, string>>;
  /** A part is to be taken out as soon as steps that rest are back. */
  readonly reducing: boolean;
  readonly allows: TradeAllows;
  /** By position of the step. */
  readonly stepAllows: Readonly<Record<number, StepAllows>>;
  /** Positions of steps that end as soon as their orders are back. */
  readonly endingSteps: readonly number[];
  /** Open orders: id, role and position of its step. */
  readonly orders: readonly { readonly order: number; readonly role: string; readonly position: number }[];
}

/** A running trade. */
export function tradeRecord(world: TradesWorld, trade: Trade): TradeRecord {
  return record(world, trade, trade.status, 0, resultOf(trade), null);
}

/** A trade that has ended, for the read model. */
export function finishedTradeRecord(world: TradesWorld, finished: FinishedTrade): TradeRecord {
  const { trade, status, at, profit, profitUsd } = finished;
  return record(world, trade, status, at, profit, profitUsd);
}

function record(
  world: TradesWorld,
  trade: Trade,
  status: TradeStatus | FinalTradeStatus,
  closedAt: number,
  profit: Money,
  profitUsd: string | null,
): TradeRecord {
  const instrument = instrumentOf(world, trade);
  const scales = scalesOf(world, trade);
  const shown = (steps: number): string => formatDecimal(priceToDecimal(instrument, steps as Price));
  const bought = isLong(trade) ? trade.entered : trade.exited;
  const { id, account, settings, deal, createdAt, updatedAt, error, note } = trade;
  return {
    id,
    account,
    settings,
    status,
    deal,
    createdAt,
    updatedAt,
    closedAt,
    entered: amountText(trade.entered, scales),
    exited: amountText(trade.exited, scales),
    entryPrice: formatDecimal(entryPrice(world, trade)),
    steps: Array.from(trade.steps.values(), (step) => ({
      id: step.id,
      settings: step.settings,
      status: step.status,
      panic: step.panic,
      amount: quantityToText(instrument, step.amount as Quantity),
      sold: amountText(step.proceeds, scales),
      price: step.level === 0 ? null : shown(step.level),
      createdAt: step.createdAt,
      updatedAt: step.updatedAt,
    })),
    stopLoss: trade.stopLevel === 0 ? null : shown(stopPrice(world, trade)),
    profit: formatScaled(profit, scales.quote),
    profitPercent: percentText({ coefficient: profit, scale: scales.quote }, bought, scales),
    profitUsd,
    error,
    note,
  };
}

/** Figures of a running trade at the market of this moment. */
export function tradeFigures(world: TradesWorld, trade: Trade): TradeFigures {
  const instrument = instrumentOf(world, trade);
  const scales = scalesOf(world, trade);
  const market = world.market.markets[instrument.id];
  const shown = (steps: number | undefined): string | null =>
    steps === undefined ? null : formatDecimal(priceToDecimal(instrument, steps as Price));
  const [bid, ask] = [bestBid(market)?.price, bestAsk(market)?.price];
  const exit = isLong(trade) ? bid : ask;
  const profit = actualProfit(world, trade, exit, scales);
  const paid = isLong(trade) ? trade.entered : trade.exited;
  const mark = (slot: number): string | null => shown(stopById(world.stops, conditionId(trade, slot))?.mark);
  const stepMarks: Record<number, string> = {};
  const stepsAllow: Record<number, StepAllows> = {};
  for (const step of trade.steps.values()) {
    const own = mark(step.slot);
    if (own !== null) stepMarks[step.settings.position] = own;
    stepsAllow[step.settings.position] = stepAllows(trade, step);
  }
  return {
    bid: shown(bid),
    ask: shown(ask),
    last: market === undefined || market.lastAt === 0 ? null : shown(market.last),
    profit: formatDecimal(profit),
    profitPercent: percentText(profit, paid.money === 0n ? trade.entered : paid, scales),
    left: quantityToText(instrument, leftQuantity(world, trade) as Quantity),
    entryMark: mark(ENTRY_SLOT),
    stopMark: mark(STOP_SLOT),
    stopLevel: shown(stopById(world.stops, conditionId(trade, STOP_SLOT))?.level),
    stepMarks,
    reducing: trade.toReduce !== null,
    allows: tradeAllows(trade),
    stepAllows: stepsAllow,
    endingSteps: openSteps(trade).flatMap(({ cancelling, settings }) => (cancelling ? [settings.position] : [])),
    orders: legsOf(world.legs, 'trade', trade.id).map(({ order, role, step }) => ({ order, role, position: step })),
  };
}

/** What may be taken out of a trade at most and leaves it running, in pieces. */
export function mostToReduce(world: TradesWorld, trade: Trade): string {
  return quantityToText(instrumentOf(world, trade), mostToTakeOut(world, trade) as Quantity);
}

function actualProfit(world: TradesWorld, trade: Trade, exit: number | undefined, scales: Scales): Decimal {
  const booked = { coefficient: resultOf(trade) as bigint, scale: scales.quote };
  if (exit === undefined) return booked;
  const instrument = instrumentOf(world, trade);
  const { fees } = world.accounts.accounts.get(trade.account) as { fees: { maker: number; taker: number } };
  const rate = { coefficient: BigInt(Math.max(fees.maker, fees.taker)), scale: RATE_SCALE };
  const left = { coefficient: trade.entered.units - trade.exited.units, scale: scales.base };
  const factor = isLong(trade) ? decimals.subtract(ONE, rate) : decimals.add(ONE, rate);
  const worth = decimals.multiply(decimals.multiply(left, priceToDecimal(instrument, exit as Price)), factor);
  return isLong(trade) ? decimals.add(booked, worth) : decimals.subtract(booked, worth);
}

interface Scales {
  readonly base: number;
  readonly quote: number;
}

function scalesOf(world: Pick<TradesWorld, 'instruments'>, trade: Trade): Scales {
  const { base, quote } = instrumentOf(world, trade);
  const { assets } = world.instruments;
  return { base: assets[base]?.scale ?? 0, quote: assets[quote]?.scale ?? 0 };
}

function amountText({ units, money }: Amount, scales: Scales): AmountText {
  const average =
    units === 0n
      ? decimals.ZERO
      : decimals.divide({ coefficient: money, scale: scales.quote }, { coefficient: units, scale: scales.base });
  return {
    amount: formatScaled(units, scales.base),
    volume: formatScaled(money, scales.quote),
    average: formatDecimal(average),
  };
}

/** A part of what was paid in percent, 2 decimals half up (A1); 0 of nothing. */
function percentText(part: Decimal, { money }: Amount, scales: Scales): string {
  if (money === 0n) return '0';
  const share = decimals.divide(decimals.multiply(part, HUNDRED), { coefficient: money, scale: scales.quote });
  return formatFixed(share, 2, 'halfUp');
}

/** Running trades of an account, oldest first. */
export function tradesOf(state: TradesState, account: number): Trade[] {
  return Array.from(state.byAccount.get(account) ?? [], (id) => state.trades.get(id)).filter(
    (trade) => trade !== undefined,
  );
}

/** Hands over the trades that have ended since the last call. */
export function takeFinishedTrades(state: TradesState): readonly FinishedTrade[] {
  return state.finished.length === 0 ? NONE_FINISHED : state.finished.splice(0);
}

const NONE_FINISHED: readonly FinishedTrade[] = [];
