import type { BotSettings } from '@outcry/core';
import type { Strategy } from './strategies.ts';

/**
 * What the core keeps of a bot for this face without acting on it, by the names of the wire. Numbers are decimal text. Other
 * faces may have written something else there, so nothing is taken for granted.
 */
export interface Stored {
  readonly strategy_list: readonly Strategy[];
  readonly close_strategy_list: readonly Strategy[];
  readonly safety_strategy_list: readonly Strategy[];
  readonly stop_loss_timeout_enabled: boolean;
  readonly stop_loss_timeout_in_seconds: number;
  readonly leverage_type: string;
  readonly leverage_custom_value: string;
  /** The bot that it is a copy of. */
  readonly copy_of: number;
}

/** Parameters that are stored as they are. */
export const STORED_NAMES = [
  'close_strategy_list',
  'safety_strategy_list',
  'stop_loss_timeout_enabled',
  'stop_loss_timeout_in_seconds',
  'leverage_type',
  'leverage_custom_value',
] as const satisfies readonly (keyof Stored)[];

/** The name under which all of it stands in `BotSettings.stored`. */
const OWN = 'threecommas';

/** What was stored of a bot; nothing of one that another face has made. */
export function storedOf({ stored }: Pick<BotSettings, 'stored'>): Partial<Stored> {
  const own = stored[OWN];
  return typeof own === 'object' && own !== null ? (own as Partial<Stored>) : {};
}

/** Settings' `stored` with changes for this face. */
export function withStored(before: BotSettings['stored'], changes: Partial<Stored>): BotSettings['stored'] {
  return { ...before, [OWN]: { ...storedOf({ stored: before }), ...changes } };
}
