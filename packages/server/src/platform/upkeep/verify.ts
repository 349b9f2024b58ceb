import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UpkeepError } from '../../faces/upkeep.ts';

/** Longest report that is read (characters). */
const MAX_REPORT = 1_000_000;

/** What is read of the report of `outcry journal verify --json`. */
interface Report {
  readonly lastSeq: number;
  readonly faultCount: number;
  readonly faults: readonly { readonly what: string }[];
}

/**
 * Replays every turn of an unpacked backup in a process of its own, so that this one trades on; the last turn. Throws
 * UpkeepError `unfit` when it is not sound.
 */
export async function verifyInProcess(folder: string): Promise<number> {
  const args = [programFile(), 'journal', 'verify', '--data-dir', folder, '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const stop = (): void => void child.kill('SIGKILL');
  process.once('exit', stop);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < MAX_REPORT) said += text;
  });
  await once(child, 'close');
  process.off('exit', stop);
  let report: Report;
  try {
    report = JSON.parse(said) as Report;
  } catch {
    throw new UpkeepError('unfit', 'its journal cannot be read');
  }
  if (report.faultCount > 0) {
    throw new UpkeepError(
      'unfit',
      `its journal is damaged: ${report.faults[0]?.what ?? `${report.faultCount} faults`}`,
    );
  }
  return report.lastSeq;
}

/** The built command line, beside the built platform or in `dist` when run from the sources. */
function programFile(): string {
  const folder = import.meta.url.endsWith('.ts') ? '../../../dist/' : './';
  const file = fileURLToPath(new URL(`${folder}cli.js`, import.meta.url));
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run build\` first`);
  return file;
}
