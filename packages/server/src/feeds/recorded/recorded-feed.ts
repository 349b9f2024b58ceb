import { BarJoiner } from '../aggregate.ts';
import { type Bar, checkHistoryRequest, type Feed, type TimedTick } from '../feed.ts';
import type { TapeReader } from './tape-reader.ts';

/** Tapes merged by time. */
export interface RecordedFeed extends Feed {
  skip(to: number): void;
  begins(instrument: number): number;
}

/**
 * Plays tapes merged by time; what comes at the same time comes in the order of the tapes. Tapes of one instrument follow
 * one another in time. Trading follows the data: it breaks or closes in gaps and at the end.
 */
export function createRecordedFeed(readers: readonly TapeReader[]): RecordedFeed {
  return new RecordedMarket(readers);
}

class RecordedMarket implements RecordedFeed {
  readonly instruments: ReadonlySet<number>;
  private readonly readers: readonly TapeReader[];

  constructor(readers: readonly TapeReader[]) {
    this.readers = readers;
    this.instruments = new Set(readers.map(({ instrument }) => instrument.id));
  }

  peek(): number | null {
    const time = this.earliest()?.time ?? Number.POSITIVE_INFINITY;
    return time === Number.POSITIVE_INFINITY ? null : time;
  }

  pull(until: number, max: number): TimedTick[] {
    const ticks: TimedTick[] = [];
    while (ticks.length < max) {
      const reader = this.earliest();
      if (reader === undefined || reader.time > until || reader.time === Number.POSITIVE_INFINITY) break;
      ticks.push(reader.next());
    }
    return ticks;
  }

  skip(to: number): void {
    for (const reader of this.readers) reader.skip(to);
  }

  history(instrument: number, intervalSeconds: number, from: number, to: number): Bar[] {
    checkHistoryRequest(intervalSeconds, from, to);
    const readers = this.readers.filter((reader) => reader.instrument.id === instrument);
    const first = readers[0];
    if (first === undefined) return [];
    const length = intervalSeconds * 1000;
    const joiner = new BarJoiner(length, first.instrument.dayOffset);
    for (const reader of readers) reader.addBars(joiner, length, from, to + length);
    const position = this.peek() ?? Number.POSITIVE_INFINITY;
    return joiner.finish().filter((bar) => bar.time >= from && bar.time < to && bar.time + length <= position);
  }

  begins(instrument: number): number {
    return Math.min(...this.readers.filter((reader) => reader.instrument.id === instrument).map(({ begin }) => begin));
  }

  private earliest(): TapeReader | undefined {
    let earliest = this.readers[0];
    for (const reader of this.readers) {
      if (earliest === undefined || reader.time < earliest.time) earliest = reader;
    }
    return earliest;
  }
}
