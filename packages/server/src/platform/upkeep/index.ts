import { type Upkeep, UpkeepError } from '../../faces/upkeep.ts';
import type { Journal } from '../../journal/index.ts';
import type { Troubles } from '../troubles.ts';
import { packBackup } from './pack.ts';
import { Staging } from './staging.ts';

export { putStagedInPlace } from './put-in-place.ts';

/** What upkeep stands on. */
export interface UpkeepParts {
  /** The data folder, locked by this process. */
  readonly folder: string;
  readonly journal: Pick<Journal, 'backup'>;
  readonly troubles: Troubles;
  /** Wall clock, ms UTC. */
  readonly now: () => number;
}

/** Backups, restores and what went wrong of late. */
export function openUpkeep({ folder, journal, troubles, now }: UpkeepParts): Upkeep {
  const staging = new Staging(folder, now);
  let packing = false;
  return {
    folder,
    troubles: () => troubles.all,
    async backup() {
      if (packing) throw new UpkeepError('busy', 'a backup is being made already');
      packing = true;
      const done = (): void => {
        packing = false;
      };
      try {
        const packed = await packBackup(folder, journal, now());
        packed.content.once('close', done);
        return packed;
      } catch (error) {
        done();
        throw error;
      }
    },
    stage: (content) => staging.take(content),
    staged: () => staging.staged,
    unstage: () => staging.drop(),
  };
}
