import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { SUITE_SCHEMA, suiteBatch } from './journal.spec-suite.ts';
import { readRows } from './row-reader.ts';
import { DATABASE_FILE } from './sqlite-file.ts';
import { SqliteWriter } from './sqlite-writer.ts';
import { testFolder } from './test-folder.ts';

const BATCH = 7;
const BATCHES = 40;
const LOG_FILE = `${DATABASE_FILE}-wal`;

/** A journal as it lies on disk while its writer lives: forty batches in the write-ahead log, none checkpointed. */
function runningJournal(): { database: Buffer; log: Buffer } {
  const folder = testFolder();
  const writer = new SqliteWriter(folder, SUITE_SCHEMA);
  for (let i = 0; i < BATCHES; i++) writer.write(suiteBatch(i * BATCH + 1, (i + 1) * BATCH));
  const files = { database: readFileSync(join(folder, DATABASE_FILE)), log: readFileSync(join(folder, LOG_FILE)) };
  writer.close();
  return files;
}

/** What a new start finds: rows and fills, which must agree. */
function recovered(database: Buffer, log: Buffer): number {
  const folder = testFolder();
  writeFileSync(join(folder, DATABASE_FILE), database);
  writeFileSync(join(folder, LOG_FILE), log);
  const writer = new SqliteWriter(folder, SUITE_SCHEMA);
  const last = writer.lastSeq;
  const reader = new Sqlite(join(folder, DATABASE_FILE), { readonly: true });
  expect([...readRows(reader, 1)]).toHaveLength(last);
  expect(reader.prepare('SELECT count(*) FROM fill').pluck().get()).toBe(last);
  reader.close();
  writer.write(suiteBatch(last + 1, last + 2));
  expect(writer.lastSeq).toBe(last + 2);
  writer.close();
  return last;
}

/** Numbers below 1 from a seed (mulberry32): the same places in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('a log cut at any place gives back whole batches only, and the journal goes on', () => {
  const { database, log } = runningJournal();
  const random = seeded(1);
  const cuts = [
    0,
    1,
    31,
    32,
    33,
    log.length - 1,
    log.length,
    ...Array.from({ length: 60 }, () => Math.floor(random() * log.length)),
  ];
  let longest = 0;
  for (const cut of cuts) {
    const last = recovered(database, log.subarray(0, cut));
    expect(last % BATCH).toBe(0);
    longest = Math.max(longest, last);
  }
  expect(longest).toBe(BATCH * BATCHES);
});

test('a log with a damaged or zeroed stretch gives back the whole batches before it', () => {
  const { database, log } = runningJournal();
  const random = seeded(2);
  for (let run = 0; run < 40; run++) {
    const at = Math.floor(random() * (log.length - 600));
    const torn = Buffer.from(log);
    torn.fill(run % 2 === 0 ? 0 : 0xa5, at, at + 600);
    expect(recovered(database, torn) % BATCH).toBe(0);
  }
});
