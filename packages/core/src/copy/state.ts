import { IdempotencyKeys } from '../accounts/index.ts';
import type { LegsWorld } from '../legs/index.ts';
import type { CopyAccount } from './account.ts';
import type { Group } from './group.ts';
import { IdTable } from './id-table.ts';
import type { Job } from './job.ts';
import type { FillRequest } from './request.ts';
import { type CopyWork, emptyWork } from './schedule.ts';
import type { Strategy } from './strategy.ts';
import type { Cents, Parts, Rate } from './units.ts';

/** What a company's accounts begin with, and when its days and weeks end. */
export interface CompanySpec {
  /** Smallest first deposit of an investor, and what must stay in his account. */
  readonly accountMinBalance: Cents;
  /** The same of a security account. */
  readonly securityMinBalance: Cents;
  /** 100: one to a hundred. */
  readonly leverage: number;
  /** Digits of a lot, 0 … 4. */
  readonly precisionVolume: number;
  /** Percent of margin at which an account is closed out. */
  readonly mcLevel: number;
  /** Share of volume that goes to liquidity. */
  readonly aBook: Parts;
  /** End of the trading interval: day of the week (1 Monday … 7 Sunday) and minute of it, UTC. */
  readonly intervalDay: number;
  readonly intervalMinute: number;
  /** When commissions are paid out: minute of the day, UTC. */
  readonly payoutMinute: number;
}

/** The demo company of the fact sheet; interval end on Saturday, payout daily, both at 00:10. */
export const DEFAULT_SPEC: CompanySpec = {
  accountMinBalance: 20_000,
  securityMinBalance: 10_000,
  leverage: 100,
  precisionVolume: 2,
  mcLevel: 20,
  aBook: 10_000,
  intervalDay: 6,
  intervalMinute: 10,
  payoutMinute: 10,
};

export interface Company {
  readonly id: number;
  spec: CompanySpec;
  readonly streams: number[];
  /** Its strategies that are not closed, by id. */
  readonly strategies: number[];
  /** When its interval ends next and its commissions are paid next (ms UTC). */
  intervalEnds: number;
  payoutAt: number;
  /** Money in all wallets of its clients together. */
  free: Cents;
}

export interface Stream {
  readonly id: number;
  readonly company: number;
  name: string;
  /** The core account that takes its orders. */
  readonly account: number;
  liquidityRate: Rate;
  brokerRate: Rate;
}

/** Server and account of a broker. */
export interface WalletExternal {
  readonly server: string;
  readonly account: string;
}

/** Where signals come from; `tags` is JSON text. */
export interface StrategyExternal {
  readonly server: string;
  readonly account: string;
  readonly tags: string | null;
}

export interface Wallet {
  readonly id: number;
  readonly company: number;
  readonly client: number;
  readonly precisionVolume: number;
  readonly test: boolean;
  readonly external: WalletExternal | null;
  readonly openedAt: number;
  /** Free money, and the part of the client's money that is a bonus. */
  balance: Cents;
  bonus: Cents;
  /** Open accounts, oldest first. */
  readonly accounts: number[];
}

export interface Offer {
  readonly id: number;
  readonly strategy: number;
  readonly feeRate: Parts;
  readonly commissionRate: Rate;
  /** 0 trader's, 1 non-public, 2 public. */
  kind: 0 | 1 | 2;
  status: 0 | 1 | 2;
  /** Wallet of the partner; 0: none. */
  readonly partner: number;
  readonly partnerShare: Parts;
  readonly createdAt: number;
  /** Accounts under it: those open now, and all there ever were. */
  open: number;
  total: number;
}

/** The module's own double-entry ledger (`ramm-rules.md` 9); with all wallets, accounts and rewards it sums to zero. */
export interface CopyLedger {
  liquidity: Cents;
  house: Cents;
  outside: Cents;
  bonus: Cents;
}

export interface CopyState {
  readonly companies: Map<number, Company>;
  readonly streams: Map<number, Stream>;
  /** Core accounts that are streams' or followed ones: their fills are looked at. */
  readonly streamOf: Map<number, number>;
  readonly followedBy: Map<number, number[]>;
  readonly wallets: Map<number, Wallet>;
  /** By client. */
  readonly walletOf: Map<number, number>;
  readonly strategies: Map<number, Strategy>;
  /** Names in lower case. */
  readonly names: Map<string, number>;
  readonly offers: Map<number, Offer>;
  /** Accounts that are not closed, in the order of their ids. */
  readonly accounts: IdTable<CopyAccount>;
  readonly groups: Map<number, Group>;
  readonly requests: Map<number, FillRequest>;
  readonly jobs: Map<number, Job>;
  readonly ledger: CopyLedger;
  /** External ids of transfers, `kind:id` by wallet. */
  readonly keys: IdempotencyKeys;
  /** The next id of each kind. */
  readonly next: {
    stream: number;
    wallet: number;
    transfer: number;
    strategy: number;
    offer: number;
    account: number;
    command: number;
    signal: number;
    group: number;
    request: number;
    deal: number;
    position: number;
    stop: number;
    interval: number;
    job: number;
  };
  /** Day (since 1970, UTC) for which statistics have been taken. */
  day: number;
  /** Market state: what is to be looked at. */
  readonly work: CopyWork;
  /** Accounts that closed in this turn, for the read model; forgotten with the next turn, not part of the state. */
  readonly ended: Map<number, CopyAccount>;
}

/** What this module reads. */
export interface CopyWorld extends LegsWorld {
  readonly copy: CopyState;
}

export function emptyCopy(): CopyState {
  return {
    companies: new Map(),
    streams: new Map(),
    streamOf: new Map(),
    followedBy: new Map(),
    wallets: new Map(),
    walletOf: new Map(),
    strategies: new Map(),
    names: new Map(),
    offers: new Map(),
    accounts: new IdTable(),
    groups: new Map(),
    requests: new Map(),
    jobs: new Map(),
    ledger: { liquidity: 0, house: 0, outside: 0, bonus: 0 },
    keys: new IdempotencyKeys(),
    next: {
      stream: 1,
      wallet: 1,
      transfer: 1,
      strategy: 1,
      offer: 1,
      account: 1,
      command: 1,
      signal: 1,
      group: 1,
      request: 1,
      deal: 1,
      position: 1,
      stop: 1,
      interval: 1,
      job: 1,
    },
    day: 0,
    work: emptyWork(),
    ended: new Map(),
  };
}

export function companyOf(state: CopyState, id: number): Company {
  return known(state.companies.get(id), 'company', id);
}

export function streamById(state: CopyState, id: number): Stream {
  return known(state.streams.get(id), 'stream', id);
}

export function walletById(state: CopyState, id: number): Wallet {
  return known(state.wallets.get(id), 'wallet', id);
}

export function strategyById(state: CopyState, id: number): Strategy {
  return known(state.strategies.get(id), 'strategy', id);
}

export function offerById(state: CopyState, id: number): Offer {
  return known(state.offers.get(id), 'offer', id);
}

/** An account that is open, or that closed in this turn. */
export function copyAccount(state: CopyState, id: number): CopyAccount {
  return known(state.accounts.get(id) ?? state.ended.get(id), 'investment account', id);
}

function known<T>(found: T | undefined, kind: string, id: number): T {
  if (found === undefined) throw new Error(`no ${kind} ${id}`);
  return found;
}
