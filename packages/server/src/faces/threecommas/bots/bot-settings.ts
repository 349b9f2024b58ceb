import {
  BOT_DEFAULTS,
  type BotSettings,
  type CoreState,
  type Decimal,
  decimals,
  formatDecimal,
  isBotPair,
  isTradable,
  type StartCondition,
} from '@outcry/core';
import { instrumentOfPair } from '../pairs.ts';
import { type Given, Problem } from '../parameters.ts';
import type { UPDATE_PARAMETERS } from './bot-parameters.ts';
import { checkGrid } from './check-grid.ts';
import { conditionalSettings } from './conditional.ts';
import { exitsOf, textOf } from './exits.ts';
import { Problems } from './problems.ts';
import { STORED_NAMES, type Stored, withStored } from './stored.ts';
import { conditionsOf, type Strategy } from './strategies.ts';
import { volumeTypeNamed } from './volume-types.ts';

/** What create and update tell of a bot. */
export type GivenSettings = Omit<Given<typeof UPDATE_PARAMETERS>, 'bot_id'>;

const ONE: Decimal = { coefficient: 1n, scale: 0 };

/** What a bot has before it is told anything. */
function beginning(strategy: BotSettings['strategy']): BotSettings {
  return {
    ...BOT_DEFAULTS,
    strategy,
    name: '',
    instruments: [],
    baseVolume: '0',
    safetyVolume: '0',
    safetyStep: '0',
    takeProfit: '0',
    takeProfitType: 'total',
    maxSafetyOrders: 0,
    activeSafetyOrders: 0,
  };
}

/** Settings of a new bot. Throws Fault that names everything that is wrong. */
export function newSettings(state: CoreState, given: GivenSettings, strategy: BotSettings['strategy']): BotSettings {
  return changedSettings(state, given, beginning(strategy));
}

/** A bot's settings with what was given; what was left out stays. Throws Fault that names everything that is wrong. */
export function changedSettings(state: CoreState, given: GivenSettings, before: BotSettings): BotSettings {
  const problems = new Problems();
  const conditional = conditionalSettings(given, before, problems);
  const { closeWhen = [], safetySteps = [] } = { ...before, ...conditional };
  const exits = exitsOf(given, before, problems, { closesByConditions: closeWhen.length > 0 });
  const settings: BotSettings = {
    ...before,
    ...exits,
    ...conditional,
    // there are no more safety orders than are told one by one
    ...(safetySteps.length > 0 ? { maxSafetyOrders: Math.min(exits.maxSafetyOrders, safetySteps.length) } : {}),
    name: given.name,
    instruments: instrumentsOf(state, given.pairs, problems),
    maxActiveDeals: given.max_active_deals ?? before.maxActiveDeals,
    dealsPerPair: given.allowed_deals_on_same_pair ?? before.dealsPerPair,
    baseVolume: formatDecimal(given.base_order_volume),
    baseVolumeType:
      given.base_order_volume_type === undefined
        ? before.baseVolumeType
        : volumeTypeNamed(given.base_order_volume_type),
    safetyVolume: formatDecimal(given.safety_order_volume),
    safetyVolumeType:
      given.safety_order_volume_type === undefined
        ? before.safetyVolumeType
        : volumeTypeNamed(given.safety_order_volume_type),
    volumeScale: textOf(given.martingale_volume_coefficient) ?? before.volumeScale,
    stepScale: textOf(given.martingale_step_coefficient) ?? before.stepScale,
    safetyStep: formatDecimal(given.safety_order_step_percentage),
    startOrder: given.start_order_type ?? before.startOrder,
    start: startOf(given.strategy_list, before.strategy === 'long', problems),
    cooldown: given.cooldown ?? before.cooldown,
    btcPriceLimit: textOf(given.btc_price_limit) ?? before.btcPriceLimit,
    minPrice: textOf(given.min_price) ?? before.minPrice,
    maxPrice: textOf(given.max_price) ?? before.maxPrice,
    disableAfterDeals: given.disable_after_deals_count ?? before.disableAfterDeals,
    closeTimeout: closeTimeout(given.close_deals_timeout, before, 'close_deals_timeout', problems),
    stored: withStored(before.stored, storedChanges(given)),
  };
  checkDeals(settings, problems);
  checkSpot(given, problems);
  checkGrid(state, settings, problems);
  problems.throwAny();
  return settings;
}

/** Seconds after which deals close; 0 stands for never, else at least a minute. */
export function closeTimeout(
  given: number | undefined,
  before: Pick<BotSettings, 'closeTimeout'>,
  field: string,
  problems: Problems,
): number {
  if (given !== undefined && given > 0 && given < 60) problems.add(field, 'must be greater than or equal to 60');
  return given ?? before.closeTimeout;
}

function startOf(strategies: readonly Strategy[], long: boolean, problems: Problems): readonly StartCondition[] {
  const conditions = conditionsOf(strategies, long);
  if (!(conditions instanceof Problem)) return conditions;
  for (const [path, message] of conditions.messages) problems.add(`strategy_list${path}`, message);
  return [];
}

function instrumentsOf({ instruments }: CoreState, pairs: readonly string[], problems: Problems): readonly number[] {
  const found = new Set<number>();
  if (pairs.length === 0) problems.add('pairs', 'is empty');
  for (const pair of pairs) {
    const instrument = instrumentOfPair(instruments, pair);
    if (instrument !== undefined && isBotPair(instrument) && isTradable(instruments, instrument))
      found.add(instrument.id);
    else problems.add('pairs', `No market data for this pair: ${pair}`);
  }
  const ids = [...found];
  const quotes = new Set(ids.map((id) => instruments.instruments[id]?.quote));
  if (quotes.size > 1) problems.add('pairs', 'must have the same quote currency');
  return ids;
}

/** Accounts are spot, and prices are told as prices: what says otherwise is no setting of a bot here. */
function checkSpot(given: GivenSettings, problems: Problems): void {
  const { leverage_custom_value: leverage } = given;
  if (leverage !== undefined && decimals.compare(leverage, ONE) > 0)
    problems.add('leverage_custom_value', 'must be less than or equal to 1: accounts are spot');
  for (const name of ['min_price_percentage', 'max_price_percentage'] as const) {
    if (given[name] !== undefined)
      problems.add(name, `is not supported: use ${name.replace('_percentage', '')} of a bot on one pair`);
  }
}

/** Not more deals than pairs, unless there may be several on each (`threecommas.md` 8.2). */
function checkDeals({ instruments, maxActiveDeals, dealsPerPair }: BotSettings, problems: Problems): void {
  const most = instruments.length === 1 ? 1 : instruments.length * dealsPerPair;
  if (instruments.length > 0 && maxActiveDeals > most)
    problems.add('max_active_deals', `must be less than or equal to ${most}`);
}

function storedChanges(given: GivenSettings): Partial<Stored> {
  const changes: Record<string, unknown> = { strategy_list: given.strategy_list };
  for (const name of STORED_NAMES) {
    const value = given[name];
    if (value !== undefined) changes[name] = isDecimal(value) ? formatDecimal(value) : value;
  }
  return changes as Partial<Stored>;
}

function isDecimal(value: unknown): value is Decimal {
  return typeof value === 'object' && value !== null && typeof (value as Decimal).coefficient === 'bigint';
}
