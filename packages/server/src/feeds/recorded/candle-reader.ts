import type { TradingStatus } from '@outcry/core';
import type { BarJoiner } from '../aggregate.ts';
import type { TimedTick } from '../feed.ts';
import { restated } from '../restated.ts';
import { barPieces, recordedTicks } from './bar-path.ts';
import type { Tape } from './tape.ts';
import type { TapeReader } from './tape-reader.ts';

/** Reads a tape of candles tick by tick; the ticks of a bar are made when its first one is asked for. */
export class CandleReader implements TapeReader {
  readonly instrument;
  private readonly tape: Tape;
  private readonly typicalVolume: number;
  private status: TradingStatus = 'closed';
  private nextBar = 0;
  private buffer: TimedTick[] = [];
  private read = 0;

  constructor(tape: Tape) {
    this.tape = tape;
    this.instrument = tape.instrument;
    let sum = 0;
    for (let index = 0; index < tape.length; index += 1) sum += tape.bar(index).volume;
    this.typicalVolume = sum / tape.length;
    this.fill();
  }

  get begin(): number {
    return this.tape.time(0);
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
    const current = this.tape.begunBy(to);
    let ticks = this.buffer.slice(this.read);
    if (current >= this.nextBar) {
      // the bar shows the whole market at its beginning; what an older one has shown is long gone
      ticks = ticks.filter(({ tick }) => tick.kind === 'status');
      this.nextBar = current;
      this.fill();
      ticks.push(...this.buffer);
    }
    this.buffer = restated(ticks, to);
    this.read = 0;
  }

  addBars(joiner: BarJoiner, length: number, from: number, to: number): void {
    const { tape } = this;
    const whole = length % tape.interval === 0;
    // a recorded bar that opens before `from` may hold trades after it
    for (let index = tape.firstFrom(from - tape.interval + 1); index < tape.length; index += 1) {
      const time = tape.time(index);
      if (time >= to) break;
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
    this.buffer.push({ at, tick: { kind: 'status', instrument: this.instrument.id, status } });
  }
}
