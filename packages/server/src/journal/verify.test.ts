import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { SUITE_SCHEMA, suiteBatch, suiteRow } from './journal.spec-suite.ts';
import { SnapshotFiles } from './snapshot-files.ts';
import { DATABASE_FILE } from './sqlite-file.ts';
import { SqliteWriter } from './sqlite-writer.ts';
import { SUM_REPLICAS, sumDigest } from './sum-replica.ts';
import { testFolder } from './test-folder.ts';
import { type VerifyReport, verifyJournal } from './verify.ts';

const digestAt = (seq: number): string => sumDigest(seq, (n) => suiteRow(n).body.length);
const bodyAt = (seq: number): string => JSON.stringify({ turns: seq, sum: Number(digestAt(seq).split(':')[1]) });

async function written(last: number, ...snapshots: number[]): Promise<string> {
  const folder = testFolder();
  const writer = new SqliteWriter(folder, SUITE_SCHEMA);
  writer.write(suiteBatch(1, last));
  writer.close();
  for (const seq of snapshots)
    await new SnapshotFiles(folder).save({ seq, digest: digestAt(seq), version: 1, body: bodyAt(seq) });
  return folder;
}

function verify(folder: string): Promise<VerifyReport> {
  return verifyJournal({ folder, replicas: SUM_REPLICAS, onProgress: () => {} });
}

function alter(folder: string, sql: string): void {
  const database = new Sqlite(join(folder, DATABASE_FILE));
  database.exec(sql);
  database.close();
}

test('a sound journal: every row, both snapshots and the last digest agree', async () => {
  const folder = await written(2_500, 1_000, 2_000);
  const seen: number[] = [];
  const report = await verifyJournal({
    folder,
    replicas: SUM_REPLICAS,
    onProgress: (done, total) => seen.push(done, total),
  });
  expect(report).toEqual({
    rows: 2_500,
    firstSeq: 1,
    archived: [],
    lastSeq: 2_500,
    faultCount: 0,
    faults: [],
    soundSnapshots: [2_000, 1_000],
    digest: digestAt(2_500),
  });
  expect(seen).toEqual([1_000, 2_500, 2_000, 2_500, 2_500, 2_500]);
});

test('every fault is told, not only the first; the replay stops at it', async () => {
  const folder = await written(20, 10);
  alter(folder, "DELETE FROM journal WHERE seq = 3; UPDATE journal SET body = 'x' WHERE seq IN (4, 7)");
  const report = await verify(folder);
  expect(report.faults).toEqual([
    { seq: 3, what: 'row 3 is missing' },
    { seq: 4, what: 'row 4 is damaged (its checksum differs)' },
    { seq: 7, what: 'row 7 is damaged (its checksum differs)' },
  ]);
  expect(report).toMatchObject({ rows: 19, faultCount: 3, digest: null, soundSnapshots: [10] });
});

test('a snapshot that does not agree with the replay, or with itself, is told', async () => {
  const folder = await written(20);
  const files = new SnapshotFiles(folder);
  await files.save({ seq: 10, digest: '10:1', version: 1, body: '{"turns":10,"sum":1}' });
  await files.save({ seq: 20, digest: '20:1', version: 1, body: bodyAt(20) });
  const report = await verify(folder);
  expect(report.faults.map((fault) => fault.what)).toEqual([
    `snapshot of turn 20 can't be read: its state has digest ${digestAt(20)}, it says 20:1`,
    `replaying up to turn 10 gives digest ${digestAt(10)}, its snapshot says 10:1`,
  ]);
  expect(report.soundSnapshots).toEqual([]);
});

test('a snapshot past the end, a cut snapshot and a turn that cannot be applied are told', async () => {
  const folder = await written(5, 5, 6);
  const files = new SnapshotFiles(folder);
  truncateSync(files.file(5), 20);
  const writer = new SqliteWriter(folder, SUITE_SCHEMA);
  writer.write({ rows: [{ ...suiteRow(6), body: 'bad' }], statements: [] });
  writer.close();
  await files
    .save({ seq: 9, digest: 'd', version: 1, body: bodyAt(5) })
    .then(() => writeFileSync(files.file(5), 'no gzip'));
  const told = (await verify(folder)).faults.map((fault) => fault.what).join('\n');
  expect(told).toContain("snapshot of turn 9 can't be read");
  expect(told).toContain("snapshot of turn 5 can't be read: incorrect header check");
  expect(told).toContain("turn 6 can't be applied: body is not JSON");
});

test('without replicas rows and files are checked alone', async () => {
  const folder = await written(10, 5);
  const report = await verifyJournal({ folder, replicas: null, onProgress: () => {} });
  expect(report).toMatchObject({ rows: 10, faultCount: 0, soundSnapshots: [5], digest: null });
});

test('damage in the pages of the file is told; a file cut short is refused as a whole', async () => {
  const folder = await written(5_000);
  const file = join(folder, DATABASE_FILE);
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xa5, 102_400, 102_400 + 8_192));
  const report = await verify(folder);
  expect(report.faultCount).toBeGreaterThan(0);
  expect(report.digest).toBeNull();
  truncateSync(file, 100_000);
  await expect(verify(folder)).rejects.toMatchObject({ code: 'damaged' });
});

test('a folder without a journal is refused', async () => {
  await expect(verify(testFolder())).rejects.toMatchObject({ code: 'foreign' });
});
