import { type DealSettings, type Decimal, decimals, formatDecimal } from '@outcry/core';
import type { Given } from '../parameters.ts';
import type { EXIT_PARAMETERS } from './bot-parameters.ts';
import type { Problems } from './problems.ts';

type GivenExits = Given<typeof EXIT_PARAMETERS>;

const MAX_STEPS = 4;
const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };

/** Settings of exits as they were given, on top of those that were there; what is wrong joins `problems`. */
export function exitsOf(
  given: GivenExits,
  before: DealSettings,
  problems: Problems,
  { closesByConditions = false }: { readonly closesByConditions?: boolean } = {},
): DealSettings {
  const { takeProfit, takeProfitSteps } = targetsOf(given, before, problems, closesByConditions);
  const maxSafetyOrders = given.max_safety_orders ?? before.maxSafetyOrders;
  return {
    takeProfit,
    takeProfitSteps,
    takeProfitType: typeOf(given.take_profit_type) ?? before.takeProfitType,
    trailing: given.trailing_enabled ?? before.trailing,
    trailingDeviation: textOf(given.trailing_deviation) ?? before.trailingDeviation,
    stopLoss: textOf(given.stop_loss_percentage) ?? before.stopLoss,
    stopLossTrails: given.tsl_enabled ?? before.stopLossTrails,
    stopLossTimeout: timeoutOf(given, before),
    stopLossDisables:
      given.stop_loss_type === undefined ? before.stopLossDisables : given.stop_loss_type !== 'stop_loss',
    maxSafetyOrders,
    activeSafetyOrders: Math.min(given.active_safety_orders_count ?? before.activeSafetyOrders, maxSafetyOrders),
    profitCurrency:
      given.profit_currency === undefined
        ? before.profitCurrency
        : given.profit_currency === 'quote_currency'
          ? 'quote'
          : 'base',
    closeTimeout: before.closeTimeout,
    ...breakevenOf(given, before),
  };
}

/** One take profit or several: the steps that are given take its place, and it takes theirs (`threecommas.md` 8.2). */
function targetsOf(
  { take_profit: percent, take_profit_steps: steps }: GivenExits,
  before: DealSettings,
  problems: Problems,
  closesByConditions: boolean,
): Pick<DealSettings, 'takeProfit' | 'takeProfitSteps'> {
  if (steps !== undefined && steps.length > 0) {
    if (steps.length > MAX_STEPS) problems.add('take_profit_steps', `is too long (maximum is ${MAX_STEPS})`);
    const shares = steps.reduce((sum, { amount_percentage: share }) => decimals.add(sum, share), decimals.ZERO);
    if (decimals.compare(shares, HUNDRED) !== 0) problems.add('take_profit_steps', 'amount_percentage must sum to 100');
    const takeProfitSteps = steps.map(({ amount_percentage: share, profit_percentage: profit }) => ({
      share: formatDecimal(share),
      profit: formatDecimal(profit),
    }));
    return { takeProfit: '0', takeProfitSteps };
  }
  const isGiven = percent !== undefined && percent.coefficient !== 0n;
  if (isGiven) return { takeProfit: formatDecimal(percent), takeProfitSteps: [] };
  // conditions stand in for it
  if (closesByConditions && percent !== undefined) return { takeProfit: '0', takeProfitSteps: [] };
  if (!closesByConditions && before.takeProfit === '0' && before.takeProfitSteps.length === 0)
    problems.add('take_profit', percent === undefined ? 'is missing' : 'must be greater than 0');
  return { takeProfit: before.takeProfit, takeProfitSteps: before.takeProfitSteps };
}

/** What tells of the stop loss that moves, where there is one or was one. */
function breakevenOf(
  { sl_to_breakeven_enabled: enabled, sl_to_breakeven_data: data }: GivenExits,
  { breakeven }: DealSettings,
): Pick<DealSettings, 'breakeven'> {
  const known = breakeven ?? null;
  const isOn = enabled ?? known !== null;
  if (!isOn) return breakeven === undefined ? {} : { breakeven: null };
  return { breakeven: data?.upper_breakeven_limit ?? known ?? 0 };
}

function timeoutOf(
  { stop_loss_timeout_enabled: enabled, stop_loss_timeout_in_seconds: seconds }: GivenExits,
  before: DealSettings,
): number {
  if (enabled === false) return 0;
  if (enabled === undefined && before.stopLossTimeout === 0) return 0;
  return seconds ?? before.stopLossTimeout;
}

function typeOf(name: GivenExits['take_profit_type']): DealSettings['takeProfitType'] | undefined {
  if (name === undefined) return undefined;
  return name.startsWith('base') ? 'base' : 'total';
}

export function textOf(value: Decimal | undefined): string | undefined {
  return value === undefined ? undefined : formatDecimal(value);
}
