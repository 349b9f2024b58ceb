import { decimals } from '@outcry/core';
import { expect } from 'vitest';
import type { Page } from '../page.ts';
import type { CompiledSql, RowSource } from '../reader-messages.ts';
import type { RankedRequest } from './ranked.ts';

/** What a list is put in order by, as an exact number. */
export interface Placed {
  readonly id: number;
  readonly rank: decimals.Decimal;
}

/** Ids as a list should have them. */
export function idsInOrder(rows: readonly Placed[], direction: 'asc' | 'desc'): number[] {
  const sign = direction === 'asc' ? 1 : -1;
  return [...rows].sort((a, b) => sign * (decimals.compare(a.rank, b.rank) || a.id - b.id)).map(({ id }) => id);
}

/** One page that begins at `offset`, and all pages by cursors, have these ids in this order. */
export async function expectPages<O extends string>(
  list: (request: RankedRequest<O>) => Promise<Page<{ readonly record: { readonly id: number } }>>,
  request: RankedRequest<O> & { readonly offset: number },
  expected: readonly number[],
): Promise<void> {
  const { offset, ...others } = request;
  const page = await list(request);
  expect(page.rows.map(({ record }) => record.id)).toEqual(expected.slice(offset, offset + others.limit));
  const found: number[] = [];
  let cursor: string | undefined;
  do {
    const { rows, next } = await list({ ...others, cursor });
    found.push(...rows.map(({ record }) => record.id));
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  expect(found).toEqual(expected);
}

/** A source that gathers how SQLite would carry out what it is asked. */
export function explaining(source: RowSource): RowSource & { readonly plans: readonly string[] } {
  const plans: string[] = [];
  return {
    plans,
    async query<T>(compiled: CompiledSql): Promise<T[]> {
      const sql = `EXPLAIN QUERY PLAN ${compiled.sql}`;
      const steps = await source.query<{ detail: string }>({ ...compiled, sql });
      plans.push(...steps.map(({ detail }) => detail));
      return source.query<T>(compiled);
    },
  };
}
