import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DATABASE_FILE } from '../../packages/server/src/journal/sqlite-file.ts';
import { inFolder } from '../in-folder.ts';
import type { Print } from '../row.ts';
import { START } from '../runtime/trading.ts';
import { allCases, type Case, type Searched } from './cases.ts';
import { type RunningCompany, runCompany } from './company.ts';
import { deepPages } from './deep-pages.ts';
import { writeHistory } from './history.ts';
import { keptColumns } from './kept-columns.ts';
import { manyAccounts } from './many-accounts.ts';

export const title =
  'searches of copy trading on a million deals over a socket: page and exact total, every condition and order';

const CLIENTS = Number(process.env.BENCH_RAMM_CLIENTS ?? 2_000);
const STRATEGIES = 100;
const DEALS = Number(process.env.BENCH_RAMM_DEALS ?? 1_000_000);
const SIZES = { deals: DEALS, transfers: 100_000, signals: 50_000, requests: 50_000, fills: 100_000, closed: 0 };
/** Processor time of a search to be told of as slow, ms. */
const SLOW = 10;

export async function run(print: Print): Promise<void> {
  await inFolder(async (folder) => {
    const company = await runCompany(folder, CLIENTS, STRATEGIES);
    try {
      writeHistory(folder, company.company, company.holders, SIZES, START);
      print(`  ${CLIENTS} clients, ${STRATEGIES} strategies, ${DEALS} deals`);
      keptColumns(print, folder, company.company);
      print('  first search that wants columns which have not been read yet:');
      await first(print, company, 'Type', { Type: 1 }, 'ID');
      await first(print, company, 'by TotalProfit', {}, 'TotalProfit');
      for (const searched of allCases(company.investor, START)) await measure(print, company, searched);
      await deepPages(print, company);
      plain(print, folder, company.company);
    } finally {
      await company.close();
    }
  });
  await manyAccounts(print);
}

async function first(
  print: Print,
  company: RunningCompany,
  name: string,
  Filter: object,
  Field: string,
): Promise<void> {
  const begun = performance.now();
  await company.call('manager', 'deals.search', { Filter, OrderBy: { Field } });
  print(`  ${name}: ${(performance.now() - begun).toFixed(0)} ms`);
}

interface Taken {
  readonly name: string;
  readonly ms: number;
  /** Processor time of caller, face and reader thread together. */
  readonly cpu: number;
  readonly total: number;
}

/** Every case once, after the first has warmed all up; what was slow is repeated, so that nobody else's work is told of. */
async function measure(print: Print, company: RunningCompany, { family, method, cases }: Searched): Promise<void> {
  const once = async ({ name, body }: Case): Promise<Taken> => {
    const [begun, used] = [performance.now(), process.cpuUsage()];
    const answer = await company.call(family, method, body);
    const { user, system } = process.cpuUsage(used);
    const ms = performance.now() - begun;
    return { name, ms, cpu: (user + system) / 1_000, total: answer.Pagination.TotalRecords };
  };
  const times: Taken[] = [];
  for (const each of cases.slice(0, 20)) await once(each);
  for (const each of cases) {
    let best = await once(each);
    for (let more = 0; more < 3 && best.cpu > SLOW; more++) {
      const again = await once(each);
      if (again.cpu < best.cpu) best = again;
    }
    times.push(best);
  }
  const middle = (read: (taken: Taken) => number): string =>
    ([...times.map(read)].sort((a, b) => a - b)[times.length >> 1] as number).toFixed(1);
  times.sort((a, b) => a.cpu - b.cpu);
  const late = times[Math.floor(times.length * 0.99)] as Taken;
  const worst = times.at(-1) as Taken;
  print(
    `  ${`${family} ${method}`.padEnd(38)} ${`${times.length}`.padStart(4)} searches: median ${middle(({ ms }) => ms)} ms, processor ${middle(({ cpu }) => cpu)} ms, 99 of 100 within ${late.cpu.toFixed(1)} ms, most ${worst.cpu.toFixed(1)} ms (${worst.name}; ${worst.total} found)`,
  );
  const slow = times.filter(({ cpu }) => cpu > SLOW);
  if (slow.length > 0) {
    const orders = [...new Set(slow.map(({ name }) => name.replace(/ (?:Asc|Desc)$/, '').replace(/^.*by /, '')))];
    print(`    over ${SLOW} ms of processor time: ${slow.length}, by ${orders.slice(0, 12).join(', ')}`);
  }
}

/** The same of SQLite alone, on the same rows and indices. */
function plain(print: Print, folder: string, company: number): void {
  const database = new Database(join(folder, DATABASE_FILE), { readonly: true });
  for (const [what, where, order] of [
    ['newest', '1', 'id desc'],
    ['type', 'type = 1', 'id'],
    ['test, by profit', 'test = 0', 'total, id'],
    ['symbol and type, by turnover', "symbol = 'EURUSD' and type = 1", 'turnover desc, id desc'],
  ]) {
    const rows = database.prepare(
      `select * from copy_deals where company = ? and ${where} order by ${order} limit 100`,
    );
    const total = database.prepare(`select count(*) from copy_deals where company = ? and ${where}`);
    let best = Infinity;
    for (let round = 0; round < 3; round++) {
      const begun = performance.now();
      rows.all(company);
      total.get(company);
      best = Math.min(best, performance.now() - begun);
    }
    print(`  SQLite alone, ${what}: ${best.toFixed(1)} ms`);
  }
  database.close();
}
