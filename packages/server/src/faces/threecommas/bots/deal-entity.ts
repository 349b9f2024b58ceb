import {
  type CoreState,
  type DealMarks,
  type DealRecord,
  type DealResult,
  type DealStanding,
  decimals,
  isCancellable,
  isPanicSellable,
} from '@outcry/core';
import { pairName } from '../pairs.ts';
import { troubleText } from '../trouble-text.ts';
import { JsonText, type JsonValue, jsonText } from '../wire/json.ts';
import { decimalText } from '../wire/numbers.ts';
import { conditionalMembers } from './conditional-members.ts';
import { wireStatus } from './deal-status.ts';
import { exactly, rounded, shown, shownOrNull, shownOrZero } from './decimal-texts.ts';
import { storedOf } from './stored.ts';
import { takeProfitSteps } from './take-profit-steps.ts';
import { timeText } from './times.ts';
import { volumeTypeName } from './volume-types.ts';

/**
 * Members of a running deal that change without anything happening to it: with the market, and with what its bot and its
 * account are called.
 */
export type MovingMember =
  | 'final_profit'
  | 'usd_final_profit'
  | 'actual_profit'
  | 'actual_usd_profit'
  | 'trailing_max_price'
  | 'tsl_max_price'
  | 'bot_name'
  | 'account_name'
  | 'current_price'
  | 'stop_loss_price'
  | 'actual_profit_percentage';

export type MovingMembers = Readonly<Record<MovingMember, JsonValue>>;

/** What a deal has placed, or would; null once it has ended. */
interface StandingDeal {
  readonly record: DealRecord;
  readonly standing: DealStanding | null;
}

/** A Deal, all keys in the order in which they were recorded (`threecommas.md` 7.3). */
export function dealMembers(
  state: CoreState,
  { record, standing }: StandingDeal,
  moving: MovingMembers,
): { readonly [key: string]: JsonValue } {
  const { settings, status, bought, sold } = record;
  const stored = storedOf(settings);
  const conditional = conditionalMembers(settings);
  const instrument = state.instruments.instruments[record.instrument];
  const base = codeOf(state, instrument?.base);
  const quote = codeOf(state, instrument?.quote);
  const resting = standing?.restingSafetyOrders ?? 0;
  const several = settings.takeProfitSteps.length > 0;
  const { status: wire, title } = wireStatus(status);
  const failed = status === 'failed';
  return {
    from_currency_id: 0,
    to_currency_id: 0,
    id: record.id,
    type: settings.strategy === 'short' ? 'Deal::ShortDeal' : 'Deal',
    bot_id: record.bot,
    max_safety_orders: settings.maxSafetyOrders,
    deal_has_error: standing !== null && record.error !== null,
    account_id: record.account,
    active_safety_orders_count: settings.activeSafetyOrders,
    created_at: timeText(record.createdAt),
    updated_at: timeText(record.updatedAt),
    closed_at: record.closedAt === 0 ? null : timeText(record.closedAt),
    'finished?': standing === null,
    current_active_safety_orders_count: resting,
    current_active_safety_orders: resting,
    completed_safety_orders_count: record.safetyDone,
    completed_manual_safety_orders_count: record.addedDone,
    'cancellable?': isCancellable(status),
    'panic_sellable?': isPanicSellable(status),
    trailing_enabled: settings.trailing,
    tsl_enabled: settings.stopLossTrails,
    stop_loss_timeout_enabled: settings.stopLossTimeout > 0,
    stop_loss_timeout_in_seconds: settings.stopLossTimeout || (stored.stop_loss_timeout_in_seconds ?? 0),
    active_manual_safety_orders: standing?.restingAddedOrders ?? 0,
    pair: (instrument === undefined ? undefined : pairName(state.instruments, instrument)) ?? `${quote}_${base}`,
    status: wire,
    localized_status: title,
    take_profit: several ? null : shown(settings.takeProfit),
    take_profit_steps: takeProfitSteps(record, standing, instrument),
    base_order_volume: shown(settings.baseVolume),
    safety_order_volume: shown(settings.safetyVolume),
    safety_order_step_percentage: shown(settings.safetyStep),
    safety_order_calculation_mode: 'base',
    leverage_type: stored.leverage_type ?? 'not_specified',
    leverage_custom_value: known(stored.leverage_custom_value),
    bought_amount: shown(bought.amount),
    bought_volume: shown(bought.volume),
    bought_average_price: shownOrZero(bought.average),
    base_order_average_price: shownOrNull(record.baseAverage),
    sold_amount: shown(sold.amount),
    sold_volume: shown(sold.volume),
    sold_average_price: shownOrZero(sold.average),
    take_profit_type: settings.takeProfitType,
    final_profit: moving.final_profit,
    martingale_coefficient: '1.0',
    martingale_volume_coefficient: shown(settings.volumeScale),
    martingale_step_coefficient: shown(settings.stepScale),
    stop_loss_percentage: shown(settings.stopLoss),
    sl_to_breakeven_enabled: conditional.sl_to_breakeven_enabled,
    sl_to_breakeven_data: conditional.sl_to_breakeven_data,
    error_message: failed ? 'Error placing base order' : troubleOf(record),
    profit_currency: `${settings.profitCurrency}_currency`,
    stop_loss_type: settings.stopLossDisables ? 'stop_loss_and_disable_bot' : 'stop_loss',
    safety_order_volume_type: volumeTypeName(settings.safetyVolumeType),
    base_order_volume_type: volumeTypeName(settings.baseVolumeType),
    from_currency: quote,
    to_currency: base,
    final_profit_percentage: standing === null ? shown(record.profitPercent) : '0',
    usd_final_profit: moving.usd_final_profit,
    actual_profit: moving.actual_profit,
    actual_usd_profit: moving.actual_usd_profit,
    failed_message: failed ? troubleOf(record) : null,
    reserved_base_coin: difference(bought.volume, sold.volume),
    reserved_second_coin: difference(bought.amount, sold.amount),
    trailing_deviation: shown(settings.trailingDeviation),
    trailing_max_price: moving.trailing_max_price,
    tsl_max_price: moving.tsl_max_price,
    strategy: settings.strategy,
    last_known_position_info: null,
    min_profit_percentage: conditional.min_profit_percentage,
    min_profit_type: conditional.min_profit_type,
    close_strategy_list: conditional.close_strategy_list,
    safety_strategy_list: conditional.safety_strategy_list,
    custom_safety_steps: conditional.custom_safety_steps,
    note: record.note,
    add_fundable: isPanicSellable(status),
    smart_trade_convertable: isPanicSellable(status) && conditional.close_strategy_list.length === 0,
    bot_name: moving.bot_name,
    account_name: moving.account_name,
    market_type: 'spot',
    current_price: moving.current_price,
    take_profit_price: shownOrZero(standing?.takeProfits[0]?.price ?? '0'),
    stop_loss_price: moving.stop_loss_price,
    actual_profit_percentage: moving.actual_profit_percentage,
    reserved_quote_funds: '0.0',
    reserved_base_funds: '0.0',
    orderbook_price_currency: quote,
    crypto_widget: null,
    buy_steps: [],
  };
}

/** A deal that has ended. */
export function endedDeal(state: CoreState, record: DealRecord): JsonText {
  const profit = difference(record.sold.volume, record.bought.volume);
  // a dollar is a dollar: then it is not the rounded profit that was turned into dollars
  const usd = record.profitUsd === record.profit ? profit : (record.profitUsd ?? '0');
  const moving = {
    final_profit: shown(record.profit),
    usd_final_profit: rounded(usd, 2),
    actual_profit: shown(profit),
    actual_usd_profit: shown(usd),
    trailing_max_price: null,
    tsl_max_price: null,
    bot_name: record.botName,
    account_name: accountName(state, record.account),
    current_price: shown('0'),
    stop_loss_price: null,
    actual_profit_percentage: '0',
  };
  return new JsonText(jsonText(dealMembers(state, { record, standing: null }, moving)));
}

/** What moves of a running deal. What has no rate in dollars counts as nothing. */
export function movingMembers(
  result: DealResult,
  marks: DealMarks,
  names: { bot: string; account: string },
): MovingMembers {
  const { actualProfit, actualProfitPercent, actualProfitUsd, price } = result;
  const usd = actualProfitUsd ?? '0';
  return {
    final_profit: rounded(actualProfit, 8),
    usd_final_profit: rounded(usd, 2),
    actual_profit: shown(actualProfit),
    actual_usd_profit: shown(usd),
    trailing_max_price: known(marks.trailingMark),
    tsl_max_price: known(marks.stopMark),
    bot_name: names.bot,
    account_name: names.account,
    current_price: shown(price ?? '0'),
    stop_loss_price: known(marks.stopLoss),
    actual_profit_percentage: shown(actualProfitPercent),
  };
}

export function accountName(state: CoreState, account: number): string {
  return state.accounts.accounts.get(account)?.name ?? '';
}

/** What goes wrong with a deal, and what follows: one that is held on to is closed by a further word alone. */
function troubleOf({ error, status }: DealRecord): string | null {
  const next = isPanicSellable(status)
    ? 'The coins are still held: close it again later'
    : 'It goes on as soon as somebody does';
  return error === null ? null : troubleText(error, next);
}

function codeOf(state: CoreState, asset: number | undefined): string {
  return state.instruments.assets[asset ?? -1]?.code.toUpperCase() ?? '';
}

function difference(a: string, b: string): string {
  return decimalText(decimals.subtract(exactly(a), exactly(b)));
}

function known(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : shown(text);
}
