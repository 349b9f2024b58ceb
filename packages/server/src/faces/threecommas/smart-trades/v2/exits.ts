import {
  type Decimal,
  decimals,
  formatDecimal,
  type StopLossSettings,
  type TakeProfitSettings,
  type TradeSettings,
} from '@outcry/core';
import { exactly } from '../../bots/decimal-texts.ts';
import type { Problems } from '../../bots/problems.ts';
import { unprocessable } from '../../errors.ts';
import type { Given } from '../../parameters.ts';
import { wrong } from '../v1/exits.ts';
import type { CREATE } from './parameters.ts';

type GivenTrade = Given<typeof CREATE>;
export type GivenTakeProfit = NonNullable<GivenTrade['take_profit']>;
export type GivenStep = NonNullable<GivenTakeProfit['steps']>[number];
export type GivenStopLoss = NonNullable<GivenTrade['stop_loss']>;
export type GivenTrailing = NonNullable<GivenStep['trailing']>;

const HUNDRED = decimals.decimal(100n, 0);

/** The price that exits watch unless told: what leaving brings or costs. */
const usualBy = ({ side }: Pick<TradeSettings, 'side'>): 'bid' | 'ask' => (side === 'long' ? 'bid' : 'ask');

export function textOf(value: Decimal): string {
  return formatDecimal(value);
}

/** A step as it is asked for, and the one that it changes; undefined: it is new. */
export interface WantedStep {
  readonly given: GivenStep;
  readonly old: TakeProfitSettings | undefined;
  readonly position: number;
}

/** Take profits of steps in the order in which they were sent, beside those that stay. Throws Fault. */
export function takeProfitsOf(
  steps: readonly WantedStep[],
  stay: readonly TakeProfitSettings[],
  trade: Pick<TradeSettings, 'side'>,
  problems: Problems,
): TakeProfitSettings[] {
  const volumes = [...steps.map(({ given }) => given.volume), ...stay.map(({ share }) => exactly(share))];
  const sum = volumes.reduce((total, volume) => decimals.add(total, volume), decimals.ZERO);
  if (decimals.compare(sum, HUNDRED) !== 0) throw unprocessable({ 'take_profit[steps]': ['volume must sum to 100'] });
  return steps.map((step, place) => {
    const trails = step.given.trailing?.enabled === true;
    if (trails && place < steps.length - 1) throw wrong('Trailing is available only for the last step of TakeProfit');
    return takeProfitOf(step, `take_profit[steps][${place}]`, trade, problems);
  });
}

/** A limit order rests from the entry on; one of the first form, that waits for its price, stays so. */
function takeProfitOf(
  { given, old, position }: WantedStep,
  path: string,
  trade: Pick<TradeSettings, 'side'>,
  problems: Problems,
): TakeProfitSettings {
  const { order_type: type, price, volume, trailing } = given;
  const waits = type === 'limit' && old?.order === 'limit';
  return {
    position,
    share: textOf(volume),
    ...targetOf(price, `${path}[price]`, problems),
    by: price.type ?? old?.by ?? usualBy(trade),
    order: type === 'market' ? 'market' : waits ? 'limit' : 'resting',
    limitPrice: waits ? old.limitPrice : '0',
    trailing: trailingOf(trailing, `${path}[trailing]`, type, problems),
  };
}

/** Percent that is followed; 0: none. With market orders alone. Throws Fault. */
export function trailingOf(
  trailing: GivenTrailing | undefined,
  path: string,
  orderType: 'market' | 'limit',
  problems: Problems,
): string {
  if (trailing === undefined || !trailing.enabled) return '0';
  if (orderType === 'limit') throw wrong('Trailing is available only for market orders');
  const { percent } = trailing;
  if (percent === undefined) problems.add(`${path}[percent]`, 'is missing');
  else if (percent.coefficient === 0n) problems.add(`${path}[percent]`, 'must be greater than 0');
  return percent === undefined ? '0' : textOf(percent);
}

interface GivenTarget {
  readonly value: Decimal | undefined;
  readonly percent: Decimal | undefined;
}

/** Exactly one of a price and a percentage of the entry price. */
function targetOf(
  { value, percent }: GivenTarget,
  path: string,
  problems: Problems,
): Pick<TakeProfitSettings, 'price' | 'percent'> {
  const both = `${path}[value],${path}[percent]`;
  if (value !== undefined && percent !== undefined) problems.add(both, 'are mutually exclusive');
  if (value === undefined && percent === undefined)
    problems.add(both, 'are missing, exactly one parameter must be provided');
  return { price: value === undefined ? null : textOf(value), percent: percent === undefined ? null : textOf(percent) };
}

/** The stop loss that is asked for; what is absent stays as the trade has it. Throws Fault. */
export function stopLossOf(
  given: GivenStopLoss,
  trade: Pick<TradeSettings, 'side' | 'stopLoss'>,
  problems: Problems,
): StopLossSettings | null {
  if (!given.enabled) return null;
  const old = trade.stopLoss;
  const order = given.order_type ?? old?.order;
  if (order === undefined) problems.add('stop_loss[order_type]', 'is missing');
  const { price, trailing } = given.conditional ?? {};
  const limit = given.price?.value === undefined ? old?.limitPrice : textOf(given.price.value);
  if (order === 'limit' && (limit === undefined || limit === '0'))
    problems.add('stop_loss[price][value]', 'is missing');
  const trails = trailing?.enabled ?? (order === 'market' && (old?.trails ?? false));
  if (trails && order === 'limit') throw wrong('Trailing is available only for market orders');
  const named = price !== undefined && (price.value !== undefined || price.percent !== undefined);
  const kept = old === null || named ? undefined : { price: old.price, percent: old.percent };
  const asked = price ?? { value: undefined, percent: undefined };
  return {
    ...(kept ?? targetOf(asked, 'stop_loss[conditional][price]', problems)),
    by: price?.type ?? old?.by ?? usualBy(trade),
    order: order ?? 'market',
    limitPrice: order === 'limit' ? (limit ?? '0') : '0',
    trails,
    timeout: timeoutOf(given, old, problems),
    breakeven: given.breakeven ?? old?.breakeven ?? false,
  };
}

/** Seconds; 0: none. */
function timeoutOf({ timeout }: GivenStopLoss, old: StopLossSettings | null, problems: Problems): number {
  if (timeout === undefined) return old?.timeout ?? 0;
  if (!timeout.enabled) return 0;
  const { value = old?.timeout ?? 0 } = timeout;
  if (value === 0) problems.add('stop_loss[timeout][value]', 'is missing');
  return value;
}

/** Breaking even begins when a first step has been sold and others go on. Throws Fault. */
export function checkBreakeven({ takeProfits, stopLoss }: Pick<TradeSettings, 'takeProfits' | 'stopLoss'>): void {
  if (stopLoss?.breakeven === true && takeProfits.length < 2)
    throw wrong('Breakeven is available only with at least two steps of TakeProfit');
}
