import { type Decimal, decimals, parseDecimal } from '@outcry/core';
import { decimalText, withPoint } from '../wire/numbers.ts';

/** Decimal text of the core as an exact number. */
export function exactly(text: string): Decimal {
  return parseDecimal(text) ?? decimals.ZERO;
}

/** Without anything to be dropped: no sign of nothing, no zero that leads or trails. */
const SHORTEST = /^(?:0|-?[1-9]\d*|-?(?:0|[1-9]\d*)\.\d*[1-9])$/;

/** Decimal text of the core as entities carry it: `1.50` is `1.5`, `2` is `2.0` (`threecommas.md` 6). */
export function shown(text: string): string {
  return SHORTEST.test(text) ? withPoint(text) : decimalText(exactly(text));
}

/** The same rounded half up to at most so many decimals. */
export function rounded(text: string, digits: number): string {
  return decimalText(decimals.rescale(exactly(text), digits, 'halfUp'));
}

/** The same where the service prints a bare `0` for nothing. */
export function shownOrZero(text: string): string {
  return exactly(text).coefficient === 0n ? '0' : shown(text);
}

/** The same where 0 stands for what is not there. */
export function shownOrNull(text: string): string | null {
  return exactly(text).coefficient === 0n ? null : shown(text);
}
