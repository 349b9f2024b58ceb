import { type Decimal, decimals, formatDecimal, formatScaled, parseDecimal } from '@outcry/core';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** A JSON number, digit for digit: no binary float in between. */
export class ExactNumber {
  /** An integer in units of 10^-scale; null where only the digits are known. */
  readonly units: number | bigint | null;
  readonly scale: number;
  #digits: string | null;
  #decimal: Decimal | null = null;

  /** Plain decimal text, as the core prints it. Throws RangeError for anything else. */
  constructor(digits: string);
  /** An integer in units of 10^-scale; printed when somebody wants it. */
  constructor(units: number | bigint, scale: number);
  constructor(value: string | number | bigint, scale = 0) {
    this.units = typeof value === 'string' ? null : value;
    this.scale = scale;
    this.#digits = typeof value === 'string' ? checked(value) : null;
  }

  /** Without trailing zeros. */
  get digits(): string {
    this.#digits ??= checked(formatScaled(BigInt(this.units ?? 0), this.scale));
    return this.#digits;
  }

  compare(other: ExactNumber): number {
    const [own, its] = [this.units, other.units];
    if (typeof own === 'number' && typeof its === 'number' && this.scale === other.scale) return own - its;
    return decimals.compare(this.decimal, other.decimal);
  }

  get decimal(): Decimal {
    this.#decimal ??= parseDecimal(this.digits) as Decimal;
    return this.#decimal;
  }
}

function checked(digits: string): string {
  if (!NUMBER.test(digits)) throw new RangeError(`${digits} is no JSON number`);
  return digits;
}

/** What an answer is made of. Numbers are safe integers, others `ExactNumber`s; what is undefined is left out. */
export type Json =
  | string
  | number
  | boolean
  | null
  | undefined
  | ExactNumber
  | readonly Json[]
  | { readonly [key: string]: Json };

/** Compact JSON text. Throws RangeError for a number that is no safe integer: it may have lost digits already. */
export function jsonText(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no integer`);
    return String(value);
  }
  if (value instanceof ExactNumber) return value.digits;
  if (isList(value)) return `[${value.map(jsonText).join(',')}]`;
  let members = '';
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (member !== undefined) members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${jsonText(member)}`;
  }
  return `{${members}}`;
}

/** An integer in units of 10^-scale as a JSON number without trailing zeros. */
export function scaled(units: number | bigint, scale: number): ExactNumber {
  return new ExactNumber(units, scale);
}

/** A decimal as a JSON number without trailing zeros. */
export function exact(value: Decimal): ExactNumber {
  return new ExactNumber(formatDecimal(value));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
