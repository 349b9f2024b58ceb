import { Ladder } from './ladder.ts';
import type { TradingStatus } from './ticks.ts';

/** Recent outside trades kept per instrument. */
export const RECENT_TRADES = 200;

export interface MarketTrade {
  readonly at: number;
  readonly price: number;
  readonly size: number;
  readonly aggressor: 'buy' | 'sell' | null;
}

/** What is known of one instrument's outside market. Market state: changed by ticks, outside the digest. */
export class InstrumentMarket {
  readonly instrument: number;
  status: TradingStatus = 'normal';
  readonly bids = new Ladder(1);
  readonly asks = new Ladder(-1);
  /** Price of the last trade in steps; `lastAt` is 0 before the first one. */
  last = 0;
  lastSize = 0;
  lastAt = 0;
  /** The current trading day, in days since 1970 of the instrument's calendar; figures of that day. */
  day = -1;
  open = 0;
  high = 0;
  low = 0;
  volume = 0;
  /** Last price of the day before; `hasPreviousClose` tells whether there was one. */
  previousClose = 0;
  hasPreviousClose = false;
  /** Newest last, at most RECENT_TRADES. */
  readonly trades: MarketTrade[] = [];
  updatedAt = 0;

  constructor(instrument: number) {
    this.instrument = instrument;
  }
}

export interface MarketState {
  /** Indexed by instrument id. */
  readonly markets: (InstrumentMarket | undefined)[];
  /** Malformed ticks since the start, and what was wrong with the last one. */
  refusedTicks: number;
  lastRefusal: string | null;
}

export function emptyMarket(): MarketState {
  return { markets: [], refusedTicks: 0, lastRefusal: null };
}

/** Counts a tick that was not taken. */
export function refuseTick(state: MarketState, why: string): void {
  state.refusedTicks += 1;
  state.lastRefusal = why;
}

/** The market of an instrument, made on first use. */
export function marketOf(state: MarketState, instrument: number): InstrumentMarket {
  let market = state.markets[instrument];
  if (market === undefined) {
    market = new InstrumentMarket(instrument);
    state.markets[instrument] = market;
  }
  return market;
}
