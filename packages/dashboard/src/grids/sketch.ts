import { decimal } from '../decimal.ts';
import { read } from '../trades/targets.ts';
import { decimalsOf } from '../words/numbers.ts';
import { LEAST_LINES, MOST_LINES } from './check-draft.ts';
import type { GridDraft } from './draft.ts';

/** A line as it is drawn. */
export interface DrawnLine {
  readonly price: string;
  /** Null: the line that waits. */
  readonly side: 'buy' | 'sell' | null;
}

/**
 * Where the lines of a draft lie, the lowest first, while a person still moves them: a picture, near enough for the eye;
 * exact prices come with the platform's plan. Empty while the range is none.
 */
export function sketchOf(draft: GridDraft, last: string | null, priceStep: string): readonly DrawnLine[] {
  const [lower, upper, count] = [draft.lower, draft.upper, draft.lines].map((typed) => {
    const value = read(typed);
    return value === null ? Number.NaN : Number(value.coefficient) / 10 ** value.scale;
  });
  if (lower === undefined || upper === undefined || count === undefined) return [];
  const fits = lower > 0 && upper > lower && Number.isInteger(count) && count >= LEAST_LINES && count <= MOST_LINES;
  if (!fits) return [];
  const places = decimalsOf(priceStep);
  const prices = Array.from({ length: count }, (_, i) => {
    const share = i / (count - 1);
    const price = draft.type === 'arithmetic' ? lower + (upper - lower) * share : lower * (upper / lower) ** share;
    return price.toFixed(places);
  });
  return sided(prices, last);
}

/** Lines with what would rest on them at the last price; of two lines that are as near the lower one waits. */
function sided(prices: readonly string[], last: string | null): readonly DrawnLine[] {
  const now = last === null || decimal(last) === null ? null : Number(last);
  if (now === null) return prices.map((price) => ({ price, side: null }));
  let waiting = 0;
  for (const [line, price] of prices.entries())
    if (Math.abs(Number(price) - now) < Math.abs(Number(prices[waiting]) - now)) waiting = line;
  return prices.map((price, line) => ({ price, side: line === waiting ? null : line < waiting ? 'buy' : 'sell' }));
}
