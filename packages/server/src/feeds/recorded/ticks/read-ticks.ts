import type { Instrument } from '@outcry/core';
import { TapeError } from '../tape-error.ts';
import { type BookFault, BookJoin } from './book-join.ts';
import { TickLineReader } from './line.ts';
import { type TickTape, TickTapeWriter } from './tick-tape.ts';

/** A recording of single ticks in memory and what was found in it. */
export interface TickFile {
  readonly kind: 'ticks';
  readonly file: string;
  readonly tape: TickTape;
  readonly lines: number;
  readonly trades: number;
  /** Snapshots from which the book was known. */
  readonly snapshots: number;
  /** Lines left out because they told only what was known before. */
  readonly oldLines: number;
  /** Sizes that were finer than the quantity step and were rounded down to it. */
  readonly roundedSizes: number;
  /** How often the book was not known any more or a snapshot did not fit; the first 20 of them. */
  readonly faultCount: number;
  readonly faults: readonly BookFault[];
}

/** Most bytes of one recording in memory. */
const MOST_BYTES = 2 ** 29;

/** Reads a recording of single ticks line by line; strict, with a TapeError that names line and field. */
export class TickFileReader {
  private readonly file: string;
  private readonly lines: TickLineReader;
  private readonly writer: TickTapeWriter;
  private readonly join: BookJoin;
  private count = 0;
  private trades = 0;
  private blankLine = 0;

  constructor(file: string, instrument: Instrument) {
    this.file = file;
    this.lines = new TickLineReader(file, instrument);
    const writer = new TickTapeWriter(instrument);
    this.writer = writer;
    this.join = new BookJoin((record) => writer.add(record));
  }

  read(text: string, line: number): void {
    if (text === '') {
      this.blankLine = line;
      return;
    }
    if (this.blankLine > 0) throw new TapeError(this.file, 'is blank between lines', this.blankLine);
    const tick = this.lines.read(text, line);
    this.count += 1;
    if (tick.kind === 'trade') this.trades += 1;
    if ('at' in tick) this.writer.moveTo(tick.at);
    this.join.take(tick, line);
    if (this.writer.length > MOST_BYTES) throw new TapeError(this.file, 'is too large for memory: split it', line);
  }

  finish(): TickFile {
    const tape = this.writer.finish();
    if (tape === null || tape.bytes.length === 0) {
      throw new TapeError(this.file, 'holds no trade and no change of the book, so nothing in it has a time');
    }
    const { snapshots, oldLines, faultCount, faults } = this.join;
    const { file, count: lines, trades } = this;
    const { roundedSizes } = this.lines;
    return { kind: 'ticks', file, tape, lines, trades, snapshots, oldLines, roundedSizes, faultCount, faults };
  }
}
