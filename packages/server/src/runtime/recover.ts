import { Core, type CoreSnapshot } from '@outcry/core';
import type { Journal } from '../journal/journal.ts';

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
 * that does not hold is passed over for the one before, in the end for the whole journal. Starting is recovering.
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
    core.applyTurn(row.at, row.body);
    replayed++;
    if (replayed % 50_000 === 0) onProgress(replayed, total);
  }
  return { core, lastSeq: journal.lastSeq, snapshotSeq, replayed };
}

async function fromSnapshot(journal: Journal, onNotice: (notice: string) => void): Promise<{ core: Core; snapshotSeq: number }> {
  let below: number | undefined;
  for (;;) {
    const snapshot = await journal.newestSnapshot(below);
    if (snapshot === null) return { core: new Core(), snapshotSeq: 0 };
    const core = restored(snapshot.body, snapshot.digest);
    if (core !== null) return { core, snapshotSeq: snapshot.seq };
    onNotice(`the snapshot of turn ${snapshot.seq} does not give the state it was made from; it is passed over`);
    below = snapshot.seq;
  }
}

function restored(body: string, digest: string): Core | null {
  try {
    const core = Core.restore(JSON.parse(body) as CoreSnapshot);
    return core.digest() === digest ? core : null;
  } catch {
    return null;
  }
}
