import type { GridSettings } from '@outcry/core';

/** What the core keeps of a grid bot for this face without acting on it: that of stops which are switched off, too. */
export interface Stored {
  /** Who has chosen the lines. */
  readonly strategy_type: 'manual' | 'ai';
  readonly leverage_type: string;
  readonly leverage_custom_value: string;
  readonly mode: string;
  readonly upper_stop_loss_price: string;
  readonly lower_stop_loss_price: string;
  readonly upper_stop_loss_action: Action;
  readonly lower_stop_loss_action: Action;
}

type Action = 'stop_bot' | 'stop_bot_and_buy' | 'stop_bot_and_sell' | 'stop_bot_and_close_position';

const OWN = 'threecommas';

/** What was stored of a bot; nothing of one that another face has made. */
export function storedOf({ stored }: Pick<GridSettings, 'stored'>): Partial<Stored> {
  const own = stored[OWN];
  return typeof own === 'object' && own !== null ? (own as Partial<Stored>) : {};
}

/** Settings' `stored` with changes for this face. */
export function withStored(before: GridSettings['stored'], changes: Partial<Stored>): GridSettings['stored'] {
  return { ...before, [OWN]: { ...storedOf({ stored: before }), ...changes } };
}
