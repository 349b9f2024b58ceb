import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  archivedTurns,
  CORE_REPLICAS,
  DATABASE_FILE,
  firstSeqOf,
  type JournalRow,
  lastSeqOf,
  openForReading,
  readRows,
  SnapshotFiles,
} from '../../journal/index.ts';
import { bad, type Finding, ok, warn } from './finding.ts';

/** Rows at the end of the journal that a quick look checks. */
const LAST_ROWS = 1_000;
/** How far market time may lead the wall clock (ms). */
const LEAD_MS = 60_000;
/** No clock that is right shows less: this version did not exist before. */
const EARLIEST = Date.UTC(2026, 0, 1);

const RESTORE = 'put the archived turns back: `outcry journal restore-archive`, newest archive first';

/** A quick look at the end of the journal, its newest snapshot and the clock. `outcry journal verify` looks at all. */
export async function journalFindings(folder: string, wallNow: number): Promise<Finding[]> {
  if (!existsSync(join(folder, DATABASE_FILE)))
    return [ok('journal', 'none yet: the first start makes one'), clockFinding(wallNow, null)];
  let last: JournalRow | null = null;
  let lastSeq = 0;
  let firstSeq = 1;
  let archives: readonly string[] = [];
  try {
    const database = openForReading(folder);
    try {
      lastSeq = lastSeqOf(database);
      firstSeq = firstSeqOf(database);
      archives = archivedTurns(database).map(({ file }) => file);
      for (const row of readRows(database, Math.max(firstSeq, lastSeq - LAST_ROWS + 1))) last = row;
    } finally {
      database.close();
    }
  } catch (error) {
    return [
      bad('journal', (error as Error).message, 'restore a backup of the data folder'),
      clockFinding(wallNow, null),
    ];
  }
  const away = firstSeq === 1 ? '' : `; turns before ${firstSeq} are archived in ${archives.join(', ')}`;
  const looked = Math.min(LAST_ROWS, lastSeq - firstSeq + 1);
  const rows = ok('journal', `the last ${looked} of ${lastSeq} turns are sound${away}`);
  return [
    rows,
    await snapshotFinding(folder, firstSeq, last?.seq ?? 0),
    clockFinding(wallNow, last?.at ?? null, statSync(join(folder, DATABASE_FILE)).mtimeMs),
  ];
}

/** The newest snapshot gives the state that it says it holds. */
async function snapshotFinding(folder: string, firstSeq: number, lastSeq: number): Promise<Finding> {
  const subject = 'snapshot';
  const files = new SnapshotFiles(folder);
  const [seq] = files.list();
  // every start needs one then: the turns before are archived
  const needed = firstSeq > 1;
  if (needed && (seq === undefined || seq + 1 < firstSeq))
    return bad(subject, `none holds the state before turn ${firstSeq}, where the journal begins`, RESTORE);
  if (seq === undefined) return ok(subject, 'none yet: a start replays the journal from its first turn');
  if (seq > lastSeq)
    return bad(
      subject,
      `it is of turn ${seq}, the journal ends at ${lastSeq}`,
      'restore journal and snapshots of the same backup',
    );
  try {
    const snapshot = await files.read(seq);
    const digest = CORE_REPLICAS.create(snapshot).digest();
    if (digest === snapshot.digest) return ok(subject, `turn ${seq} has the digest that it says`);
    return bad(subject, `turn ${seq} has digest ${digest}, it says ${snapshot.digest}`, 'run `outcry journal verify`');
  } catch (error) {
    const found = `turn ${seq} can't be read: ${(error as Error).message}`;
    if (needed) return bad(subject, found, RESTORE);
    return warn(subject, found, 'a start passes it over and replays more of the journal; run `outcry journal verify`');
  }
}

/**
 * A wall clock behind the newest turn would make orders wait for time to catch up. Tapes may lie in the past; files cannot have
 * been written in the future.
 */
export function clockFinding(wallNow: number, newestTurn: number | null, writtenAt: number | null = null): Finding {
  const shown = new Date(wallNow).toISOString();
  if (wallNow < EARLIEST) return bad('clock', `it shows ${shown}`, 'set the clock of this machine');
  if (newestTurn !== null && newestTurn > wallNow + LEAD_MS)
    return warn(
      'clock',
      `it shows ${shown}, the newest turn is of ${new Date(newestTurn).toISOString()}`,
      'set the clock of this machine, unless a tape of a later day was played on this folder',
    );
  if (writtenAt !== null && writtenAt > wallNow + LEAD_MS)
    return warn(
      'clock',
      `it shows ${shown}, ${DATABASE_FILE} was written at ${new Date(writtenAt).toISOString()}`,
      'set the clock of this machine: it was put back',
    );
  return ok(
    'clock',
    newestTurn === null ? shown : `${shown}, the newest turn is of ${new Date(newestTurn).toISOString()}`,
  );
}
