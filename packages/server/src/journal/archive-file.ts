import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { JournalError } from './journal-error.ts';
import { rowFault, type StoredRow } from './row-reader.ts';
import { syncFolder } from './sqlite-file.ts';

const KIND = 'outcry journal archive';
const FORMAT = 1;

/** The first line of an archive: which turns it holds. */
export interface ArchiveHeader {
  readonly kind: typeof KIND;
  readonly format: typeof FORMAT;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

type RowLine = readonly [seq: number, at: number, version: number, checksum: number, body: string];
/** The last line: SHA-256 over all lines before it. */
type EndLine = readonly ['end', sha256: string];

/**
 * Writes rows to a compressed file: a line of JSON that says which turns, a line for each row, a line with the checksum of
 * all. It lies under its name only when it is complete and on disk.
 */
export async function writeArchive(
  file: string,
  firstSeq: number,
  lastSeq: number,
  rows: Iterable<StoredRow>,
): Promise<void> {
  const draft = `${file}.draft`;
  const header: ArchiveHeader = { kind: KIND, format: FORMAT, firstSeq, lastSeq };
  await pipeline(Readable.from(lines(header, rows)), createGzip(), createWriteStream(draft));
  const handle = await open(draft, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  syncFolder(dirname(file));
}

/** Rows gathered into one piece of text on its way to the compression. */
const ROWS_AT_ONCE = 200;

function* lines(header: ArchiveHeader, rows: Iterable<StoredRow>): Generator<string> {
  const hash = createHash('sha256');
  let text = `${JSON.stringify(header)}\n`;
  let gathered = 0;
  for (const { seq, at, version, checksum, body } of rows) {
    text += `${JSON.stringify([seq, at, version, checksum, body] satisfies RowLine)}\n`;
    if (++gathered % ROWS_AT_ONCE !== 0) continue;
    hash.update(text);
    yield text;
    text = '';
  }
  hash.update(text);
  yield text;
  yield `${JSON.stringify(['end', hash.digest('hex')] satisfies EndLine)}\n`;
}

/** Reads only which turns an archive holds. Throws JournalError `foreign` for a file that is none. */
export async function readArchiveHeader(file: string): Promise<ArchiveHeader> {
  for await (const line of linesOf(file)) return headerOf(file, line);
  throw notAnArchive(file, 'it is empty');
}

/**
 * The rows of an archive, in order, each checked; the checksum of all is checked at the end, so nothing may be done with them
 * for good before the last one. Throws JournalError `foreign` or `damaged`.
 */
export async function* readArchive(file: string): AsyncGenerator<StoredRow> {
  const hash = createHash('sha256');
  let header: ArchiveHeader | null = null;
  let expected = 0;
  for await (const line of linesOf(file)) {
    if (header === null) {
      header = headerOf(file, line);
      expected = header.firstSeq;
    } else {
      const parsed = parsedLine(file, line);
      if (parsed[0] === 'end') {
        if (expected !== header.lastSeq + 1) throw damagedArchive(file, `it ends before turn ${header.lastSeq}`);
        if (parsed[1] !== hash.digest('hex')) throw damagedArchive(file, 'the checksum of all rows differs');
        return;
      }
      const [seq, at, version, checksum, body] = parsed as RowLine;
      const row: StoredRow = { seq, at, version, checksum, body };
      const fault = rowFault(row, expected);
      if (fault !== null) throw damagedArchive(file, fault.what);
      expected += 1;
      yield row;
    }
    hash.update(`${line}\n`);
  }
  throw damagedArchive(file, 'its end is missing');
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unpacked = createGunzip();
  source.on('error', (error) => unpacked.destroy(error));
  const reader = createInterface({ input: source.pipe(unpacked), crlfDelay: Number.POSITIVE_INFINITY });
  let failure: Error | null = null;
  unpacked.on('error', (error) => {
    failure = error;
    reader.close();
  });
  try {
    yield* reader;
  } catch (error) {
    failure ??= error as Error;
  } finally {
    reader.close();
    source.destroy();
    unpacked.destroy();
  }
  if (failure === null) return;
  const { code, message } = failure as NodeJS.ErrnoException;
  if (code === 'ENOENT') throw notAnArchive(file, 'there is no such file');
  throw damagedArchive(file, message);
}

function headerOf(file: string, line: string): ArchiveHeader {
  let header: Partial<ArchiveHeader>;
  try {
    header = JSON.parse(line) as Partial<ArchiveHeader>;
  } catch {
    throw notAnArchive(file, 'its first line is no JSON');
  }
  if (header?.kind !== KIND) throw notAnArchive(file, 'it is something else');
  if (header.format !== FORMAT)
    throw notAnArchive(file, `it has format ${String(header.format)}, this program reads ${FORMAT}`);
  if (!Number.isSafeInteger(header.firstSeq) || !Number.isSafeInteger(header.lastSeq))
    throw damagedArchive(file, 'its first line names no turns');
  return header as ArchiveHeader;
}

function parsedLine(file: string, line: string): RowLine | EndLine {
  try {
    const parsed: unknown = JSON.parse(line);
    if (Array.isArray(parsed)) return parsed as unknown as RowLine | EndLine;
  } catch {
    // told below, like a line that is something else
  }
  throw damagedArchive(file, 'a line is no row');
}

function notAnArchive(file: string, why: string): JournalError {
  return new JournalError('foreign', `${file} is no archive of a journal: ${why}`);
}

function damagedArchive(file: string, what: string): JournalError {
  return new JournalError('damaged', `the archive ${file} is damaged: ${what}. Take another copy of it`);
}
