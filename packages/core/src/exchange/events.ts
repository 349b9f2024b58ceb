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

/** A price reached more stops than one turn can trigger; those with an id up to `upTo` go on in the next turns. */
export interface StopsDeferred extends CoreEvent {
  readonly type: 'exchange.stopsDeferred';
  readonly instrument: number;
  readonly price: number;
  readonly upTo: number;
}

/** All stops of the oldest deferral have been triggered. */
export interface StopsResumed extends CoreEvent {
  readonly type: 'exchange.stopsResumed';
  readonly instrument: number;
}

/** The trading day of a calendar has ended; the next one ends at `next` (ms UTC). */
export interface DayRolled extends CoreEvent {
  readonly type: 'exchange.dayRolled';
  readonly calendar: string;
  readonly next: number;
}

export type ExchangeEvent = MatchingDeferred | MatchingResumed | DayRolled | StopsDeferred | StopsResumed;

export const EXCHANGE_EVENTS = [
  defineEvent<MatchingDeferred>('exchange.matchingDeferred', 40, 1, [['order', 'integer']]),
  defineEvent<MatchingResumed>('exchange.matchingResumed', 41, 1, [['order', 'integer']]),
  defineEvent<DayRolled>('exchange.dayRolled', 42, 1, [
    ['calendar', 'text'],
    ['next', 'integer'],
  ]),
  defineEvent<StopsDeferred>('exchange.stopsDeferred', 43, 1, [
    ['instrument', 'integer'],
    ['price', 'integer'],
    ['upTo', 'integer'],
  ]),
  defineEvent<StopsResumed>('exchange.stopsResumed', 44, 1, [['instrument', 'integer']]),
];
