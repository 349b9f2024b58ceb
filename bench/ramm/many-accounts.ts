import { inFolder } from '../in-folder.ts';
import type { Print } from '../row.ts';
import { runCompany } from './company.ts';
import { processorTime } from './processor-time.ts';

const CLIENTS = Number(process.env.BENCH_RAMM_ACCOUNTS ?? 20_000);
const STRATEGIES = 100;
const TRIES = 7;

/** Searches of what stands in memory and is valued with the prices of the moment: right after a price, and once more. */
export async function manyAccounts(print: Print): Promise<void> {
  await inFolder(async (folder) => {
    const company = await runCompany(folder, CLIENTS, STRATEGIES);
    try {
      print(`  ${CLIENTS} open accounts, processor time right after a price and once more:`);
      let price = 110_000;
      for (const [method, Field] of [
        ['clients.search', 'Login'],
        ['clients.search', 'Status'],
        ['clients.search', 'ActiveAccountsTotalEquity'],
        ['clients.searchStatistic', 'AccountsEquity'],
        ['clients.searchStatistic', 'StrategiesFeeDue'],
        ['clients.searchStatistic', 'WalletTransfersTotalIn'],
        ['wallets.search', 'Invested'],
        ['accounts.search', 'ID'],
        ['accounts.search', 'Equity'],
        ['positions.search', 'TotalProfit'],
        ['strategies.search', 'Yield'],
      ] as const) {
        const search = () => company.call('manager', method, { OrderBy: { Field, Direction: 'Desc' } });
        for (let n = 0; n < TRIES; n++) await search();
        let fresh = Infinity;
        let again = Infinity;
        for (let n = 0; n < TRIES; n++) {
          price += 10;
          await company.quote(price);
          fresh = Math.min(fresh, await processorTime(1, search));
          again = Math.min(again, await processorTime(1, search));
        }
        print(`    ${`${method} by ${Field}`.padEnd(48)} ${fresh.toFixed(1)} ms, ${again.toFixed(1)} ms`);
      }
    } finally {
      await company.close();
    }
  });
}
