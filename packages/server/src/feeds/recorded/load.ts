import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Instrument } from '@outcry/core';
import { type CandleFile, CandleFileReader } from './candle-file.ts';
import { createRecordedFeed, type RecordedFeed } from './recorded-feed.ts';
import { type TapeFile, tapeReaders } from './sequence.ts';
import { TapeError } from './tape-error.ts';
import { tapeLines } from './tape-lines.ts';
import { symbolOfFile, symbolsOfTickFile } from './tape-name.ts';
import { isTickLine } from './ticks/line.ts';
import { type TickFile, TickFileReader } from './ticks/read-ticks.ts';

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
  /**
   * Files and folders of candles and of single ticks; of a folder its `.csv`, `.txt` and `.gz` files, deeper folders are
   * not searched. What a file holds is told by its first line.
   */
  readonly paths: readonly string[];
  /** The catalogue: the instrument with this canonical symbol. */
  readonly findInstrument: (symbol: string) => Instrument | undefined;
  readonly onProgress?: (progress: LoadProgress) => void;
}

/** What a loaded file holds, for the log. */
export type TapeReport = (Omit<CandleFile, 'tape'> | Omit<TickFile, 'tape'>) & {
  readonly symbol: string;
  /** Candles of the file, or 5-second candles that its trades make. */
  readonly bars: number;
  readonly intervalSeconds: number;
  /** Beginning and end of the recording, ms UTC. */
  readonly from: number;
  readonly to: number;
};

/**
 * Loads recordings into a feed that plays them merged by time. Files of one instrument are joined when they do not
 * overlap and its candles have one interval. Throws TapeError for anything that cannot be used, naming file, line and
 * field; a gap in a recorded book is no error but stands in the report.
 */
export async function loadRecordedFeed(
  options: RecordedFeedOptions,
): Promise<{ feed: RecordedFeed; reports: TapeReport[] }> {
  const files = await listFiles(options.paths);
  const bytesTotal = files.reduce((sum, file) => sum + file.bytes, 0);
  let bytesRead = 0;
  let rows = 0;
  const loaded: TapeFile[] = [];
  for (const { path } of files) {
    const file = basename(path);
    const onBytes = (bytes: number) => {
      bytesRead += bytes;
    };
    const onRows = (count: number) => {
      rows += count;
      options.onProgress?.({ file, bytesRead, bytesTotal, rows });
    };
    loaded.push(await readFile(path, file, options, onBytes, onRows));
  }
  return { feed: createRecordedFeed(tapeReaders(loaded)), reports: loaded.map(reportOf) };
}

async function readFile(
  path: string,
  file: string,
  options: RecordedFeedOptions,
  onBytes: (bytes: number) => void,
  onRows: (rows: number) => void,
): Promise<TapeFile> {
  let reader: CandleFileReader | TickFileReader | undefined;
  let line = 0;
  for await (const lines of tapeLines(path, file, onBytes)) {
    for (const text of lines) {
      line += 1;
      const row = text.endsWith('\r') ? text.slice(0, -1) : text;
      if (reader !== undefined) {
        reader.read(row, line);
      } else if (isTickLine(row)) {
        reader = new TickFileReader(file, instrumentOf(file, symbolsOfTickFile(path), options));
        reader.read(row, line);
      } else {
        const header = row.replace(/^\uFEFF/, '');
        reader = new CandleFileReader(file, header, () => instrumentOf(file, [symbolOfFile(path)], options));
      }
    }
    onRows(lines.length);
  }
  if (reader === undefined) throw new TapeError(file, 'is empty');
  return reader.finish();
}

function instrumentOf(file: string, symbols: readonly string[], { findInstrument }: RecordedFeedOptions): Instrument {
  const found = symbols.map(findInstrument).filter((instrument) => instrument !== undefined);
  const [instrument, second] = found;
  if (instrument === undefined) {
    const name = symbols.length === 1 ? symbols[0] : (symbols.at(-1) ?? '').split('_').reverse().join('');
    throw new TapeError(file, `stands for ${name}, which the catalogue does not list: rename the file or take it out`);
  }
  if (second !== undefined && second !== instrument) {
    throw new TapeError(file, `may stand for ${instrument.symbol} or ${second.symbol}: name it ${nameFor(instrument)}`);
  }
  return instrument;
}

/** A file name that stands for this pair only. */
function nameFor({ symbol }: Instrument): string {
  return `${symbol.split('_').reverse().join('_')}.gz`;
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
    if (names.length === 0) throw new TapeError(path, 'is a folder without recordings (.csv, .txt or .gz)');
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

function reportOf(loaded: TapeFile): TapeReport {
  const { symbol } = loaded.tape.instrument;
  if (loaded.kind === 'candles') {
    const { tape, ...file } = loaded;
    const from = tape.time(0);
    const to = tape.time(tape.length - 1) + tape.interval;
    return { ...file, symbol, bars: tape.length, intervalSeconds: tape.interval / 1000, from, to };
  }
  const { tape, ...file } = loaded;
  return { ...file, symbol, bars: tape.bars?.length ?? 0, intervalSeconds: 5, from: tape.from, to: tape.to };
}
