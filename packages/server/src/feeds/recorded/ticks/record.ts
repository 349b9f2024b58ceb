/** The whole known book or what changed in it: `[price, size, …]` in steps; a size of 0 removes a level. */
export interface BookRecord {
  readonly kind: 'snapshot' | 'changes';
  readonly bids: readonly number[];
  readonly asks: readonly number[];
  /** The book is now at least as new as the last best quote, which has nothing to add to it any more. */
  readonly coversBest: boolean;
}

/** Best bid and ask of a moment later than the book's last change; a size of 0 means an empty side. */
export interface BestRecord {
  readonly kind: 'best';
  readonly bid: number;
  readonly bidSize: number;
  readonly ask: number;
  readonly askSize: number;
}

export interface TradeRecord {
  readonly kind: 'trade';
  readonly price: number;
  readonly size: number;
  readonly aggressor: 'buy' | 'sell';
}

/** From here on the book is not known, until the next snapshot. */
export interface LostRecord {
  readonly kind: 'lost';
}

/** One thing that a recording of single ticks says about the market, after snapshots and changes have been joined. */
export type TickRecord = BookRecord | BestRecord | TradeRecord | LostRecord;

/** A record with its market time, ms UTC. */
export interface TimedRecord {
  readonly at: number;
  readonly record: TickRecord;
}
