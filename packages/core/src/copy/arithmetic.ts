import { divide, type Rounding } from '../numbers/index.ts';

/**
 * Exact `a × b ÷ d` of safe integers, rounded by name. Doubles carry it as long as the product is a safe integer, which
 * almost all of a settlement is; beyond that it widens. `d` is above zero. Throws a RangeError when the result is unsafe.
 */
export function mulDiv(a: number, b: number, d: number, rounding: Rounding): number {
  const product = a * b;
  if (product > MAX_SAFE || product < -MAX_SAFE) return wide(a, b, d, rounding);
  const remainder = product % d;
  const quotient = (product - remainder) / d + 0;
  if (remainder === 0) return quotient;
  const sign = product < 0 ? -1 : 1;
  switch (rounding) {
    case 'down':
      return quotient;
    case 'up':
      return quotient + sign;
    case 'floor':
      return sign < 0 ? quotient - 1 : quotient;
    case 'ceiling':
      return sign > 0 ? quotient + 1 : quotient;
    case 'halfUp':
      return Math.abs(remainder) * 2 >= d ? quotient + sign : quotient;
    case 'halfEven': {
      const doubled = Math.abs(remainder) * 2;
      return doubled > d || (doubled === d && quotient % 2 !== 0) ? quotient + sign : quotient;
    }
  }
}

const MAX_SAFE = Number.MAX_SAFE_INTEGER;

function wide(a: number, b: number, d: number, rounding: Rounding): number {
  return safe(divide(BigInt(a) * BigInt(b), BigInt(d), rounding));
}

/** The same with three factors. */
export function mulMulDiv(a: number, b: number, c: number, d: number, rounding: Rounding): number {
  const first = a * b;
  if (first <= MAX_SAFE && first >= -MAX_SAFE) return mulDiv(first, c, d, rounding);
  return safe(divide(BigInt(a) * BigInt(b) * BigInt(c), BigInt(d), rounding));
}

/** A BigInt as a number; throws when it is not a safe integer. */
export function safe(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is beyond what this module counts`);
  return number;
}

/** A fraction of positive integers in lowest terms; throws when that is not safe. */
export function fraction(numerator: bigint, denominator: bigint): readonly [number, number] {
  let [a, b] = [numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return [safe(numerator / a), safe(denominator / a)];
}
