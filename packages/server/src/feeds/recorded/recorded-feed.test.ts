import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { specifyFeed } from '../feed.spec-suite.ts';
import type { Feed } from '../feed.ts';
import { findSample } from '../sample-instruments.ts';
import { type LoadProgress, loadRecordedFeed } from './load.ts';
import { symbolOfFile } from './tape-name.ts';

const folder = mkdtempSync(join(tmpdir(), 'outcry-tapes-'));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true }));

const HEADER = 'time_ms,open,high,low,close,volume';
const BEGIN = 1_631_917_380_000;

/** Writes a file in a folder of its own and returns its path. */
function write(name: string, content: string | Buffer): string {
  files += 1;
  const place = join(folder, String(files));
  mkdirSync(place);
  writeFileSync(join(place, name), content);
  return join(place, name);
}

function minutes(rows: readonly string[], from = BEGIN): string {
  return `${[HEADER, ...rows.map((row, index) => `${from + index * 60_000},${row}`)].join('\n')}\n`;
}

async function load(...paths: string[]): Promise<Feed> {
  return (await loadRecordedFeed({ paths, findInstrument: findSample })).feed;
}

async function failure(...paths: string[]): Promise<string> {
  return load(...paths).then(
    () => 'loaded',
    (error: Error) => error.message,
  );
}

const LIVELY = Array.from({ length: 90 }, (_, index) => {
  const open = 47_000 + ((index * 37) % 11) * 3.17;
  const close = 47_000 + (((index + 1) * 37) % 11) * 3.17;
  const [high, low] = [Math.max(open, close) + (index % 4) * 1.01, Math.min(open, close) - (index % 3) * 2.5];
  return [open, high, low, close]
    .map((price) => price.toFixed(2))
    .concat(`${(index % 7) + 0.12345}`)
    .join(',');
});

specifyFeed('the recorded feed', {
  open: () =>
    load(write('BTC_USDT-2021-09.csv', minutes(LIVELY)), write('ETH_USDT.csv', minutes(LIVELY, BEGIN + 300_000))),
  instrument: findSample('USDT_BTC')?.id ?? 0,
  dayOffset: 0,
  span: 45 * 60_000,
  trades: 'at the quotes',
});

describe('file names', () => {
  it('stand for instruments: base_quote of crypto is turned round, the rest is what stands before the first dash', () => {
    expect(symbolOfFile('/any/where/BTC_USDT-2021-09.csv.gz')).toBe('USDT_BTC');
    expect(symbolOfFile('ETH_BTC-2021-09.csv.gz')).toBe('BTC_ETH');
    expect(symbolOfFile('SBER-2022-2024.csv.gz')).toBe('SBER');
    expect(symbolOfFile('LKOH.csv')).toBe('LKOH');
    expect(symbolOfFile('GAZP')).toBe('GAZP');
  });

  it('outside the catalogue are refused with file and symbol', async () => {
    expect(await failure(write('XRP_USDT-2021.csv', minutes(['1,1,1,1,1'])))).toContain(
      'XRP_USDT-2021.csv: stands for USDT_XRP',
    );
  });
});

describe('a recorded tape', () => {
  it('plays each bar touching exactly its prices with exactly its volume, opens at its begin and closes at its end', async () => {
    const feed = await load(
      write(
        'BTC_USDT.csv.gz',
        gzipSync(minutes(['100.01,105.5,99,101.25,1.00007', '101.26,101.26,101.26,101.26,0.5'])),
      ),
    );
    const ticks = feed.pull(Number.POSITIVE_INFINITY, 1_000_000);
    const id = findSample('USDT_BTC')?.id;
    expect(ticks[0]).toEqual({ at: BEGIN, tick: { kind: 'status', instrument: id, status: 'normal' } });
    expect(ticks.at(-1)).toEqual({ at: BEGIN + 120_000, tick: { kind: 'status', instrument: id, status: 'closed' } });
    expect(feed.peek()).toBeNull();
    const trades = ticks.flatMap(({ at, tick }) => (tick.kind === 'trade' && at < BEGIN + 60_000 ? [tick] : []));
    const prices = trades.map((trade) => trade.price);
    expect([prices[0], Math.max(...prices), Math.min(...prices), prices.at(-1)]).toEqual([10001, 10550, 9900, 10125]);
    expect(trades.reduce((sum, trade) => sum + trade.size, 0)).toBe(100_007);
    expect(feed.history(id ?? 0, 60, BEGIN, BEGIN + 120_000)).toEqual([
      { time: BEGIN, open: 10001, high: 10550, low: 9900, close: 10125, volume: 100_007 },
      { time: BEGIN + 60_000, open: 10126, high: 10126, low: 10126, close: 10126, volume: 50_000 },
    ]);
  });

  it('gives no bar before it has been played', async () => {
    const feed = await load(write('BTC_USDT.csv', minutes(LIVELY)));
    const id = findSample('USDT_BTC')?.id ?? 0;
    expect(feed.history(id, 60, BEGIN, BEGIN + 3_600_000)).toEqual([]);
    feed.pull(BEGIN + 59_999, 1_000_000);
    expect(feed.history(id, 60, BEGIN, BEGIN + 3_600_000)).toHaveLength(1);
    feed.pull(BEGIN + 299_999, 1_000_000);
    expect(feed.history(id, 60, BEGIN + 60_000, BEGIN + 180_000)).toHaveLength(2);
  });

  it('breaks for a gap of minutes, closes for a gap of hours, goes on through 3 missing bars, and invents no bar', async () => {
    const at = (minute: number, price: string) => `${BEGIN + minute * 60_000},${price},${price},${price},${price},1`;
    const rows = [at(0, '10'), at(1, '11'), at(5, '12'), at(10, '13'), at(200, '14')];
    const feed = await load(write('BTC_USDT.csv', `${HEADER}\n${rows.join('\n')}`));
    const ticks = feed.pull(Number.POSITIVE_INFINITY, 1_000_000);
    const statuses = ticks.flatMap(({ at: time, tick }) =>
      tick.kind === 'status' ? [[(time - BEGIN) / 60_000, tick.status]] : [],
    );
    expect(statuses).toEqual([
      [0, 'normal'],
      [6, 'break'],
      [10, 'normal'],
      [11, 'closed'],
      [200, 'normal'],
      [201, 'closed'],
    ]);
    const bars = feed.history(findSample('USDT_BTC')?.id ?? 0, 60, BEGIN, BEGIN + 300 * 60_000);
    expect(bars.map((bar) => (bar.time - BEGIN) / 60_000)).toEqual([0, 1, 5, 10, 200]);
  });

  it('rounds volumes down to the step, but keeps the steps that touching the prices takes', async () => {
    const feed = await load(
      write('SBER.csv', minutes(['300,300,300,300,129', '300,302,299,301,7', '301,301,301,301,0'])),
    );
    const ticks = feed.pull(Number.POSITIVE_INFINITY, 1_000_000);
    const bars = feed.history(findSample('SBER')?.id ?? 0, 60, BEGIN, BEGIN + 180_000);
    expect(bars.map((bar) => bar.volume)).toEqual([12, 4]);
    expect(ticks.some(({ at, tick }) => at >= BEGIN + 120_000 && tick.kind === 'quote')).toBe(true);
  });

  it('rounds prices of a time with a finer step to the nearest step and counts them', async () => {
    const path = write(
      'LKOH.csv',
      'date,open,high,low,close,volume,value,board\n2002-02-12,448.0,449.0,440.0,445.4,6161,2745974.01,EQBR\n2002-02-28,0.0,0.0,0.0,0.0,0,0.0,EQBR\n',
    );
    const { feed, reports } = await loadRecordedFeed({ paths: [path], findInstrument: findSample });
    expect(reports).toMatchObject([
      { symbol: 'LKOH', bars: 1, roundedPrices: 1, emptyRows: 1, intervalSeconds: 86_400 },
    ]);
    feed.pull(Number.POSITIVE_INFINITY, 1_000_000);
    const midnight = Date.UTC(2002, 1, 11, 21);
    expect(feed.history(findSample('LKOH')?.id ?? 0, 86_400, midnight, midnight + 1)).toEqual([
      { time: midnight, open: 896, high: 898, low: 880, close: 891, volume: 6161 },
    ]);
  });

  it('plays a daily bar in Moscow’s main session', async () => {
    const feed = await load(
      write(
        'LKOH.csv',
        'date,open,high,low,close,volume\n2024-01-15,7000,7100,6950,7050,9000\n2024-01-16,7050,7100,6950,7050,9000',
      ),
    );
    const ticks = feed.pull(Number.POSITIVE_INFINITY, 1_000_000);
    const times = ticks.flatMap(({ at, tick }) => (tick.kind === 'status' ? [new Date(at).toISOString()] : []));
    expect(times).toEqual([
      '2024-01-15T07:00:00.000Z',
      '2024-01-15T15:50:00.000Z',
      '2024-01-16T07:00:00.000Z',
      '2024-01-16T15:50:00.000Z',
    ]);
  });

  it('reads Finam’s closing times in Moscow time and MOEX’s opening times with their zone', async () => {
    const finam =
      '<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>\r\n20150105,100100,1064.0,1064.0,1064.0,1064.0,5\r\n20150105,100200,1064.0,1065.0,1064.0,1065.0,5\r\n';
    expect((await load(write('YNDX-2015.csv.gz', gzipSync(finam)))).peek()).toBe(Date.UTC(2015, 0, 5, 7));
    const moex =
      'begin,open,high,low,close,volume\n2022-01-17 09:50:00+03:00,262.15,262.15,262.15,262.15,76040\n2022-01-17 10:00:00+03:00,262.2,264.01,261.11,261.11,3868040\n';
    expect((await load(write('SBER-2022.csv', moex))).peek()).toBe(Date.UTC(2022, 0, 17, 6, 50));
  });

  it('joins files of one instrument that follow one another, and refuses those that overlap or differ', async () => {
    const early = write('BTC_USDT-2021.csv', minutes(['10,10,10,10,1', '11,11,11,11,1']));
    const late = write('BTC_USDT-2022.csv', minutes(['12,12,12,12,1', '13,13,13,13,1'], BEGIN + 86_400_000));
    const feed = await load(late, early);
    feed.pull(Number.POSITIVE_INFINITY, 1_000_000);
    expect(feed.history(findSample('USDT_BTC')?.id ?? 0, 60, BEGIN, BEGIN + 2 * 86_400_000)).toHaveLength(4);
    expect(await failure(early, early)).toContain('overlaps in time');
    const coarse = write('BTC_USDT-10m.csv', `${HEADER}\n${BEGIN},1,1,1,1,1\n${BEGIN + 600_000},1,1,1,1,1`);
    expect(await failure(early, coarse)).toContain('another bar interval');
  });

  it('jumps without telling a price that has gone: to the beginning of a bar, into it, and further', async () => {
    const rows = ['100,101,99,100,5', '200,201,199,200,5', '300,301,299,300,5'];
    for (const [to, low, high] of [
      [BEGIN + 60_000, 198, 202],
      [BEGIN + 60_001, 198, 202],
      [BEGIN + 120_000, 298, 302],
      [BEGIN + 150_000, 298, 302],
    ] as const) {
      const feed = await load(write('BTC_USDT.csv', minutes(rows)));
      feed.skip?.(to);
      const first = feed.pull(to, 100).flatMap(({ tick }) => (tick.kind === 'quote' ? [tick.bid, tick.ask] : []));
      expect(first.length).toBeGreaterThan(0);
      for (const price of first) {
        expect(price / 100).toBeGreaterThan(low);
        expect(price / 100).toBeLessThan(high);
      }
    }
  });

  it('tells how far loading is', async () => {
    const told: LoadProgress[] = [];
    const path = write('BTC_USDT.csv', minutes(LIVELY));
    await loadRecordedFeed({
      paths: [path],
      findInstrument: findSample,
      onProgress: (progress) => told.push(progress),
    });
    const last = told.at(-1);
    expect(last).toMatchObject({ file: 'BTC_USDT.csv', bytesRead: last?.bytesTotal, rows: 91 });
  });
});

describe('a malformed tape is refused with file, line and field', () => {
  const GOOD = '10,12,9,11,5';
  const cases: readonly [string, string, string][] = [
    ['a missing column', minutes([GOOD, '10,12,9,11']), 'line 3: has 5 columns instead of 6'],
    ['a price that is no number', minutes([GOOD, '10,12,9,1a,5']), 'line 3, field close: "1a" is not a number'],
    ['an empty price', minutes(['10,,9,11,5']), 'line 2, field high: "" is not a number'],
    ['a negative price', minutes(['-1,12,9,11,5']), 'line 2, field open: "-1" is not above zero'],
    ['a price of zero', minutes(['10,12,0,11,5']), 'line 2, field low: "0" is not above zero'],
    [
      'too many decimals',
      minutes(['10.00001,12,9,11,5']),
      'line 2, field open: "10.00001" has too many decimals for the price step 0.01 of USDT_BTC',
    ],
    ['a huge price', minutes(['1e30,12,9,11,5']), 'line 2, field open: "1e30" is too large'],
    ['an endless price', minutes([`${'1'.repeat(90)},12,9,11,5`]), 'line 2, field open: "1111'],
    ['an open above the high', minutes(['13,12,9,11,5']), 'line 2, field open: lies outside low … high'],
    ['a close below the low', minutes(['10,12,9,8,5']), 'line 2, field close: lies outside low … high'],
    ['a negative volume', minutes(['10,12,9,11,-5']), 'line 2, field volume: "-5" is negative'],
    ['a volume of NaN', minutes(['10,12,9,11,NaN']), 'line 2, field volume: "NaN" is not a number'],
    ['movement without volume', minutes(['10,12,9,11,0']), 'line 2, field volume: is 0 although the prices moved'],
    ['a time that is none', `${HEADER}\nsoon,10,12,9,11,5`, 'line 2, field time_ms: "soon" is not a time'],
    ['a time off the minute', `${HEADER}\n1631917380001,10,12,9,11,5`, 'line 2, field time_ms: is not a full minute'],
    [
      'time that stands still',
      `${HEADER}\n${BEGIN},${GOOD}\n${BEGIN},${GOOD}`,
      'line 3, field time_ms: is not later than the row before',
    ],
    [
      'a blank line between rows',
      `${HEADER}\n${BEGIN},${GOOD}\n\n${BEGIN + 60_000},${GOOD}`,
      'line 3: is blank between rows',
    ],
    ['bars of odd length', `${HEADER}\n${BEGIN},${GOOD}\n${BEGIN + 180_000},${GOOD}`, 'its rows are 180 s apart'],
    ['another header', 'a,b,c\n1,2,3', 'line 1: has no header of a candle file'],
    ['no rows', HEADER, 'holds no bars'],
    ['nothing', '', 'is empty'],
    ['an endless line', `${HEADER}\n${'9'.repeat(200_000)}`, 'is too long to be a row'],
  ];
  for (const [what, content, message] of cases) {
    it(what, async () => {
      expect(await failure(write('BTC_USDT-2021.csv', content))).toContain(`BTC_USDT-2021.csv`);
      expect(await failure(write('BTC_USDT-2021.csv', content))).toContain(message);
    });
  }

  it('dates that do not exist', async () => {
    const row = '10,12,9,11,5';
    expect(await failure(write('SBER.csv', `date,open,high,low,close,volume\n2023-02-29,${row}`))).toContain(
      '"2023-02-29" is not a time',
    );
    expect(
      await failure(write('SBER.csv', `begin,open,high,low,close,volume\n2023-02-28 25:00:00+03:00,${row}`)),
    ).toContain('is not a time');
  });

  it('a gzip file that is cut off or damaged', async () => {
    const zipped = gzipSync(minutes(LIVELY));
    expect(await failure(write('BTC_USDT.csv.gz', zipped.subarray(0, zipped.length - 20)))).toMatch(
      /BTC_USDT\.csv\.gz: the gzip file is cut off after line \d+/,
    );
    const broken = Buffer.from(zipped);
    broken.fill(0xff, 40, 60);
    expect(await failure(write('BTC_USDT.csv.gz', broken))).toContain('the gzip file is damaged');
  });

  it('paths that are not there and folders without recordings', async () => {
    expect(await failure(join(folder, 'nowhere'))).toContain('nowhere: does not exist');
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    expect(await failure(empty)).toContain('without recordings');
    writeFileSync(join(empty, 'BTC_USDT.csv'), minutes(LIVELY));
    writeFileSync(join(empty, 'README.md'), 'about these files');
    expect(await failure(empty)).toBe('loaded');
  });
});
