import type { Coverage } from './coverage.ts';

/** What the keeper's thread is started with. */
export interface KeeperStart {
  readonly folder: string;
  readonly feedId: string;
}

/** An instrument's opening time of the first live 5-second bar. */
export interface Listing {
  readonly instrument: number;
  readonly since: number;
}

/** Finished bars of one instrument, packed by `packBars`. */
export interface BarPack {
  readonly instrument: number;
  readonly bars: Float64Array;
}

/** Written in one transaction: once it is in the file, all trades of `run` are in the file's bars. */
export interface MarketBatch {
  readonly run: Coverage;
  readonly listings: readonly Listing[];
  readonly fives: readonly BarPack[];
  readonly minutes: readonly BarPack[];
  /** 5-second bars that open before this may go. */
  readonly forgetBefore: number;
}

/** Stored bars of `seconds` with opening times in [from, to), joined into bars of `length` ms. */
export interface BarRange {
  readonly instrument: number;
  readonly seconds: 5 | 60;
  readonly from: number;
  readonly to: number;
  readonly length: number;
  readonly dayOffset: number;
}

/** What the file knew of this feed when it was opened. */
export interface StoredMarket {
  /** In time order. */
  readonly coverage: readonly Coverage[];
  readonly listings: readonly Listing[];
  /** The 5-second bars of the minute in which the last run ended. */
  readonly lastFives: readonly BarPack[];
}

/** `age` counts how often the file was begun anew: a batch from before is passed over. */
export type ToKeeper =
  | { readonly kind: 'write'; readonly id: number; readonly age: number; readonly batch: MarketBatch }
  | { readonly kind: 'read'; readonly id: number; readonly range: BarRange }
  | { readonly kind: 'close' };

/** `begun-anew` comes before the answer to the request that met the damage. After `refused` the thread ends. */
export type FromKeeper =
  | { readonly kind: 'opened'; readonly market: StoredMarket; readonly notice: string | null }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'begun-anew'; readonly notice: string }
  | { readonly kind: 'written'; readonly id: number }
  | { readonly kind: 'bars'; readonly id: number; readonly bars: Float64Array }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string; readonly damaged: boolean };
