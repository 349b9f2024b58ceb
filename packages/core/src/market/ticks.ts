import type { Price, Quantity } from '../numbers/index.ts';

/**
 * Market data, as a feed hands it to `core.tick`. Prices and quantities are in steps of the instrument (its integer
 * id in the core). Ticks change market state only; what they cause comes out as events.
 */
export type Tick = QuoteTick | DepthTick | LevelTick | TradeTick | StatusTick | DayTick;

/** Best bid and ask with their sizes. A size of 0 means that side is empty. Replaces the top of the displayed book. */
export interface QuoteTick {
  readonly kind: 'quote';
  readonly instrument: number;
  readonly bid: Price;
  readonly bidSize: Quantity;
  readonly ask: Price;
  readonly askSize: Quantity;
}

/** The whole displayed book, best first, at most 50 levels a side: `[price, size, price, size, …]`. */
export interface DepthTick {
  readonly kind: 'depth';
  readonly instrument: number;
  readonly bids: readonly number[];
  readonly asks: readonly number[];
}

/** One displayed level has a new size; 0 removes it. */
export interface LevelTick {
  readonly kind: 'level';
  readonly instrument: number;
  readonly side: 'bid' | 'ask';
  readonly price: Price;
  readonly size: Quantity;
}

/** A trade of the outside market. `aggressor` is the side that took liquidity, when the feed knows it. */
export interface TradeTick {
  readonly kind: 'trade';
  readonly instrument: number;
  readonly price: Price;
  readonly size: Quantity;
  readonly aggressor?: 'buy' | 'sell';
}

export type TradingStatus = 'normal' | 'break' | 'closed';

/** Trading of the instrument begins, pauses or ends. `closed` empties the displayed book. */
export interface StatusTick {
  readonly kind: 'status';
  readonly instrument: number;
  readonly status: TradingStatus;
}

/**
 * What happened in the current trading day before the first tick: the figures of the day go on from here. Fills nothing and
 * triggers nothing.
 */
export interface DayTick {
  readonly kind: 'day';
  readonly instrument: number;
  readonly open: Price;
  readonly high: Price;
  readonly low: Price;
  readonly volume: Quantity;
  /** Close of the trading day before, when there was one. */
  readonly previousClose: Price | null;
}
