import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { applyTick, emptyMarket, type Instrument, marketOf, type Tick } from '@outcry/core';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { specifyFeed } from '../../feed.spec-suite.ts';
import { findSample } from '../../sample-instruments.ts';
import { loadRecordedFeed } from '../load.ts';
import { symbolsOfTickFile } from '../tape-name.ts';
import { AT, best, changes, SNAPSHOT, trade } from './lines.testkit.ts';
import { MADE_FROM, madeRecording } from './recording.testkit.ts';

const folder = mkdtempSync(join(tmpdir(), 'outcry-ticks-'));
const BTC = findSample('USDT_BTC') as Instrument;
let files = 0;

afterAll(() => rmSync(folder, { recursive: true }));

/** Writes files in a folder of their own and returns its path. */
function write(contents: Readonly<Record<string, readonly string[]>>): string {
  files += 1;
  const place = join(folder, String(files));
  mkdirSync(place);
  for (const [name, lines] of Object.entries(contents)) {
    const text = `${lines.join('\n')}\n`;
    writeFileSync(join(place, name), name.endsWith('.gz') ? gzipSync(text) : text);
  }
  return place;
}

function load(contents: Readonly<Record<string, readonly string[]>>) {
  return loadRecordedFeed({ paths: [write(contents)], findInstrument: findSample });
}

specifyFeed('the recording of single ticks', {
  open: async () => (await load({ 'btcusdt_20240808.gz': madeRecording({ seed: 1, seconds: 200 }) })).feed,
  instrument: BTC.id,
  dayOffset: 0,
  span: 150_000,
  trades: 'as recorded',
});

/** The ticks of a recording, short: time after AT, kind and numbers. */
async function played(...lines: string[]): Promise<string[]> {
  const { feed } = await load({ 'btcusdt_1.gz': lines });
  return feed.pull(Number.POSITIVE_INFINITY, 10_000).map(({ at, tick }) => `${at - AT} ${short(tick)}`);
}

function short(tick: Tick): string {
  switch (tick.kind) {
    case 'quote':
      return `quote ${tick.bid} x ${tick.bidSize} | ${tick.ask} x ${tick.askSize}`;
    case 'depth':
      return `depth ${tick.bids.join(' ')} | ${tick.asks.join(' ')}`;
    case 'level':
      return `${tick.side} ${tick.price} x ${tick.size}`;
    case 'trade':
      return `${tick.aggressor} ${tick.price} x ${tick.size}`;
    case 'status':
      return tick.status;
    case 'day':
      return 'day';
  }
}

describe('a recording of single ticks', () => {
  it('plays snapshot, changes, best quotes and trades; what has no exchange time comes at the newest one before it', async () => {
    expect(
      await played(
        best(8, '100.00', '1.00000', '101.00', '4'),
        SNAPSHOT,
        trade('101.00', '0.50000000', false, AT + 5),
        best(12, '100.50', '0.00001', '101.00', '2.50000'),
        trade('100.50', '0.00001', true, AT + 3),
        changes(
          11,
          14,
          [
            ['100.50', '0.2'],
            ['99.00', '0'],
          ],
          [
            ['101.00', '2.5'],
            ['102', '7'],
          ],
          AT + 9,
        ),
        changes(
          15,
          15,
          [
            ['100.50', '0.00'],
            ['98.5', '0.1'],
          ],
          [],
          AT + 10,
        ),
      ),
    ).toEqual([
      '5 normal',
      '5 quote 10000 x 100000 | 10100 x 400000',
      '5 quote 10000 x 100000 | 10100 x 300000',
      '5 depth 10000 100000 9900 200000 | 10100 300000',
      '5 buy 10100 x 50000',
      '5 quote 10050 x 1 | 10100 x 250000',
      '5 sell 10050 x 1',
      '9 bid 9900 x 0',
      '9 quote 10050 x 20000 | 10100 x 250000',
      '9 ask 10200 x 700000',
      '10 quote 10000 x 100000 | 10100 x 250000',
      '10 bid 9850 x 10000',
      '10 closed',
    ]);
  });

  it('shows the best quote alone while the book is not known, and the whole book again after the next snapshot', async () => {
    expect(
      await played(
        SNAPSHOT,
        changes(12, 13, [], []),
        best(14, '100.00', '5', '101.00', '6'),
        '1 {"lastUpdateId":13,"bids":[["99.5","1"]],"asks":[["101","3"],["103","1"]]}',
      ),
    ).toEqual([
      '0 normal',
      '0 quote 10000 x 100000 | 10100 x 300000',
      '0 depth 10000 100000 9900 200000 | 10100 300000',
      '0 quote 0 x 0 | 0 x 0',
      '0 depth  | ',
      '0 quote 10000 x 500000 | 10100 x 600000',
      '0 quote 10000 x 500000 | 10100 x 600000',
      '0 depth 10000 500000 9950 100000 | 10100 600000 10300 100000',
      '0 closed',
    ]);
  });

  it('keeps 50 levels a side on display: what leaves makes room for the next one, what is far away is not told', async () => {
    const side = (from: number, step: number) =>
      Array.from({ length: 60 }, (_, index) => [`${from + step * index}.00`, '1']);
    const whole = `1 {"lastUpdateId":10,"bids":${JSON.stringify(side(1000, -1))},"asks":${JSON.stringify(side(1001, 1))}}`;
    const { feed } = await load({
      'btcusdt_1.gz': [
        whole,
        changes(
          11,
          12,
          [
            ['990.00', '0'],
            ['945.00', '9'],
          ],
          [],
        ),
        changes(13, 13, [['990.00', '2']], []),
        changes(14, 14, [['1000.50', '2']], []),
      ],
    });
    const ticks = feed.pull(Number.POSITIVE_INFINITY, 1000).map(({ tick }) => tick);
    expect(ticks.slice(3, -1).map(short)).toEqual([
      'bid 99000 x 0',
      'bid 95000 x 100000',
      'bid 99000 x 200000',
      'quote 100050 x 200000 | 100100 x 100000',
    ]);
  });

  it('breaks after three silent minutes, closes after an hour, and shows the whole book when it goes on', async () => {
    const minute = 60_000;
    expect(
      await played(
        SNAPSHOT,
        trade('101', '1', false),
        trade('101', '1', false, AT + 3 * minute),
        trade('101', '1', false, AT + 6 * minute + 1),
        trade('101', '1', false, AT + 66 * minute + 1),
      ),
    ).toEqual([
      '0 normal',
      '0 quote 10000 x 100000 | 10100 x 300000',
      '0 depth 10000 100000 9900 200000 | 10100 300000',
      '0 buy 10100 x 100000',
      '180000 buy 10100 x 100000',
      '180000 break',
      '360001 normal',
      '360001 quote 10000 x 100000 | 10100 x 300000',
      '360001 depth 10000 100000 9900 200000 | 10100 300000',
      '360001 buy 10100 x 100000',
      '360001 closed',
      '3960001 normal',
      '3960001 quote 10000 x 100000 | 10100 x 300000',
      '3960001 depth 10000 100000 9900 200000 | 10100 300000',
      '3960001 buy 10100 x 100000',
      '3960001 closed',
    ]);
  });

  it('shows after a skip the book it would have shown, wherever that is', async () => {
    const lines = madeRecording({ seed: 3, seconds: 40, lost: 0.05, snapshotEvery: 30 });
    const contents = { 'btcusdt_1.gz': lines };
    const whole = (await load(contents)).feed.pull(Number.POSITIVE_INFINITY, 100_000);
    const shown = (ticks: typeof whole) => {
      const state = emptyMarket();
      for (const { at, tick } of ticks) applyTick(state, BTC, tick, at);
      const { bids, asks, status } = marketOf(state, BTC.id);
      return [bids.prices, bids.sizes, asks.prices, asks.sizes, status];
    };
    const paths = [write(contents)];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 42_000 }), async (after) => {
        const { feed } = await loadRecordedFeed({ paths, findInstrument: findSample });
        const to = MADE_FROM + after;
        feed.skip(to);
        expect(shown(feed.pull(to, 1000))).toEqual(shown(whole.filter(({ at }) => at <= to)));
        expect(feed.pull(Number.POSITIVE_INFINITY, 100_000)).toEqual(whole.filter(({ at }) => at > to));
      }),
      { numRuns: 40 },
    );
  });

  it('tells what it found: lines, trades, snapshots, faults, rounded sizes', async () => {
    const { reports } = await load({
      'btcusdt_1.gz': [
        SNAPSHOT,
        changes(
          11,
          11,
          [
            ['98', '1.000001'],
            ['97', '0.000001'],
          ],
          [],
        ),
        changes(20, 21, [], []),
        best(2, '1', '1', '2', '1'),
        trade('100', '1', true),
      ],
    });
    expect(reports).toEqual([
      {
        kind: 'ticks',
        file: 'btcusdt_1.gz',
        symbol: 'USDT_BTC',
        lines: 5,
        trades: 1,
        snapshots: 1,
        oldLines: 0,
        roundedSizes: 2,
        faultCount: 1,
        faults: [{ line: 3, problem: 'updates 12 … 19 of the book are missing' }],
        bars: 1,
        intervalSeconds: 5,
        from: AT,
        to: AT,
      },
    ]);
  });
});

describe('folders', () => {
  const candle = (minute: number, price: number) =>
    `${AT - (AT % 60_000) + minute * 60_000},${price},${price},${price},${price},1`;
  const HEADER = 'time_ms,open,high,low,close,volume';

  it('with candles and single ticks are merged by time, those of one instrument one after the other', async () => {
    const { feed, reports } = await load({
      'BTC_USDT-early.csv': [HEADER, candle(-3, 90), candle(-2, 91)],
      'BTC_USDT-late.csv': [HEADER, candle(2, 93), candle(3, 94)],
      'ETH_USDT.csv': [HEADER, candle(0, 50), candle(1, 51)],
      'btcusdt_20240808.gz': [SNAPSHOT, trade('101', '2', false), trade('102', '1', false, AT + 1000)],
    });
    expect(reports.map(({ kind }) => kind)).toEqual(['candles', 'candles', 'candles', 'ticks']);
    const ticks = feed.pull(Number.POSITIVE_INFINITY, 100_000);
    const times = ticks.map(({ at }) => at);
    expect(times).toEqual([...times].sort((left, right) => left - right));
    const closes = (seconds: number) =>
      feed.history(BTC.id, seconds, AT - 600_000, AT + 600_000).map(({ close, volume }) => [close, volume]);
    expect(closes(60)).toEqual([
      [9000, 100_000],
      [9100, 100_000],
      [10_200, 300_000],
      [9300, 100_000],
      [9400, 100_000],
    ]);
    expect(feed.history(BTC.id, 86_400, AT - 86_400_000, AT)).toMatchObject([
      { open: 9000, high: 10_200, close: 9400, volume: 700_000 },
    ]);
  });

  it('are refused when candles and single ticks of one instrument overlap', async () => {
    await expect(
      load({
        'BTC_USDT.csv': [HEADER, candle(-1, 90), candle(0, 91)],
        'btcusdt_1.gz': [SNAPSHOT, trade('101', '2', false)],
      }),
    ).rejects.toThrow('btcusdt_1.gz: overlaps in time with BTC_USDT.csv of the same instrument');
  });
});

describe('file names', () => {
  it('of tick recordings are base and quote in one word, which the catalogue takes apart', async () => {
    expect(symbolsOfTickFile('/any/btcusdt_20240808.gz')).toContain('USDT_BTC');
    expect(symbolsOfTickFile('ethbtc-1.txt')).toContain('BTC_ETH');
    expect(symbolsOfTickFile('BTC_USDT-2024.gz')[0]).toBe('USDT_BTC');
    await expect(load({ 'xrpusdt_1.gz': [SNAPSHOT] })).rejects.toThrow(
      'xrpusdt_1.gz: stands for XRPUSDT, which the catalogue does not list',
    );
  });
});
