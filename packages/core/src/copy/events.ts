import { BOOK_EVENTS, type BookEvent } from './book-events.ts';
import { MONEY_EVENTS, type MoneyEvent } from './money-events.ts';
import { TRADE_EVENTS, type TradeEvent } from './trade-events.ts';

/** Everything this module tells the journal; codes 160 … 193. */
export type CopyEvent = BookEvent | MoneyEvent | TradeEvent;

export const COPY_EVENTS = [...BOOK_EVENTS, ...MONEY_EVENTS, ...TRADE_EVENTS];

export type * from './book-events.ts';
export type * from './money-events.ts';
export { DAY_STRIDE } from './money-events.ts';
export type * from './trade-events.ts';
export { IDEAL, NETTED_STRIDE, PLAN_STRIDE, SETTLED_STRIDE } from './trade-events.ts';
