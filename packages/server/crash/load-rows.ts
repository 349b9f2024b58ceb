import type { JournalRow, JournalSchema } from '../src/journal/index.ts';

/** One table, written with every turn. */
export const LOAD_SCHEMA: JournalSchema = {
  migrations: [{ id: 'load-1', sql: 'CREATE TABLE fill (seq INTEGER PRIMARY KEY, size INTEGER NOT NULL) STRICT' }],
  statements: { addFill: 'INSERT INTO fill (seq, size) VALUES (?, ?)' },
};

/** The turn that the load appends as number `seq`; bodies differ in length. */
export function loadRow(seq: number): JournalRow {
  return { seq, at: 1_700_000_000_000 + seq, version: 1, body: `[[1,1,${seq},"${'x'.repeat((seq * 37) % 400)}"]]` };
}
