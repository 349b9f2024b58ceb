import type { CoreState } from '@outcry/core';
import { sql } from 'kysely';
import type { LiveState } from '../live-state.ts';
import type { RowSource } from '../reader-messages.ts';
import { tables } from '../tables.ts';

/** Rows by their ids: what runs as it stands, else what `record` (JSON) in the table says; ids of nothing are left out. */
export async function rowsById<Row, Kept>(
  table: 'deals' | 'trades',
  running: (state: CoreState, id: number) => Row | undefined,
  ended: (record: Kept) => Row,
  live: LiveState,
  source: RowSource,
  ids: readonly number[],
): Promise<Map<number, Row>> {
  const found = new Map<number, Row>();
  if (ids.length === 0) return found;
  for (const [id, row] of await live.read((state) => ids.map((id) => [id, running(state, id)] as const))) {
    if (row !== undefined) found.set(id, row);
  }
  const rest = ids.filter((id) => !found.has(id));
  if (rest.length === 0) return found;
  const query = sql`select id, record from ${sql.table(table)} where id in (${sql.join(rest)})`;
  for (const { id, record } of await source.query<{ id: number; record: string }>(query.compile(tables))) {
    found.set(id, ended(JSON.parse(record) as Kept));
  }
  return found;
}
