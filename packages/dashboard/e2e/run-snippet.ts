import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where libraries of the house are found. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** How long a program may take on a busy machine (ms). */
const PATIENCE_MS = 60_000;

/** Runs the text of a program as a person who pastes it would; what it printed. Rejects when it fails. */
export async function runSnippet(language: string, text: string): Promise<string> {
  const folder = mkdtempSync(join(language.startsWith('gRPC') ? ROOT : tmpdir(), 'outcry-snippet-'));
  try {
    const [program, file] =
      language === 'curl'
        ? ['sh', 'call.sh']
        : language === 'Python'
          ? ['python3', 'call.py']
          : [process.execPath, 'call.mjs'];
    writeFileSync(join(folder, file), text);
    const { stdout } = await run(program, [join(folder, file)], { cwd: folder, timeout: PATIENCE_MS });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether this machine has what the programs in Python need. */
export function hasPythonRequests(): Promise<boolean> {
  return run('python3', ['-c', 'import requests']).then(
    () => true,
    () => false,
  );
}
