import type { SignalCandle } from '../../src/index.ts';

/** The technical rating written plainly: everything computed anew with floats, over all candles there are. */
export function naiveRating(candles: readonly SignalCandle[]): number | undefined {
  const averages = averageVotes(candles).filter((vote) => vote !== undefined);
  const others = oscillatorVotes(candles);
  if (averages.length === 0 || others.some((vote) => vote === undefined)) return undefined;
  const rating = (mean(averages) + mean(others as number[])) / 2;
  if (Math.abs(rating) > 0.5 + 1e-12) return 2 * Math.sign(rating);
  return Math.abs(rating) > 0.1 + 1e-12 ? Math.sign(rating) : 0;
}

type Series = (number | undefined)[];

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A value for each candle from the values up to it, once there are `period` of them. */
function rolling(values: Series, period: number, of: (window: number[]) => number): Series {
  return values.map((_, i) => {
    const slice = values.slice(Math.max(0, i - period + 1), i + 1);
    return slice.length === period && slice.every((value) => value !== undefined) ? of(slice as number[]) : undefined;
  });
}

const sma = (values: Series, period: number): Series => rolling(values, period, mean);

const wma = (values: Series, period: number): Series =>
  rolling(values, period, (window) => {
    const weights = window.map((_, i) => i + 1);
    return window.reduce((sum, value, i) => sum + value * (weights[i] as number), 0) / weights.reduce((a, b) => a + b);
  });

function smoothed(values: Series, period: number, part: number): Series {
  const first = values.findIndex((value) => value !== undefined);
  let average: number | undefined;
  return values.map((value, i) => {
    if (first < 0 || i < first + period - 1) return undefined;
    if (average === undefined) average = mean(values.slice(first, i + 1) as number[]);
    else average += part * ((value as number) - average);
    return average;
  });
}

const ema = (values: Series, period: number): Series => smoothed(values, period, 2 / (period + 1));
const wilder = (values: Series, period: number): Series => smoothed(values, period, 1 / period);

/** Combines series place by place. */
function map<const S extends readonly Series[]>(series: S, of: (...values: number[]) => number): Series {
  return (series[0] as Series).map((_, i) => {
    const values = series.map((one) => one[i]);
    return values.includes(undefined) ? undefined : of(...(values as number[]));
  });
}

const vote = (buy: boolean, sell: boolean): number => (buy ? 1 : sell ? -1 : 0);

/** What a rule says of the newest values and those before; undefined where one is missing. */
function newest(
  series: readonly Series[],
  back: number,
  rule: (at: (line: number, back?: number) => number) => number,
) {
  const at = (line: number, before = 0) => series[line]?.at(-1 - before);
  for (let line = 0; line < series.length; line++) {
    for (let before = 0; before <= back; before++) if (at(line, before) === undefined) return undefined;
  }
  return rule(at as (line: number, back?: number) => number);
}

function averageVotes(candles: readonly SignalCandle[]): (number | undefined)[] {
  const close: Series = candles.map((candle) => candle.close);
  const price = close.at(-1) as number;
  const money: Series = candles.map((candle) => candle.close * candle.volume);
  const volume: Series = candles.map((candle) => candle.volume);
  const hull = wma(
    map([wma(close, 4), wma(close, 9)], (half, whole) => 2 * half - whole),
    3,
  );
  const weighted = map([sma(money, 20), sma(volume, 20)], (a, b) => a / b);
  const lines = [10, 20, 30, 50, 100, 200].flatMap((period) => [sma(close, period), ema(close, period)]);
  const votes = [...lines, hull, weighted].map((line) => {
    const value = line.at(-1);
    // floats: what is the same to twelve digits is the same
    return value === undefined ? undefined : Math.abs(price - value) < 1e-6 ? 0 : Math.sign(price - value);
  });
  return [...votes, cloudVote(candles)];
}

function middle(candles: readonly SignalCandle[], period: number): number | undefined {
  if (candles.length < period) return undefined;
  const some = candles.slice(-period);
  return (Math.max(...some.map(({ high }) => high)) + Math.min(...some.map(({ low }) => low))) / 2;
}

function cloudVote(candles: readonly SignalCandle[]): number | undefined {
  const [conversion, base, b] = [9, 26, 52].map((period) => middle(candles, period)) as number[];
  if (b === undefined || conversion === undefined || base === undefined) return undefined;
  const a = (conversion + base) / 2;
  const price = (candles.at(-1) as SignalCandle).close;
  return vote(
    a > b && base > a && conversion > base && price > conversion,
    a < b && base < a && conversion < base && price < conversion,
  );
}

function share(part: number, whole: number): number {
  return whole === 0 ? 50 : (100 * part) / whole;
}

function oscillatorVotes(candles: readonly SignalCandle[]): (number | undefined)[] {
  const close: Series = candles.map((candle) => candle.close);
  const high: Series = candles.map((candle) => candle.high);
  const low: Series = candles.map((candle) => candle.low);
  const before: Series = [undefined, ...close.slice(0, -1)];
  const highBefore: Series = [undefined, ...high.slice(0, -1)];
  const lowBefore: Series = [undefined, ...low.slice(0, -1)];
  const top = (values: Series, period: number) => rolling(values, period, (window) => Math.max(...window));
  const bottom = (values: Series, period: number) => rolling(values, period, (window) => Math.min(...window));
  const range = map([high, low, before], (h, l, c) => Math.max(h, c) - Math.min(l, c));

  const gain = wilder(
    map([close, before], (now, then) => Math.max(0, now - then)),
    14,
  );
  const loss = wilder(
    map([close, before], (now, then) => Math.max(0, then - now)),
    14,
  );
  const rsi = map([gain, loss], (up, down) => share(up, up + down));

  const span = map([top(high, 14), bottom(low, 14)], (h, l) => h - l);
  const place = map([close, bottom(low, 14), span], (c, l, whole) => share(c - l, whole));
  const k = sma(place, 3);
  const d = sma(k, 3);

  const typical = map([high, low, close], (h, l, c) => (h + l + c) / 3);
  const cci = rolling(typical, 20, (window) => {
    const middle = mean(window);
    const deviation = mean(window.map((value) => Math.abs(value - middle)));
    return deviation < 1e-9 ? 0 : ((window.at(-1) as number) - middle) / (0.015 * deviation);
  });

  const rise = map([high, highBefore, low, lowBefore], (h, hb, l, lb) => (h - hb > lb - l && h > hb ? h - hb : 0));
  const fall = map([high, highBefore, low, lowBefore], (h, hb, l, lb) => (lb - l > h - hb && lb > l ? lb - l : 0));
  const directed = (moves: Series) =>
    map([wilder(moves, 14), wilder(range, 14)], (move, whole) => (whole === 0 ? 0 : (100 * move) / whole));
  const [plus, minus] = [directed(rise), directed(fall)];
  const adx = wilder(
    map([plus, minus], (p, m) => (p + m === 0 ? 0 : (100 * Math.abs(p - m)) / (p + m))),
    14,
  );

  const middles = map([high, low], (h, l) => (h + l) / 2);
  const awesome = map([sma(middles, 5), sma(middles, 34)], (fast, slow) => fast - slow);
  const momentum: Series = close.map((now, i) => (i < 10 ? undefined : (now as number) - (close[i - 10] as number)));
  const macd = map([ema(close, 12), ema(close, 26)], (fast, slow) => fast - slow);
  const signal = ema(macd, 9);

  const rsiPlace = map([rsi, bottom(rsi, 14), top(rsi, 14)], (now, l, h) => share(now - l, h - l));
  const fastK = sma(rsiPlace, 3);
  const fastD = sma(fastK, 3);
  const trend = map([close, ema(close, 50)], (now, average) => now - average);
  const bull = map([high, ema(close, 13)], (h, average) => h - average);
  const bear = map([low, ema(close, 13)], (l, average) => l - average);

  const pressure = map([close, low, before], (c, l, b) => c - Math.min(l, b));
  const part = (period: number) =>
    map([sma(pressure, period), sma(range, period)], (bought, whole) => (whole === 0 ? 0.5 : bought / whole));
  const ultimate = map([part(7), part(14), part(28)], (a, b, c) => (100 * (4 * a + 2 * b + c)) / 7);
  const williams = map([place], (value) => value - 100);

  const turning = (series: Series, bottomLine: number, topLine: number) =>
    newest([series], 1, (at) => vote(at(0) < bottomLine && at(0) > at(0, 1), at(0) > topLine && at(0) < at(0, 1)));
  const low20 = (at: (line: number) => number) => at(0) < 20 && at(1) < 20 && at(0) > at(1);
  const high80 = (at: (line: number) => number) => at(0) > 80 && at(1) > 80 && at(0) < at(1);
  return [
    turning(rsi, 30, 70),
    newest([k, d], 0, (at) => vote(low20(at), high80(at))),
    turning(cci, -100, 100),
    newest([adx, plus, minus], 1, (at) => {
      const strong = at(0) > 20 && at(0) > at(0, 1);
      return vote(strong && at(1) > at(2), strong && at(1) < at(2));
    }),
    newest([awesome], 2, (at) => {
      const [now, then, earlier] = [at(0), at(0, 1), at(0, 2)];
      const up = (then <= 0 && now > 0) || (now > 0 && then > 0 && now > then && then < earlier);
      return vote(up, (then >= 0 && now < 0) || (now < 0 && then < 0 && now < then && then > earlier));
    }),
    newest([momentum], 1, (at) => vote(at(0) > at(0, 1), at(0) < at(0, 1))),
    newest([macd, signal], 0, (at) => vote(at(0) > at(1), at(0) < at(1))),
    newest([fastK, fastD, trend], 0, (at) => vote(at(2) < 0 && low20(at), at(2) > 0 && high80(at))),
    turning(williams, -80, -20),
    newest([bull, bear], 1, (at) => {
      const direction = trend.at(-1) as number;
      return vote(direction > 0 && at(1) < 0 && at(1) > at(1, 1), direction < 0 && at(0) > 0 && at(0) < at(0, 1));
    }),
    newest([ultimate], 0, (at) => vote(at(0) > 70, at(0) < 30)),
  ];
}
