import type { TradeSettings } from '@outcry/core';

/** What the core keeps of a trade for this face without acting on it. */
export interface Stored {
  /** `classic` or `step_sell`: one step alone does not tell. */
  readonly take_profit_type: string;
  /** The price that was given for an entry at the market. */
  readonly buy_price: string;
  readonly stop_loss_timeout_seconds: number;
}

const OWN = 'threecommas';

/** What was stored of a trade; nothing of one that another face has made. */
export function storedOf({ stored }: Pick<TradeSettings, 'stored'>): Partial<Stored> {
  const own = stored[OWN];
  return typeof own === 'object' && own !== null ? (own as Partial<Stored>) : {};
}

/** Settings' `stored` with changes for this face. */
export function withStored(before: TradeSettings['stored'], changes: Partial<Stored>): TradeSettings['stored'] {
  return { ...before, [OWN]: { ...storedOf({ stored: before }), ...changes } };
}
