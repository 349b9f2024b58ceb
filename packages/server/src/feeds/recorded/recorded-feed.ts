import { type Bar, checkHistoryRequest, type Feed, type TimedTick } from '../feed.ts';
import type { Tape } from './tape.ts';
import { TapeReader } from './tape-reader.ts';

/**
 * Plays tapes of different instruments merged by time; what comes at the same time comes in the order of the tapes.
 * Trading follows the data: it breaks or closes in gaps and at the end.
 */
export function createRecordedFeed(tapes: readonly Tape[]): Feed {
  return new RecordedMarket(tapes);
}

class RecordedMarket implements Feed {
  readonly instruments: ReadonlySet<number>;
  private readonly readers: readonly TapeReader[];

  constructor(tapes: readonly Tape[]) {
    this.readers = tapes.map((tape) => new TapeReader(tape));
    this.instruments = new Set(tapes.map((tape) => tape.instrument.id));
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

  history(instrument: number, intervalSeconds: number, from: number, to: number): Bar[] {
    checkHistoryRequest(intervalSeconds, from, to);
    const reader = this.readers.find(({ tape }) => tape.instrument.id === instrument);
    return reader?.history(intervalSeconds * 1000, from, to, this.peek() ?? Number.POSITIVE_INFINITY) ?? [];
  }

  private earliest(): TapeReader | undefined {
    let earliest = this.readers[0];
    for (const reader of this.readers) {
      if (earliest === undefined || reader.time < earliest.time) earliest = reader;
    }
    return earliest;
  }
}
