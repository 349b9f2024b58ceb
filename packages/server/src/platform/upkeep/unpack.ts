import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Headers } from 'tar-stream';
import { UpkeepError } from '../../faces/upkeep.ts';
import { DATABASE_FILE } from '../../journal/index.ts';
import { isBackupFile } from './backup-files.ts';

/** Files of a backup: the database, the seed and two snapshots, with room for more. */
const MAX_FILES = 16;
/** Bytes of a backup, unpacked. */
const MAX_BYTES = 64 * 2 ** 30;

/** Unpacks a `.tar.gz` made by `packBackup` into a new folder. Throws UpkeepError `unfit` at anything else. */
export async function unpackBackup(content: Readable, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = new Set<string>();
  let bytes = 0;
  const unpacked = extract();
  unpacked.on('entry', (header, entry, next) => {
    bytes += header.size ?? 0;
    const fault = faultOf(header, names, bytes);
    if (fault !== null) {
      unpacked.destroy(new UpkeepError('unfit', fault));
      return;
    }
    names.add(header.name);
    const file = join(folder, header.name);
    mkdirSync(dirname(file), { recursive: true });
    pipeline(entry, createWriteStream(file, { mode: 0o600, flush: true })).then(() => next(), next);
  });
  try {
    await pipeline(content, createGunzip(), unpacked);
  } catch (error) {
    if (error instanceof UpkeepError) throw error;
    const { code } = error as { code?: string };
    if (code === 'ENOSPC' || code === 'EACCES') throw error;
    throw new UpkeepError('unfit', `this is no whole .tar.gz (${(error as Error).message})`);
  }
  if (!names.has(DATABASE_FILE)) throw new UpkeepError('unfit', `there is no ${DATABASE_FILE} in it`);
}

function faultOf({ name, type }: Headers, names: ReadonlySet<string>, bytes: number): string | null {
  if (type !== 'file' || !isBackupFile(name)) return `a backup has no ${name.slice(0, 100)}`;
  if (names.has(name)) return `${name} stands in it twice`;
  if (names.size >= MAX_FILES || bytes > MAX_BYTES) return 'it is larger than a backup can be';
  return null;
}
