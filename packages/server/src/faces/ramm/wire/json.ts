import { type Decimal, formatDecimal, formatScaled } from '@outcry/core';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** A JSON number, digit for digit: no binary float in between. */
export class ExactNumber {
  readonly digits: string;

  /** Plain decimal text, as the core prints it. Throws RangeError for anything else. */
  constructor(digits: string) {
    if (!NUMBER.test(digits)) throw new RangeError(`${digits} is no JSON number`);
    this.digits = digits;
  }
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
  return new ExactNumber(formatScaled(BigInt(units), scale));
}

/** A decimal as a JSON number without trailing zeros. */
export function exact(value: Decimal): ExactNumber {
  return new ExactNumber(formatDecimal(value));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
