import { decimals, parseDecimal } from '@outcry/core';
import type {
  DealEvent,
  DealOrder,
  GridBotEvent,
  GridBotOrder,
  Page,
  SmartTradeEvent,
  SmartTradeOrder,
} from '../src/faces/native/api.ts';
import type { TestClient } from '../src/faces/native/test-client.ts';

const { add, subtract, formatDecimal, ZERO } = decimals;

interface AmountTold {
  readonly amount: string;
  readonly volume: string;
}

/** A long deal or trade, or a grid bot, as the API tells it. */
export interface LegOwner {
  /** As in `deal 16`. */
  readonly name: string;
  /** Where its timeline and orders are. */
  readonly path: string;
  readonly active: boolean;
  readonly status: string;
  readonly bought: AmountTold;
  readonly sold: AmountTold;
  /** Its open orders, oldest first; null: it does not tell all of them now. */
  readonly open: readonly number[] | null;
  /** Roles whose fills bring coins in. */
  readonly entries: ReadonlySet<string>;
}

/** Compares a deal, trade or grid bot with its own timeline and orders. Returns what is wrong, in words. */
export async function auditLegs(client: TestClient, owner: LegOwner): Promise<string[]> {
  const { name, path, entries } = owner;
  const wrong: string[] = [];
  const events = await all<DealEvent | SmartTradeEvent | GridBotEvent>(client, `${path}/timeline`);
  const orders = await all<DealOrder | SmartTradeOrder | GridBotOrder>(client, `${path}/orders`);
  const sums = { bought: ZERO, paid: ZERO, sold: ZERO, gained: ZERO };
  for (const event of events) {
    if (event.kind !== 'filled') continue;
    if (entries.has(event.role)) {
      sums.bought = add(sums.bought, numberOf(event.quantity));
      sums.paid = add(sums.paid, add(numberOf(event.value), numberOf(event.fee)));
    } else {
      sums.sold = add(sums.sold, numberOf(event.quantity));
      sums.gained = add(sums.gained, subtract(numberOf(event.value), numberOf(event.fee)));
    }
  }
  const expect = (what: string, found: string, sum: decimals.Decimal): void => {
    if (found !== formatDecimal(sum)) wrong.push(`${name}: ${what} ${found}, its fills say ${formatDecimal(sum)}`);
  };
  expect('bought', owner.bought.amount, sums.bought);
  expect('paid', owner.bought.volume, sums.paid);
  expect('sold', owner.sold.amount, sums.sold);
  expect('gained', owner.sold.volume, sums.gained);
  const open = orders.filter(({ order }) => order.endedAt === null).map(({ order }) => order.id);
  const known = owner.open === null ? open : [...owner.open].reverse();
  if (JSON.stringify(open) !== JSON.stringify(known)) wrong.push(`${name}: open orders ${open}, it knows ${known}`);
  const placed = events.filter(({ kind }) => kind === 'placed').length;
  if (placed !== orders.length) wrong.push(`${name}: ${orders.length} orders, ${placed} were placed`);
  const ends = events.filter(({ kind }) => kind === 'closed').length;
  if (ends !== (owner.active ? 0 : 1)) wrong.push(`${name} is ${owner.status} and has ended ${ends} times`);
  return wrong;
}

export function numberOf(text: string): decimals.Decimal {
  return parseDecimal(text) ?? ZERO;
}

/** A whole list, page by page. */
export async function all<T>(client: TestClient, path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await client.get(`${path}${path.includes('?') ? '&' : '?'}limit=500${more}`);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    const page = body as Page<T>;
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}
