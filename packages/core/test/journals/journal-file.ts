import { readFileSync } from 'node:fs';
import type { Core, CoreEvent, EventCodec } from '../../src/index.ts';

/** Version of a journal body: the event codec's arrays. */
export const BODY_VERSION = 1;

export interface JournalRow {
  readonly seq: number;
  readonly at: number;
  readonly body: string;
}

/** A golden journal that cannot be read: the file's place and what is wrong there. */
export class JournalFileError extends Error {
  override name = 'JournalFileError';
}

/** Where the golden journals live. */
export const GOLDEN = new URL('../../golden/', import.meta.url);

/** One line for each turn: `[seq, at, version, [event, …]]`. */
export function writeRows(rows: readonly JournalRow[]): string {
  return rows.map(({ seq, at, body }) => `[${seq},${at},${BODY_VERSION},${body}]\n`).join('');
}

/** Reads a journal file back. Throws JournalFileError naming the line. */
export function readRows(text: string): JournalRow[] {
  const rows: JournalRow[] = [];
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new JournalFileError(`line ${lines.length + 1}: the file is cut off`);
  lines.forEach((line, index) => {
    const place = `line ${index + 1}`;
    let row: unknown;
    try {
      row = JSON.parse(line);
    } catch (error) {
      throw new JournalFileError(`${place}: not JSON: ${(error as Error).message}`);
    }
    if (!Array.isArray(row) || row.length !== 4) throw new JournalFileError(`${place}: not [seq, at, version, events]`);
    const [seq, at, version, events] = row as [number, number, number, unknown];
    if (seq !== index + 1) throw new JournalFileError(`${place}: turn ${String(seq)} where ${index + 1} belongs`);
    if (version !== BODY_VERSION) throw new JournalFileError(`${place}: body version ${String(version)} is not known`);
    const before = rows[index - 1]?.at ?? 0;
    if (!Number.isSafeInteger(at) || at < before) throw new JournalFileError(`${place}: time ${String(at)} goes back`);
    rows.push({ seq, at, body: JSON.stringify(events) });
  });
  return rows;
}

export function readJournal(name: string): JournalRow[] {
  return readRows(readFileSync(new URL(`${name}/journal.jsonl`, GOLDEN), 'utf8'));
}

/** Replays rows through a codec. A row that does not decode is named by its turn. */
export function replay(core: Core, rows: readonly JournalRow[], codec: EventCodec): CoreEvent[] {
  const seen: CoreEvent[] = [];
  for (const { seq, at, body } of rows) {
    let events: CoreEvent[];
    try {
      events = codec.decode(body, at);
    } catch (error) {
      throw new JournalFileError(`turn ${seq}: ${(error as Error).message}`);
    }
    for (const event of events) core.apply(event);
    core.takeFinished();
    seen.push(...events);
  }
  return seen;
}
