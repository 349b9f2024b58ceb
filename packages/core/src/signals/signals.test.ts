import { describe, expect, it } from 'vitest';
import type { SignalCandle } from './candle.ts';
import type { SignalCondition, SignalTrigger } from './condition.ts';
import { beginSignalHistory, giveSignalHistory, wantsSignalHistory } from './history.ts';
import { HOUR, MONDAY, SignalDesk } from './test-signals.ts';

const rsi = (trigger: SignalTrigger, points = '50'): SignalCondition => ({
  kind: 'rsi',
  interval: '1h',
  period: 1,
  points,
  trigger,
});

/** One trade an hour from Monday on; the last candle has ended. */
function play(desk: SignalDesk, prices: readonly number[]): void {
  for (const [hour, price] of prices.entries()) desk.trade(MONDAY + hour * HOUR, price);
  desk.advance(MONDAY + prices.length * HOUR);
}

describe('a condition on candles', () => {
  it('is judged when a candle closes and holds until the next one does', () => {
    const desk = new SignalDesk();
    desk.watch(rsi('greater'));
    play(desk, [100, 101]);
    expect(desk.of(rsi('greater'))).toEqual({ met: true, stamp: MONDAY + 2 * HOUR });
    // the price falls, the candle is not over
    desk.trade(MONDAY + 2 * HOUR + 1, 50);
    expect(desk.of(rsi('greater'))).toEqual({ met: true, stamp: MONDAY + 2 * HOUR });
    desk.advance(MONDAY + 3 * HOUR - 1);
    expect(desk.of(rsi('greater'))?.met).toBe(true);
    desk.advance(MONDAY + 3 * HOUR);
    expect(desk.of(rsi('greater'))).toEqual({ met: false, stamp: MONDAY + 3 * HOUR });
  });

  it('an hour without trades has no candle: the value stays, and so does its stamp', () => {
    const desk = new SignalDesk();
    desk.watch(rsi('greater'));
    play(desk, [100, 101]);
    desk.advance(MONDAY + 9 * HOUR);
    expect(desk.of(rsi('greater'))?.stamp).toBe(MONDAY + 2 * HOUR);
    desk.trade(MONDAY + 9 * HOUR, 90);
    desk.advance(MONDAY + 10 * HOUR);
    expect(desk.of(rsi('greater'))).toEqual({ met: false, stamp: MONDAY + 10 * HOUR });
  });

  it('crossing asks on which side the close before was, and lasts one candle', () => {
    const desk = new SignalDesk();
    for (const trigger of ['crossing_above', 'crossing_below'] as const) desk.watch(rsi(trigger));
    const seen: (boolean | undefined)[][] = [];
    // RSI (1): 0, 100, 100, 0
    for (const [hour, price] of [100, 99, 101, 102, 100].entries()) {
      desk.trade(MONDAY + hour * HOUR, price);
      desk.advance(MONDAY + (hour + 1) * HOUR);
      seen.push([desk.of(rsi('crossing_above'))?.met, desk.of(rsi('crossing_below'))?.met]);
    }
    expect(seen).toEqual([
      [undefined, undefined],
      [false, false],
      [true, false],
      [false, false],
      [false, true],
    ]);
  });

  it('a level that is touched is not crossed', () => {
    const desk = new SignalDesk();
    desk.watch(rsi('greater', '100'));
    desk.watch(rsi('crossing_above', '100'));
    play(desk, [100, 99, 101]);
    expect(desk.of(rsi('greater', '100'))?.met).toBe(false);
    expect(desk.of(rsi('crossing_above', '100'))?.met).toBe(false);
  });

  it('every condition that a candle gives a new value is told once', () => {
    const desk = new SignalDesk();
    desk.watch(rsi('greater'));
    desk.watch(rsi('less'));
    play(desk, [100]);
    expect(desk.updated()).toEqual([]);
    desk.trade(MONDAY + HOUR, 101);
    desk.advance(MONDAY + 2 * HOUR);
    desk.trade(MONDAY + 2 * HOUR, 102);
    desk.advance(MONDAY + 3 * HOUR);
    expect(desk.updated()).toEqual(['rsi:1h:50:greater:1', 'rsi:1h:50:less:1']);
    expect(desk.updated()).toEqual([]);
  });
});

describe('the cumulative rating', () => {
  const cumulative: SignalCondition = { kind: 'rating', interval: 'cumulative', type: 'buy_or_strong_buy' };
  const INTERVALS = ['1m', '5m', '15m', '1h', '4h', '1d'] as const;
  const LENGTHS = { '1m': 1, '5m': 5, '15m': 15, '1h': 60, '4h': 240, '1d': 1_440 } as const;

  /** Candles up to Monday whose closes rise or fall faster and faster. */
  function slope(interval: (typeof INTERVALS)[number], step: number): SignalCandle[] {
    const length = LENGTHS[interval] * 60_000;
    return Array.from({ length: 300 }, (_, i) => {
      const price = 10_000_000 + step * i * i;
      return { time: MONDAY - (300 - i) * length, open: price, high: price, low: price, close: price, volume: 1 };
    });
  }

  function deskWith(falling: readonly string[]): SignalDesk {
    const desk = new SignalDesk();
    desk.advance(MONDAY);
    desk.want(cumulative);
    for (const { instrument, interval } of beginSignalHistory(desk.world.signals, 0)) {
      const one = interval as (typeof INTERVALS)[number];
      giveSignalHistory(desk.world.signals, instrument, one, slope(one, falling.includes(one) ? -1 : 1));
    }
    return desk;
  }

  it('is met when 1m, 5m, 15m, 1h, 4h and 1d agree', () => {
    expect(deskWith([]).of(cumulative)).toEqual({ met: true, stamp: MONDAY });
  });

  it.each(INTERVALS)('is not when %s alone says otherwise', (interval) => {
    expect(deskWith([interval]).of(cumulative)).toEqual({ met: false, stamp: MONDAY });
  });
});

describe('history', () => {
  it('is wanted once for all who watch, with as many candles as the longest indicator asks for', () => {
    const desk = new SignalDesk();
    for (const period of [2, 14]) {
      for (const points of ['30', '70']) desk.want({ kind: 'rsi', interval: '1h', period, points, trigger: 'less' });
    }
    expect(beginSignalHistory(desk.world.signals, 0)).toEqual([{ instrument: 1, interval: '1h', bars: 295 }]);
    expect(wantsSignalHistory(desk.world.signals)).toBe(false);
  });

  it('that cannot be had is wanted again', () => {
    const desk = new SignalDesk();
    desk.want(rsi('less'));
    beginSignalHistory(desk.world.signals, 0);
    giveSignalHistory(desk.world.signals, 1, '1h', null);
    expect(wantsSignalHistory(desk.world.signals)).toBe(true);
  });

  it('asked for while other history is on its way comes after it', () => {
    const desk = new SignalDesk();
    desk.want(rsi('less'));
    beginSignalHistory(desk.world.signals, 0);
    desk.want({ kind: 'ult', interval: '1h', points: '50', trigger: 'less' });
    expect(wantsSignalHistory(desk.world.signals)).toBe(false);
    giveSignalHistory(desk.world.signals, 1, '1h', []);
    expect(beginSignalHistory(desk.world.signals, 0)).toEqual([{ instrument: 1, interval: '1h', bars: 30 }]);
  });

  it('trades that the feed tells again are in it already', () => {
    const desk = new SignalDesk();
    const mfi: SignalCondition = { kind: 'mfi', interval: '1h', period: 2, points: '50', trigger: 'greater' };
    desk.want(mfi);
    const history = [100, 102, 101].map((price, i) => ({
      time: MONDAY + i * HOUR,
      open: price,
      high: price,
      low: price,
      close: price,
      volume: 10,
    }));
    beginSignalHistory(desk.world.signals, MONDAY + 2 * HOUR + 2);
    // told again: without it the last candle would count 1 010 of volume
    desk.trade(MONDAY + 2 * HOUR, 101, 1_000);
    giveSignalHistory(desk.world.signals, 1, '1h', history);
    desk.trade(MONDAY + 2 * HOUR + 1, 101, 1_000);
    desk.advance(MONDAY + 3 * HOUR);
    // rises 102 × 10, falls 101 × 10: above 50 by a hair
    expect(desk.of(mfi)?.met).toBe(true);
  });

  it('out of order is refused', () => {
    const desk = new SignalDesk();
    desk.want(rsi('less'));
    beginSignalHistory(desk.world.signals, 0);
    const candle = { time: MONDAY, open: 1, high: 1, low: 1, close: 1, volume: 1 };
    expect(() => giveSignalHistory(desk.world.signals, 1, '1h', [candle, candle])).toThrow(RangeError);
  });
});
