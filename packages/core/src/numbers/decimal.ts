import { divide as divideIntegers, powerOfTen, type Rounding } from './rounding.ts';

/**
 * An exact decimal number: `coefficient × 10^-scale`. The bridge between wire text and the core's integers, and the
 * type for divisions. Immutable; equal values may have different scales (`compare` says 0 for 1.5 and 1.50).
 */
export interface Decimal {
  readonly coefficient: bigint;
  /** Digits behind the point, 0 … 200. */
  readonly scale: number;
}

/** Significant digits kept by a division of decimals (`dca-and-smarttrade-rules.md` A1). */
export const DIVISION_DIGITS = 36;

/** The longest text that is read as a number; longer input is refused before any work is done. */
export const MAX_NUMBER_TEXT = 80;

export const ZERO: Decimal = { coefficient: 0n, scale: 0 };

const PLAIN = /^([+-]?)(\d+)(?:\.(\d+))?$/;
const SCIENTIFIC = /^([+-]?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,3})$/;

export function decimal(coefficient: bigint, scale: number): Decimal {
  return { coefficient, scale };
}

/**
 * Reads plain decimal text (`12`, `-0.05`, `+3.10`; also `1e-7`, as numbers are printed in JSON).
 * Returns null for anything else: empty, spaces, `.5`, `5.`, hex, over 80 characters, exponents beyond ±100.
 */
export function parseDecimal(text: string): Decimal | null {
  const short = readShort(text);
  if (short !== null) return short;
  if (text.length > MAX_NUMBER_TEXT) return null;
  const plain = PLAIN.exec(text);
  if (plain) return fromParts(plain[1] ?? '', plain[2] ?? '', plain[3] ?? '', 0);
  const scientific = SCIENTIFIC.exec(text);
  if (!scientific) return null;
  const exponent = Number(scientific[4]);
  if (Math.abs(exponent) > 100) return null;
  return fromParts(scientific[1] ?? '', scientific[2] ?? '', scientific[3] ?? '', exponent);
}

/** Digits that a safe integer holds whatever they are. */
const SAFE_DIGITS = 15;
const POINT = 46;
const ZERO_CODE = 48;

/** Up to 15 digits, with a point between two of them or none; null for anything else, which may be a number all the same. */
function readShort(text: string): Decimal | null {
  const { length } = text;
  if (length === 0 || length > SAFE_DIGITS + 1) return null;
  let digits = 0;
  let point = -1;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === POINT) {
      if (point >= 0 || i === 0 || i === length - 1) return null;
      point = i;
    } else {
      if (code < ZERO_CODE || code > ZERO_CODE + 9) return null;
      digits = digits * 10 + (code - ZERO_CODE);
    }
  }
  if (point < 0 && length > SAFE_DIGITS) return null;
  return { coefficient: BigInt(digits), scale: point < 0 ? 0 : length - 1 - point };
}

function fromParts(sign: string, whole: string, fraction: string, exponent: number): Decimal {
  const digits = BigInt(whole + fraction);
  const coefficient = sign === '-' ? -digits : digits;
  const scale = fraction.length - exponent;
  return scale >= 0 ? { coefficient, scale } : { coefficient: coefficient * powerOfTen(-scale), scale: 0 };
}

/** Prints without exponent and without trailing zeros: `1.5`, `-0.05`, `0`. */
export function formatDecimal(value: Decimal): string {
  return formatScaled(value.coefficient, value.scale);
}

/** Prints `coefficient × 10^-scale` without trailing zeros. */
export function formatScaled(coefficient: bigint, scale: number): string {
  if (scale === 0) return coefficient.toString();
  const negative = coefficient < 0n;
  const digits = (negative ? -coefficient : coefficient).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  let end = digits.length;
  while (end > point && digits.charCodeAt(end - 1) === ZERO_CODE) end--;
  const whole = digits.slice(0, point);
  const text = end === point ? whole : `${whole}.${digits.slice(point, end)}`;
  return negative ? `-${text}` : text;
}

/** Prints with exactly `decimals` digits behind the point, rounded by name. */
export function formatFixed(value: Decimal, decimals: number, rounding: Rounding): string {
  const { coefficient } = rescale(value, decimals, rounding);
  if (decimals === 0) return coefficient.toString();
  const negative = coefficient < 0n;
  const digits = (negative ? -coefficient : coefficient).toString().padStart(decimals + 1, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The same value with another scale; digits that fall away are rounded by name. */
export function rescale(value: Decimal, scale: number, rounding: Rounding): Decimal {
  if (scale === value.scale) return value;
  if (scale > value.scale) return { coefficient: value.coefficient * powerOfTen(scale - value.scale), scale };
  return { coefficient: divideIntegers(value.coefficient, powerOfTen(value.scale - scale), rounding), scale };
}

/** The integer `value / 10^-scale`, or null when the value has more digits than the scale can hold. */
export function toScaled(value: Decimal, scale: number): bigint | null {
  if (value.scale <= scale) return value.coefficient * powerOfTen(scale - value.scale);
  const step = powerOfTen(value.scale - scale);
  return value.coefficient % step === 0n ? value.coefficient / step : null;
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { coefficient: widen(a, scale) + widen(b, scale), scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { coefficient: widen(a, scale) - widen(b, scale), scale };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { coefficient: a.coefficient * b.coefficient, scale: a.scale + b.scale };
}

/**
 * `a / b`, kept to 36 significant digits, half up by default (`dca-and-smarttrade-rules.md` A1).
 * Throws RangeError when b is zero.
 */
export function divide(a: Decimal, b: Decimal, rounding: Rounding = 'halfUp'): Decimal {
  if (b.coefficient === 0n) throw new RangeError('division by zero');
  if (a.coefficient === 0n) return ZERO;
  const dividend = absolute(a.coefficient);
  const divisor = absolute(b.coefficient);
  // magnitude = position of the quotient's first digit, found exactly by one comparison
  let shift = DIVISION_DIGITS - (digitCount(dividend) - digitCount(divisor));
  if (atLeast(dividend, divisor, shift)) shift -= 1;
  const numerator = shift >= 0 ? a.coefficient * powerOfTen(shift) : a.coefficient;
  const denominator = shift >= 0 ? b.coefficient : b.coefficient * powerOfTen(-shift);
  const coefficient = divideIntegers(numerator, denominator, rounding);
  return normalise(coefficient, a.scale - b.scale + shift);
}

/** Whether dividend × 10^shift / divisor already has 36 digits before its last kept one. */
function atLeast(dividend: bigint, divisor: bigint, shift: number): boolean {
  const bound = powerOfTen(DIVISION_DIGITS);
  return shift >= 0
    ? dividend * powerOfTen(shift) >= divisor * bound
    : dividend >= divisor * bound * powerOfTen(-shift);
}

/** How many trailing zeros are looked for at once. */
const ZEROS = [32, 16, 8, 4, 2, 1] as const;

/** Drops trailing zeros; a negative scale is multiplied out. */
function normalise(coefficient: bigint, scale: number): Decimal {
  if (scale >= 0 && coefficient % 10n !== 0n) return { coefficient, scale };
  let digits = coefficient;
  let places = scale;
  for (const zeros of ZEROS) {
    const power = powerOfTen(zeros);
    while (places >= zeros && digits % power === 0n) {
      digits /= power;
      places -= zeros;
    }
  }
  return places < 0 ? { coefficient: digits * powerOfTen(-places), scale: 0 } : { coefficient: digits, scale: places };
}

export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale);
  const left = widen(a, scale);
  const right = widen(b, scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function negate(value: Decimal): Decimal {
  return { coefficient: -value.coefficient, scale: value.scale };
}

function widen(value: Decimal, scale: number): bigint {
  return value.scale === scale ? value.coefficient : value.coefficient * powerOfTen(scale - value.scale);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Above it powers of ten are not kept. */
const LARGE = 1e190;

/** Decimal digits of a value that is not negative; 0 has one. */
function digitCount(value: bigint): number {
  const about = Number(value);
  if (about > LARGE) return value.toString().length;
  let digits = about < 10 ? 1 : Math.floor(Math.log10(about)) + 1;
  // the logarithm is near, the powers are exact
  while (digits > 1 && value < powerOfTen(digits - 1)) digits--;
  while (value >= powerOfTen(digits)) digits++;
  return digits;
}
