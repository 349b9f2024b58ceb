import { type CoreEvent, defineEvent } from '../events/index.ts';
import type { Money } from '../numbers/index.ts';
import type { DayRow } from './day.ts';
import type { LimitsRow } from './limits.ts';

/** All limits after the change. */
export interface LimitsSet extends CoreEvent {
  readonly type: 'risk.limitsSet';
  readonly account: number;
  readonly limits: LimitsRow;
}

/** The trading day of an account with a daily loss limit has begun: what it has, at the prices of this moment. */
export interface DayOpened extends CoreEvent {
  readonly type: 'risk.dayOpened';
  readonly account: number;
  readonly holdings: DayRow;
}

/** Money or units came or went during the day: the start of the day is moved by them. */
export interface DayTransferred extends CoreEvent {
  readonly type: 'risk.dayTransferred';
  readonly account: number;
  readonly asset: number;
  /** Signed minor units. */
  readonly amount: Money;
  /** Their value in the account's currency, as text; null without a price. */
  readonly value: string | null;
}

/** The owner has stopped the account. `flatten`: its positions are closed. */
export interface AccountKilled extends CoreEvent {
  readonly type: 'risk.killed';
  readonly account: number;
  readonly flatten: boolean;
  readonly note: string | null;
}

export interface AccountResumed extends CoreEvent {
  readonly type: 'risk.resumed';
  readonly account: number;
}

/** Closing work has begun: `flatten` or `closeOut`. */
export interface ClosingBegun extends CoreEvent {
  readonly type: 'risk.closingBegun';
  readonly account: number;
  readonly kind: string;
}

export interface ClosingDone extends CoreEvent {
  readonly type: 'risk.closingDone';
  readonly account: number;
  readonly kind: string;
  /** `reached` its goal, `nothingLeft` to close, or `stopped` by the owner. */
  readonly outcome: string;
}

/** Margin is closed out: the liquid portfolio has fallen below the minimal margin, in the account's currency. */
export interface CloseOutBegun extends CoreEvent {
  readonly type: 'risk.closeOutBegun';
  readonly account: number;
  readonly liquid: Money;
  readonly minimal: Money;
  readonly starting: Money;
}

export type RiskEvent =
  | LimitsSet
  | DayOpened
  | DayTransferred
  | AccountKilled
  | AccountResumed
  | ClosingBegun
  | ClosingDone
  | CloseOutBegun;

export const RISK_EVENTS = [
  defineEvent<LimitsSet>('risk.limitsSet', 60, 1, [
    ['account', 'integer'],
    ['limits', 'json'],
  ]),
  defineEvent<DayOpened>('risk.dayOpened', 61, 1, [
    ['account', 'integer'],
    ['holdings', 'json'],
  ]),
  defineEvent<DayTransferred>('risk.dayTransferred', 62, 1, [
    ['account', 'integer'],
    ['asset', 'integer'],
    ['amount', 'money'],
    ['value', 'optionalText'],
  ]),
  defineEvent<AccountKilled>('risk.killed', 63, 1, [
    ['account', 'integer'],
    ['flatten', 'flag'],
    ['note', 'optionalText'],
  ]),
  defineEvent<AccountResumed>('risk.resumed', 64, 1, [['account', 'integer']]),
  defineEvent<ClosingBegun>('risk.closingBegun', 65, 1, [
    ['account', 'integer'],
    ['kind', 'text'],
  ]),
  defineEvent<ClosingDone>('risk.closingDone', 66, 1, [
    ['account', 'integer'],
    ['kind', 'text'],
    ['outcome', 'text'],
  ]),
  defineEvent<CloseOutBegun>('risk.closeOutBegun', 67, 1, [
    ['account', 'integer'],
    ['liquid', 'money'],
    ['minimal', 'money'],
    ['starting', 'money'],
  ]),
];
