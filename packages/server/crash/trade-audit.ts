import type { SmartTrade } from '../src/faces/native/api.ts';
import type { TestClient } from '../src/faces/native/test-client.ts';
import { all, auditLegs } from './leg-audit.ts';

/** Roles whose fills bring coins into a long trade. */
const ENTRIES: ReadonlySet<string> = new Set(['entry', 'added']);

/** Compares the long smart trades of an account with their own timelines and orders. Returns what is wrong, in words. */
export async function auditTrades(client: TestClient, account: number): Promise<string[]> {
  const wrong: string[] = [];
  for (const trade of await all<SmartTrade>(client, `/smart-trades?account=${account}`)) {
    const { id, active, status, entered, exited, figures, steps } = trade;
    const told = { name: `trade ${id}`, path: `/smart-trades/${id}`, active, status, bought: entered, sold: exited };
    const open = figures?.orders.map(({ order }) => order) ?? [];
    wrong.push(...(await auditLegs(client, { ...told, open, entries: ENTRIES })));
    const left = steps.filter((step) => ['idle', 'trailing', 'ordered', 'failed'].includes(step.status));
    if (!active && left.length > 0) wrong.push(`trade ${id} is ${status}, its step ${left[0]?.position} is not over`);
  }
  return wrong;
}
