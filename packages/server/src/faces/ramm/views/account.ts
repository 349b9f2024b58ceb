import {
  type AccountFigures,
  accountFigures,
  accountState,
  type CopyAccount,
  type CopyTerms,
  type Strategy,
  strategyById,
  termsOf,
  type Wallet,
  walletById,
} from '@outcry/core';
import type { ClosedAccountRecord } from '../../../readmodel/index.ts';
import { findRow } from '../../../readmodel/index.ts';
import { Fault } from '../errors.ts';
import type { RammParts } from '../parts.ts';
import type { Columns } from '../search/live.ts';
import type { Json } from '../wire/json.ts';
import { momentOf, momentText } from '../wire/moments.ts';
import { level, money, parts } from '../wire/units.ts';
import { ASSET } from './wallet.ts';
import { look, type SeenWorld } from './world.ts';

type Worth = ReturnType<SeenWorld['kept']['worth']>;

/** An account, open or closed, and what it comes to at the prices of this moment. */
export class AccountView {
  readonly account: CopyAccount;
  readonly world: SeenWorld;
  readonly strategy: Strategy;
  #wallet: Wallet | undefined;
  #worth: Worth | undefined;
  #figures: AccountFigures | undefined;

  constructor(world: SeenWorld, account: CopyAccount) {
    this.world = world;
    this.account = account;
    this.strategy = strategyById(world.copy, account.strategy);
  }

  get wallet(): Wallet {
    this.#wallet ??= walletById(this.world.copy, this.account.wallet);
    return this.#wallet;
  }

  /** What it is worth and binds: less work than all figures. */
  get worth(): Worth {
    this.#worth ??= this.world.kept.worth(this.account);
    return this.#worth;
  }

  get figures(): AccountFigures {
    this.#figures ??= accountFigures(this.world.state, this.account, this.world.prices);
    return this.#figures;
  }

  get terms(): CopyTerms {
    return termsOf(this.world.copy, this.account);
  }

  /** Client of the partner under whose offer it was opened. */
  get partner(): number | undefined {
    return this.world.copy.wallets.get(this.terms.partner)?.client;
  }

  get isOpen(): boolean {
    return this.account.closedAt === 0;
  }
}

/** Fields of an account in searches (`ramm.md` 4.10). */
export const ACCOUNT_COLUMNS: Columns<AccountView> = {
  ID: ({ account }) => account.id,
  ClientID: ({ wallet }) => wallet.client,
  WalletID: ({ wallet }) => wallet.id,
  StrategyID: ({ strategy }) => strategy.id,
  AccountingSystem: ({ strategy }) => strategy.accounting,
  TradingCoreID: () => 1,
  DTCreated: ({ account }) => momentText(account.openedAt),
  DTClosed: ({ account }) => momentOf(account.closedAt),
  AssetName: () => ASSET.name,
  AccountSpecAssetID: ({ strategy }) => strategy.company,
  LiquidityID: ({ account }) => account.stream,
  StreamID: ({ account }) => account.stream,
  StreamName: ({ account, world }) => world.copy.streams.get(account.stream)?.name,
  PartnerID: ({ partner }) => partner,
  CommandCloseID: ({ account }) => account.closeCommand || undefined,
  TradingIntervalCurrentID: ({ account }) => account.interval,
  Type: ({ account }) => account.kind,
  ABook: ({ account }) => parts(account.aBook),
  Balance: ({ account }) => money(account.balance),
  Factor: ({ account }) => parts(account.factor),
  Equity: ({ worth }) => money(worth.equity),
  ProfitBase: ({ account }) => money(account.profitBase),
  Bonus: () => 0,
  Margin: ({ worth }) => money(worth.margin),
  Status: ({ account }) => account.status,
  MCReached: ({ account }) => momentOf(account.mcReached),
  Protection: ({ account }) => parts(account.protection),
  ProtectionEquity: ({ account }) => level(account.protectionLevel),
  ProtectionReached: ({ account }) => momentOf(account.protectionReached),
  Target: ({ account }) => (account.target === 0 ? undefined : parts(account.target)),
  TargetEquity: ({ account }) => (account.target === 0 ? undefined : level(account.targetLevel)),
  TargetReached: ({ account }) => momentOf(account.targetReached),
  Precision: () => ASSET.precision,
  IsSecurity: ({ account }) => (account.kind === 0 ? 1 : 0),
  Test: ({ wallet }) => (wallet.test ? 1 : 0),
  State: ({ account }) => accountState(account),
};

/** What `accounts.get` tells. */
export function accountDetails(view: AccountView): Json {
  const { account, figures, strategy, world } = view;
  const row: Record<string, Json> = {};
  for (const [name, read] of Object.entries(ACCOUNT_COLUMNS)) {
    if (name === 'StrategyID') continue;
    if (name === 'ID') Object.assign(row, { ID: account.id, StrategyID: strategy.id });
    else if (name === 'AccountingSystem')
      Object.assign(row, { AccountingSystem: strategy.accounting, CompanyID: strategy.company });
    else if (name === 'DTCreated') row.DT = read(view);
    else if (name !== 'StreamName' && name !== 'Test') row[name] = read(view);
  }
  return {
    ...row,
    SuccessFee: money(figures.feeToPay),
    FeeTotal: money(account.feePaid + figures.feeToPay),
    AccountMinBalance: money(figures.accountMinBalance),
    AvailableToWithdraw: money(figures.availableToWithdraw),
    ProfitCurrentIntervalGross: money(figures.gross),
    ProfitCurrentIntervalNet: money(figures.net),
    ProfitPositions: money(figures.profitPositions),
    FeeRate: parts(figures.feeRate),
    DrawdownIn: money(account.drawdownIn),
    PositionsCount: figures.positions,
    AvailableStreams: world.streamsOf(strategy.company).map(({ id, name }) => ({ StreamID: id, Name: name })),
  };
}

/** A closed account as the core would hold it. */
export function closedAccount(record: string): CopyAccount {
  const kept = JSON.parse(record) as ClosedAccountRecord;
  return { ...kept, positions: [], commands: [], closing: null, group: 0, running: 0, wantsSync: false };
}

/** Shows an account, open or closed; `check` throws Fault for those that the caller may not see. */
export async function lookAtAccount<T>(
  rammParts: RammParts,
  { field, id }: { readonly field: string; readonly id: number },
  show: (view: AccountView) => T,
): Promise<T> {
  const open = await look(rammParts, (world) => {
    const account = world.copy.accounts.get(id);
    return account === undefined ? undefined : { shown: show(new AccountView(world, account)) };
  });
  if (open !== undefined) return open.shown;
  const row = await findRow<{ record: string }>(rammParts.readModel, 'copy_accounts', id);
  if (row === undefined) throw Fault.unknown(field, 'account');
  return look(rammParts, (world) => show(new AccountView(world, closedAccount(row.record))));
}

/** Throws Fault unless the account belongs to the company. */
export function demandCompany({ strategy }: AccountView, company: number): void {
  if (strategy.company !== company) throw Fault.forbidden('account');
}
