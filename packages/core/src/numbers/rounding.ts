/**
 * Rounding by name. Every division in Outcry names one of these.
 *
 * - `down`: toward zero (truncation)
 * - `up`: away from zero
 * - `floor`: toward minus infinity
 * - `ceiling`: toward plus infinity
 * - `halfUp`: to the nearest, ties away from zero
 * - `halfEven`: to the nearest, ties to the even neighbour
 */
export type Rounding = 'down' | 'up' | 'floor' | 'ceiling' | 'halfUp' | 'halfEven';

/** `numerator / denominator` as an integer, rounded by name. Throws RangeError when the denominator is zero. */
export function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const quotient = numerator / denominator;
  const remainder = numerator - quotient * denominator;
  if (remainder === 0n) return quotient;
  const sign = remainder < 0n !== denominator < 0n ? -1n : 1n;
  return roundsAway(quotient, remainder, denominator, sign, rounding) ? quotient + sign : quotient;
}

function roundsAway(
  quotient: bigint,
  remainder: bigint,
  denominator: bigint,
  sign: bigint,
  rounding: Rounding,
): boolean {
  switch (rounding) {
    case 'down':
      return false;
    case 'up':
      return true;
    case 'floor':
      return sign < 0n;
    case 'ceiling':
      return sign > 0n;
    case 'halfUp':
      return compareToHalf(remainder, denominator) >= 0;
    case 'halfEven': {
      const half = compareToHalf(remainder, denominator);
      return half > 0 || (half === 0 && quotient % 2n !== 0n);
    }
  }
}

function compareToHalf(remainder: bigint, denominator: bigint): number {
  const doubled = 2n * (remainder < 0n ? -remainder : remainder);
  const whole = denominator < 0n ? -denominator : denominator;
  return doubled < whole ? -1 : doubled > whole ? 1 : 0;
}

/** 10^exponent as BigInt; exponent 0 … 200. */
export function powerOfTen(exponent: number): bigint {
  let power = POWERS[exponent];
  if (power === undefined) {
    if (!Number.isInteger(exponent) || exponent < 0 || exponent > 200)
      throw new RangeError(`no power of ten for ${exponent}`);
    power = 10n ** BigInt(exponent);
    POWERS[exponent] = power;
  }
  return power;
}

const POWERS: bigint[] = [];

/** `amount` written with `decimals` kept decimals of `scale`, still in units of `scale` (rounds to 10^(scale-decimals)). */
export function roundToDecimals(amount: bigint, scale: number, decimals: number, rounding: Rounding): bigint {
  if (decimals >= scale) return amount;
  const step = powerOfTen(scale - decimals);
  return divide(amount, step, rounding) * step;
}
