import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/** The files that `npm pack` would put into the package. */
export async function packedFiles(): Promise<string[]> {
  const words = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout } = await promisify(execFile)('npm', words, { cwd: PACKAGE });
  const [packed] = JSON.parse(stdout) as { files: { path: string }[] }[];
  return packed?.files.map(({ path }) => path) ?? [];
}

/** A folder in which the package is installed as it would be published, with nothing else beside it. */
export function installed(files: readonly string[], sources: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'chp-client-'));
  for (const file of files) {
    const target = join(folder, 'node_modules/@outcry/chp-client', file);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(PACKAGE, file), target);
  }
  for (const [name, content] of Object.entries(sources)) writeFileSync(join(folder, name), content);
  return folder;
}

/** Runs Node in a folder and answers what it printed. */
export async function runNode(
  folder: string,
  words: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const options = { cwd: folder, env: { PATH: process.env.PATH ?? '', ...env }, timeout: 30_000 };
  try {
    return (await promisify(execFile)(process.execPath, words, options)).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`node ${words.join(' ')} failed:\n${stdout}${stderr}`);
  }
}
