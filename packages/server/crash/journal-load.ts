import { GroupCommit, lockFolder, openSqliteJournal } from '../src/journal/index.ts';
import { LOAD_SCHEMA, loadRow } from './load-rows.ts';

/**
 * Appends to the journal of a folder as fast as it goes, until it is killed. Prints the number of the first turn it writes,
 * then of each turn that was acknowledged.
 */
async function load(folder: string): Promise<void> {
  lockFolder(folder);
  const journal = await openSqliteJournal({ folder, schema: LOAD_SCHEMA, onNotice: () => {} });
  const commit = new GroupCommit(journal);
  let seq = journal.lastSeq;
  process.stdout.write(`from ${seq + 1}\n`);
  for (;;) {
    for (let burst = 0; burst < 20 && !commit.full; burst++) {
      seq += 1;
      const acknowledged = seq;
      const fill = { statement: 'addFill', values: [[seq, loadRow(seq).body.length]] };
      void commit.append(loadRow(seq), [fill]).then(() => process.stdout.write(`${acknowledged}\n`));
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

await load(process.argv[2] as string);
