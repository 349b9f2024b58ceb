import type { Bot, Command, CoreState, Rejection } from '@outcry/core';
import { Fault, invalid, REASON_FAULTS, refusal, unprocessable } from '../errors.ts';
import type { Call } from '../route.ts';
import type { JsonText } from '../wire/json.ts';
import { botAnswer, botOf } from './seen.ts';

type Acting = Pick<Call, 'desk' | 'person' | 'requestId'>;

/** What settings are called on the wire that the core calls otherwise. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  instruments: 'pairs',
  maxActiveDeals: 'max_active_deals',
  dealsPerPair: 'allowed_deals_on_same_pair',
  baseVolume: 'base_order_volume',
  safetyVolume: 'safety_order_volume',
  volumeScale: 'martingale_volume_coefficient',
  stepScale: 'martingale_step_coefficient',
  safetyStep: 'safety_order_step_percentage',
  maxSafetyOrders: 'max_safety_orders',
  activeSafetyOrders: 'active_safety_orders_count',
  takeProfit: 'take_profit',
  takeProfitSteps: 'take_profit_steps',
  trailing: 'trailing_enabled',
  trailingDeviation: 'trailing_deviation',
  stopLoss: 'stop_loss_percentage',
  stopLossTimeout: 'stop_loss_timeout_in_seconds',
  closeTimeout: 'close_deals_timeout',
  btcPriceLimit: 'btc_price_limit',
  minPrice: 'min_price',
  maxPrice: 'max_price',
  disableAfterDeals: 'disable_after_deals_count',
  start: 'strategy_list',
  closeWhen: 'close_strategy_list',
  safetyWhen: 'safety_strategy_list',
  safetySteps: 'custom_safety_steps',
  minProfit: 'min_profit_percentage',
  minProfitType: 'min_profit_type',
  breakeven: 'sl_to_breakeven_enabled',
  minVolumeBtc: 'min_volume_btc_24h',
  startDelay: 'deal_start_delay_seconds',
  reinvest: 'reinvesting_percentage',
  reduceRisk: 'risk_reduction_percentage',
};

/** Settings that the core refuses are parameters that are wrong. */
export function refusedSettings(rejection: Rejection): Fault {
  const { reason, field, detail } = rejection;
  if (REASON_FAULTS[reason] !== 'modelInvalid' && REASON_FAULTS[reason] !== 'recordInvalid') return refusal(rejection);
  const [name = '', ...rest] = (field ?? 'base').split('.');
  return invalid({ [FIELD_NAMES[name] ?? name]: [rest.length === 0 ? detail : `${rest.join('.')} ${detail}`] });
}

/** Why a deal does not start: the text names the check that failed (B3). */
export function refusedStart(rejection: Rejection): Fault {
  const { reason, field, detail } = rejection;
  if (reason === 'deal_not_started') return unprocessable({ base: [detail] });
  return reason === 'invalid_value' && field === 'instrument' ? invalid({ pair: ['is missing'] }) : refusal(rejection);
}

/** Has a command about the caller's bot carried out; resolves with the bot as it stands then. Throws Fault. */
export async function commandBot(
  call: Acting,
  id: number,
  compose: (state: CoreState, bot: Bot) => Command,
  refused: (rejection: Rejection) => Fault = refusal,
): Promise<JsonText> {
  const { desk, person, requestId } = call;
  const { rejection, bot } = await desk.parts.engine.transact(
    (state) => compose(state, botOf(state, person.id, id)),
    (state, { rejection: why }) => ({ rejection: why, bot: why === null ? botAnswer(desk, state, id) : null }),
    requestId,
  );
  if (rejection !== null || bot === null) throw rejection === null ? new Fault('unknown') : refused(rejection);
  return bot;
}

/** Has a command carried out; resolves with the id that it is answered with. Throws Fault. */
export async function command(
  { desk, requestId }: Pick<Acting, 'desk' | 'requestId'>,
  compose: (state: CoreState) => Command,
  refused: (rejection: Rejection) => Fault = refusal,
): Promise<number> {
  const { outcome, rejection } = await desk.parts.engine.transact(compose, (_state, answer) => answer, requestId);
  if (rejection !== null || outcome === null) throw rejection === null ? new Fault('unknown') : refused(rejection);
  return outcome.id;
}
