import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { backupJournal } from './backup.ts';
import { collect, describeJournal, SUITE_SCHEMA, suiteBatch, suiteRow } from './journal.spec-suite.ts';
import type { Journal, JournalSchema } from './journal.ts';
import { SnapshotFiles } from './snapshot-files.ts';
import { DATABASE_FILE, openForReading } from './sqlite-file.ts';
import { openSqliteJournal } from './sqlite-journal.ts';
import { testFolder } from './test-folder.ts';

const notices: string[] = [];

function open(folder: string, schema: JournalSchema = SUITE_SCHEMA): Promise<Journal> {
  return openSqliteJournal({ folder, schema, onNotice: (notice) => notices.push(notice) });
}

const folders = new Map<Journal, { folder: string; schema: JournalSchema }>();
describeJournal('SQLite', {
  open: async (schema) => {
    const folder = testFolder();
    const journal = await open(folder, schema);
    folders.set(journal, { folder, schema });
    return journal;
  },
  reopen: async (journal) => {
    await journal.close();
    const { folder, schema } = folders.get(journal) as { folder: string; schema: JournalSchema };
    return open(folder, schema);
  },
});

/** A closed data folder with rows 1 to `last`. */
async function written(last: number): Promise<string> {
  const folder = testFolder();
  const journal = await open(folder);
  await journal.append(suiteBatch(1, last));
  await journal.close();
  return folder;
}

function alter(folder: string, sql: string): void {
  const database = new Sqlite(join(folder, DATABASE_FILE));
  database.exec(sql);
  database.close();
}

test('turns and their statements are one: a statement that fails takes its rows with it', async () => {
  const folder = testFolder();
  const journal = await open(folder);
  await journal.append(suiteBatch(1, 2));
  const clash = {
    rows: [suiteRow(3)],
    statements: [
      {
        statement: 'addFill',
        values: [
          [3, 3, '1'],
          [1, 3, '1'],
        ],
      },
    ],
  };
  await expect(journal.append(clash)).rejects.toThrow('UNIQUE constraint failed: fill.id');
  await journal.close();
  const reader = openForReading(folder);
  expect(reader.prepare('SELECT id FROM fill ORDER BY id').pluck().all()).toEqual([1, 2]);
  expect(reader.prepare('SELECT max(seq) FROM journal').pluck().get()).toBe(2);
  reader.close();
});

test('statements run in the order given, also when names alternate', async () => {
  const folder = testFolder();
  const journal = await open(folder);
  const add = { statement: 'addFill', values: [[1, 1, '1']] };
  const drop = { statement: 'dropFill', values: [[1]] };
  await journal.append({ rows: [suiteRow(1)], statements: [add, drop, add, drop, add] });
  await journal.close();
  const reader = openForReading(folder);
  expect(reader.prepare('SELECT count(*) FROM fill').pluck().get()).toBe(1);
  reader.close();
});

for (const [column, sql] of [
  ['body', "UPDATE journal SET body = replace(body, '1500', '1501') WHERE seq = 1500"],
  ['at', 'UPDATE journal SET at = at + 1 WHERE seq = 1500'],
  ['version', 'UPDATE journal SET version = 2 WHERE seq = 1500'],
  ['checksum', 'UPDATE journal SET checksum = checksum + 1 WHERE seq = 1500'],
] as const) {
  test(`a row whose ${column} was changed is found and named, the rows before it are read`, async () => {
    const folder = await written(2_500);
    alter(folder, sql);
    const journal = await open(folder);
    let last = 0;
    const reading = (async () => {
      for await (const row of journal.read(1)) last = row.seq;
    })();
    await expect(reading).rejects.toMatchObject({ code: 'damaged', seq: 1_500 });
    await expect(reading).rejects.toThrow(/row 1500 is damaged.*outcry journal verify.*restore a backup/s);
    expect(last).toBe(1_499);
    await journal.close();
  });
}

test('missing rows are found and named', async () => {
  const folder = await written(10);
  alter(folder, 'DELETE FROM journal WHERE seq IN (4, 5)');
  const journal = await open(folder);
  await expect(collect(journal.read(1))).rejects.toThrow('rows 4 to 5 are missing');
  await expect(collect(journal.read(5))).rejects.toThrow('row 5 is missing');
  expect(await collect(journal.read(6))).toHaveLength(5);
  await journal.close();
});

test('a file damaged in its pages, cut short or not a database is told, and left as it was', async () => {
  const spoil: [string, (file: string) => void, RegExp][] = [
    [
      'header',
      (file) => writeFileSync(file, 'no database at all, but long enough to look at'.repeat(100)),
      /not a database/,
    ],
    ['cut', (file) => truncateSync(file, 9_000), /damaged|malformed/],
  ];
  for (const [, harm, words] of spoil) {
    const folder = await written(3_000);
    const file = join(folder, DATABASE_FILE);
    harm(file);
    const before = readFileSync(file);
    const attempt = (async () => {
      const journal = await open(folder);
      try {
        await collect(journal.read(1));
      } finally {
        await journal.close();
      }
    })();
    await expect(attempt).rejects.toMatchObject({ code: 'damaged' });
    await expect(attempt).rejects.toThrow(words);
    expect(readFileSync(file).equals(before)).toBe(true);
  }
});

test("another program's database is refused", async () => {
  const folder = testFolder();
  alter(folder, 'CREATE TABLE song (title TEXT)');
  await expect(open(folder)).rejects.toMatchObject({ code: 'foreign' });
});

test('schema steps are applied once, added later, and never changed under a journal', async () => {
  const folder = await written(1);
  const more = { id: 'suite-2', sql: 'ALTER TABLE fill ADD COLUMN fee TEXT' };
  const grown: JournalSchema = {
    migrations: [...SUITE_SCHEMA.migrations, more],
    statements: { setFee: 'UPDATE fill SET fee = ? WHERE id = ?' },
  };
  for (let start = 0; start < 2; start++) await (await open(folder, grown)).close();
  await expect(open(folder)).rejects.toThrow('newer version of Outcry (schema step suite-2)');
  const changed: JournalSchema = {
    migrations: [...SUITE_SCHEMA.migrations, { ...more, sql: `${more.sql} DEFAULT '0'` }],
    statements: {},
  };
  await expect(open(folder, changed)).rejects.toThrow('schema step suite-2 was changed');
});

test('a schema step that fails leaves the folder as it was', async () => {
  const folder = await written(1);
  const broken: JournalSchema = {
    migrations: [
      ...SUITE_SCHEMA.migrations,
      { id: 'suite-2', sql: 'CREATE TABLE a (x TEXT); CREATE TABLE a (x TEXT)' },
    ],
    statements: {},
  };
  await expect(open(folder, broken)).rejects.toThrow('already exists');
  const journal = await open(folder);
  expect(journal.lastSeq).toBe(1);
  await journal.close();
});

test('a statement that is not SQL is refused at the start, by its name', async () => {
  await expect(open(testFolder(), { migrations: [], statements: { oops: 'INSERT INTO nowhere' } })).rejects.toThrow(
    'statement oops is not valid SQL',
  );
});

test('a full disk fails the journal: pending appends reject, the failure is told, what was acknowledged stays', async () => {
  const folder = testFolder();
  const small = { id: 'suite-small', sql: 'PRAGMA max_page_count = 40' };
  const schema: JournalSchema = { ...SUITE_SCHEMA, migrations: [...SUITE_SCHEMA.migrations, small] };
  const journal = await open(folder, schema);
  const outcomes: string[] = [];
  const appends = Array.from({ length: 20 }, (_, i) =>
    journal.append({ rows: [{ ...suiteRow(i + 1), body: 'x'.repeat(20_000) }], statements: [] }).then(
      () => outcomes.push('durable'),
      (error: Error) => outcomes.push(error.message),
    ),
  );
  await Promise.all(appends);
  const durable = outcomes.indexOf('journal: writing failed, the platform must stop: database or disk is full');
  expect(durable).toBeGreaterThan(3);
  expect(outcomes.slice(0, durable).every((outcome) => outcome === 'durable')).toBe(true);
  expect(new Set(outcomes.slice(durable)).size).toBe(1);
  expect((await journal.failed).message).toContain('database or disk is full');
  await journal.close();
  const again = await open(folder, schema);
  expect(again.lastSeq).toBe(durable);
  expect(await collect(again.read(1))).toHaveLength(durable);
  await again.close();
});

test('a writer thread that dies fails everything pending', async () => {
  const folder = await written(2);
  const writerFile = join(folder, 'dying-writer.mjs');
  writeFileSync(
    writerFile,
    `import { parentPort } from 'node:worker_threads';
     parentPort.postMessage({ kind: 'opened', lastSeq: 2 });
     parentPort.on('message', () => process.exit(1));`,
  );
  const journal = await openSqliteJournal({ folder, schema: SUITE_SCHEMA, onNotice: () => {}, writerFile });
  const appends = [journal.append(suiteBatch(3, 3)), journal.append(suiteBatch(4, 4))];
  for (const append of appends) await expect(append).rejects.toThrow('the writer thread ended');
  expect((await journal.failed).code).toBe('failed');
  await journal.close();
});

test('a journal that ends before its newest snapshot is refused: rows are missing', async () => {
  const folder = await written(5);
  await new SnapshotFiles(folder).save({ seq: 6, digest: 'd', version: 1, body: '{}' });
  await expect(open(folder)).rejects.toMatchObject({ code: 'damaged', seq: 6 });
});

test('an unreadable snapshot is passed over for the older one, then for none, and told', async () => {
  const folder = await written(20);
  const files = new SnapshotFiles(folder);
  for (const seq of [10, 20]) await files.save({ seq, digest: `d${seq}`, version: 1, body: '{"some":"state"}' });
  const journal = await open(folder);
  notices.length = 0;
  truncateSync(files.file(20), 30);
  expect((await journal.newestSnapshot())?.seq).toBe(10);
  const bytes = readFileSync(files.file(10));
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 6) ^ 0xff, bytes.length - 6);
  writeFileSync(files.file(10), bytes);
  expect(await journal.newestSnapshot()).toBeNull();
  expect(notices.map((notice) => notice.slice(0, 42))).toEqual([
    "snapshot of turn 20 can't be read, it is p",
    "snapshot of turn 20 can't be read, it is p",
    "snapshot of turn 10 can't be read, it is p",
  ]);
  await journal.close();
});

test('a snapshot whose writing was cut off leaves no file under its name', async () => {
  const folder = await written(5);
  const files = new SnapshotFiles(folder);
  await files.save({ seq: 3, digest: 'd', version: 1, body: '{}' });
  copyFileSync(files.file(3), `${files.file(4)}.draft`);
  truncateSync(`${files.file(4)}.draft`, 10);
  expect(files.list()).toEqual([3]);
  await files.save({ seq: 5, digest: 'd', version: 1, body: '{}' });
  expect(readdirSync(join(folder, 'snapshots')).sort()).toEqual(['3.json.gz', '5.json.gz']);
});

test('a backup of a running journal opens as a data folder of its own', async () => {
  const journal = await open(testFolder());
  await journal.append(suiteBatch(1, 500));
  await journal.saveSnapshot({ seq: 400, digest: 'd', version: 1, body: '{}' });
  const copy = testFolder();
  expect(await journal.backup(copy)).toBe(500);
  await journal.append(suiteBatch(501, 502));
  await expect(journal.backup(copy)).rejects.toThrow('exists already');
  await journal.close();
  const restored = await open(copy);
  expect(restored.lastSeq).toBe(500);
  expect(await collect(restored.read(1))).toHaveLength(500);
  expect((await restored.newestSnapshot())?.seq).toBe(400);
  await restored.close();
});

test('a backup from outside is whole although the journal goes on being written', async () => {
  const folder = testFolder();
  const journal = await open(folder);
  await journal.append(suiteBatch(1, 500));
  await journal.saveSnapshot({ seq: 400, digest: 'd', version: 1, body: '{}' });
  let going = true;
  const writing = (async () => {
    for (let seq = 501; going; seq++) await journal.append(suiteBatch(seq, seq));
  })();
  const copy = testFolder();
  const lastSeq = await backupJournal(folder, copy);
  going = false;
  await writing;
  await journal.close();
  expect(lastSeq).toBeGreaterThanOrEqual(500);
  const restored = await open(copy);
  expect(await collect(restored.read(1))).toHaveLength(lastSeq);
  expect((await restored.newestSnapshot())?.seq).toBe(400);
  await restored.close();
});

test('the log moves into the database file while the journal runs, and is gone after its close', async () => {
  const folder = testFolder();
  const journal = await open(folder);
  const logFile = join(folder, `${DATABASE_FILE}-wal`);
  const megabyte = 'x'.repeat(1024 * 1024);
  for (let seq = 1; seq <= 60; seq++)
    await journal.append({ rows: [{ ...suiteRow(seq), body: megabyte }], statements: [] });
  expect(statSync(join(folder, DATABASE_FILE)).size).toBeGreaterThan(16 * megabyte.length);
  await journal.close();
  expect(existsSync(logFile)).toBe(false);
  expect(statSync(join(folder, DATABASE_FILE)).size).toBeGreaterThan(60 * megabyte.length);
});
