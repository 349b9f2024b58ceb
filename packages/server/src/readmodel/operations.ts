import type { Money } from '@outcry/core';
import { type RawBuilder, sql } from 'kysely';
import { type FillRow, fillsOfOrders } from './fills.ts';
import type { LedgerKind } from './ledger.ts';
import type { LiveState } from './live-state.ts';
import type { OrderRow } from './order-row.ts';
import { ordersOf } from './orders.ts';
import { checkInteger, MAX_PAGE } from './page.ts';
import { badQuery } from './read-model-error.ts';
import type { RowSource } from './reader-messages.ts';
import { tables } from './tables.ts';

/** Changes of balances that no order caused. */
export type EntryKind = Exclude<LedgerKind, 'trade' | 'units' | 'fee'>;

export const ENTRY_KINDS: readonly EntryKind[] = [
  'deposit',
  'withdrawal',
  'transfer',
  'closing',
  'venue',
  'settlement',
];

/** A change of a balance that no order caused. `amount` is signed, in minor units of `asset`. */
export interface AccountEntry {
  readonly asset: number;
  readonly amount: Money;
  readonly kind: EntryKind;
  /** Of a settlement. */
  readonly instrument: number | null;
  /** Of a transfer. */
  readonly transfer: number | null;
}

/** Where an operation stands in its account's list, newest first; it never changes. */
export type OperationPosition = readonly [at: number, seq: number, rank: number, id: number];

/**
 * What has happened to an account.
 * - `entry`: its balance changed without an order
 * - `traded`: an order was filled for the first time; it stands there with all its fills
 * - `unfilled`: an order that had gone to its venue ended without a fill
 */
export type OperationRow =
  | { readonly kind: 'entry'; readonly position: OperationPosition; readonly entry: AccountEntry }
  | {
      readonly kind: 'traded';
      readonly position: OperationPosition;
      readonly order: OrderRow;
      /** Oldest first, at least one. */
      readonly fills: readonly FillRow[];
    }
  | { readonly kind: 'unfilled'; readonly position: OperationPosition; readonly order: OrderRow };

export interface OperationFilter {
  readonly account: number;
  /** From this moment on, and before that one (ms UTC, market time). */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly instrument?: number | undefined;
  readonly entries: readonly EntryKind[];
  /** Sides of orders that traded. */
  readonly traded: readonly (0 | 1)[];
  readonly unfilled: boolean;
}

export interface OperationRequest {
  /** 1 to 500. */
  readonly limit: number;
  /** The page begins with the operation at this position, or the next older one. */
  readonly through?: OperationPosition | undefined;
}

/** What a look at one table gives; the rank tells which table it was. */
interface Found {
  readonly at: number;
  readonly seq: number;
  readonly rank: 0 | 1 | 2;
  readonly id: number;
  /** Of `traded` and `unfilled`. */
  readonly order_id: number | null;
  readonly asset: number | null;
  readonly amount: string | null;
  readonly kind: string | null;
  readonly instrument: number | null;
  readonly transfer_id: number | null;
}

const [ENTRY, TRADED, UNFILLED] = [0, 1, 2] as const;

/**
 * Operations of one account, newest first. New ones come before all others, so a position stays where it is. Rejects with
 * ReadModelError.
 */
export async function listOperations(
  live: LiveState,
  source: RowSource,
  filter: OperationFilter,
  { limit, through }: OperationRequest,
): Promise<OperationRow[]> {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) throw badQuery('limit', `1 to ${MAX_PAGE}`);
  for (const field of ['account', 'from', 'to', 'instrument'] as const) checkInteger(field, filter[field]);
  const parts = [entries(filter, through), traded(filter, through), unfilled(filter, through)].filter(
    (part) => part !== null,
  );
  if (parts.length === 0) return [];
  const newest = sql`order by at desc, seq desc, rank desc, id desc limit ${limit}`;
  const union = sql.join(
    parts.map((part) => sql`select * from (${part} ${newest})`),
    sql` union all `,
  );
  const found = await source.query<Found>(sql`${union} ${newest}`.compile(tables));
  return rowsOf(live, source, filter.account, found);
}

async function rowsOf(
  live: LiveState,
  source: RowSource,
  account: number,
  found: readonly Found[],
): Promise<OperationRow[]> {
  const orders = await ordersOf(
    live,
    source,
    found.map(({ order_id }) => order_id).filter((id) => id !== null),
  );
  const filled = found.filter(({ rank }) => rank === TRADED).map(({ order_id }) => order_id as number);
  const fills = await fillsOfOrders(source, account, filled);
  return found.map((row) => {
    const position = [row.at, row.seq, row.rank, row.id] as const;
    if (row.rank === ENTRY) return { kind: 'entry', position, entry: entryOf(row) };
    const order = orders.get(row.order_id as number);
    if (order === undefined) throw new Error(`no order ${row.order_id}`);
    if (row.rank === UNFILLED) return { kind: 'unfilled', position, order };
    return { kind: 'traded', position, order, fills: fills.get(order.id) ?? [] };
  });
}

function entryOf({ asset, amount, kind, instrument, transfer_id }: Found): AccountEntry {
  return {
    asset: asset as number,
    amount: BigInt(amount as string) as Money,
    kind: kind as EntryKind,
    instrument,
    transfer: transfer_id,
  };
}

type Part = RawBuilder<unknown> | null;
type Through = OperationPosition | undefined;

function entries(filter: OperationFilter, through: Through): Part {
  if (filter.entries.length === 0) return null;
  return sql`select at, seq, ${sql.lit(ENTRY)} as rank, entry as id, null as order_id, asset, amount, kind, instrument,
      transfer_id from ledger
    where account = ${filter.account} and kind in (${sql.join(filter.entries)})
      and ${within(filter, through, sql`at`, sql`(at, seq, ${sql.lit(ENTRY)}, entry)`)}`;
}

/** The first fill of each order. */
function traded(filter: OperationFilter, through: Through): Part {
  if (filter.traded.length === 0) return null;
  return sql`select at, seq, ${sql.lit(TRADED)} as rank, id, order_id, null as asset, null as amount, null as kind,
      instrument, null as transfer_id from fills
    where account = ${filter.account} and side in (${sql.join(filter.traded)})
      and ${within(filter, through, sql`at`, sql`(at, seq, ${sql.lit(TRADED)}, id)`)}
      and not exists (select 1 from fills as earlier where earlier.order_id = fills.order_id
        and earlier.account = fills.account and (earlier.at, earlier.id) < (fills.at, fills.id))`;
}

function unfilled(filter: OperationFilter, through: Through): Part {
  if (!filter.unfilled) return null;
  return sql`select ended_at as at, seq, ${sql.lit(UNFILLED)} as rank, id, id as order_id, null as asset,
      null as amount, null as kind, instrument, null as transfer_id from finished_orders
    where account = ${filter.account} and filled = 0 and trigger_by is null
      and ${within(filter, through, sql`ended_at`, sql`(ended_at, seq, ${sql.lit(UNFILLED)}, id)`)}`;
}

function within(
  { from, to, instrument }: OperationFilter,
  through: Through,
  at: RawBuilder<unknown>,
  position: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const conditions = [sql`true`];
  if (through !== undefined) conditions.push(sql`${at} <= ${through[0]} and ${position} <= (${sql.join(through)})`);
  if (from !== undefined) conditions.push(sql`${at} >= ${from}`);
  if (to !== undefined) conditions.push(sql`${at} < ${to}`);
  if (instrument !== undefined) conditions.push(sql`instrument = ${instrument}`);
  return sql.join(conditions, sql` and `);
}
