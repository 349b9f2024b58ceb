import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { formOf } from './form.ts';
import { type RunnableBlock, readPage, runnableBlocks } from './pages.ts';
import { emptyFolder, PROGRAM, plainEnvironment, startBuiltPlatform } from './test-built-platform.ts';

const PAGES = [
  'README.md',
  'docs/faces/native.md',
  'docs/faces/chp.md',
  'docs/faces/tinvest.md',
  'docs/faces/threecommas.md',
  'docs/faces/ramm.md',
  'docs/operations.md',
];

/** Address and program as the docs write them; the tests run on a free port and in a folder of their own. */
const ADDRESS = 'http://127.0.0.1:8080';
const PROGRAM_IN_DOCS = 'npx outcry';

const MARK = '=== end of block';

/** Runs the blocks one after another in one shell, as a reader would, and answers what each printed. */
async function runAll(blocks: readonly RunnableBlock[], folder: string, url: string): Promise<string[]> {
  const script = blocks.map(({ commands }) => {
    const here = commands.replaceAll(ADDRESS, url).replaceAll(PROGRAM_IN_DOCS, `node ${PROGRAM}`);
    return `${here}\nprintf '\\n%s\\n' '${MARK}'\n`;
  });
  const shell = promisify(execFile)('bash', ['-e', '-u', '-o', 'pipefail', '-c', script.join('')], {
    cwd: folder,
    env: plainEnvironment(),
    timeout: 60_000,
  });
  const { stdout } = await shell;
  return stdout.split(`${MARK}\n`).slice(0, blocks.length);
}

describe('commands shown in the docs', () => {
  test.each(PAGES)('%s prints what it says', { timeout: 180_000 }, async (page) => {
    const blocks = runnableBlocks(readPage(page));
    expect(blocks.length, 'blocks below <!-- run -->').toBeGreaterThanOrEqual(2);
    const folder = emptyFolder();
    const { url } = await startBuiltPlatform(folder);
    const printed = await runAll(blocks, folder, url);
    for (const [index, { output, line }] of blocks.entries()) {
      if (output === null) continue;
      const text = printed[index] ?? '';
      expect(formOf({ ...output, text }), `${page}:${line}`).toEqual(formOf(output));
    }
  });

  test('both READMEs show the same commands and outputs', () => {
    const blocks = (page: string) =>
      runnableBlocks(readPage(page)).map(({ commands, output }) => ({ commands, output }));
    expect(blocks('README.ru.md')).toEqual(blocks('README.md'));
  });
});

describe('the comparison of forms', () => {
  const json = (text: string) => formOf({ language: 'json', text });

  test('lets figures differ', () => {
    expect(json('{"price":"75975.63","at":"2026-11-21T03:04:03.069Z","id":16}')).toEqual(
      json('{"price":"76001","at":"2027-01-02T13:14:15.000Z","id":32}'),
    );
  });

  test.each([
    ['a word', '{"status":"filled"}', '{"status":"working"}'],
    ['a field', '{"price":"1"}', '{"price":"1","fee":"1"}'],
    ['a type', '{"price":"1"}', '{"price":1}'],
    ['the length of a list', '{"items":[]}', '{"items":[1]}'],
  ])('finds %s that differs', (_what, one, other) => {
    expect(json(one)).not.toEqual(json(other));
  });
});
