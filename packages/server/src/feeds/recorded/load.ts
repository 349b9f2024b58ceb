import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Instrument } from '@outcry/core';
import type { Feed } from '../feed.ts';
import { readTape, type TapeFile } from './read-tape.ts';
import { createRecordedFeed } from './recorded-feed.ts';
import type { Tape } from './tape.ts';
import { TapeError } from './tape-error.ts';
import { symbolOfFile } from './tape-name.ts';

/** How far loading has come. */
export interface LoadProgress {
  /** File being read. */
  readonly file: string;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  /** Rows read so far, all files together. */
  readonly rows: number;
}

export interface RecordedFeedOptions {
  /** Candle files and folders of candle files (their `.csv`, `.txt` and `.gz` files; deeper folders are not searched). */
  readonly paths: readonly string[];
  /** The catalogue: the instrument with this canonical symbol. */
  readonly findInstrument: (symbol: string) => Instrument | undefined;
  readonly onProgress?: (progress: LoadProgress) => void;
}

/** What a loaded file holds, for the log. */
export type TapeReport = Omit<TapeFile, 'tape'> & {
  readonly symbol: string;
  readonly bars: number;
  readonly intervalSeconds: number;
  /** First bar's opening and last bar's end, ms UTC. */
  readonly from: number;
  readonly to: number;
};

/**
 * Loads candle files into a feed that plays them merged by time. Files of one instrument are joined when they have one
 * interval and do not overlap. Throws TapeError for anything that cannot be used, naming file, line and field.
 */
export async function loadRecordedFeed(options: RecordedFeedOptions): Promise<{ feed: Feed; reports: TapeReport[] }> {
  const files = await listFiles(options.paths);
  const bytesTotal = files.reduce((sum, file) => sum + file.bytes, 0);
  let bytesRead = 0;
  let rows = 0;
  const loaded: TapeFile[] = [];
  for (const { path } of files) {
    const file = basename(path);
    const report = () => options.onProgress?.({ file, bytesRead, bytesTotal, rows });
    const onBytes = (bytes: number) => {
      bytesRead += bytes;
    };
    const onRows = (count: number) => {
      rows += count;
      report();
    };
    loaded.push(await readTape(path, file, () => instrumentOf(path, file, options), onBytes, onRows));
  }
  return { feed: createRecordedFeed(joinTapes(loaded)), reports: loaded.map(reportOf) };
}

function instrumentOf(path: string, file: string, { findInstrument }: RecordedFeedOptions): Instrument {
  const symbol = symbolOfFile(path);
  const instrument = findInstrument(symbol);
  if (instrument === undefined) {
    throw new TapeError(
      file,
      `stands for ${symbol}, which the catalogue does not list: rename the file or take it out`,
    );
  }
  return instrument;
}

async function listFiles(paths: readonly string[]): Promise<{ path: string; bytes: number }[]> {
  const files: { path: string; bytes: number }[] = [];
  for (const path of paths) {
    const entry = await describe(path);
    if (!entry.isDirectory()) {
      files.push({ path, bytes: entry.size });
      continue;
    }
    const names = (await readdir(path)).filter((name) => /\.(csv|txt|gz)$/i.test(name) && !name.startsWith('.')).sort();
    if (names.length === 0) throw new TapeError(path, 'is a folder without candle files (.csv or .csv.gz)');
    for (const name of names) files.push({ path: join(path, name), bytes: (await describe(join(path, name))).size });
  }
  return files;
}

async function describe(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new TapeError(path, code === 'ENOENT' ? 'does not exist' : `cannot be read (${message})`);
  }
}

/** One tape per instrument. */
function joinTapes(files: readonly TapeFile[]): Tape[] {
  const byInstrument = new Map<number, TapeFile[]>();
  for (const file of files) {
    const id = file.tape.instrument.id;
    byInstrument.set(id, [...(byInstrument.get(id) ?? []), file]);
  }
  return Array.from(byInstrument.values(), (group) => {
    const ordered = group.sort((left, right) => left.tape.time(0) - right.tape.time(0));
    return ordered
      .map(({ tape }) => tape)
      .reduce((left, right, index) => {
        const [before, after] = [ordered[index - 1] as TapeFile, ordered[index] as TapeFile];
        if (left.interval !== right.interval) {
          throw new TapeError(
            after.file,
            `has another bar interval than ${before.file} of the same instrument: play one of them`,
          );
        }
        if (right.time(0) < left.time(left.length - 1) + left.interval) {
          throw new TapeError(
            after.file,
            `overlaps in time with ${before.file} of the same instrument: play one of them`,
          );
        }
        return left.followedBy(right);
      });
  });
}

function reportOf({ tape, ...file }: TapeFile): TapeReport {
  return {
    ...file,
    symbol: tape.instrument.symbol,
    bars: tape.length,
    intervalSeconds: tape.interval / 1000,
    from: tape.time(0),
    to: tape.time(tape.length - 1) + tape.interval,
  };
}
