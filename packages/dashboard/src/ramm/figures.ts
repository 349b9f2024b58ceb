import { decimal, decimalText, multiply, rounded } from '../decimal.ts';
import { locale } from '../words/language.ts';
import { fixed, shown } from '../words/numbers.ts';
import { percentOf } from './percent.ts';

/** A fraction as percent for the eye, with two decimals. */
export function shownPercent(fraction: string | undefined): string {
  const percent = percentOf(fraction);
  return percent === null ? '—' : `${fixed(percent, 2)}\u202f%`;
}

/** Money of the wallets' asset, which has two decimals. */
export function shownMoney(amount: string | undefined): string {
  return fixed(amount, 2);
}

/** A commission of turnover (a fraction) as money for a million. */
export function perMillion(fraction: string | undefined): string {
  const value = fraction === undefined ? null : decimal(fraction);
  const scaled = value === null ? null : multiply(value, { coefficient: 1_000_000n, scale: 0 });
  return scaled === null ? '—' : shown(decimalText(rounded(scaled, 2)));
}

/** A moment of the API, UTC without saying so, as ISO 8601. */
export function isoOf(moment: string): string {
  return `${moment.replace(' ', 'T')}Z`;
}

/** A moment of the API in the reader's own time. */
export function shownMoment(moment: string | undefined): string {
  if (moment === undefined || moment === '') return '—';
  return new Date(isoOf(moment)).toLocaleString(locale.value, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

/** Whether an amount wins (1), loses (-1) or neither. */
export function signOf(amount: string | undefined): -1 | 0 | 1 {
  if (amount === undefined || /^-?0*\.?0*$/.test(amount)) return 0;
  return amount.startsWith('-') ? -1 : 1;
}
