import type { GridBotProfit } from 'outcry/native-api';
import { add, type Decimal, decimal, decimalText } from '../decimal.ts';

const DAY_MS = 86_400_000;
const ZERO: Decimal = { coefficient: 0n, scale: 0 };

/** A day in UTC (`2026-11-20`) and what it has brought, as bars of profits take it. */
export interface DayOfCycles {
  readonly day: string;
  readonly profits: { asset: string; profit: string }[];
}

/** The first of so many days that end with this one. */
export function firstDay(last: string, days: number): string {
  return dayOf(Date.parse(`${last}T00:00:00Z`) - (days - 1) * DAY_MS);
}

/** What the cycles of each of so many days have brought in one asset, the oldest day first. */
export function byDay(
  cycles: readonly GridBotProfit[],
  currency: 'base' | 'quote',
  asset: string,
  last: string,
  days: number,
): readonly DayOfCycles[] {
  const sums = new Map<string, Decimal>();
  for (const { at, profit, profitUnits } of cycles) {
    const day = dayOf(Date.parse(at));
    const more = decimal(currency === 'base' ? profitUnits : profit) ?? ZERO;
    sums.set(day, add(sums.get(day) ?? ZERO, more));
  }
  const begin = Date.parse(`${firstDay(last, days)}T00:00:00Z`);
  return Array.from({ length: days }, (_, i) => {
    const day = dayOf(begin + i * DAY_MS);
    const sum = sums.get(day);
    return { day, profits: sum === undefined ? [] : [{ asset, profit: decimalText(sum) }] };
  });
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
