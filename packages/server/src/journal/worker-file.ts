import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the built bundle of a worker thread lies: beside the built program, or in `dist` when run from the sources. */
export function workerFile(name: 'writer-thread' | 'follower-thread' | 'reader-thread' | 'candle-thread'): string {
  const folder = import.meta.url.endsWith('.ts') ? '../../dist/' : './';
  const file = fileURLToPath(new URL(`${folder}${name}.js`, import.meta.url));
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run build\` first`);
  return file;
}
