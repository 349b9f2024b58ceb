import { type CoreEvent, defineEvent } from '../events/index.ts';
import { integers } from './event-fields.ts';
import type { JobTerms } from './job.ts';

/** Movements of money. Amounts are cents, levels millionths of a dollar (`units.ts`). */

/** Money from or to the outside (kinds 0–3). `amount` is signed as the wallet sees it. */
export interface WalletTransferred extends CoreEvent {
  readonly type: 'copy.transferred';
  readonly id: number;
  readonly wallet: number;
  readonly kind: number;
  readonly amount: number;
  readonly externalId: number | null;
  readonly commentClient: string | null;
  readonly commentCompany: string | null;
}

/** Money between wallet and account: one deal of type 2 and one transfer of type 4 or 5. `amount` > 0: into the account. */
export interface AccountBalanced extends CoreEvent {
  readonly type: 'copy.balanced';
  readonly account: number;
  readonly amount: number;
  readonly deal: number;
  readonly transfer: number;
  readonly command: number;
  readonly profitBase: number;
  readonly drawdownIn: number;
  readonly protectionLevel: number;
  readonly targetLevel: number;
  /** Of the strategy, when this is its security account; else 0. */
  readonly unitPrice: number;
  readonly unitEquity: number;
  readonly wantsSync: boolean;
}

/** A trading interval of an account ended: its fee, if there is one, and what the next begins with. */
export interface IntervalEnded extends CoreEvent {
  readonly type: 'copy.intervalEnded';
  readonly account: number;
  readonly interval: number;
  readonly gross: number;
  readonly fee: number;
  /** The part of the fee that goes to the partner. */
  readonly partner: number;
  /** 0: no fee. */
  readonly deal: number;
  readonly transfer: number;
  readonly partnerTransfer: number;
  readonly profitBase: number;
  readonly drawdownIn: number;
  /** The next interval; 0: the account closes. */
  readonly next: number;
  /** When the interval that ends began (ms UTC); 0 in older journals. */
  readonly since: number;
}

/** Work on many accounts begins (`job.ts`); it goes on in slices. `next`: when the company's interval ends after this one. */
export interface JobBegun extends CoreEvent {
  readonly type: 'copy.jobBegun';
  readonly id: number;
  readonly job: JobTerms;
  readonly next: number;
  /** Unit prices of strategies as `[strategy, unit price]`, when an interval ends: older journals told them at once. */
  readonly units: readonly (readonly [number, number])[];
}

/** Unit prices with which the next intervals of strategies begin, `[strategy, unit price]`. */
export interface UnitsMarked extends CoreEvent {
  readonly type: 'copy.unitsMarked';
  readonly units: readonly (readonly [number, number])[];
}

/** How far a job has come. */
export interface JobMoved extends CoreEvent {
  readonly type: 'copy.jobMoved';
  readonly id: number;
  /** Strategy and account that came last; 0, 0: it is done. */
  readonly strategy: number;
  readonly account: number;
}

/** The operator brings a flat account that owes money to zero: a deal of type 5. */
export interface AccountCorrected extends CoreEvent {
  readonly type: 'copy.corrected';
  readonly account: number;
  readonly amount: number;
  readonly deal: number;
}

/** Commissions of a strategy are paid to a wallet: transfer of kind 7 (trader) or 8 (partner). */
export interface RewardPaid extends CoreEvent {
  readonly type: 'copy.rewardPaid';
  readonly strategy: number;
  readonly wallet: number;
  readonly kind: number;
  readonly amount: number;
  readonly transfer: number;
}

export interface PayoutDone extends CoreEvent {
  readonly type: 'copy.payoutDone';
  readonly company: number;
  readonly next: number;
}

/** A strategy and its unit prices at the beginnings of the running day, week, month and quarter. */
export type DayMark = readonly [strategy: number, day: number, week: number, month: number, quarter: number];

/** A UTC day begins; what everything is worth follows in slices (`DayValued`). Older journals told all marks at once. */
export interface DayBegun extends CoreEvent {
  readonly type: 'copy.dayBegun';
  readonly day: number;
  readonly marks: readonly DayMark[];
}

/** Numbers of one account in a slice of a day: account, equity, total profit, balance, deposited; in cents. */
export const DAY_STRIDE = 5;

/** What the next strategies and accounts of a company are worth when a day begins. A day's mark is a point of the chart. */
export interface DayValued extends CoreEvent {
  readonly type: 'copy.dayValued';
  readonly company: number;
  readonly day: number;
  readonly marks: readonly DayMark[];
  readonly rows: readonly number[];
}

/** Swap of positions: `[account, position, cents]` flat. */
export interface SwapBooked extends CoreEvent {
  readonly type: 'copy.swapBooked';
  readonly rows: readonly number[];
}

export type MoneyEvent =
  | WalletTransferred
  | AccountBalanced
  | IntervalEnded
  | JobBegun
  | JobMoved
  | AccountCorrected
  | RewardPaid
  | PayoutDone
  | DayBegun
  | DayValued
  | UnitsMarked
  | SwapBooked;

const INTERVAL = integers(
  ...(['account', 'interval', 'gross', 'fee', 'partner', 'deal', 'transfer', 'partnerTransfer'] as const),
  ...(['profitBase', 'drawdownIn', 'next'] as const),
);

export const MONEY_EVENTS = [
  defineEvent<WalletTransferred>('copy.transferred', 163, 1, [
    ...integers('id', 'wallet', 'kind', 'amount'),
    ['externalId', 'json'],
    ['commentClient', 'optionalText'],
    ['commentCompany', 'optionalText'],
  ]),
  defineEvent<AccountBalanced>('copy.balanced', 171, 1, [
    ...integers('account', 'amount', 'deal', 'transfer', 'command'),
    ...integers('profitBase', 'drawdownIn', 'protectionLevel', 'targetLevel', 'unitPrice', 'unitEquity'),
    ['wantsSync', 'flag'],
  ]),
  defineEvent<IntervalEnded>('copy.intervalEnded', 184, 2, [...INTERVAL, ['since', 'integer']], {
    1: { fields: INTERVAL, upcast: (fields) => ({ ...fields, since: 0 }) },
  }),
  defineEvent<JobBegun>('copy.jobBegun', 185, 1, [
    ['id', 'integer'],
    ['job', 'json'],
    ['next', 'integer'],
    ['units', 'json'],
  ]),
  defineEvent<JobMoved>('copy.jobMoved', 186, 1, integers('id', 'strategy', 'account')),
  defineEvent<AccountCorrected>('copy.corrected', 187, 1, integers('account', 'amount', 'deal')),
  defineEvent<RewardPaid>('copy.rewardPaid', 188, 1, integers('strategy', 'wallet', 'kind', 'amount', 'transfer')),
  defineEvent<PayoutDone>('copy.payoutDone', 189, 1, integers('company', 'next')),
  defineEvent<DayBegun>('copy.dayBegun', 190, 1, [
    ['day', 'integer'],
    ['marks', 'json'],
  ]),
  defineEvent<SwapBooked>('copy.swapBooked', 191, 1, [['rows', 'json']]),
  defineEvent<DayValued>('copy.dayValued', 192, 1, [
    ...integers('company', 'day'),
    ['marks', 'json'],
    ['rows', 'json'],
  ]),
  defineEvent<UnitsMarked>('copy.unitsMarked', 193, 1, [['units', 'json']]),
];
