export * from './feeds.ts';
export { type Histories, keptHistories } from './kept-histories.ts';
export type { ClosedAccountRecord } from './project-accounts.ts';
export type { CopyRow } from './rows.ts';
export type { CopyTable } from './schema.ts';
export { type ClosedInvestments, dealSums, type WalletDeals, type WalletHistory } from './sums.ts';
export {
  type Cell,
  type Condition,
  findRow,
  type KeptCount,
  searchTable,
  type TablePage,
  type TableSearch,
} from './table-search.ts';
export { PRICE_DECIMALS } from './units.ts';
export type { CountName } from './written-rows.ts';
