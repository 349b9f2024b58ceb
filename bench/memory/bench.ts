import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Print } from '../row.ts';
import { CASES, type CaseName } from './cases.ts';

export const title =
  'bytes of an account, an open order and an armed stop in the whole core, against plain objects in a Map';

const MEASURE = fileURLToPath(new URL('./measure.ts', import.meta.url));

export async function run(print: Print): Promise<void> {
  for (const name of Object.keys(CASES) as CaseName[]) {
    const { what, twin, count } = CASES[name];
    const [ours, reference] = [await bytesOf(name, 'ours'), await bytesOf(name, 'theirs')];
    print({ what, ours, reference, unit: 'bytes', better: 'less' });
    print(`  ${count} of them, each side in a process of its own; the plain object: ${twin}`);
  }
}

/** Heap and external memory of each, after collections, in a fresh process. */
function bytesOf(name: CaseName, side: 'ours' | 'theirs'): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(MEASURE, [name, side], { execArgv: [...process.execArgv, '--expose-gc'] });
    child.once('message', (bytes) => resolve(bytes as number));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`measuring ${name} ended with code ${code}`)));
  });
}
