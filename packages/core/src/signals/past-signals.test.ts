import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignalCandle } from './candle.ts';
import type { SignalCondition } from './condition.ts';
import { PastSignals, type ToldSignal } from './past-signals.ts';
import { HOUR, MONDAY, SignalDesk } from './test-signals.ts';

const hour = (n: number, low: number, close = low, open = close): SignalCandle => ({
  time: MONDAY + n * HOUR,
  open,
  high: Math.max(open, low, close),
  low,
  close,
  volume: 1,
});

function pastSignals(condition: SignalCondition, candles: readonly SignalCandle[]): readonly ToldSignal[] {
  const past = new PastSignals([condition]);
  return candles.flatMap((candle) => past.push(candle));
}

const RSI: SignalCondition = { kind: 'rsi', interval: '1h', period: 2, points: '50', trigger: 'greater' };

describe('signals of the past', () => {
  it('begin with the close at which a condition holds and did not hold before', () => {
    const closes = [100, 99, 98, 101, 102, 97, 103];
    const candles = closes.map((close, n) => hour(n, close));
    expect(pastSignals(RSI, candles).map(({ at }) => (at - MONDAY) / HOUR)).toEqual([4, 7]);
    // whether the first value is new nobody knows
    expect(pastSignals(RSI, candles.slice(2))).toMatchObject([{ candle: candles[6] }]);
  });

  it('of QFL are told once for a base, with the candle that touched its threshold or at whose close it became the base', () => {
    const qfl: SignalCondition = { kind: 'qfl', type: 'day_trade', percent: '3' };
    const based = [...Array(10).fill(10_100), 10_000, ...Array(5).fill(10_050)];
    const candles = based.map((price, n) => hour(n, price));
    candles.push(hour(16, 9_701), hour(17, 9_700, 9_900), hour(18, 9_600, 9_900));
    const base = MONDAY + 10 * HOUR;
    expect(pastSignals(qfl, candles)).toEqual([
      { condition: 0, at: MONDAY + 18 * HOUR, stamp: base, candle: candles[17] },
    ]);
    expect(pastSignals(qfl, candles.slice(0, 17))).toEqual([]);
  });

  it('tell which of several conditions gave them', () => {
    const past = new PastSignals([RSI, { ...RSI, trigger: 'less' }]);
    const told = [100, 99, 98, 101, 102, 97, 103].flatMap((close, n) => past.push(hour(n, close)));
    expect(told.map(({ condition, at }) => [condition, (at - MONDAY) / HOUR])).toEqual([
      [0, 4],
      [1, 6],
      [0, 7],
    ]);
  });

  it('need one length of candles', () => {
    const qfl: SignalCondition = { kind: 'qfl', type: 'original', percent: '3' };
    expect(new PastSignals([qfl]).series).toEqual({ interval: '4h', bars: 250 });
    const cumulative: SignalCondition = { kind: 'rating', interval: 'cumulative', type: 'buy_or_strong_buy' };
    for (const wrong of [[cumulative], [RSI, qfl], []]) expect(() => new PastSignals(wrong)).toThrow(RangeError);
  });

  const watched: readonly SignalCondition[] = [
    RSI,
    { kind: 'sar', interval: '1h', step: '0.02', most: '0.2', trigger: 'crossing_above' },
    { kind: 'heikin_ashi', interval: '1h', candles: 2, direction: 'falling' },
    { kind: 'qfl', type: 'day_trade', percent: '0.5' },
  ];
  it.each(watched.map((condition) => ({ condition, kind: condition.kind })))(
    'are those that whoever watches it is told: $kind',
    ({ condition }) => {
      // each hour has three trades
      const hours = fc.array(fc.tuple(price(), price(), price()), { minLength: 20, maxLength: 60 });
      fc.assert(
        fc.property(hours, (prices) => {
          const desk = new SignalDesk();
          desk.watch(condition);
          const stamps: number[] = [];
          let before: boolean | undefined;
          const look = (): void => {
            const now = desk.of(condition);
            const isNew = condition.kind === 'qfl' ? now?.stamp !== stamps.at(-1) : before === false;
            if (now?.met === true && isNew) stamps.push(now.stamp);
            before = now?.met;
          };
          const candles = prices.map((three, n) => {
            for (const [i, one] of three.entries()) {
              desk.trade(MONDAY + n * HOUR + i * 1_000, one);
              if (condition.kind === 'qfl') look();
            }
            desk.advance(MONDAY + (n + 1) * HOUR);
            look();
            const [open, , close] = three;
            return { ...hour(n, Math.min(...three), close, open), high: Math.max(...three), volume: 3 };
          });
          expect(pastSignals(condition, candles).map(({ stamp }) => stamp)).toEqual(stamps);
        }),
      );
    },
  );
});

function price(): fc.Arbitrary<number> {
  return fc.integer({ min: 9_800, max: 10_200 });
}
