import type { InstrumentMarket } from '../market/index.ts';

/** Whether the last price has reached a stop: a buy stop at or above it, a sell stop at or below it. */
export function isTriggered(side: 0 | 1, stopPrice: number, market: InstrumentMarket | undefined): boolean {
  return market !== undefined && market.lastAt !== 0 && isReached(side, stopPrice, market.last);
}

/** Whether a price reaches a stop. */
export function isReached(side: 0 | 1, stopPrice: number, price: number): boolean {
  return side === 0 ? price >= stopPrice : price <= stopPrice;
}
