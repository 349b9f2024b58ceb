import { BarJoiner } from '../feeds/aggregate.ts';
import type { Bar, Feed } from '../feeds/feed.ts';
import { addBar, DAY_MS } from './bins.ts';
import { historyBars, type Midnights } from './history-bars.ts';

/** Days remembered of one instrument in one zone (some eleven years), and of all together: about 10 MB. */
const MAX_DAYS_OF_ONE = 4_096;
const MAX_DAYS = 65_536;

/** By opening time; null where nothing was traded. */
type Days = Map<number, Bar | null>;

/**
 * Remembers the day bars of a feed's history. They never change once the day is over, and days of another zone than the
 * instrument's calendar, or of a recording of shorter bars, are dear to make.
 */
export class HistoryDays {
  readonly #feed: Pick<Feed, 'history'>;
  readonly #known = new Map<string, Days>();
  #count = 0;

  constructor(feed: Pick<Feed, 'history'>) {
    this.#feed = feed;
  }

  /** Bars of the days that open in [from, until), in time order. Both are midnights, and history knows all that is before. */
  bars(instrument: number, midnights: Midnights, from: number, until: number): Bar[] {
    const days = this.#daysOf(`${instrument}:${midnights.dayOffset}`);
    const bars: Bar[] = [];
    for (let day = from; day < until; ) {
      const known = days.get(day);
      if (known !== undefined) {
        if (known !== null) bars.push(known);
        day += DAY_MS;
        continue;
      }
      let end = day + DAY_MS;
      while (end < until && !days.has(end)) end += DAY_MS;
      for (const bar of this.#make(days, instrument, midnights, day, end)) bars.push(bar);
      day = end;
    }
    return bars;
  }

  #make(days: Days, instrument: number, midnights: Midnights, from: number, until: number): Bar[] {
    const joiner = new BarJoiner(DAY_MS, midnights.dayOffset);
    for (const bar of historyBars(this.#feed, instrument, DAY_MS, midnights, from, until)) addBar(joiner, bar);
    const bars = joiner.finish();
    for (let day = from; day < until; day += DAY_MS) days.set(day, null);
    for (const bar of bars) days.set(bar.time, bar);
    this.#count += (until - from) / DAY_MS;
    return bars;
  }

  #daysOf(name: string): Days {
    const known = this.#known.get(name);
    if (known !== undefined && known.size < MAX_DAYS_OF_ONE && this.#count < MAX_DAYS) return known;
    if (this.#count >= MAX_DAYS) {
      this.#known.clear();
      this.#count = 0;
    }
    this.#count -= this.#known.get(name)?.size ?? 0;
    const days: Days = new Map();
    this.#known.set(name, days);
    return days;
  }
}
