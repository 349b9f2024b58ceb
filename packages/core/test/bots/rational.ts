/** A whole number over another above 0: numbers of an independent computation, exact without any rounding of its own. */
export interface Rational {
  readonly over: bigint;
  readonly under: bigint;
}

/** Of decimal text. */
export function rational(text: string): Rational {
  const [whole = '0', decimals = ''] = text.split('.');
  return { over: BigInt(whole + decimals), under: 10n ** BigInt(decimals.length) };
}

export function plus(a: Rational, b: Rational): Rational {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

export function minus(a: Rational, b: Rational): Rational {
  return plus(a, { over: -b.over, under: b.under });
}

export function times(a: Rational, b: Rational): Rational {
  return { over: a.over * b.over, under: a.under * b.under };
}

export function over(a: Rational, b: Rational): Rational {
  return times(a, b.over > 0n ? { over: b.under, under: b.over } : { over: -b.under, under: -b.over });
}

export function isAtLeast(a: Rational, b: Rational): boolean {
  return a.over * b.under >= b.over * a.under;
}

export function floor({ over, under }: Rational): bigint {
  return over >= 0n ? over / under : -((-over + under - 1n) / under);
}

export function ceiling({ over, under }: Rational): bigint {
  return -floor({ over: -over, under });
}

/** Decimal text with at most so many decimals, half away from zero. */
export function textOf({ over, under }: Rational, decimals: number): string {
  const unit = 10n ** BigInt(decimals);
  const size = (2n * (over < 0n ? -over : over) * unit + under) / (2n * under);
  const digits = `${size}`.padStart(decimals + 1, '0');
  const text = `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/\.?0+$/, '');
  return over < 0n && size > 0n ? `-${text}` : text;
}
