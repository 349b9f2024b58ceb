/** Exact decimal text, as the native API speaks it. No number here ever becomes a binary float. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly scale: number;
}

const FORM = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** Reads what the platform wrote. Null when it is no decimal number. */
export function decimal(text: string): Decimal | null {
  const parts = FORM.exec(text);
  if (parts === null) return null;
  const [, sign, whole = '', fraction = ''] = parts;
  const coefficient = BigInt(whole + fraction);
  return { coefficient: sign === '-' ? -coefficient : coefficient, scale: fraction.length };
}

/** Reads what a person typed: spaces between digits and a comma for the point are taken. Null when it is no number. */
export function typedDecimal(text: string): string | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  const padded = plain.startsWith('.') ? `0${plain}` : plain;
  return decimal(padded) === null ? null : padded.replace(/^\+/, '');
}

export function compare(a: Decimal, b: Decimal): number {
  const difference = subtract(a, b).coefficient;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { coefficient: atScale(a, scale) + atScale(b, scale), scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { ...b, coefficient: -b.coefficient });
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { coefficient: a.coefficient * b.coefficient, scale: a.scale + b.scale };
}

/** A quotient cut to so many decimals, toward zero. Null when it is divided by zero. */
export function divide(a: Decimal, b: Decimal, decimals: number): Decimal | null {
  if (b.coefficient === 0n) return null;
  return {
    coefficient: (a.coefficient * 10n ** BigInt(decimals + b.scale)) / (b.coefficient * 10n ** BigInt(a.scale)),
    scale: decimals,
  };
}

/** A number rounded to so many decimals, half away from zero. */
export function rounded(value: Decimal, decimals: number): Decimal {
  if (value.scale <= decimals) return value;
  const unit = 10n ** BigInt(value.scale - decimals);
  const half = value.coefficient < 0n ? -unit / 2n : unit / 2n;
  return { coefficient: (value.coefficient + half) / unit, scale: decimals };
}

/** Whether a number is a whole multiple of a step. */
export function isMultiple(value: Decimal, step: Decimal): boolean {
  const scale = Math.max(value.scale, step.scale);
  const steps = atScale(step, scale);
  return steps !== 0n && atScale(value, scale) % steps === 0n;
}

/** The nearest multiple of a step toward zero. */
export function floorTo(value: Decimal, step: Decimal): Decimal {
  const scale = Math.max(value.scale, step.scale);
  const size = atScale(step, scale);
  return { coefficient: (atScale(value, scale) / size) * size, scale };
}

/** The nearest multiple of a step that is not below a number. */
export function ceilingTo(value: Decimal, step: Decimal): Decimal {
  const below = floorTo(value, step);
  return value.coefficient > 0n && compare(below, value) < 0 ? add(below, step) : below;
}

/** The nearest multiple of a step; of two that are as near the one further from zero. */
export function nearestTo(value: Decimal, step: Decimal): Decimal {
  const half = multiply(step, { coefficient: 5n, scale: 1 });
  return floorTo(value.coefficient < 0n ? subtract(value, half) : add(value, half), step);
}

/** How much of `b` lies in `a - b`, in hundredths of a percent, toward zero. Null when `b` is zero. */
export function changeInBasisPoints(a: Decimal, b: Decimal): bigint | null {
  if (b.coefficient === 0n) return null;
  const scale = Math.max(a.scale, b.scale);
  const from = atScale(b, scale);
  return ((atScale(a, scale) - from) * 10_000n) / (from < 0n ? -from : from);
}

export function decimalText({ coefficient, scale }: Decimal): string {
  const negative = coefficient < 0n;
  const digits = (negative ? -coefficient : coefficient).toString().padStart(scale + 1, '0');
  const fraction = scale === 0 ? '' : digits.slice(-scale).replace(/0+$/, '');
  const whole = scale === 0 ? digits : digits.slice(0, -scale);
  return `${negative && coefficient !== 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

function atScale({ coefficient, scale }: Decimal, wanted: number): bigint {
  return coefficient * 10n ** BigInt(wanted - scale);
}
