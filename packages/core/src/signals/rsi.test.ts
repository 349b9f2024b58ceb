import { describe, expect, it } from 'vitest';
import { formatFixed } from '../numbers/index.ts';
import type { SignalCandle } from './candle.ts';
import { VALUE_DIGITS } from './indicator.ts';
import { Rsi } from './indicators/rsi.ts';

/** A candle of which only the close matters. */
const at = (close: number, time: number): SignalCandle => ({
  time,
  open: close,
  high: close,
  low: close,
  close,
  volume: 1,
});

/** RSI after each close with two decimals, from the first on that has one. */
function rsiOf(period: number, closes: readonly number[]): string[] {
  const rsi = new Rsi(period);
  const values: string[] = [];
  for (const [time, close] of closes.entries()) {
    rsi.push(at(close, time));
    const value = rsi.lines?.[0];
    if (value !== undefined) values.push(formatFixed({ coefficient: value, scale: VALUE_DIGITS }, 2, 'halfUp'));
  }
  return values;
}

describe('relative strength index', () => {
  it('is 100 × average gain / (average gain + average loss), both after Wilder', () => {
    // closes of the common textbook example in hundredths, its RSI (14) to two digits
    const closes = [
      4434, 4409, 4415, 4361, 4433, 4483, 4510, 4542, 4584, 4608, 4589, 4603, 4561, 4628, 4628, 4600, 4603, 4641, 4622,
      4564,
    ];
    expect(rsiOf(14, closes)).toEqual(['70.46', '66.25', '66.48', '69.35', '66.29', '57.92']);
  });

  it('over two candles, by hand', () => {
    // changes +4, -2: 4/6; then +2 gives gains (2+2)/2, losses (1+0)/2; then -4 gives 1 and (0.5+4)/2
    expect(rsiOf(2, [10, 14, 12, 14, 10])).toEqual(['66.67', '80.00', '30.77']);
  });

  it('is 100 when nothing was lost, 0 when nothing was gained, 50 when nothing moved', () => {
    expect(rsiOf(1, [10, 11, 10, 10])).toEqual(['100.00', '0.00', '50.00']);
  });
});
