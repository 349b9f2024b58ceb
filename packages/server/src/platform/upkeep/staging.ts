import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type StagedBackup, UpkeepError } from '../../faces/upkeep.ts';
import { checkSchema, JournalError, openForReading } from '../../journal/index.ts';
import { writeWhole } from '../../startup/index.ts';
import { PLATFORM_SCHEMA } from '../folder.ts';
import { STAGE_FILE, STAGED, type Stage, UNPACKING } from './backup-files.ts';
import { unpackBackup } from './unpack.ts';
import { verifyInProcess } from './verify.ts';

/** A backup on its way to take the place of the data: taken in and checked now, put in place by the next start. */
export class Staging {
  readonly #folder: string;
  readonly #now: () => number;
  #busy = false;

  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  get staged(): StagedBackup | null {
    const file = join(this.#folder, STAGED, STAGE_FILE);
    if (!existsSync(file)) return null;
    const { lastSeq, stagedAt } = JSON.parse(readFileSync(file, 'utf8')) as Stage;
    return { lastSeq, stagedAt };
  }

  /** Unpacks and checks an upload; one that is sound takes the place of one that waited. Throws UpkeepError. */
  async take(content: Readable): Promise<StagedBackup> {
    if (this.#busy) throw new UpkeepError('busy', 'a backup is being taken in already');
    this.#busy = true;
    const part = join(this.#folder, UNPACKING);
    try {
      rmSync(part, { recursive: true, force: true });
      await unpackBackup(content, part);
      checkVersion(part);
      const lastSeq = await verifyInProcess(part);
      const stage: Stage = { lastSeq, stagedAt: this.#now(), phase: 'waiting', aside: null };
      writeWhole(join(part, STAGE_FILE), `${JSON.stringify(stage)}\n`, 0o600);
      this.drop();
      renameSync(part, join(this.#folder, STAGED));
      return { lastSeq, stagedAt: stage.stagedAt };
    } finally {
      rmSync(part, { recursive: true, force: true });
      this.#busy = false;
    }
  }

  drop(): void {
    rmSync(join(this.#folder, STAGED), { recursive: true, force: true });
  }
}

/** A backup of a newer version would keep the next start from starting. */
function checkVersion(folder: string): void {
  try {
    const database = openForReading(folder);
    try {
      checkSchema(database, PLATFORM_SCHEMA.migrations);
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof JournalError) throw new UpkeepError('unfit', error.message);
    throw error;
  }
}
