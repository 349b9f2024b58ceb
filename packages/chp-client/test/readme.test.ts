import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Api, CHP_api, ChpClient } from '@outcry/chp-client';
import { describe, expect, test } from 'vitest';
import { installed, packedFiles, runNode } from './test-package.ts';
import { type Arrived, ok, startStub } from './test-stub.ts';

const PAGES = ['README.md', 'README.ru.md'] as const;
const page = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const blocks = (name: string) =>
  Array.from(page(name).matchAll(/^<!-- run -->\n```js\n([\s\S]*?)^```\n/gm), ([, code = '']) => code);

/** Name and twin of every member of the three classes. */
function members(): string[][] {
  return [Api, ChpClient, CHP_api].flatMap(({ prototype }) => {
    const names = Object.getOwnPropertyNames(prototype);
    return names.filter((name) => /^[A-Z]|_/.test(name)).map((name) => [name, twinOf(name)]);
  });
}

function twinOf(name: string): string {
  const small = `${name[0]?.toLowerCase()}${name.slice(1)}`;
  return small.replace(/_(.)/g, (_, sign: string) => sign.toUpperCase());
}

describe.each(PAGES)('%s', (name) => {
  test('lists every method and property with its twin', () => {
    const text = page(name);
    expect(members().length).toBeGreaterThan(70);
    expect(members().filter(([one, twin]) => !text.includes(`| \`${one}\` | \`${twin}\` |`))).toEqual([]);
  });

  test('names every class of errors', () => {
    expect(page(name)).toMatch(/ChpError[\s\S]*ApiConnectionError[\s\S]*LoginException/);
  });
});

test('both pages show the same code', () => {
  expect(blocks('README.ru.md')).toEqual(blocks('README.md'));
});

test('the code on the page runs', async () => {
  const stub = await startStub(({ path }: Arrived) => {
    const rows = ['SBER', 'GAZP'].map((symbol) => ({ symbol, bid: 1, ask: 2, last: 1.5, datetime: 'then', close: 3 }));
    if (path === '/Order/Place')
      return { result: false, data: [], reason: 'Error #27', errorData: [{ reason: 'Error #38' }] };
    return ok('Any', rows);
  });
  const folder = installed(await packedFiles());
  try {
    const printed: string[] = [];
    for (const code of blocks('README.md')) {
      writeFileSync(join(folder, 'page.mjs'), code.replaceAll('5001', String(stub.port)));
      printed.push(await runNode(folder, ['page.mjs']));
    }
    expect(printed).toHaveLength(3);
    expect(printed[0]).toMatch(/then 3[\s\S]*GAZP 1 2\nClient with token user_token disconnected\n$/);
    expect(printed[1]).toMatch(
      /^Error #27 \[ \{ reason: 'Error #38' \} \]\nClient with token user_token disconnected\n$/,
    );
    expect(printed[2]).toBe('string 1.5\nClient with token user_token disconnected\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await stub.close();
  }
});
