import type { Fill, Instrument, Order } from 'outcry/native-api';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLive } from '../api/use-live.ts';
import { CHART_INTERVALS, type ChartInterval, loadCandles } from '../chart/candles.ts';
import { PriceChart, type PriceLine, type PriceMark } from '../chart/price-chart.ts';
import { theme } from '../theme.ts';
import { errorText } from '../words/errors.ts';
import { language, locale, say } from '../words/language.ts';

const KEPT = 'outcry.interval';

function keptInterval(): ChartInterval {
  const kept = localStorage.getItem(KEPT) as ChartInterval | null;
  return kept !== null && CHART_INTERVALS.includes(kept) ? kept : '5m';
}

/** The chart of an instrument with the open orders and the fills of an account on it. */
export function Chart({ instrument, account }: { readonly instrument: Instrument; readonly account: number | null }) {
  const { symbol } = instrument;
  const orders = useLive('orders', account);
  const fills = useLive('fills', account);
  const words = language.value;
  const lines = useMemo(() => linesOf(orders ?? [], symbol), [orders, symbol, words]);
  const marks = useMemo(() => marksOf(fills ?? [], symbol), [fills, symbol]);
  return <CandleChart instrument={instrument} lines={lines} marks={marks} />;
}

/** Orders that rest or wait, each at its price. */
function linesOf(orders: readonly Order[], symbol: string): PriceLine[] {
  const open = orders.filter((order) => order.instrument === symbol && order.endedAt === null);
  return open.flatMap(({ side, quantity, price, stopPrice, status }) => {
    const at = stopPrice !== null && status === 'armed' ? stopPrice : price;
    if (at === null) return [];
    return [{ price: at, colour: side === 'buy' ? 'up' : 'down', title: `${say(side)} ${quantity}` }];
  });
}

function marksOf(fills: readonly Fill[], symbol: string): PriceMark[] {
  return fills
    .filter((fill) => fill.instrument === symbol)
    .map(({ at, side, quantity }) => ({ at, side, text: quantity }));
}

interface CandleChartProps {
  readonly instrument: Instrument;
  readonly lines: readonly PriceLine[];
  readonly marks: readonly PriceMark[];
  /** All lines are in the picture. */
  readonly whole?: boolean;
  /** What lies on the drawn chart. */
  readonly over?: (chart: PriceChart) => ComponentChildren;
}

/** Candles of an instrument, further back as the person scrolls, with lines and marks on them. */
export function CandleChart({ instrument, lines, marks, whole = false, over }: CandleChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const [interval, setInterval] = useState(keptInterval);
  const [chart, setChart] = useState<PriceChart | null>(null);
  const [state, setState] = useState<string | null>(say('loading'));
  const { symbol } = instrument;
  const candles = useLive('candles', chart === null ? null : `${symbol} ${interval}`);

  useEffect(() => {
    if (element.current === null) return;
    const drawn = new PriceChart(element.current, instrument, locale.value, whole);
    const left = new AbortController();
    let loading = false;
    let complete = false;
    const load = async (): Promise<void> => {
      if (loading || complete) return;
      loading = true;
      try {
        const candles = await loadCandles(symbol, interval, drawn.oldest?.time, left.signal);
        complete = candles.length === 0;
        drawn.addOlder(candles);
        setState(drawn.oldest === undefined ? say('noCandles') : null);
      } catch (error) {
        if (!left.signal.aborted) setState(errorText(error));
      } finally {
        loading = false;
      }
    };
    void load().then(() => {
      if (left.signal.aborted) return;
      drawn.whenAtStart(() => void load());
      setChart(drawn);
    });
    return () => {
      left.abort();
      setChart(null);
      drawn.remove();
    };
  }, [instrument, symbol, interval, whole]);

  useEffect(() => {
    for (const candle of candles ?? []) chart?.take(candle);
  }, [chart, candles]);
  useEffect(() => chart?.showLines(lines), [chart, lines]);
  useEffect(() => chart?.showMarks(marks), [chart, marks]);
  const colours = theme.value;
  const place = locale.value;
  useEffect(() => chart?.wear(), [chart, colours]);
  useEffect(() => chart?.showTime(place, false), [chart, place]);

  const choose = (each: ChartInterval): void => {
    localStorage.setItem(KEPT, each);
    setState(say('loading'));
    setInterval(each);
  };
  return (
    <div class="chart">
      <div class="intervals">
        {CHART_INTERVALS.map((each) => (
          <button type="button" key={each} aria-pressed={each === interval} onClick={() => choose(each)}>
            {each}
          </button>
        ))}
      </div>
      <div class="plot">
        <div class="canvas" ref={element} role="img" aria-label={`${say('chart')} ${symbol} ${interval}`} />
        {chart !== null && over?.(chart)}
      </div>
      {state !== null && <p class="waiting over">{state}</p>}
    </div>
  );
}
