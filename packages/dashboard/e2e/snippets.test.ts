import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connections } from 'outcry/native-api';
import { RunningPlatform } from 'outcry/running-platform';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addressesOf, FACE_IDS, placesOf } from '../src/connections/faces.ts';
import {
  choicesOf,
  exampleSnippets,
  KEY_PATHS,
  type KeyDraft,
  keyBody,
  type MadeKey,
  madeKey,
} from '../src/connections/keys.ts';
import { rammSnippets } from '../src/connections/snippets/ramm.ts';
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
async function runAll(key: MadeKey, words: RegExp): Promise<string[]> {
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

it('programs for RAMM work when they are pasted with what credentials.json says', async () => {
  const { ramm } = JSON.parse(readFileSync(join(folder, 'credentials.json'), 'utf8'));
  const { login, password, companyId } = ramm;
  const snippets = rammSnippets(placesOf(connections), { login, password, company: String(companyId) });
  const key = { snippets: () => snippets } as unknown as MadeKey;
  expect(await runAll(key, /clients\.add/)).toEqual(expected(WEB));
}, 120_000);

it('examples without a key are whole programs, and every address answers', async () => {
  const places = placesOf(connections);
  for (const face of FACE_IDS) {
    expect(connections.faces).toContain(face);
    for (const { text } of exampleSnippets(face, places)) expect(text).toMatch(/YOUR_/);
    for (const { kind, text } of addressesOf(face, connections)) {
      if (kind === 'grpc' || kind === 'stream') continue;
      expect((await fetch(text)).status, text).toBeLessThan(500);
    }
  }
  expect(addressesOf('tinvest', connections).map(({ kind }) => kind)).toEqual(['http', 'grpc']);
  expect(places.grpc).toMatch(/^localhost:\d+$/);
});
