import { type CoreEvent, defineEvent, type EventDefinition, type Upcaster } from '../events/index.ts';
import type { Money } from '../numbers/index.ts';
import type { Faults } from './faults.ts';
import type { FeePlan } from './state.ts';

export interface AccountOpened extends CoreEvent {
  readonly type: 'accounts.opened';
  readonly id: number;
  readonly owner: number;
  readonly name: string;
  readonly currency: number;
  readonly venue: string;
  readonly fillPolicy: string;
  readonly margin: boolean;
  readonly closeOut: boolean;
  readonly hedging: boolean;
  readonly fees: FeePlan;
}

/** All settings after the change. */
export interface AccountConfigured extends CoreEvent {
  readonly type: 'accounts.configured';
  readonly id: number;
  readonly name: string;
  readonly margin: boolean;
  readonly closeOut: boolean;
  readonly fillPolicy: string;
  readonly fees: FeePlan;
}

export interface AccountClosed extends CoreEvent {
  readonly type: 'accounts.closed';
  readonly id: number;
}

/** `transfer`: between two accounts of one owner; the others are from or to outside. */
export type TransferKind = 'deposit' | 'withdrawal' | 'transfer' | 'closing' | 'venue';

/** Money or units moved between two accounts of the ledger. */
export interface Transferred extends CoreEvent {
  readonly type: 'accounts.transferred';
  readonly id: number;
  readonly kind: string;
  readonly from: number;
  readonly to: number;
  readonly asset: number;
  readonly amount: Money;
  /** The trader's account whose key it is. */
  readonly account: number;
  readonly key: string | null;
}

/** A futures position was settled at the day's price: the result is booked, the entry value starts anew. */
export interface PositionSettled extends CoreEvent {
  readonly type: 'accounts.positionSettled';
  readonly account: number;
  readonly instrument: number;
  readonly price: number;
  /** Signed money to the account, in the position's currency. */
  readonly result: Money;
  /** Entry value and realised results of the position afterwards. */
  readonly cost: Money;
  readonly realised: Money;
  /** The position ended in cash (expiry); its margin is free. */
  readonly expired: boolean;
}

/** All faults of a sandbox account after the change; orders are counted anew. */
export interface FaultsSet extends CoreEvent {
  readonly type: 'accounts.faultsSet';
  readonly id: number;
  readonly faults: Faults;
}

export type AccountsEvent =
  | AccountOpened
  | AccountConfigured
  | AccountClosed
  | Transferred
  | PositionSettled
  | FaultsSet;

const OPENED_1: EventDefinition['fields'] = [
  ['id', 'integer'],
  ['owner', 'integer'],
  ['name', 'text'],
  ['currency', 'integer'],
  ['venue', 'text'],
  ['fillPolicy', 'text'],
  ['margin', 'flag'],
  ['hedging', 'flag'],
  ['fees', 'json'],
];

const CONFIGURED_1: EventDefinition['fields'] = [
  ['id', 'integer'],
  ['name', 'text'],
  ['margin', 'flag'],
  ['fillPolicy', 'text'],
  ['fees', 'json'],
];

/**
 * Accounts from before margin was closed out are treated like new ones: with leverage nothing else bounds what they can
 * lose, and their owners can turn it off.
 */
const closedOut: Upcaster = (fields) => ({ ...fields, closeOut: true });

export const ACCOUNTS_EVENTS = [
  defineEvent<AccountOpened>(
    'accounts.opened',
    10,
    2,
    [
      ['id', 'integer'],
      ['owner', 'integer'],
      ['name', 'text'],
      ['currency', 'integer'],
      ['venue', 'text'],
      ['fillPolicy', 'text'],
      ['margin', 'flag'],
      ['closeOut', 'flag'],
      ['hedging', 'flag'],
      ['fees', 'json'],
    ],
    { 1: { fields: OPENED_1, upcast: closedOut } },
  ),
  defineEvent<AccountConfigured>(
    'accounts.configured',
    11,
    2,
    [
      ['id', 'integer'],
      ['name', 'text'],
      ['margin', 'flag'],
      ['closeOut', 'flag'],
      ['fillPolicy', 'text'],
      ['fees', 'json'],
    ],
    { 1: { fields: CONFIGURED_1, upcast: closedOut } },
  ),
  defineEvent<AccountClosed>('accounts.closed', 12, 1, [['id', 'integer']]),
  defineEvent<Transferred>('accounts.transferred', 13, 1, [
    ['id', 'integer'],
    ['kind', 'text'],
    ['from', 'integer'],
    ['to', 'integer'],
    ['asset', 'integer'],
    ['amount', 'money'],
    ['account', 'integer'],
    ['key', 'optionalText'],
  ]),
  defineEvent<PositionSettled>('accounts.positionSettled', 14, 1, [
    ['account', 'integer'],
    ['instrument', 'integer'],
    ['price', 'integer'],
    ['result', 'money'],
    ['cost', 'money'],
    ['realised', 'money'],
    ['expired', 'flag'],
  ]),
  defineEvent<FaultsSet>('accounts.faultsSet', 15, 1, [
    ['id', 'integer'],
    ['faults', 'json'],
  ]),
];
