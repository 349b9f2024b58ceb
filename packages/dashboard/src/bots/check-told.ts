import type { BotSettings, NewBotSettings } from 'outcry/native-api';
import { compare, decimal, typedDecimal } from '../decimal.ts';
import { tell } from '../words/bots/bot-words.ts';
import { shown } from '../words/numbers.ts';
import { conditionOf, type StartCondition } from './conditions.ts';
import { type BotDraft, isAside } from './draft.ts';
import { TOLD_FIELDS, type ToldField } from './told-draft.ts';

/** Numbers of a draft that have been read. */
interface ReadNumbers {
  readonly numbers: Readonly<Record<ToldField | 'maxSafetyOrders', string>>;
  readonly safetySteps: NonNullable<BotSettings['safetySteps']>;
}

/** What does not fit together among the settings that a bot has only when it was told so. */
export function checkTold(draft: BotDraft, { numbers, safetySteps }: ReadNumbers, wrong: Record<string, string>): void {
  const { closeWay, trailing, stopLossTrails, profitCurrency } = draft;
  if (closeWay !== 'none' && trailing) wrong.trailing ??= tell('needNoConditions');
  if (breaksEven(draft) && stopLossTrails) wrong.breakeven = tell('needStillStop');
  const ofQuote = draft.baseVolumeType === 'quote' && draft.safetyVolumeType === 'quote' && profitCurrency === 'quote';
  for (const field of ['reinvest', 'reduceRisk'] as const) {
    if (!ofQuote && !/^[0.]*$/.test(numbers[field])) wrong[field] ??= tell('needQuoteVolumes');
  }
  if (safetySteps.length === 0) return;
  if (Number(numbers.maxSafetyOrders) > safetySteps.length)
    wrong.maxSafetyOrders ??= tell('needSteps', { most: String(safetySteps.length) });
  for (const [index, { deviation }] of safetySteps.entries()) {
    const [before, here] = [decimal(safetySteps[index - 1]?.deviation ?? '0'), decimal(deviation)];
    if (index > 0 && before !== null && here !== null && compare(here, before) <= 0)
      wrong[`safetySteps.${index}.deviation`] ??= tell('needFarther', {
        before: shown(safetySteps[index - 1]?.deviation),
      });
  }
}

/** Whether the stop loss moves with take profits that are done: there must be several. */
export function breaksEven({ breakeven, steps }: BotDraft): boolean {
  return breakeven !== 'never' && steps.length > 1;
}

/** Those settings of a draft that was found right which the bot has only because it is told so. */
export function toldSettings(draft: BotDraft, { numbers, safetySteps }: ReadNumbers): Partial<NewBotSettings> {
  const { closeWay, closeConditions, minProfitType, breakeven, safetyConditions } = draft;
  const read = (text: string): string => typedDecimal(text) ?? text;
  const told = TOLD_FIELDS.filter((field) => {
    if (!isAside(draft, field)) return draft[field].trim() !== '';
    // what is put aside stays only where deals may be closed by conditions, and is not looked at
    return closeWay !== 'none' && read(draft[field]) === numbers[field];
  });
  const closeWhen: StartCondition[] = [
    ...(closeWay === 'webhook' ? [{ kind: 'webhook' } as const] : []),
    ...(closeWay === 'none' ? [] : closeConditions.map((condition) => conditionOf(condition, read))),
  ];
  return {
    ...Object.fromEntries(
      told.map((field) => [field, field === 'startDelay' ? Number(numbers[field]) : numbers[field]]),
    ),
    ...(closeWhen.length === 0 ? {} : { closeWhen }),
    ...(told.includes('minProfit') ? { minProfitType } : {}),
    ...(breaksEven(draft) ? { breakeven: Number(breakeven) } : {}),
    ...(safetyConditions.length === 0
      ? {}
      : { safetyWhen: safetyConditions.map((condition) => conditionOf(condition, read)) }),
    ...(safetySteps.length === 0 ? {} : { safetySteps: [...safetySteps] }),
  };
}
