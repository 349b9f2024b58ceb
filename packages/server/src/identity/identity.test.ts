import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DATABASE_FILE } from '../journal/index.ts';
import { testFolder } from '../journal/test-folder.ts';
import type { SignedIn } from './identity.ts';
import { ALL_RIGHTS } from './rights.ts';
import { MAX_SESSIONS_PER_PERSON, SESSION_MS } from './sessions.ts';
import { identityIn } from './test-identity.ts';

const DAY = 86_400_000;
const ANN = { login: 'Ann@example.org', name: 'Ann', password: 'correct horse', role: 'owner' } as const;
const BOB = {
  login: 'bob',
  name: 'Bob',
  password: 'battery staple',
  role: 'member',
  rights: ['orders:read', 'market:read'],
} as const;

async function house(clock = { ms: 1_000_000 }) {
  const folder = testFolder();
  const opened = await identityIn(folder, clock);
  const ann = await opened.identity.addPerson(ANN);
  const bob = await opened.identity.addPerson(BOB);
  return { ...opened, folder, clock, ann, bob };
}

async function signIn(
  identity: { signIn(l: string, p: string, a: string): Promise<unknown> },
  login: string,
  password: string,
): Promise<SignedIn> {
  const answer = await identity.signIn(login, password, '10.0.0.1');
  expect(answer).toHaveProperty('secret');
  return answer as SignedIn;
}

test('people, sessions and keys are there again after a restart; neither password nor secret is in the file', async () => {
  const { identity, close, folder, clock, ann, bob } = await house();
  expect([ann.id, bob.id]).toEqual([1, 2]);
  const session = await signIn(identity, 'ann@EXAMPLE.org', ANN.password);
  const key = await identity.addKey(bob, 'script', ['orders:read', 'orders:write']);
  await close();
  const again = await identityIn(folder, clock);
  expect(again.identity.people.map(({ login }) => login)).toEqual(['ann@example.org', 'bob']);
  expect(again.identity.authenticate(session.secret)?.person.id).toBe(1);
  expect(again.identity.authenticate(key.secret)?.person.id).toBe(2);
  expect((await signIn(again.identity, 'bob', BOB.password)).person.name).toBe('Bob');
  await again.close();
  const file = readFileSync(join(folder, DATABASE_FILE), 'latin1');
  for (const secret of [ANN.password, BOB.password, session.secret, key.secret]) expect(file).not.toContain(secret);
});

test('an owner may do everything, a member what the rights say, a key what both allow', async () => {
  const { identity, close, bob } = await house();
  const owner = identity.authenticate((await signIn(identity, ANN.login, ANN.password)).secret);
  expect(owner?.rights.has('feed:write')).toBe(true);
  const member = identity.authenticate((await signIn(identity, 'bob', BOB.password)).secret);
  expect([...(member?.rights ?? [])]).toEqual(['orders:read', 'market:read']);
  const { secret } = await identity.addKey(bob, 'script', ['orders:read', 'orders:write']);
  expect([...(identity.authenticate(secret)?.rights ?? [])]).toEqual(['orders:read']);
  await close();
});

test('a session ends 30 days after its last use', async () => {
  const { identity, close, clock, folder } = await house();
  const { secret } = await signIn(identity, 'bob', BOB.password);
  clock.ms += 20 * DAY;
  expect(identity.authenticate(secret)?.by).toBe('session');
  clock.ms += 20 * DAY;
  expect(identity.authenticate(secret)?.by).toBe('session');
  await close();
  const again = await identityIn(folder, clock);
  clock.ms += SESSION_MS - 1;
  const caller = again.identity.authenticate(secret);
  expect(caller?.by).toBe('session');
  clock.ms += SESSION_MS;
  expect(again.identity.authenticate(secret)).toBeUndefined();
  expect(caller !== undefined && again.identity.isStillValid(caller)).toBe(false);
  await again.close();
});

test('a session that was ended is over at once and after a restart, and listeners hear of it', async () => {
  const { identity, close, clock, folder } = await house();
  const ended: string[] = [];
  const stop = identity.onEnd((hash) => ended.push(hash));
  const { secret } = await signIn(identity, 'bob', BOB.password);
  const caller = identity.authenticate(secret);
  if (caller === undefined) throw new Error('not signed in');
  await identity.signOut(caller);
  expect(identity.authenticate(secret)).toBeUndefined();
  expect(ended).toEqual([caller.secretHash]);
  stop();
  await close();
  const again = await identityIn(folder, clock);
  expect(again.identity.authenticate(secret)).toBeUndefined();
  await again.close();
});

test('another password ends every session and is the only one that opens afterwards', async () => {
  const { identity, close, clock, folder, bob } = await house();
  const { secret } = await signIn(identity, 'bob', BOB.password);
  await identity.setPassword(bob, 'a longer sentence');
  expect(identity.authenticate(secret)).toBeUndefined();
  expect(await identity.signIn('bob', BOB.password, '::1')).toEqual({ refused: 'wrong_login', waitMs: 0 });
  await close();
  const again = await identityIn(folder, clock);
  await signIn(again.identity, 'bob', 'a longer sentence');
  expect(again.identity.authenticate(secret)).toBeUndefined();
  await again.close();
});

test('an ended API key opens nothing; its last use is noted', async () => {
  const { identity, close, clock, bob } = await house();
  const { secret, key } = await identity.addKey(bob, 'script', ['orders:read']);
  expect(identity.keysOf(bob)).toMatchObject([{ id: 1, name: 'script', lastUsedAt: 0 }]);
  clock.ms += 5;
  identity.authenticate(secret);
  expect(identity.keysOf(bob)[0]?.lastUsedAt).toBe(clock.ms);
  await identity.endKey(bob, key.id);
  expect(identity.authenticate(secret)).toBeUndefined();
  await expect(identity.endKey(bob, key.id)).rejects.toMatchObject({ field: 'key' });
  await close();
});

test('a person has at most 100 sessions: one more ends the oldest', async () => {
  const { identity, close, clock } = await house();
  const secrets: string[] = [];
  for (let i = 0; i <= MAX_SESSIONS_PER_PERSON; i++) {
    clock.ms++;
    secrets.push((await signIn(identity, 'bob', BOB.password)).secret);
  }
  expect(secrets.map((secret) => identity.authenticate(secret) !== undefined)).toEqual([
    false,
    ...Array.from({ length: MAX_SESSIONS_PER_PERSON }, () => true),
  ]);
  await close();
});

test('wrong passwords and unknown logins are refused alike, and waiting grows with them', async () => {
  const { identity, close, clock } = await house();
  for (const login of ['bob', 'nobody']) {
    for (let i = 0; i < 5; i++) {
      expect(await identity.signIn(login, 'wrong', '10.0.0.2')).toEqual({ refused: 'wrong_login', waitMs: 0 });
    }
    expect(await identity.signIn(login, 'wrong', '10.0.0.2')).toEqual({ refused: 'wait', waitMs: 1_000 });
  }
  expect(await identity.signIn('bob', BOB.password, '10.0.0.3')).toEqual({ refused: 'wait', waitMs: 1_000 });
  clock.ms += 1_000;
  await signIn(identity, 'bob', BOB.password);
  await close();
});

test('what is no secret, or nobody has, opens nothing', async () => {
  const { identity, close } = await house();
  for (const text of ['', 'ocs_', `ocs_${'a'.repeat(43)}`, `ock_${'a'.repeat(43)}`, 'x'.repeat(100_000)]) {
    expect(identity.authenticate(text)).toBeUndefined();
  }
  await close();
});

test.each([
  ['login', { ...BOB, login: '' }],
  ['login', { ...BOB, login: 'two words' }],
  ['login', { ...BOB, login: ' BOB ' }],
  ['name', { ...BOB, login: 'carl', name: '' }],
  ['password', { ...BOB, login: 'carl', password: 'seven77' }],
])('a person with a wrong %s is refused', async (field, draft) => {
  const { identity, close } = await house();
  await expect(identity.addPerson(draft)).rejects.toMatchObject({ field });
  await close();
});

describe('bridge accesses', () => {
  const DRAFT = { login: 'BP4711', password: 'four horses', token: 'bridge-token-0001' };

  test('are there again after a restart, know their login and password, and end', async () => {
    const { identity, close, folder, clock, ann } = await house();
    await identity.addBridge(ann, DRAFT);
    await close();
    const again = await identityIn(folder, clock);
    const access = again.identity.bridgeByToken(DRAFT.token);
    if (access === undefined) throw new Error('the access is gone');
    expect(again.identity.bridgeCaller(access)?.person.login).toBe('ann@example.org');
    expect(await again.identity.checkBridge(access, DRAFT.login, DRAFT.password)).toBe(true);
    expect(await again.identity.checkBridge(access, 'bp4711', DRAFT.password)).toBe(false);
    expect(await again.identity.checkBridge(access, DRAFT.login, 'five horses')).toBe(false);
    const file = readFileSync(join(folder, DATABASE_FILE), 'latin1');
    expect(file).not.toContain(DRAFT.token);
    expect(file).not.toContain(DRAFT.password);
    await again.identity.endBridge(access);
    expect(again.identity.bridgeByToken(DRAFT.token)).toBeUndefined();
    expect(again.identity.bridgeCaller(access)).toBeUndefined();
    expect(again.identity.bridgesOf(ann)).toEqual([]);
    await again.close();
  });

  test('has the rights it was given as far as its person has them; named ones outlive a restart', async () => {
    const { identity, close, folder, clock, ann, bob } = await house();
    await identity.addBridge(ann, { ...DRAFT, rights: ['market:read', 'orders:write'] });
    await identity.addBridge(bob, { ...DRAFT, token: 'bridge-token-0002', rights: ['market:read', 'orders:write'] });
    await identity.addBridge(ann, { ...DRAFT, token: 'bridge-token-0003' });
    await close();
    const again = await identityIn(folder, clock);
    const rightsBehind = (token: string): string[] => {
      const access = again.identity.bridgeByToken(token);
      return access === undefined ? [] : [...(again.identity.bridgeCaller(access)?.rights ?? [])];
    };
    expect(rightsBehind('bridge-token-0001')).toEqual(['market:read', 'orders:write']);
    expect(rightsBehind('bridge-token-0002')).toEqual(
      ['market:read', 'orders:write'].filter((right) => bob.rights.has(right as never)),
    );
    expect(rightsBehind('bridge-token-0003')).toEqual(ALL_RIGHTS);
    await again.close();
  });

  test('a token belongs to one access, and says what is wrong with a draft', async () => {
    const { identity, close, ann, bob } = await house();
    await identity.addBridge(ann, DRAFT);
    await expect(identity.addBridge(bob, DRAFT)).rejects.toThrow('this access token is taken');
    await expect(identity.addBridge(ann, { ...DRAFT, token: 'short' })).rejects.toThrow('16 to 256 visible');
    await expect(identity.addBridge(ann, { ...DRAFT, login: 'a b' })).rejects.toThrow('1 to 64 visible');
    await expect(identity.addBridge(ann, { ...DRAFT, password: 'x' })).rejects.toThrow('8 to 256');
    await close();
  });
});

describe('broker tokens', () => {
  test('are there again after a restart, hashed; a read-only one only reads; ended ones open nothing', async () => {
    const { identity, close, folder, clock, ann } = await house();
    const full = await identity.addBrokerToken(ann, { name: 'robot', kind: 'full' });
    const readonly = await identity.addBrokerToken(ann, { name: 'page', kind: 'readonly', account: 2_000_000_000 });
    expect(full.secret).toMatch(/^t\.[\w-]{86}$/);
    await close();
    const again = await identityIn(folder, clock);
    const [known, reading] = [full, readonly].map(({ secret }) => again.identity.brokerToken(secret));
    if (known === undefined || reading === undefined) throw new Error('a token is gone');
    expect([known.kind, known.account, reading.kind, reading.account]).toEqual([
      'full',
      null,
      'readonly',
      2_000_000_000,
    ]);
    expect(again.identity.brokerCaller(known)?.rights.has('orders:write')).toBe(true);
    expect([...(again.identity.brokerCaller(reading)?.rights ?? [])]).toEqual([
      'market:read',
      'accounts:read',
      'orders:read',
      'bots:read',
      'trades:read',
      'system:read',
    ]);
    expect(readFileSync(join(folder, DATABASE_FILE), 'latin1')).not.toContain(full.secret.slice(2));
    await again.identity.endBrokerToken(known);
    expect([again.identity.brokerToken(full.secret), again.identity.brokerCaller(known)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(again.identity.brokerTokensOf(ann).map(({ name, kind }) => [name, kind])).toEqual([['page', 'readonly']]);
    await again.close();
  });

  test('open nothing any more three months after their last use', async () => {
    const { identity, close, clock, ann } = await house();
    const { secret, token } = await identity.addBrokerToken(ann, { name: 'trial', kind: 'sandbox' });
    const months = 90 * 86_400_000;
    clock.ms += months - 1;
    expect(identity.brokerToken(secret)).toBe(token);
    clock.ms += months - 1;
    expect(identity.brokerCaller(token)?.person.id).toBe(ann.id);
    clock.ms += 1;
    expect([identity.brokerToken(secret), identity.brokerCaller(token)]).toEqual([undefined, undefined]);
    await close();
  });

  test('a sandbox token has no account of its own', async () => {
    const { identity, close, ann } = await house();
    const draft = { name: 'trial', kind: 'sandbox', account: 2_000_000_000 } as const;
    await expect(identity.addBrokerToken(ann, draft)).rejects.toMatchObject({ field: 'account' });
    await close();
  });
});
