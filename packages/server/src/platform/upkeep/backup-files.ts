import { DATABASE_FILE } from '../../journal/index.ts';
import { SEED_FILE } from '../../startup/index.ts';

/** Where a data folder keeps a backup that waits for the next start. */
export const STAGED = 'restore';
/** What an upload is unpacked into until it is whole and sound. */
export const UNPACKING = 'restore.part';
/** Tells in the staged folder what it is and how far its taking effect has come. */
export const STAGE_FILE = 'stage.json';

/** What a backup may hold: nothing is unpacked under any other name. */
const KNOWN_FILES = [DATABASE_FILE, SEED_FILE];
const SNAPSHOT = /^snapshots\/\d{1,15}\.json\.gz$/;

/** What of the data folder is set aside before a backup takes its place. */
export const REPLACED = [DATABASE_FILE, `${DATABASE_FILE}-wal`, `${DATABASE_FILE}-shm`, 'snapshots', SEED_FILE];

/** Whether a name may stand in a backup. */
export function isBackupFile(name: string): boolean {
  return KNOWN_FILES.includes(name) || SNAPSHOT.test(name);
}

/** A staged backup on disk. */
export interface Stage {
  readonly lastSeq: number;
  /** Wall time, ms UTC. */
  readonly stagedAt: number;
  /** `waiting` until a start begins; then what was there is set aside, then the backup is put in place. */
  readonly phase: 'waiting' | 'settingAside' | 'puttingInPlace';
  /** Where what was there goes, a name within the data folder; null: not chosen yet. */
  readonly aside: string | null;
}
