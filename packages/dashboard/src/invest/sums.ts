import { add, compare, decimal, decimalText, multiply, rounded, subtract } from '../decimal.ts';

/** Exact sums of amounts as text; null when one of them is no number yet. */

export function sum(a: string | null, b: string | null): string | null {
  const [x, y] = [read(a), read(b)];
  return x === null || y === null ? null : decimalText(add(x, y));
}

export function difference(a: string | null, b: string | null): string | null {
  const [x, y] = [read(a), read(b)];
  return x === null || y === null ? null : decimalText(subtract(x, y));
}

/** A part of an amount in cents, half away from zero. */
export function partOf(amount: string | null, share: string | null): string | null {
  const [x, y] = [read(amount), read(share)];
  return x === null || y === null ? null : decimalText(rounded(multiply(x, y), 2));
}

/** Whether the first is less than the second; false when one of them is no number. */
export function isLess(a: string | null, b: string | null): boolean {
  const [x, y] = [read(a), read(b)];
  return x !== null && y !== null && compare(x, y) < 0;
}

function read(text: string | null) {
  return text === null ? null : decimal(text);
}
