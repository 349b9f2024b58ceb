import { setImmediate as nextRound } from 'node:timers/promises';
import { type Batch, GroupCommit, type Journal, openSqliteJournal } from '../../packages/server/src/journal/index.ts';
import { turnRow } from './turn-row.ts';

/** Left out of latencies: threads start and code warms up. */
const WARM_UP_SECONDS = 1;
/** Turns handed over before the event loop goes round, as a busy runtime does. */
const BURST = 500;

function openJournal(folder: string): Promise<Journal> {
  return openSqliteJournal({ folder, schema: { migrations: [], statements: {} }, onNotice: () => {} });
}

/** Rows a second when there is always more to write, and the sizes of the groups that came of it. */
export async function saturatedRows(
  folder: string,
  count: number,
): Promise<{ rowsPerSecond: number; groups: number[] }> {
  const journal = await openJournal(folder);
  const groups: number[] = [];
  const append = journal.append.bind(journal);
  journal.append = (batch: Batch) => {
    groups.push(batch.rows.length);
    return append(batch);
  };
  const commit = new GroupCommit(journal);
  let seq = 0;
  const start = performance.now();
  while (seq < count) {
    for (let i = 0; i < BURST && seq < count && !commit.full; i++) {
      seq += 1;
      void commit.append(turnRow(seq));
    }
    await nextRound();
  }
  await commit.drain();
  const seconds = (performance.now() - start) / 1_000;
  await journal.close();
  if (journal.lastSeq !== count) throw new Error(`journal holds ${journal.lastSeq} rows, ${count} were appended`);
  return { rowsPerSecond: count / seconds, groups };
}

/** Time in ms from when each row was due, at an even rate whatever the journal does, until it was durable. */
export async function offeredLatency(folder: string, rowsPerSecond: number, seconds: number): Promise<Float64Array> {
  const journal = await openJournal(folder);
  const commit = new GroupCommit(journal);
  const count = rowsPerSecond * (WARM_UP_SECONDS + seconds);
  const latency = new Float64Array(count);
  const msPerRow = 1_000 / rowsPerSecond;
  const start = performance.now();
  let seq = 0;
  while (seq < count) {
    const due = Math.min(count, Math.floor((performance.now() - start) / msPerRow));
    if (due > seq) {
      const from = seq;
      let durable = Promise.resolve();
      while (seq < due) {
        seq += 1;
        durable = commit.append(turnRow(seq));
      }
      void durable.then(() => note(latency, from, due, start, msPerRow));
    }
    await nextRound();
  }
  await commit.drain();
  await journal.close();
  return latency.subarray(rowsPerSecond * WARM_UP_SECONDS);
}

function note(latency: Float64Array, from: number, to: number, start: number, msPerRow: number): void {
  const now = performance.now() - start;
  for (let i = from; i < to; i++) latency[i] = now - (i + 1) * msPerRow;
}
