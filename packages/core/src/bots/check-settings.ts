import { type Instrument, instrumentById, isTradable } from '../instruments/index.ts';
import { type Decimal, decimals, parseDecimal } from '../numbers/index.ts';
import { checkSignalCondition } from '../signals/index.ts';
import { type Rejection, reject } from '../turn.ts';
import { BOT_SETTINGS, type BotSettings, isCandleCondition, VOLUME_TYPES } from './settings.ts';
import type { BotsWorld } from './state.ts';
import { Terms } from './terms.ts';

const MAX_NAME = 200;
export const MAX_PAIRS = 500;
export const MAX_ACTIVE_DEALS = 199;
export const MAX_SAFETY_ORDERS = 200;
export const MAX_TAKE_PROFITS = 4;
const MAX_CONDITIONS = 20;
const MAX_SECONDS = 2_592_000;
const MAX_STORED = 20_000;
/** Percentages have at most so many decimals: they are millionths of a price in the stop index. */
const PERCENT_DECIMALS = 4;

const ZERO: Decimal = { coefficient: 0n, scale: 0 };
const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };

/** Length of a value as JSON; Infinity when it is none. */
function jsonLength(value: unknown): number {
  try {
    return JSON.stringify(value).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** What is wrong with the settings of a bot; null when a deal could start with them. */
export function checkSettings(world: BotsWorld, settings: BotSettings): Rejection | null {
  return (
    checkForm(settings) ??
    checkPairs(world, settings) ??
    checkNumbers(settings) ??
    checkTakeProfits(settings) ??
    checkStopLoss(settings)
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
  if (!Array.isArray(start) || start.length > MAX_CONDITIONS || jsonLength(start) > MAX_STORED)
    return wrong('start', `at most ${MAX_CONDITIONS} conditions`);
  for (const condition of start) {
    if (typeof condition !== 'object' || condition === null) return wrong('start', 'must be conditions');
    const problem = isCandleCondition(condition) ? checkSignalCondition(condition) : null;
    if (problem !== null) return wrong(`start.${problem.field}`, problem.detail);
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
    number(settings, 'safetyVolume', settings.maxSafetyOrders > 0 ? 'above' : 'from') ??
    number(settings, 'volumeScale', 'above', 10) ??
    number(settings, 'stepScale', 'above', 10) ??
    number(settings, 'safetyStep', settings.maxSafetyOrders > 0 ? 'above' : 'from', 1000) ??
    number(settings, 'trailingDeviation', settings.trailing ? 'above' : 'from', 100) ??
    number(settings, 'btcPriceLimit', 'from') ??
    number(settings, 'minPrice', 'from') ??
    number(settings, 'maxPrice', 'from') ??
    whole('activeSafetyOrders', settings.activeSafetyOrders, 0, MAX_SAFETY_ORDERS) ??
    whole('stopLossTimeout', settings.stopLossTimeout, 0, MAX_SECONDS) ??
    whole('cooldown', settings.cooldown, 0, MAX_SECONDS) ??
    whole('disableAfterDeals', settings.disableAfterDeals, 0, 1_000_000) ??
    (settings.closeTimeout === 0 ? null : whole('closeTimeout', settings.closeTimeout, 60, 10 * MAX_SECONDS)) ??
    percentText('trailingDeviation', settings.trailingDeviation)
  );
}

function checkTakeProfits(settings: BotSettings): Rejection | null {
  const { takeProfitSteps: steps, trailing } = settings;
  if (!Array.isArray(steps) || steps.length > MAX_TAKE_PROFITS || jsonLength(steps) > MAX_STORED)
    return wrong('takeProfitSteps', `at most ${MAX_TAKE_PROFITS} steps`);
  const single = number(settings, 'takeProfit', steps.length === 0 ? 'above' : 'from', 100_000);
  if (single !== null || steps.length === 0) return single;
  if (trailing) return wrong('trailing', 'one take profit trails, several do not');
  let sum = ZERO;
  for (const [index, step] of steps.entries()) {
    const [profit, share] = [decimalIn(step?.profit), decimalIn(step?.share)];
    if (profit === null || profit.coefficient <= 0n) return wrong(`takeProfitSteps.${index}.profit`, 'above 0');
    if (share === null || share.coefficient <= 0n) return wrong(`takeProfitSteps.${index}.share`, 'above 0');
    sum = decimals.add(sum, share);
  }
  return decimals.compare(sum, HUNDRED) === 0 ? null : wrong('takeProfitSteps', 'their shares must sum to 100');
}

/** A stop loss lies behind the last safety order (B2). */
function checkStopLoss(settings: BotSettings): Rejection | null {
  const problem = number(settings, 'stopLoss', 'from', 100) ?? percentText('stopLoss', settings.stopLoss);
  if (problem !== null) return problem;
  const terms = new Terms(settings);
  if (terms.stopLoss.coefficient === 0n || settings.maxSafetyOrders === 0) return null;
  const last = terms.deviation(settings.maxSafetyOrders);
  if (decimals.compare(terms.stopLoss, last) > 0) return null;
  const percent = decimals.formatDecimal(decimals.multiply(last, HUNDRED));
  return reject('stop_loss_inside_grid', 'stopLoss', `must be above the last safety order, which is at ${percent} %`);
}

function number(
  settings: BotSettings,
  field: keyof BotSettings,
  least: 'above' | 'from',
  most = Number.MAX_SAFE_INTEGER,
): Rejection | null {
  const value = decimalIn(settings[field]);
  const bound = { coefficient: BigInt(most), scale: 0 };
  const fits =
    value !== null &&
    value.scale <= 20 &&
    (least === 'above' ? value.coefficient > 0n : value.coefficient >= 0n) &&
    decimals.compare(value, bound) <= 0;
  if (fits) return null;
  const upTo = most === Number.MAX_SAFE_INTEGER ? '' : `, at most ${most}`;
  return wrong(field, `a number ${least === 'above' ? 'above 0' : 'from 0'}${upTo}`);
}

function percentText(field: string, text: string): Rejection | null {
  const value = decimalIn(text);
  if (value !== null && decimals.compare(value, decimals.rescale(value, PERCENT_DECIMALS, 'down')) === 0) return null;
  return wrong(field, `a percentage with at most ${PERCENT_DECIMALS} decimals`);
}

function decimalIn(value: unknown): Decimal | null {
  return typeof value === 'string' ? parseDecimal(value) : null;
}

function whole(field: string, value: unknown, least: number, most: number): Rejection | null {
  if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most) return null;
  return wrong(field, `${least} to ${most}`);
}

function wrong(field: string, detail: string): Rejection {
  return reject('invalid_value', field, detail);
}
