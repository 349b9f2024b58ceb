/**
 * How an instrument is described: plain data in decimal text, as the catalogue states it and as the event
 * `instruments.listed` keeps it. The core resolves it once into an `Instrument` with exact integers.
 */

/** Something an account can hold an amount of. */
export interface AssetSpec {
  /** Lower-case ISO code for fiat (`rub`), upper-case for crypto (`USDT`), the ticker for securities (`SBER`). Unique. */
  readonly code: string;
  readonly name: string;
  /** Fixes the ledger's scale: crypto 18 decimals, fiat 10, security 0 (whole pieces). */
  readonly kind: 'fiat' | 'crypto' | 'security';
}

export type InstrumentKind = 'share' | 'etf' | 'bond' | 'future' | 'crypto' | 'currency';

/**
 * How a fill changes the account.
 * - `spot`: money and units change hands
 * - `futures`: no money but the fee; results are booked at the daily rollover, when closed, and in cash at expiry
 * - `cfd`: results are booked in the account's currency when closed
 */
export type Settlement = 'spot' | 'futures' | 'cfd';

/** Which days and hours it trades: `moscow` rolls its day at 00:00 UTC+3, `utc` at 00:00 UTC. */
export type Calendar = 'moscow' | 'utc';

export interface InstrumentSpec {
  /** Canonical name in Outcry, unique: `SBER`, `USDT_BTC` (3Commas order: quote first), `EURUSD`, `SiZ6`. */
  readonly symbol: string;
  readonly kind: InstrumentKind;
  readonly settlement: Settlement;
  readonly title: string;
  readonly titleRu?: string;
  /** Asset code that a spot fill delivers; absent for futures and cfd. */
  readonly base?: string;
  /** cfd currency pairs: asset code of the currency whose price it is (`eur` of EURUSD). */
  readonly pairBase?: string;
  /** Asset code in which prices are meant and money is settled. */
  readonly quote: string;
  /** Smallest price change, decimal text. */
  readonly priceStep: string;
  /** Smallest quantity in pieces (units of base, contracts), decimal text; for exchange lots: the lot. */
  readonly quantityStep: string;
  /**
   * Money of one piece for a price of 1, decimal text, default `1`. Futures: step cost ÷ price step. Bonds quoted in
   * percent: nominal ÷ 100. Currency pairs as cfd: `1`; their quantity is in units of the base currency.
   */
  readonly multiplier?: string;
  /** Currency pairs: units in one lot as traders count (100 000). */
  readonly contractSize?: string;
  /** Smallest and largest quantity of one order in pieces, decimal text. */
  readonly minQuantity?: string;
  readonly maxQuantity?: string;
  /** Smallest price × quantity of one order in the quote asset, decimal text. */
  readonly minNotional?: string;
  readonly calendar: Calendar;
  /** Share of the value that must be covered by own money: initial rate for long and short positions, decimal text. */
  readonly marginRates?: { readonly long: string; readonly short: string };
  /** Futures: money blocked per contract when opening, decimal text in the quote asset. */
  readonly initialMargin?: string;
  /** Whether a margin account may sell it short. */
  readonly shortable?: boolean;
  /** False: listed and found, but orders are refused. Default true. */
  readonly tradable?: boolean;
  readonly future?: {
    /** Canonical symbol of the basic asset's instrument when it is in the catalogue. */
    readonly basicInstrument?: string;
    readonly basicAsset: string;
    readonly basicAssetSize: string;
    readonly assetType: 'security' | 'currency' | 'index' | 'commodity';
    readonly delivery: 'physical' | 'cash';
    /** ISO dates, UTC. */
    readonly firstTradeDate: string;
    readonly lastTradeDate: string;
    readonly expirationDate: string;
  };
  readonly bond?: {
    readonly nominal: string;
    readonly couponPercent?: string;
    readonly couponsPerYear?: number;
    readonly maturityDate?: string;
    readonly accruedInterest?: string;
  };
  readonly ids: InstrumentIds;
  /** A typical price, decimal text: where the synthetic market of this instrument lives. */
  readonly typicalPrice: string;
  /** How far a day's close typically lies from the one before, as a share: `0.02`. For the synthetic market only. */
  readonly dailyVolatility: string;
  /** Money that changes hands on a typical day, in the quote asset. For the synthetic market only. */
  readonly dailyTurnover: string;
}

/** The other names of an instrument. Every one of them resolves to it where it is unambiguous. */
export interface InstrumentIds {
  readonly ticker: string;
  /** Board: `TQBR`, `SPBFUT`, `CETS`, `CRYPTO`, `FX`. */
  readonly classCode: string;
  readonly figi?: string;
  readonly uid?: string;
  readonly positionUid?: string;
  readonly assetUid?: string;
  readonly isin?: string;
  /** SmartCOM's name when it differs from the ticker (`SBER` → `SBER`, futures `SBRF-12.26`). */
  readonly smartcom?: string;
  /** Further names, such as `BTCUSDT`, `BTC/USDT`. */
  readonly aliases?: readonly string[];
}
