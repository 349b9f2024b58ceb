import {
  accountFigures,
  type CommandAdded,
  type CommandDone,
  type CopyAccount,
  type CopyAccountClosed,
  type CoreState,
  type DayBegun,
  type IntervalEnded,
  PriceTable,
} from '@outcry/core';
import { ownersOf, testOf } from './owners.ts';
import type { WrittenRows } from './written-rows.ts';

/** Of a closed account everything is kept that the API tells of it. */
export type ClosedAccountRecord = Omit<
  CopyAccount,
  'positions' | 'commands' | 'closing' | 'group' | 'running' | 'wantsSync'
>;

/** An account that has paid everything out leaves the core. */
export function projectClosed({ id }: CopyAccountClosed, world: CoreState, rows: WrittenRows): void {
  const { account, strategy, wallet } = ownersOf(world, id);
  const {
    positions: _,
    commands: __,
    closing: ___,
    group: ____,
    running: _____,
    wantsSync: ______,
    ...record
  } = account;
  rows.row('account', 'copy_accounts', {
    id,
    company: strategy.company,
    strategy: strategy.id,
    accounting: strategy.accounting,
    wallet: wallet.id,
    client: wallet.client,
    test: testOf(wallet),
    type: account.kind,
    stream: account.stream,
    opened_at: account.openedAt,
    closed_at: account.closedAt,
    record: JSON.stringify(record satisfies ClosedAccountRecord),
  });
  rows.count('accounts.company', strategy.company);
  rows.count('accounts.strategy', strategy.id);
  rows.count('accounts.wallet', wallet.id);
}

export function projectCommand({ id, account, strategy, name, at }: CommandAdded, rows: WrittenRows): void {
  rows.row('command', 'copy_commands', { id, account, strategy, name, status: 0, at, detail: null });
}

export function projectCommandDone({ id, status, detail }: CommandDone, rows: WrittenRows): void {
  rows.add('commandDone', status, detail, id);
}

export function projectInterval(event: IntervalEnded, rows: WrittenRows): void {
  const { account, interval, gross, fee, partner, at } = event;
  rows.row('interval', 'copy_intervals', { account, interval, began_at: 0, ended_at: at, gross, fee, partner });
}

/** What everything is worth when a UTC day begins: companies, accounts, and unit prices for charts. */
export function projectDay({ day, marks }: DayBegun, world: CoreState, rows: WrittenRows): void {
  const { copy } = world;
  for (const [strategy, price] of marks) rows.row('unitPrice', 'copy_unit_prices', { strategy, day, price });
  const prices = new PriceTable(world);
  const sums = new Map<number, { equity: number; balance: number; wallets: number }>();
  const sumOf = (company: number) => {
    const known = sums.get(company) ?? { equity: 0, balance: 0, wallets: 0 };
    sums.set(company, known);
    return known;
  };
  for (const company of copy.companies.keys()) sumOf(company);
  for (const wallet of copy.wallets.values()) sumOf(wallet.company).wallets += wallet.balance;
  for (const account of copy.accounts.values()) {
    const { equity, totalProfit } = accountFigures(world, account, prices);
    const { strategy } = ownersOf(world, account.id);
    const sum = sumOf(strategy.company);
    sum.equity += equity;
    sum.balance += account.balance;
    rows.row('accountDay', 'copy_account_days', {
      account: account.id,
      day,
      equity,
      profit: totalProfit,
      base: account.deposited,
    });
  }
  for (const [company, sum] of sums) rows.row('equity', 'copy_equity', { company, day, ...sum });
}
