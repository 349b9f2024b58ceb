import type { Instrument, NewGridBotSettings } from 'outcry/native-api';
import { compare, type Decimal, decimal } from '../decimal.ts';
import { decimals, Reading, type Wrong } from '../reading.ts';
import { tell } from '../words/grids/grid-words.ts';
import { say } from '../words/language.ts';
import { shown } from '../words/numbers.ts';
import { type GridDraft, type StopDraft, trails } from './draft.ts';

/** Settings that a draft asks for, or what is wrong in words. Fields without a word yet are in `empty`. */
export interface CheckedDraft {
  readonly settings: NewGridBotSettings | null;
  readonly wrong: Wrong;
  readonly empty: readonly string[];
}

export const LEAST_LINES = 2;
export const MOST_LINES = 250;
const MOST_DECIMALS = 30;

export function checkDraft(draft: GridDraft, instrument: Instrument): CheckedDraft {
  const reading = new Reading(instrument);
  if (draft.name.trim() === '') reading.empty.push('name');
  const lower = reading.price('lower', draft.lower);
  const low = lower === null ? null : decimal(lower);
  const upper = reading.price('upper', draft.upper, (price) =>
    low !== null && compare(price, low) <= 0 ? tell('needAboveLower') : null,
  );
  const lines = count(reading, 'lines', draft.lines, LEAST_LINES);
  const value = reading.number('amount.value', draft.amount, (amount) => {
    if (amount.coefficient <= 0n) return say('needPositive');
    return decimals(amount) > MOST_DECIMALS ? tell('needFewerDecimals', { most: String(MOST_DECIMALS) }) : null;
  });
  const above = (price: Decimal): string | null => beyond(price, upper, 1);
  const below = (price: Decimal): string | null => beyond(price, lower, -1);
  const stop = (field: 'upperStop' | 'lowerStop', { on, price, action }: StopDraft) => {
    const text = on ? reading.price(`${field}.price`, price, field === 'upperStop' ? above : below) : null;
    return text === null ? null : { price: text, action };
  };
  const beyondRange = (field: 'expandUp' | 'expandDown', typed: string, problem: typeof above): string | null =>
    typed.trim() === '' ? null : reading.price(field, typed, problem);
  const most = (field: 'maxBuyLines' | 'maxSellLines', typed: string): number | null =>
    typed.trim() === '' ? null : count(reading, field, typed, 1);
  const settings: NewGridBotSettings = {
    name: draft.name.trim(),
    instrument: draft.symbol,
    type: draft.type,
    lower: lower ?? '',
    upper: upper ?? '',
    lines,
    amount: { per: draft.per, value: value ?? '' },
    orderCurrency: draft.orderCurrency,
    profitCurrency: draft.profitCurrency,
    upperStop: stop('upperStop', draft.upperStop),
    lowerStop: stop('lowerStop', draft.lowerStop),
    trailingUp: trails(draft, 'up'),
    trailingDown: trails(draft, 'down'),
    expandUp: trails(draft, 'up') ? null : beyondRange('expandUp', draft.expandUp, above),
    expandDown: trails(draft, 'down') ? null : beyondRange('expandDown', draft.expandDown, below),
    maxBuyLines: most('maxBuyLines', draft.maxBuyLines),
    maxSellLines: most('maxSellLines', draft.maxSellLines),
  };
  const { wrong, empty } = reading;
  return { settings: empty.length > 0 || Object.keys(wrong).length > 0 ? null : settings, wrong, empty };
}

function count(reading: Reading, field: string, typed: string, least: number): number {
  const text = reading.number(field, typed, (value) => {
    if (decimals(value) > 0) return tell('needWhole');
    if (compare(value, whole(least)) < 0) return say('needAtLeast', { least: String(least) });
    return compare(value, whole(MOST_LINES)) > 0 ? say('needAtMost', { most: String(MOST_LINES) }) : null;
  });
  return Number(text ?? 0);
}

function whole(value: number): Decimal {
  return { coefficient: BigInt(value), scale: 0 };
}

/** What is wrong with a price that must lie beyond an end of the range. */
function beyond(price: Decimal, end: string | null, side: 1 | -1): string | null {
  const edge = end === null ? null : decimal(end);
  if (edge === null || compare(price, edge) * side > 0) return null;
  return tell(side > 0 ? 'needAbove' : 'needBelow', { price: shown(end) });
}
