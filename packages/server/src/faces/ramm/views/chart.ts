import { UNIT } from '@outcry/core';
import type { StrategyView } from './strategy.ts';

const DAY_MS = 86_400_000;

/** A point of a strategy's chart. */
export interface ChartPoint {
  readonly at: number;
  readonly unitPrice: number;
}

/** Begins where statistics do, goes by the beginnings of days, and ends now; at most so many points. */
export function chartOf(
  { strategy, figures, world }: StrategyView,
  days: readonly { readonly day: number; readonly price: number }[],
  most: number,
): readonly ChartPoint[] {
  if (strategy.statAt === 0) return [];
  const begun = { at: strategy.statAt, unitPrice: 100 * UNIT };
  const inner = days
    .map(({ day, price }) => ({ at: day * DAY_MS, unitPrice: price }))
    .filter(({ at }) => at > strategy.statAt && (strategy.closedAt === 0 || at < strategy.closedAt));
  const last = { at: strategy.closedAt > 0 ? strategy.closedAt : world.now, unitPrice: figures.unitPrice };
  return thinned([begun, ...inner, last], most);
}

/** Evenly chosen points, the first and the last among them. */
export function thinned<T>(points: readonly T[], most: number): readonly T[] {
  if (points.length <= most) return points;
  const last = points.length - 1;
  return Array.from({ length: most }, (_, i) => points[Math.round((i * last) / (most - 1))] as T);
}
