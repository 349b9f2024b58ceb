import { isBotPair } from '../bots/index.ts';
import { type Instrument, instrumentById, isTextError, isTradable, priceFromText } from '../instruments/index.ts';
import { type Decimal, parseDecimal } from '../numbers/index.ts';
import { type Rejection, reject } from '../turn.ts';
import { GridLadder } from './ladder.ts';
import { type GridSettings, type GridStop, STOP_ACTIONS } from './settings.ts';
import type { GridWorld } from './state.ts';

/** Lines of one grid, those that are added by expansion among them. */
export const MAX_LINES = 250;
export const MAX_GRID_NAME = 100;
export const MAX_GRID_NOTE = 300;
const MAX_STORED = 20_000;

/** What is wrong with settings; null when a bot may have them. */
export function checkGrid(world: Pick<GridWorld, 'instruments'>, settings: GridSettings): Rejection | null {
  const { instrument: id } = settings;
  const instrument = typeof id === 'number' ? instrumentById(world.instruments, id) : undefined;
  if (instrument === undefined) return reject('unknown_instrument', 'instrument', 'no such instrument');
  if (!isBotPair(instrument) || !isTradable(world.instruments, instrument))
    return reject('not_tradable', 'instrument', `grid bots do not trade ${instrument.symbol}`);
  return (
    checkWords(settings) ??
    checkAmount(settings.amount) ??
    checkRange(settings, instrument) ??
    checkStop('upperStop', settings.upperStop, settings, instrument) ??
    checkStop('lowerStop', settings.lowerStop, settings, instrument) ??
    checkFollowing(settings, instrument) ??
    checkMost('maxBuyLines', settings.maxBuyLines) ??
    checkMost('maxSellLines', settings.maxSellLines)
  );
}

function checkWords({ name, type, orderCurrency, profitCurrency, stored }: GridSettings): Rejection | null {
  if (typeof name !== 'string' || name.length < 1 || name.length > MAX_GRID_NAME)
    return wrong('name', `1 to ${MAX_GRID_NAME} characters`);
  if (type !== 'arithmetic' && type !== 'geometric') return wrong('type', 'arithmetic or geometric');
  if (orderCurrency !== 'base' && orderCurrency !== 'quote') return wrong('orderCurrency', 'base or quote');
  if (profitCurrency !== 'base' && profitCurrency !== 'quote') return wrong('profitCurrency', 'base or quote');
  return isObject(stored) && lengthOf(stored) <= MAX_STORED
    ? null
    : wrong('stored', `an object of at most ${MAX_STORED} characters`);
}

function checkAmount(amount: GridSettings['amount']): Rejection | null {
  if (!isObject(amount)) return wrong('amount', 'what one line or all lines take');
  if (amount.per !== 'line' && amount.per !== 'total') return wrong('amount.per', 'line or total');
  const value = decimalIn(amount.value);
  const fits = value !== null && value.coefficient > 0n && value.scale <= 30;
  return fits ? null : wrong('amount.value', 'a number above 0 with at most 30 decimals');
}

function checkRange(settings: GridSettings, instrument: Instrument): Rejection | null {
  const { lines } = settings;
  const lower = priceIn('lower', settings.lower, instrument);
  if (typeof lower !== 'number') return lower;
  const upper = priceIn('upper', settings.upper, instrument);
  if (typeof upper !== 'number') return upper;
  if (lower >= upper) return wrong('upper', 'above the lower price');
  if (!Number.isSafeInteger(lines) || lines < 2 || lines > MAX_LINES)
    return wrong('lines', `a whole number from 2 to ${MAX_LINES}`);
  const ladder = new GridLadder(settings);
  for (let line = 1; line < lines; line++) {
    if (ladder.price(instrument, line) <= ladder.price(instrument, line - 1))
      return wrong('lines', `lines ${line - 1} and ${line} would stand at one price: fewer lines, or a wider range`);
  }
  return null;
}

function checkStop(
  field: 'upperStop' | 'lowerStop',
  stop: GridStop | null,
  { lower, upper }: GridSettings,
  instrument: Instrument,
): Rejection | null {
  if (stop === null) return null;
  if (!isObject(stop)) return wrong(field, 'a price and an action, or null');
  if (!STOP_ACTIONS.includes(stop.action)) return wrong(`${field}.action`, `one of ${STOP_ACTIONS.join(', ')}`);
  return checkOutside(
    `${field}.price`,
    stop.price,
    field === 'upperStop' ? upper : lower,
    field === 'upperStop',
    instrument,
  );
}

function checkFollowing(settings: GridSettings, instrument: Instrument): Rejection | null {
  const { trailingUp, trailingDown, expandUp, expandDown, orderCurrency, profitCurrency } = settings;
  if (typeof trailingUp !== 'boolean') return wrong('trailingUp', 'true or false');
  if (typeof trailingDown !== 'boolean') return wrong('trailingDown', 'true or false');
  if (trailingUp && (orderCurrency !== 'quote' || profitCurrency !== 'quote'))
    return wrong('trailingUp', 'goes with order and profit currency quote alone');
  if (trailingDown && (orderCurrency !== 'base' || profitCurrency !== 'base'))
    return wrong('trailingDown', 'goes with order and profit currency base alone');
  if (trailingUp && expandUp !== null) return wrong('expandUp', 'a grid that trails up does not expand upwards');
  if (trailingDown && expandDown !== null)
    return wrong('expandDown', 'a grid that trails down does not expand downwards');
  return (
    (expandUp === null ? null : checkOutside('expandUp', expandUp, settings.upper, true, instrument)) ??
    (expandDown === null ? null : checkOutside('expandDown', expandDown, settings.lower, false, instrument))
  );
}

/** A price beyond an end of the range. */
function checkOutside(
  field: string,
  text: unknown,
  end: string,
  above: boolean,
  instrument: Instrument,
): Rejection | null {
  const price = priceIn(field, text, instrument);
  if (typeof price !== 'number') return price;
  const edge = priceFromText(instrument, end) as number;
  if (above ? price > edge : price < edge) return null;
  return wrong(field, above ? `above the upper price ${end}` : `below the lower price ${end}`);
}

function checkMost(field: string, most: number | null): Rejection | null {
  if (most === null || (Number.isSafeInteger(most) && most >= 1 && most <= MAX_LINES)) return null;
  return wrong(field, `a whole number from 1 to ${MAX_LINES}, or null for all`);
}

export function checkGridNote(note: string | null): Rejection | null {
  if (note === null || (typeof note === 'string' && note.length <= MAX_GRID_NOTE)) return null;
  return wrong('note', `at most ${MAX_GRID_NOTE} characters, or null`);
}

function priceIn(field: string, text: unknown, instrument: Instrument): number | Rejection {
  const steps = typeof text === 'string' ? priceFromText(instrument, text) : null;
  if (steps === null) return wrong(field, 'must be text');
  return isTextError(steps) ? wrong(field, steps.detail) : steps;
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

function decimalIn(value: unknown): Decimal | null {
  return typeof value === 'string' ? parseDecimal(value) : null;
}

function wrong(field: string, detail: string): Rejection {
  return reject('invalid_value', field, detail);
}
