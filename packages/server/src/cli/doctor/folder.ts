import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { lockHolder } from '../../journal/index.ts';
import { bad, type Finding, ok, warn } from './finding.ts';

const MEGABYTE = 1024 * 1024;
/** Free space below which a platform soon stops, and below which a person should know (bytes). */
const TOO_LITTLE = 100 * MEGABYTE;
const LITTLE = 1024 * MEGABYTE;

/** Whether the data folder is there, or can be made, and takes files. */
export function folderFinding(folder: string): Finding {
  const place = nearest(folder);
  if (!statSync(place).isDirectory())
    return bad('data folder', `${place} is a file`, 'name another folder with --data-dir');
  try {
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return bad(
      'data folder',
      `${place} cannot be written by this user`,
      'give this user the right to write there, or name another folder with --data-dir',
    );
  }
  return ok('data folder', place === folder ? `${folder} is writable` : `${folder} will be made at the first start`);
}

export function diskFinding(folder: string): Finding {
  const { bavail, bsize } = statfsSync(nearest(folder));
  return spaceFinding(bavail * bsize);
}

export function spaceFinding(free: number): Finding {
  const found = `${Math.floor(free / MEGABYTE)} MB free`;
  if (free < TOO_LITTLE) return bad('disk', found, 'free some space: when the disk is full the platform stops');
  if (free < LITTLE) return warn('disk', found, 'free some space before it runs out');
  return ok('disk', found);
}

/** Who holds the folder; a platform that runs on it is nothing bad. */
export function lockFinding(holder: string | null): Finding {
  return holder === null ? ok('lock', 'nobody holds the data folder') : ok('lock', `a platform runs: ${holder}`);
}

/** Null: nobody, or there is no folder yet. */
export function holderOf(folder: string): string | null {
  return existsSync(folder) ? lockHolder(folder) : null;
}

/** The folder itself, or the nearest one above it that exists. */
function nearest(folder: string): string {
  let place = folder;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  return place;
}
