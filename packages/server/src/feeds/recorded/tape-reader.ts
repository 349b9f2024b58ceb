import type { TradingStatus } from '@outcry/core';
import { BarJoiner } from '../aggregate.ts';
import type { Bar, TimedTick } from '../feed.ts';
import { barPieces, recordedTicks } from './bar-path.ts';
import type { Tape } from './tape.ts';

/** Reads one tape tick by tick; the ticks of a bar are made when its first one is asked for. */
export class TapeReader {
  readonly tape: Tape;
  private readonly typicalVolume: number;
  private status: TradingStatus = 'closed';
  private nextBar = 0;
  private buffer: TimedTick[] = [];
  private read = 0;

  constructor(tape: Tape) {
    this.tape = tape;
    let sum = 0;
    for (let index = 0; index < tape.length; index += 1) sum += tape.bar(index).volume;
    this.typicalVolume = sum / tape.length;
    this.fill();
  }

  /** Time of the next tick; Infinity at the end. */
  get time(): number {
    return this.buffer[this.read]?.at ?? Number.POSITIVE_INFINITY;
  }

  next(): TimedTick {
    const tick = this.buffer[this.read] as TimedTick;
    this.read += 1;
    if (this.read >= this.buffer.length) this.fill();
    return tick;
  }

  /** Bars with opening times in [from, to) that end at or before `position`. */
  history(length: number, from: number, to: number, position: number): Bar[] {
    const { tape } = this;
    const joiner = new BarJoiner(length, tape.instrument.dayOffset);
    const whole = length % tape.interval === 0;
    // a recorded bar that opens before `from` may hold trades after it
    for (let index = tape.firstFrom(from - tape.interval + 1); index < tape.length; index += 1) {
      const time = tape.time(index);
      if (time >= to + length) break;
      if (whole) {
        const { open, high, low, close, volume } = tape.bar(index);
        joiner.add(time, open, high, low, close, volume);
      } else {
        for (const piece of barPieces(tape, index)) {
          for (const { after, price, size } of piece.trades)
            joiner.add(piece.from + after, price, price, price, price, size);
        }
      }
    }
    return joiner.finish().filter((bar) => bar.time >= from && bar.time < to && bar.time + length <= position);
  }

  private fill(): void {
    this.buffer = [];
    this.read = 0;
    if (this.nextBar >= this.tape.length) return;
    const index = this.nextBar;
    this.nextBar += 1;
    if (this.status !== 'normal') this.say('normal', this.tape.tradingFrom(index));
    for (const tick of recordedTicks(this.tape, index, this.typicalVolume)) this.buffer.push(tick);
    const after = this.tape.statusAfter(index);
    if (after !== 'normal') this.say(after, this.tape.tradingFrom(index) + this.tape.tradingLength);
  }

  private say(status: TradingStatus, at: number): void {
    this.status = status;
    this.buffer.push({ at, tick: { kind: 'status', instrument: this.tape.instrument.id, status } });
  }
}
