import { activeDeals, type BotView, type CoreState, dealResult, decimals } from '@outcry/core';
import { pairName } from '../pairs.ts';
import type { JsonValue } from '../wire/json.ts';
import { decimalText, exactNumber } from '../wire/numbers.ts';
import { exactly, shown, shownOrNull, shownOrZero } from './decimal-texts.ts';
import { storedOf } from './stored.ts';
import { strategiesOf } from './strategies.ts';
import { timeText } from './times.ts';
import { urlSecretOf } from './tokens.ts';
import { volumeTypeName } from './volume-types.ts';

/** A Bot, all keys in the order in which they were recorded (`threecommas.md` 8.4). */
export function botEntity(state: CoreState, bot: BotView): { readonly [key: string]: JsonValue } {
  const { settings } = bot;
  const stored = storedOf(settings);
  const pairs = settings.instruments.map((id) => {
    const instrument = state.instruments.instruments[id];
    return (instrument === undefined ? undefined : pairName(state.instruments, instrument)) ?? '';
  });
  return {
    id: bot.id,
    account_id: bot.account,
    is_enabled: bot.enabled,
    max_safety_orders: settings.maxSafetyOrders,
    active_safety_orders_count: settings.activeSafetyOrders,
    pairs,
    strategy_list: strategiesOf(settings.start, settings.strategy === 'long', stored.strategy_list),
    close_strategy_list: (stored.close_strategy_list ?? []) as unknown as JsonValue,
    safety_strategy_list: (stored.safety_strategy_list ?? []) as unknown as JsonValue,
    max_active_deals: settings.maxActiveDeals,
    active_deals_count: bot.activeDeals.length,
    'deletable?': bot.activeDeals.length === 0,
    created_at: timeText(bot.createdAt),
    updated_at: timeText(bot.updatedAt),
    trailing_enabled: settings.trailing,
    tsl_enabled: settings.stopLossTrails,
    deal_start_delay_seconds: stored.deal_start_delay_seconds ?? null,
    stop_loss_timeout_enabled: settings.stopLossTimeout > 0,
    stop_loss_timeout_in_seconds: settings.stopLossTimeout || (stored.stop_loss_timeout_in_seconds ?? 0),
    disable_after_deals_count: settings.disableAfterDeals || null,
    deals_counter: settings.disableAfterDeals === 0 ? null : bot.started,
    allowed_deals_on_same_pair: settings.dealsPerPair === 1 ? null : settings.dealsPerPair,
    easy_form_supported: false,
    close_deals_timeout: settings.closeTimeout || null,
    url_secret: urlSecretOf(bot.secret),
    take_profit_steps: settings.takeProfitSteps.map(({ profit, share }, id) => ({
      id,
      amount_percentage: exactNumber(exactly(share)),
      profit_percentage: exactNumber(exactly(profit)),
    })),
    custom_safety_steps: stored.custom_safety_steps ?? [],
    name: settings.name,
    take_profit: shown(settings.takeProfit),
    min_profit_percentage: shown(stored.min_profit_percentage ?? '0'),
    base_order_volume: shown(settings.baseVolume),
    safety_order_volume: shown(settings.safetyVolume),
    safety_order_step_percentage: shown(settings.safetyStep),
    safety_order_calculation_mode: 'base',
    take_profit_type: settings.takeProfitType,
    min_profit_type: stored.min_profit_type ?? null,
    type: settings.instruments.length === 1 ? 'Bot::SingleBot' : 'Bot::MultiBot',
    martingale_volume_coefficient: shown(settings.volumeScale),
    martingale_step_coefficient: shown(settings.stepScale),
    stop_loss_percentage: shown(settings.stopLoss),
    cooldown: String(settings.cooldown),
    btc_price_limit: shown(settings.btcPriceLimit),
    strategy: settings.strategy,
    min_volume_btc_24h: shown(stored.min_volume_btc_24h ?? '0'),
    profit_currency: `${settings.profitCurrency}_currency`,
    min_price: shownOrNull(settings.minPrice),
    max_price: shownOrNull(settings.maxPrice),
    stop_loss_type: settings.stopLossDisables ? 'stop_loss_and_disable_bot' : 'stop_loss',
    safety_order_volume_type: volumeTypeName(settings.safetyVolumeType),
    base_order_volume_type: volumeTypeName(settings.baseVolumeType),
    account_name: state.accounts.accounts.get(bot.account)?.name ?? '',
    trailing_deviation: shown(settings.trailingDeviation),
    finished_deals_profit_usd: shownOrZero(bot.profitUsd),
    finished_deals_count: String(bot.finished),
    leverage_type: stored.leverage_type ?? 'not_specified',
    leverage_custom_value: kept(stored.leverage_custom_value),
    start_order_type: settings.startOrder,
    active_deals_usd_profit: activeProfit(state, bot.id),
    reinvesting_percentage: kept(stored.reinvesting_percentage),
    risk_reduction_percentage: kept(stored.risk_reduction_percentage),
    reinvested_volume_usd: null,
    min_price_percentage: kept(stored.min_price_percentage),
    max_price_percentage: kept(stored.max_price_percentage),
  };
}

/** What leaving all running deals now would bring, in dollars; what has no rate counts as nothing. */
function activeProfit(state: CoreState, id: number): string {
  const bot = state.bots.bots.get(id);
  const deals = bot === undefined ? [] : activeDeals(state.bots, bot);
  const sum = deals.reduce(
    (total, deal) => decimals.add(total, exactly(dealResult(state, deal).actualProfitUsd ?? '0')),
    decimals.ZERO,
  );
  return decimalText(sum);
}

function kept(text: string | undefined): string | null {
  return text === undefined ? null : shown(text);
}
