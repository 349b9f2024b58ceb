import { setTimeout as pause } from 'node:timers/promises';
import { firstSeqOf, lastSeqOf, openForReading, readRows, type Snapshot, SnapshotFiles } from '../journal/index.ts';
import { EventReader, turnJson } from './event-line.ts';
import { say } from './output.ts';
import { untilSignal } from './until-signal.ts';

/** Rows in which the instruments of a data folder are listed: its first ones. */
const LISTING_ROWS = 2_000;
/** How often a followed journal is looked at (ms). */
const LOOK_MS = 200;

export interface TailOptions {
  readonly lines: number;
  readonly follow?: boolean;
  readonly json?: boolean;
}

/** Prints the newest turns, and with `follow` every further one. Reads beside a running platform. Throws JournalError. */
export async function tailJournal(folder: string, { lines, follow, json }: TailOptions): Promise<void> {
  const database = openForReading(folder);
  try {
    const begins = firstSeqOf(database);
    const reader = new EventReader(begins === 1 ? null : await newestSnapshot(folder));
    const print = (from: number): number => {
      let next = from;
      for (const row of readRows(database, from)) {
        const turn = reader.read(row);
        say(json ? [turnJson(turn)] : reader.lines(turn));
        next = row.seq + 1;
      }
      return next;
    };
    const first = Math.max(begins, lastSeqOf(database) - lines + 1);
    if (begins === 1) for (const row of readRows(database, 1, Math.min(first - 1, LISTING_ROWS))) reader.read(row);
    let next = print(first);
    if (!follow) return;
    await untilSignal(async (ended) => {
      let going = true;
      void ended.then(() => {
        going = false;
      });
      while (going) {
        await Promise.race([pause(LOOK_MS), ended]);
        next = print(next);
      }
    });
  } finally {
    database.close();
  }
}

/** What is listed when the rows that listed it are archived. */
async function newestSnapshot(folder: string): Promise<Snapshot | null> {
  const files = new SnapshotFiles(folder);
  for (const seq of files.list()) {
    const snapshot = await files.read(seq).catch(() => null);
    if (snapshot !== null) return snapshot;
  }
  return null;
}
