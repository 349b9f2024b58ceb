import {
  type AutoscaleInfo,
  CandlestickSeries,
  ColorType,
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import type { Candle, Instrument } from 'outcry/native-api';
import { colour } from '../theme.ts';
import { decimalsOf } from '../words/numbers.ts';
import { chartTime, drawnCandle, drawnVolume } from './candles.ts';

/** Decimals beyond those of prices when a place in the picture becomes a price, which is rounded afterwards. */
const FINER = 2;

/** A line at a price. Its colour is one of the page's. */
export interface PriceLine {
  readonly price: string;
  readonly colour: 'up' | 'down' | 'accent' | 'quiet' | 'stop';
  readonly title: string;
  /** Drawn through, for what is, not for what waits. */
  readonly solid?: boolean;
  /** Without name and price at the axis, where there would be too many of them. */
  readonly bare?: boolean;
}

/** A trade of one's own at its moment. */
export interface PriceMark {
  readonly at: string;
  readonly side: 'buy' | 'sell';
  readonly text: string;
}

/** The drawn chart: candles with volumes, lines at prices, marks at own trades. */
export class PriceChart {
  readonly #chart: IChartApi;
  readonly #candles: ISeriesApi<'Candlestick'>;
  readonly #volumes: ISeriesApi<'Histogram'>;
  readonly #markers: ISeriesMarkersPluginApi<Time>;
  /** Of volumes; asking the page for a colour takes longer than drawing with it. */
  #paleUp = '';
  #paleDown = '';
  #drawnLines: IPriceLine[] = [];
  #lines: readonly PriceLine[] = [];
  /** By opening time, oldest first. */
  #shown: Candle[] = [];
  #marks: readonly PriceMark[] = [];
  readonly #decimals: number;
  #removed = false;

  /** `whole`: all lines are in the picture, however far from the candles they are. */
  constructor(element: HTMLElement, instrument: Instrument, locale: string, whole = false) {
    const decimals = decimalsOf(instrument.priceStep);
    this.#decimals = decimals;
    this.#chart = createChart(element, {
      autoSize: true,
      localization: { locale },
      rightPriceScale: { borderVisible: false },
      timeScale: { borderVisible: false, timeVisible: true, secondsVisible: false, rightOffset: 4 },
      layout: { attributionLogo: false, fontFamily: 'system-ui, sans-serif' },
    });
    this.#candles = this.#chart.addSeries(CandlestickSeries, {
      priceFormat: { type: 'price', precision: decimals, minMove: Number(instrument.priceStep) },
      ...(whole
        ? { autoscaleInfoProvider: (original: () => AutoscaleInfo | null) => this.#withLines(original()) }
        : {}),
    });
    this.#volumes = this.#chart.addSeries(HistogramSeries, {
      priceScaleId: 'volume',
      priceFormat: { type: 'volume' },
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.#chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
    this.#candles.priceScale().applyOptions({ scaleMargins: { top: 0.08, bottom: 0.22 } });
    this.#markers = createSeriesMarkers(this.#candles, []);
    this.wear();
  }

  /** Takes the page's colours. */
  wear(): void {
    const [up, down, line] = [colour('up'), colour('down'), colour('line')];
    [this.#paleUp, this.#paleDown] = [`${up}66`, `${down}66`];
    this.#chart.applyOptions({
      layout: { background: { type: ColorType.Solid, color: colour('paper') }, textColor: colour('quiet') },
      grid: { vertLines: { color: line }, horzLines: { color: line } },
    });
    this.#candles.applyOptions({
      upColor: up,
      downColor: down,
      wickUpColor: up,
      wickDownColor: down,
      borderVisible: false,
    });
    this.#drawAll();
    this.showLines(this.#lines);
  }

  /** The range of prices in the picture with room for every line. */
  #withLines(info: AutoscaleInfo | null): AutoscaleInfo | null {
    const range = info?.priceRange ?? null;
    if (info === null || range === null || this.#lines.length === 0) return info;
    const prices = this.#lines.map(({ price }) => Number(price));
    return {
      ...info,
      priceRange: {
        minValue: Math.min(range.minValue, ...prices),
        maxValue: Math.max(range.maxValue, ...prices),
      },
    };
  }

  /** When the person looks at what lies before the oldest candle. */
  whenAtStart(act: () => void): void {
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (range !== null && range.from < 20) act();
    });
  }

  /** Calls `act` when prices may have got another place in the picture; what is returned ends that. */
  whenMoved(act: () => void): () => void {
    const watcher = { updateAllViews: act };
    this.#candles.attachPrimitive(watcher);
    return () => {
      if (!this.#removed) this.#candles.detachPrimitive(watcher);
    };
  }

  /** The part of the picture that prices are drawn in (px). */
  get size(): { readonly width: number; readonly height: number } {
    return this.#chart.paneSize();
  }

  /** Distance of a price from the top (px); null while there is no scale. */
  yOf(price: string): number | null {
    return this.#candles.priceToCoordinate(Number(price));
  }

  /** The price at a distance from the top, as near as pixels tell it; null while there is no scale. */
  priceAt(y: number): string | null {
    const price = this.#candles.coordinateToPrice(y);
    return price === null ? null : price.toFixed(this.#decimals + FINER);
  }

  /** While a line is being moved the scale of prices stays as it is. What is returned ends that. */
  holdScale(): () => void {
    const scale = this.#candles.priceScale();
    const { autoScale } = scale.options();
    scale.applyOptions({ autoScale: false });
    return () => {
      if (!this.#removed) scale.applyOptions({ autoScale });
    };
  }

  get oldest(): Candle | undefined {
    return this.#shown[0];
  }

  /** Older candles go before those that are there; the picture stays where it is. */
  addOlder(candles: readonly Candle[]): void {
    const first = this.#shown[0]?.time;
    const older = first === undefined ? candles : candles.filter(({ time }) => time < first);
    if (older.length === 0) return;
    this.#shown = [...older, ...this.#shown];
    this.#drawAll();
  }

  /** The newest candle has changed, or the next one has begun. */
  take(candle: Candle): void {
    const last = this.#shown.at(-1);
    if (last !== undefined && candle.time < last.time) return;
    if (last?.time === candle.time) this.#shown[this.#shown.length - 1] = candle;
    else this.#shown.push(candle);
    this.#candles.update(drawnCandle(candle));
    this.#volumes.update(drawnVolume(candle, this.#paleUp, this.#paleDown));
  }

  showLines(lines: readonly PriceLine[]): void {
    this.#lines = lines;
    for (const line of this.#drawnLines) this.#candles.removePriceLine(line);
    this.#drawnLines = lines.map(({ price, colour: name, title, solid, bare }) =>
      this.#candles.createPriceLine({
        price: Number(price),
        color: colour(name),
        lineStyle: solid ? 0 : 2,
        lineWidth: 1,
        title: bare ? '' : title,
        axisLabelVisible: !bare,
      }),
    );
  }

  showMarks(marks: readonly PriceMark[]): void {
    this.#marks = marks;
    this.#drawMarks();
  }

  showTime(locale: string, secondsVisible: boolean): void {
    this.#chart.applyOptions({ localization: { locale }, timeScale: { secondsVisible } });
  }

  remove(): void {
    this.#removed = true;
    this.#chart.remove();
  }

  #drawAll(): void {
    this.#candles.setData(this.#shown.map(drawnCandle));
    this.#volumes.setData(this.#shown.map((candle) => drawnVolume(candle, this.#paleUp, this.#paleDown)));
    this.#drawMarks();
  }

  /** A trade stands at the candle it happened in. */
  #drawMarks(): void {
    const first = this.#shown[0];
    if (first === undefined) return this.#markers.setMarkers([]);
    const marks: SeriesMarker<UTCTimestamp>[] = [];
    for (const { at, side, text } of this.#marks) {
      if (at < first.time) continue;
      const buy = side === 'buy';
      marks.push({
        time: chartTime(this.#candleOf(at).time),
        position: buy ? 'belowBar' : 'aboveBar',
        shape: buy ? 'arrowUp' : 'arrowDown',
        color: colour(buy ? 'up' : 'down'),
        text,
      });
    }
    this.#markers.setMarkers(marks.sort((a, b) => a.time - b.time));
  }

  #candleOf(at: string): Candle {
    let low = 0;
    let high = this.#shown.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#shown[middle] as Candle).time <= at) low = middle;
      else high = middle - 1;
    }
    return this.#shown[low] as Candle;
  }
}
