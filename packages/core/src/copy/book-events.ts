import { type CoreEvent, defineEvent } from '../events/index.ts';
import { integers } from './event-fields.ts';
import type { CompanySpec, StrategyExternal, WalletExternal } from './state.ts';

/** Who takes part: companies, streams, wallets, strategies, offers, accounts and their commands. Units: `units.ts`. */

export interface CompanyDefined extends CoreEvent {
  readonly type: 'copy.companySet';
  readonly id: number;
  readonly spec: CompanySpec;
  readonly intervalEnds: number;
  readonly payoutAt: number;
}

export interface StreamDefined extends CoreEvent {
  readonly type: 'copy.streamSet';
  readonly id: number;
  readonly company: number;
  readonly name: string;
  readonly account: number;
  readonly liquidityRate: number;
  readonly brokerRate: number;
}

export interface WalletOpened extends CoreEvent {
  readonly type: 'copy.walletOpened';
  readonly id: number;
  readonly company: number;
  readonly client: number;
  readonly precisionVolume: number;
  readonly test: boolean;
  readonly external: WalletExternal | null;
}

export interface StrategyAdded extends CoreEvent {
  readonly type: 'copy.strategyAdded';
  readonly id: number;
  readonly wallet: number;
  readonly name: string;
  readonly accounting: number;
  readonly external: StrategyExternal | null;
  readonly follows: number;
}

export interface StrategyRenamed extends CoreEvent {
  readonly type: 'copy.strategyRenamed';
  readonly id: number;
  readonly name: string;
}

export interface OfferAdded extends CoreEvent {
  readonly type: 'copy.offerAdded';
  readonly id: number;
  readonly strategy: number;
  readonly feeRate: number;
  readonly commissionRate: number;
  readonly kind: number;
  readonly partner: number;
  readonly partnerShare: number;
}

export interface OfferSet extends CoreEvent {
  readonly type: 'copy.offerSet';
  readonly id: number;
  readonly kind: number;
  readonly status: number;
}

/** `kind`: 0 security, 2 investor, 3 external. */
export interface CopyAccountOpened extends CoreEvent {
  readonly type: 'copy.accountOpened';
  readonly id: number;
  readonly strategy: number;
  readonly wallet: number;
  readonly offer: number;
  readonly kind: number;
  readonly factor: number;
  readonly protection: number;
  readonly target: number;
  readonly aBook: number;
  readonly stream: number;
  readonly precisionVolume: number;
  readonly interval: number;
}

/** A command of an account (or of a strategy: `account` 0) was taken; it has status 0 until it is done. */
export interface CommandAdded extends CoreEvent {
  readonly type: 'copy.commandAdded';
  readonly id: number;
  readonly account: number;
  readonly strategy: number;
  readonly name: string;
  readonly value: number;
}

/** 1 ok, 2 rejected, 3 error. */
export interface CommandDone extends CoreEvent {
  readonly type: 'copy.commandDone';
  readonly id: number;
  readonly account: number;
  readonly strategy: number;
  readonly status: number;
  readonly detail: string | null;
}

/** Another status. `reason`: margin, protection, target, or empty. */
export interface AccountMoved extends CoreEvent {
  readonly type: 'copy.accountMoved';
  readonly id: number;
  readonly status: number;
  readonly reason: string;
  readonly command: number;
  readonly stop: number;
  readonly protectionLevel: number;
  readonly targetLevel: number;
  readonly wantsSync: boolean;
}

/** Settings of an account, the levels that follow from them, and whether it wants a sync. */
export interface AccountSet extends CoreEvent {
  readonly type: 'copy.accountSet';
  readonly id: number;
  readonly factor: number;
  readonly protection: number;
  readonly target: number;
  readonly aBook: number;
  readonly stream: number;
  readonly protectionLevel: number;
  readonly targetLevel: number;
  readonly wantsSync: boolean;
}

/** All its money has gone to the wallet; it leaves memory. */
export interface CopyAccountClosed extends CoreEvent {
  readonly type: 'copy.accountClosed';
  readonly id: number;
}

/** Another status of a strategy, and whether it wants a hard sync. */
export interface StrategyMoved extends CoreEvent {
  readonly type: 'copy.strategyMoved';
  readonly id: number;
  readonly status: number;
  readonly hardSync: boolean;
  readonly command: number;
}

export type BookEvent =
  | CompanyDefined
  | StreamDefined
  | WalletOpened
  | StrategyAdded
  | StrategyRenamed
  | OfferAdded
  | OfferSet
  | CopyAccountOpened
  | CommandAdded
  | CommandDone
  | AccountMoved
  | AccountSet
  | CopyAccountClosed
  | StrategyMoved;

export const BOOK_EVENTS = [
  defineEvent<CompanyDefined>('copy.companySet', 160, 1, [
    ['id', 'integer'],
    ['spec', 'json'],
    ['intervalEnds', 'integer'],
    ['payoutAt', 'integer'],
  ]),
  defineEvent<StreamDefined>('copy.streamSet', 161, 1, [
    ['id', 'integer'],
    ['company', 'integer'],
    ['name', 'text'],
    ...integers('account', 'liquidityRate', 'brokerRate'),
  ]),
  defineEvent<WalletOpened>('copy.walletOpened', 162, 1, [
    ...integers('id', 'company', 'client', 'precisionVolume'),
    ['test', 'flag'],
    ['external', 'json'],
  ]),
  defineEvent<StrategyAdded>('copy.strategyAdded', 164, 1, [
    ...integers('id', 'wallet'),
    ['name', 'text'],
    ['accounting', 'integer'],
    ['external', 'json'],
    ['follows', 'integer'],
  ]),
  defineEvent<StrategyRenamed>('copy.strategyRenamed', 165, 1, [
    ['id', 'integer'],
    ['name', 'text'],
  ]),
  defineEvent<OfferAdded>(
    'copy.offerAdded',
    166,
    1,
    integers('id', 'strategy', 'feeRate', 'commissionRate', 'kind', 'partner', 'partnerShare'),
  ),
  defineEvent<OfferSet>('copy.offerSet', 167, 1, integers('id', 'kind', 'status')),
  defineEvent<CopyAccountOpened>(
    'copy.accountOpened',
    168,
    1,
    integers(
      'id',
      'strategy',
      'wallet',
      'offer',
      'kind',
      'factor',
      'protection',
      'target',
      'aBook',
      'stream',
      'precisionVolume',
      'interval',
    ),
  ),
  defineEvent<CommandAdded>('copy.commandAdded', 169, 1, [
    ...integers('id', 'account', 'strategy'),
    ['name', 'text'],
    ['value', 'integer'],
  ]),
  defineEvent<CommandDone>('copy.commandDone', 170, 1, [
    ...integers('id', 'account', 'strategy', 'status'),
    ['detail', 'optionalText'],
  ]),
  defineEvent<AccountMoved>('copy.accountMoved', 172, 1, [
    ...integers('id', 'status'),
    ['reason', 'text'],
    ...integers('command', 'stop', 'protectionLevel', 'targetLevel'),
    ['wantsSync', 'flag'],
  ]),
  defineEvent<AccountSet>('copy.accountSet', 173, 1, [
    ...integers('id', 'factor', 'protection', 'target', 'aBook', 'stream', 'protectionLevel', 'targetLevel'),
    ['wantsSync', 'flag'],
  ]),
  defineEvent<CopyAccountClosed>('copy.accountClosed', 174, 1, integers('id')),
  defineEvent<StrategyMoved>('copy.strategyMoved', 175, 1, [
    ...integers('id', 'status'),
    ['hardSync', 'flag'],
    ['command', 'integer'],
  ]),
];
