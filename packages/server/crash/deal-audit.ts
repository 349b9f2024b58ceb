import { decimals } from '@outcry/core';
import type { Bot, BotStats, Deal } from '../src/faces/native/api.ts';
import type { TestClient } from '../src/faces/native/test-client.ts';
import { all, auditLegs, numberOf } from './leg-audit.ts';

const { add, formatDecimal, ZERO } = decimals;

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
  const profit = formatDecimal(sold.reduce((sum, each) => add(sum, numberOf(each.profit ?? '0')), ZERO));
  if ((stats.overall.profits[0]?.profit ?? '0') !== profit) wrong.push(`the deals brought ${profit}, not the sum told`);
  return wrong;
}

function auditDeal(client: TestClient, deal: Deal): Promise<string[]> {
  const { id, active, status, bought, sold, figures } = deal;
  const told = { name: `deal ${id}`, path: `/deals/${id}`, active, status, bought, sold };
  return auditLegs(client, { ...told, open: figures?.orders ?? [], entries: ENTRIES });
}
