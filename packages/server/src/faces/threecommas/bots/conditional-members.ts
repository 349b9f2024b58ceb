import type { BotSettings } from '@outcry/core';
import type { JsonValue } from '../wire/json.ts';
import { exactNumber } from '../wire/numbers.ts';
import { exactly, shown } from './decimal-texts.ts';
import { storedOf } from './stored.ts';
import { strategiesOf } from './strategies.ts';

/** Members of bots and deals that tell of conditions, least profit, own safety orders and the stop loss that moves. */
export interface ConditionalMembers {
  readonly close_strategy_list: readonly JsonValue[];
  readonly safety_strategy_list: readonly JsonValue[];
  readonly min_profit_percentage: string;
  readonly min_profit_type: string | null;
  readonly custom_safety_steps: JsonValue;
  readonly sl_to_breakeven_enabled: boolean;
  readonly sl_to_breakeven_data: JsonValue;
}

export function conditionalMembers(settings: BotSettings): ConditionalMembers {
  const {
    closeWhen = [],
    safetyWhen = [],
    safetySteps = [],
    minProfit = null,
    minProfitType,
    breakeven = null,
  } = settings;
  const stored = storedOf(settings);
  const long = settings.strategy === 'long';
  return {
    close_strategy_list: strategiesOf(closeWhen, !long, stored.close_strategy_list),
    safety_strategy_list: strategiesOf(safetyWhen, long, stored.safety_strategy_list),
    min_profit_percentage: shown(minProfit ?? '0'),
    min_profit_type: minProfit === null ? null : minProfitType === 'base' ? 'base_order_volume' : 'total_bought_volume',
    custom_safety_steps: safetySteps.map(({ deviation, volume }) => ({
      deviation: long ? `-${deviation}` : deviation,
      size: exactNumber(exactly(volume)),
    })),
    sl_to_breakeven_enabled: breakeven !== null,
    sl_to_breakeven_data: breakeven === null ? null : { upper_breakeven_limit: breakeven },
  };
}
