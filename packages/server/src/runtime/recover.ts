import { Core, type CoreSnapshot } from '@outcry/core';
import { type Journal, JournalError, type JournalRow, type Snapshot } from '../journal/index.ts';
import { damaged } from '../journal/journal-error.ts';
import { BODY_VERSION } from './engine.ts';

/** Turns after which a person is told how far it is. */
const TOLD_EVERY = 50_000;

/** How a start went: from which snapshot, and how many turns were replayed on top. */
export interface Recovery {
  readonly core: Core;
  readonly lastSeq: number;
  /** 0: replayed from the first turn. */
  readonly snapshotSeq: number;
  readonly replayed: number;
}

/**
 * Brings the core to the journal's last turn: the newest snapshot whose digest holds, and the turns after it. A snapshot
 * that does not hold is passed over for the one before, in the end for the whole journal. Starting is recovering. Throws
 * JournalError naming the turn that cannot be replayed.
 */
export async function recover(
  journal: Journal,
  onProgress: (replayed: number, total: number) => void,
  onNotice: (notice: string) => void,
): Promise<Recovery> {
  const { core, snapshotSeq } = await fromSnapshot(journal, onNotice);
  const total = journal.lastSeq - snapshotSeq;
  let replayed = 0;
  for await (const row of journal.read(snapshotSeq + 1)) {
    replay(core, row);
    replayed++;
    if (replayed % TOLD_EVERY === 0) onProgress(replayed, total);
  }
  return { core, lastSeq: journal.lastSeq, snapshotSeq, replayed };
}

function replay(core: Core, row: JournalRow): void {
  const { seq, at, version, body } = row;
  if (version > BODY_VERSION) {
    const known = `it has format ${version}, this program reads up to ${BODY_VERSION}`;
    throw new JournalError('foreign', `journal: turn ${seq} was written by a newer Outcry: ${known}`, seq);
  }
  try {
    core.applyTurn(at, body);
  } catch (error) {
    throw damaged(`turn ${seq} cannot be applied: ${(error as Error).message}`, seq);
  }
}

async function fromSnapshot(
  journal: Journal,
  onNotice: (notice: string) => void,
): Promise<{ core: Core; snapshotSeq: number }> {
  let below: number | undefined;
  for (;;) {
    const snapshot = await journal.newestSnapshot(below);
    if (snapshot === null || snapshot.seq + 1 < journal.firstSeq) {
      if (journal.firstSeq > 1) throw archivedAway(journal.firstSeq);
      return { core: new Core(), snapshotSeq: 0 };
    }
    const core = restored(snapshot, onNotice);
    if (core !== null) return { core, snapshotSeq: snapshot.seq };
    below = snapshot.seq;
  }
}

/** Older turns lie in an archive, and no snapshot that this program reads holds the state that they led to. */
function archivedAway(firstSeq: number): JournalError {
  return new JournalError(
    'damaged',
    `journal: it begins at turn ${firstSeq}, and no snapshot holds the state before it (a newer version of Outcry may not read an older one's). Put the archived turns back with \`outcry journal restore-archive\`, newest archive first, then start again`,
    firstSeq,
  );
}

function restored({ seq, body, digest }: Snapshot, onNotice: (notice: string) => void): Core | null {
  try {
    const core = Core.restore(JSON.parse(body) as CoreSnapshot);
    if (core.digest() === digest) return core;
    onNotice(`the snapshot of turn ${seq} does not give the state it was made from; it is passed over`);
  } catch (error) {
    onNotice(`the snapshot of turn ${seq} cannot be read: ${(error as Error).message}; it is passed over`);
  }
  return null;
}
