/** The sum of two plain decimal texts of any length, exact, without zeros at the end. */
export function exactSum(a: string, b: string): string {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  const sum = scaled(a, decimals) + scaled(b, decimals);
  if (decimals === 0) return `${sum}`;
  const digits = `${sum < 0n ? -sum : sum}`.padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  const whole = digits.slice(0, -decimals);
  return `${sum < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

function decimalsOf(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

function scaled(text: string, decimals: number): bigint {
  const own = decimalsOf(text);
  return BigInt(text.replace('.', '')) * 10n ** BigInt(decimals - own);
}
