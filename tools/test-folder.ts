import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

const MEMORY_FOLDER = '/dev/shm';
const GIB = 1024 ** 3;
/** What tests may write there at a time, and what must be left for everything else (bytes). */
const ROOM = 2 * GIB;
const LEFT_FREE = 4 * GIB;

/**
 * Lets tests write their folders into memory where there is room: thousands of data folders are made, synced and removed.
 * A process that is killed leaves the same files there as on a disk. Returns how to end it.
 */
export function testFolderInMemory(): () => void {
  if (!hasRoom()) return () => {};
  const before = process.env.TMPDIR;
  const folder = mkdtempSync(join(MEMORY_FOLDER, 'outcry-tests-'));
  process.env.TMPDIR = folder;
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true });
  };
}

function hasRoom(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
    return bavail * bsize >= ROOM && freemem() >= ROOM + LEFT_FREE;
  } catch {
    return false;
  }
}
