import { compare, type Decimal, decimal } from '../decimal.ts';

/** A point as the API tells it. */
export interface CurvePoint {
  readonly at: string;
  readonly value: string;
}

/** A curve as it is drawn in a box of this width and height, and its extremes as exact text. */
export interface Curve {
  /** Of the line, and of the area under it. */
  readonly line: string;
  readonly area: string;
  readonly low: string;
  readonly high: string;
  /** Whether it ends above its begin, below it, or where it began. */
  readonly trend: -1 | 0 | 1;
}

/** Room above and below the line (part of the height). */
const ROOM = 0.08;

/** Null: there is nothing to draw yet. Heights on the screen are pictures, not amounts. */
export function curveOf(points: readonly CurvePoint[], width: number, height: number): Curve | null {
  const known = points
    .map(({ at, value }) => ({ at: Date.parse(at), value, exact: decimal(value) }))
    .filter((point): point is { at: number; value: string; exact: Decimal } => point.exact !== null);
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined || first.at === last.at) return null;
  let [low, high] = [first, first];
  for (const point of known) {
    if (compare(point.exact, low.exact) < 0) low = point;
    if (compare(point.exact, high.exact) > 0) high = point;
  }
  const range = Number(high.value) - Number(low.value);
  const place = ({ at, value }: { at: number; value: string }): string => {
    const x = ((at - first.at) / (last.at - first.at)) * width;
    const share = range === 0 ? 0.5 : (Number(value) - Number(low.value)) / range;
    const y = height * (1 - ROOM - share * (1 - 2 * ROOM));
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const line = `M${known.map(place).join('L')}`;
  const change = compare(last.exact, first.exact);
  return {
    line,
    area: `${line}L${width} ${height}L0 ${height}Z`,
    low: low.value,
    high: high.value,
    trend: change === 0 ? 0 : change < 0 ? -1 : 1,
  };
}
