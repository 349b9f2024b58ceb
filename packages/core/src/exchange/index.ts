export { applyExchange } from './apply.ts';
export { OrderBook } from './book/book.ts';
export { continueMatching, reactExchange, tickExchange } from './decide.ts';
export { EXCHANGE_EVENTS, type ExchangeEvent } from './events.ts';
export { nextRollover, rollOver } from './rollover.ts';
export { type ExchangeSnapshot, restoreExchange, snapshotExchange } from './snapshot.ts';
export { type ExchangeState, type ExchangeWorld, emptyExchange } from './state.ts';
