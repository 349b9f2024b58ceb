import { copyFileSync, createReadStream, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import type { Journal } from '../../journal/index.ts';
import { SEED_FILE } from '../../startup/index.ts';
import { isBackupFile } from './backup-files.ts';

/** Names of the copy while it is packed; a start removes what an earlier one left. */
export const PACKING = 'backup.part-';

/** A backup holds secrets' hashes: whoever unpacks it should be the only one to read it. */
const MODE = 0o600;

/**
 * Copies the running journal and streams the copy as `.tar.gz`: database, snapshots and the seed of the synthetic market, as
 * they stand in a data folder. The copy goes when the stream ends, however it does.
 */
export async function packBackup(
  folder: string,
  journal: Pick<Journal, 'backup'>,
  at: number,
): Promise<{ name: string; content: Readable }> {
  const copy = mkdtempSync(join(folder, PACKING));
  const forget = (): void => rmSync(copy, { recursive: true, force: true });
  try {
    const lastSeq = await journal.backup(copy);
    if (existsSync(join(folder, SEED_FILE))) copyFileSync(join(folder, SEED_FILE), join(copy, SEED_FILE));
    const day = new Date(at).toISOString().slice(0, 10);
    const archive = pack();
    const content = createGzip({ level: 3 });
    content.once('close', forget);
    void pipeline(archive, content).catch(() => undefined);
    void addFiles(archive, copy).catch((error: Error) => archive.destroy(error));
    return { name: `outcry-${day}-turn-${lastSeq}.tar.gz`, content };
  } catch (error) {
    forget();
    throw error;
  }
}

async function addFiles(archive: Pack, folder: string): Promise<void> {
  for (const name of filesOf(folder)) {
    const file = join(folder, name);
    const { size, mtime } = statSync(file);
    await pipeline(createReadStream(file), archive.entry({ name, size, mtime, mode: MODE }));
  }
  archive.finalize();
}

/** Names of what belongs to a backup, relative to its folder. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter(isBackupFile)
    .sort();
}
