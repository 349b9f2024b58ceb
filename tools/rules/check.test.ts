import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { checkHouse } from './check.mjs';
import { isAllowed } from './dependencies.mjs';

/** File path → text; objects are written as JSON. */
type Tree = Readonly<Record<string, string | object>>;

const CHECK = fileURLToPath(new URL('./check.mjs', import.meta.url));
const workshop = mkdtempSync(join(tmpdir(), 'outcry-rules-'));
let built = 0;

afterAll(() => rmSync(workshop, { recursive: true }));

function build(tree: Tree): string {
  built += 1;
  const root = join(workshop, String(built));
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return root;
}

/** `path:line rule` of everything the check finds in the good house with these files added or replaced. */
function broken(changes: Tree): string[] {
  const { findings } = checkHouse(build({ ...GOOD, ...changes }));
  for (const finding of findings) expect(finding.problem.length * finding.remedy.length).toBeGreaterThan(0);
  return findings.map(({ path, line, rule }) => `${path}:${line} ${rule}`);
}

const CORE = 'packages/core/src';
const SERVER = 'packages/server/src';

/** A small house that keeps every rule and comes close to breaking some. */
const GOOD: Tree = {
  'package.json': { name: 'house', devDependencies: { vitest: '4.1.12', 'fast-check': '4.10.2' } },
  'package-lock.json': {
    packages: {
      '': { name: 'house' },
      'packages/core': { name: '@outcry/core' },
      'node_modules/@outcry/core': { resolved: 'packages/core', link: true },
      'node_modules/fastify': { version: '5.12.8', license: 'MIT' },
      'node_modules/rc': { version: '1.2.8', license: '(BSD-2-Clause OR MIT OR Apache-2.0)' },
      'node_modules/lightningcss': { version: '1.30.1', license: 'MPL-2.0', dev: true },
      'node_modules/esbuild': { dev: true, optionalDependencies: { '@esbuild/linux-x64': '0.28.2' } },
      'node_modules/@esbuild/linux-x64': { version: '0.28.2', dev: true },
    },
  },
  'packages/core/package.json': { name: '@outcry/core' },
  [`${CORE}/numbers/index.ts`]: 'export const one = 1n;\n',
  [`${CORE}/rejections.ts`]: "import { one } from './numbers/index.ts';\nexport const reasons = [one];\n",
  [`${CORE}/orders/decide.ts`]: `
import { one } from '../numbers/index.ts';
import { reasons } from '../rejections.ts';
// Date.now(), new Date() and Math.random() in a comment break nothing
const text = 'new Date() and process.exit() in a string neither';
interface Place { readonly process: string; readonly performance: number; now(): number }
export function decide(place: Place, crypto: number, window: number): unknown {
  const sum = { performance: Math.max(crypto, window), Date: Date.UTC(2026, 0, 1) };
  return [one, reasons, text, place.process, place.performance, place.now(), sum.Date, sum.performance];
}
`,
  [`${CORE}/orders/decide.test.ts`]:
    "import { readFileSync } from 'node:fs';\nimport { it } from 'vitest';\nit(String(new Date()), () => readFileSync);\n",
  [`${CORE}/core.ts`]: "import { decide } from './orders/decide.ts';\nexport class Core { execute = decide; }\n",
  'packages/core/simulation/run.ts':
    "import { Core } from '../src/core.ts';\nconsole.log(Core, process.argv, Math.random());\n",
  'packages/server/package.json': {
    name: 'outcry',
    dependencies: { fastify: '5.12.8' },
    devDependencies: { '@types/ws': '8.18.2' },
  },
  [`${SERVER}/runtime/queue.ts`]:
    "import { Core } from '@outcry/core';\nimport type { Journal } from '../journal/journal.ts';\nexport type Both = [Core, Journal];\n",
  [`${SERVER}/journal/journal.ts`]:
    "import { readFileSync } from 'node:fs';\nexport interface Journal { readonly read: typeof readFileSync }\n",
  [`${SERVER}/faces/native/routes.ts`]:
    "import fastify from 'fastify';\nimport type { Both } from '../../runtime/queue.ts';\nimport type { Journal } from '../../journal/journal.ts';\nexport type Routes = [typeof fastify, Both, Journal];\n",
  [`${SERVER}/faces/chp/routes.ts`]: 'export const chp = 1;\n',
  [`${SERVER}/platform.ts`]:
    "export * from './faces/native/routes.ts';\nexport { chp } from './faces/chp/routes.ts';\n",
  'packages/dashboard/package.json': { name: '@outcry/dashboard' },
  'packages/dashboard/src/app.tsx':
    "import type { Both } from 'outcry';\nexport const app = (both: Both) => <b>{String(both)}</b>;\n",
  'packages/chp-client/package.json': { name: '@outcry/chp-client' },
  'packages/chp-client/src/api.ts': "import { request } from 'node:http';\nexport const api = request;\n",
  'bench/package.json': { name: '@outcry/bench', dependencies: { 'nodejs-order-book': '10.1.1' } },
  'bench/run.ts':
    "import 'nodejs-order-book';\nimport { Core } from '../packages/core/src/core.ts';\nconsole.log(Core);\n",
};

describe('a house that keeps the rules', () => {
  it('passes, also on the command line', () => {
    const root = build(GOOD);
    expect(checkHouse(root).findings).toEqual([]);
    expect(execFileSync(process.execPath, [CHECK, root], { encoding: 'utf8' })).toBe(
      'rules: 14 files, all rules kept\n',
    );
  });

  it('fails on the command line with place, rule and remedy as soon as one is broken', () => {
    const root = build({ ...GOOD, [`${CORE}/orders/clock.ts`]: '\nexport const now = Date.now();\n' });
    let message = '';
    try {
      execFileSync(process.execPath, [CHECK, root], { encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      const { status, stderr } = error as { status: number; stderr: string };
      message = `${status} ${stderr}`;
    }
    expect(message).toContain(
      `1 ${CORE}/orders/clock.ts:2  pure-core  Date.now in the core\n    -> take the time from`,
    );
  });

  it('says where a source cannot be read', () => {
    expect(() => broken({ [`${CORE}/orders/torn.ts`]: 'export const = 1;\n' })).toThrow(`${CORE}/orders/torn.ts: `);
  });
});

describe('packages import only along the table', () => {
  it.each([
    ['the core imports no package of ours', `${CORE}/a.ts`, "export * from 'outcry';"],
    [
      'chp-client is usable alone',
      'packages/chp-client/src/a.ts',
      "import type { Core } from '@outcry/core';\nexport type A = Core;",
    ],
    ['the dashboard imports no core', 'packages/dashboard/src/a.ts', "import '@outcry/core';"],
    ['the dashboard takes types only', 'packages/dashboard/src/a.ts', "import { type Both, start } from 'outcry';"],
    ['the server does not import the bench', `${SERVER}/a.ts`, "await import('@outcry/bench');"],
    ['no path leads into another package', `${SERVER}/a.ts`, "export * from '../../core/src/core.ts';"],
  ])('%s', (_rule, path, text) => {
    expect(broken({ [path]: text })).toEqual([`${path}:1 packages`]);
  });

  it('a package without a line in the table is found', () => {
    const changes = { 'packages/extra/package.json': {}, 'packages/extra/src/a.ts': '' };
    expect(broken(changes)).toEqual(['packages/extra:1 packages']);
  });
});

describe('libraries', () => {
  it.each([
    ['the core uses none', `${CORE}/a.ts`, "import 'fastify';"],
    ['the core uses no test library outside tests', `${CORE}/a.ts`, "import 'fast-check';"],
    ['the server declares what it imports', `${SERVER}/a.ts`, "import pino from 'pino';"],
    ['a simulation uses what the house develops with', 'packages/core/simulation/a.ts', "import 'left-pad';"],
  ])('%s', (_rule, path, text) => {
    expect(broken({ [path]: text })).toEqual([`${path}:1 libraries`]);
  });

  it('the core has no runtime dependency', () => {
    const manifest = '{\n "dependencies": {\n  "decimal.js": "10.6.0"\n }\n}\n';
    expect(broken({ 'packages/core/package.json': manifest })).toEqual(['packages/core/package.json:3 core-alone']);
  });
});

describe('what is shipped imports no test code', () => {
  it.each([
    ['no test', `${CORE}/orders/a.ts`, "import './decide.test.ts';"],
    ['no simulation', `${CORE}/orders/a.ts`, "import '../../simulation/run.ts';"],
    ['no crash run', `${SERVER}/runtime/a.ts`, "import '../../crash/load.ts';"],
    ['no specification suite', `${SERVER}/journal/a.ts`, "import './journal.spec-suite.ts';"],
    ['nothing that tests build on', `${SERVER}/journal/a.ts`, "import './test-folder.ts';"],
  ])('%s', (_rule, path, text) => {
    expect(broken({ [path]: text })).toEqual([`${path}:1 test-code`]);
  });

  it('specification suites and what tests build on may use the test libraries', () => {
    const text = "import 'vitest';\nimport 'fast-check';\n";
    expect(
      broken({ [`${SERVER}/journal/journal.spec-suite.ts`]: text, [`${SERVER}/journal/test-folder.ts`]: text }),
    ).toEqual([]);
  });
});

describe('inside the core imports go to lower floors', () => {
  it.each([
    ['numbers import nothing above', `${CORE}/numbers/a.ts`, "import '../rejections.ts';"],
    [
      'a module imports no module above it',
      `${CORE}/accounts/a.ts`,
      "import type { O } from '../orders/decide.ts';\nexport type A = O;",
    ],
    ['a deep folder counts as its module', `${CORE}/market/books/a.ts`, "import '../../orders/decide.ts';"],
    ['no module imports the composition', `${CORE}/orders/a.ts`, "import '../core.ts';"],
    ['a re-export is an import', `${CORE}/accounts/a.ts`, "export { decide } from '../orders/decide.ts';"],
    ['an import type is an import', `${CORE}/accounts/a.ts`, "export type A = import('../orders/decide.ts').A;"],
  ])('%s', (_rule, path, text) => {
    expect(broken({ [path]: text })).toEqual([`${path}:1 core-floors`]);
  });

  it('tests of a module may import what stands above', () => {
    expect(broken({ [`${CORE}/numbers/a.test.ts`]: "import '../core.ts';" })).toEqual([]);
  });

  it('a folder without a floor is found', () => {
    expect(broken({ [`${CORE}/odds/a.ts`]: '' })).toEqual([`${CORE}/odds/a.ts:1 known-rooms`]);
  });
});

describe('inside the server a room sees what the table gives it', () => {
  it.each([
    ['a face imports no other face', `${SERVER}/faces/native/a.ts`, "import '../chp/routes.ts';"],
    [
      'a face imports no adapter of the journal',
      `${SERVER}/faces/native/a.ts`,
      "import '../../journal/sqlite-journal.ts';",
    ],
    [
      'a face does not hold the core',
      `${SERVER}/faces/native/a.ts`,
      "import { type Core as Heart } from '@outcry/core';",
    ],
    ['a feed does not hold the core', `${SERVER}/feeds/a.ts`, "import { Core } from '@outcry/core';"],
    ['the journal knows no runtime', `${SERVER}/journal/a.ts`, "import '../runtime/queue.ts';"],
    ['the runtime knows no face', `${SERVER}/runtime/a.ts`, "import '../faces/native/routes.ts';"],
    ['no room imports the composition', `${SERVER}/runtime/a.ts`, "import '../platform.ts';"],
  ])('%s', (_rule, path, text) => {
    expect(broken({ [path]: text })).toEqual([`${path}:1 server-rooms`]);
  });

  it('a folder that is no room is found', () => {
    expect(broken({ [`${SERVER}/garage/a.ts`]: '' })).toEqual([`${SERVER}/garage/a.ts:1 known-rooms`]);
  });
});

describe('the core is pure', () => {
  it.each([
    'Date.now()',
    'new Date()',
    'new Date(0).getUTCDay()',
    "Date['parse']('2026-01-01')",
    'Math.random()',
    "Math['random']()",
    'const { random } = Math',
    'performance.now()',
    'setTimeout(() => 1, 1)',
    'setInterval(() => 1, 1)',
    'setImmediate(() => 1)',
    'queueMicrotask(() => 1)',
    'process.hrtime()',
    'const { env } = process',
    "require('./a.cjs')",
    "import('./a.ts')",
    'import.meta.url',
    "fetch('http://localhost')",
    'console.log(1)',
    'crypto.randomUUID()',
    'Promise.resolve(1)',
    'async () => 1',
    'class A { async b() {} }',
    'type Later = Promise<number>',
    'function later(x: Date) { return x; }',
    "parseFloat('1.5')",
    "Number.parseFloat('1.5')",
    '(1.5).toFixed(2)',
    '(1.5)?.toPrecision(2)',
    '(1.5).toLocaleString()',
    "'a'.localeCompare('b')",
    'new Intl.NumberFormat()',
    'globalThis.Date',
    "eval('1')",
    'new WeakRef({})',
  ])('%s', (text) => {
    const path = `${CORE}/orders/a.ts`;
    const found = broken({ [path]: `export {};\n${text};\n` });
    expect(new Set(found)).toEqual(new Set([`${path}:2 pure-core`]));
  });

  it('await and for await', () => {
    const path = `${CORE}/orders/a.ts`;
    const found = broken({ [path]: 'export const a = await 1;\nfor await (const b of [a]) b.valueOf();\n' });
    expect(found).toEqual([`${path}:1 pure-core`, `${path}:2 pure-core`]);
  });

  it.each(['node:fs', 'fs', 'node:crypto'])('import of %s', (name) => {
    expect(broken({ [`${CORE}/a.ts`]: `import '${name}';\n` })).toEqual([`${CORE}/a.ts:1 pure-core`]);
  });
});

describe('the lock file', () => {
  const lock = (packages: object) => ({ 'package-lock.json': { packages } });

  it('names no download address', () => {
    const changes = lock({ 'node_modules/ws': { resolved: 'https://example.org/ws.tgz', license: 'MIT' } });
    expect(broken(changes)).toEqual(['package-lock.json:3 lock-addresses']);
  });

  it('has an entry for every optional package, wherever it is installed', () => {
    const optionalDependencies = { near: '1.0.0', above: '1.0.0', absent: '1.0.0' };
    const changes = lock({
      'node_modules/a': { license: 'MIT' },
      'node_modules/a/node_modules/b': { license: 'MIT', optionalDependencies },
      'node_modules/a/node_modules/b/node_modules/near': { license: 'MIT' },
      'node_modules/above': { license: 'MIT' },
    });
    expect(broken(changes)).toEqual(['package-lock.json:6 lock-complete']);
  });

  it('ships nothing under a licence outside the list; what is installed counts, not what the lock file says', () => {
    const changes = {
      ...lock({
        'node_modules/a': { license: 'GPL-3.0-only' },
        'node_modules/b': { license: 'MIT' },
        'node_modules/c': {},
      }),
      'node_modules/b/package.json': { license: 'AGPL-3.0' },
      'node_modules/c/package.json': { licenses: [{ type: 'BSD-3-Clause' }] },
    };
    expect(broken(changes)).toEqual(['package-lock.json:3 licences', 'package-lock.json:6 licences']);
  });

  it('reads licence expressions: one side of OR is enough, every side of AND is needed', () => {
    expect(
      ['MIT', '(MIT OR GPL-2.0)', 'GPL-2.0 OR ISC', 'MIT AND ISC', 'MIT AND GPL-2.0', '', 'UNLICENSED'].map(isAllowed),
    ).toEqual([true, true, true, true, false, false, false]);
  });
});
