import { readdirSync, readFileSync } from 'node:fs';
import type { Instrument } from '@outcry/core';
import { describe, expect, it } from 'vitest';
import { specifyFeed } from '../feed.spec-suite.ts';
import type { Bar } from '../feed.ts';
import { sampleInstruments } from '../sample-instruments.ts';
import { createSyntheticFeed } from './synthetic-feed.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2025, 4, 14, 12, 0, 2, 345);
const INSTRUMENTS = sampleInstruments();

function open(options: { seed?: number; start?: number; symbols?: readonly string[] } = {}) {
  return createSyntheticFeed({
    seed: options.seed ?? 42,
    instruments: options.symbols === undefined ? INSTRUMENTS : sampleInstruments(options.symbols),
    start: options.start ?? START,
  });
}

function idOf(symbol: string): number {
  return (INSTRUMENTS.find((instrument) => instrument.symbol === symbol) as Instrument).id;
}

for (const symbol of ['SBER', 'USDT_BTC']) {
  specifyFeed(`the synthetic feed (${symbol})`, {
    open: async () => open({ symbols: ['SBER', 'USDT_BTC', 'USDT_ETH'] }),
    instrument: idOf(symbol),
    dayOffset: symbol === 'SBER' ? 10_800_000 : 0,
    span: 70_000,
    trades: 'at the quotes',
  });
}

describe('the synthetic market', { timeout: 30_000 }, () => {
  it('has quoted, shown the book of 20 levels and traded every instrument by its start', () => {
    const seen = new Set<string>();
    for (const { tick } of open().pull(START, 1_000_000)) {
      seen.add(`${tick.kind} ${tick.instrument}`);
      if (tick.kind === 'depth') expect(tick.asks).toHaveLength(40);
    }
    for (const { id } of INSTRUMENTS) {
      for (const kind of ['quote', 'depth', 'trade']) expect(seen).toContain(`${kind} ${id}`);
    }
  });

  it('is the same for the same seed and another one for another seed', () => {
    const ticks = open().pull(START + 5000, 1_000_000);
    expect(open().pull(START + 5000, 1_000_000)).toEqual(ticks);
    expect(open({ seed: 43 }).pull(START + 5000, 1_000_000)).not.toEqual(ticks);
  });

  it('has a history that depends neither on when the feed started nor on what was asked before', () => {
    const from = START - 3 * DAY_MS;
    const warm = open();
    warm.history(1, 86_400, START - 700 * DAY_MS, START);
    warm.pull(START + 20_000, 1_000_000);
    const later = open({ start: START + 5 * DAY_MS, symbols: ['USDT_BTC'] });
    for (const interval of [60, 300, 3600]) {
      expect(later.history(1, interval, from, START - DAY_MS)).toEqual(warm.history(1, interval, from, START - DAY_MS));
    }
  });

  it('plays in a later start what an earlier start would have played', () => {
    const from = START + 60_000;
    const trades = (start: number) =>
      open({ start })
        .pull(from + 30_000, 1_000_000)
        .filter(({ at, tick }) => at >= from && tick.kind === 'trade');
    expect(trades(from)).toEqual(trades(START));
  });

  it('closes the day at the instrument’s own midnight and opens the next where it closed', () => {
    for (const [symbol, offset] of [
      ['SBER', 10_800_000],
      ['USDT_BTC', 0],
    ] as const) {
      const days = open().history(idOf(symbol), 86_400, START - 60 * DAY_MS, START);
      expect(days.length).toBeGreaterThanOrEqual(59);
      for (const [index, day] of days.entries()) {
        expect((day.time + offset) % DAY_MS).toBe(0);
        if (index > 0) expect(day.open).toBe(days[index - 1]?.close);
      }
    }
  });

  it('has day bars that are exactly the join of their hours, months ago as well', () => {
    const feed = open();
    for (const symbol of ['SBER', 'USDT_BTC', 'BTC_ETH', 'SBRF']) {
      const [from, to] = [START - 500 * DAY_MS, START - 470 * DAY_MS];
      const days = feed.history(idOf(symbol), 86_400, from, to);
      expect(days).toHaveLength(30);
      for (const day of days) {
        const hours = feed.history(idOf(symbol), 3600, day.time, day.time + DAY_MS);
        expect(hours).toHaveLength(24);
        expect(day).toEqual({
          time: day.time,
          open: hours[0]?.open,
          high: Math.max(...hours.map((hour) => hour.high)),
          low: Math.min(...hours.map((hour) => hour.low)),
          close: hours[23]?.close,
          volume: hours.reduce((sum, hour) => sum + hour.volume, 0),
        });
      }
    }
  });

  it('stays between half and twice its typical price for years', () => {
    const feed = open();
    for (const instrument of sampleInstruments(['USDT_DOGE', 'SBER', 'EURUSD'])) {
      const typical = Number(instrument.spec.typicalPrice) / Number(instrument.spec.priceStep);
      const days = feed.history(instrument.id, 86_400, START - 800 * DAY_MS, START);
      expect(days).toHaveLength(799);
      // a day's ends stay inside e^±0.65 of it, its highs and lows may pass that by a little
      expect(Math.max(...days.map((day) => day.close))).toBeLessThan(typical * 2);
      expect(Math.min(...days.map((day) => day.close))).toBeGreaterThan(typical / 2);
    }
  });

  it('moves in a day about as much as the instrument says, in clusters, with fatter tails than chance', () => {
    const feed = open();
    for (const symbol of ['USDT_BTC', 'SBER', 'EURUSD']) {
      const instrument = sampleInstruments([symbol])[0] as Instrument;
      const moves = returnsOf(feed.history(instrument.id, 86_400, START - 1000 * DAY_MS, START));
      const wanted = Number(instrument.spec.dailyVolatility);
      const sizes = moves.map(Math.abs);
      expect(deviation(moves)).toBeGreaterThan(wanted * 0.6);
      expect(deviation(moves)).toBeLessThan(wanted * 1.5);
      expect(correlation(sizes.slice(1), sizes.slice(0, -1))).toBeGreaterThan(0.1);
      expect(Math.abs(correlation(moves.slice(1), moves.slice(0, -1)))).toBeLessThan(0.15);
      const fourth = moves.reduce((sum, move) => sum + move ** 4, 0) / moves.length;
      expect(fourth / deviation(moves) ** 4).toBeGreaterThan(3.2);
    }
  });

  it('moves together what belongs together: crypto, shares, a future with its basic asset, the dollar', () => {
    const feed = open();
    const moves = (symbol: string) => returnsOf(feed.history(idOf(symbol), 3600, START - 60 * DAY_MS, START));
    expect(correlation(moves('USDT_BTC'), moves('USDT_ETH'))).toBeGreaterThan(0.4);
    expect(correlation(moves('SBER'), moves('GAZP'))).toBeGreaterThan(0.3);
    expect(correlation(moves('SBER'), moves('SBRF'))).toBeGreaterThan(0.98);
    expect(correlation(moves('EURUSD'), moves('GBPUSD'))).toBeGreaterThan(0.2);
    expect(correlation(moves('EURUSD'), moves('USDJPY'))).toBeLessThan(-0.2);
    expect(Math.abs(correlation(moves('SBER'), moves('USDT_BTC')))).toBeLessThan(0.15);
  });

  it('moves two quarters of one basic asset and two boards of one paper as one', () => {
    const [sber, future] = sampleInstruments(['SBER', 'SBRF']) as [Instrument, Instrument];
    const share = { ...sber.spec, base: 'SBER' };
    const later = {
      ...future.spec,
      symbol: 'SBRF-LATER',
      future: { ...future.spec.future, basicInstrument: 'ABSENT' },
    };
    const instruments = [
      { ...sber, spec: share },
      { ...sber, id: 101, symbol: 'SBER.OTHER', spec: { ...share, symbol: 'SBER.OTHER' } },
      { ...future, id: 102, symbol: 'MIX-1', spec: { ...later, symbol: 'MIX-1' } },
      { ...future, id: 103, symbol: 'MIX-2', spec: { ...later, symbol: 'MIX-2' } },
    ] as Instrument[];
    const feed = createSyntheticFeed({ seed: 5, instruments, start: START });
    const closes = (id: number) => feed.history(id, 3600, START - 5 * DAY_MS, START).map((bar) => bar.close);
    expect(closes(101)).toEqual(closes(sber.id));
    expect(closes(103)).toEqual(closes(102));
  });

  it('prices a cross pair as the ratio of its legs: exactly at ten-minute ends, within 1.5 % always', () => {
    const feed = open();
    const prices = (symbol: string, interval: number) => {
      const step = Number(sampleInstruments([symbol])[0]?.spec.priceStep);
      return feed.history(idOf(symbol), interval, START - DAY_MS, START).map((bar) => bar.close * step);
    };
    for (const [cross, upper, lower] of [
      ['BTC_ETH', 'USDT_ETH', 'USDT_BTC'],
      ['EURGBP', 'EURUSD', 'GBPUSD'],
    ] as const) {
      for (const [interval, tolerance] of [
        [600, 0.0001],
        [60, 0.015],
      ] as const) {
        const [numerators, denominators] = [prices(upper, interval), prices(lower, interval)];
        for (const [index, price] of prices(cross, interval).entries()) {
          const ratio = (numerators[index] ?? 0) / (denominators[index] ?? 1);
          expect(Math.abs(price / ratio - 1)).toBeLessThan(tolerance);
        }
      }
    }
  });

  it('ticks about as often as it is told', () => {
    const feed = createSyntheticFeed({ seed: 1, instruments: INSTRUMENTS, start: START, ticksPerSecond: 300 });
    feed.pull(START, 1_000_000);
    const ticks = feed.pull(START + 60_000, 1_000_000).length / 60;
    expect(ticks).toBeGreaterThan(150);
    expect(ticks).toBeLessThan(600);
  });

  it('closes an expired future at its expiry and says nothing of it afterwards', () => {
    const future = sampleInstruments(['SBRF'])[0] as Instrument;
    const feed = createSyntheticFeed({ seed: 1, instruments: [future], start: future.expiresAt - 20_000 });
    const ticks = feed.pull(Number.POSITIVE_INFINITY, 1_000_000);
    expect(ticks.at(-1)).toEqual({
      at: future.expiresAt,
      tick: { kind: 'status', instrument: future.id, status: 'closed' },
    });
    expect(feed.peek()).toBeNull();
  });

  it('jumps over days at the price of one bar, closing at its end what expired meanwhile', () => {
    const [future, sber] = sampleInstruments(['SBRF', 'SBER']) as [Instrument, Instrument];
    const start = future.expiresAt - 5 * DAY_MS;
    const to = future.expiresAt + 5 * DAY_MS + 1234;
    const jumped = createSyntheticFeed({ seed: 1, instruments: [future, sber], start });
    jumped.pull(start, 1_000_000);
    jumped.skip(to);
    const ticks = jumped.pull(to + 20_000, 1_000_000);
    expect(ticks[0]).toEqual({ at: to, tick: { kind: 'status', instrument: future.id, status: 'closed' } });
    expect(ticks.filter(({ tick }) => tick.instrument === future.id)).toHaveLength(1);
    expect(ticks.slice(1, 3).map(({ at, tick }) => [at, tick.kind, tick.instrument])).toEqual(
      expect.arrayContaining([
        [to, 'quote', sber.id],
        [to, 'depth', sber.id],
      ]),
    );
    const anew = createSyntheticFeed({ seed: 1, instruments: [sber], start: to + 5000 });
    anew.pull(to + 20_000, 1_000_000);
    const trades = ticks.filter(({ tick }) => tick.kind === 'trade');
    expect(trades.length).toBeGreaterThan(10);
    const bars = jumped.history(sber.id, 5, to, to + 20_000);
    expect(bars.length).toBeGreaterThan(1);
    expect(bars).toEqual(anew.history(sber.id, 5, to, to + 20_000));
  });

  it('lets a new listing join while it runs, and refuses one it has', () => {
    const feed = open({ symbols: ['SBER'] });
    feed.pull(START, 1_000_000);
    const gazp = sampleInstruments(['GAZP'])[0] as Instrument;
    feed.list(gazp);
    expect(feed.pull(START + 10_000, 1_000_000).some(({ tick }) => tick.instrument === gazp.id)).toBe(true);
    expect(() => feed.list(gazp)).toThrow('GAZP is listed already');
  });

  it('is made of exact operations only', () => {
    for (const folder of ['.', '../path']) {
      const place = new URL(`${folder}/`, import.meta.url);
      for (const file of readdirSync(place).filter((name) => name.endsWith('.ts') && !name.includes('.test.'))) {
        const source = readFileSync(new URL(file, place), 'utf8');
        expect(source, file).not.toMatch(
          /Math\.(exp|expm1|log\w*|pow|sin|cos|tan\w*|cbrt|hypot|random)|\*\*\s*[a-z]|Date\.now/,
        );
      }
    }
  });

  it('gives these bars on every machine', () => {
    const bars = open().history(idOf('SBER'), 86_400, START - 4 * DAY_MS, START);
    expect(bars).toMatchInlineSnapshot(`
      [
        {
          "close": 32351,
          "high": 33253,
          "low": 32193,
          "open": 33080,
          "time": 1746910800000,
          "volume": 3541244,
        },
        {
          "close": 32469,
          "high": 32909,
          "low": 32138,
          "open": 32351,
          "time": 1746997200000,
          "volume": 3800484,
        },
        {
          "close": 32295,
          "high": 32710,
          "low": 32032,
          "open": 32469,
          "time": 1747083600000,
          "volume": 6161368,
        },
      ]
    `);
  });
});

function returnsOf(bars: readonly Bar[]): number[] {
  return bars.slice(1).map((bar, index) => bar.close / (bars[index]?.close ?? 1) - 1);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

function correlation(left: readonly number[], right: readonly number[]): number {
  const [a, b] = [mean(left), mean(right)];
  const product = mean(left.map((value, index) => (value - a) * ((right[index] ?? b) - b)));
  return product / (deviation(left) * deviation(right));
}
