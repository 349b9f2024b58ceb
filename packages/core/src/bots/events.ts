import { type CoreEvent, defineEvent } from '../events/index.ts';
import type { Money } from '../numbers/index.ts';
import type { BotSettings, DealSettings } from './settings.ts';

export interface BotCreated extends CoreEvent {
  readonly type: 'bots.created';
  readonly id: number;
  readonly account: number;
  readonly secret: string;
  readonly settings: BotSettings;
}

export interface BotEdited extends CoreEvent {
  readonly type: 'bots.edited';
  readonly id: number;
  readonly settings: BotSettings;
}

export interface BotEnabled extends CoreEvent {
  readonly type: 'bots.enabled';
  readonly id: number;
}

export interface BotDisabled extends CoreEvent {
  readonly type: 'bots.disabled';
  readonly id: number;
  /** owner, panicSellAll, cancelAll, stopLoss, dealsCount or accountClosed. */
  readonly reason: string;
}

export interface BotDeleted extends CoreEvent {
  readonly type: 'bots.deleted';
  readonly id: number;
  /** The account it belonged to; 0 in journals of before it was told. */
  readonly account: number;
}

export interface BlackListSet extends CoreEvent {
  readonly type: 'bots.blackListSet';
  readonly owner: number;
  readonly instruments: readonly number[];
}

/** A volume as `[amount, unit, rounding]`. */
export type VolumeRow = readonly [amount: string, unit: string, rounding: string];

/** A deal begins with the settings that its bot has now. */
export interface DealOpened extends CoreEvent {
  readonly type: 'bots.dealOpened';
  readonly id: number;
  readonly bot: number;
  readonly instrument: number;
  readonly startedBy: string;
  /** The signal that started it; 0 none. */
  readonly stamp: number;
  readonly baseVolume: VolumeRow;
  readonly safetyVolume: VolumeRow;
}

/** Something has started a deal that begins at `startAt`. */
export interface StartWaits extends CoreEvent {
  readonly type: 'bots.startWaits';
  /** The bot. */
  readonly id: number;
  readonly instrument: number;
  readonly startedBy: string;
  /** The signal that started it; 0 none. */
  readonly stamp: number;
  readonly startAt: number;
}

/** When its moment came the deal could not begin. */
export interface StartDropped extends CoreEvent {
  readonly type: 'bots.startDropped';
  readonly id: number;
  readonly instrument: number;
  /** The check that failed. */
  readonly check: string;
}

export interface DealMoved extends CoreEvent {
  readonly type: 'bots.dealMoved';
  readonly id: number;
  readonly status: string;
}

/** The base order is done: everything is measured from its average from here on. */
export interface DealBought extends CoreEvent {
  readonly type: 'bots.dealBought';
  readonly id: number;
  readonly average: string;
}

/** The price has touched the stop loss, which is carried out at this moment unless it leaves; 0: it has left. */
export interface StopTimed extends CoreEvent {
  readonly type: 'bots.stopTimed';
  readonly id: number;
  readonly stopAt: number;
}

/** An order could not be placed or was lost; it is tried again from `retryAt` on. */
export interface DealFailing extends CoreEvent {
  readonly type: 'bots.dealFailing';
  readonly id: number;
  /** entry, exit or close. */
  readonly what: string;
  readonly error: string;
  readonly retryAt: number;
}

export interface DealRecovered extends CoreEvent {
  readonly type: 'bots.dealRecovered';
  readonly id: number;
}

export interface DealEdited extends CoreEvent {
  readonly type: 'bots.dealEdited';
  readonly id: number;
  readonly changes: Partial<DealSettings>;
}

export interface DealNoted extends CoreEvent {
  readonly type: 'bots.dealNoted';
  readonly id: number;
  readonly note: string | null;
}

export interface StepSaleAsked extends CoreEvent {
  readonly type: 'bots.stepSaleAsked';
  readonly id: number;
  readonly step: number;
}

export interface DealClosed extends CoreEvent {
  readonly type: 'bots.dealClosed';
  readonly id: number;
  readonly status: string;
  readonly profit: Money;
  readonly profitUsd: string | null;
  /** Why it failed, in words. */
  readonly detail: string | null;
}

export type BotsEvent =
  | BotCreated
  | BotEdited
  | BotEnabled
  | BotDisabled
  | BotDeleted
  | BlackListSet
  | DealOpened
  | StartWaits
  | StartDropped
  | DealMoved
  | DealBought
  | StopTimed
  | DealFailing
  | DealRecovered
  | DealEdited
  | DealNoted
  | StepSaleAsked
  | DealClosed;

const ID = ['id', 'integer'] as const;

export const BOTS_EVENTS = [
  defineEvent<BotCreated>('bots.created', 80, 1, [
    ID,
    ['account', 'integer'],
    ['secret', 'text'],
    ['settings', 'json'],
  ]),
  defineEvent<BotEdited>('bots.edited', 81, 1, [ID, ['settings', 'json']]),
  defineEvent<BotEnabled>('bots.enabled', 82, 1, [ID]),
  defineEvent<BotDisabled>('bots.disabled', 83, 1, [ID, ['reason', 'text']]),
  defineEvent<BotDeleted>('bots.deleted', 84, 2, [ID, ['account', 'integer']], {
    1: { fields: [ID], upcast: (deleted) => ({ ...deleted, account: 0 }) },
  }),
  defineEvent<BlackListSet>('bots.blackListSet', 85, 1, [
    ['owner', 'integer'],
    ['instruments', 'json'],
  ]),
  defineEvent<DealOpened>('bots.dealOpened', 86, 1, [
    ID,
    ['bot', 'integer'],
    ['instrument', 'integer'],
    ['startedBy', 'text'],
    ['stamp', 'integer'],
    ['baseVolume', 'json'],
    ['safetyVolume', 'json'],
  ]),
  defineEvent<StartWaits>('bots.startWaits', 96, 1, [
    ID,
    ['instrument', 'integer'],
    ['startedBy', 'text'],
    ['stamp', 'integer'],
    ['startAt', 'integer'],
  ]),
  defineEvent<StartDropped>('bots.startDropped', 97, 1, [ID, ['instrument', 'integer'], ['check', 'text']]),
  defineEvent<DealMoved>('bots.dealMoved', 87, 1, [ID, ['status', 'text']]),
  defineEvent<DealBought>('bots.dealBought', 88, 1, [ID, ['average', 'text']]),
  defineEvent<StopTimed>('bots.stopTimed', 89, 1, [ID, ['stopAt', 'integer']]),
  defineEvent<DealFailing>('bots.dealFailing', 90, 1, [
    ID,
    ['what', 'text'],
    ['error', 'text'],
    ['retryAt', 'integer'],
  ]),
  defineEvent<DealRecovered>('bots.dealRecovered', 91, 1, [ID]),
  defineEvent<DealEdited>('bots.dealEdited', 92, 1, [ID, ['changes', 'json']]),
  defineEvent<DealNoted>('bots.dealNoted', 93, 1, [ID, ['note', 'optionalText']]),
  defineEvent<StepSaleAsked>('bots.stepSaleAsked', 94, 1, [ID, ['step', 'integer']]),
  defineEvent<DealClosed>('bots.dealClosed', 95, 1, [
    ID,
    ['status', 'text'],
    ['profit', 'money'],
    ['profitUsd', 'optionalText'],
    ['detail', 'optionalText'],
  ]),
];
