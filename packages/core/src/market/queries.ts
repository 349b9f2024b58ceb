import { type InstrumentMarket, type MarketState, type MarketTrade, RECENT_TRADES } from './state.ts';

export interface DepthLevel {
  readonly price: number;
  readonly size: number;
}

/** Best displayed bid that can still be taken, or undefined. */
export function bestBid(market: InstrumentMarket | undefined): DepthLevel | undefined {
  return best(market, 'bids');
}

/** Best displayed ask that can still be taken, or undefined. */
export function bestAsk(market: InstrumentMarket | undefined): DepthLevel | undefined {
  return best(market, 'asks');
}

function best(market: InstrumentMarket | undefined, side: 'bids' | 'asks'): DepthLevel | undefined {
  if (market === undefined) return undefined;
  const ladder = market[side];
  const index = ladder.bestAvailable();
  return index < 0 ? undefined : { price: ladder.prices[index] as number, size: ladder.available(index) };
}

/** Displayed levels of one side that can still be taken, best first. */
export function depth(market: InstrumentMarket | undefined, side: 'bids' | 'asks', levels: number): DepthLevel[] {
  const found: DepthLevel[] = [];
  if (market === undefined) return found;
  const ladder = market[side];
  for (let i = 0; i < ladder.prices.length && found.length < levels; i++) {
    const size = ladder.available(i);
    if (size > 0) found.push({ price: ladder.prices[i] as number, size });
  }
  return found;
}

/** Recent outside trades, newest first, at most `count`. */
export function recentTrades(market: InstrumentMarket | undefined, count: number): MarketTrade[] {
  if (market === undefined) return [];
  return market.trades.slice(-Math.min(count, RECENT_TRADES)).reverse();
}

/**
 * The price at which a position of this instrument is valued: the last trade, else the middle of the quotes, else
 * undefined.
 */
export function valuationPrice(state: MarketState, instrument: number): number | undefined {
  const market = state.markets[instrument];
  if (market === undefined) return undefined;
  if (market.lastAt > 0) return market.last;
  const bid = bestBid(market);
  const ask = bestAsk(market);
  if (bid !== undefined && ask !== undefined) return Math.round((bid.price + ask.price) / 2);
  return bid?.price ?? ask?.price;
}
