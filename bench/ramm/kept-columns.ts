import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DATABASE_FILE } from '../../packages/server/src/journal/sqlite-file.ts';
import { ColumnStore } from '../../packages/server/src/readmodel/columns/column-store.ts';
import { columnSource, KEPT_COLUMNS } from '../../packages/server/src/readmodel/copy/kept-columns.ts';
import type { Print } from '../row.ts';

/** What a start reads of deals, what each further order takes, and how much memory both. */
export function keptColumns(print: Print, folder: string, company: number): void {
  const database = new Database(join(folder, DATABASE_FILE), { readonly: true });
  const store = new ColumnStore(database, { maxBytes: Infinity });
  const source = columnSource('copy_deals', company);
  const kept = KEPT_COLUMNS.copy_deals;
  if (source === null || kept === undefined) throw new Error('deals are kept in columns');
  const measured = (name: string, work: () => void): void => {
    const [used, bytes] = [process.cpuUsage(), store.bytes];
    work();
    const { user, system } = process.cpuUsage(used);
    const taken = (store.bytes - bytes) / 2 ** 20;
    print(`    ${name}: ${((user + system) / 1_000).toFixed(0)} ms of processor time, ${taken.toFixed(0)} MiB`);
  };
  print('  columns of deals after a start:');
  const columns = kept.early.flat();
  measured('read between questions, owners in order', () => {
    for (const group of kept.early) {
      const owners = kept.owners.filter((owner) => group.includes(owner));
      while (store.prepare(source, group, owners) === 'behind');
    }
  });
  measured('every other order', () => {
    while (store.prepare(source, columns, columns) === 'behind');
  });
  database.close();
}
