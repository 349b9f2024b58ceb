import type { Print } from '../row.ts';
import type { RunningCompany } from './company.ts';
import { processorTime } from './processor-time.ts';

const TRIES = 10;
const PER_PAGE = 100;

/** What the first page costs, and one in the middle of all that is found. */
export async function deepPages(print: Print, company: RunningCompany): Promise<void> {
  print('  deals.search, first page and one in the middle, processor time:');
  for (const [name, Filter, Field] of [
    ['newest', {}, 'ID'],
    ['by TotalProfit', {}, 'TotalProfit'],
    ['by Symbol', {}, 'Symbol'],
    ['by ClientLogin', {}, 'ClientLogin'],
    ['Type, by TotalProfit', { Type: 1 }, 'TotalProfit'],
    ['Type and Symbol, by Price', { Type: 1, Symbol: 'EURUSD' }, 'Price'],
    ['strategy, by TotalProfit', { StrategyID: company.investor.strategy }, 'TotalProfit'],
    ['account, by TotalProfit', { AccountID: company.investor.account }, 'TotalProfit'],
  ] as const) {
    const page = (CurrentPage: number) =>
      company.call('manager', 'deals.search', {
        Filter,
        OrderBy: { Field, Direction: 'Desc' },
        Pagination: { CurrentPage },
      });
    const found = (await page(1)).Pagination.TotalRecords;
    const middle = Math.max(1, Math.floor(found / PER_PAGE / 2));
    const first = await processorTime(TRIES, () => page(1));
    const deep = await processorTime(TRIES, () => page(middle));
    const text = `${first.toFixed(1)} ms, at ${((middle - 1) * PER_PAGE).toLocaleString('en')} ${deep.toFixed(1)} ms`;
    print(`    ${name.padEnd(28)} ${text} of ${found.toLocaleString('en')}`);
  }
}
