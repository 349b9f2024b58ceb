import {
  type AccountBalanced,
  type CoreState,
  type IntervalEnded,
  type RewardPaid,
  strategyById,
  termsOf,
  type WalletTransferred,
  walletById,
} from '@outcry/core';
import { ownersOf, testOf } from './owners.ts';
import type { RowOf, WrittenRows } from './written-rows.ts';

type Transfer = Pick<RowOf<'copy_transfers'>, 'id' | 'at' | 'kind' | 'amount'> & Partial<RowOf<'copy_transfers'>>;

/** Money from or to the outside. */
export function projectOutside(event: WalletTransferred, world: CoreState, rows: WrittenRows): void {
  const { id, wallet, kind, amount, at, externalId, commentClient, commentCompany } = event;
  add(world, rows, wallet, {
    id,
    kind,
    amount,
    at,
    external_id: externalId,
    comment_client: commentClient,
    comment_company: commentCompany,
  });
}

/** Money between a wallet and an account. */
export function projectBalanceTransfer(event: AccountBalanced, world: CoreState, rows: WrittenRows): void {
  const { account, wallet, strategy } = ownersOf(world, event.account);
  const { transfer: id, amount, deal, at } = event;
  const kind = amount > 0 ? 4 : 5;
  add(world, rows, wallet.id, { id, kind, amount: -amount, at, account: account.id, strategy: strategy.id, deal });
}

/** The fee of an interval, shared between trader and partner. */
export function projectFeeTransfers(event: IntervalEnded, world: CoreState, rows: WrittenRows): void {
  const { account, strategy } = ownersOf(world, event.account);
  const { fee, partner, transfer, partnerTransfer, deal, at } = event;
  const cause = { at, account: account.id, strategy: strategy.id, deal, accrued_at: at };
  if (transfer > 0) add(world, rows, strategy.wallet, { id: transfer, kind: 6, amount: fee - partner, ...cause });
  if (partnerTransfer === 0) return;
  const { partner: wallet } = termsOf(world.copy, account);
  add(world, rows, wallet, { id: partnerTransfer, kind: 8, amount: partner, ...cause });
}

/** Commissions of a strategy that are paid out. */
export function projectReward(event: RewardPaid, world: CoreState, rows: WrittenRows): void {
  const { transfer: id, wallet, kind, amount, at, strategy } = event;
  add(world, rows, wallet, { id, kind, amount, at, strategy: strategyById(world.copy, strategy).id, accrued_at: at });
}

function add({ copy }: CoreState, rows: WrittenRows, wallet: number, transfer: Transfer): void {
  const owner = walletById(copy, wallet);
  rows.row('transfer', 'copy_transfers', {
    company: owner.company,
    wallet,
    client: owner.client,
    test: testOf(owner),
    external_id: null,
    comment_client: null,
    comment_company: null,
    account: 0,
    strategy: 0,
    deal: 0,
    accrued_at: 0,
    ...transfer,
  });
  rows.count('transfers.company', owner.company);
  rows.count('transfers.wallet', wallet);
  rows.add('walletSum', wallet, transfer.kind, 1, transfer.amount);
}
