import type { Instrument } from '@outcry/core';
import { BarJoiner } from '../../aggregate.ts';
import { Tape, type TapeColumns } from '../tape.ts';
import { PackedNumbers, PackedReader } from './packed-numbers.ts';
import type { BestRecord, BookRecord, TickRecord, TimedRecord } from './record.ts';

/** Shortest bars there are, ms: what history is joined from. */
const BASE_MS = 5000;

const KINDS = ['trade', 'best', 'changes', 'snapshot', 'lost'] as const;

/** A record's first number holds its kind below this, and `coversBest` above. */
const COVERS = 8;

/** A recording of single ticks in memory: some ten bytes a record, and the 5-second bars of its trades. */
export interface TickTape {
  readonly instrument: Instrument;
  /** Market time of the first and the last record, ms UTC. */
  readonly from: number;
  readonly to: number;
  readonly bytes: Uint8Array;
  /** Null without any trade. */
  readonly bars: Tape | null;
}

/** Packs records in the order of the recording. */
export class TickTapeWriter {
  private readonly numbers = new PackedNumbers();
  private readonly joiner: BarJoiner;
  private readonly instrument: Instrument;
  private from = -1;
  private at = -1;
  /** Market time that has passed since the last record. */
  private pause = 0;
  private price = 0;

  constructor(instrument: Instrument) {
    this.instrument = instrument;
    this.joiner = new BarJoiner(BASE_MS, instrument.dayOffset);
  }

  /** Bytes taken so far. */
  get length(): number {
    return this.numbers.length;
  }

  /** Moves market time to an exchange time; it never goes back. Records before the first one belong to that one. */
  moveTo(at: number): void {
    if (this.from < 0) this.from = at;
    if (at > this.at) {
      this.pause += this.at < 0 ? 0 : at - this.at;
      this.at = at;
    }
  }

  add(record: TickRecord): void {
    const covers = 'coversBest' in record && record.coversBest;
    this.numbers.push(KINDS.indexOf(record.kind) + (covers ? COVERS : 0));
    this.numbers.push(this.pause);
    this.pause = 0;
    switch (record.kind) {
      case 'trade':
        this.pushPrice(record.price);
        this.numbers.push(record.size * 2 + (record.aggressor === 'sell' ? 1 : 0));
        this.joiner.add(this.at, record.price, record.price, record.price, record.price, record.size);
        return;
      case 'best':
        this.pushBest(record.bid, record.bidSize);
        this.pushBest(record.ask, record.askSize);
        return;
      case 'changes':
      case 'snapshot':
        this.pushLevels(record.bids);
        this.pushLevels(record.asks);
    }
  }

  /** The tape, or null when nothing in it had a time. */
  finish(): TickTape | null {
    if (this.from < 0) return null;
    const bars = this.joiner.finish();
    const column = (field: 'time' | 'open' | 'high' | 'low' | 'close' | 'volume') =>
      Float64Array.from(bars, (bar) => bar[field]);
    const columns: TapeColumns = [column('open'), column('high'), column('low'), column('close'), column('volume')];
    return {
      instrument: this.instrument,
      from: this.from,
      to: this.at,
      bytes: this.numbers.finish(),
      bars: bars.length === 0 ? null : new Tape(this.instrument, BASE_MS, column('time'), columns),
    };
  }

  private pushBest(price: number, size: number): void {
    this.numbers.push(size);
    if (size > 0) this.pushPrice(price);
  }

  private pushLevels(levels: readonly number[]): void {
    this.numbers.push(levels.length / 2);
    for (let i = 0; i < levels.length; i += 2) {
      this.pushPrice(levels[i] as number);
      this.numbers.push(levels[i + 1] as number);
    }
  }

  private pushPrice(price: number): void {
    this.numbers.pushSigned(price - this.price);
    this.price = price;
  }
}

/** The records of a tape, one after the other. */
export class TickTapeCursor {
  private readonly numbers: PackedReader;
  private at: number;
  private price = 0;

  constructor(tape: TickTape) {
    this.numbers = new PackedReader(tape.bytes);
    this.at = tape.from;
  }

  /** The next record, or null at the end. */
  next(): TimedRecord | null {
    if (this.numbers.atEnd) return null;
    const head = this.numbers.next();
    this.at += this.numbers.next();
    return { at: this.at, record: this.record(KINDS[head % COVERS] as TickRecord['kind'], head >= COVERS) };
  }

  private record(kind: TickRecord['kind'], coversBest: boolean): TickRecord {
    switch (kind) {
      case 'trade': {
        const price = this.nextPrice();
        const size = this.numbers.next();
        return { kind, price, size: Math.floor(size / 2), aggressor: size % 2 === 1 ? 'sell' : 'buy' };
      }
      case 'best':
        return this.best();
      case 'lost':
        return { kind };
      default:
        return this.book(kind, coversBest);
    }
  }

  private best(): BestRecord {
    const bidSize = this.numbers.next();
    const bid = bidSize > 0 ? this.nextPrice() : 0;
    const askSize = this.numbers.next();
    const ask = askSize > 0 ? this.nextPrice() : 0;
    return { kind: 'best', bid, bidSize, ask, askSize };
  }

  private book(kind: 'snapshot' | 'changes', coversBest: boolean): BookRecord {
    const bids = this.levels();
    return { kind, bids, asks: this.levels(), coversBest };
  }

  private levels(): number[] {
    const levels: number[] = [];
    for (let count = this.numbers.next(); count > 0; count--) levels.push(this.nextPrice(), this.numbers.next());
    return levels;
  }

  private nextPrice(): number {
    this.price += this.numbers.nextSigned();
    return this.price;
  }
}
