import type { InstrumentMarket } from '../market/index.ts';

/** Whether the last price has reached a stop: a buy stop at or above it, a sell stop at or below it. */
export function isTriggered(side: 0 | 1, stopPrice: number, market: InstrumentMarket | undefined): boolean {
  if (market === undefined || market.lastAt === 0) return false;
  return side === 0 ? market.last >= stopPrice : market.last <= stopPrice;
}
