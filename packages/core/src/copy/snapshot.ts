import { IdempotencyKeys } from '../accounts/index.ts';
import type { CopyAccount, CopyPosition } from './account.ts';
import { addAccount, addStrategyState } from './apply-book.ts';
import { type FormerTerms, type Group, marketKey } from './group.ts';
import type { Job } from './job.ts';
import { Members } from './members.ts';
import type { FillRequest } from './request.ts';
import { type Company, type CopyState, companyOf, emptyCopy, type Offer, type Stream, type Wallet } from './state.ts';
import type { Strategy } from './strategy.ts';

/** An account without the names of its fields: with a hundred thousand of them the names would be most of the text. */
export type CopyAccountRow = readonly unknown[];

const ACCOUNT_FIELDS = [
  'id',
  'strategy',
  'wallet',
  'offer',
  'kind',
  'openedAt',
  'closedAt',
  'status',
  'mcReached',
  'protectionReached',
  'targetReached',
  'factor',
  'protection',
  'target',
  'aBook',
  'stream',
  'precisionVolume',
  'protectionLevel',
  'targetLevel',
  'balance',
  'profitBase',
  'drawdownIn',
  'interval',
  'intervalSince',
  'pastProfit',
  'deposited',
  'withdrawn',
  'feePaid',
  'commissionPaid',
  'trades',
  'wantsSync',
  'group',
  'closing',
  'commands',
  'running',
  'lastCommand',
  'closeCommand',
] as const satisfies readonly (keyof CopyAccount)[];

const POSITION_FIELDS = [
  'id',
  'instrument',
  'ticket',
  'openedAt',
  'volume',
  'volumeA',
  'price',
  'idealEquity',
  'idealFactor',
  'idealTraderEquity',
  'swap',
  'swapAt',
  'requestLong',
  'requestShort',
  'rejected',
] as const satisfies readonly (keyof CopyPosition)[];

type StrategyRow = Omit<Strategy, 'members' | 'wanting' | 'legs' | 'turnover' | 'partnerRewards'> & {
  readonly legs: readonly (readonly [string, unknown])[];
  readonly turnover: readonly (readonly [number, number])[];
  readonly partnerRewards: readonly (readonly [number, number])[];
};

type GroupRow = Omit<Group, 'prices' | 'plan' | 'planned' | 'requestAt' | 'netted' | 'former'> & {
  /** Absent when there are none. */
  readonly netted?: readonly (readonly [number, number])[];
  readonly former?: Omit<FormerTerms, 'rates'> & {
    readonly rates: readonly (readonly [number, readonly [number, number]])[];
  };
  readonly prices: readonly (readonly [number, number])[];
  readonly plan: readonly number[];
};

export interface CopySnapshot {
  readonly companies: readonly Omit<Company, 'strategies' | 'free'>[];
  readonly streams: readonly Stream[];
  readonly wallets: readonly Omit<Wallet, 'accounts'>[];
  readonly strategies: readonly StrategyRow[];
  readonly offers: readonly Omit<Offer, 'open'>[];
  readonly accounts: readonly CopyAccountRow[];
  readonly groups: readonly GroupRow[];
  readonly requests: readonly FillRequest[];
  readonly jobs: readonly Job[];
  readonly ledger: CopyState['ledger'];
  readonly keys: ReturnType<IdempotencyKeys['snapshot']>;
  readonly next: CopyState['next'];
  readonly day: number;
}

/** Plain JSON of the module's durable state, in a stable order. */
export function snapshotCopy(copy: CopyState): CopySnapshot {
  return {
    companies: Array.from(copy.companies.values(), ({ strategies: _, free: __, ...company }) => company),
    streams: [...copy.streams.values()],
    wallets: Array.from(copy.wallets.values(), ({ accounts: _, ...wallet }) => wallet),
    strategies: Array.from(copy.strategies.values(), strategyRow),
    offers: Array.from(copy.offers.values(), ({ open: _, ...offer }) => offer),
    accounts: Array.from(copy.accounts.values(), accountRow),
    groups: Array.from(copy.groups.values(), groupRow),
    requests: [...copy.requests.values()],
    jobs: [...copy.jobs.values()],
    ledger: copy.ledger,
    keys: copy.keys.snapshot(),
    next: copy.next,
    day: copy.day,
  };
}

function strategyRow(strategy: Strategy): StrategyRow {
  const { members: _members, wanting: _wanting, legs, turnover, partnerRewards, ...rest } = strategy;
  return { ...rest, legs: [...legs], turnover: [...turnover], partnerRewards: [...partnerRewards] };
}

function groupRow({ planned: _planned, requestAt: _requestAt, netted, former, ...group }: Group): GroupRow {
  return {
    ...group,
    prices: [...group.prices],
    plan: group.plan.flat(),
    ...(netted.size === 0 ? {} : { netted: [...netted] }),
    ...(former === null ? {} : { former: { ...former, rates: [...former.rates] } }),
  };
}

/** Fields keep their places: a digest is taken of the text. */
function groupOf(row: GroupRow): Group {
  const { prices, plan, netted = [], former } = row;
  return {
    ...row,
    prices: new Map(prices),
    plan: plan.length === 0 ? [] : [plan],
    planned: plan.length,
    requestAt: new Map(),
    netted: new Map(netted),
    former: former === undefined ? null : { ...former, rates: new Map(former.rates) },
  };
}

function accountRow(account: CopyAccount): CopyAccountRow {
  const row: unknown[] = ACCOUNT_FIELDS.map((field) => account[field]);
  row.push(account.positions.map((position) => POSITION_FIELDS.map((field) => position[field])));
  return row;
}

/** After a restart everything is looked at once. */
export function restoreCopy(snapshot: CopySnapshot): CopyState {
  // a state of its own, whatever becomes of the snapshot
  const { ledger, next, day, keys, ...rows } = structuredCopy(snapshot);
  const state: CopyState = { ...emptyCopy(), ledger, next, day, keys: IdempotencyKeys.restore(keys) };
  for (const company of rows.companies) state.companies.set(company.id, { ...company, strategies: [], free: 0 });
  for (const stream of rows.streams) {
    state.streams.set(stream.id, stream);
    state.streamOf.set(stream.account, stream.id);
  }
  for (const wallet of rows.wallets) {
    state.wallets.set(wallet.id, { ...wallet, accounts: [] });
    state.walletOf.set(wallet.client, wallet.id);
    companyOf(state, wallet.company).free += wallet.balance;
  }
  for (const row of rows.strategies) addStrategyState(state, strategyOf(row));
  for (const offer of rows.offers) state.offers.set(offer.id, { ...offer, open: 0 });
  for (const row of rows.accounts) addAccount(state, accountOf(row));
  for (const group of rows.groups) state.groups.set(group.id, groupOf(group));
  for (const request of rows.requests) {
    state.requests.set(request.id, request);
    const { requestAt } = state.groups.get(request.group) as Group;
    requestAt.set(marketKey(request.stream, request.instrument), request);
  }
  for (const job of rows.jobs) state.jobs.set(job.id, job);
  lookAtEverything(state);
  return state;
}

function structuredCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function strategyOf(row: StrategyRow): Strategy {
  return {
    ...row,
    members: new Members(),
    wanting: new Set(),
    legs: new Map(row.legs) as Strategy['legs'],
    turnover: new Map(row.turnover),
    partnerRewards: new Map(row.partnerRewards),
  };
}

function accountOf(row: CopyAccountRow): CopyAccount {
  const account = fromRow<CopyAccount>(ACCOUNT_FIELDS, row);
  const positions = row[ACCOUNT_FIELDS.length] as readonly (readonly unknown[])[];
  return { ...account, positions: positions.map((position) => fromRow<CopyPosition>(POSITION_FIELDS, position)) };
}

/** Parsed once more: what is put together field by field is slow to read ever after. */
function fromRow<T>(fields: readonly string[], row: readonly unknown[]): T {
  return structuredCopy(Object.fromEntries(fields.map((field, place) => [field, row[place]]))) as T;
}

function lookAtEverything({ accounts, strategies, groups, work }: CopyState): void {
  for (const account of accounts.values()) {
    work.touched.add(account.id);
    if (account.commands.length > 0) work.accounts.add(account.id);
    if (account.closing !== null) work.closing.add(account.id);
  }
  for (const id of strategies.keys()) {
    work.strategies.add(id);
    work.followed.add(id);
  }
  for (const id of groups.keys()) work.groups.add(id);
}
