import { type CoreEvent, defineEvent } from '../events/index.ts';

/** Matching of an order reached the bound of one turn and goes on in the next. */
export interface MatchingDeferred extends CoreEvent {
  readonly type: 'exchange.matchingDeferred';
  readonly order: number;
}

export interface MatchingResumed extends CoreEvent {
  readonly type: 'exchange.matchingResumed';
  readonly order: number;
}

/** The trading day of a calendar has ended; the next one ends at `next` (ms UTC). */
export interface DayRolled extends CoreEvent {
  readonly type: 'exchange.dayRolled';
  readonly calendar: string;
  readonly next: number;
}

/** An order has reached the venue on an account with faults, as the `number`-th; it is answered at `due` (ms UTC). */
export interface OrderCounted extends CoreEvent {
  readonly type: 'exchange.orderCounted';
  readonly order: number;
  readonly account: number;
  readonly number: number;
  readonly due: number;
}

export type ExchangeEvent = MatchingDeferred | MatchingResumed | DayRolled | OrderCounted;

/** Codes 43 and 44 were used by a form that was never released. */
export const EXCHANGE_EVENTS = [
  defineEvent<MatchingDeferred>('exchange.matchingDeferred', 40, 1, [['order', 'integer']]),
  defineEvent<MatchingResumed>('exchange.matchingResumed', 41, 1, [['order', 'integer']]),
  defineEvent<DayRolled>('exchange.dayRolled', 42, 1, [
    ['calendar', 'text'],
    ['next', 'integer'],
  ]),
  defineEvent<OrderCounted>('exchange.orderCounted', 45, 1, [
    ['order', 'integer'],
    ['account', 'integer'],
    ['number', 'integer'],
    ['due', 'integer'],
  ]),
];
