import type { CandleFile } from './candle-file.ts';
import { CandleReader } from './candle-reader.ts';
import { TapeError } from './tape-error.ts';
import type { TapeReader } from './tape-reader.ts';
import type { TickFile } from './ticks/read-ticks.ts';
import { TickReader } from './ticks/tick-reader.ts';

/** A recording in memory. */
export type TapeFile = CandleFile | TickFile;

/**
 * Readers for these recordings, those of one instrument in the order of time: candle files that follow one another are
 * one tape, a recording of single ticks always stands alone (its book begins anew). Throws TapeError when files of one
 * instrument overlap or its candles have different intervals.
 */
export function tapeReaders(files: readonly TapeFile[]): TapeReader[] {
  const byInstrument = new Map<number, TapeFile[]>();
  for (const file of files) {
    const { id } = file.tape.instrument;
    byInstrument.set(id, [...(byInstrument.get(id) ?? []), file]);
  }
  return Array.from(byInstrument.values()).flatMap(readersOf);
}

function readersOf(files: readonly TapeFile[]): TapeReader[] {
  const ordered = files.toSorted((left, right) => beginOf(left) - beginOf(right));
  refuseIntervals(ordered.filter((file) => file.kind === 'candles'));
  const sequence: TapeFile[] = [];
  for (const [index, file] of ordered.entries()) {
    const before = ordered[index - 1];
    if (before !== undefined && beginOf(file) < endOf(before)) {
      throw new TapeError(file.file, `overlaps in time with ${before.file} of the same instrument: play one of them`);
    }
    const last = sequence.at(-1);
    if (last?.kind === 'candles' && file.kind === 'candles') {
      sequence[sequence.length - 1] = { ...file, tape: last.tape.followedBy(file.tape) };
    } else {
      sequence.push(file);
    }
  }
  return sequence.map((file) => (file.kind === 'candles' ? new CandleReader(file.tape) : new TickReader(file.tape)));
}

function refuseIntervals(files: readonly CandleFile[]): void {
  for (const [index, file] of files.entries()) {
    const before = files[index - 1];
    if (before !== undefined && before.tape.interval !== file.tape.interval) {
      throw new TapeError(
        file.file,
        `has another bar interval than ${before.file} of the same instrument: play one of them`,
      );
    }
  }
}

function beginOf(file: TapeFile): number {
  return file.kind === 'candles' ? file.tape.time(0) : file.tape.from;
}

function endOf(file: TapeFile): number {
  return file.kind === 'candles' ? file.tape.time(file.tape.length - 1) + file.tape.interval : file.tape.to;
}
