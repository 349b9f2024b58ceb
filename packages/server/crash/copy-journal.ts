import { Core } from '@outcry/core';
import { CopyAudit } from '@outcry/core/copy-audit';
import Sqlite, { type Database } from 'better-sqlite3';
import { addFunctions, openForReading } from '../src/journal/index.ts';
import { readRows } from '../src/journal/row-reader.ts';
import { COPY_COLUMNS } from '../src/readmodel/copy/schema.ts';
import { project, READ_MODEL_SCHEMA, takeEnded } from '../src/readmodel/index.ts';
import { recount } from './copy-recount.ts';

/** Tables that are kept as counts and sums. */
const SUMS = ['copy_counts', 'copy_wallet_sums', 'copy_wallet_deals'] as const;

export interface CopyJournal {
  /** What of the rules is broken, or where the read model differs, in words. */
  readonly wrong: readonly string[];
  /** Signals that are taken and not carried out, groups of deals under way, and of them those that have settled some accounts. */
  readonly signals: number;
  readonly groups: number;
  readonly halfSettled: number;
  readonly deals: number;
}

/**
 * Reads the journal of a stopped platform: the ledgers of copied strategies as its events tell them are those of the core,
 * and the tables of the read model hold what the projection makes of the events, row by row; counts and sums are those of
 * a recount.
 */
export function readCopyJournal(folder: string): CopyJournal {
  const wrong: string[] = [];
  let signals = 0;
  const core = new Core();
  const audit = new CopyAudit();
  const expected = emptyReadModel();
  const stored = openForReading(folder);
  try {
    expected.exec('BEGIN');
    for (const { seq, at, body } of readRows(stored, 1)) {
      const events = Core.codec.decode(body, at);
      for (const event of events) {
        core.apply(event);
        audit.take(event);
      }
      for (const { statement, values } of project({ seq, at, events, ...takeEnded(core) }, core.state)) {
        if (statement.startsWith('readmodel.copy')) write(expected, statement, values);
      }
      // an empty turn forgets what has ended in this one
      core.applyTurn(at, '[]');
    }
    audit.agree(core);
    signals = expected.prepare('SELECT id FROM copy_signals WHERE status = 0').all().length;
    for (const table of [...Object.keys(COPY_COLUMNS), ...SUMS]) wrong.push(...difference(table, expected, stored));
    wrong.push(...recount(stored));
  } catch (error) {
    wrong.push((error as Error).message);
  } finally {
    stored.close();
    expected.close();
  }
  const groups = [...core.state.copy.groups.values()];
  return {
    wrong,
    signals,
    groups: groups.length,
    halfSettled: groups.filter(({ cursor }) => cursor > 0).length,
    deals: core.state.copy.next.deal - 1,
  };
}

function emptyReadModel(): Database {
  const database = new Sqlite(':memory:');
  addFunctions(database);
  for (const { sql } of READ_MODEL_SCHEMA.migrations) database.exec(sql);
  return database;
}

const STATEMENTS = new WeakMap<Database, Map<string, Sqlite.Statement<unknown[]>>>();

function write(database: Database, name: string, rows: readonly (readonly unknown[])[]): void {
  const known = STATEMENTS.get(database) ?? new Map<string, Sqlite.Statement<unknown[]>>();
  STATEMENTS.set(database, known);
  const statement = known.get(name) ?? database.prepare(READ_MODEL_SCHEMA.statements[name] as string);
  known.set(name, statement);
  for (const values of rows) statement.run(...values);
}

/** The first rows that differ, in words. */
function difference(table: string, expected: Database, stored: Database): string[] {
  const rows = (database: Database) =>
    database.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table} ORDER BY 1, 2`).all();
  const [told, there] = [rows(expected), rows(stored)];
  const wrong: string[] = [];
  if (told.length !== there.length) wrong.push(`${table} has ${there.length} rows, the journal tells ${told.length}`);
  const place = told.findIndex((row, i) => JSON.stringify(row) !== JSON.stringify(there[i]));
  if (place >= 0)
    wrong.push(`${table}: ${JSON.stringify(there[place])}, the journal tells ${JSON.stringify(told[place])}`);
  return wrong;
}
