import type { TradingStatus } from '@outcry/core';
import type { BarJoiner } from '../../aggregate.ts';
import type { TimedTick } from '../../feed.ts';
import type { TapeReader } from '../tape-reader.ts';
import { BookPainter } from './book-painter.ts';
import type { TimedRecord } from './record.ts';
import { type TickTape, TickTapeCursor } from './tick-tape.ts';

/** A recording that says nothing for longer than this has a break; for an hour and longer, trading was closed. */
const BREAK_MS = 180_000;
const CLOSED_MS = 3_600_000;

/** Reads a recording of single ticks; ticks are made record by record. Trading opens with it and closes at its end. */
export class TickReader implements TapeReader {
  readonly instrument;
  private readonly tape: TickTape;
  private readonly cursor: TickTapeCursor;
  private readonly painter: BookPainter;
  private ahead: TimedRecord | null;
  /** Time of the last record taken in; NaN before the first. */
  private at = Number.NaN;
  private buffer: TimedTick[] = [];
  private read = 0;
  private closed = false;

  constructor(tape: TickTape) {
    this.tape = tape;
    this.instrument = tape.instrument;
    this.cursor = new TickTapeCursor(tape);
    this.painter = new BookPainter(tape.instrument);
    this.ahead = this.cursor.next();
    this.fill();
  }

  get begin(): number {
    return this.tape.from;
  }

  get time(): number {
    return this.buffer[this.read]?.at ?? Number.POSITIVE_INFINITY;
  }

  next(): TimedTick {
    const tick = this.buffer[this.read] as TimedTick;
    this.read += 1;
    if (this.read >= this.buffer.length) this.fill();
    return tick;
  }

  skip(to: number): void {
    if (this.time >= to) return;
    while (this.ahead !== null && this.ahead.at < to) {
      this.painter.absorb(this.ahead.record);
      this.advance();
    }
    this.buffer = [];
    this.read = 0;
    const pause = (this.ahead?.at ?? Number.POSITIVE_INFINITY) - this.at;
    const status = pause <= BREAK_MS ? 'normal' : pauseStatus(pause);
    this.closed = this.ahead === null;
    this.say(status, to);
    this.painter.forgetShown();
    if (status !== 'closed') this.showWhole(to);
    // what follows a pause opens trading again
    if (status !== 'normal') this.at = Number.NaN;
  }

  addBars(joiner: BarJoiner, _length: number, from: number, to: number): void {
    const { bars } = this.tape;
    if (bars === null) return;
    for (let index = bars.firstFrom(from); index < bars.length && bars.time(index) < to; index += 1) {
      const { open, high, low, close, volume } = bars.bar(index);
      joiner.add(bars.time(index), open, high, low, close, volume);
    }
  }

  private fill(): void {
    this.buffer = [];
    this.read = 0;
    while (this.buffer.length === 0 && !this.closed) {
      if (this.ahead === null) {
        this.say('closed', this.at);
        this.closed = true;
        return;
      }
      const { at, record } = this.ahead;
      this.openAt(at);
      for (const tick of this.painter.paint(record)) this.buffer.push({ at, tick });
      this.advance();
    }
  }

  /** Says what happened to trading since the last record. */
  private openAt(at: number): void {
    const pause = at - this.at;
    if (pause <= BREAK_MS) return;
    if (!Number.isNaN(this.at)) this.say(pauseStatus(pause), this.at);
    this.say('normal', at);
    this.painter.forgetShown();
    this.showWhole(at);
  }

  private advance(): void {
    this.at = this.ahead?.at ?? this.at;
    this.ahead = this.cursor.next();
  }

  private showWhole(at: number): void {
    for (const tick of this.painter.whole()) this.buffer.push({ at, tick });
  }

  private say(status: TradingStatus, at: number): void {
    this.buffer.push({ at, tick: { kind: 'status', instrument: this.instrument.id, status } });
  }
}

function pauseStatus(pause: number): TradingStatus {
  return pause < CLOSED_MS ? 'break' : 'closed';
}
