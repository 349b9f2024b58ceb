export { applyExchange } from './apply.ts';
export { OrderBook } from './book/book.ts';
export { continueExchange, nextExchangeTime, reactExchange, tickExchange } from './decide.ts';
export { EXCHANGE_EVENTS, type ExchangeEvent } from './events.ts';
export { REJECTED_ON_DEMAND } from './faults.ts';
export { rollOver } from './rollover.ts';
export { type ExchangeSnapshot, restoreExchange, snapshotExchange } from './snapshot.ts';
export { type ExchangeState, type ExchangeWorld, emptyExchange } from './state.ts';
