import { parseDecimal } from '../numbers/index.ts';
import { parseIsoDate } from './days.ts';
import type { AssetSpec, InstrumentIds, InstrumentSpec } from './spec.ts';
import { InstrumentSpecError } from './spec-error.ts';

/**
 * The shape of specs: every field known, present where it must be, and of its type. Specs may come from outside as
 * JSON, so nothing is taken for granted here. What the numbers mean is checked by `resolveInstrument`.
 */

type Kind = 'text' | 'decimal' | 'flag' | 'count' | 'date' | 'texts' | readonly string[] | Shape;

interface Field {
  readonly kind: Kind;
  readonly optional?: true;
  readonly pattern?: RegExp;
}

type Shape = { readonly fields: Readonly<Record<string, Field>> };

/** Longest text of any field, and most names in `ids.aliases`. */
export const MAX_SPEC_TEXT = 200;
export const MAX_ALIASES = 32;

const SYMBOL = /^[A-Za-z0-9][A-Za-z0-9@._-]{0,31}$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9@._/-]{0,63}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const FIGI = /^[A-Z0-9]{12}$/;
const ISIN = /^[A-Z]{2}[A-Z0-9]{9}[0-9]$/;

const ASSET_CODES: Readonly<Record<AssetSpec['kind'], RegExp>> = {
  fiat: /^[a-z]{3}$/,
  crypto: /^[A-Z0-9]{1,16}$/,
  security: SYMBOL,
};

const text: Field = { kind: 'text' };
const decimal: Field = { kind: 'decimal' };
const date: Field = { kind: 'date' };
const flag: Field = { kind: 'flag' };
const named = (pattern: RegExp): Field => ({ kind: 'text', pattern });
const oneOf = (...values: string[]): Field => ({ kind: values });
const optional = (field: Field): Field => ({ ...field, optional: true });

const ASSET: Shape = {
  fields: {
    code: text,
    name: text,
    kind: oneOf('fiat', 'crypto', 'security'),
  } satisfies Record<keyof AssetSpec, Field>,
};

const IDS: Shape = {
  fields: {
    ticker: named(SYMBOL),
    classCode: named(/^[A-Z0-9]{1,16}$/),
    figi: optional(named(FIGI)),
    uid: optional(named(UUID)),
    positionUid: optional(named(UUID)),
    assetUid: optional(named(UUID)),
    isin: optional(named(ISIN)),
    smartcom: optional(named(NAME)),
    aliases: { kind: 'texts', optional: true, pattern: NAME },
  } satisfies Record<keyof InstrumentIds, Field>,
};

const FUTURE: Shape = {
  fields: {
    basicInstrument: optional(named(SYMBOL)),
    basicAsset: text,
    basicAssetSize: decimal,
    assetType: oneOf('security', 'currency', 'index', 'commodity'),
    delivery: oneOf('physical', 'cash'),
    firstTradeDate: date,
    lastTradeDate: date,
    expirationDate: date,
  } satisfies Record<keyof NonNullable<InstrumentSpec['future']>, Field>,
};

const BOND: Shape = {
  fields: {
    nominal: decimal,
    couponPercent: optional(decimal),
    couponsPerYear: { kind: 'count', optional: true },
    maturityDate: optional(date),
    accruedInterest: optional(decimal),
  } satisfies Record<keyof NonNullable<InstrumentSpec['bond']>, Field>,
};

const INSTRUMENT: Shape = {
  fields: {
    symbol: named(SYMBOL),
    kind: oneOf('share', 'etf', 'bond', 'future', 'crypto', 'currency'),
    settlement: oneOf('spot', 'futures', 'cfd'),
    title: text,
    titleRu: optional(text),
    base: optional(text),
    pairBase: optional(text),
    quote: text,
    priceStep: decimal,
    quantityStep: decimal,
    multiplier: optional(decimal),
    contractSize: optional(decimal),
    minQuantity: optional(decimal),
    maxQuantity: optional(decimal),
    minNotional: optional(decimal),
    calendar: oneOf('moscow', 'utc'),
    marginRates: { kind: { fields: { long: decimal, short: decimal } }, optional: true },
    initialMargin: optional(decimal),
    shortable: optional(flag),
    tradable: optional(flag),
    future: { kind: FUTURE, optional: true },
    bond: { kind: BOND, optional: true },
    ids: { kind: IDS },
    typicalPrice: decimal,
    dailyVolatility: decimal,
    dailyTurnover: decimal,
  } satisfies Record<keyof InstrumentSpec, Field>,
};

/** Throws InstrumentSpecError unless the value has the shape of an asset spec with a code of its kind. */
export function checkAssetSpec(spec: AssetSpec): void {
  checkShape(nameOf(spec, 'code', 'asset'), '', spec, ASSET);
  if (!ASSET_CODES[spec.kind].test(spec.code)) {
    throw new InstrumentSpecError(
      spec.code,
      'code',
      `is not a code of a ${spec.kind} asset (${ASSET_CODES[spec.kind].source})`,
    );
  }
}

/** Throws InstrumentSpecError unless the value has the shape of an instrument spec. */
export function checkInstrumentSpec(spec: InstrumentSpec): void {
  checkShape(nameOf(spec, 'symbol', 'instrument'), '', spec, INSTRUMENT);
}

function nameOf(spec: unknown, field: string, fallback: string): string {
  const value = typeof spec === 'object' && spec !== null ? (spec as Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_SPEC_TEXT) : fallback;
}

function checkShape(symbol: string, path: string, value: unknown, shape: Shape): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InstrumentSpecError(symbol, path === '' ? 'spec' : path, 'must be an object');
  }
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(shape.fields, key))
      throw new InstrumentSpecError(symbol, join(path, key), 'is not a known field');
  }
  for (const [key, field] of Object.entries(shape.fields)) {
    const inner = (value as Record<string, unknown>)[key];
    if (inner !== undefined) checkField(symbol, join(path, key), inner, field);
    else if (field.optional !== true) throw new InstrumentSpecError(symbol, join(path, key), 'is missing');
  }
}

function checkField(symbol: string, path: string, value: unknown, field: Field): void {
  const { kind } = field;
  if (typeof kind === 'object' && 'fields' in kind) return checkShape(symbol, path, value, kind);
  if (kind === 'texts') {
    if (!Array.isArray(value) || value.length > MAX_ALIASES) {
      throw new InstrumentSpecError(symbol, path, `must be a list of at most ${MAX_ALIASES} texts`);
    }
    for (const [index, item] of value.entries())
      checkField(symbol, `${path}[${index}]`, item, { ...field, kind: 'text' });
    return;
  }
  const problem = problemOf(kind, value, field.pattern);
  if (problem !== null) throw new InstrumentSpecError(symbol, path, problem);
}

function problemOf(kind: Exclude<Kind, Shape | 'texts'>, value: unknown, pattern: RegExp | undefined): string | null {
  if (kind === 'flag') return typeof value === 'boolean' ? null : 'must be true or false';
  if (kind === 'count') {
    return Number.isInteger(value) && (value as number) > 0 && (value as number) <= 366
      ? null
      : 'must be an integer from 1 to 366';
  }
  if (typeof value !== 'string') return 'must be text';
  if (value === '' || value.length > MAX_SPEC_TEXT) return `must have 1 to ${MAX_SPEC_TEXT} characters`;
  if (kind === 'decimal') return parseDecimal(value) === null ? `must be a decimal number, not ${quote(value)}` : null;
  if (kind === 'date') return parseIsoDate(value) === null ? `must be a date YYYY-MM-DD, not ${quote(value)}` : null;
  if (kind !== 'text') return kind.includes(value) ? null : `must be one of ${kind.join(', ')}, not ${quote(value)}`;
  return pattern === undefined || pattern.test(value) ? null : `must match ${pattern.source}, unlike ${quote(value)}`;
}

function quote(value: string): string {
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
