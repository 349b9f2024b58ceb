import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DATABASE_FILE } from '../../packages/server/src/journal/sqlite-file.ts';
import { inFolder } from '../in-folder.ts';
import type { Print } from '../row.ts';
import { START } from '../runtime/trading.ts';
import { allCases, type Case, type Searched } from './cases.ts';
import { type RunningCompany, runCompany } from './company.ts';
import { writeHistory } from './history.ts';

export const title =
  'searches of copy trading on a million deals over a socket: page and exact total, every condition and order';

const CLIENTS = Number(process.env.BENCH_RAMM_CLIENTS ?? 2_000);
const STRATEGIES = 100;
const DEALS = Number(process.env.BENCH_RAMM_DEALS ?? 1_000_000);
const SIZES = { deals: DEALS, transfers: 100_000, signals: 50_000, requests: 50_000, fills: 100_000, closed: 0 };
/** What a search may take to be told of as slow, ms. */
const SLOW = 10;

export async function run(print: Print): Promise<void> {
  await inFolder(async (folder) => {
    const company = await runCompany(folder, CLIENTS, STRATEGIES);
    try {
      writeHistory(folder, company.company, company.holders, SIZES, START);
      print(`  ${CLIENTS} clients, ${STRATEGIES} strategies, ${DEALS} deals`);
      print('  first search of each kind after a start reads its columns:');
      await first(print, company, 'Type', { Type: 1 }, 'ID');
      await first(print, company, 'by TotalProfit', {}, 'TotalProfit');
      for (const searched of allCases(company.investor, START)) await measure(print, company, searched);
      plain(print, folder, company.company);
    } finally {
      await company.close();
    }
  });
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

/** Every case twice, the second time counts; then what was slow once more, so that nobody else's work is told of. */
async function measure(print: Print, company: RunningCompany, { family, method, cases }: Searched): Promise<void> {
  const times: { name: string; ms: number; total: number }[] = [];
  const once = async ({ name, body }: Case) => {
    const begun = performance.now();
    const answer = await company.call(family, method, body);
    return { name, ms: performance.now() - begun, total: answer.Pagination.TotalRecords };
  };
  for (const each of cases) {
    await once(each);
    let best = await once(each);
    for (let more = 0; more < 3 && best.ms > SLOW; more++) {
      const again = await once(each);
      if (again.ms < best.ms) best = again;
    }
    times.push(best);
  }
  times.sort((a, b) => a.ms - b.ms);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] as (typeof times)[0];
  const worst = at(1);
  print(
    `  ${`${family} ${method}`.padEnd(38)} ${`${times.length}`.padStart(4)} searches: median ${at(0.5).ms.toFixed(1)} ms, 99 of 100 within ${at(0.99).ms.toFixed(1)} ms, slowest ${worst.ms.toFixed(1)} ms (${worst.name}; ${worst.total} found)`,
  );
  const slow = times.filter(({ ms }) => ms > SLOW);
  if (slow.length > 0)
    print(
      `    over ${SLOW} ms: ${slow.length}, e.g. ${slow
        .slice(-5)
        .map(({ name }) => name)
        .join('; ')}`,
    );
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
