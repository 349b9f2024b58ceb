import type { Instrument, NewSmartTradeSettings } from 'outcry/native-api';
import { add, compare, type Decimal, decimal, decimalText } from '../decimal.ts';
import { decimals, Reading, type Wrong } from '../reading.ts';
import { say } from '../words/language.ts';
import { shown } from '../words/numbers.ts';
import { tell } from '../words/trades/trade-words.ts';
import { isEntering, isLong, type Target, type TradeDraft } from './draft.ts';
import type { Quantity } from './quantity.ts';
import { sideOf } from './targets.ts';

/** Settings that a draft asks for, or what is wrong in words. Fields without a word yet are in `empty`. */
export interface CheckedDraft {
  readonly settings: NewSmartTradeSettings | null;
  readonly wrong: Wrong;
  readonly empty: readonly string[];
}

const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };
/** Decimals of shares and percentages, and of an average that is only reckoned with. */
const SHARE_DECIMALS = 8;
const MOST_DECIMALS = 40;

const MOST_SECONDS = 2_592_000;

export function checkDraft(draft: TradeDraft, instrument: Instrument, quantity: Quantity): CheckedDraft {
  const reading = new TradeReading(instrument);
  const entering = isEntering(draft);
  const entry = entering ? readEntry(draft, reading) : null;
  const averagePrice = entering ? null : reading.positive('averagePrice', draft.averagePrice, undefined, MOST_DECIMALS);
  if (quantity.wrong !== null) reading.wrong.quantity = quantity.wrong;
  else if (quantity.coins === null) reading.empty.push('quantity');
  const takeProfits = draft.profits ? readSteps(draft, reading) : [];
  const stopLoss = draft.stops ? readStop(draft, reading) : null;
  if (!entering && !draft.profits && !draft.stops) reading.wrong.takeProfits = tell('needExit');
  const { wrong, empty } = reading;
  if (empty.length > 0 || Object.keys(wrong).length > 0) return { settings: null, wrong, empty };
  const settings: NewSmartTradeSettings = {
    instrument: draft.symbol,
    side: isLong(draft) ? 'long' : 'short',
    entry,
    ...(averagePrice === null ? {} : { averagePrice }),
    quantity: quantity.coins ?? '',
    takeProfits,
    stopLoss,
  };
  return { settings, wrong, empty };
}

function readEntry({ entry }: TradeDraft, reading: TradeReading): NonNullable<NewSmartTradeSettings['entry']> {
  const { type, by } = entry;
  const price = type === 'market' ? null : reading.price('entry.price', entry.price);
  if (type !== 'conditional') return { type, price, by };
  return {
    type,
    price,
    by,
    order: entry.order,
    limitPrice: entry.order === 'limit' ? reading.price('entry.limitPrice', entry.limitPrice) : null,
    trailing: reading.trailing('entry.trailing', entry.trailing),
  };
}

function readSteps(draft: TradeDraft, reading: TradeReading): NonNullable<NewSmartTradeSettings['takeProfits']> {
  let sum: Decimal = { coefficient: 0n, scale: 0 };
  const steps = draft.steps.map((step, place) => {
    const field = `takeProfits.${place}`;
    const share = reading.positive(`${field}.share`, step.share, HUNDRED);
    sum = add(sum, decimal(share ?? '0') ?? HUNDRED);
    return {
      position: step.position,
      share: share ?? '',
      ...readTarget(field, step.target, sideOf(draft, 'step'), reading),
      by: step.by,
      order: step.order,
      limitPrice: step.order === 'limit' ? reading.price(`${field}.limitPrice`, step.limitPrice) : null,
      trailing: step.order === 'market' ? reading.trailing(`${field}.trailing`, step.trailing) : null,
    };
  });
  const isWhole = compare(sum, HUNDRED) === 0;
  if (!isWhole && steps.length > 0) reading.wrong.takeProfits = tell('needShares', { sum: shown(decimalText(sum)) });
  return steps;
}

function readStop(draft: TradeDraft, reading: TradeReading): NonNullable<NewSmartTradeSettings['stopLoss']> {
  const { stop } = draft;
  const trails = stop.trails && stop.order === 'market';
  return {
    ...readTarget('stopLoss', stop.target, sideOf(draft, 'stop'), reading),
    by: stop.by,
    order: stop.order,
    limitPrice: stop.order === 'limit' ? reading.price('stopLoss.limitPrice', stop.limitPrice) : null,
    trails,
    timeout: reading.seconds('stopLoss.timeout', stop.timeout),
    breakeven: stop.breakeven && !trails,
  };
}

/** Percentages go out with their sign: below the entry they are negative. */
function readTarget(
  field: string,
  { by, text }: Target,
  side: 1 | -1,
  reading: TradeReading,
): { readonly price: string | null; readonly percent: string | null } {
  if (by === 'price') return { price: reading.price(`${field}.price`, text), percent: null };
  const percent = reading.percent(`${field}.percent`, text, side > 0 ? undefined : HUNDRED);
  return { price: null, percent: percent === null ? null : side > 0 ? percent : `-${percent}` };
}

/** Reads typed numbers of a trade and keeps what is wrong with them. */
class TradeReading extends Reading {
  positive(field: string, typed: string, most?: Decimal, places = SHARE_DECIMALS): string | null {
    return this.number(field, typed, (value) => {
      if (value.coefficient <= 0n) return say('needPositive');
      if (most !== undefined && compare(value, most) > 0) return say('needAtMost', { most: shown(decimalText(most)) });
      return decimals(value) > places ? tell('needDecimals', { most: String(places) }) : null;
    });
  }

  percent(field: string, typed: string, below: Decimal | undefined): string | null {
    return this.number(field, typed, (value) => {
      if (value.coefficient <= 0n) return say('needPositive');
      if (below !== undefined && compare(value, below) >= 0) return tell('needBelow', { most: '100' });
      return decimals(value) > 8 ? tell('needDecimals', { most: '8' }) : null;
    });
  }

  /** Null, and not empty, for none. */
  trailing(field: string, typed: string): string | null {
    if (typed.trim() === '') return null;
    const percent = this.number(field, typed, (value) => {
      if (value.coefficient < 0n) return say('needPositive');
      if (compare(value, HUNDRED) >= 0) return tell('needBelow', { most: '100' });
      return decimals(value) > 4 ? tell('needDecimals', { most: '4' }) : null;
    });
    return percent === null || decimal(percent)?.coefficient === 0n ? null : percent;
  }

  seconds(field: string, typed: string): number {
    if (typed.trim() === '') return 0;
    const text = this.number(field, typed, (value) => {
      if (decimals(value) > 0 || value.coefficient < 0n) return tell('needWhole');
      const most = String(MOST_SECONDS);
      return compare(value, { coefficient: BigInt(MOST_SECONDS), scale: 0 }) > 0 ? say('needAtMost', { most }) : null;
    });
    return Number(text ?? 0);
  }
}
