import { decimals, parseDecimal } from '@outcry/core';
import type { Bot, BotStats, Deal, DealEvent, DealOrder, Page } from '../src/faces/native/api.ts';
import type { TestClient } from '../src/faces/native/test-client.ts';

const { add, subtract, formatDecimal, ZERO } = decimals;
const number = (text: string) => parseDecimal(text) ?? ZERO;

/** Roles whose fills bring coins into a long deal. */
const ENTRIES: ReadonlySet<string> = new Set(['base', 'safety', 'added']);

/** Compares the deals of an account with their own timelines and orders, and with the sums. Returns what is wrong, in words. */
export async function auditDeals(client: TestClient, account: number): Promise<string[]> {
  const wrong: string[] = [];
  const deals = await all<Deal>(client, `/deals?account=${account}`);
  const bots = await all<Bot>(client, `/bots?account=${account}`);
  const active = new Set(deals.filter((deal) => deal.active).map(({ id }) => id));
  for (const { id, activeDeals } of bots) {
    for (const deal of activeDeals) if (!active.delete(deal)) wrong.push(`bot ${id} has deal ${deal}, no list has`);
  }
  for (const id of active) wrong.push(`deal ${id} runs without a bot`);
  for (const deal of deals) wrong.push(...(await auditDeal(client, deal)));
  const stats: BotStats = (await client.get(`/bots/stats?account=${account}`)).body;
  const sold = deals.filter(({ status }) => ['completed', 'panicSold', 'stopLossFinished'].includes(status));
  const profit = formatDecimal(sold.reduce((sum, each) => add(sum, number(each.profit ?? '0')), ZERO));
  if ((stats.overall.profits[0]?.profit ?? '0') !== profit) wrong.push(`the deals brought ${profit}, not the sum told`);
  return wrong;
}

async function auditDeal(client: TestClient, deal: Deal): Promise<string[]> {
  const wrong: string[] = [];
  const events = await all<DealEvent>(client, `/deals/${deal.id}/timeline`);
  const orders = await all<DealOrder>(client, `/deals/${deal.id}/orders`);
  const sums = { bought: ZERO, paid: ZERO, sold: ZERO, gained: ZERO };
  for (const event of events) {
    if (event.kind !== 'filled') continue;
    if (ENTRIES.has(event.role)) {
      sums.bought = add(sums.bought, number(event.quantity));
      sums.paid = add(sums.paid, add(number(event.value), number(event.fee)));
    } else {
      sums.sold = add(sums.sold, number(event.quantity));
      sums.gained = add(sums.gained, subtract(number(event.value), number(event.fee)));
    }
  }
  const expect = (what: string, found: string, sum: decimals.Decimal): void => {
    if (found !== formatDecimal(sum))
      wrong.push(`deal ${deal.id}: ${what} ${found}, its fills say ${formatDecimal(sum)}`);
  };
  expect('bought', deal.bought.amount, sums.bought);
  expect('paid', deal.bought.volume, sums.paid);
  expect('sold', deal.sold.amount, sums.sold);
  expect('gained', deal.sold.volume, sums.gained);
  const open = orders.filter(({ order }) => order.endedAt === null).map(({ order }) => order.id);
  const known = [...(deal.figures?.orders ?? [])].reverse();
  if (JSON.stringify(open) !== JSON.stringify(known))
    wrong.push(`deal ${deal.id}: open orders ${open}, it knows ${known}`);
  const placed = events.filter(({ kind }) => kind === 'placed').length;
  if (placed !== orders.length) wrong.push(`deal ${deal.id}: ${orders.length} orders, ${placed} were placed`);
  const ends = events.filter(({ kind }) => kind === 'closed').length;
  if (ends !== (deal.active ? 0 : 1)) wrong.push(`deal ${deal.id} is ${deal.status} and has ended ${ends} times`);
  return wrong;
}

async function all<T>(client: TestClient, path: string): Promise<T[]> {
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
