import { existsSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { Core, type CoreSnapshot } from '@outcry/core';
import { ASSETS, catalogue } from '@outcry/core/catalogue';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { TestClient } from '../faces/native/test-client.ts';
import { DATABASE_FILE, SnapshotFiles, SqliteWriter } from '../journal/index.ts';
import { testFolder } from '../journal/test-folder.ts';
import { PLATFORM_SCHEMA } from '../platform/folder.ts';
import { BODY_VERSION } from '../runtime/index.ts';
import { run, start, startProcess } from './test-program.ts';

/** Every command is a process of its own; a busy machine takes its time to start them (ms). */
const PATIENT = { timeout: 120_000 };
const NOON = Date.UTC(2026, 10, 20, 9);

/** A journal that lists the catalogue, a turn a second, with a snapshot five turns before its end. */
async function written(): Promise<{ folder: string; lastSeq: number }> {
  const folder = testFolder();
  const core = new Core();
  const writer = new SqliteWriter(folder, PLATFORM_SCHEMA);
  const commands = [
    ...ASSETS.map((asset) => ({ type: 'instruments.defineAsset', asset }) as const),
    ...catalogue(NOON).map((instrument) => ({ type: 'instruments.list', instrument }) as const),
  ];
  let snapshot: { seq: number; digest: string; version: number; body: string } | null = null;
  for (const [index, command] of commands.entries()) {
    const [seq, at] = [index + 1, NOON + index * 1_000];
    const { events } = core.execute(command, at);
    writer.write({ rows: [{ seq, at, version: BODY_VERSION, body: core.encode(events) }], statements: [] });
    if (seq === commands.length - 5)
      snapshot = {
        seq,
        digest: core.digest(),
        version: 1,
        body: JSON.stringify(core.snapshot() satisfies CoreSnapshot),
      };
  }
  writer.close();
  if (snapshot !== null) await new SnapshotFiles(folder).save(snapshot);
  return { folder, lastSeq: commands.length };
}

describe('outcry journal archive', PATIENT, () => {
  test('shows what it would move, moves it with --yes, and brings it back', async () => {
    const { folder, lastSeq } = await written();
    const archive = (...words: string[]) => run(['journal', 'archive', ...words, '--data-dir', folder]);
    const shown = await archive();
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toContain(`turns 1 to ${lastSeq - 6} would go to ${join(folder, 'archive')}`);
    expect(shown.out).toContain('say --yes');
    expect(existsSync(join(folder, 'archive'))).toBe(false);

    const done = await archive('--yes', '--vacuum', '--json');
    const file = join(folder, 'archive', `1-${lastSeq - 6}.jsonl.gz`);
    expect(JSON.parse(done.out)).toEqual({
      done: true,
      nothing: false,
      firstSeq: 1,
      lastSeq: lastSeq - 6,
      file,
      snapshotSeq: lastSeq - 5,
      kept: 6,
    });
    expect(done.err).toContain('the archive was read back and holds every turn');
    expect(JSON.parse((await archive('--json')).out)).toEqual({ done: false, nothing: true });

    const verified = await run(['journal', 'verify', '--data-dir', folder]);
    expect(verified).toMatchObject({ code: 0 });
    expect(verified.out).toContain(`turns before ${lastSeq - 5} are archived: 1-${lastSeq - 6}.jsonl.gz`);
    const tail = await run(['journal', 'tail', '-n', '50', '--data-dir', folder]);
    expect(tail.out.trim().split('\n')).toHaveLength(6);
    const doctor = await run(['doctor', '--http-port', '0', '--json', '--data-dir', folder]);
    expect(JSON.parse(doctor.out)).toContainEqual(
      expect.objectContaining({ subject: 'journal', level: 'ok', found: expect.stringContaining('are archived in') }),
    );
    rmSync(join(folder, 'snapshots'), { recursive: true });
    const broken = await run(['doctor', '--http-port', '0', '--json', '--data-dir', folder]);
    expect([
      broken.code,
      JSON.parse(broken.out).find((each: { subject: string }) => each.subject === 'snapshot'),
    ]).toEqual([1, expect.objectContaining({ level: 'bad', remedy: expect.stringContaining('restore-archive') })]);
    const started = await run(['start', '--http-port', '0', '--data-dir', folder]);
    expect(started).toMatchObject({ code: 1, err: expect.stringContaining('outcry journal restore-archive') });

    expect((await run(['journal', 'restore-archive', file, '--data-dir', folder])).out).toBe(
      `turns 1 to ${lastSeq - 6} are in the journal\n`,
    );
    const whole = await run(['journal', 'verify', '--json', '--data-dir', folder]);
    expect(JSON.parse(whole.out)).toMatchObject({ rows: lastSeq, faultCount: 0, archived: [] });
  });

  test('goes as far as it is told; a bound that is none is something to mend', async () => {
    const { folder } = await written();
    const archive = (before: string) => run(['journal', 'archive', '--before', before, '--json', '--data-dir', folder]);
    expect(JSON.parse((await archive('11')).out)).toMatchObject({ lastSeq: 10 });
    expect(JSON.parse((await archive('2026-11-20T09:00:10Z')).out)).toMatchObject({ lastSeq: 10 });
    expect(JSON.parse((await archive('2026-11-20')).out)).toMatchObject({ nothing: true });
    for (const bad of ['0', '-5', 'yesterday', '2026-13-45'])
      expect([bad, (await archive(bad)).code]).toEqual([bad, 2]);
  });

  test('a platform that has traded starts from it: accounts, finished orders and fills are there', async () => {
    const platform = await startProcess();
    const words = ['--data-dir', platform.folder];
    const client = new TestClient(platform.url);
    client.token = platform.token;
    const accounts = (await client.get('/accounts')).body.items as { id: number; currency: string }[];
    const broker = accounts.find(({ currency }) => currency === 'rub')?.id;
    const order = { instrument: 'SBER', action: 'buy', type: 'market', quantity: '10' };
    await client.post(`/accounts/${broker}/orders`, order);
    const fills = (await client.get(`/accounts/${broker}/fills`)).body.items;
    expect(fills.length).toBeGreaterThan(0);
    expect(await run(['journal', 'archive', ...words]), 'while it runs').toMatchObject({
      code: 1,
      err: expect.stringContaining('is in use by process'),
    });
    await platform.stop({ keepFolder: true });
    await snapshotOf(platform.folder);
    expect(await run(['journal', 'archive', '--yes', ...words])).toMatchObject({ code: 0 });

    const again = start(['start', '--http-port', '0', ...words]);
    await again.printed(/Ctrl-C ends it/);
    const { url } = JSON.parse(readFileSync(join(platform.folder, 'endpoints.json'), 'utf8')).http;
    const after = new TestClient(url);
    await after.signIn(platform.login, platform.password);
    expect((await after.get(`/accounts/${broker}/fills`)).body.items).toEqual(fills);
    expect((await after.get(`/accounts/${broker}/orders?status=finished`)).status).toBeLessThan(500);
    again.child.kill('SIGTERM');
    expect((await again.done).code).toBe(0);
    expect((await run(['journal', 'verify', ...words])).out).toContain('are archived: 1-');
    rmSync(platform.folder, { recursive: true, force: true });
  });

  test('the doctor finds a clock that was put back', async () => {
    const { folder } = await written();
    const later = Date.now() / 1_000 + 3_600;
    utimesSync(join(folder, DATABASE_FILE), later, later);
    const { out } = await run(['doctor', '--http-port', '0', '--json', '--data-dir', folder]);
    const clock = JSON.parse(out).find(({ subject }: { subject: string }) => subject === 'clock');
    if (NOON < Date.now())
      expect(clock).toMatchObject({ level: 'warn', found: expect.stringContaining('was written at') });
    else expect(clock.level).toBe('warn');
  });
});

/** A snapshot of the last turn of a folder, as the follower makes one after more turns than a test has. */
async function snapshotOf(folder: string): Promise<void> {
  const database = new Sqlite(join(folder, DATABASE_FILE), { readonly: true });
  const core = new Core();
  let last = 0;
  for (const { seq, at, body } of database.prepare('SELECT seq, at, body FROM journal ORDER BY seq').all() as {
    seq: number;
    at: number;
    body: string;
  }[]) {
    core.applyTurn(at, body);
    last = seq;
  }
  database.close();
  const body = JSON.stringify(core.snapshot());
  await new SnapshotFiles(folder).save({ seq: last, digest: core.digest(), version: core.snapshot().version, body });
}
