import { applyTick, bestAsk, bestBid, emptyMarket, type Instrument } from '@outcry/core';
import { describe, expect, it } from 'vitest';
import { BarJoiner } from './aggregate.ts';
import type { Bar, Feed, TimedTick } from './feed.ts';

/** What the suite needs to know about the feed it is run against. */
export interface FeedUnderTest {
  /** A new feed at its beginning; every call gives one with the same ticks. */
  readonly open: () => Promise<Feed>;
  /** An instrument that trades in the first hours of the tape. */
  readonly instrument: number;
  /** Offset of that instrument's day from UTC in ms. */
  readonly dayOffset: number;
  /** How much of the tape is read, ms. */
  readonly span: number;
  /**
   * Whether its trades were made to fit its quotes, which then come with every book. In a real recording trades and
   * quotes are streams of their own, and a trade often comes before the quote that shows what it left.
   */
  readonly trades: 'at the quotes' | 'as recorded';
}

/** The specification every adapter of the port `Feed` is run against. */
export function specifyFeed(name: string, feedUnderTest: FeedUnderTest): void {
  const { open, instrument, dayOffset, span, trades } = feedUnderTest;

  async function opened(): Promise<{ feed: Feed; begin: number; until: number }> {
    const feed = await open();
    const begin = feed.peek();
    if (begin === null) throw new Error('the feed under test has no ticks');
    return { feed, begin, until: begin + span };
  }

  describe(`${name} keeps the specification of a feed`, { timeout: 30_000 }, () => {
    it('never goes back in time, hands over nothing beyond `until`, and peek tells the next time', async () => {
      const { feed, until } = await opened();
      const wrong: unknown[] = [];
      let last = 0;
      for (let next = feed.peek(); next !== null && next <= until; next = feed.peek()) {
        const [tick] = feed.pull(until, 1);
        if (tick?.at !== next || next < last || !Number.isInteger(next)) wrong.push({ tick, next, last });
        last = next;
      }
      expect(wrong).toEqual([]);
      expect(feed.pull(until, 10)).toEqual([]);
    });

    it('gives the same ticks in chunks of any size', async () => {
      const whole = pullAll(await opened(), 1_000_000);
      expect(whole.length).toBeGreaterThan(50);
      for (const chunk of [1, 7, 64, 1000]) expect(pullAll(await opened(), chunk)).toEqual(whole);
      const { feed, begin, until } = await opened();
      const stepped: TimedTick[] = [];
      for (let time = begin; time < until; time += 777) stepped.push(...feed.pull(Math.min(time, until), 1_000_000));
      stepped.push(...feed.pull(until, 1_000_000));
      expect(stepped).toEqual(whole);
    });

    it('serves only its instruments, in positive whole steps, with bids below asks and the best first', async () => {
      const opening = await opened();
      const wrong = pullAll(opening, 1000).filter(({ tick }) => {
        if (!opening.feed.instruments.has(tick.instrument)) return true;
        if (tick.kind === 'quote') return !allPositive([tick.bid, tick.bidSize, tick.askSize]) || tick.bid >= tick.ask;
        if (tick.kind === 'trade') return !allPositive([tick.price, tick.size]);
        if (tick.kind !== 'depth') return false;
        const outwards = [...pricesOf(tick.bids).reverse(), ...pricesOf(tick.asks)];
        return (
          !allPositive([...tick.bids, ...tick.asks]) ||
          outwards.some((price, index) => price <= (outwards[index - 1] ?? 0))
        );
      });
      expect(wrong).toEqual([]);
    });

    const fitting = 'shows the book before the first trade and prints buys at the ask, sells at the bid';
    if (trades === 'at the quotes')
      it(fitting, async () => {
        const shown = new Map<number, { bid: number; ask: number }>();
        const ticks = pullAll(await opened(), 1000);
        const wrong = ticks.filter(({ tick }) => {
          const quote = shown.get(tick.instrument) ?? { bid: Number.NaN, ask: Number.NaN };
          if (tick.kind === 'quote') shown.set(tick.instrument, tick);
          if (tick.kind === 'depth') return tick.bids[0] !== quote.bid || tick.asks[0] !== quote.ask;
          if (tick.kind !== 'trade') return false;
          if (tick.aggressor !== undefined) return tick.price !== (tick.aggressor === 'buy' ? quote.ask : quote.bid);
          return !(tick.price >= quote.bid && tick.price <= quote.ask);
        });
        expect(wrong).toEqual([]);
        expect(ticks.some(({ tick }) => tick.kind === 'trade')).toBe(true);
      });

    it('skips to a moment as if it had been read up to there, with status, quote and book first', async () => {
      const read = await opened();
      const skipped = await opened();
      const middle = read.begin + Math.floor(span / 2);
      expect(skipped.feed.skip).toBeDefined();
      skipped.feed.skip?.(middle);
      expect(skipped.feed.peek()).toBe(middle);
      skipped.feed.skip?.(read.begin);
      expect(skipped.feed.peek()).toBe(middle);
      const stretch = { ...skipped, until: middle };
      expect(displayed(pullAll(stretch, 1000))).toEqual(displayed(pullAll({ ...read, until: middle }, 1000)));
      expect(pullAll(skipped, 1000)).toEqual(pullAll(read, 1000));
      const history = ({ feed }: { feed: Feed }) => feed.history(instrument, 5, read.begin, read.until);
      expect(history(skipped)).toEqual(history(read));
    });

    it('later answers as history exactly what it played', async () => {
      const opening = await opened();
      const { feed, begin, until } = opening;
      const joiner = new BarJoiner(60_000, dayOffset);
      for (const { at, tick } of pullAll(opening, 1000)) {
        if (tick.kind !== 'trade' || tick.instrument !== instrument) continue;
        joiner.add(at, tick.price, tick.price, tick.price, tick.price, tick.size);
      }
      const played = joiner.finish().filter((bar) => bar.time >= begin && bar.time + 60_000 <= (feed.peek() ?? until));
      expect(played.length).toBeGreaterThan(0);
      expect(feed.history(instrument, 60, begin, until).slice(0, played.length)).toEqual(played);
    });

    it('answers longer bars that are exactly the join of the shorter ones', async () => {
      const { feed, until } = await opened();
      feed.pull(until, 1_000_000);
      const to = Math.ceil((until + dayOffset) / 86_400_000) * 86_400_000 - dayOffset;
      const from = to - 86_400_000;
      for (const [shorter, longer] of [
        [5, 15],
        [5, 60],
        [60, 300],
        [60, 600],
        [600, 3600],
        [60, 3600],
        [3600, 14_400],
      ] as const) {
        const parts = feed.history(instrument, shorter, from, to);
        const end = feed.peek() ?? Number.POSITIVE_INFINITY;
        const whole = feed.history(instrument, longer, from, to);
        const finished = join(parts, longer, dayOffset).filter((bar) => bar.time + longer * 1000 <= end);
        expect(whole).toEqual(finished);
      }
    });

    it('answers only finished bars, inside the range, in order and possible', async () => {
      const { feed, begin, until } = await opened();
      feed.pull(until, 100);
      const bars = feed.history(instrument, 60, begin - 3_600_000, until + 3_600_000);
      let last = 0;
      for (const bar of bars) {
        expect(bar.time).toBeGreaterThan(last);
        expect(bar.time + 60_000).toBeLessThanOrEqual(feed.peek() ?? Number.POSITIVE_INFINITY);
        expect(bar.low).toBeLessThanOrEqual(Math.min(bar.open, bar.close));
        expect(bar.high).toBeGreaterThanOrEqual(Math.max(bar.open, bar.close));
        expect(bar.volume).toBeGreaterThan(0);
        last = bar.time;
      }
    });

    it('has no history before the moment it says it begins at', async () => {
      const { feed, until } = await opened();
      feed.pull(until, 1_000_000);
      const begins = feed.begins?.(instrument);
      if (begins === undefined || begins === Number.NEGATIVE_INFINITY) return;
      const [first] = feed.history(instrument, 60, Math.floor(begins / 60_000) * 60_000 - 6_000_000, until);
      expect(first?.time).toBe(Math.floor(begins / 60_000) * 60_000);
      expect(feed.begins?.(999_999)).toBe(Number.POSITIVE_INFINITY);
    });

    it('knows no bars of strangers and refuses impossible requests by name', async () => {
      const { feed, begin } = await opened();
      expect(feed.history(999_999, 60, begin - 60_000, begin)).toEqual([]);
      expect(() => feed.history(instrument, 7, begin, begin + 1)).toThrow('intervalSeconds');
      expect(() => feed.history(instrument, 0, begin, begin + 1)).toThrow('intervalSeconds');
      expect(() => feed.history(instrument, 172_800, begin, begin + 1)).toThrow('intervalSeconds');
      expect(() => feed.history(instrument, 5, Number.NaN, begin)).toThrow('from');
      expect(() => feed.history(instrument, 5, begin, 1.5)).toThrow('to');
      expect(() => feed.history(instrument, 5, 0, begin)).toThrow('200000');
    });
  });
}

function pullAll({ feed, until }: { feed: Feed; until: number }, chunk: number): TimedTick[] {
  const ticks: TimedTick[] = [];
  for (;;) {
    const next = feed.pull(until, chunk);
    if (next.length > chunk) throw new Error(`asked for ${chunk} ticks, got ${next.length}`);
    if (next.length === 0) return ticks;
    for (const tick of next) ticks.push(tick);
  }
}

/** Best prices and status of every instrument after these ticks. */
function displayed(ticks: readonly TimedTick[]): unknown {
  const state = emptyMarket();
  for (const { at, tick } of ticks) applyTick(state, { id: tick.instrument, dayOffset: 0 } as Instrument, tick, at);
  return state.markets.map((market) => [bestBid(market), bestAsk(market), market?.status]);
}

function join(bars: readonly Bar[], seconds: number, dayOffset: number): Bar[] {
  const joiner = new BarJoiner(seconds * 1000, dayOffset);
  for (const bar of bars) joiner.add(bar.time, bar.open, bar.high, bar.low, bar.close, bar.volume);
  return joiner.finish();
}

function allPositive(numbers: readonly number[]): boolean {
  return numbers.every((number) => Number.isSafeInteger(number) && number > 0);
}

function pricesOf(levels: readonly number[]): number[] {
  return levels.filter((_, index) => index % 2 === 0);
}
