import { copyFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { backupJournal, DATABASE_FILE } from '../journal/index.ts';
import { flagOf } from '../settings/index.ts';
import { SEED_FILE } from '../startup/index.ts';
import { unusable } from './failure.ts';
import { type ArchiveOptions, archiveBound, archiveJournal, restoreJournal } from './journal-archive.ts';
import { tailJournal } from './journal-tail.ts';
import { verify } from './journal-verify.ts';
import { answer } from './output.ts';
import { dataFolder } from './platform-client.ts';
import { wholeNumber } from './whole-number.ts';

interface FolderOptions {
  readonly dataDir?: string;
  readonly json?: boolean;
}

const FOLDER_HELP = `
These commands work on the data folder itself (--data-dir, OUTCRY_DATA_DIR or ./data). Those that only read alter nothing
in it, and the platform may be running or not; archive and restore-archive need it stopped. Exit codes: 0 done, 1 failed or damaged, 2 something to mend.`;

const VERIFY_EXAMPLES = `  outcry journal verify                    every row, every snapshot, and a replay of all turns
  outcry journal verify --json             the report for programs`;

const TAIL_EXAMPLES = `  outcry journal tail                      the newest 10 turns
  outcry journal tail -n 100 --follow      the newest 100, then all that come; Ctrl-C ends it
  outcry journal tail --json               a line of JSON for each turn, with every field as it is stored

Times are market time. Prices, quantities and money are shown in natural units.`;

const BACKUP_EXAMPLES = `  outcry journal backup ./backup-monday    copy the journal of ./data
  outcry start --data-dir ./backup-monday  run a platform on the copy

The copy holds journal, histories, people, keys and the newest snapshot; collected candles (market.db) are not part of it.
The owner's password is made anew at the first start on the copy.`;

const ARCHIVE_EXAMPLES = `  outcry journal archive                        show what could be moved; alters nothing
  outcry journal archive --yes                  move all turns before the newest snapshot into ./data/archive
  outcry journal archive --before 2026-11-01 --to ./old.jsonl.gz --yes --vacuum

Orders, fills and ledger stay where they are; a start goes on from the snapshot. Keep the files: a newer version of Outcry may
need the turns back (restore-archive).`;

const RESTORE_EXAMPLES = `  outcry journal restore-archive ./data/archive/1-20000.jsonl.gz

Of several archives the newest comes first. What is back already is left as it is.`;

export function journalCommands(outcry: Command): void {
  const journal = outcry.command('journal').description('the journal of a data folder: verify, tail, backup, archive');
  folderCommand(
    journal.command('verify').description('check every row and snapshot and replay all turns'),
    VERIFY_EXAMPLES,
  ).action((options: FolderOptions) => verify(journalFolder(options), options));
  folderCommand(
    journal
      .command('tail')
      .option('-n, --lines <count>', 'how many turns', wholeNumber, 10)
      .option('-f, --follow', 'go on with every further turn')
      .description('show the newest turns and their events'),
    TAIL_EXAMPLES,
  ).action((options: FolderOptions & { lines: number; follow?: boolean }) =>
    tailJournal(journalFolder(options), options),
  );
  folderCommand(
    journal
      .command('backup')
      .argument('<folder>', 'where to, without a journal')
      .description('copy the journal, also of a running platform'),
    BACKUP_EXAMPLES,
  ).action((target: string, options: FolderOptions) => backup(journalFolder(options), resolve(target), options));
  folderCommand(
    journal
      .command('archive')
      .option('--before <turn or date>', 'only turns before this one, or before this market time (UTC)', archiveBound)
      .option('--to <file>', 'the archive; ./data/archive/<first>-<last>.jsonl.gz unless told')
      .option('--yes', 'do it; without, it is only shown')
      .option('--vacuum', 'also give the room back to the disk')
      .description('move old turns into a compressed file, while no platform runs'),
    ARCHIVE_EXAMPLES,
  ).action((options: FolderOptions & ArchiveOptions) => archiveJournal(journalFolder(options), options));
  folderCommand(
    journal
      .command('restore-archive')
      .argument('<file>', 'an archive of this journal')
      .description('put archived turns back, while no platform runs'),
    RESTORE_EXAMPLES,
  ).action((file: string, options: FolderOptions) => restoreJournal(journalFolder(options), resolve(file), options));
}

function folderCommand(command: Command, examples: string): Command {
  return command
    .option(`${flagOf('dataDir')} <folder>`, 'data folder (OUTCRY_DATA_DIR or ./data)')
    .option('--json', 'print exact JSON')
    .addHelpText('after', `\nExamples:\n${examples}\n${FOLDER_HELP}`);
}

function journalFolder({ dataDir }: FolderOptions): string {
  const folder = dataFolder(dataDir);
  if (existsSync(join(folder, DATABASE_FILE))) return folder;
  throw unusable(`there is no journal in ${folder}: name the data folder with --data-dir`);
}

async function backup(folder: string, target: string, { json }: FolderOptions): Promise<void> {
  if (existsSync(join(target, DATABASE_FILE)))
    throw unusable(`${target} has a journal already: name an empty folder, so that no backup is overwritten`);
  const lastSeq = await backupJournal(folder, target);
  // the synthetic market of the copy is the same market
  if (existsSync(join(folder, SEED_FILE))) copyFileSync(join(folder, SEED_FILE), join(target, SEED_FILE));
  answer(json, { folder: target, lastSeq }, () => [`${target}: a copy of the journal up to turn ${lastSeq}`]);
}
