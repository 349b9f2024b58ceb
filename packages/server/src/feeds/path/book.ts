import { unit } from './random.ts';

/** Levels a side in a displayed book. */
export const BOOK_LEVELS = 20;

/** How the displayed book of one instrument looks, in its steps. */
export interface BookShape {
  /** Distinguishes the books of instruments: any integer. */
  readonly key: number;
  /** Typical distance between neighbouring levels in price steps, at least 1. */
  readonly levelGap: number;
  /** Typical size at the best price in quantity steps, at least 1. */
  readonly topSize: number;
}

/** Sizes stay the same for about this long, so that levels persist while the price moves over them. */
const SIZE_LIFE_MS = 20_000;

/**
 * The size displayed at a price. It depends on the price, the side and slow time alone, plus `flutter` (0 … 1), so the
 * book does not change as a whole from one look to the next. Irregular: most levels are small, some are walls.
 */
export function levelSize(shape: BookShape, side: 'bid' | 'ask', price: number, at: number, flutter: number): number {
  const life = Math.floor((at + (price % 16) * 1250) / SIZE_LIFE_MS);
  const chance = unit(shape.key, side === 'bid' ? price : -price, life);
  const size = shape.topSize * (0.12 + 0.3 * chance + 0.12 / (1.06 - chance)) * (0.85 + 0.3 * flutter);
  return Math.max(1, Math.round(size));
}

/**
 * The levels of one side from the best price outwards: `[price, size, …]`. The price axis is cut into cells of
 * `levelGap` steps, each with one level at a hashed place, so levels stay where they are. Bids end at 1 step.
 */
export function bookSide(
  shape: BookShape,
  side: 'bid' | 'ask',
  best: number,
  bestSize: number,
  at: number,
  flutter: number,
): number[] {
  const levels = [best, bestSize];
  const gap = Math.max(1, Math.round(shape.levelGap));
  const direction = side === 'bid' ? -1 : 1;
  let cell = Math.floor(best / gap) + direction;
  for (let level = 1; level < BOOK_LEVELS; level += 1) {
    const price = cell * gap + (gap > 1 ? Math.floor(unit(shape.key, cell, 7) * gap) : 0);
    if (price < 1) break;
    const depth = 1 + level * 0.12;
    levels.push(price, Math.max(1, Math.round(levelSize(shape, side, price, at, flutter) * depth)));
    cell += direction;
  }
  return levels;
}
