import type { CandlestickData, HistogramData, UTCTimestamp } from 'lightweight-charts';
import type { Candle, IntervalName, Page } from 'outcry/native-api';
import { call, withQuery } from '../api/call.ts';

/** Intervals that the chart offers. */
export const CHART_INTERVALS = ['1m', '5m', '15m', '1h', '4h', '1d', '1w'] as const satisfies readonly IntervalName[];
export type ChartInterval = (typeof CHART_INTERVALS)[number];

/** Candles that one call brings. */
export const CANDLES_AT_ONCE = 500;

/** Candles of an instrument that open before `to` (all there are without it), oldest first. */
export async function loadCandles(
  symbol: string,
  interval: ChartInterval,
  to: string | undefined,
  signal: AbortSignal,
): Promise<readonly Candle[]> {
  const path = `/market/${encodeURIComponent(symbol)}/candles`;
  const page: Pick<Page<Candle>, 'items'> = await call(
    'GET',
    withQuery(path, { interval, limit: CANDLES_AT_ONCE, to }),
    undefined,
    signal,
  );
  return page.items;
}

/** The chart knows no zones: a moment is handed over as the clock on the person's wall shows it. */
export function chartTime(text: string): UTCTimestamp {
  const at = new Date(text);
  return (Math.floor(at.getTime() / 1000) - at.getTimezoneOffset() * 60) as UTCTimestamp;
}

/** A candle as it is drawn: pixels need no exact decimals. */
export function drawnCandle(candle: Candle): CandlestickData<UTCTimestamp> {
  return {
    time: chartTime(candle.time),
    open: Number(candle.open),
    high: Number(candle.high),
    low: Number(candle.low),
    close: Number(candle.close),
  };
}

export function drawnVolume(candle: Candle, up: string, down: string): HistogramData<UTCTimestamp> {
  const rising = Number(candle.close) >= Number(candle.open);
  return { time: chartTime(candle.time), value: Number(candle.volume), color: rising ? up : down };
}
