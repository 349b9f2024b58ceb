import { type CoreEvent, defineEvent } from '../events/index.ts';
import type { Money } from '../numbers/index.ts';
import type { TradeSettings } from './settings.ts';

/** A trade begins. `steps`: ids of its take profits, in their order. */
export interface TradeOpened extends CoreEvent {
  readonly type: 'trades.opened';
  readonly id: number;
  readonly account: number;
  readonly settings: TradeSettings;
  /** above or below: where a conditional entry's price lay at the start; empty without one. */
  readonly direction: string;
  readonly steps: readonly number[];
  /** The deal whose coins it took over; 0: none. */
  readonly deal: number;
  readonly note: string | null;
}

export interface TradeMoved extends CoreEvent {
  readonly type: 'trades.moved';
  readonly id: number;
  readonly status: string;
}

/** The coins are there: what each step sells, and the prices that percentages come to, are fixed. */
export interface TradeHeld extends CoreEvent {
  readonly type: 'trades.held';
  readonly id: number;
  /** Quantity steps that were entered and are not taken out again, for which this holds. */
  readonly basis: number;
  /** `[position, quantity steps, price in steps]`. */
  readonly steps: readonly (readonly [number, number, number])[];
  /** Price in steps; 0: no stop loss. */
  readonly stop: number;
}

export interface StepMoved extends CoreEvent {
  readonly type: 'trades.stepMoved';
  readonly id: number;
  readonly position: number;
  readonly status: string;
}

/** The step is to be sold at the market whatever its price. */
export interface StepSold extends CoreEvent {
  readonly type: 'trades.stepSaleAsked';
  readonly id: number;
  readonly position: number;
}

/** The step ends without being sold as soon as its order is back. */
export interface StepCancelAsked extends CoreEvent {
  readonly type: 'trades.stepCancelAsked';
  readonly id: number;
  readonly position: number;
}

/** A part is to be taken out once resting steps are back. Quantity and price in steps; quantity 0: no longer. */
export interface ReduceAsked extends CoreEvent {
  readonly type: 'trades.reduceAsked';
  readonly id: number;
  readonly quantity: number;
  readonly price: number;
}

/** The price has touched the stop loss, which is carried out at this moment unless it leaves; 0: it has left. */
export interface TradeStopTimed extends CoreEvent {
  readonly type: 'trades.stopTimed';
  readonly id: number;
  readonly stopAt: number;
}

export interface TradeFailing extends CoreEvent {
  readonly type: 'trades.failing';
  readonly id: number;
  readonly error: string;
  readonly retryAt: number;
}

export interface TradeRecovered extends CoreEvent {
  readonly type: 'trades.recovered';
  readonly id: number;
}

export interface TradeEdited extends CoreEvent {
  readonly type: 'trades.edited';
  readonly id: number;
  readonly settings: TradeSettings;
  readonly direction: string;
  /** Ids of its take profits, in their order: those that stay keep theirs. */
  readonly steps: readonly number[];
  /** Price of the stop loss in steps; 0: none, or not known yet. */
  readonly stop: number;
}

export interface TradeNoted extends CoreEvent {
  readonly type: 'trades.noted';
  readonly id: number;
  readonly note: string | null;
}

export interface TradeClosed extends CoreEvent {
  readonly type: 'trades.closed';
  readonly id: number;
  readonly status: string;
  readonly profit: Money;
  readonly profitUsd: string | null;
  readonly detail: string | null;
}

export type TradesEvent =
  | TradeOpened
  | TradeMoved
  | TradeHeld
  | StepMoved
  | StepSold
  | StepCancelAsked
  | ReduceAsked
  | TradeStopTimed
  | TradeFailing
  | TradeRecovered
  | TradeEdited
  | TradeNoted
  | TradeClosed;

const ID = ['id', 'integer'] as const;

export const TRADES_EVENTS = [
  defineEvent<TradeOpened>('trades.opened', 110, 1, [
    ID,
    ['account', 'integer'],
    ['settings', 'json'],
    ['direction', 'text'],
    ['steps', 'json'],
    ['deal', 'integer'],
    ['note', 'optionalText'],
  ]),
  defineEvent<TradeMoved>('trades.moved', 111, 1, [ID, ['status', 'text']]),
  defineEvent<TradeHeld>('trades.held', 112, 1, [ID, ['basis', 'integer'], ['steps', 'json'], ['stop', 'integer']]),
  defineEvent<StepMoved>('trades.stepMoved', 113, 1, [ID, ['position', 'integer'], ['status', 'text']]),
  defineEvent<StepSold>('trades.stepSaleAsked', 114, 1, [ID, ['position', 'integer']]),
  defineEvent<TradeStopTimed>('trades.stopTimed', 115, 1, [ID, ['stopAt', 'integer']]),
  defineEvent<TradeFailing>('trades.failing', 116, 1, [ID, ['error', 'text'], ['retryAt', 'integer']]),
  defineEvent<TradeRecovered>('trades.recovered', 117, 1, [ID]),
  defineEvent<TradeEdited>('trades.edited', 118, 1, [
    ID,
    ['settings', 'json'],
    ['direction', 'text'],
    ['steps', 'json'],
    ['stop', 'integer'],
  ]),
  defineEvent<TradeNoted>('trades.noted', 119, 1, [ID, ['note', 'optionalText']]),
  defineEvent<TradeClosed>('trades.closed', 120, 1, [
    ID,
    ['status', 'text'],
    ['profit', 'money'],
    ['profitUsd', 'optionalText'],
    ['detail', 'optionalText'],
  ]),
  defineEvent<StepCancelAsked>('trades.stepCancelAsked', 121, 1, [ID, ['position', 'integer']]),
  defineEvent<ReduceAsked>('trades.reduceAsked', 122, 1, [ID, ['quantity', 'integer'], ['price', 'integer']]),
];
