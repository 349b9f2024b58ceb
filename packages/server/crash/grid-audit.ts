import { decimals, formatDecimal } from '@outcry/core';
import type { GridBot, GridBotEvent, GridBotProfit, GridBotWithLines } from '../src/faces/native/api.ts';
import type { TestClient } from '../src/faces/native/test-client.ts';
import { GridCycles } from './grid-cycles.ts';
import { all, auditLegs, numberOf } from './leg-audit.ts';

const { add, subtract, ZERO } = decimals;

/** Roles whose fills bring coins in. */
const ENTRIES: ReadonlySet<string> = new Set(['buy', 'start', 'final']);

/** What was paid into the account, by asset. */
export type PaidIn = Readonly<Record<string, string>>;

/**
 * Compares the grid bots of an account with their own timelines and orders: cycles with fills, profits with cycles; and the
 * account, in which nobody else trades, with all of them together. Returns what is wrong, in words.
 */
export async function auditGrids(client: TestClient, account: number, paidIn: PaidIn): Promise<string[]> {
  const wrong: string[] = [];
  const bots = await all<GridBot>(client, `/grid-bots?account=${account}`);
  const sums = { quote: numberOf(paidIn.USDT ?? '0'), base: ZERO };
  for (const { id } of bots) {
    const bot: GridBotWithLines = (await client.get(`/grid-bots/${id}`)).body;
    const { taken, wrong: own } = await auditGrid(client, bot);
    wrong.push(...own);
    const { profit, profitUnits, held, released } = bot;
    const spent = subtract(add(numberOf(held.volume), numberOf(released.volume)), taken.money);
    const gained = subtract(add(numberOf(held.amount), numberOf(released.amount)), taken.units);
    sums.quote = subtract(add(sums.quote, numberOf(profit)), spent);
    sums.base = add(add(sums.base, numberOf(profitUnits)), gained);
  }
  const balances: { asset: string; total: string }[] = (await client.get(`/accounts/${account}`)).body.balances;
  const total = (asset: string): string => balances.find((balance) => balance.asset === asset)?.total ?? '0';
  if (total('USDT') !== formatDecimal(sums.quote))
    wrong.push(`USDT ${total('USDT')}, bots: ${formatDecimal(sums.quote)}`);
  if (total('BTC') !== formatDecimal(sums.base)) wrong.push(`BTC ${total('BTC')}, bots: ${formatDecimal(sums.base)}`);
  return wrong;
}

async function auditGrid(client: TestClient, bot: GridBotWithLines): Promise<Pick<GridCycles, 'taken' | 'wrong'>> {
  const { id, status, lines } = bot;
  const [name, path] = [`grid bot ${id}`, `/grid-bots/${id}`];
  const onLines = lines.flatMap(({ order }) => order ?? []).sort((a, b) => a - b);
  // of coins that are no line's the orders stand in no line
  const open = status === 'running' || status === 'disabled' ? onLines : null;
  // nothing but its deletion ends a timeline
  const told = { name, path, active: true, status, bought: bot.bought, sold: bot.sold };
  const wrong = await auditLegs(client, { ...told, open, entries: ENTRIES });
  const events = await all<GridBotEvent>(client, `${path}/timeline`);
  const cycles = new GridCycles(name);
  for (const event of events) cycles.take(event);
  wrong.push(...cycles.wrong);
  const profits = await all<GridBotProfit>(client, `${path}/profits`);
  const toldProfits = profits.reverse().map(({ line, profit }) => `${line}: ${profit}`);
  if (JSON.stringify(toldProfits) !== JSON.stringify(cycles.profits))
    wrong.push(`${name}: its profits are not its cycles'`);
  if (bot.cycles !== cycles.profits.length) wrong.push(`${name}: ${bot.cycles} cycles, ${cycles.profits.length} told`);
  if (bot.profit !== formatDecimal(cycles.sum))
    wrong.push(`${name}: profit ${bot.profit}, not ${formatDecimal(cycles.sum)}`);
  return { taken: cycles.taken, wrong };
}
