import {
  type CommandAdded,
  type CommandDone,
  type CopyAccount,
  type CopyAccountClosed,
  type CoreState,
  DAY_STRIDE,
  type DayBegun,
  type DayValued,
  type IntervalEnded,
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
  const { account, interval, since, gross, fee, partner, at } = event;
  rows.row('interval', 'copy_intervals', { account, interval, began_at: since, ended_at: at, gross, fee, partner });
}

/** A UTC day begins: the money in the wallets of each company. What everything is worth follows in slices. */
export function projectDay({ day, marks }: DayBegun, { copy }: CoreState, rows: WrittenRows): void {
  addUnitPrices(marks, day, rows);
  for (const { id: company, free } of copy.companies.values()) {
    rows.row('equity', 'copy_equity', { company, day, equity: 0, balance: 0, wallets: free });
  }
}

/** What the next accounts of a company are worth when a day begins, and unit prices for charts. */
export function projectDayValued({ company, day, marks, rows: values }: DayValued, rows: WrittenRows): void {
  addUnitPrices(marks, day, rows);
  const sum = { equity: 0, balance: 0, wallets: 0 };
  for (let i = 0; i < values.length; i += DAY_STRIDE) {
    const [account, equity, profit, balance, base] = values.slice(i, i + DAY_STRIDE) as [
      number,
      number,
      number,
      number,
      number,
    ];
    sum.equity += equity;
    sum.balance += balance;
    rows.row('accountDay', 'copy_account_days', { account, day, equity, profit, base });
  }
  rows.row('equity', 'copy_equity', { company, day, ...sum });
}

function addUnitPrices(marks: DayBegun['marks'], day: number, rows: WrittenRows): void {
  for (const [strategy, price] of marks) rows.row('unitPrice', 'copy_unit_prices', { strategy, day, price });
}
