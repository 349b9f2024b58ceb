import type { BotView, CoreState, Decimal } from '@outcry/core';
import { pairName } from '../pairs.ts';
import type { JsonValue } from '../wire/json.ts';
import { decimalText, exactNumber } from '../wire/numbers.ts';
import { conditionalMembers } from './conditional-members.ts';
import { accountName } from './deal-entity.ts';
import { exactly, shown, shownOrNull, shownOrZero } from './decimal-texts.ts';
import { storedOf } from './stored.ts';
import { strategiesOf } from './strategies.ts';
import { timeText } from './times.ts';
import { urlSecretOf } from './tokens.ts';
import { volumeTypeName } from './volume-types.ts';

/** Members of a bot that its settings do not tell. */
export type MovingMember =
  | 'is_enabled'
  | 'active_deals_count'
  | 'deletable?'
  | 'updated_at'
  | 'deals_counter'
  | 'account_name'
  | 'finished_deals_profit_usd'
  | 'finished_deals_count'
  | 'active_deals_usd_profit';

export type MovingMembers = Readonly<Record<MovingMember, JsonValue>>;

/** A Bot, all keys in the order in which they were recorded (`threecommas.md` 8.4). */
export function botMembers(
  state: CoreState,
  bot: Pick<BotView, 'id' | 'account' | 'settings' | 'secret' | 'createdAt'>,
  moving: MovingMembers,
): { readonly [key: string]: JsonValue } {
  const { settings } = bot;
  const stored = storedOf(settings);
  const conditional = conditionalMembers(settings);
  const pairs = settings.instruments.map((id) => {
    const instrument = state.instruments.instruments[id];
    return (instrument === undefined ? undefined : pairName(state.instruments, instrument)) ?? '';
  });
  return {
    id: bot.id,
    account_id: bot.account,
    is_enabled: moving.is_enabled,
    max_safety_orders: settings.maxSafetyOrders,
    active_safety_orders_count: settings.activeSafetyOrders,
    pairs,
    strategy_list: strategiesOf(settings.start, settings.strategy === 'long', stored.strategy_list),
    close_strategy_list: conditional.close_strategy_list,
    safety_strategy_list: conditional.safety_strategy_list,
    max_active_deals: settings.maxActiveDeals,
    active_deals_count: moving.active_deals_count,
    'deletable?': moving['deletable?'],
    created_at: timeText(bot.createdAt),
    updated_at: moving.updated_at,
    trailing_enabled: settings.trailing,
    tsl_enabled: settings.stopLossTrails,
    deal_start_delay_seconds: settings.startDelay || null,
    stop_loss_timeout_enabled: settings.stopLossTimeout > 0,
    stop_loss_timeout_in_seconds: settings.stopLossTimeout || (stored.stop_loss_timeout_in_seconds ?? 0),
    disable_after_deals_count: settings.disableAfterDeals || null,
    deals_counter: moving.deals_counter,
    allowed_deals_on_same_pair: settings.dealsPerPair === 1 ? null : settings.dealsPerPair,
    easy_form_supported: false,
    close_deals_timeout: settings.closeTimeout || null,
    url_secret: urlSecretOf(bot.secret),
    take_profit_steps: settings.takeProfitSteps.map(({ profit, share }, id) => ({
      id,
      amount_percentage: exactNumber(exactly(share)),
      profit_percentage: exactNumber(exactly(profit)),
    })),
    custom_safety_steps: conditional.custom_safety_steps,
    name: settings.name,
    take_profit: shown(settings.takeProfit),
    min_profit_percentage: conditional.min_profit_percentage,
    base_order_volume: shown(settings.baseVolume),
    safety_order_volume: shown(settings.safetyVolume),
    safety_order_step_percentage: shown(settings.safetyStep),
    safety_order_calculation_mode: 'base',
    take_profit_type: settings.takeProfitType,
    min_profit_type: conditional.min_profit_type,
    type: settings.instruments.length === 1 ? 'Bot::SingleBot' : 'Bot::MultiBot',
    martingale_volume_coefficient: shown(settings.volumeScale),
    martingale_step_coefficient: shown(settings.stepScale),
    stop_loss_percentage: shown(settings.stopLoss),
    cooldown: String(settings.cooldown),
    btc_price_limit: shown(settings.btcPriceLimit),
    strategy: settings.strategy,
    min_volume_btc_24h: shown(settings.minVolumeBtc ?? '0'),
    profit_currency: `${settings.profitCurrency}_currency`,
    min_price: shownOrNull(settings.minPrice),
    max_price: shownOrNull(settings.maxPrice),
    stop_loss_type: settings.stopLossDisables ? 'stop_loss_and_disable_bot' : 'stop_loss',
    safety_order_volume_type: volumeTypeName(settings.safetyVolumeType),
    base_order_volume_type: volumeTypeName(settings.baseVolumeType),
    account_name: moving.account_name,
    trailing_deviation: shown(settings.trailingDeviation),
    finished_deals_profit_usd: moving.finished_deals_profit_usd,
    finished_deals_count: moving.finished_deals_count,
    leverage_type: stored.leverage_type ?? 'not_specified',
    leverage_custom_value: kept(stored.leverage_custom_value),
    start_order_type: settings.startOrder,
    active_deals_usd_profit: moving.active_deals_usd_profit,
    reinvesting_percentage: kept(settings.reinvest),
    risk_reduction_percentage: kept(settings.reduceRisk),
    reinvested_volume_usd: null,
    min_price_percentage: null,
    max_price_percentage: null,
  };
}

/** What is told of a bot beside its settings. `activeUsd`: what leaving all its running deals now would bring, in dollars. */
export function movingMembers(state: CoreState, bot: BotView, activeUsd: Decimal): MovingMembers {
  const { activeDeals, settings } = bot;
  return {
    is_enabled: bot.enabled,
    active_deals_count: activeDeals.length,
    'deletable?': activeDeals.length === 0,
    updated_at: timeText(bot.updatedAt),
    deals_counter: settings.disableAfterDeals === 0 ? null : bot.started,
    account_name: accountName(state, bot.account),
    finished_deals_profit_usd: shownOrZero(bot.profitUsd),
    finished_deals_count: String(bot.finished),
    active_deals_usd_profit: decimalText(activeUsd),
  };
}

function kept(text: string | undefined): string | null {
  return text === undefined ? null : shown(text);
}
