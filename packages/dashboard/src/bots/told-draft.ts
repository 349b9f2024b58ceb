import type { BotSettings, NewBotSettings } from 'outcry/native-api';
import { typedText } from '../words/numbers.ts';
import { type ConditionDraft, conditionDraft } from './conditions.ts';

/** Numbers that a bot has only when it was told them: an empty field tells nothing. */
export const TOLD_FIELDS = ['minProfit', 'minVolumeBtc', 'startDelay', 'reinvest', 'reduceRisk'] as const;
export type ToldField = (typeof TOLD_FIELDS)[number];

/** What closes deals beside take profit and stop loss: nothing, values of candles, or a message from outside. */
export const CLOSE_WAYS = ['none', 'signals', 'webhook'] as const;
export type CloseWay = (typeof CLOSE_WAYS)[number];

/** At which take profit a stop loss that breaks even stays; `never`: it does not move. */
export const BREAKEVENS = ['never', '0', '1', '2', '3'] as const;

export interface SafetyStepDraft {
  readonly deviation: string;
  readonly volume: string;
}

/** The other settings that a bot has only when it was told so, as a person writes them. */
export interface ToldDraft {
  readonly closeWay: CloseWay;
  readonly closeConditions: readonly ConditionDraft[];
  readonly minProfitType: 'base' | 'total';
  readonly breakeven: (typeof BREAKEVENS)[number];
  readonly safetyConditions: readonly ConditionDraft[];
  /** Safety orders one by one; none: by step and coefficients. */
  readonly safetySteps: readonly SafetyStepDraft[];
}

export const NOTHING_TOLD: ToldDraft = {
  closeWay: 'none',
  closeConditions: [],
  minProfitType: 'total',
  breakeven: 'never',
  safetyConditions: [],
  safetySteps: [],
};

export function toldDraftOf(settings: BotSettings): ToldDraft {
  const { closeWhen = [], minProfitType = 'total', breakeven = null, safetyWhen = [], safetySteps = [] } = settings;
  return {
    closeWay: closeWhen.some(({ kind }) => kind === 'webhook') ? 'webhook' : closeWhen.length > 0 ? 'signals' : 'none',
    closeConditions: draftsOf(closeWhen),
    minProfitType,
    breakeven: BREAKEVENS.find((each) => each === String(breakeven)) ?? 'never',
    safetyConditions: draftsOf(safetyWhen),
    safetySteps: safetySteps.map(({ deviation, volume }) => ({
      deviation: typedText(deviation),
      volume: typedText(volume),
    })),
  };
}

export function draftsOf(conditions: BotSettings['start']): readonly ConditionDraft[] {
  return conditions.map(conditionDraft).filter((condition) => condition !== null);
}

/** What a bot does that was never told: so these settings are taken back. */
export const UNTOLD = {
  closeWhen: [],
  minProfit: null,
  minProfitType: 'total',
  breakeven: null,
  safetyWhen: [],
  safetySteps: [],
  minVolumeBtc: '0',
  startDelay: 0,
  reinvest: '0',
  reduceRisk: '0',
} as const satisfies Partial<NewBotSettings>;
