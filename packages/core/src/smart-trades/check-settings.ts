import { accountById, available } from '../accounts/index.ts';
import { isBotPair } from '../bots/index.ts';
import {
  type Instrument,
  instrumentById,
  isTextError,
  isTradable,
  priceFromText,
  quantityFromText,
  quantityPhrase,
} from '../instruments/index.ts';
import { type Decimal, decimals, parseDecimal } from '../numbers/index.ts';
import { PRICE_KINDS } from '../stops/index.ts';
import { type Rejection, reject } from '../turn.ts';
import type { EntrySettings, StopLossSettings, TakeProfitSettings, TradeSettings } from './settings.ts';
import type { TradesWorld } from './state.ts';

export const MAX_STEPS_OF_TRADE = 8;
export const MAX_TRADE_NOTE = 300;
const MAX_TIMEOUT = 2_592_000;
const MAX_POSITION = 1_000_000;
const MAX_STORED = 20_000;
/** Characters of a number that is kept and not used. */
const MAX_SHOWN = 60;

const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };

/** What is wrong with a trade; null when it could begin. */
export function checkTrade(world: TradesWorld, account: number, settings: TradeSettings): Rejection | null {
  const instrument =
    typeof settings?.instrument === 'number' ? instrumentById(world.instruments, settings.instrument) : undefined;
  if (instrument === undefined) return reject('unknown_instrument', 'instrument', 'no such instrument');
  if (!isBotPair(instrument) || !isTradable(world.instruments, instrument))
    return reject('not_tradable', 'instrument', `smart trades do not trade ${instrument.symbol}`);
  return checkForm(settings, instrument) ?? checkHeld(world, account, settings, instrument);
}

/** The form of the settings alone: also of those of a trade that runs. */
export function checkForm(settings: TradeSettings, instrument: Instrument): Rejection | null {
  const { side, entry, averagePrice, quantity, takeProfits, stopLoss, stored } = settings;
  if (side !== 'long' && side !== 'short') return wrong('side', 'long or short');
  const steps = typeof quantity === 'string' ? quantityFromText(instrument, quantity) : null;
  if (steps === null || isTextError(steps)) return wrong('quantity', steps === null ? 'must be text' : steps.detail);
  if (steps < Math.max(1, instrument.minQuantity))
    return reject('quantity_too_small', 'quantity', `at least ${quantityPhrase(instrument, instrument.minQuantity)}`);
  if (!isObject(stored) || lengthOf(stored) > MAX_STORED)
    return wrong('stored', `an object of at most ${MAX_STORED} characters`);
  if (entry === null ? !isPositive(averagePrice) : !isShown(averagePrice))
    return wrong('averagePrice', entry === null ? 'a price above 0' : 'a number');
  if (entry !== null && !isObject(entry)) return wrong('entry', 'an entry, or null for coins that are held');
  if (stopLoss !== null && !isObject(stopLoss)) return wrong('stopLoss', 'a stop loss or null');
  if (entry === null && Array.isArray(takeProfits) && takeProfits.length === 0 && stopLoss === null)
    return wrong('takeProfits', 'coins that are held need a take profit or a stop loss');
  return (
    (entry === null ? null : checkEntry(entry, instrument)) ??
    checkTakeProfits(takeProfits, side, instrument) ??
    (stopLoss === null ? null : checkStopLoss(stopLoss, side, instrument))
  );
}

function checkEntry(entry: EntrySettings, instrument: Instrument): Rejection | null {
  const { type, price, by, order, limitPrice, trailing } = entry;
  if (type !== 'market' && type !== 'limit' && type !== 'conditional')
    return wrong('entry.type', 'market, limit or conditional');
  if (!PRICE_KINDS.includes(by)) return wrong('entry.by', 'bid, ask or last');
  if (order !== 'market' && order !== 'limit') return wrong('entry.order', 'market or limit');
  return (
    checkPrice('entry.price', price, instrument, type !== 'market') ??
    checkPrice('entry.limitPrice', limitPrice, instrument, order === 'limit' && type === 'conditional') ??
    checkPercent('entry.trailing', trailing, type === 'conditional')
  );
}

function checkTakeProfits(
  steps: readonly TakeProfitSettings[],
  side: TradeSettings['side'],
  instrument: Instrument,
): Rejection | null {
  if (!Array.isArray(steps) || steps.length > MAX_STEPS_OF_TRADE)
    return wrong('takeProfits', `at most ${MAX_STEPS_OF_TRADE} steps`);
  if (steps.length === 0) return null;
  const positions = new Set<number>();
  let sum = decimals.ZERO;
  for (const [index, step] of steps.entries()) {
    const field = `takeProfits.${index}`;
    if (!isObject(step)) return wrong(field, 'a take profit');
    const { position } = step;
    if (!Number.isSafeInteger(position) || position < 1 || position > MAX_POSITION || positions.has(position))
      return wrong(`${field}.position`, 'a whole number above 0 that no other step has');
    positions.add(position);
    const share = decimalIn(step.share);
    if (share === null || share.coefficient <= 0n || share.scale > 8) return wrong(`${field}.share`, 'above 0');
    sum = decimals.add(sum, share);
    const problem = checkStep(field, step, side, instrument);
    if (problem !== null) return problem;
  }
  return decimals.compare(sum, HUNDRED) === 0 ? null : wrong('takeProfits', 'their shares must sum to 100');
}

function checkStep(
  field: string,
  step: TakeProfitSettings,
  side: TradeSettings['side'],
  instrument: Instrument,
): Rejection | null {
  const { by, order, limitPrice, trailing } = step;
  if (!PRICE_KINDS.includes(by)) return wrong(`${field}.by`, 'bid, ask or last');
  if (order !== 'market' && order !== 'limit' && order !== 'resting')
    return wrong(`${field}.order`, 'market, limit or resting');
  return (
    checkTarget(field, step, side === 'long', instrument) ??
    checkPrice(`${field}.limitPrice`, limitPrice, instrument, order === 'limit') ??
    checkPercent(`${field}.trailing`, trailing, order === 'market')
  );
}

function checkStopLoss(stop: StopLossSettings, side: TradeSettings['side'], instrument: Instrument): Rejection | null {
  const { by, order, limitPrice, trails, timeout, breakeven } = stop;
  if (!PRICE_KINDS.includes(by)) return wrong('stopLoss.by', 'bid, ask or last');
  if (order !== 'market' && order !== 'limit') return wrong('stopLoss.order', 'market or limit');
  if (typeof trails !== 'boolean' || (trails && order !== 'market'))
    return wrong('stopLoss.trails', 'true or false; true with market orders only');
  if (typeof breakeven !== 'boolean' || (breakeven && trails))
    return wrong('stopLoss.breakeven', 'true or false; true when it does not trail');
  if (!Number.isSafeInteger(timeout) || timeout < 0 || timeout > MAX_TIMEOUT)
    return wrong('stopLoss.timeout', `0 to ${MAX_TIMEOUT}`);
  return (
    checkTarget('stopLoss', stop, side === 'short', instrument) ??
    checkPrice('stopLoss.limitPrice', limitPrice, instrument, order === 'limit')
  );
}

/** Exactly one of price and percent; percentages of the entry price lie on the right side of it. */
function checkTarget(
  field: string,
  { price, percent }: { readonly price: string | null; readonly percent: string | null },
  above: boolean,
  instrument: Instrument,
): Rejection | null {
  if ((price === null) === (percent === null)) return wrong(field, 'exactly one of price and percent');
  if (price !== null) return checkPrice(`${field}.price`, price, instrument);
  const value = decimalIn(percent);
  const fits = value !== null && value.scale <= 8 && (above ? value.coefficient > 0n : value.coefficient < 0n);
  if (!fits) return wrong(`${field}.percent`, above ? 'above 0' : 'below 0');
  return decimals.compare(value, { coefficient: -100n, scale: 0 }) > 0 ? null : wrong(`${field}.percent`, 'above -100');
}

/** Coins that are said to be held must be there. */
function checkHeld(
  world: TradesWorld,
  account: number,
  { entry, side, quantity }: TradeSettings,
  instrument: Instrument,
): Rejection | null {
  if (entry !== null || side === 'short') return null;
  const steps = quantityFromText(instrument, quantity) as number;
  const free = available(accountById(world.accounts, account), instrument.base);
  if (free >= BigInt(steps) * instrument.stepUnits) return null;
  const there = Number(free / instrument.stepUnits);
  return reject('insufficient_units', 'quantity', `at most ${quantityPhrase(instrument, Math.max(0, there))}`);
}

/** A price of the instrument; one that is not used is a number all the same. */
function checkPrice(field: string, price: unknown, instrument: Instrument, used = true): Rejection | null {
  if (!used) return isShown(price) ? null : wrong(field, 'a number; 0 where there is none');
  const steps = typeof price === 'string' ? priceFromText(instrument, price) : null;
  if (steps === null) return wrong(field, 'must be text');
  return isTextError(steps) ? wrong(field, steps.detail) : null;
}

function checkPercent(field: string, text: unknown, allowed: boolean): Rejection | null {
  const value = decimalIn(text);
  if (value === null || value.coefficient < 0n || value.scale > 4 || decimals.compare(value, HUNDRED) >= 0)
    return wrong(field, 'a percentage from 0, below 100, with at most 4 decimals');
  return value.coefficient > 0n && !allowed ? wrong(field, 'goes with market orders only') : null;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Characters that plain JSON takes; what is none is too long. */
function lengthOf(stored: object): number {
  try {
    return JSON.stringify(stored).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function isShown(text: unknown): boolean {
  return decimalIn(text) !== null && (text as string).length <= MAX_SHOWN;
}

function isPositive(text: unknown): boolean {
  const value = decimalIn(text);
  return value !== null && value.coefficient > 0n && value.scale <= 40;
}

function decimalIn(value: unknown): Decimal | null {
  return typeof value === 'string' ? parseDecimal(value) : null;
}

function wrong(field: string, detail: string): Rejection {
  return reject('invalid_value', field, detail);
}
