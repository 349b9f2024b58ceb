import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { startProcess, type TestProcess } from '../cli/test-program.ts';
import { TestClient } from '../faces/native/test-client.ts';
import { platformLog } from './log.ts';
import { requestIdOf } from './request-log.ts';

/** A platform is a process of its own; a busy machine takes its time (ms). */
const PATIENT = { timeout: 120_000 };

let platform: TestProcess;
beforeAll(async () => {
  platform = await startProcess([], { OUTCRY_LOG_LEVEL: 'trace' });
}, 150_000);
afterAll(() => platform.stop());

/** The lines of the log that tell of a request, once there are as many as wanted. */
async function linesOf(requestId: string, wanted = 1): Promise<Record<string, unknown>[]> {
  for (;;) {
    const lines = platform.log
      .split('\n')
      .filter((line) => line.includes(`"${requestId}"`) && line.endsWith('}'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    if (lines.length >= wanted) return lines;
    await pause(10);
  }
}

test('a call is a line with its request id, and the turn that its command became', PATIENT, async () => {
  const client = new TestClient(platform.url);
  client.token = platform.token;
  const body = { name: 'Logged', currency: 'rub', margin: false };
  const answer = await client.call('POST', '/accounts', body, { 'x-request-id': 'my-call.1' });
  const turn = Number(answer.headers.get('x-outcry-turn'));
  expect([answer.status, answer.headers.get('x-request-id'), turn > 0]).toEqual([201, 'my-call.1', true]);
  expect(await linesOf('my-call.1', 2)).toEqual([
    expect.objectContaining({ level: 20, msg: 'turn', seq: turn, cause: 'accounts.open', events: 1 }),
    expect.objectContaining({
      level: 20,
      msg: 'call',
      face: 'native',
      method: 'POST',
      route: '/api/v1/accounts',
      status: 201,
      turn,
      ms: expect.any(Number),
    }),
  ]);
  await client.call('GET', '/nowhere?token=x', undefined, { 'x-request-id': 'lost' });
  expect(await linesOf('lost')).toEqual([expect.objectContaining({ status: 404, route: 'unknown', level: 20 })]);
});

test('no secret is ever logged, at the finest level and on every route', PATIENT, async () => {
  const secrets = new Set([platform.password, platform.token]);
  let made = 0;
  const secret = (): string => {
    const text = `hidden-${++made}-in-the-dark`;
    secrets.add(text);
    return text;
  };
  const owner = new TestClient(platform.url);
  await owner.signIn(platform.login, platform.password);
  secrets.add(owner.token as string).add(String(owner.cookie?.split('=')[1]));
  const key = await owner.post('/keys', { name: 'robot', rights: ['accounts:read'] });
  secrets.add(key.body.secret);

  const document = (await (await fetch(`${platform.url}/api/docs/json`)).json()) as { paths: Record<string, object> };
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method.toUpperCase(), path.replace(/\{[^}]+\}/g, '1')] as const),
  );
  expect(routes.length).toBeGreaterThan(25);
  for (const [method, path] of routes) {
    const address = `${platform.url}${path}?token=${secret()}&password=${secret()}`;
    const body = method === 'GET' || method === 'DELETE' ? {} : { body: hidden() };
    const json = { 'content-type': 'application/json', cookie: `outcry_session=${secret()}`, 'x-api-key': secret() };
    for (const authorization of [`Bearer ${secret()}`, `Bearer ${key.body.secret}`]) {
      await (await fetch(address, { method, headers: { ...json, authorization }, ...body })).text();
    }
    // one that is let in and fails at its body
    const signedIn = { ...json, authorization: `Bearer ${platform.token}` };
    if (method !== 'GET' && !path.endsWith('/session'))
      await (await fetch(`${platform.url}${path}`, { method, headers: signedIn, ...body })).text();
    if ('body' in body)
      await (
        await fetch(`${platform.url}${path}`, { method, headers: signedIn, body: `{"token": ${secret()}` })
      ).text();
  }
  function hidden(): string {
    return JSON.stringify({
      login: 'owner',
      password: secret(),
      newPassword: secret(),
      token: secret(),
      name: secret(),
    });
  }
  for (const address of ['/api/v1/stream', '/nothing/here']) {
    const socket = new WebSocket(`${platform.url.replace('http', 'ws')}${address}?token=${secret()}`);
    await new Promise((resolve) => {
      socket.on('error', resolve).on('close', resolve);
      socket.on('open', () => {
        socket.send(JSON.stringify({ op: 'auth', token: secret() }));
        socket.send(`{"op": "auth", "token": ${secret()}`);
        setTimeout(() => socket.close(), 200);
      });
    });
  }
  await owner.call('GET', '/session', undefined, { 'x-request-id': 'the-last-one' });
  await linesOf('the-last-one');
  expect(platform.log.length).toBeGreaterThan(10_000);
  const told = [...secrets].filter((text) => platform.log.includes(text));
  expect(told).toEqual([]);
  for (const name of ['authorization', 'cookie']) expect(platform.log.toLowerCase()).not.toContain(`"${name}"`);
});

test("a caller's request id is taken when it is short and plain, else one is made", () => {
  const idOf = (given: string | string[]) => requestIdOf({ headers: { 'x-request-id': given as string } });
  for (const plain of ['a', 'order-17_b.2', 'x'.repeat(64)]) expect(idOf(plain)).toBe(plain);
  for (const other of ['', 'x'.repeat(65), 'a b', '"', '\u001b[2J', 'ж', '-x', ['a', 'b']])
    expect(idOf(other)).toMatch(/^[0-9a-f]{16}$/);
});

test('whatever is logged under the name of a secret is left out', () => {
  const lines: string[] = [];
  const log = platformLog('trace', { write: (line) => lines.push(line) });
  log.info({ password: 'p1', about: { token: 'p2', headers: { authorization: 'p3', cookie: 'p4' } } }, 'all of it');
  log.warn({ path: '/stream?token=p5', req: { method: 'GET', url: '/x?secret=p6' } }, 'an address');
  expect(lines.join('')).not.toMatch(/p[1-6]/);
  expect(JSON.parse(lines[1] as string)).toMatchObject({ path: '/stream', req: { method: 'GET', path: '/x' } });
});
