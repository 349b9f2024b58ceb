import { type Instrument, instrumentById, isTradable } from '../instruments/index.ts';
import { type Decimal, decimals } from '../numbers/index.ts';
import { checkSignalCondition } from '../signals/index.ts';
import { type Rejection, reject } from '../turn.ts';
import { checkExits } from './check-exits.ts';
import { decimalIn, jsonLength, MAX_DECIMALS, MAX_STORED, number, percentText, whole, wrong } from './check-values.ts';
import { BOT_SETTINGS, type BotSettings, isCandleCondition, type StartCondition, VOLUME_TYPES } from './settings.ts';
import type { BotsWorld } from './state.ts';

const MAX_NAME = 200;
export const MAX_PAIRS = 500;
export const MAX_ACTIVE_DEALS = 199;
export const MAX_SAFETY_ORDERS = 200;
const MAX_CONDITIONS = 20;
const MAX_SECONDS = 2_592_000;
const FARTHEST: Decimal = { coefficient: 1000n, scale: 0 };

/** What is wrong with the settings of a bot; null when a deal could start with them. */
export function checkSettings(world: BotsWorld, settings: BotSettings): Rejection | null {
  return (
    checkForm(settings) ??
    checkPairs(world, settings) ??
    checkNumbers(settings) ??
    checkSafetySteps(settings) ??
    checkGrowth(settings) ??
    checkExits(settings)
  );
}

function checkForm(settings: BotSettings): Rejection | null {
  const unknown = Object.keys(settings).find((setting) => !BOT_SETTINGS.has(setting));
  if (unknown !== undefined) return wrong(unknown.slice(0, MAX_NAME), 'is no setting of a bot');
  const { name, strategy, start, startOrder, profitCurrency, takeProfitType, stored } = settings;
  if (typeof name !== 'string' || name.length === 0 || name.length > MAX_NAME)
    return wrong('name', `1 to ${MAX_NAME} characters`);
  if (strategy !== 'long' && strategy !== 'short') return wrong('strategy', 'long or short');
  if (startOrder !== 'limit' && startOrder !== 'market') return wrong('startOrder', 'limit or market');
  if (profitCurrency !== 'quote' && profitCurrency !== 'base') return wrong('profitCurrency', 'quote or base');
  if (takeProfitType !== 'base' && takeProfitType !== 'total') return wrong('takeProfitType', 'base or total');
  for (const field of ['baseVolumeType', 'safetyVolumeType'] as const) {
    if (!VOLUME_TYPES.includes(settings[field])) return wrong(field, `one of ${VOLUME_TYPES.join(', ')}`);
  }
  for (const field of ['trailing', 'stopLossTrails', 'stopLossDisables'] as const) {
    if (typeof settings[field] !== 'boolean') return wrong(field, 'true or false');
  }
  if (typeof stored !== 'object' || stored === null || jsonLength(stored) > MAX_STORED)
    return wrong('stored', `an object of at most ${MAX_STORED} characters`);
  return (
    checkConditions('start', start, ['manual', 'nonstop', 'webhook']) ??
    checkConditions('closeWhen', settings.closeWhen ?? [], ['webhook']) ??
    checkConditions('safetyWhen', settings.safetyWhen ?? [], [])
  );
}

/** Conditions of which those of these kinds are no values of candles. */
function checkConditions(field: string, conditions: unknown, others: readonly string[]): Rejection | null {
  if (!Array.isArray(conditions) || conditions.length > MAX_CONDITIONS || jsonLength(conditions) > MAX_STORED)
    return wrong(field, `at most ${MAX_CONDITIONS} conditions`);
  for (const condition of conditions as readonly StartCondition[]) {
    if (typeof condition !== 'object' || condition === null) return wrong(field, 'must be conditions');
    if (condition.kind === 'volume' || (!isCandleCondition(condition) && !others.includes(condition.kind)))
      return wrong(`${field}.kind`, `${condition.kind} is no condition here`);
    const problem = isCandleCondition(condition) ? checkSignalCondition(condition) : null;
    if (problem !== null) return wrong(`${field}.${problem.field}`, problem.detail);
  }
  return null;
}

function checkPairs(world: BotsWorld, { instruments, maxActiveDeals, dealsPerPair }: BotSettings): Rejection | null {
  if (!Array.isArray(instruments) || instruments.length === 0 || instruments.length > MAX_PAIRS)
    return wrong('instruments', `1 to ${MAX_PAIRS} pairs`);
  if (new Set(instruments).size !== instruments.length) return wrong('instruments', 'each pair once');
  const pairs: Instrument[] = [];
  for (const id of instruments) {
    const pair = typeof id === 'number' ? instrumentById(world.instruments, id) : undefined;
    if (pair === undefined) return reject('unknown_instrument', 'instruments', `no instrument ${String(id)}`);
    if (!isBotPair(pair) || !isTradable(world.instruments, pair))
      return reject('not_tradable', 'instruments', `bots do not trade ${pair.symbol}`);
    pairs.push(pair);
  }
  const other = pairs.find(({ quote }) => quote !== pairs[0]?.quote);
  if (other !== undefined) return wrong('instruments', `all with one quote currency, unlike ${other.symbol}`);
  const perPair = whole('dealsPerPair', dealsPerPair, 1, MAX_ACTIVE_DEALS);
  if (perPair !== null) return perPair;
  const most = Math.min(MAX_ACTIVE_DEALS, pairs.length * (pairs.length === 1 ? 1 : dealsPerPair));
  return whole('maxActiveDeals', maxActiveDeals, 1, most);
}

/** Bots trade what is bought and sold against money, piece by piece. */
export function isBotPair({ settlement, spec }: Instrument): boolean {
  return settlement === 'spot' && (spec.multiplier ?? '1') === '1';
}

function checkNumbers(settings: BotSettings): Rejection | null {
  return (
    whole('maxSafetyOrders', settings.maxSafetyOrders, 0, MAX_SAFETY_ORDERS) ??
    number(settings, 'baseVolume', 'above') ??
    number(settings, 'safetyVolume', hasGrid(settings) ? 'above' : 'from') ??
    number(settings, 'volumeScale', 'above', 10) ??
    number(settings, 'stepScale', 'above', 10) ??
    number(settings, 'safetyStep', hasGrid(settings) ? 'above' : 'from', 1000) ??
    number(settings, 'trailingDeviation', settings.trailing ? 'above' : 'from', 100) ??
    number(settings, 'btcPriceLimit', 'from') ??
    number(settings, 'minPrice', 'from') ??
    number(settings, 'maxPrice', 'from') ??
    whole('activeSafetyOrders', settings.activeSafetyOrders, 0, MAX_SAFETY_ORDERS) ??
    whole('stopLossTimeout', settings.stopLossTimeout, 0, MAX_SECONDS) ??
    whole('cooldown', settings.cooldown, 0, MAX_SECONDS) ??
    (settings.minVolumeBtc === undefined ? null : number(settings, 'minVolumeBtc', 'from')) ??
    whole('startDelay', settings.startDelay ?? 0, 0, MAX_SECONDS) ??
    whole('disableAfterDeals', settings.disableAfterDeals, 0, 1_000_000) ??
    (settings.closeTimeout === 0 ? null : whole('closeTimeout', settings.closeTimeout, 60, 10 * MAX_SECONDS)) ??
    percentText('trailingDeviation', settings.trailingDeviation)
  );
}

function hasGrid({ maxSafetyOrders, safetySteps = [] }: BotSettings): boolean {
  return maxSafetyOrders > 0 && safetySteps.length === 0;
}

/** Deals grow with what was earned in quote currency, so that must be what volumes are told in. */
function checkGrowth(settings: BotSettings): Rejection | null {
  for (const field of ['reinvest', 'reduceRisk'] as const) {
    if (settings[field] === undefined) continue;
    const wrongNumber = number(settings, field, 'from', 100);
    if (wrongNumber !== null) return wrongNumber;
    if (decimalIn(settings[field])?.coefficient === 0n) continue;
    const { baseVolumeType, safetyVolumeType, profitCurrency } = settings;
    if (profitCurrency !== 'quote') return wrong(field, 'needs profits in quote currency');
    if (baseVolumeType !== 'quote' || safetyVolumeType !== 'quote')
      return wrong(field, 'needs volumes in quote currency');
  }
  return null;
}

/** Safety orders one by one: each lies farther away than the one before. */
function checkSafetySteps({ safetySteps: steps = [], maxSafetyOrders }: BotSettings): Rejection | null {
  if (!Array.isArray(steps) || steps.length > MAX_SAFETY_ORDERS || jsonLength(steps) > MAX_STORED)
    return wrong('safetySteps', `at most ${MAX_SAFETY_ORDERS} steps`);
  let before = decimals.ZERO;
  for (const [index, step] of steps.entries()) {
    const [deviation, volume] = [decimalIn(step?.deviation), decimalIn(step?.volume)];
    if (deviation === null || deviation.scale > MAX_DECIMALS || decimals.compare(deviation, before) <= 0)
      return wrong(`safetySteps.${index}.deviation`, `a percentage above ${decimals.formatDecimal(before)}`);
    if (decimals.compare(deviation, FARTHEST) > 0) return wrong(`safetySteps.${index}.deviation`, 'at most 1000');
    if (volume === null || volume.scale > MAX_DECIMALS || volume.coefficient <= 0n)
      return wrong(`safetySteps.${index}.volume`, 'a number above 0');
    before = deviation;
  }
  return steps.length > 0 && maxSafetyOrders > steps.length
    ? wrong('maxSafetyOrders', `at most ${steps.length}: so many steps are told`)
    : null;
}
