import { join, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import {
  type ArchiveStep,
  CORE_REPLICAS,
  lockFolder,
  moveToArchive,
  openForWriting,
  planArchive,
  restoreArchive,
  SqliteWriter,
  shrink,
} from '../journal/index.ts';
import { answer } from './output.ts';

export interface ArchiveOptions {
  readonly before?: ArchiveBound;
  readonly to?: string;
  readonly yes?: boolean;
  readonly vacuum?: boolean;
  readonly json?: boolean;
}

/** Up to where, by number or by market time. */
export type ArchiveBound = { readonly seq: number } | { readonly time: number };

const STEPS: Readonly<Record<ArchiveStep, string>> = {
  written: 'the archive is written',
  checked: 'the archive was read back and holds every turn',
  deleted: 'the turns are taken out of the journal',
  shrunk: 'the database file is written anew',
};

/** Reads `1200` or `2026-11-20`, also with a time of day, UTC. */
export function archiveBound(text: string): ArchiveBound {
  if (/^\d{1,15}$/.test(text) && Number(text) > 0) return { seq: Number(text) };
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  const time = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(day) ? Date.parse(day) : Number.NaN;
  if (Number.isNaN(time)) throw new InvalidArgumentError('Expected a turn, 2026-11-20 or 2026-11-20T09:00:00Z.');
  return { time };
}

/** Moves old turns into a file, after showing what would be moved. Throws JournalError, also when a platform runs. */
export async function archiveJournal(folder: string, options: ArchiveOptions): Promise<void> {
  await withWholeFolder(folder, async (database) => {
    const plan = await planArchive(database, folder, CORE_REPLICAS, options.before);
    if (plan === null) {
      answer(options.json, { done: false, nothing: true }, () => [`${folder}: no turn can be archived`]);
      return;
    }
    const { firstSeq, lastSeq, snapshotSeq, kept } = plan;
    const file = resolve(options.to ?? join(folder, 'archive', `${firstSeq}-${lastSeq}.jsonl.gz`));
    const done = options.yes === true;
    const report = { done, nothing: false, firstSeq, lastSeq, file, snapshotSeq, kept };
    if (!done) {
      answer(options.json, report, () => [
        `turns ${firstSeq} to ${lastSeq} would go to ${file}; ${kept} turns and the snapshot of turn ${snapshotSeq} stay`,
        'nothing was altered: say --yes to do it',
      ]);
      return;
    }
    const tell = (step: ArchiveStep): void => void process.stderr.write(`${STEPS[step]}\n`);
    await moveToArchive(database, plan, file, tell);
    if (options.vacuum === true) shrink(database, tell);
    answer(options.json, report, () => [`turns ${firstSeq} to ${lastSeq} are in ${file}; ${kept} turns stay`]);
  });
}

/** Puts archived turns back. Throws JournalError, also when a platform runs. */
export async function restoreJournal(folder: string, file: string, { json }: { json?: boolean }): Promise<void> {
  await withWholeFolder(folder, async (database) => {
    const turns = await restoreArchive(database, file);
    answer(json, { ...turns, file }, () => [`turns ${turns.firstSeq} to ${turns.lastSeq} are in the journal`]);
  });
}

/** Holds the folder like a platform would, its schema brought up to date as by a start. */
async function withWholeFolder(
  folder: string,
  use: (database: ReturnType<typeof openForWriting>) => Promise<void>,
): Promise<void> {
  const { PLATFORM_SCHEMA } = await import('../platform/folder.ts');
  const lock = lockFolder(folder);
  try {
    new SqliteWriter(folder, PLATFORM_SCHEMA).close();
    const database = openForWriting(folder);
    try {
      await use(database);
    } finally {
      database.close();
    }
  } finally {
    lock.release();
  }
}
