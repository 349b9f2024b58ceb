import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockFolder, lockHolder } from './folder-lock.ts';
import { testFolder } from './test-folder.ts';

/** Another process that locks the folder the same way and tells so. */
async function otherHolder(folder: string) {
  const program = `
    import { lockFolder } from ${JSON.stringify(new URL('./folder-lock.ts', import.meta.url).href)};
    lockFolder(process.argv[1]);
    console.log('locked');
    setInterval(() => {}, 1000);`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program, folder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
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

test('who holds a folder can be asked without holding it', async () => {
  const folder = testFolder();
  expect(lockHolder(folder)).toBeNull();
  const child = await otherHolder(folder);
  expect(lockHolder(folder)).toContain(`process ${child.pid} (since 20`);
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  expect(lockHolder(folder)).toBeNull();
  lockFolder(folder).release();
});
