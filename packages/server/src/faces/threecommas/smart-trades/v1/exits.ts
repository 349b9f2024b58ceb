import {
  type Decimal,
  decimals,
  formatDecimal,
  type StopLossSettings,
  type TakeProfitSettings,
  type TradeSettings,
} from '@outcry/core';
import { Problems } from '../../bots/problems.ts';
import { Fault, unprocessable } from '../../errors.ts';
import type { Given } from '../../parameters.ts';
import { storedOf } from '../stored.ts';
import type { EXITS } from './parameters.ts';

export type GivenExits = Given<typeof EXITS>;

/** Seconds of a stop loss with a time-out that names none. */
const TIMEOUT = 300;

const HUNDRED = decimals.decimal(100n, 0);

/** Take profits and stop loss that parameters ask for; what is absent stays as `before` has it. Throws Fault. */
export function exitsOf(
  given: GivenExits,
  before: TradeSettings,
): Pick<TradeSettings, 'takeProfits' | 'stopLoss'> & { readonly type: 'classic' | 'step_sell' } {
  const problems = new Problems();
  const type = given.take_profit_type ?? typeOf(before);
  const takeProfits = !given.take_profit_enabled
    ? []
    : type === 'classic'
      ? [classicOf(given, before, problems)]
      : stepsOf(given, before, problems);
  const stopLoss = given.stop_loss_enabled ? stopLossOf(given, before, problems) : null;
  problems.throwAny();
  return { takeProfits, stopLoss, type };
}

/** Whether a trade sells all at once or in steps. */
export function typeOf(settings: Pick<TradeSettings, 'takeProfits' | 'stored'>): 'classic' | 'step_sell' {
  if (settings.takeProfits.length > 1) return 'step_sell';
  return storedOf(settings).take_profit_type === 'step_sell' ? 'step_sell' : 'classic';
}

export function wrong(description: string): Fault {
  return new Fault('wrongParameters', { description });
}

/** The price that exits watch unless told: what leaving brings or costs. */
const usualBy = ({ side }: TradeSettings): 'bid' | 'ask' => (side === 'long' ? 'bid' : 'ask');

function classicOf(given: GivenExits, before: TradeSettings, problems: Problems): TakeProfitSettings {
  const [first] = typeOf(before) === 'classic' ? before.takeProfits : [];
  const wasLimit = first !== undefined && first.order !== 'market';
  const method = given.take_profit_sell_method ?? (wasLimit ? 'limit' : 'market');
  const target = targetOf(before, 'take_profit', given, first, problems);
  const limit = textOf(given.take_profit_sell_order_price) ?? (wasLimit ? first.limitPrice : undefined);
  if (method === 'limit' && limit === undefined) problems.add('take_profit_sell_order_price', 'is missing');
  const trails = given.trailing_take_profit ?? (first !== undefined && first.trailing !== '0' && method === 'market');
  if (trails && method === 'limit')
    throw wrong('Trailing TakeProfit available only with take_profit_sell_method market');
  const kept = first === undefined || first.trailing === '0' ? undefined : first.trailing;
  const step = textOf(given.trailing_take_profit_step) ?? kept;
  if (trails && step === undefined) problems.add('trailing_take_profit_step', 'is missing');
  return {
    position: first?.position ?? 1,
    share: '100',
    ...target,
    by: given.take_profit_price_method ?? first?.by ?? usualBy(before),
    order: method === 'market' ? 'market' : first?.order === 'resting' ? 'resting' : 'limit',
    limitPrice: method === 'limit' ? (limit ?? '0') : '0',
    trailing: trails ? (step ?? '0') : '0',
  };
}

/** The steps that are given, else those there are. Steps without a position follow each other. */
function stepsOf(given: GivenExits, before: TradeSettings, problems: Problems): readonly TakeProfitSettings[] {
  const { take_profit_step_orders: steps } = given;
  if (steps === undefined || steps.length === 0) {
    if (typeOf(before) === 'step_sell' && before.takeProfits.length > 0) return before.takeProfits;
    problems.add('take_profit_step_orders', 'is missing');
    return [];
  }
  const sum = steps.reduce((total, { percent }) => decimals.add(total, percent), decimals.ZERO);
  if (decimals.compare(sum, HUNDRED) !== 0)
    throw unprocessable({ take_profit_step_orders: ['percent must sum to 100'] });
  return steps.map((step, place) => {
    const { price, price_percentage: percent, percent: share, price_method: by, position = place + 1 } = step;
    const old = before.takeProfits.find((each) => each.position === position);
    if ((price === undefined) === (percent === undefined))
      problems.add(
        'take_profit_step_orders',
        price === undefined ? 'price is missing' : 'price, price_percentage are mutually exclusive',
      );
    if (percent !== undefined) checkPercentAllowed(before, 'TP');
    return {
      position,
      share: formatDecimal(share),
      price: textOf(price) ?? null,
      percent: textOf(percent) ?? null,
      by: by ?? old?.by ?? usualBy(before),
      order: 'market',
      limitPrice: '0',
      trailing: '0',
    };
  });
}

function stopLossOf(given: GivenExits, before: TradeSettings, problems: Problems): StopLossSettings {
  const old = before.stopLoss;
  const method = given.stop_loss_sell_method ?? old?.order ?? 'market';
  const limit = textOf(given.stop_loss_sell_order_price) ?? (old?.order === 'limit' ? old.limitPrice : undefined);
  if (method === 'limit' && limit === undefined) problems.add('stop_loss_sell_order_price', 'is missing');
  const trails = given.trailing_stop_loss ?? (method === 'market' && (old?.trails ?? false));
  if (trails && method === 'limit') throw wrong('Trailing StopLoss available only with stop_loss_sell_method market');
  const timed = given.stop_loss_timeout_enabled ?? (old?.timeout ?? 0) > 0;
  return {
    ...targetOf(before, 'stop_loss', given, old ?? undefined, problems),
    by: given.stop_loss_price_method ?? old?.by ?? usualBy(before),
    order: method,
    limitPrice: method === 'limit' ? (limit ?? '0') : '0',
    trails,
    timeout: timed ? (given.stop_loss_timeout_seconds ?? (old?.timeout || TIMEOUT)) : 0,
    breakeven: old?.breakeven ?? false,
  };
}

type Target = Pick<TakeProfitSettings, 'price' | 'percent'>;

/** A price or a percentage, which only a trailing entry can have. */
function targetOf(
  before: TradeSettings,
  of: 'take_profit' | 'stop_loss',
  given: GivenExits,
  old: Target | undefined,
  problems: Problems,
): Target {
  const price = given[`${of}_price_condition`];
  const percent = given[`${of}_percentage_condition`];
  if (price !== undefined && percent !== undefined) problems.add(`${of}_price_condition`, 'are mutually exclusive');
  if (percent !== undefined) checkPercentAllowed(before, of === 'take_profit' ? 'TP' : 'SL');
  if (price === undefined && percent === undefined) {
    if (old === undefined) problems.add(`${of}_price_condition`, 'is missing');
    return { price: old?.price ?? null, percent: old?.percent ?? null };
  }
  return { price: textOf(price) ?? null, percent: percent === undefined ? null : formatDecimal(percent) };
}

function checkPercentAllowed({ entry }: TradeSettings, which: 'TP' | 'SL'): void {
  if (entry === null || entry.trailing === '0')
    throw wrong(`${which} percentage condition available only with TrailingBuy`);
}

function textOf(value: Decimal | undefined): string | undefined {
  return value === undefined ? undefined : formatDecimal(value);
}
