import type { BotSettings, NewBotSettings } from 'outcry/native-api';
import { add, compare, decimal, decimalText, typedDecimal } from '../decimal.ts';
import type { Wrong } from '../reading.ts';
import { differing } from '../same.ts';
import { tell } from '../words/bots/bot-words.ts';
import { say } from '../words/language.ts';
import { shown } from '../words/numbers.ts';
import { checkTold, toldSettings } from './check-told.ts';
import { CONDITION_FIELDS, type ConditionDraft, conditionOf, isFastBelowSlow } from './conditions.ts';
import { type BotDraft, isAside, isOptional, NUMBER_FIELDS, type NumberField } from './draft.ts';
import { TOLD_FIELDS, type ToldField, UNTOLD } from './told-draft.ts';

/** Settings that a draft asks for, or what is wrong in words. Fields without a word yet are in `empty`. */
export interface CheckedDraft {
  readonly settings: (NewBotSettings & Pick<BotSettings, 'start'>) | null;
  readonly wrong: Wrong;
  readonly empty: readonly string[];
}

interface Rule {
  readonly whole?: boolean;
  /** Must be above this, or at least this. */
  readonly above?: string;
  readonly least?: string;
  readonly most?: string;
  readonly decimals?: number;
}

const SECONDS: Rule = { whole: true, least: '0', most: '2592000' };
const PRICE: Rule = { least: '0' };
const MOST_PROFIT = '100000';
const MAYBE_PROFIT: Rule = { least: '0', most: MOST_PROFIT };
const PART: Rule = { least: '0', most: '100' };

const RULES: Readonly<Record<NumberField, Rule>> = {
  baseVolume: { above: '0' },
  safetyVolume: { above: '0' },
  maxSafetyOrders: { whole: true, least: '0', most: '200' },
  activeSafetyOrders: { whole: true, least: '0', most: '200' },
  safetyStep: { above: '0', most: '1000' },
  volumeScale: { above: '0', most: '10' },
  stepScale: { above: '0', most: '10' },
  takeProfit: { above: '0', most: MOST_PROFIT },
  trailingDeviation: { above: '0', most: '100', decimals: 4 },
  stopLoss: { least: '0', most: '100', decimals: 4 },
  stopLossTimeout: SECONDS,
  closeTimeout: { whole: true, least: '60', most: '25920000' },
  maxActiveDeals: { whole: true, least: '1', most: '199' },
  dealsPerPair: { whole: true, least: '1', most: '199' },
  cooldown: SECONDS,
  btcPriceLimit: PRICE,
  minPrice: PRICE,
  maxPrice: PRICE,
  disableAfterDeals: { whole: true, least: '0', most: '1000000' },
  minProfit: MAYBE_PROFIT,
  minVolumeBtc: PRICE,
  startDelay: SECONDS,
  reinvest: PART,
  reduceRisk: PART,
};

/** What stands for fields that other choices have put aside, unless they hold a number that fits. */
const ASIDE: Partial<Record<NumberField, string>> = {
  safetyVolume: '0',
  safetyStep: '0',
  activeSafetyOrders: '0',
  trailingDeviation: '0.2',
  volumeScale: '1',
  stepScale: '1',
};

const WHOLE: ReadonlySet<NumberField> = new Set(NUMBER_FIELDS.filter((field) => RULES[field].whole === true));

const ALWAYS = NUMBER_FIELDS.filter((field) => !(TOLD_FIELDS as readonly string[]).includes(field));

export function checkDraft(draft: BotDraft): CheckedDraft {
  const wrong: Record<string, string> = {};
  const empty: string[] = [];
  const read = (path: string, typed: string, rule: Rule, optional: boolean): string => {
    if (typed.trim() === '') {
      if (!optional) empty.push(path);
      return '0';
    }
    const text = typedDecimal(typed);
    const problem = text === null ? say('needNumber') : problemOf(text, rule);
    if (problem !== null) wrong[path] = problem;
    return text ?? '0';
  };
  if (draft.name.trim() === '') empty.push('name');
  if (draft.instruments.length === 0) empty.push('instruments');
  const numbers = {} as Record<NumberField, string>;
  for (const field of NUMBER_FIELDS) {
    numbers[field] = isAside(draft, field)
      ? asideNumber(draft, field)
      : read(field, draft[field], ruleOf(draft, field), isOptional(draft, field));
  }
  if (draft.way === 'signals' && draft.conditions.length === 0) empty.push('start');
  const conditions = usesConditions(draft) ? draft.conditions : [];
  if (draft.closeWay === 'signals' && draft.closeConditions.length === 0) empty.push('closeWhen');
  const closing = draft.closeWay === 'none' ? [] : draft.closeConditions;
  const named = { start: conditions, closeWhen: closing, safetyWhen: draft.safetyConditions };
  for (const [name, list] of Object.entries(named)) {
    for (const [index, condition] of list.entries()) checkCondition(condition, `${name}.${index}`, read, wrong);
  }
  const steps = draft.steps.map(({ profit, share }, index) => ({
    profit: read(`takeProfitSteps.${index}.profit`, profit, { above: '0' }, false),
    share: read(`takeProfitSteps.${index}.share`, share, { above: '0', most: '100' }, false),
  }));
  const safetySteps = draft.safetySteps.map(({ deviation, volume }, index) => ({
    deviation: read(`safetySteps.${index}.deviation`, deviation, { above: '0', most: '1000' }, false),
    volume: read(`safetySteps.${index}.volume`, volume, { above: '0' }, false),
  }));
  checkTogether(draft, numbers, steps, wrong);
  checkTold(draft, { numbers, safetySteps }, wrong);
  if (empty.length > 0 || Object.keys(wrong).length > 0) return { settings: null, wrong, empty };
  return { settings: settingsOf(draft, { numbers, steps, conditions, safetySteps }), wrong, empty };
}

function asideNumber(draft: BotDraft, field: NumberField): string {
  const text = field === 'takeProfit' ? null : typedDecimal(draft[field]);
  return text === null || problemOf(text, RULES[field]) !== null ? (ASIDE[field] ?? '0') : text;
}

/** A take profit of 0 takes none: conditions that close deals may stand alone. */
function ruleOf({ closeWay }: BotDraft, field: NumberField): Rule {
  return field === 'takeProfit' && closeWay !== 'none' ? MAYBE_PROFIT : RULES[field];
}

function usesConditions({ way }: BotDraft): boolean {
  return way === 'signals' || way === 'webhook';
}

type Read = (path: string, typed: string, rule: Rule, optional: boolean) => string;

function checkCondition(condition: ConditionDraft, path: string, read: Read, wrong: Record<string, string>): void {
  for (const field of CONDITION_FIELDS[condition.kind]) {
    if ('choices' in field) continue;
    const { name, least, most, whole } = field;
    read(`${path}.${name}`, condition.values[name] ?? '', { least, most, whole, decimals: 8 }, false);
  }
  if (!isFastBelowSlow(condition)) wrong[`${path}.fast`] ??= tell('needFastBelowSlow');
}

/** What depends on more than one field. */
function checkTogether(
  draft: BotDraft,
  numbers: Readonly<Record<NumberField, string>>,
  steps: readonly { readonly share: string }[],
  wrong: Record<string, string>,
): void {
  const pairs = draft.instruments.length;
  const most = pairs <= 1 ? 1 : Math.min(199, pairs * Number(numbers.dealsPerPair));
  if (wrong.maxActiveDeals === undefined && wrong.dealsPerPair === undefined && Number(numbers.maxActiveDeals) > most)
    wrong.maxActiveDeals = tell(pairs <= 1 ? 'needOneDeal' : 'needFewerDeals', { most: String(most) });
  if (draft.way === 'nonstop' && pairs > 1) wrong.start = tell('needOnePair');
  if (steps.length === 0) return;
  if (draft.trailing) wrong.trailing = tell('needOneTakeProfit');
  const zero = { coefficient: 0n, scale: 0 };
  const sum = steps.reduce((total, { share }) => add(total, decimal(share) ?? zero), zero);
  if (compare(sum, { coefficient: 100n, scale: 0 }) !== 0)
    wrong.takeProfitSteps = tell('needShares', { sum: shown(decimalText(sum)) });
}

function problemOf(text: string, { whole, above, least, most, decimals }: Rule): string | null {
  const value = decimal(text);
  if (value === null) return say('needNumber');
  const plain = decimalText(value);
  if (whole === true && plain.includes('.')) return tell('needWhole');
  const [floor, bottom, top] = [above, least, most].map((bound) => (bound === undefined ? null : decimal(bound)));
  if (floor !== null && floor !== undefined && compare(value, floor) <= 0) return say('needPositive');
  if (bottom !== null && bottom !== undefined && compare(value, bottom) < 0)
    return say('needAtLeast', { least: shown(least) });
  if (top !== null && top !== undefined && compare(value, top) > 0) return say('needAtMost', { most: shown(most) });
  if (decimals !== undefined && (plain.split('.')[1]?.length ?? 0) > decimals)
    return tell('needDecimals', { most: String(decimals) });
  return null;
}

interface ReadDraft {
  readonly numbers: Readonly<Record<NumberField, string>>;
  readonly steps: BotSettings['takeProfitSteps'];
  readonly conditions: readonly ConditionDraft[];
  readonly safetySteps: NonNullable<BotSettings['safetySteps']>;
}

function settingsOf(draft: BotDraft, made: ReadDraft): NonNullable<CheckedDraft['settings']> {
  const { numbers, steps, conditions } = made;
  const values = Object.fromEntries(
    ALWAYS.map((field) => [field, WHOLE.has(field) ? Number(numbers[field]) : numbers[field]]),
  ) as Pick<BotSettings, Exclude<NumberField, ToldField>>;
  const { strategy, startOrder, baseVolumeType, safetyVolumeType, takeProfitType } = draft;
  const { trailing, stopLossTrails, stopLossDisables, profitCurrency, way } = draft;
  const outer = way === 'nonstop' || way === 'webhook' ? [{ kind: way } as const] : [];
  return {
    ...values,
    name: draft.name.trim(),
    instruments: [...draft.instruments],
    strategy,
    startOrder,
    baseVolumeType,
    safetyVolumeType,
    takeProfitType,
    trailing,
    stopLossTrails,
    stopLossDisables,
    profitCurrency,
    start: [...outer, ...conditions.map((condition) => conditionOf(condition, (text) => typedDecimal(text) ?? text))],
    takeProfitSteps: [...steps],
    ...toldSettings(draft, made),
  };
}

/** Those settings that differ from what a bot has; its strategy stays for good, and what it is not told any more is taken back. */
export function changesOf(before: BotSettings, { strategy: _, ...after }: NewBotSettings): Partial<NewBotSettings> {
  return differing({ ...UNTOLD, ...before }, { ...UNTOLD, ...after });
}
