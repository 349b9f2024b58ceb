import { BookSide, MOST_LEVELS } from './book-side.ts';
import type { TickLine } from './line.ts';
import type { TickRecord } from './record.ts';

/** A place where the book of a recording is not known any more, or not yet again. */
export interface BookFault {
  readonly line: number;
  readonly problem: string;
}

type Changes = Extract<TickLine, { kind: 'changes' }>;
type Snapshot = Extract<TickLine, { kind: 'snapshot' }>;
type Best = Extract<TickLine, { kind: 'best' }>;

/** Most numbers in changes that wait for a snapshot; the oldest go first. */
const MOST_WAITING = 1_000_000;

/** Faults that are told with line and problem; all are counted. */
const MOST_FAULTS = 20;

/**
 * Joins the snapshots of a book and the streams of its changes and best quotes by the numbers of their updates, as
 * Binance's rule for a local order book says:
 *
 * - Changes U … u wait until there is a snapshot. A snapshot L is taken when the changes that go on from it are known:
 *   of those that wait the ones with u <= L are dropped, and the first one left must have U <= L + 1.
 * - Afterwards changes with u <= the book's update are old and dropped; changes with U beyond the next update are a gap.
 * - After a gap, or when changes leave a crossed book, the book is not known until the next snapshot that can be joined:
 *   nothing is shown but the best quotes that come meanwhile. That is a fault, with its line.
 * - A snapshot older than the book is dropped.
 * - A best quote is dropped unless its update is newer than the book and than the quote before. It says what the best
 *   prices are until changes or a snapshot reach its update.
 */
export class BookJoin {
  /** The first faults. */
  readonly faults: BookFault[] = [];
  faultCount = 0;
  /** Snapshots that became the book. */
  snapshots = 0;
  /** Lines that told only what was known before. */
  oldLines = 0;
  private readonly emit: (record: TickRecord) => void;
  private readonly bids = new BookSide(1);
  private readonly asks = new BookSide(-1);
  private known = false;
  /** Update up to which the book is known. */
  private update = -1;
  private bestUpdate = -1;
  private waiting: Changes[] = [];
  private waitingNumbers = 0;

  constructor(emit: (record: TickRecord) => void) {
    this.emit = emit;
  }

  take(tick: TickLine, line: number): void {
    switch (tick.kind) {
      case 'trade':
        return this.emit({ kind: 'trade', price: tick.price, size: tick.size, aggressor: tick.aggressor });
      case 'best':
        return this.best(tick);
      case 'snapshot':
        return this.snapshot(tick, line);
      case 'changes':
        if (this.known) this.change(tick, line);
        else this.wait(tick, line);
    }
  }

  private best(tick: Best): void {
    if (tick.id <= this.bestUpdate || (this.known && tick.id <= this.update)) {
      this.oldLines += 1;
      return;
    }
    this.bestUpdate = tick.id;
    const { bid, bidSize, ask, askSize } = tick;
    this.emit({ kind: 'best', bid, bidSize, ask, askSize });
  }

  private snapshot(tick: Snapshot, line: number): void {
    if (this.known && tick.id < this.update) {
      this.oldLines += 1;
      return;
    }
    while (this.waiting[0] !== undefined && this.waiting[0].last <= tick.id) this.waiting.shift();
    const next = this.waiting[0];
    if (next !== undefined && next.first > tick.id + 1) {
      this.fault(line, `the snapshot of update ${tick.id} is too old for the changes that begin with ${next.first}`);
      return;
    }
    const { waiting } = this;
    this.waiting = [];
    this.waitingNumbers = 0;
    this.known = true;
    this.snapshots += 1;
    this.bids.clear();
    this.asks.clear();
    this.store('snapshot', tick, tick.id, line);
    for (const changes of waiting) if (this.known) this.change(changes, line);
  }

  private change(tick: Changes, line: number): void {
    if (tick.last <= this.update) {
      this.oldLines += 1;
    } else if (tick.first > this.update + 1) {
      this.lose(line, `updates ${this.update + 1} … ${tick.first - 1} of the book are missing`);
      this.wait(tick, line);
    } else {
      this.store('changes', tick, tick.last, line);
    }
  }

  private store(kind: 'snapshot' | 'changes', { bids, asks }: Changes | Snapshot, update: number, line: number): void {
    this.update = update;
    this.bids.set(bids);
    this.asks.set(asks);
    const [bid, ask] = [this.bids.best, this.asks.best];
    if (bid !== undefined && ask !== undefined && bid >= ask) {
      this.lose(line, 'the changes leave a crossed book');
    } else if (Math.max(this.bids.length, this.asks.length) > MOST_LEVELS) {
      this.lose(line, `the book has more than ${MOST_LEVELS} levels a side`);
    } else {
      this.emit({ kind, bids, asks, coversBest: update >= this.bestUpdate });
    }
  }

  private lose(line: number, problem: string): void {
    this.known = false;
    this.fault(line, problem);
    this.emit({ kind: 'lost' });
  }

  private wait(tick: Changes, line: number): void {
    const last = this.waiting.at(-1);
    if (last !== undefined && tick.last <= last.last) {
      this.oldLines += 1;
      return;
    }
    if (last !== undefined && tick.first > last.last + 1) {
      this.fault(line, `updates ${last.last + 1} … ${tick.first - 1} of the book are missing`);
      this.waiting = [];
      this.waitingNumbers = 0;
    }
    this.waiting.push(tick);
    this.waitingNumbers += tick.bids.length + tick.asks.length;
    while (this.waitingNumbers > MOST_WAITING && this.waiting.length > 1) {
      const oldest = this.waiting.shift() as Changes;
      this.waitingNumbers -= oldest.bids.length + oldest.asks.length;
    }
  }

  private fault(line: number, problem: string): void {
    this.faultCount += 1;
    if (this.faults.length < MOST_FAULTS) this.faults.push({ line, problem });
  }
}
