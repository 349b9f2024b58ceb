import type { Instrument } from '@outcry/core';
import { type PathBar, tradesNeeded } from '../path/path-bar.ts';
import { priceSteps, volumeSteps } from './step-number.ts';
import { Tape, type TapeColumns } from './tape.ts';
import { quoted, TapeError } from './tape-error.ts';
import { formatOfHeader, type TapeFormat } from './tape-format.ts';

/** A candle file in memory and what had to be done to it. */
export interface CandleFile {
  readonly kind: 'candles';
  readonly file: string;
  readonly tape: Tape;
  /** Rows left out because nothing was traded and they state no price (all four are 0). */
  readonly emptyRows: number;
  /** Prices that lay between two steps of the instrument and were rounded to the nearest. */
  readonly roundedPrices: number;
}

/** Intervals a tape may have, ms: 1, 2, 5, 10, 15, 30 minutes, 1, 2, 4 hours, 1 day. */
const INTERVALS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 1440].map((minutes) => minutes * 60_000);

/** Most bars of one file: a minute's bars of nineteen years. */
const MOST_BARS = 10_000_000;

const FIELDS = ['open', 'high', 'low', 'close'] as const;

/** No row of a candle file is longer than this. */
const MOST_ROW_LENGTH = 4096;

/**
 * Reads the rows of a candle file strictly: the first malformed one ends it with a TapeError that names file, line and
 * field. Volumes are rounded down to the quantity step, but a bar in which something was traded keeps as many steps as
 * it takes trades to touch its prices (1 … 4).
 */
export class CandleFileReader {
  private readonly file: string;
  private readonly format: TapeFormat;
  private readonly instrument: Instrument;
  private readonly times: number[] = [];
  private readonly values: [number[], number[], number[], number[], number[]] = [[], [], [], [], []];
  private lastTime = Number.NEGATIVE_INFINITY;
  private shortest = Number.POSITIVE_INFINITY;
  private blankLine = 0;
  private emptyRows = 0;
  private roundedPrices = 0;

  constructor(file: string, header: string, findInstrument: () => Instrument) {
    this.file = file;
    this.format = formatOfHeader(file, header);
    this.instrument = findInstrument();
  }

  read(row: string, line: number): void {
    if (row === '') {
      this.blankLine = line;
      return;
    }
    if (row.length > MOST_ROW_LENGTH) throw new TapeError(this.file, 'is too long to be a row of a candle file', line);
    if (this.blankLine > 0) throw new TapeError(this.file, 'is blank between rows', this.blankLine);
    if (this.times.length >= MOST_BARS)
      throw new TapeError(this.file, `holds more than ${MOST_BARS} bars: split it`, line);
    const cells = row.split(',');
    if (cells.length !== this.format.columns) {
      throw new TapeError(this.file, `has ${cells.length} columns instead of ${this.format.columns}`, line);
    }
    const time = this.time(cells, line);
    if (this.isEmptyRow(cells)) {
      this.emptyRows += 1;
      return;
    }
    const prices = FIELDS.map((field, index) => this.price(cells, field, index, line));
    const [open = 0, high = 0, low = 0, close = 0] = prices;
    for (const [field, price] of [
      ['open', open],
      ['close', close],
    ] as const) {
      if (price < low || price > high) throw new TapeError(this.file, 'lies outside low … high', line, field);
    }
    const volume = this.volume(cells, { open, high, low, close }, line);
    this.times.push(time);
    for (const [index, value] of [open, high, low, close, volume].entries()) this.values[index]?.push(value);
  }

  finish(): CandleFile {
    const { times, values, instrument } = this;
    if (times.length === 0) throw new TapeError(this.file, 'holds no bars');
    const interval = this.format.daily ? 86_400_000 : Math.min(this.shortest, 86_400_000);
    if (!INTERVALS.includes(interval)) {
      throw new TapeError(this.file, `its rows are ${interval / 1000} s apart, which is no bar interval`);
    }
    const shift = this.format.stamp === 'close' ? interval : 0;
    const [open, high, low, close, volume] = values;
    const columns = [open, high, low, close, volume].map((column) => Float64Array.from(column));
    const opening = Float64Array.from(times, (time) => time - shift);
    const tape = new Tape(instrument, interval, opening, columns as unknown as TapeColumns);
    return { kind: 'candles', file: this.file, tape, emptyRows: this.emptyRows, roundedPrices: this.roundedPrices };
  }

  private time(cells: readonly string[], line: number): number {
    const { timeColumns, timeField } = this.format;
    const [first = '', second = ''] = timeColumns.map((column) => cells[column] ?? '');
    const time = this.format.time(first, second, this.instrument.dayOffset);
    if (time === null)
      throw new TapeError(this.file, `${quoted(`${first}${second && `,${second}`}`)} is not a time`, line, timeField);
    if (time % 60_000 !== 0) throw new TapeError(this.file, 'is not a full minute', line, timeField);
    const step = time - this.lastTime;
    if (step <= 0) throw new TapeError(this.file, 'is not later than the row before', line, timeField);
    if (step < this.shortest) this.shortest = step;
    this.lastTime = time;
    return time;
  }

  /** MOEX states a day without any trade as zeros. */
  private isEmptyRow(cells: readonly string[]): boolean {
    return this.format.values.every((column) => /^0(\.0*)?$/.test(cells[column] ?? ''));
  }

  private price(cells: readonly string[], field: string, index: number, line: number): number {
    const text = cells[this.format.values[index] ?? -1] ?? '';
    const price = priceSteps(text, this.instrument.priceStep);
    if (typeof price === 'string') {
      const step = price.includes('step') ? ` ${this.instrument.spec.priceStep} of ${this.instrument.symbol}` : '';
      throw new TapeError(this.file, `${quoted(text)} ${price}${step}`, line, field);
    }
    if (!price.exact) this.roundedPrices += 1;
    return price.steps;
  }

  private volume(cells: readonly string[], prices: Omit<PathBar, 'volume'>, line: number): number {
    const text = cells[this.format.values[4]] ?? '';
    const volume = volumeSteps(text, this.instrument.quantityStep);
    if (typeof volume === 'string') throw new TapeError(this.file, `${quoted(text)} ${volume}`, line, 'volume');
    if (volume.steps === 0 && volume.exact) {
      if (prices.high === prices.low) return 0;
      throw new TapeError(this.file, 'is 0 although the prices moved', line, 'volume');
    }
    return Math.max(volume.steps, tradesNeeded({ ...prices, volume: volume.steps }));
  }
}
