import { type Bar, type Feed, skipFeed, type TimedTick } from './feed.ts';

/**
 * Several feeds as one, merged by time; at equal times the earlier feed comes first. Throws RangeError when two of them
 * serve the same instrument. Times are whole milliseconds.
 */
export function mergeFeeds(feeds: readonly Feed[]): Feed {
  const owners = new Map<number, Feed>();
  for (const feed of feeds) {
    for (const id of feed.instruments) {
      if (owners.has(id)) throw new RangeError(`two feeds serve instrument ${id}`);
      owners.set(id, feed);
    }
  }
  return new MergedFeed(feeds);
}

class MergedFeed implements Feed {
  private readonly feeds: readonly Feed[];

  constructor(feeds: readonly Feed[]) {
    this.feeds = feeds;
  }

  get instruments(): ReadonlySet<number> {
    return new Set(this.feeds.flatMap((feed) => [...feed.instruments]));
  }

  peek(): number | null {
    const times = this.feeds.map((feed) => feed.peek()).filter((time) => time !== null);
    return times.length === 0 ? null : Math.min(...times);
  }

  pull(until: number, max: number): TimedTick[] {
    const ticks: TimedTick[] = [];
    while (ticks.length < max) {
      const turn = this.turn();
      if (turn === null || turn.from > until) break;
      for (const tick of turn.feed.pull(Math.min(until, turn.to), max - ticks.length)) ticks.push(tick);
    }
    return ticks;
  }

  skip(to: number): void {
    for (const feed of this.feeds) skipFeed(feed, to);
  }

  history(instrument: number, intervalSeconds: number, from: number, to: number): Bar[] {
    const owner = this.feeds.find((feed) => feed.instruments.has(instrument));
    return owner?.history(instrument, intervalSeconds, from, to) ?? [];
  }

  begins(instrument: number): number {
    const owner = this.feeds.find((feed) => feed.instruments.has(instrument));
    if (owner === undefined) return Number.POSITIVE_INFINITY;
    return owner.begins?.(instrument) ?? Number.NEGATIVE_INFINITY;
  }

  /** The feed whose tick comes next, and until when no other one has a tick that comes before its own. */
  private turn(): { feed: Feed; from: number; to: number } | null {
    let best: { feed: Feed; from: number } | null = null;
    let to = Number.POSITIVE_INFINITY;
    for (const feed of this.feeds) {
      const from = feed.peek();
      if (from === null) continue;
      if (best === null) {
        best = { feed, from };
      } else if (from < best.from) {
        // the feed put back comes first at equal times
        to = Math.min(to, best.from - 1);
        best = { feed, from };
      } else {
        to = Math.min(to, from);
      }
    }
    return best === null ? null : { ...best, to };
  }
}
