import { applyTick, emptyMarket, type Instrument, type MarketState } from '@outcry/core';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { TimedTick } from '../../feeds/feed.ts';
import { sampleInstruments } from '../../feeds/sample-instruments.ts';
import { testFolder } from '../../journal/test-folder.ts';
import { binsOf, type CandleInterval } from '../bins.ts';
import type { Candle } from '../candle.ts';
import type { CandleStore } from '../candle-store.ts';
import { naiveBars, trade } from '../naive-candles.testkit.ts';
import { openCandleStore } from '../stored-candles.ts';
import { createTapeCandles } from '../tape-candles.ts';
import { ZONE_OFFSETS, type Zone } from '../zone.ts';
import { MarketStreams, type StreamSource } from './market-streams.ts';
import type { Encoding, MarketUpdate, StreamReader, Subject } from './subject.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const [SBER] = sampleInstruments(['SBER']) as [Instrument];
const ID = SBER.id;

const NO_HISTORY = { peek: () => null, history: () => [], begins: () => Number.POSITIVE_INFINITY };

/** What the core does with ticks, without the core. */
class TestSource implements StreamSource {
  readonly #market: MarketState = emptyMarket();
  readonly #ticks = new Set<(ticks: readonly TimedTick[]) => void>();
  readonly #turns = new Set<(turn: { events: readonly never[] }) => void>();

  market<T>(read: Parameters<StreamSource['market']>[0]): T {
    const instruments = { instruments: Object.assign([], { [ID]: SBER }) };
    return read({ market: this.#market, instruments: instruments as never }) as T;
  }

  onTicks(listener: (ticks: readonly TimedTick[]) => void): () => void {
    this.#ticks.add(listener);
    return () => this.#ticks.delete(listener);
  }

  onTurn(listener: (turn: { events: readonly never[] }) => void): () => void {
    this.#turns.add(listener);
    return () => this.#turns.delete(listener);
  }

  play(...ticks: TimedTick[]): void {
    for (const { at, tick } of ticks) if (tick.instrument === ID) applyTick(this.#market, SBER, tick, at);
    for (const listener of this.#ticks) listener(ticks);
  }

  turn(event: object): void {
    for (const listener of this.#turns) listener({ events: [event as never] });
  }
}

/** Writes what a reader hears as small objects, and counts how often it was asked to. */
class Notes implements Encoding<object> {
  written = 0;

  encode(update: MarketUpdate): object {
    this.written += 1;
    const { first } = update;
    if ('trades' in update) return { first, trades: update.trades.map(({ price }) => price) };
    if ('candles' in update) return { first, candles: update.candles };
    const { market, subject } = update;
    if (subject.kind === 'depth') return { first, bids: market?.bids.prices.slice(0, subject.levels) };
    if (subject.kind === 'last') return { first, last: market?.last };
    if (subject.kind === 'status') return { first, status: market?.status };
    return { first, bid: market?.bids.prices[0], last: market?.last };
  }
}

class Reader implements StreamReader<object> {
  slow = false;
  readonly heard: object[] = [];

  send(message: object): void {
    this.heard.push(message);
  }
}

function depth(...bids: number[]): TimedTick {
  const tick = { kind: 'depth', instrument: ID, bids: bids.flatMap((price) => [price, 1]), asks: [] } as const;
  return { at: NOON, tick };
}

function streaming() {
  const source = new TestSource();
  const candles = createTapeCandles({ feed: NO_HISTORY, instrument: () => SBER });
  source.onTicks((ticks) => candles.take(ticks));
  const streams = new MarketStreams(source, candles);
  onTestFinished(() => streams.close());
  const notes = new Notes();
  const listen = (subject: Omit<Subject, 'instrument'>, paceMs = 0) => {
    const reader = new Reader();
    const subscription = streams.subscribe({ instrument: ID, ...subject } as Subject, notes, paceMs, reader);
    return { reader, ...subscription };
  };
  return { source, streams, notes, listen };
}

test('an update is computed and written once, however many listen', async () => {
  const { source, notes, listen } = streaming();
  const readers = Array.from({ length: 20 }, () => listen({ kind: 'quotes' }));
  const before = notes.written;
  source.play(depth(100, 99));
  expect(notes.written - before).toBe(1);
  const [first] = readers;
  for (const { reader } of readers) expect(reader.heard.at(-1)).toBe(first?.reader.heard.at(-1));
  expect(first?.reader.heard).toEqual([{ first: true }, { first: false, bid: 100, last: 0 }]);
});

test('pictures are conflated to the pace, the newest counts; a slow reader gets it when it has caught up', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { source, listen } = streaming();
  const quick = listen({ kind: 'depth', levels: 2 } as never, 100);
  const slow = listen({ kind: 'depth', levels: 2 } as never, 100);
  slow.reader.slow = true;
  for (let bid = 100; bid < 150; bid++) source.play(depth(bid, bid - 1, bid - 2));
  vi.advanceTimersByTime(100);
  expect(quick.reader.heard.slice(1)).toEqual([{ first: false, bids: [149, 148] }]);
  expect(slow.reader.heard).toHaveLength(1);
  source.play(depth(160, 159));
  vi.advanceTimersByTime(300);
  slow.reader.slow = false;
  vi.advanceTimersByTime(100);
  expect(slow.reader.heard.slice(1)).toEqual([{ first: false, bids: [160, 159] }]);
  expect(quick.reader.heard.slice(2)).toEqual([{ first: false, bids: [160, 159] }]);
  vi.advanceTimersByTime(1_000);
  expect([quick.reader.heard.length, slow.reader.heard.length]).toEqual([3, 2]);
});

test('trades reach everybody, slow or not, all of them and in order; a picture that they do not change is not sent', () => {
  const { source, listen } = streaming();
  source.play(trade(NOON, ID, 99, 1));
  const trades = listen({ kind: 'trades' });
  const book = listen({ kind: 'depth', levels: 1 } as never);
  const last = listen({ kind: 'last' });
  const status = listen({ kind: 'status' });
  trades.reader.slow = true;
  source.play(trade(NOON, ID, 100, 1), trade(NOON, ID, 101, 1));
  source.play(trade(NOON, ID, 102, 1));
  expect(trades.reader.heard).toEqual([
    { first: true, trades: [99] },
    { first: false, trades: [100, 101] },
    { first: false, trades: [102] },
  ]);
  expect(book.reader.heard).toHaveLength(1);
  expect(last.reader.heard.slice(1)).toEqual([
    { first: false, last: 101 },
    { first: false, last: 102 },
  ]);
  source.play({ at: NOON, tick: { kind: 'status', instrument: ID, status: 'break' } });
  expect(status.reader.heard).toEqual([
    { first: true, status: 'normal' },
    { first: false, status: 'break' },
  ]);
});

test('a fill of an order, which takes from the displayed book, makes new pictures without any tick', () => {
  const { source, listen } = streaming();
  source.play(depth(100));
  const book = listen({ kind: 'depth', levels: 1 } as never);
  source.turn({ type: 'orders.filled', instrument: ID });
  source.turn({ type: 'orders.filled', instrument: ID + 1 });
  source.turn({ type: 'orders.placed', instrument: ID });
  expect(book.reader.heard).toHaveLength(2);
});

test('who has ended hears nothing more, and the last one takes the topic along', async () => {
  const { source, notes, listen } = streaming();
  const [one, other] = [listen({ kind: 'quotes' }), listen({ kind: 'quotes' })];
  one.end();
  source.play(depth(100));
  expect([one.reader.heard.length, other.reader.heard.length]).toEqual([1, 2]);
  other.end();
  const { written } = notes;
  source.play(depth(101));
  expect(notes.written).toBe(written);
  const candles = listen({ kind: 'candles', interval: 60 } as never);
  candles.end();
  await candles.begun;
  expect(candles.reader.heard).toEqual([]);
});

test('what cannot be told is refused by name', () => {
  const { listen } = streaming();
  expect(() => listen({ kind: 'depth', levels: 0 } as never)).toThrow('levels must be an integer from 1 to 50, not 0');
  expect(() => listen({ kind: 'depth', levels: 51 } as never)).toThrow('levels');
  expect(() => listen({ kind: 'candles', interval: 7 } as never)).toThrow('interval must be seconds');
  expect(() => listen({ kind: 'quotes', instrument: 999 } as never)).toThrow('instrument 999 is not listed');
});

test('a candle: every picture of it conflated, the complete one once and before the next, to slow readers too', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { source, listen } = streaming();
  source.play(trade(NOON, ID, 100, 1));
  const all = listen({ kind: 'candles', interval: 60 } as never, 100);
  const slow = listen({ kind: 'candles', interval: 60 } as never, 100);
  const complete = listen({ kind: 'candles', interval: 60, completeOnly: true } as never, 100);
  for (const { begun } of [all, slow, complete]) await begun;
  slow.reader.slow = true;
  const minute = (n: number, open: number, high: number, low: number, close: number, volume: number, over = true) => ({
    time: NOON + n * 60_000,
    end: NOON + (n + 1) * 60_000,
    ...{ open, high, low, close, volume },
    complete: over,
  });
  const told = (...candles: object[]) => candles.map((candle) => ({ first: false, candles: [candle] }));
  expect(all.reader.heard).toEqual([{ first: true, candles: [minute(0, 100, 100, 100, 100, 1, false)] }]);
  expect(complete.reader.heard).toEqual([{ first: true, candles: [] }]);
  source.play(trade(NOON + 1_000, ID, 103, 1), trade(NOON + 2_000, ID, 99, 2));
  vi.advanceTimersByTime(100);
  source.play(trade(NOON + 50_000, ID, 98, 1), trade(NOON + 60_000, ID, 101, 5));
  vi.advanceTimersByTime(100);
  // nothing is traded, a tick of another instrument moves market time on
  source.play({ at: NOON + 200_000, tick: { kind: 'status', instrument: ID + 1, status: 'normal' } });
  vi.advanceTimersByTime(1_000);
  const closed = [minute(0, 100, 103, 98, 98, 5), minute(1, 101, 101, 101, 101, 5)];
  expect(all.reader.heard.slice(1)).toEqual(
    told(
      minute(0, 100, 103, 99, 99, 4, false),
      closed[0] as object,
      minute(1, 101, 101, 101, 101, 5, false),
      closed[1] as object,
    ),
  );
  expect(slow.reader.heard.slice(1)).toEqual(told(...closed));
  expect(complete.reader.heard.slice(1)).toEqual(told(...closed));
});

interface Flow {
  readonly ticks: readonly TimedTick[];
  /** Lengths of the batches. */
  readonly batches: readonly number[];
  /** After which of them the platform is started anew. */
  readonly restarts: readonly number[];
}

const pauses = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 2_000 }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 90_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 * 3_600_000 }) },
);

const flows: fc.Arbitrary<Flow> = fc.record({
  ticks: fc
    .array(
      fc.record({
        pause: pauses,
        price: fc.integer({ min: 1, max: 60 }),
        size: fc.integer({ min: 1, max: 5 }),
        kind: fc.constantFrom('trade', 'trade', 'trade', 'other', 'quote'),
      }),
      { minLength: 5, maxLength: 60 },
    )
    .map((rows) => {
      let at = NOON + 8 * 3_600_000;
      return rows.map(({ pause, price, size, kind }): TimedTick => {
        at += pause;
        if (kind === 'trade') return trade(at, ID, price, size);
        if (kind === 'other') return trade(at, ID + 1, price, size);
        return {
          at,
          tick: { kind: 'quote', instrument: ID, bid: price, bidSize: 1, ask: price + 1, askSize: 1 } as never,
        };
      });
    }),
  batches: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 60, maxLength: 60 }),
  restarts: fc.uniqueArray(fc.nat(8), { maxLength: 2 }),
});

test('complete candles of the stream are those folded naively from the trades, through gaps, day ends and restarts', async () => {
  const subjects = fc.record({
    interval: fc.constantFrom<CandleInterval>(5, 30, 60, 300, 3_600, 14_400, 86_400, 'week', 'month'),
    zone: fc.constantFrom<Zone>('utc', 'moscow'),
  });
  await fc.assert(
    fc.asyncProperty(flows, subjects, async ({ ticks, batches, restarts }, { interval, zone }) => {
      const folder = testFolder();
      const source = new TestSource();
      const complete = new Map<number, Candle>();
      let running: { store: CandleStore; streams: MarketStreams; stop: () => void; begun: Promise<void> } | null = null;
      const start = async (): Promise<void> => {
        const store = await openCandleStore({
          folder,
          feedId: 'test',
          feed: NO_HISTORY,
          instrument: () => SBER,
          onNotice: expect.fail,
        });
        const stop = source.onTicks((taken) => store.take(taken));
        const streams = new MarketStreams(source, store);
        let last = 0;
        const reader: StreamReader<{ first: boolean; candles: readonly Candle[] }> = {
          slow: false,
          send: ({ first, candles }) => {
            for (const candle of candles) {
              expect(candle.time).toBeGreaterThanOrEqual(last);
              if (!candle.complete) continue;
              // told once as complete; again only in the first message of a new run
              if (!first) expect(complete.get(candle.time)).toBeUndefined();
              complete.set(candle.time, candle);
              last = candle.time;
            }
          },
        };
        const encoding: Encoding<{ first: boolean; candles: readonly Candle[] }> = {
          encode: (update) => ({ first: update.first, candles: 'candles' in update ? update.candles : [] }),
        };
        const { begun } = streams.subscribe({ kind: 'candles', instrument: ID, interval, zone }, encoding, 0, reader);
        running = { store, streams, stop, begun };
        // trades may come while the candle is read from the file
        if (complete.size % 2 === 0) await begun;
      };
      const end = async (): Promise<void> => {
        await running?.begun;
        running?.stop();
        running?.streams.close();
        await running?.store.close();
      };
      await start();
      let next = 0;
      for (const [index, size] of batches.entries()) {
        if (next >= ticks.length) break;
        source.play(...ticks.slice(next, next + size));
        next += size;
        if (!restarts.includes(index)) continue;
        await end();
        await start();
      }
      await end();

      const bins = binsOf(interval, ZONE_OFFSETS[zone]);
      const clock = (ticks.at(-1) as TimedTick).at;
      const expected = naiveBars(ticks, ID, bins.openingOf).map((bar) => {
        const until = bins.endOf(bar.time);
        return { ...bar, end: until, complete: until <= clock };
      });
      for (const candle of complete.values()) {
        expect(candle).toEqual(expected.find(({ time }) => time === candle.time));
      }
      expect([...complete.values()]).toEqual(expected.filter((candle) => candle.complete));
    }),
    { numRuns: 15 },
  );
});
