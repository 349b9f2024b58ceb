import { Core } from '@outcry/core';
import { FollowerClient } from '../../packages/server/src/journal/index.ts';
import { project, takeEnded } from '../../packages/server/src/readmodel/index.ts';
import { BODY_VERSION, recover } from '../../packages/server/src/runtime/index.ts';
import { openJournal } from './running-engine.ts';
import { book, Flow, preparations, START } from './trading.ts';

const TURNS_IN_A_BATCH = 5_000;
/** Market time between two commands: 200 a second. */
const MS_EACH = 5;

/** Writes a journal of at least this many events as the engine would. Returns how many there are and the digest. */
export async function writeHistory(folder: string, events: number): Promise<{ events: number; digest: string }> {
  const journal = await openJournal(folder);
  const core = new Core();
  const flow = new Flow(core, true);
  const first = preparations();
  let written = 0;
  let seq = 0;
  while (written < events) {
    const rows = [];
    const statements = [];
    for (let turn = 0; turn < TURNS_IN_A_BATCH; turn++) {
      if (seq === first.length) core.tick(book(START).tick, START);
      const at = START + seq * MS_EACH;
      const turnEvents = core.execute(first[seq] ?? flow.next(), at).events;
      seq++;
      written += turnEvents.length;
      rows.push({ seq, at, version: BODY_VERSION, body: core.encode(turnEvents) });
      statements.push(...project({ seq, at, events: turnEvents, ...takeEnded(core) }, core.state));
    }
    await journal.append({ rows, statements });
  }
  await journal.close();
  return { events: written, digest: core.digest() };
}

/** Has the follower make a snapshot of the last turn. */
export async function makeSnapshot(folder: string, digest: string): Promise<void> {
  const journal = await openJournal(folder);
  const follower = new FollowerClient(folder);
  await follower.snapshot(journal.lastSeq, digest);
  await follower.close();
  await journal.close();
}

/** Opens the folder and recovers; how long that took altogether, and one digest of the state then, in ms. */
export async function startTime(folder: string, digest: string): Promise<{ start: number; digest: number }> {
  const opened = performance.now();
  const journal = await openJournal(folder);
  const { core } = await recover(
    journal,
    () => {},
    (notice) => console.log(notice),
  );
  const started = performance.now();
  if (core.digest() !== digest) throw new Error('the state after the start is another one');
  const ended = performance.now();
  await journal.close();
  return { start: started - opened, digest: ended - started };
}
