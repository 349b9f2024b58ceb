import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';
import { testFolder } from './test-folder.ts';

/** Another process that locks the folder the same way and tells so. */
async function otherHolder(folder: string) {
  const { buildSync } = await import('esbuild');
  const program = join(folder, 'holder.cjs');
  const source = `import { lockFolder } from './folder-lock.ts'; lockFolder(process.argv[2]); console.log('locked'); setInterval(() => {}, 1000);`;
  const sqlite = createRequire(import.meta.url).resolve('better-sqlite3');
  const { outputFiles } = buildSync({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    alias: { 'better-sqlite3': sqlite },
    external: [sqlite],
  });
  writeFileSync(program, outputFiles[0]?.text ?? '');
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

test('a folder locked by another process names it; kill -9 sets it free at once', async () => {
  const folder = testFolder();
  const child = await otherHolder(folder);
  expect(() => lockFolder(folder)).toThrow(`${folder} is in use by process ${child.pid} (since 20`);
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  const lock = lockFolder(folder);
  lock.release();
});

test('a second lock in the same process is refused too, until the first is released', () => {
  const folder = testFolder();
  const first = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(`process ${process.pid}`);
  first.release();
  lockFolder(folder).release();
});

test('folders do not disturb each other, and a missing one is made', () => {
  const folder = testFolder();
  const locks = ['a', 'b'].map((name) => lockFolder(join(folder, name)));
  for (const lock of locks) lock.release();
});

test('an unreadable note about the holder is no obstacle', () => {
  const folder = testFolder();
  const first = lockFolder(folder);
  writeFileSync(join(folder, 'lock.json'), '{"pid":');
  expect(() => lockFolder(folder)).toThrow('another process');
  first.release();
});
