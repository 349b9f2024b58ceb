import { BoundPrices } from './bound-prices.ts';

/**
 * Market state: which prices cannot bring an account on margin below its minimal margin. Only an account that an event has
 * touched or a price has reached is valued anew; a tick costs the others nothing.
 */
export interface MarginWatch {
  readonly bounds: BoundPrices;
  /** Accounts whose bounds do not hold any more. */
  readonly touched: Set<number>;
  /** Every account has to be looked at: after a start, and when a new pair may price what had no price. */
  everyone: boolean;
  /** A turn that was full has left accounts to the next one. */
  left: boolean;
  /** By instrument without a last trade: the accounts that wait for its first one. */
  readonly awaiting: Map<number, Set<number>>;
  /** The other way round. */
  readonly awaitedBy: Map<number, readonly number[]>;
}

export function emptyMarginWatch(): MarginWatch {
  return {
    bounds: new BoundPrices(),
    touched: new Set(),
    everyone: true,
    left: false,
    awaiting: new Map(),
    awaitedBy: new Map(),
  };
}
