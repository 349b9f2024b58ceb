import type { BotSettings } from '@outcry/core';
import type { Value } from '../wire/values.ts';
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
  readonly min_profit_type: string;
  readonly min_profit_percentage: string;
  readonly min_volume_btc_24h: string;
  readonly deal_start_delay_seconds: number;
  readonly reinvesting_percentage: string;
  readonly risk_reduction_percentage: string;
  readonly min_price_percentage: string;
  readonly max_price_percentage: string;
  readonly sl_to_breakeven_enabled: boolean;
  readonly sl_to_breakeven_data: Value;
  readonly custom_safety_steps: Value;
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
  'min_profit_type',
  'min_profit_percentage',
  'min_volume_btc_24h',
  'deal_start_delay_seconds',
  'reinvesting_percentage',
  'risk_reduction_percentage',
  'min_price_percentage',
  'max_price_percentage',
  'sl_to_breakeven_enabled',
  'sl_to_breakeven_data',
  'custom_safety_steps',
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
