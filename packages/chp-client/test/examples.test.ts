import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Api, CHP_api, ChpClient } from '@outcry/chp-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installed, packedFiles, runNode } from './test-package.ts';
import { type Arrived, ok, type Stub, startStub } from './test-stub.ts';

const EXAMPLES = new URL('../examples/', import.meta.url);
const SCRIPTS = readdirSync(EXAMPLES).filter((name) => name.endsWith('.mjs') && name !== 'connection.mjs');

let stub: Stub;
let folder: string;
let connected: boolean;
beforeAll(async () => {
  stub = await startStub(answer);
  folder = installed(await packedFiles());
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await stub.close();
});

/** A small bridge: one session, and some rows for each read. */
function answer({ path, body }: Arrived): unknown {
  const name = path.split('/').at(-1) ?? '';
  if (path.startsWith('/api/')) return [{ path }];
  if (name === 'Connected' && connected) {
    const dataError = [{ method: 'Connect', reason: 'Error #2', additional: 'Вы уже авторизованы в системе.' }];
    return { method: name, result: false, reason: 'Error #3', dataError };
  }
  if (name === 'Connected') connected = true;
  if (name === 'Disconnected') connected = false;
  if (body.symbol === 'NO SUCH SYMBOL') return { method: name, result: false, reason: 'Error #7', data: [] };
  const { symbol = 'GAZP', portfolio = 'ST1' } = body;
  const row = { symbol, portfolio, orderId: '17', close: 163.92, last: stub.requests.length, row: 0 };
  if (name === 'GetMyPortfolioData') return ok(name, [{ setMyOrder: [row], setMyTrade: [], setMyClosePos: [] }]);
  return ok(name, [row]);
}

function run(script: string): Promise<string> {
  connected = false;
  const words = [join(folder, 'node_modules/@outcry/chp-client/examples', script)];
  return runNode(folder, words, {
    CHP_HOST: '127.0.0.1',
    CHP_PORT: String(stub.port),
    CHP_LOGIN: 'login',
    CHP_PASSWORD: 'password',
    CHP_TOKEN: 'token',
    CHP_PORTFOLIO: 'ST1',
  });
}

describe('examples', () => {
  test.each(SCRIPTS)('%s runs from its first function to its last', async (script) => {
    const printed = await run(script);
    const text = readFileSync(new URL(script, EXAMPLES), 'utf8');
    const functions = Array.from(
      text.matchAll(/^(?:export async function| {2}(?=\w+: \(\) =>)) ?(\w+)/gm),
      ([, name]) => name,
    );
    expect(functions.length).toBeGreaterThan(2);
    for (const name of functions) expect(printed).toMatch(new RegExp(`^${name} `, 'm'));
    if (script !== 'legacy.mjs') expect(printed).toMatch(/^disconnect/m);
  });

  test('the file on errors shows each of them', async () => {
    const printed = await run('errors.mjs');
    expect(printed).toContain("'Error #3'");
    expect(printed).toContain("'Error #2'");
    expect(printed).toContain("'Error #7'");
    expect(printed).toContain("'not-sent'");
  });

  test('every method of the three classes has one', () => {
    const texts = SCRIPTS.map((name) => readFileSync(new URL(name, EXAMPLES), 'utf8'));
    const calls = (kind: RegExp) => texts.filter((text) => kind.test(text)).join('\n');
    const missing = [
      ...methods(Api.prototype, /^[A-Z]/, calls(/new Api\(/), 'api'),
      ...methods(ChpClient.prototype, /^[A-Z]/, calls(/new ChpClient\(/), 'chp'),
      ...methods(ChpClient.prototype, /^(quotes|ticks|books|orders|trades)$/, calls(/new ChpClient\(/), 'chp'),
      ...methods(CHP_api.prototype, /_|^login$/, calls(/new CHP_api\(/), 'chp').filter(
        (name) => !name.includes('listening_'),
      ),
    ];
    expect(missing).toEqual([]);
  });
});

/** Members of a class that no example uses. */
function methods(prototype: object, kind: RegExp, text: string, variable: string): string[] {
  const names = Object.getOwnPropertyNames(prototype).filter((name) => kind.test(name));
  expect(names.length).toBeGreaterThan(4);
  return names.filter((name) => !text.includes(`${variable}.${name}`));
}
