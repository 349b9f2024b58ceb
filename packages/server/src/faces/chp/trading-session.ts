import { averagePrice, decimals, formatDecimal, type Instrument, instrumentById, type Money } from '@outcry/core';
import {
  type FillRow,
  type LedgerRow,
  listFills,
  listLedger,
  listOrders,
  MAX_PAGE,
  type OrderRow,
  type Page,
  type PageRequest,
} from '../../readmodel/index.ts';
import { type ChpParts, listed } from './parts.ts';
import { sessionStart } from './wire/time.ts';

/** Most rows of one list of a trading session: the newest count. */
export const MAX_SESSION_ROWS = 10_000;

/** Days a good-till-cancelled order may be older than the session in which it ends. */
const OLDEST_ORDER_MS = 31 * 86_400_000;

type SessionParts = Pick<ChpParts, 'engine' | 'readModel'>;

/** Orders of the trading session, oldest first: all that are open and those that ended in it. */
export async function sessionOrders(parts: SessionParts, account: number): Promise<OrderRow[]> {
  const start = sessionStart(parts.engine.now);
  const filter = { accounts: [account], from: Math.max(0, start - OLDEST_ORDER_MS), endedFrom: start };
  return allRows((request) => listOrders(parts.engine, parts.readModel, filter, request));
}

/** Own trades of the trading session, oldest first. */
export async function sessionFills(parts: SessionParts, account: number): Promise<FillRow[]> {
  const filter = { accounts: [account], from: sessionStart(parts.engine.now) };
  return allRows((request) => listFills(parts.readModel, filter, request));
}

/** Results that futures were settled with in the trading session, in minor units of each asset. */
export async function sessionSettlements(parts: SessionParts, account: number): Promise<LedgerRow[]> {
  const filter = { accounts: [account], from: sessionStart(parts.engine.now), kinds: ['settlement' as const] };
  return allRows((request) => listLedger(parts.readModel, filter, request));
}

/** Page by page, newest first as lists are, turned round. */
async function allRows<T>(list: (request: PageRequest) => Promise<Page<T>>): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await list({ limit: MAX_PAGE, cursor });
    rows.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && rows.length < MAX_SESSION_ROWS);
  return rows.slice(0, MAX_SESSION_ROWS).reverse();
}

/** Signed quantities of net positions by instrument. */
export interface OpenPositions {
  readonly net: ReadonlyMap<number, { readonly quantity: number }>;
}

/** A part of a position that was closed in the trading session. */
export interface ClosedPart {
  readonly instrument: Instrument;
  /** Signed quantity steps: what was closed of a long position is positive. */
  readonly quantity: number;
  /** Prices as decimal text. */
  readonly buyPrice: string;
  readonly sellPrice: string;
  readonly at: number;
  /** The last order that opened it in this session; 0: it was opened before. */
  readonly openedBy: number;
  readonly closedBy: number;
}

/** What closed what: the opening price is the position's average, as its booked result tells it. */
export function closedParts(parts: SessionParts, account: OpenPositions, fills: readonly FillRow[]): ClosedPart[] {
  const state = listed(parts);
  const closed: ClosedPart[] = [];
  for (const [id, own] of groupByInstrument(fills)) {
    const instrument = instrumentById(state, id);
    if (instrument === undefined) continue;
    let position = account.net.get(id)?.quantity ?? 0;
    for (const fill of own) position -= signed(fill);
    let openedBy = 0;
    for (const fill of own) {
      const before = position;
      position += signed(fill);
      const part = Math.min(Math.abs(before), fill.quantity);
      if (before === 0 || Math.sign(before) === Math.sign(signed(fill))) {
        openedBy = fill.order;
        continue;
      }
      closed.push(closedPart(instrument, fill, before > 0 ? part : -part, openedBy));
      if (Math.sign(position) !== Math.sign(before)) openedBy = position === 0 ? 0 : fill.order;
    }
  }
  return closed.sort((a, b) => a.at - b.at);
}

function signed({ side, quantity }: FillRow): number {
  return side === 0 ? quantity : -quantity;
}

function groupByInstrument(fills: readonly FillRow[]): Map<number, FillRow[]> {
  const groups = new Map<number, FillRow[]>();
  for (const fill of fills) {
    if (fill.leg !== 0) continue;
    const group = groups.get(fill.instrument) ?? [];
    group.push(fill);
    groups.set(fill.instrument, group);
  }
  return groups;
}

function closedPart(instrument: Instrument, fill: FillRow, quantity: number, openedBy: number): ClosedPart {
  const size = Math.abs(quantity);
  const closing = instrument.stepValue * BigInt(fill.price) * BigInt(size);
  const opening = (quantity > 0 ? closing - fill.result : closing + fill.result) as Money;
  // the result of a currency pair is in the account's currency and tells no price
  const openPrice = fill.cashAsset === instrument.quote ? averageText(instrument, opening, size) : '0';
  const closePrice = averageText(instrument, closing as Money, size);
  const [buyPrice, sellPrice] = quantity > 0 ? [openPrice, closePrice] : [closePrice, openPrice];
  return { instrument, quantity, buyPrice, sellPrice, at: fill.at, openedBy, closedBy: fill.order };
}

/** Decimals of an average price beyond those of the price step. */
const AVERAGE_DECIMALS = 6;

/** The price at which a quantity has this value, half to even. */
export function averageText(instrument: Instrument, value: Money, quantity: number): string {
  const average = averagePrice(instrument, value, quantity as never);
  return formatDecimal(decimals.rescale(average, instrument.priceStep.scale + AVERAGE_DECIMALS, 'halfEven'));
}
