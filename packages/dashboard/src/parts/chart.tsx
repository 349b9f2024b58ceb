import type { Instrument } from 'outcry/native-api';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useLive } from '../api/use-live.ts';
import { CHART_INTERVALS, type ChartInterval, loadCandles } from '../chart/candles.ts';
import { PriceChart } from '../chart/price-chart.ts';
import { theme } from '../theme.ts';
import { errorText } from '../words/errors.ts';
import { locale, say } from '../words/language.ts';

const KEPT = 'outcry.interval';

function keptInterval(): ChartInterval {
  const kept = localStorage.getItem(KEPT) as ChartInterval | null;
  return kept !== null && CHART_INTERVALS.includes(kept) ? kept : '5m';
}

/** Candles of an instrument, further back as the person scrolls, with the account's orders and fills on them. */
export function Chart({ instrument, account }: { readonly instrument: Instrument; readonly account: number | null }) {
  const element = useRef<HTMLDivElement>(null);
  const [interval, setInterval] = useState(keptInterval);
  const [chart, setChart] = useState<PriceChart | null>(null);
  const [state, setState] = useState<string | null>(say('loading'));
  const { symbol } = instrument;
  const orders = useLive('orders', account);
  const fills = useLive('fills', account);
  const candles = useLive('candles', chart === null ? null : `${symbol} ${interval}`);

  useEffect(() => {
    if (element.current === null) return;
    const drawn = new PriceChart(element.current, instrument, locale.value);
    const over = new AbortController();
    let loading = false;
    let complete = false;
    const load = async (): Promise<void> => {
      if (loading || complete) return;
      loading = true;
      try {
        const candles = await loadCandles(symbol, interval, drawn.oldest?.time, over.signal);
        complete = candles.length === 0;
        drawn.addOlder(candles);
        setState(drawn.oldest === undefined ? say('noCandles') : null);
      } catch (error) {
        if (!over.signal.aborted) setState(errorText(error));
      } finally {
        loading = false;
      }
    };
    void load().then(() => {
      if (over.signal.aborted) return;
      drawn.whenAtStart(() => void load());
      setChart(drawn);
    });
    return () => {
      over.abort();
      setChart(null);
      drawn.remove();
    };
  }, [instrument, symbol, interval]);

  useEffect(() => {
    for (const candle of candles ?? []) chart?.take(candle);
  }, [chart, candles]);
  useEffect(() => {
    const own = (orders ?? []).filter((order) => order.instrument === symbol && order.endedAt === null);
    chart?.showOrders(own.map((order) => ({ order, title: `${say(order.side)} ${order.quantity}` })));
  }, [chart, orders, symbol]);
  useEffect(() => {
    chart?.showFills((fills ?? []).filter((fill) => fill.instrument === symbol));
  }, [chart, fills, symbol]);
  const colours = theme.value;
  const language = locale.value;
  useEffect(() => chart?.wear(), [chart, colours]);
  useEffect(() => chart?.showTime(language, false), [chart, language]);

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
      <div class="canvas" ref={element} role="img" aria-label={`${say('chart')} ${symbol} ${interval}`} />
      {state !== null && <p class="waiting over">{state}</p>}
    </div>
  );
}
