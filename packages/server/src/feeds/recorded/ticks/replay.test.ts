import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { applyTick, emptyMarket, type Instrument, marketOf, type Tick } from '@outcry/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSample } from '../../sample-instruments.ts';
import { loadRecordedFeed } from '../load.ts';
import { BookJoin } from './book-join.ts';
import { BookPainter } from './book-painter.ts';
import { TickLineReader } from './line.ts';
import { NaiveBook } from './naive-book.testkit.ts';
import type { TickRecord } from './record.ts';
import { madeRecording } from './recording.testkit.ts';

const beside = fileURLToPath(new URL('../../../../../../../shared/data', import.meta.url));
const folder = process.env.OUTCRY_RECORDED_DATA ?? beside;
const present = existsSync(join(folder, 'ticks'));
if (!present) console.log('real tick recordings are not tested: set OUTCRY_RECORDED_DATA to a folder with ticks');

function linesOf(path: string): string[] {
  return gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
}

/** Replays a recording line by line through the core's market and holds it against a naive book after every line. */
class Replay {
  readonly ticks: Tick[] = [];
  readonly wrong: unknown[] = [];
  lines = 0;
  /** How often the changes of a line led to the best quote before it, and how often not. */
  alike = 0;
  unlike = 0;
  readonly join: BookJoin;
  private readonly instrument: Instrument;
  private readonly reader: TickLineReader;
  private readonly painter: BookPainter;
  private readonly naive: NaiveBook;
  private readonly state = emptyMarket();
  private records: TickRecord[] = [];
  private lastBest = '';

  constructor(instrument: Instrument, sizeDigits: number) {
    this.instrument = instrument;
    this.reader = new TickLineReader('replay', instrument);
    this.painter = new BookPainter(instrument);
    this.naive = new NaiveBook(2, sizeDigits);
    this.join = new BookJoin((record) => this.records.push(record));
  }

  line(text: string): void {
    this.lines += 1;
    this.records = [];
    this.join.take(this.reader.read(text, this.lines), this.lines);
    for (const tick of this.records.flatMap((record) => this.painter.paint(record))) {
      applyTick(this.state, this.instrument, tick, 0);
      this.ticks.push(tick);
    }
    this.naive.take(text);
    const { bids, asks } = marketOf(this.state, this.instrument.id);
    const { shown } = this.naive;
    const best = JSON.stringify([shown.bids[0], shown.asks[0]]);
    for (const record of this.records) {
      if (record.kind === 'best') this.lastBest = best;
      if (record.kind !== 'changes' || !record.coversBest || this.lastBest === '') continue;
      if (this.lastBest === best) this.alike += 1;
      else this.unlike += 1;
    }
    if (!sameLevels(bids, shown.bids) || !sameLevels(asks, shown.asks)) {
      this.wrong.push({ line: this.lines, shown, bids: bids.prices, asks: asks.prices });
    }
  }
}

function sameLevels(
  { prices, sizes }: { prices: readonly number[]; sizes: readonly number[] },
  levels: readonly (readonly [number, number])[],
): boolean {
  return (
    prices.length === levels.length &&
    levels.every(([price, size], index) => prices[index] === price && sizes[index] === size)
  );
}

describe.skipIf(!present)('the real recordings', () => {
  for (const [file, symbol, sizeDigits, lines] of [
    ['btcusdt_20240808.gz', 'USDT_BTC', 5, 41_249],
    ['ethusdt_20240808.gz', 'USDT_ETH', 4, 33_618],
  ] as const) {
    it(`${file}: after every line the core shows the naive book, and the feed plays those ticks`, {
      timeout: 60_000,
    }, async () => {
      const path = join(folder, 'ticks', file);
      const instrument = findSample(symbol) as Instrument;
      const replay = new Replay(instrument, sizeDigits);
      const times: number[] = [];
      let at = 0;
      for (const line of linesOf(path)) {
        replay.line(line);
        at = Math.max(at, Number(/"E":(\d+)/.exec(line)?.[1] ?? 0));
        while (times.length < replay.ticks.length) times.push(at);
      }
      expect(replay.wrong.slice(0, 1)).toEqual([]);
      expect(replay.lines).toBe(lines);
      // wherever changes have caught up with the last best quote, they have led to the same best prices and sizes
      expect(replay.unlike).toBe(0);
      expect(replay.alike).toBeGreaterThan(3_000);
      expect(replay.join).toMatchObject({ faultCount: 0, snapshots: 1, oldLines: 0 });

      const { feed } = await loadRecordedFeed({ paths: [path], findInstrument: findSample });
      const played = feed.pull(Number.POSITIVE_INFINITY, 1_000_000).filter(({ tick }) => tick.kind !== 'status');
      const first = times.find((time) => time > 0) ?? 0;
      expect(played).toHaveLength(replay.ticks.length);
      const differing = played.filter(
        (timed, index) =>
          timed.at !== (times[index] || first) || JSON.stringify(timed.tick) !== JSON.stringify(replay.ticks[index]),
      );
      expect(differing.slice(0, 1)).toEqual([]);
    });
  }

  it('history is what the file’s own trades make, minute by minute', { timeout: 30_000 }, async () => {
    const path = join(folder, 'ticks/ethusdt_20240808.gz');
    const { feed } = await loadRecordedFeed({ paths: [path], findInstrument: findSample });
    while (feed.pull(Number.POSITIVE_INFINITY, 10_000).length > 0);
    const bars = new Map<number, number[]>();
    let at = 0;
    for (const line of linesOf(path)) {
      at = Math.max(at, Number(/"E":(\d+)/.exec(line)?.[1] ?? 0));
      const trade = /@trade.*"p":"(\d+)\.(\d\d)0+","q":"(\d+)\.(\d{4})0*"/.exec(line);
      if (trade === null) continue;
      const [price, size] = [Number(`${trade[1]}${trade[2]}`), Number(`${trade[3]}${trade[4]}`)];
      const minute = at - (at % 60_000);
      const bar = bars.get(minute) ?? [minute, price, price, price, price, 0];
      const [, open = 0, high = 0, low = 0, , volume = 0] = bar;
      bars.set(minute, [minute, open, Math.max(high, price), Math.min(low, price), price, volume + size]);
    }
    const found = feed.history(findSample('USDT_ETH')?.id ?? 0, 60, 1_723_161_240_000, 1_723_161_660_000);
    expect(found.map(({ time, open, high, low, close, volume }) => [time, open, high, low, close, volume])).toEqual([
      ...bars.values(),
    ]);
  });
});

describe('made recordings', () => {
  it('show the naive book after every line, with lines lost and snapshots that come late', { timeout: 60_000 }, () => {
    let faults = 0;
    let levels = 0;
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(0, 0.02, 0.1), fc.integer({ min: 5, max: 60 }), (seed, lost, every) => {
        const replay = new Replay(findSample('USDT_BTC') as Instrument, 5);
        for (const line of madeRecording({ seed, seconds: 20, lost, snapshotEvery: every })) replay.line(line);
        expect(replay.wrong.slice(0, 1)).toEqual([]);
        faults += replay.join.faultCount;
        levels += replay.ticks.filter(({ kind }) => kind === 'level').length;
      }),
      { numRuns: 25 },
    );
    expect(faults).toBeGreaterThan(20);
    expect(levels).toBeGreaterThan(2_000);
  });

  it('never show best prices on the way that no line has told', () => {
    const instrument = findSample('USDT_BTC') as Instrument;
    const reader = new TickLineReader('made', instrument);
    const painter = new BookPainter(instrument);
    const naive = new NaiveBook(2, 5);
    const state = emptyMarket();
    const market = marketOf(state, instrument.id);
    const records: TickRecord[] = [];
    const join = new BookJoin((record) => records.push(record));
    const wrong: unknown[] = [];
    for (const line of madeRecording({ seed: 7, seconds: 60, lost: 0.02, snapshotEvery: 40 })) {
      const told = [JSON.stringify([naive.shown.bids[0], naive.shown.asks[0]])];
      join.take(reader.read(line, 1), 1);
      naive.take(line);
      told.push(JSON.stringify([naive.shown.bids[0], naive.shown.asks[0]]));
      // the changes that waited for a snapshot are told one after the other
      const waited = line.includes('lastUpdateId');
      for (const tick of records.splice(0).flatMap((record) => painter.paint(record))) {
        applyTick(state, instrument, tick, 0);
        const best = ({ prices, sizes }: { prices: readonly number[]; sizes: readonly number[] }) =>
          prices.length === 0 ? undefined : [prices[0], sizes[0]];
        const now = JSON.stringify([best(market.bids), best(market.asks)]);
        if (!waited && !told.includes(now)) wrong.push({ tick, now, told });
      }
    }
    expect(wrong.slice(0, 1)).toEqual([]);
  });
});
