import type { Instrument, NewOrder } from 'outcry/native-api';
import { compare, decimal, isMultiple, typedDecimal } from '../decimal.ts';
import { say } from '../words/language.ts';
import { shown } from '../words/numbers.ts';

export const ORDER_KINDS = [
  'market',
  'limit',
  'stop',
  'stopLimit',
  'takeProfit',
  'takeProfitLimit',
  'trailing',
  'trailingLimit',
] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];
export type Validity = 'day' | 'gtc' | 'fok' | 'fak';

/** What a person has written into the ticket, as text. */
export interface Draft {
  readonly side: 'buy' | 'sell';
  readonly kind: OrderKind;
  readonly quantity: string;
  readonly price: string;
  readonly stopPrice: string;
  /** Percent. */
  readonly trail: string;
  readonly offset: string;
  readonly validity: Validity;
}
export type DraftField = 'quantity' | 'price' | 'stopPrice' | 'trail' | 'offset';

/** Which fields an order of a kind has. */
export function fieldsOf(kind: OrderKind): readonly DraftField[] {
  switch (kind) {
    case 'market':
      return ['quantity'];
    case 'limit':
      return ['quantity', 'price'];
    case 'stop':
    case 'takeProfit':
      return ['quantity', 'stopPrice'];
    case 'stopLimit':
    case 'takeProfitLimit':
      return ['quantity', 'stopPrice', 'price'];
    case 'trailing':
      return ['quantity', 'trail', 'stopPrice'];
    case 'trailingLimit':
      return ['quantity', 'trail', 'stopPrice', 'offset'];
  }
}

export function validitiesOf(kind: OrderKind): readonly Validity[] {
  if (kind === 'market') return ['day'];
  return kind === 'limit' ? ['day', 'gtc', 'fok', 'fak'] : ['day', 'gtc'];
}

/** The order that a draft asks for, or what is wrong with which field, in words. */
export type Checked =
  | { readonly order: NewOrder; readonly wrong: null }
  | { readonly order: null; readonly wrong: Partial<Record<DraftField, string>> };

/** Empty fields are incomplete, not wrong: they have no sentence, and there is no order yet. */
export function checkDraft(draft: Draft, instrument: Instrument): Checked {
  const wrong: Partial<Record<DraftField, string>> = {};
  const read: Partial<Record<DraftField, string>> = {};
  let complete = true;
  for (const field of fieldsOf(draft.kind)) {
    if (draft[field].trim() === '') {
      complete &&= isOptional(draft.kind, field);
      continue;
    }
    const text = typedDecimal(draft[field]);
    const problem = text === null ? say('needNumber') : problemOf(field, text, instrument);
    if (problem !== null) wrong[field] = problem;
    else if (text !== null) read[field] = text;
  }
  if (!complete || Object.keys(wrong).length > 0) return { order: null, wrong };
  return { order: orderOf(draft, instrument, read), wrong: null };
}

function isOptional(kind: OrderKind, field: DraftField): boolean {
  return field === 'stopPrice' && (kind === 'trailing' || kind === 'trailingLimit');
}

function problemOf(field: DraftField, text: string, instrument: Instrument): string | null {
  const value = decimal(text);
  if (value === null) return say('needNumber');
  if (field === 'trail' || field === 'offset') {
    const millionths = value.coefficient * 10_000n;
    const unit = 10n ** BigInt(value.scale);
    const whole = millionths % unit === 0n;
    return whole && millionths >= unit && millionths <= 1_000_000n * unit ? null : say('needPercent');
  }
  if (value.coefficient <= 0n && (field === 'quantity' || instrument.settlement !== 'futures'))
    return say('needPositive');
  const step = field === 'quantity' ? instrument.quantityStep : instrument.priceStep;
  const exact = decimal(step);
  if (exact !== null && !isMultiple(value, exact)) return say('needMultiple', { step: shown(step) });
  if (field !== 'quantity') return null;
  const [least, most] = [decimal(instrument.minQuantity), decimal(instrument.maxQuantity)];
  if (least !== null && compare(value, least) < 0) return say('needAtLeast', { least: shown(instrument.minQuantity) });
  if (most !== null && compare(value, most) > 0) return say('needAtMost', { most: shown(instrument.maxQuantity) });
  return null;
}

function orderOf(draft: Draft, instrument: Instrument, read: Partial<Record<DraftField, string>>): NewOrder {
  const { price, stopPrice, trail, offset } = read;
  const trigger = {
    ...(trail === undefined ? {} : { trail: `${trail}%` }),
    ...(offset === undefined ? {} : { offset: `${offset}%` }),
  };
  return {
    instrument: instrument.symbol,
    action: draft.side,
    type: draft.kind,
    quantity: read.quantity ?? '',
    validity: draft.validity,
    ...(price === undefined ? {} : { price }),
    ...(stopPrice === undefined ? {} : { stopPrice }),
    ...(Object.keys(trigger).length === 0 ? {} : { trigger }),
  };
}
