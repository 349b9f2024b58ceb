import { computed } from '@preact/signals';
import { changeInBasisPoints, decimal, decimalText, rounded } from '../decimal.ts';
import { language, locale } from './language.ts';

/** Digits in threes with a narrow space, a comma for the point in Russian: text in, text out, not a digit lost. */
export function shown(text: string | null | undefined): string {
  if (text === null || text === undefined) return '—';
  const [whole = '', fraction] = text.replace(/^-/, '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  const point = language.value === 'ru' ? ',' : '.';
  return `${text.startsWith('-') ? '\u2212' : ''}${grouped}${fraction === undefined ? '' : point + fraction}`;
}

/** Plain decimal text as a person of this language would type it into a field. */
export function typedText(text: string): string {
  return language.value === 'ru' ? text.replace('.', ',') : text;
}

/** A price with as many decimals as its instrument's step, so that columns of prices stand under each other. */
export function shownPrice(text: string | null | undefined, priceStep: string): string {
  if (text === null || text === undefined) return '—';
  const decimals = decimalsOf(priceStep);
  const [whole = '', fraction = ''] = text.split('.');
  const padded = fraction.padEnd(decimals, '0');
  return shown(padded === '' ? whole : `${whole}.${padded}`);
}

/** Money for the eye: at most this many decimals, cut toward zero; the whole text stands in its title. */
export function shortened(text: string | null | undefined, decimals: number): string {
  if (text === null || text === undefined) return '—';
  const [whole = '', fraction = ''] = text.split('.');
  const kept = fraction.slice(0, decimals);
  return shown(kept === '' ? whole : `${whole}.${kept}`);
}

/** A number with exactly so many decimals, rounded half away from zero, so that columns stand under each other. */
export function fixed(text: string | null | undefined, decimals: number): string {
  const value = text === null || text === undefined ? null : decimal(text);
  if (value === null) return '—';
  const [whole = '', fraction = ''] = decimalText(rounded(value, decimals)).split('.');
  const padded = fraction.padEnd(decimals, '0');
  return shown(padded === '' ? whole : `${whole}.${padded}`);
}

/** Decimals of a step of prices or quantities. */
export function decimalsOf(step: string): number {
  return step.split('.')[1]?.length ?? 0;
}

/** Decimals that money of an asset is usually shown with. */
export function usualDecimals(asset: string): number {
  return asset === asset.toLowerCase() || asset === 'USDT' ? 2 : 8;
}

/** An amount within a sentence. */
export function amountText(amount: string | null, asset: string): string {
  return `${shortened(amount, usualDecimals(asset))}\u00a0${asset}`;
}

/** The same with a plus where something is won. */
export function resultText(amount: string, asset: string): string {
  const sign = amount.startsWith('-') || /^0*\.?0*$/.test(amount) ? '' : '+';
  return sign + amountText(amount, asset);
}

/** The change from one price to another in percent: `+1.25 %`. */
export function shownChange(now: string | null, before: string | null): { text: string; sign: -1 | 0 | 1 } | null {
  const a = now === null ? null : decimal(now);
  const b = before === null ? null : decimal(before);
  const points = a === null || b === null ? null : changeInBasisPoints(a, b);
  if (points === null) return null;
  const size = points < 0n ? -points : points;
  const sign = points > 0n ? 1 : points < 0n ? -1 : 0;
  const text = `${size / 100n}.${(size % 100n).toString().padStart(2, '0')}`;
  return { text: `${sign > 0 ? '+' : sign < 0 ? '\u2212' : ''}${shown(text)}\u202f%`, sign };
}

/** Making one costs a hundred times as much as using it. */
const clocks = computed(() => ({
  day: new Intl.DateTimeFormat(locale.value, { day: '2-digit', month: '2-digit' }),
  time: new Intl.DateTimeFormat(locale.value, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
}));

/** A moment on the clock of the person. */
export function shownTime(text: string, withDate = true): string {
  const at = new Date(text);
  const { day, time } = clocks.value;
  return withDate ? `${day.format(at)} ${time.format(at)}` : time.format(at);
}
