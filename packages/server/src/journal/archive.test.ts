import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { archivedTurns, moveToArchive, planArchive, restoreArchive, shrink } from './archive.ts';
import { SUITE_SCHEMA, suiteBatch, suiteRow } from './journal.spec-suite.ts';
import { firstSeqOf, lastSeqOf, readRows } from './row-reader.ts';
import { SnapshotFiles } from './snapshot-files.ts';
import { openForReading, openForWriting } from './sqlite-file.ts';
import { openSqliteJournal } from './sqlite-journal.ts';
import { SqliteWriter } from './sqlite-writer.ts';
import { SUM_REPLICAS, sumDigest } from './sum-replica.ts';
import { testFolder } from './test-folder.ts';
import { verifyJournal } from './verify.ts';

const ROWS = 3_000;
const digestAt = (seq: number): string => sumDigest(seq, (n) => suiteRow(n).body.length);

async function save(folder: string, seq: number, change: object = {}): Promise<void> {
  const digest = digestAt(seq);
  const body = JSON.stringify({ turns: seq, sum: Number(digest.split(':')[1]) });
  await new SnapshotFiles(folder).save({ seq, digest, version: 1, body, ...change });
}

/** 3 000 turns with a fill each, and snapshots of turns 1 000 and 2 000. */
async function written(): Promise<{ folder: string; database: Database; file: string }> {
  const folder = testFolder();
  const writer = new SqliteWriter(folder, SUITE_SCHEMA);
  writer.write(suiteBatch(1, ROWS));
  writer.close();
  for (const seq of [1_000, 2_000]) await save(folder, seq);
  const database = openForWriting(folder);
  onTestFinished(() => void database.close());
  return { folder, database, file: join(folder, 'archive', 'old.jsonl.gz') };
}

const verified = (folder: string) => verifyJournal({ folder, replicas: SUM_REPLICAS, onProgress: () => undefined });

async function archived(folder: string, database: Database, file: string, bound = {}): Promise<void> {
  const plan = await planArchive(database, folder, SUM_REPLICAS, bound);
  if (plan === null) throw new Error('nothing to archive');
  await moveToArchive(database, plan, file);
}

describe('an archive', () => {
  test('takes all turns before the newest sound snapshot; the rest, and the tables, stay', async () => {
    const { folder, database, file } = await written();
    expect(await planArchive(database, folder, SUM_REPLICAS)).toEqual({
      firstSeq: 1,
      lastSeq: 1_999,
      snapshotSeq: 2_000,
      kept: 1_001,
    });
    await archived(folder, database, file);
    expect([firstSeqOf(database), lastSeqOf(database)]).toEqual([2_000, ROWS]);
    expect(archivedTurns(database)).toEqual([{ firstSeq: 1, lastSeq: 1_999, file: 'old.jsonl.gz' }]);
    expect(database.prepare('SELECT count(*) FROM fill').pluck().get(), 'the read model').toBe(ROWS);
    expect(await planArchive(database, folder, SUM_REPLICAS), 'a second time').toBeNull();
    expect(await verified(folder)).toMatchObject({
      rows: 1_001,
      firstSeq: 2_000,
      lastSeq: ROWS,
      faultCount: 0,
      soundSnapshots: [2_000],
      digest: digestAt(ROWS),
    });
  });

  test('a journal that begins with a snapshot opens, goes on and is archived again', async () => {
    const { folder, database, file } = await written();
    await archived(folder, database, file);
    const journal = await openSqliteJournal({ folder, schema: SUITE_SCHEMA, onNotice: () => undefined });
    expect([journal.firstSeq, journal.lastSeq, (await journal.newestSnapshot())?.seq]).toEqual([2_000, ROWS, 2_000]);
    await journal.append(suiteBatch(ROWS + 1, ROWS + 5));
    await journal.close();
    await save(folder, ROWS + 5);
    await archived(folder, database, join(folder, 'second.gz'));
    expect(archivedTurns(database).map(({ firstSeq, lastSeq }) => [firstSeq, lastSeq])).toEqual([
      [1, 1_999],
      [2_000, ROWS + 4],
    ]);
    expect(lastSeqOf(database), "the snapshot's own turn stays").toBe(ROWS + 5);
    expect(await verified(folder)).toMatchObject({ rows: 1, faultCount: 0, digest: digestAt(ROWS + 5) });
  });

  test.each([
    ['a turn', { seq: 500 }, 499],
    ['a turn beyond the snapshot', { seq: 2_500 }, 1_999],
    ['market time', { time: suiteRow(701).at }, 700],
    ['market time before the first turn', { time: 5 }, null],
  ])('goes no further than %s', async (_what, bound, lastSeq) => {
    const { folder, database } = await written();
    expect((await planArchive(database, folder, SUM_REPLICAS, bound))?.lastSeq ?? null).toBe(lastSeq);
  });

  test('rests on an older snapshot when the newest does not hold, on none when no one does', async () => {
    const { folder, database } = await written();
    const files = new SnapshotFiles(folder);
    writeFileSync(files.file(2_000), 'no snapshot');
    expect(await planArchive(database, folder, SUM_REPLICAS)).toMatchObject({ lastSeq: 999, snapshotSeq: 1_000 });
    await save(folder, 1_000, { digest: '1:1' });
    await expect(planArchive(database, folder, SUM_REPLICAS)).rejects.toThrow('without a sound snapshot');
  });

  test('every turn comes back: the journal is as it was', async () => {
    const { folder, database, file } = await written();
    const before = [...readRows(database, 1)];
    await archived(folder, database, file, { seq: 800 });
    const second = join(folder, 'second.gz');
    await archived(folder, database, second);
    shrink(database);
    await expect(restoreArchive(database, file)).rejects.toThrow('restore second.gz first');
    expect(await restoreArchive(database, second)).toEqual({ firstSeq: 800, lastSeq: 1_999 });
    await restoreArchive(database, file);
    await restoreArchive(database, file);
    expect([...readRows(database, 1)]).toEqual(before);
    expect(archivedTurns(database)).toEqual([]);
    expect(await verified(folder)).toMatchObject({ rows: ROWS, faultCount: 0, soundSnapshots: [2_000, 1_000] });
  });

  test('a file that is there already is used when it holds exactly these turns, else refused', async () => {
    const { folder, database, file } = await written();
    const plan = await planArchive(database, folder, SUM_REPLICAS);
    if (plan === null) throw new Error('nothing to archive');
    await archived(folder, database, file);
    await restoreArchive(database, file);
    const content = readFileSync(file);
    await moveToArchive(database, plan, file);
    expect(readFileSync(file).equals(content)).toBe(true);
    await restoreArchive(database, file);
    await expect(moveToArchive(database, { ...plan, lastSeq: 700 }, file)).rejects.toThrow('not 1 to 700');
    database.exec('UPDATE journal SET version = 2, checksum = 7 WHERE seq = 12');
    await expect(moveToArchive(database, plan, file)).rejects.toThrow('row 12 is damaged');
    expect(firstSeqOf(database)).toBe(1);
  });

  test('a damaged archive, and a file that is none, are refused; nothing of it stays in the journal', async () => {
    const { folder, database, file } = await written();
    await archived(folder, database, file);
    const text = gunzipSync(readFileSync(file)).toString();
    const lines = text.split('\n');
    const withLine = (at: number, line: string) => lines.map((old, i) => (i === at ? line : old)).join('\n');
    const bad: [string | Buffer, string][] = [
      ['plain text', 'incorrect header'],
      [gzipSync('{"kind":"other"}\n'), 'no archive of a journal'],
      [gzipSync(withLine(0, (lines[0] as string).replace('"format":1', '"format":9'))), 'format 9'],
      [gzipSync(withLine(500, (lines[500] as string).replace('Ж', 'Ю'))), 'row 500 is damaged'],
      [gzipSync(withLine(500, '')), 'a line is no row'],
      [gzipSync(`${lines.slice(0, 900).join('\n')}\n`), 'its end is missing'],
      [gzipSync(withLine(lines.length - 2, '["end","00"]')), 'the checksum of all rows differs'],
    ];
    for (const [content, why] of bad) {
      const other = join(folder, 'bad.gz');
      writeFileSync(other, content);
      await expect(restoreArchive(database, other), why).rejects.toThrow(why);
    }
    truncateSync(file, 900);
    await expect(restoreArchive(database, file)).rejects.toMatchObject({ code: 'damaged' });
    await expect(restoreArchive(database, join(folder, 'none.gz'))).rejects.toThrow('there is no such file');
    expect([firstSeqOf(database), database.inTransaction]).toEqual([2_000, false]);
  });

  test('rows that are missing at the beginning and not noted as archived are damage', async () => {
    const { folder, database, file } = await written();
    database.exec('DELETE FROM journal WHERE seq < 50');
    expect(await verified(folder)).toMatchObject({ faultCount: 1, firstSeq: 1 });
    expect(existsSync(file)).toBe(false);
    const damaged = await written();
    await archived(damaged.folder, damaged.database, damaged.file);
    for (const seq of new SnapshotFiles(damaged.folder).list())
      writeFileSync(new SnapshotFiles(damaged.folder).file(seq), 'gone');
    const { faults } = await verified(damaged.folder);
    expect(faults.map(({ what }) => what)).toContainEqual(
      expect.stringContaining('no sound snapshot holds the state before it'),
    );
    openForReading(damaged.folder).close();
  });
});
