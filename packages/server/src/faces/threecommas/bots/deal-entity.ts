import { type CoreState, decimals, isCancellable, isPanicSellable } from '@outcry/core';
import type { DealRow } from '../../../readmodel/index.ts';
import { pairName } from '../pairs.ts';
import type { JsonValue } from '../wire/json.ts';
import { decimalText } from '../wire/numbers.ts';
import { wireStatus } from './deal-status.ts';
import { exactly, rounded, shown, shownOrNull, shownOrZero } from './decimal-texts.ts';
import { storedOf } from './stored.ts';
import { takeProfitSteps } from './take-profit-steps.ts';
import { timeText } from './times.ts';
import { volumeTypeName } from './volume-types.ts';

/** A Deal, all keys in the order in which they were recorded (`threecommas.md` 7.3). */
export function dealEntity(state: CoreState, { record, figures }: DealRow): { readonly [key: string]: JsonValue } {
  const { settings, status, bought, sold } = record;
  const stored = storedOf(settings);
  const instrument = state.instruments.instruments[record.instrument];
  const [base, quote] = [instrument?.base, instrument?.quote].map(
    (id) => state.instruments.assets[id ?? -1]?.code.toUpperCase() ?? '',
  );
  const resting = figures?.restingSafetyOrders ?? 0;
  const result = resultOf({ record, figures });
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
    deal_has_error: figures !== null && record.error !== null,
    account_id: record.account,
    active_safety_orders_count: settings.activeSafetyOrders,
    created_at: timeText(record.createdAt),
    updated_at: timeText(record.updatedAt),
    closed_at: record.closedAt === 0 ? null : timeText(record.closedAt),
    'finished?': figures === null,
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
    active_manual_safety_orders: figures?.restingAddedOrders ?? 0,
    pair: (instrument === undefined ? undefined : pairName(state.instruments, instrument)) ?? `${quote}_${base}`,
    status: wire,
    localized_status: title,
    take_profit: several ? null : shown(settings.takeProfit),
    take_profit_steps: takeProfitSteps({ record, figures }, instrument),
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
    final_profit: figures === null ? shown(record.profit) : rounded(figures.actualProfit, 8),
    martingale_coefficient: '1.0',
    martingale_volume_coefficient: shown(settings.volumeScale),
    martingale_step_coefficient: shown(settings.stepScale),
    stop_loss_percentage: shown(settings.stopLoss),
    sl_to_breakeven_enabled: stored.sl_to_breakeven_enabled ?? false,
    sl_to_breakeven_data: stored.sl_to_breakeven_data ?? null,
    error_message: failed ? 'Error placing base order' : record.error,
    profit_currency: `${settings.profitCurrency}_currency`,
    stop_loss_type: settings.stopLossDisables ? 'stop_loss_and_disable_bot' : 'stop_loss',
    safety_order_volume_type: volumeTypeName(settings.safetyVolumeType),
    base_order_volume_type: volumeTypeName(settings.baseVolumeType),
    from_currency: quote ?? '',
    to_currency: base ?? '',
    final_profit_percentage: figures === null ? shown(record.profitPercent) : '0',
    usd_final_profit: rounded(result.usd, 2),
    actual_profit: shown(result.profit),
    actual_usd_profit: shown(result.usd),
    failed_message: failed ? record.error : null,
    reserved_base_coin: difference(bought.volume, sold.volume),
    reserved_second_coin: difference(bought.amount, sold.amount),
    trailing_deviation: shown(settings.trailingDeviation),
    trailing_max_price: known(figures?.trailingMark),
    tsl_max_price: known(figures?.stopMark),
    strategy: settings.strategy,
    last_known_position_info: null,
    min_profit_percentage: shown(stored.min_profit_percentage ?? '0'),
    min_profit_type: stored.min_profit_type ?? null,
    close_strategy_list: (stored.close_strategy_list ?? []) as unknown as JsonValue,
    safety_strategy_list: (stored.safety_strategy_list ?? []) as unknown as JsonValue,
    custom_safety_steps: stored.custom_safety_steps ?? [],
    note: record.note,
    add_fundable: isPanicSellable(status),
    smart_trade_convertable: isPanicSellable(status),
    bot_name: record.botName,
    account_name: state.accounts.accounts.get(record.account)?.name ?? '',
    market_type: 'spot',
    current_price: shown(figures?.price ?? '0'),
    take_profit_price: shownOrZero(figures?.takeProfits[0]?.price ?? '0'),
    stop_loss_price: known(figures?.stopLoss),
    actual_profit_percentage: figures === null ? '0' : shown(figures.actualProfitPercent),
    reserved_quote_funds: '0.0',
    reserved_base_funds: '0.0',
    orderbook_price_currency: quote ?? '',
    crypto_widget: null,
    buy_steps: [],
  };
}

/** What the deal has brought, or would bring now, unrounded; and in dollars. What has no rate counts as nothing. */
function resultOf({ record, figures }: DealRow): { readonly profit: string; readonly usd: string } {
  if (figures !== null) return { profit: figures.actualProfit, usd: figures.actualProfitUsd ?? '0' };
  const profit = difference(record.sold.volume, record.bought.volume);
  // a dollar is a dollar: then it is not the rounded profit that was turned into dollars
  return { profit, usd: record.profitUsd === record.profit ? profit : (record.profitUsd ?? '0') };
}

function difference(a: string, b: string): string {
  return decimalText(decimals.subtract(exactly(a), exactly(b)));
}

function known(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : shown(text);
}
