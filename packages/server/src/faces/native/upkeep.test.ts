import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import { pack } from 'tar-stream';
import { expect, onTestFinished, test } from 'vitest';
import type { Right } from '../../identity/index.ts';
import { openForReading } from '../../journal/index.ts';
import { putStagedInPlace } from '../../platform/upkeep/index.ts';
import { unpackBackup } from '../../platform/upkeep/unpack.ts';
import type { TestClient } from './test-client.ts';
import { type TestPlatform, testPlatform } from './test-platform.ts';

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-upkeep-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function download({ url }: TestPlatform, client: TestClient): Promise<{ name: string; bytes: Buffer }> {
  const answer = await fetch(`${url}/api/v1/system/backup`, { headers: { authorization: `Bearer ${client.token}` } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/gzip']);
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '';
  return { name, bytes: Buffer.from(await answer.arrayBuffer()) };
}

async function upload({ url }: TestPlatform, client: TestClient, bytes: Buffer, type = 'application/gzip') {
  const answer = await fetch(`${url}/api/v1/system/restore`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${client.token}`, 'content-type': type },
    body: new Uint8Array(bytes),
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever has been answered
  return { status: answer.status, body: (await answer.json()) as any };
}

/** A `.tar.gz` of these files. */
async function packed(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) archive.entry({ name }, content);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.pipe(createGzip())) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

test('a backup is a whole data folder; taken in elsewhere it takes the place of the data at the next start', async () => {
  const here = await testPlatform();
  const ann = await here.signIn('ann');
  const account = await ann.account('1000');
  const { name, bytes } = await download(here, ann);
  const lastSeq = here.engine.durableSeq;
  expect(name).toBe(`outcry-2026-11-20-turn-${lastSeq}.tar.gz`);
  expect(existsSync(join(here.folder, 'restore'))).toBe(false);

  const there = emptyFolder();
  const other = await testPlatform({}, there);
  const bob = await other.signIn('bob');
  expect((await bob.get('/system/restore')).body).toEqual({ staged: null, folder: there });
  const taken = await upload(other, bob, bytes);
  expect(taken).toEqual({
    status: 200,
    body: { staged: { lastSeq, stagedAt: '2026-11-20T09:30:00.000Z' }, folder: there },
  });
  expect((await bob.get('/system/restore')).body).toEqual(taken.body);
  expect((await bob.get('/session')).body.person.login).toBe('bob');

  writeFileSync(join(there, 'credentials.json'), '{"dashboard":{"password":"of bob"},"chp":{"port":5001}}');
  await other.stop();
  const said: string[] = [];
  putStagedInPlace(there, (line) => said.push(line));
  expect(said.join(' ')).toContain(`up to turn ${lastSeq} is in place`);
  expect(JSON.parse(readFileSync(join(there, 'credentials.json'), 'utf8'))).toEqual({ chp: { port: 5001 } });
  expect(existsSync(join(there, 'restore'))).toBe(false);
  const aside = openForReading(join(there, 'before-restore-1'));
  expect(aside.prepare('SELECT login FROM person').pluck().all()).toEqual(['bob']);
  aside.close();

  const restored = await testPlatform({}, there);
  expect(restored.identity.people.map(({ login }) => login)).toEqual(['ann']);
  const known = await restored.engine.read((state) => state.accounts.accounts.get(account.id)?.name);
  expect(known).toBe('Test');
});

test('a taking effect that was ended half way goes on where it was', async () => {
  const here = await testPlatform();
  const ann = await here.signIn('ann');
  const { bytes } = await download(here, ann);
  await upload(here, ann, bytes);
  await here.stop();
  const stageFile = join(here.folder, 'restore/stage.json');
  const stage = JSON.parse(readFileSync(stageFile, 'utf8'));
  // ended after everything was set aside and the database was put in place, before the rest was
  const aside = join(here.folder, 'before-restore-1');
  putStagedInPlace(here.folder, () => undefined);
  mkdirSync(join(here.folder, 'restore'));
  writeFileSync(stageFile, JSON.stringify({ ...stage, phase: 'puttingInPlace', aside: 'before-restore-1' }));
  putStagedInPlace(here.folder, () => undefined);
  expect(existsSync(join(aside, 'outcry.db'))).toBe(true);
  const database = openForReading(here.folder);
  expect(database.prepare('SELECT login FROM person').pluck().all()).toEqual(['ann']);
  database.close();
});

test('what waits can be forgotten, and nothing happens at the next start', async () => {
  const here = await testPlatform();
  const ann = await here.signIn('ann');
  const { bytes } = await download(here, ann);
  await upload(here, ann, bytes);
  expect((await ann.call('DELETE', '/system/restore')).body.staged).toBeNull();
  await here.stop();
  putStagedInPlace(here.folder, () => expect.unreachable());
  expect(existsSync(join(here.folder, 'before-restore-1'))).toBe(false);
});

test('what is no sound backup is refused in words, and leaves nothing behind', async () => {
  const here = await testPlatform();
  const ann = await here.signIn('ann');
  const { bytes } = await download(here, ann);
  const cases: readonly (readonly [Buffer, RegExp])[] = [
    [Buffer.from('a photograph'), /no whole \.tar\.gz/],
    [gzipSync('a text'), /no whole \.tar\.gz|no outcry\.db/],
    [bytes.subarray(0, bytes.length - 2_000), /no whole \.tar\.gz/],
    [await packed({ '../outcry.db': 'x' }), /a backup has no \.\.\/outcry\.db/],
    [await packed({ 'vault.key': 'x' }), /a backup has no vault\.key/],
    [await packed({ 'market-seed.json': '{}' }), /no outcry\.db in it/],
    [await packed({ 'outcry.db': 'no database at all, a text' }), /not a database/],
    [await damaged(bytes), /damaged/],
  ];
  for (const [content, words] of cases) {
    const { status, body } = await upload(here, ann, content);
    expect([status, body.error?.code], String(words)).toEqual([422, 'unfit_backup']);
    expect(body.error.message).toMatch(words);
  }
  expect((await ann.get('/system/restore')).body.staged).toBeNull();
  expect(existsSync(join(here.folder, 'restore.part'))).toBe(false);
  expect(await upload(here, ann, bytes, 'text/plain')).toMatchObject({ status: 415 });
});

/** The backup with a turn that was altered. */
async function damaged(bytes: Buffer): Promise<Buffer> {
  const folder = emptyFolder();
  await unpackBackup(Readable.from([bytes]), join(folder, 'copy'));
  const database = new Sqlite(join(folder, 'copy/outcry.db'));
  database.exec(`UPDATE journal SET body = body || ' ' WHERE seq = 3`);
  database.pragma('journal_mode = DELETE');
  database.close();
  const archive = pack();
  archive.entry({ name: 'outcry.db' }, readFileSync(join(folder, 'copy/outcry.db')));
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.pipe(createGzip())) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

test('troubles of the log are told without secrets, newest first', async () => {
  const here = await testPlatform();
  const ann = await here.signIn('ann');
  here.troubles.take('{"level":30,"time":1,"msg":"all is well"}\n');
  here.troubles.take('{"level":40,"time":1795000000000,"msg":"slow","ms":5}\n');
  here.troubles.take(
    '{"level":50,"time":1795000001000,"msg":"a call failed","requestId":"r1","err":{"message":"boom"}}\n',
  );
  here.troubles.take('no json\n');
  expect((await ann.get('/system/troubles')).body.items).toEqual([
    {
      at: '2026-11-18T11:06:41.000Z',
      level: 'error',
      message: 'a call failed',
      cause: 'boom',
      requestId: 'r1',
      details: null,
    },
    { at: '2026-11-18T11:06:40.000Z', level: 'warn', message: 'slow', cause: null, requestId: null, details: 'ms=5' },
  ]);
});

test('who is kept out is told with the reason and the end, and can be let in again', async () => {
  const here = await testPlatform();
  const ann = await here.signIn('ann');
  here.identity.signing.ban('192.0.2.7');
  for (let i = 0; i < 6; i++) await here.identity.signIn('eve', 'wrong', '192.0.2.8');
  expect((await ann.get('/system/bans')).body.items).toEqual([
    {
      kind: 'address',
      subject: '192.0.2.7',
      count: 1,
      since: '2026-11-20T09:30:00.000Z',
      until: '2026-11-20T09:32:00.000Z',
    },
    {
      kind: 'login',
      subject: 'eve',
      count: 5,
      since: '2026-11-20T09:30:00.000Z',
      until: '2026-11-20T09:30:01.000Z',
    },
  ]);
  const left = await ann.post('/system/bans/lift', { kind: 'address', subject: '192.0.2.7' });
  expect(left.body.items.map(({ subject }: { subject: string }) => subject)).toEqual(['eve']);
  expect(here.identity.signing.banRemaining('192.0.2.7')).toBe(0);
  expect((await ann.post('/system/bans/lift', { kind: 'login', subject: 'eve' })).body.items).toEqual([]);
  expect(await here.identity.signIn('eve', 'wrong', '192.0.2.8')).toMatchObject({ refused: 'wrong_login' });
  expect(await ann.post('/system/bans/lift', { kind: 'address', subject: '192.0.2.7' })).toMatchObject({
    status: 404,
    body: { error: { code: 'unknown_ban', field: 'subject' } },
  });
});

test('waits of managers and clients after wrong passwords stand there as well, and are lifted one by one', async () => {
  const here = await testPlatform();
  const ann = await here.signIn('ann');
  const { business } = here.identity;
  for (let i = 0; i < 6; i++) {
    await business.checkLogin('manager', 'Boss', 'wrong', '192.0.2.8');
    await business.checkLogin('client', 'boss', 'wrong', '192.0.2.9');
  }
  for (let i = 0; i < 20; i++) await business.checkLogin('client', `guess ${i}`, 'wrong', '192.0.2.9');
  const kept = async () =>
    (await ann.get('/system/bans')).body.items.map(({ kind, subject, count }: Record<string, unknown>) => [
      kind,
      subject,
      count,
    ]);
  expect(await kept()).toEqual([
    ['managerLogin', 'boss', 5],
    ['clientLogin', 'boss', 5],
    ['clientAddress', '192.0.2.9', 20],
  ]);
  await ann.post('/system/bans/lift', { kind: 'clientLogin', subject: 'boss' });
  await ann.post('/system/bans/lift', { kind: 'clientAddress', subject: '192.0.2.9' });
  expect(await kept()).toEqual([['managerLogin', 'boss', 5]]);
  expect((await ann.post('/system/bans/lift', { kind: 'loginAddress', subject: 'boss' })).status).toBe(404);
});

test('nobody looks after the platform without the right, and no key can have it', async () => {
  const here = await testPlatform();
  const ann = await here.signIn('ann');
  const everythingElse: Right[] = ['system:read', 'keys:write', 'risk:write', 'accounts:read'];
  const bob = await here.signIn('bob', everythingElse);
  for (const [method, path] of [
    ['GET', '/system/troubles'],
    ['GET', '/system/bans'],
    ['POST', '/system/bans/lift'],
    ['GET', '/system/backup'],
    ['GET', '/system/restore'],
    ['PUT', '/system/restore'],
    ['DELETE', '/system/restore'],
  ] as const) {
    const refused = await bob.call(method, path);
    expect([method, path, refused.status]).toEqual([method, path, 403]);
    expect(refused.body.error.message).toBe('this needs the right system:write');
  }
  expect((await ann.post('/keys', { name: 'k', rights: ['system:write'] })).status).toBe(400);
});

test('where programs find the platform is told', async () => {
  const here = await testPlatform();
  const ann = await here.signIn('ann');
  expect((await ann.get('/connections')).body).toEqual({
    items: [{ name: 'http', host: '127.0.0.1', port: 8080, url: 'http://127.0.0.1:8080' }],
    faces: ['native'],
  });
});
