import { stepProduct } from '@outcry/core';
import { sql } from 'kysely';
import type { RowSource } from './reader-messages.ts';
import { tables } from './tables.ts';

/** A quantity that was traded: `total` is Σ price × quantity, both in steps of the instrument. */
export interface TradedSum {
  readonly quantity: bigint;
  readonly total: bigint;
}

/** What an account holds of an instrument: signed quantity steps of its net position. */
export interface NetHolding {
  readonly instrument: number;
  readonly quantity: number;
}

/** Instruments asked for by one SQL statement, and fills read of each at a time. */
const HOLDINGS_PER_QUERY = 50;
const FILLS_PER_LOOK = 200;

interface OpeningFill {
  readonly instrument: number;
  readonly at: number;
  readonly id: number;
  readonly price: number;
  readonly quantity: number;
}

interface Search {
  readonly instrument: number;
  readonly side: 0 | 1;
  /** Steps that have not been found yet. */
  left: number;
  quantity: bigint;
  total: bigint;
  before: readonly [at: number, id: number] | null;
}

/**
 * The purchases that long positions still stand on, and the sales of short ones, when what came first is closed first: they
 * are the newest ones, as many as the position has steps. Told as of the turn `seq`; reads no more fills than it adds up.
 * Rejects with ReadModelError.
 */
export async function openingTrades(
  source: RowSource,
  account: number,
  holdings: readonly NetHolding[],
  seq: number,
): Promise<Map<number, TradedSum>> {
  const searches = holdings
    .filter(({ quantity }) => quantity !== 0)
    .map(({ instrument, quantity }): Search => {
      const side = quantity > 0 ? 0 : 1;
      return { instrument, side, left: Math.abs(quantity), quantity: 0n, total: 0n, before: null };
    });
  let open = searches;
  while (open.length > 0) {
    const going: Search[] = [];
    for (let i = 0; i < open.length; i += HOLDINGS_PER_QUERY) {
      going.push(...(await lookFurther(source, account, open.slice(i, i + HOLDINGS_PER_QUERY), seq)));
    }
    open = going;
  }
  return new Map(searches.map(({ instrument, quantity, total }) => [instrument, { quantity, total }]));
}

/** Adds up the next fills of each; those that need more are given back. */
async function lookFurther(
  source: RowSource,
  account: number,
  searches: readonly Search[],
  seq: number,
): Promise<Search[]> {
  const parts = searches.map(({ instrument, side, before }) => {
    const older = before === null ? sql`true` : sql`at <= ${before[0]} and (at, id) < (${sql.join(before)})`;
    return sql`select * from (select instrument, at, id, price, quantity from fills
      where account = ${account} and instrument = ${instrument} and side = ${side} and leg = 0 and seq <= ${seq}
        and ${older} order by at desc, id desc limit ${FILLS_PER_LOOK})`;
  });
  const fills = await source.query<OpeningFill>(sql`${sql.join(parts, sql` union all `)}`.compile(tables));
  fills.sort((a, b) => b.at - a.at || b.id - a.id);
  return searches.filter((search) => {
    const found = fills.filter(({ instrument }) => instrument === search.instrument);
    for (const fill of found) {
      const part = Math.min(fill.quantity, search.left);
      search.left -= part;
      search.quantity += BigInt(part);
      search.total += stepProduct(fill.price, part);
      search.before = [fill.at, fill.id];
    }
    return search.left > 0 && found.length === FILLS_PER_LOOK;
  });
}

/** What an account has bought and sold of an instrument. */
export interface Turnover {
  readonly bought: TradedSum;
  readonly sold: TradedSum;
}

interface PriceSum {
  readonly instrument: number;
  readonly side: 0 | 1;
  readonly price: number;
  /** As text: it may be beyond what a double holds. */
  readonly quantity: string;
}

const NOTHING: TradedSum = { quantity: 0n, total: 0n };

/** Net trades of an account from a moment (ms UTC) on to the turn `seq`, by instrument. Rejects with ReadModelError. */
export async function turnoverSince(
  source: RowSource,
  account: number,
  from: number,
  seq: number,
): Promise<Map<number, Turnover>> {
  const sums = await source.query<PriceSum>(
    sql`select instrument, side, price, cast(sum(quantity) as text) as quantity from fills
      where account = ${account} and at >= ${from} and seq <= ${seq} and leg = 0
      group by instrument, side, price`.compile(tables),
  );
  const turnover = new Map<number, Turnover>();
  for (const { instrument, side, price, quantity } of sums) {
    const { bought, sold } = turnover.get(instrument) ?? { bought: NOTHING, sold: NOTHING };
    const steps = BigInt(quantity);
    const add = (sum: TradedSum): TradedSum => ({
      quantity: sum.quantity + steps,
      total: sum.total + BigInt(price) * steps,
    });
    turnover.set(instrument, side === 0 ? { bought: add(bought), sold } : { bought, sold: add(sold) });
  }
  return turnover;
}
