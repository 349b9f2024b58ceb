import { type Decimal, decimals, parseDecimal } from '@outcry/core';
import { Fault } from './errors.ts';
import { type ExactNumber, exact, type Json } from './wire/json.ts';
import { momentText, readMoment } from './wire/moments.ts';
import { Digits, NO_MEMBERS, type Value, type ValueMap } from './wire/values.ts';

/** How a field of a body is read. `absent`: what it is when it was not given; `show`: how it is echoed. */
export interface Field<T> {
  /** For the documentation. */
  readonly type: string;
  readonly required: boolean;
  readonly absent: T | undefined;
  /** Throws Fault that names the field. */
  readonly read: (value: Value, name: string) => T;
  readonly show: (value: T) => Json;
}

// biome-ignore lint/suspicious/noExplicitAny: fields of all types stand in one table
export type Fields = Readonly<Record<string, Field<any>>>;

/** What the fields of a method were given as. */
export type Given<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** Reads all fields; names that are not asked for are ignored. Throws Fault at the first that is wrong. */
export function readFields<F extends Fields>(fields: F, values: ValueMap, path = ''): Given<F> {
  const given: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = values[name];
    if (value !== undefined) given[name] = field.read(value, path + name);
    else if (field.required) throw Fault.invalid(path + name, 'it is missing');
    else given[name] = field.absent;
  }
  return given as Given<F>;
}

/** The field may be left out; it is undefined then. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return { ...field, required: false, absent: undefined } as Field<T | undefined>;
}

/** The field may be left out; it has this value then. */
export function withDefault<T>(field: Field<T>, absent: T): Field<T> {
  return { ...field, required: false, absent };
}

function required<T>(type: string, read: Field<T>['read'], show: Field<T>['show']): Field<T> {
  return { type, required: true, absent: undefined, read, show };
}

/** A text within bounds; numbers are taken as their digits. */
export function text({ least = 0, most = 200 }: { least?: number; most?: number } = {}): Field<string> {
  return required(
    'string',
    (value, name) => {
      const known = value instanceof Digits ? value.text : value;
      if (typeof known !== 'string') throw Fault.invalid(name, 'a text is wanted');
      if (known.length < least || known.length > most)
        throw Fault.invalid(name, `${least === 0 ? 'at most' : `${least} to`} ${most} characters`);
      return known;
    },
    (value) => value,
  );
}

/** One of these words, in any letter case. */
export function word<T extends string>(words: readonly T[]): Field<T> {
  return required(
    'string',
    (value, name) => {
      const known = words.find((each) => typeof value === 'string' && each === value.toLowerCase());
      if (known === undefined) throw Fault.invalid(name, `one of ${words.join(', ')}`);
      return known;
    },
    (value) => value,
  );
}

const WHOLE = /^[+-]?\d{1,16}(?:\.0*)?$/;

/** A whole number within bounds, also as text. */
export function integer({
  least = 0,
  most = Number.MAX_SAFE_INTEGER,
}: {
  least?: number;
  most?: number;
} = {}): Field<number> {
  return required(
    'integer',
    (value, name) => {
      const digits = digitsOf(value);
      const known = digits !== undefined && WHOLE.test(digits) ? Number(digits) : Number.NaN;
      if (!Number.isSafeInteger(known)) throw Fault.invalid(name, 'a whole number is wanted');
      if (known < least || known > most) throw Fault.invalid(name, `${least} to ${most}`);
      // never a negative zero
      return known + 0;
    },
    (value) => value,
  );
}

/** Something's id. */
export function id(): Field<number> {
  return integer();
}

/** An exact decimal number within bounds, also as text. */
export function decimal({
  least,
  most,
  above,
}: {
  least?: string;
  most?: string;
  above?: string;
} = {}): Field<Decimal> {
  const bound = (known: string | undefined): Decimal | null => (known === undefined ? null : parseDecimal(known));
  const [floor, ceiling, lowest] = [bound(least), bound(most), bound(above)];
  return required(
    'number',
    (value, name) => {
      const known = parseDecimal(digitsOf(value) ?? '');
      if (known === null) throw Fault.invalid(name, 'a number is wanted');
      if (floor !== null && decimals.compare(known, floor) < 0) throw Fault.invalid(name, `at least ${least}`);
      if (ceiling !== null && decimals.compare(known, ceiling) > 0) throw Fault.invalid(name, `at most ${most}`);
      if (lowest !== null && decimals.compare(known, lowest) <= 0) throw Fault.invalid(name, `more than ${above}`);
      return known;
    },
    (value) => exact(value),
  );
}

/** A decimal number as an integer in units of 10^-scale; more decimals than that are wrong. */
export function units(
  scale: number,
  { least, most = MOST_UNITS, strict = false }: { least?: number; most?: number; strict?: boolean } = {},
): Field<number> {
  const number = decimal();
  const show = (value: number): ExactNumber => exact(decimals.decimal(BigInt(value), scale));
  return required(
    'number',
    (value, name) => {
      const coefficient = decimals.toScaled(number.read(value, name), scale);
      if (coefficient === null) throw Fault.invalid(name, `at most ${scale} decimals`);
      const known = Number(coefficient);
      if (!Number.isSafeInteger(known) || Math.abs(known) > MOST_UNITS || known > most)
        throw Fault.invalid(name, `at most ${show(most).digits}`);
      if (least !== undefined && (strict ? known <= least : known < least))
        throw Fault.invalid(name, `${strict ? 'more than' : 'at least'} ${show(least).digits}`);
      return known;
    },
    show,
  );
}

/** Beyond any amount, lot or share that means something. */
const MOST_UNITS = 1e15;

/** Money in cents. */
export function cents(bounds: Parameters<typeof units>[1] = {}): Field<number> {
  return units(2, bounds);
}

/** `true`, `false`, 1 and 0, also as text. */
export function flag(): Field<boolean> {
  return required(
    'boolean',
    (value, name) => {
      const word = value instanceof Digits ? value.text : typeof value === 'string' ? value.toLowerCase() : value;
      if (word === true || word === 'true' || word === '1') return true;
      if (word === false || word === 'false' || word === '0') return false;
      throw Fault.invalid(name, 'true, false, 1 or 0');
    },
    (value) => value,
  );
}

/** A moment, ms UTC. */
export function moment(): Field<number> {
  return required(
    'date-time',
    (value, name) => {
      const known = typeof value === 'string' ? readMoment(value) : undefined;
      if (known === undefined) throw Fault.invalid(name, 'a date and time is wanted, as 2018-11-23T11:59:12.493');
      return known;
    },
    momentText,
  );
}

export function list<T>(item: Field<T>, { most = 1_000 }: { most?: number } = {}): Field<readonly T[]> {
  return required<readonly T[]>(
    `array of ${item.type}`,
    (value, name) => {
      if (!isList(value)) throw Fault.invalid(name, 'a list is wanted');
      if (value.length > most) throw Fault.invalid(name, `at most ${most} items`);
      return value.map((each, index) => item.read(each, `${name}[${index}]`));
    },
    (value) => value.map((each) => item.show(each)),
  );
}

/** An object with fields of its own. */
export function group<F extends Fields>(fields: F): Field<Given<F>> {
  return required(
    'object',
    (value, name) => {
      return readFields(fields, mapOf(value, name), `${name}.`);
    },
    (value) => shown(fields, value),
  );
}

/** An object that is read later, by whoever knows its fields. */
export function section(): Field<ValueMap> {
  return required('object', mapOf, () => undefined);
}

/** Fields that were given, as they are echoed. */
export function shown<F extends Fields>(fields: F, given: Given<F>): Record<string, Json> {
  const echo: Record<string, Json> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value: unknown = given[name];
    if (value !== undefined) echo[name] = field.show(value);
  }
  return echo;
}

/** The members of an object; some languages print one without any as a list. Throws Fault. */
export function mapOf(value: Value, name: string): ValueMap {
  if (isList(value) && value.length === 0) return NO_MEMBERS;
  if (!isMap(value)) throw Fault.invalid(name, 'an object is wanted');
  return value;
}

export function isMap(value: Value): value is ValueMap {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Digits);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function digitsOf(value: Value): string | undefined {
  if (value instanceof Digits) return value.text;
  return typeof value === 'string' ? value.trim() : undefined;
}
