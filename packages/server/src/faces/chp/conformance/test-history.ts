import type { Bar, Feed } from '../../../feeds/index.ts';

const MOSCOW_MS = 3 * 3_600_000;
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BEGIN = Date.UTC(2024, 5, 30, 21);

/** What was traded in five seconds, in kopecks and lots. */
export interface Stretch {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** A price path that begins in July 2024: five seconds of each hour, and of each 20 seconds in the last three hours. */
export function stretchesUntil(end: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (let at = BEGIN; at < end; at += at < end - 3 * HOUR_MS ? HOUR_MS : 20 * SECOND_MS) {
    const n = stretches.length;
    const open = 30_000 + ((n * 37) % 2_311);
    const close = open + ((n * 11) % 25) - 12;
    const [high, low] = [Math.max(open, close) + (n % 5), Math.min(open, close) - (n % 3)];
    stretches.push({ time: at, open, high, low, close, volume: 4 + (n % 9) });
  }
  return stretches;
}

/** The same as a feed tells its past: of one instrument, in bars counted from midnight in Moscow. */
export function historyOf(instrument: () => number, stretches: readonly Stretch[]): Feed['history'] {
  return (id, seconds, from, to) => {
    if (id !== instrument()) return [];
    const length = seconds * SECOND_MS;
    const openingOf = (at: number) => Math.floor((at + MOSCOW_MS) / length) * length - MOSCOW_MS;
    const near = stretches.slice(indexOf(stretches, from), indexOf(stretches, to + length));
    const whole = joined(near, openingOf).filter(({ time }) => time >= from && time < to);
    return whole as unknown as Bar[];
  };
}

/** The first stretch at or after a moment. */
function indexOf(stretches: readonly Stretch[], at: number): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.time ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A bar as GetBars must answer it, without `row` and `nrows`. */
export interface ExpectedBar {
  readonly symbol: string;
  readonly interval: number;
  readonly datetime: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly openInt: number;
}

const MINUTES = [0, 1, 5, 10, 15, 30, 60, 120, 240];

/** Every bar of an interval (`chp.md` 7.2), oldest first, told from the stretches one by one: the slow way. */
export function expectedBars(interval: number, symbol: string, lot: number, stretches: readonly Stretch[]) {
  return joined(stretches, (at) => openingOf(interval, at)).map(
    ({ time, open, high, low, close, volume }): ExpectedBar => ({
      symbol,
      interval,
      datetime: new Date(endOf(interval, time) + MOSCOW_MS).toISOString().slice(0, 19),
      open: open / 100,
      high: high / 100,
      low: low / 100,
      close: close / 100,
      volume: volume * lot,
      openInt: 0,
    }),
  );
}

function joined(stretches: readonly Stretch[], openingOf: (at: number) => number): Stretch[] {
  const bars = new Map<number, Stretch>();
  for (const { time: at, open, high, low, close, volume } of stretches) {
    const time = openingOf(at);
    const known = bars.get(time);
    bars.set(time, {
      time,
      open: known?.open ?? open,
      high: Math.max(known?.high ?? high, high),
      low: Math.min(known?.low ?? low, low),
      close,
      volume: (known?.volume ?? 0) + volume,
    });
  }
  return [...bars.values()];
}

/** When the bar that holds a moment opens: calendar days of Moscow. */
function openingOf(interval: number, at: number): number {
  const local = new Date(at + MOSCOW_MS);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  const length = (MINUTES[interval] ?? 0) * 60 * SECOND_MS;
  if (length > 0) return Math.floor((at + MOSCOW_MS) / length) * length - MOSCOW_MS;
  const sinceMonday = (local.getUTCDay() + 6) % 7;
  const openings: Readonly<Record<number, number>> = {
    9: Date.UTC(year, month, day),
    10: Date.UTC(year, month, day - sinceMonday),
    11: Date.UTC(year, month),
    12: Date.UTC(year, month - (month % 3)),
    13: Date.UTC(year, 0),
  };
  return (openings[interval] ?? 0) - MOSCOW_MS;
}

/** The stamp of the sheet (`chp.md` 6.1): the end; of a day and more the last second of its last day, of a week Friday's. */
function endOf(interval: number, opening: number): number {
  const length = (MINUTES[interval] ?? 0) * 60 * SECOND_MS;
  if (length > 0) return opening + length;
  const local = new Date(opening + MOSCOW_MS);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  const next: Readonly<Record<number, number>> = {
    9: Date.UTC(year, month, day + 1),
    10: opening + MOSCOW_MS + 5 * DAY_MS,
    11: Date.UTC(year, month + 1),
    12: Date.UTC(year, month + 3),
    13: Date.UTC(year + 1, 0),
  };
  return (next[interval] ?? 0) - MOSCOW_MS - SECOND_MS;
}
