import { type BotSettings, type DealSettings, decimals, formatDecimal, isCandleCondition } from '@outcry/core';
import { Problem } from '../parameters.ts';
import type { GivenSettings } from './bot-settings.ts';
import { textOf } from './exits.ts';
import type { Problems } from './problems.ts';
import { conditionsOf, type Strategy } from './strategies.ts';

type MinProfit = Pick<DealSettings, 'minProfit' | 'minProfitType'>;

/**
 * What closes deals, adds to them and holds them back, as it was given, on top of what was there; what is wrong joins
 * `problems`. A setting that was never told stays absent.
 */
export function conditionalSettings(
  given: GivenSettings,
  before: BotSettings,
  problems: Problems,
): Partial<BotSettings> {
  const long = before.strategy === 'long';
  const { min_volume_btc_24h, deal_start_delay_seconds, reinvesting_percentage, risk_reduction_percentage } = given;
  return {
    // presets without a direction of their own close the other way
    ...conditionsGiven('close_strategy_list', 'closeWhen', given.close_strategy_list, !long, problems),
    ...conditionsGiven('safety_strategy_list', 'safetyWhen', given.safety_strategy_list, long, problems),
    ...minProfitOf(given.min_profit_percentage, before, given.min_profit_type),
    ...safetySteps(given, long, problems),
    ...told('minVolumeBtc', textOf(min_volume_btc_24h), before),
    ...told('startDelay', deal_start_delay_seconds, before),
    ...told('reinvest', textOf(reinvesting_percentage), before),
    ...told('reduceRisk', textOf(risk_reduction_percentage), before),
  };
}

/** A setting that was given; one that says nothing is left out unless it changes what was there. */
function told<K extends 'minVolumeBtc' | 'startDelay' | 'reinvest' | 'reduceRisk'>(
  name: K,
  value: BotSettings[K] | undefined,
  before: BotSettings,
): Partial<BotSettings> {
  const saysNothing = value === 0 || value === '0';
  return value === undefined || (saysNothing && before[name] === undefined) ? {} : { [name]: value };
}

function conditionsGiven(
  field: string,
  name: 'closeWhen' | 'safetyWhen',
  strategies: readonly Strategy[] | undefined,
  long: boolean,
  problems: Problems,
): Partial<BotSettings> {
  if (strategies === undefined) return {};
  const conditions = conditionsOf(strategies, long);
  if (conditions instanceof Problem) {
    for (const [path, message] of conditions.messages) problems.add(`${field}${path}`, message);
    return {};
  }
  for (const [place, condition] of conditions.entries()) {
    const byMessage = name === 'closeWhen' && condition.kind === 'webhook';
    if (!isCandleCondition(condition) && !byMessage)
      problems.add(field, `${strategies[place]?.strategy} starts deals, it does nothing here`);
  }
  return { [name]: conditions } as Partial<BotSettings>;
}

/** A least profit of nothing without a word of what it is a part of is none. */
export function minProfitOf(
  percent: GivenSettings['min_profit_percentage'],
  before: DealSettings,
  type?: GivenSettings['min_profit_type'],
): MinProfit {
  if (percent === undefined && type === undefined) return {};
  if (percent?.coefficient === 0n && type === undefined)
    return before.minProfit === undefined ? {} : { minProfit: null };
  return {
    minProfit: percent === undefined ? (before.minProfit ?? '0') : formatDecimal(percent),
    minProfitType: type === undefined ? (before.minProfitType ?? 'total') : type.startsWith('base') ? 'base' : 'total',
  };
}

/** Steps on the side of the base order where safety orders of the bot lie: below it for a long one. */
function safetySteps(given: GivenSettings, long: boolean, problems: Problems): Partial<BotSettings> {
  const { custom_safety_steps: steps } = given;
  if (steps === undefined) return {};
  const wrongSide = steps.some(({ deviation: { coefficient } }) => (long ? coefficient >= 0n : coefficient <= 0n));
  if (wrongSide) problems.add('custom_safety_steps', `deviation must be ${long ? 'below' : 'above'} 0`);
  return {
    safetySteps: steps.map(({ deviation, size }) => ({
      deviation: formatDecimal(long ? decimals.negate(deviation) : deviation),
      volume: formatDecimal(size),
    })),
  };
}
