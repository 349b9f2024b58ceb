import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as source from '../src/index.ts';
import { installed, packedFiles, runNode } from './test-package.ts';
import { ok, startStub } from './test-stub.ts';

const NAMES = Object.keys(source).sort();

const CONSUMER = `
import { ChpClient, type Bar } from '@outcry/chp-client';
export async function last(chp: ChpClient): Promise<number | undefined> {
  const bars: readonly Bar[] = await chp.getBars('2020-10-10', 1, 'GAZP', 1);
  // @ts-expect-error closes are numbers here
  const text: string | undefined = bars[0]?.close;
  return text === undefined ? undefined : bars[0]?.close;
}
`;

let files: string[];
let folder: string;
beforeAll(async () => {
  files = await packedFiles();
  folder = installed(files, {
    'package.json': '{"type":"module"}',
    'esm.mjs': "import * as all from '@outcry/chp-client'; console.log(JSON.stringify(Object.keys(all)));",
    'cjs.cjs': "console.log(JSON.stringify(Object.keys(require('@outcry/chp-client'))));",
    'page.mjs':
      "import { ChpClient } from '@outcry/chp-client'; globalThis.made = new ChpClient(globalThis.at).GetSymbols();",
    'consumer.mts': CONSUMER,
    'consumer.cts': CONSUMER,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  test('holds the builds, their types, both pages, the licence and the examples, and no test', () => {
    for (const file of ['node.js', 'node.cjs', 'browser.js', 'browser.cjs', 'types/index.d.ts', 'types/index.d.cts']) {
      expect(files).toContain(`dist/${file}`);
    }
    for (const file of ['README.md', 'README.ru.md', 'LICENSE', 'src/index.ts', 'examples/streams.mjs']) {
      expect(files).toContain(file);
    }
    expect(files.filter((file) => /test/.test(file))).toEqual([]);
  });

  test('can be imported and required in Node, with nothing beside it', async () => {
    for (const script of ['esm.mjs', 'cjs.cjs']) {
      expect(JSON.parse(await runNode(folder, [script])).sort()).toEqual(NAMES);
    }
  });

  test('has types for import and for require', async () => {
    const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
    const options = [
      '--noEmit',
      '--strict',
      '--target',
      'es2022',
      '--module',
      'nodenext',
      '--types',
      '',
      '--lib',
      'es2022,dom',
    ];
    await runNode(folder, [compiler, ...options, 'consumer.mts', 'consumer.cts']);
  });

  test('bundles for a browser without any part of Node, and that bundle works', async () => {
    const { outputFiles, metafile } = await build({
      absWorkingDir: folder,
      entryPoints: ['page.mjs'],
      bundle: true,
      platform: 'browser',
      format: 'iife',
      metafile: true,
      write: false,
    });
    expect(Object.keys(metafile.inputs).sort()).toEqual([
      'node_modules/@outcry/chp-client/dist/browser.js',
      'page.mjs',
    ]);
    const [bundle] = outputFiles;
    expect(bundle?.text).not.toMatch(/node:|require\(/);

    const stub = await startStub(() => ok('GetSymbols', ['GAZP']));
    const page: { at: object; made?: Promise<unknown> } = {
      at: { host: '127.0.0.1', port: stub.port, login: 'l', password: 'p', token: 't' },
    };
    new Function('globalThis', bundle?.text ?? '')(page);
    expect(await page.made).toEqual(['GAZP']);
    await stub.close();
  });
});
