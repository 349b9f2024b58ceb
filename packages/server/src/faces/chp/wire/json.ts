import { formatDecimal, type Instrument, priceToText, quantityToText } from '@outcry/core';

declare const kind: unique symbol;

/** A finished piece of JSON text. Exact decimals stand in it as JSON numbers, digit for digit: no float in between. */
export type Json = string & { readonly [kind]: 'json' };

export const ZERO = '0' as Json;
export const ONE = '1' as Json;
export const TRUE = 'true' as Json;
export const NULL = 'null' as Json;
export const NO_ROWS = '[]' as Json;

export function text(value: string): Json {
  return JSON.stringify(value) as Json;
}

/** A safe integer. */
export function integer(value: number): Json {
  return String(value) as Json;
}

/** Plain decimal text, as the core prints it, is a JSON number. */
export function decimal(digits: string): Json {
  return digits as Json;
}

/** An object; its keys are plain names that need no escape. */
export function object(fields: Readonly<Record<string, Json>>): Json {
  let members = '';
  for (const key in fields) members += `${members === '' ? '' : ','}"${key}":${fields[key]}`;
  return `{${members}}` as Json;
}

export function list(items: readonly Json[]): Json {
  return `[${items.join(',')}]` as Json;
}

/** Rows that carry their place and how many there are: `row` and `nrows` come first. */
export function numbered<T>(items: readonly T[], row: (item: T) => Readonly<Record<string, Json>>): Json[] {
  const nrows = integer(items.length);
  return items.map((item, index) => object({ row: integer(index), nrows, ...row(item) }));
}

/** A price in steps of the instrument. */
export function price(instrument: Instrument, steps: number): Json {
  return priceToText(instrument, steps as never) as Json;
}

/** A quantity in steps of the instrument, as pieces. */
export function pieces(instrument: Instrument, steps: number): Json {
  return quantityToText(instrument, steps as never) as Json;
}

/** The price step itself: 0.01. */
export function priceStep(instrument: Instrument): Json {
  return formatDecimal(instrument.priceStep) as Json;
}
