import type { Money, Price, Quantity } from '../numbers/index.ts';
import type { InstrumentSpec, Settlement } from './spec.ts';

/** An asset as the ledger knows it. `id` is dense and starts at 1. */
export interface Asset {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly kind: 'fiat' | 'crypto' | 'security';
  /** Decimals of one minor unit: crypto 18, fiat 10, security 0. */
  readonly scale: number;
}

/** An instrument resolved to exact integers. `id` is dense and starts at 1, so arrays can be indexed by it. */
export interface Instrument {
  readonly id: number;
  readonly symbol: string;
  readonly spec: InstrumentSpec;
  readonly settlement: Settlement;
  /** Asset delivered by a spot fill; 0 for futures and cfd. */
  readonly base: number;
  /** Asset in which money is settled. */
  readonly quote: number;
  /** Money (minor units of quote) of one price step × one quantity step. */
  readonly stepValue: Money;
  /** Minor units of base in one quantity step; 0n without base. */
  readonly stepUnits: Money;
  /** The asset whose price in `quote` this is, for conversions: base of spot, base currency of a cfd pair; else 0. */
  readonly pairBase: number;
  /** Minor units of pairBase in one quantity step; 0n without pairBase. */
  readonly pairUnits: Money;
  /** Price step and quantity step as scaled integers: step = coefficient × 10^-scale. */
  readonly priceStep: { readonly coefficient: bigint; readonly scale: number };
  readonly quantityStep: { readonly coefficient: bigint; readonly scale: number };
  readonly minQuantity: Quantity;
  readonly maxQuantity: Quantity;
  /** Smallest price × quantity of an order in minor units of quote; 0n when there is none. */
  readonly minNotional: Money;
  /** Futures: money blocked per quantity step when opening; 0n otherwise. */
  readonly initialMargin: Money;
  /** Margin rates in millionths of the value (0.25 = 250 000); 1 000 000 when the spec has none. */
  readonly marginLong: number;
  readonly marginShort: number;
  readonly shortable: boolean;
  readonly tradable: boolean;
  /** Offset of the trading day from UTC in milliseconds (3 h for `moscow`). */
  readonly dayOffset: number;
  /** Futures: the moment it expires (ms UTC); 0 otherwise. */
  readonly expiresAt: number;
  /** Bounds for any price of this instrument, in steps: 1 for all but futures. */
  readonly lowestPrice: Price;
  readonly highestPrice: Price;
}
