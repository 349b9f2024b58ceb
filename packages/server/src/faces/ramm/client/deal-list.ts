import { type CopyRow, dealIntervals, heldBefore, searchTable } from '../../../readmodel/index.ts';
import type { RammParts } from '../parts.ts';
import type { SeenDeal } from './deal-columns.ts';
import { IN_OUT } from './trade-book.ts';
import { tradeBook } from './trade-books.ts';

type Row = CopyRow<'copy_deals'>;

/** Deals of an account with their places; `running`: the trading interval that runs, or the last of a closed account. */
export async function placed(
  parts: RammParts,
  rows: readonly Row[],
  account: number,
  running: number,
): Promise<SeenDeal[]> {
  const ids = rows.map(({ id }) => id);
  const [intervals, before] = await Promise.all([
    dealIntervals(parts.readModel, ids),
    turnedFrom(parts, rows, account),
  ]);
  const known = new Map(intervals.map(({ id, interval }) => [id, interval]));
  return rows.map((deal) => ({
    deal,
    interval: known.get(deal.id) ?? running,
    before: before.get(deal.id) ?? 0,
  }));
}

/** What positions held before they were turned round, by the deals that did. */
async function turnedFrom(
  parts: RammParts,
  rows: readonly Row[],
  account: number,
): Promise<ReadonlyMap<number, number>> {
  const turning = rows.filter(({ entry }) => entry === IN_OUT).map(({ id }) => id);
  if (turning.length === 0) return new Map();
  const { turned } = await tradeBook(parts, account);
  const missing = turning.filter((id) => !turned.has(id));
  if (missing.length === 0) return turned;
  const more = await heldBefore(parts.readModel, missing);
  return new Map([...turned, ...more.map(({ id, before }) => [id, before] as const)]);
}

/** The newest deals of an account. */
export async function newestDeals(
  parts: RammParts,
  { id: account, interval, company }: { readonly id: number; readonly interval: number; readonly company: number },
  most: number,
) {
  const { rows } = await searchTable<Row>(parts.readModel, {
    table: 'copy_deals',
    company,
    conditions: [{ column: 'account', is: 'equal', value: account }],
    order: 'id',
    ascending: false,
    limit: most,
    offset: 0,
    count: { name: 'deals.account', owner: account },
  });
  return placed(parts, rows, account, interval);
}
