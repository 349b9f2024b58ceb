import type { PriceKind } from '../stops/index.ts';

/** Prices, quantities and percentages are decimal text; `0` where there is none. */

/** How a trade comes to its coins. */
export interface EntrySettings {
  /** `conditional`: an order goes out when the market reaches `price`. */
  readonly type: 'market' | 'limit' | 'conditional';
  /** Limit price, or the price that is waited for. */
  readonly price: string;
  /** The price that a conditional entry watches. */
  readonly by: PriceKind;
  /** What a conditional entry sends: a market order, or a limit order at `limitPrice`. */
  readonly order: 'market' | 'limit';
  readonly limitPrice: string;
  /** Percent that the price must turn back from its best before a conditional entry buys; `0`: at once. */
  readonly trailing: string;
}

/** One exit with profit. */
export interface TakeProfitSettings {
  /** Unique in the trade, above 0: steps reached at once are sold in this order. */
  readonly position: number;
  /** Percent of the coins. All of them sum to 100. */
  readonly share: string;
  /** The price that fires it, or null with `percent`: of the entry price, above 0. */
  readonly price: string | null;
  readonly percent: string | null;
  readonly by: PriceKind;
  /** `market` and `limit` go out when the price is reached, `resting` stands in the book from the entry on. */
  readonly order: 'market' | 'limit' | 'resting';
  /** Of `limit`. */
  readonly limitPrice: string;
  /** Percent behind the best price; `0`: sold at once. With `market` alone. */
  readonly trailing: string;
}

export interface StopLossSettings {
  readonly price: string | null;
  /** Of the entry price, below 0. */
  readonly percent: string | null;
  readonly by: PriceKind;
  readonly order: 'market' | 'limit';
  readonly limitPrice: string;
  /** It follows the best price at the distance it has from the entry. With `market` alone. */
  readonly trails: boolean;
  /** Seconds that the price must stay in the zone; 0: none. */
  readonly timeout: number;
  /** Moves to the entry price when the first step has been sold. */
  readonly breakeven: boolean;
}

/** What a smart trade does (`dca-and-smarttrade-rules.md` part C). */
export interface TradeSettings {
  readonly instrument: number;
  /** `long` buys and sells, `short` sells and buys back. */
  readonly side: 'long' | 'short';
  /** null: the coins (short: the money) are held already, got at `averagePrice`. */
  readonly entry: EntrySettings | null;
  readonly averagePrice: string;
  /** Coins to enter with, in pieces. */
  readonly quantity: string;
  /** At most 8; none with a stop loss alone, or in a simple trade. */
  readonly takeProfits: readonly TakeProfitSettings[];
  readonly stopLoss: StopLossSettings | null;
  /** What faces keep for their clients; the core does not act on it. Plain JSON. */
  readonly stored: Readonly<Record<string, unknown>>;
}

/** What can be changed later. Steps that are sold stay as they are and must be sent unchanged. */
export interface TradeChanges {
  /** Of an entry that waits for its price, or of a limit order that rests; of the same type. */
  readonly entry?: EntrySettings;
  /** Pieces to enter with, of the same entries. */
  readonly quantity?: string;
  /** Of coins held already. */
  readonly averagePrice?: string;
  readonly takeProfits?: readonly TakeProfitSettings[];
  readonly stopLoss?: StopLossSettings | null;
  readonly stored?: Readonly<Record<string, unknown>>;
}

type Part = Readonly<Record<string, unknown>>;

/** Whether two parts of settings say the same, in whatever order. */
export function isSame(one: object | null, other: object | null): boolean {
  return one === other || (one !== null && other !== null && sameMembers(one as Part, other as Part, null));
}

/** Whether two steps are sold at the same price in the same way. */
export function isSameTarget(one: TakeProfitSettings, other: TakeProfitSettings): boolean {
  return one === other || sameMembers(one as unknown as Part, other as unknown as Part, 'share');
}

/** `but`: a member that may be another. */
function sameMembers(one: Part, other: Part, but: string | null): boolean {
  for (const name in one) if (name !== but && !(name in other && isSameValue(one[name], other[name]))) return false;
  for (const name in other) if (name !== but && !(name in one)) return false;
  return true;
}

function isSameValue(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return (one ?? null) === (other ?? null);
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
