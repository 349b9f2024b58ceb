import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../packages/server/src/settings/index.ts';
import { readCertificate } from '../../packages/server/src/startup/index.ts';
import { formOfText } from './form.ts';
import { readPage } from './pages.ts';
import { emptyFolder, PROGRAM, plainEnvironment } from './test-built-platform.ts';

/** The folder that the page's examples stand in. */
const EXAMPLE_FOLDER = '/home/you/outcry';

function expectShown(message: string, folder: string): void {
  const shown = formOfText(message.replaceAll(folder, EXAMPLE_FOLDER));
  expect(readPage('docs/troubleshooting.md').split('\n').map(formOfText)).toContain(shown);
}

/** Runs the program in `folder`: what it says on standard error. */
async function saidIn(folder: string, words: readonly string[]): Promise<string> {
  const options = { cwd: folder, env: plainEnvironment(), timeout: 60_000 };
  const { stderr } = await promisify(execFile)(process.execPath, [PROGRAM, ...words], options).catch(
    (error: { stderr: string }) => error,
  );
  return stderr.trim();
}

describe('docs/troubleshooting.md shows what is said about', { timeout: 120_000 }, () => {
  test('files that hold no certificate', () => {
    const folder = emptyFolder();
    for (const file of ['cert.pem', 'key.pem']) writeFileSync(join(folder, file), 'none');
    const { tls } = readSettings({ tlsCert: 'cert.pem', tlsKey: 'key.pem' }, {}, folder);
    const said = (): string => {
      try {
        readCertificate(tls);
        return 'nothing';
      } catch (error) {
        return `outcry: ${(error as Error).message}`;
      }
    };
    expectShown(said(), folder);
  });

  test('a renewal that lacks its CA', async () => {
    const folder = emptyFolder();
    expect(await saidIn(folder, ['tls', 'init'])).toBe('');
    rmSync(join(folder, 'data/tls/ca-key.pem'));
    expectShown(await saidIn(folder, ['tls', 'init']), folder);
  });

  test('a certificate of another CA in the folder', async () => {
    const folder = emptyFolder();
    expect(await saidIn(folder, ['tls', 'init'])).toBe('');
    const other = emptyFolder();
    expect(await saidIn(other, ['tls', 'init', '--data-dir', folder, '--force'])).toBe('');
    writeFileSync(join(folder, 'data/tls/cert.pem'), readFileSync(join(folder, 'tls/cert.pem')));
    expectShown(await saidIn(folder, ['tls', 'init']), folder);
  });
});
