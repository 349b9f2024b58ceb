import { describe, expect, it } from 'vitest';
import { checkSignalCondition, conditionKey } from './check-condition.ts';
import type { SignalCondition } from './condition.ts';

const RSI = { kind: 'rsi', interval: '1h', points: '30', trigger: 'less', period: 7 } as const;

const GOOD: readonly SignalCondition[] = [
  RSI,
  { kind: 'qfl', type: 'conservative', percent: '97.99' },
  { kind: 'rating', interval: 'cumulative', type: 'strong_buy' },
  { kind: 'ult', interval: '3m', points: '30', trigger: 'crossing_above' },
  { kind: 'bollinger', interval: '1w', period: 20, deviations: '2', points: '-0.1', trigger: 'less' },
  { kind: 'cci', interval: '4h', period: 40, points: '-200', trigger: 'crossing_below' },
  { kind: 'stochastic', interval: '1d', period: 14, smooth: 3, signal: 3, points: '20', trigger: 'less', cross: null },
  { kind: 'macd', interval: '1d', fast: 12, slow: 26, signal: 9, trigger: 'crossing_above', line: 'less' },
  { kind: 'ma_cross', interval: '1d', average: 'sma', fast: 20, slow: 50, trigger: 'crossing_above' },
  { kind: 'sar', interval: '4h', step: '0.02', most: '0.2', trigger: 'crossing_above' },
  { kind: 'heikin_ashi', interval: '2h', candles: 3, direction: 'falling' },
];

describe('a start condition', () => {
  it.each(GOOD)('%j is one', (condition) => {
    expect(checkSignalCondition(condition)).toBeNull();
  });

  it.each([
    [undefined, 'kind'],
    [{ kind: 'nonstop' }, 'kind'],
    [{ kind: 'constructor' }, 'kind'],
    [{ ...RSI, interval: '7m' }, 'interval'],
    [{ ...RSI, interval: 'cumulative' }, 'interval'],
    [{ ...RSI, points: 30 }, 'points'],
    [{ ...RSI, points: 'NaN' }, 'points'],
    [{ ...RSI, points: '0.123456789' }, 'points'],
    [{ ...RSI, points: '1000001' }, 'points'],
    [{ ...RSI, period: 0 }, 'period'],
    [{ ...RSI, period: 31 }, 'period'],
    [{ ...RSI, period: 7.5 }, 'period'],
    [{ ...RSI, trigger: 'equal' }, 'trigger'],
    [{ kind: 'qfl', type: 'original', percent: '0' }, 'percent'],
    [{ kind: 'qfl', type: 'original', percent: '100' }, 'percent'],
    [{ kind: 'qfl', type: 'conservative', percent: '98' }, 'percent'],
    [{ kind: 'qfl', type: 'night_trade', percent: '3' }, 'type'],
    [{ kind: 'rating', interval: '30m', type: 'strong_buy' }, 'interval'],
    [{ kind: 'rating', interval: '1h', type: 'neutral' }, 'type'],
    [{ ...GOOD[7], fast: 26 }, 'fast'],
    [{ ...GOOD[6], cross: 'less' }, 'cross'],
    [{ ...GOOD[9], most: '0.01' }, 'most'],
    [{ ...GOOD[9], step: '0' }, 'step'],
    [{ ...GOOD[10], candles: 11 }, 'candles'],
  ])('%j is none: %s', (condition, field) => {
    expect(checkSignalCondition(condition)?.field).toBe(field);
  });

  it('has the same key however its numbers are written', () => {
    expect(conditionKey({ ...RSI, points: '30.00' })).toBe(conditionKey(RSI));
    expect(conditionKey({ ...RSI, points: '3e1' })).toBe(conditionKey(RSI));
  });

  it('has another key when anything about it differs', () => {
    const keys = [...GOOD, { ...RSI, points: '30.1' }, { ...RSI, period: 8 }, { ...RSI, trigger: 'greater' } as const];
    expect(new Set(keys.map(conditionKey)).size).toBe(keys.length);
  });
});
