/** What happens when a stop's price is reached, beside that the bot takes its orders back and is disabled. */
export const STOP_ACTIONS = ['stop', 'stopAndBuy', 'stopAndSell', 'closePosition'] as const;

/**
 * `stop`: coins stay in the account; `stopAndBuy`: buys for the money of its buy lines; `stopAndSell` and `closePosition`
 * (a word of futures, for a pair the same): sells the coins it holds.
 */
export type StopAction = (typeof STOP_ACTIONS)[number];

export interface GridStop {
  /** The last price that triggers it. */
  readonly price: string;
  readonly action: StopAction;
}

/** What a grid bot does (`docs/grid-rules.md`). Prices, quantities and money are decimal text. */
export interface GridSettings {
  readonly name: string;
  readonly instrument: number;
  /** Lines at equal distances, or at equal ratios. */
  readonly type: 'arithmetic' | 'geometric';
  /** Prices of the lowest and the highest line. */
  readonly lower: string;
  readonly upper: string;
  /** How many lines, both of these among them. */
  readonly lines: number;
  /** What one line buys, or what all of them take together, in `orderCurrency`. */
  readonly amount: { readonly per: 'line' | 'total'; readonly value: string };
  readonly orderCurrency: 'base' | 'quote';
  /** `quote`: all coins bought are sold again; `base`: so many that the money comes back, the others are the profit. */
  readonly profitCurrency: 'base' | 'quote';
  readonly upperStop: GridStop | null;
  readonly lowerStop: GridStop | null;
  /** Above the highest line the lowest buy line moves on top; with order and profit currency `quote` alone. */
  readonly trailingUp: boolean;
  /** Below the lowest line the highest sell line moves under it; with order and profit currency `base` alone. */
  readonly trailingDown: boolean;
  /** Above the highest line another one is added, up to this price; null: none. */
  readonly expandUp: string | null;
  /** Below the lowest line another one is added, down to this price; null: none. */
  readonly expandDown: string | null;
  /** So many orders may rest at most on each side, those nearest to the price; null: all. */
  readonly maxBuyLines: number | null;
  readonly maxSellLines: number | null;
  /** What faces keep for their clients; the core does not act on it. Plain JSON. */
  readonly stored: Readonly<Record<string, unknown>>;
}

/** Settings that lines and quantities follow from: with others a running bot begins anew. */
export const SHAPE: readonly (keyof GridSettings)[] = [
  'type',
  'lower',
  'upper',
  'lines',
  'amount',
  'orderCurrency',
  'profitCurrency',
];

export const GRID_DEFAULTS = {
  type: 'arithmetic',
  orderCurrency: 'quote',
  profitCurrency: 'quote',
  upperStop: null,
  lowerStop: null,
  trailingUp: false,
  trailingDown: false,
  expandUp: null,
  expandDown: null,
  maxBuyLines: null,
  maxSellLines: null,
  stored: {},
} as const satisfies Partial<GridSettings>;
