import {
  ADX,
  AO,
  CCI,
  EMA,
  HMA,
  MACD,
  MFI,
  MOM,
  PercentB,
  RSI,
  SMA,
  StochasticOscillator,
  UltimateOscillator,
  WilliamsR,
  WMA,
  WSMA,
} from 'trading-signals';
import { describe, expect, it } from 'vitest';
import { randomCandles } from '../../../test/signals/candles.ts';
import type { SignalCandle } from '../candle.ts';
import { type Indicator, ONE, VALUE_DIGITS } from '../indicator.ts';
import { Adx } from './adx.ts';
import { type Average, Ema, Sma, Wilder, Wma } from './averages.ts';
import { Awesome } from './awesome.ts';
import { BollingerPercent } from './bollinger.ts';
import { Cci } from './cci.ts';
import { Macd } from './macd.ts';
import { MoneyFlow } from './mfi.ts';
import { Momentum } from './momentum.ts';
import { Hull } from './rating/moving-averages.ts';
import { Rsi } from './rsi.ts';
import { Stochastic } from './stochastic.ts';
import { Ultimate } from './ultimate.ts';
import { WilliamsRange } from './williams-range.ts';

/** After so many candles it does not matter any more how an average began. */
const SETTLED = 700;

/** The library computes with floats. */
const DIGITS = 6;

/** Compares each candle's value with the library's. */
function compare(
  indicator: Indicator,
  line: number,
  library: (candle: SignalCandle) => number | null | undefined,
): void {
  let compared = 0;
  for (const [index, candle] of randomCandles(7, SETTLED + 300).entries()) {
    indicator.push(candle);
    const theirs = library(candle);
    if (index < SETTLED) continue;
    expect(asNumber(indicator.lines?.[line])).toBeCloseTo(theirs as number, DIGITS);
    compared += 1;
  }
  expect(compared).toBe(300);
}

function asNumber(value: bigint | undefined): number {
  return Number(value) / 10 ** VALUE_DIGITS;
}

/** An average of closes as an indicator. */
function ofCloses(average: Average): Indicator {
  const indicator = {
    lines: undefined as readonly bigint[] | undefined,
    push({ close }: SignalCandle): void {
      const value = average.next(BigInt(close) * ONE);
      indicator.lines = value === undefined ? undefined : [value];
    },
  };
  return indicator;
}

describe('indicators agree with an independent library', () => {
  it.each([
    ['simple', new Sma(50), new SMA(50)],
    ['exponential', new Ema(26), new EMA(26)],
    ['Wilder’s', new Wilder(14), new WSMA(14)],
    ['weighted', new Wma(9), new WMA(9)],
    ['Hull’s', new Hull(), new HMA(9)],
  ])('moving average, %s', (_name, ours, theirs) => {
    compare(ofCloses(ours), 0, ({ close }) => theirs.update(close, false));
  });

  it.each([2, 7, 14, 30])('RSI (%i)', (period) => {
    const theirs = new RSI(period, WSMA);
    compare(new Rsi(period), 0, ({ close }) => theirs.update(close, false));
  });

  it('MACD (12, 26, 9) with its signal', () => {
    const [line, signal] = [0, 1].map(() => new MACD(new EMA(12), new EMA(26), new EMA(9)));
    compare(new Macd(12, 26, 9), 0, ({ close }) => line?.update(close, false)?.macd);
    compare(new Macd(12, 26, 9), 1, ({ close }) => signal?.update(close, false)?.signal);
  });

  it('%B (20, 2)', () => {
    const theirs = new PercentB({ interval: 20, deviationMultiplier: 2 });
    compare(new BollingerPercent(20, { coefficient: 2n, scale: 0 }), 0, ({ close }) => theirs.update(close, false));
  });

  it('MFI (14)', () => {
    const theirs = new MFI(14);
    compare(new MoneyFlow(14), 0, (candle) => theirs.update(candle, false));
  });

  it('CCI (20)', () => {
    const theirs = new CCI(20);
    compare(new Cci(20), 0, (candle) => theirs.update(candle, false));
  });

  it('ADX (14) with +DI and -DI', () => {
    const theirs = [0, 1, 2].map(() => new ADX(14)) as [ADX, ADX, ADX];
    compare(new Adx(14), 0, (candle) => theirs[0].update(candle, false));
    compare(new Adx(14), 1, (candle) => {
      theirs[1].update(candle, false);
      return 100 * (theirs[1].pdi as number);
    });
    compare(new Adx(14), 2, (candle) => {
      theirs[2].update(candle, false);
      return 100 * (theirs[2].mdi as number);
    });
  });

  it('stochastic (14, 3, 3), %K and %D', () => {
    const make = () => new StochasticOscillator({ kPeriod: 14, kSlowingPeriod: 3, dPeriod: 3 });
    const [k, d] = [make(), make()];
    compare(new Stochastic(14, 3, 3), 0, (candle) => k.update(candle, false)?.stochK);
    compare(new Stochastic(14, 3, 3), 1, (candle) => d.update(candle, false)?.stochD);
  });

  it('ultimate oscillator (7, 14, 28)', () => {
    const theirs = new UltimateOscillator({ shortPeriod: 7, mediumPeriod: 14, longPeriod: 28 });
    compare(new Ultimate(), 0, (candle) => theirs.update(candle, false));
  });

  it('Williams %R (14)', () => {
    const theirs = new WilliamsR(14);
    compare(new WilliamsRange(14), 0, (candle) => theirs.update(candle, false));
  });

  it('awesome oscillator (5, 34) and momentum (10)', () => {
    const [awesome, momentum] = [new AO(5, 34), new MOM(10)];
    compare(new Awesome(), 0, (candle) => awesome.update(candle, false));
    compare(new Momentum(10), 0, ({ close }) => momentum.update(close, false));
  });
});
