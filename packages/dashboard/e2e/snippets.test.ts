import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connections, MadeCompanyLogin, MadeStrategyToken } from 'outcry/native-api';
import { RunningPlatform } from 'outcry/running-platform';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addressesOf, FACE_IDS, isKeyed, placesOf } from '../src/connections/faces.ts';
import {
  choicesOf,
  exampleSnippets,
  KEY_PATHS,
  type KeyDraft,
  keyBody,
  type MadeKey,
  madeKey,
} from '../src/connections/keys.ts';
import { madeLogin, madeToken, RAMM_DOORS, rammExamples } from '../src/connections/ramm.ts';
import { hasPythonRequests, runSnippet } from './run-snippet.ts';

const folder = mkdtempSync(join(tmpdir(), 'outcry-snippets-'));
let platform: RunningPlatform;
let connections: Connections;
let hasPython = false;

beforeAll(async () => {
  hasPython = await hasPythonRequests();
  if (!hasPython) console.log('skipped: programs in Python (no python3 with requests here)');
  platform = await RunningPlatform.start(folder, ['--chp-port', '0', '--grpc-port', '0']);
  connections = (await platform.client.get('/connections')).body;
}, 150_000);

afterAll(async () => {
  await platform?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function made(face: keyof typeof KEY_PATHS, draft: Partial<KeyDraft> = {}): Promise<MadeKey> {
  const whole: KeyDraft = { name: `robot-${face}`, rights: choicesOf(face), kind: 'full', account: null, ...draft };
  const { status, body } = await platform.client.post(KEY_PATHS[face], keyBody(face, whole));
  expect(status, JSON.stringify(body)).toBe(201);
  return madeKey(face, body);
}

/** Runs every program of a key; each must print what is looked for. */
async function runAll(key: Pick<MadeKey, 'snippets'>, words: RegExp): Promise<string[]> {
  const ran: string[] = [];
  for (const { language, text } of key.snippets(placesOf(connections))) {
    if (language === 'Python' && !hasPython) continue;
    expect(await runSnippet(language, text), `${language}:\n${text}`).toMatch(words);
    ran.push(language);
  }
  return ran;
}

const WEB = ['curl', 'Python', 'TypeScript'];
const expected = (languages: readonly string[]) => languages.filter((each) => each !== 'Python' || hasPython);

it('programs for the native API work when they are pasted, whatever the key may do', async () => {
  expect(await runAll(await made('native'), /Broker account/)).toEqual(expected(WEB));
  expect(await runAll(await made('native', { rights: ['market:read'] }), /SBER/)).toEqual(expected(WEB));
  expect(await runAll(await made('native', { rights: ['feed:write'] }), /feed:write/)).toEqual(expected(WEB));
}, 120_000);

it('programs for 3Commas work when they are pasted', async () => {
  expect(await runAll(await made('threecommas'), /Paper exchange account/)).toEqual(expected(WEB));
  expect(await runAll(await made('threecommas', { rights: ['BOTS_READ'] }), /^\[\]/)).toEqual(expected(WEB));
  expect(await runAll(await made('threecommas', { rights: ['BOTS_WRITE'] }), /BOTS_WRITE/)).toEqual(expected(WEB));
}, 120_000);

it('programs for T-Invest work when they are pasted, over REST and gRPC', async () => {
  expect(await runAll(await made('tinvest'), /Broker account/)).toEqual(expected([...WEB, 'gRPC']));
  const sandbox = await made('tinvest', { kind: 'sandbox' });
  expect(await runAll(sandbox, /accounts/)).toEqual(expected([...WEB, 'gRPC']));
}, 120_000);

it('programs for CHP_Rest work when they are pasted', async () => {
  const key = await made('chp', { name: "o'brien$HOME" });
  expect(await runAll(key, /bidSize/)).toEqual(expected(WEB));
}, 120_000);

/** What the native API makes for one of the doors of RAMM. */
async function madeRamm<T>(path: string, body: object): Promise<T> {
  const answer = await platform.client.post(path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body as T;
}

it('programs for RAMM work when they are pasted: a manager’s, a client’s and a terminal’s', async () => {
  const company = (await platform.client.get('/companies')).body.items[0].id;
  const manager = await madeRamm<MadeCompanyLogin>('/company-logins', { kind: 'manager', company, login: "o'brien" });
  expect(await runAll(madeLogin(manager), /clients\.add/)).toEqual(expected(WEB));
  const client = await madeRamm<MadeCompanyLogin>('/company-logins', { kind: 'client', company, login: 'trader' });
  expect(await runAll(madeLogin(client), /USD/)).toEqual(expected(WEB));
  const strategy = await strategyOfFirstClient();
  const token = await madeRamm<MadeStrategyToken>('/strategy-tokens', { strategy });
  expect(await runAll(madeToken(token), /"Equity":1000\b/)).toEqual(expected(WEB));
}, 120_000);

/** The first client, who has money, opens a strategy over the Client API. */
async function strategyOfFirstClient(): Promise<number> {
  const { ramm } = JSON.parse(readFileSync(join(folder, 'credentials.json'), 'utf8'));
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  const call = async (method: string, body: object, token = ''): Promise<any> => {
    const headers = { 'content-type': 'application/json', token };
    const answer = await fetch(`${ramm.baseUrl}/api/client/v2/${method}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return answer.json();
  };
  const { Session } = await call('session.login', { Login: ramm.clientLogin, Password: ramm.clientPassword });
  const opened = await call('myStrategies.add', { Name: 'Dips', Money: 1000, AccountingSystem: 1 }, Session.Token);
  return opened.StrategyID;
}

it('examples without a key are whole programs, and every address answers', async () => {
  const places = placesOf(connections);
  for (const face of FACE_IDS) {
    expect(connections.faces).toContain(face);
    const examples = isKeyed(face)
      ? exampleSnippets(face, places)
      : RAMM_DOORS.flatMap((door) => rammExamples(door, places));
    for (const { text } of examples) expect(text).toMatch(/YOUR_/);
    for (const { kind, text } of addressesOf(face, connections)) {
      if (kind === 'grpc' || kind === 'stream') continue;
      expect((await fetch(text)).status, text).toBeLessThan(500);
    }
  }
  expect(addressesOf('tinvest', connections).map(({ kind }) => kind)).toEqual(['http', 'grpc']);
  expect(places.grpc).toMatch(/^localhost:\d+$/);
});
