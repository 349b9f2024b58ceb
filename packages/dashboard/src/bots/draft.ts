import type { BotSettings, Instrument } from 'outcry/native-api';
import { typedDecimal } from '../decimal.ts';
import { typedText } from '../words/numbers.ts';
import { type ConditionDraft, type StartWay, startWay } from './conditions.ts';
import { draftsOf, NOTHING_TOLD, TOLD_FIELDS, type ToldDraft, toldDraftOf } from './told-draft.ts';

/** Settings that a person types as numbers. */
export const NUMBER_FIELDS = [
  'baseVolume',
  'safetyVolume',
  'maxSafetyOrders',
  'activeSafetyOrders',
  'safetyStep',
  'volumeScale',
  'stepScale',
  'takeProfit',
  'trailingDeviation',
  'stopLoss',
  'stopLossTimeout',
  'closeTimeout',
  'maxActiveDeals',
  'dealsPerPair',
  'cooldown',
  'btcPriceLimit',
  'minPrice',
  'maxPrice',
  'disableAfterDeals',
  ...TOLD_FIELDS,
] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

/** The API takes at most so many. */
export const MOST_SAFETY_ORDERS = 200;

/** Of these an empty field means none. */
export const OPTIONAL_FIELDS: ReadonlySet<NumberField> = new Set<NumberField>([
  'stopLoss',
  'stopLossTimeout',
  'closeTimeout',
  'cooldown',
  'btcPriceLimit',
  'minPrice',
  'maxPrice',
  'disableAfterDeals',
  ...TOLD_FIELDS,
]);

export interface StepDraft {
  readonly profit: string;
  readonly share: string;
}

type Chosen = Pick<
  BotSettings,
  | 'strategy'
  | 'baseVolumeType'
  | 'safetyVolumeType'
  | 'takeProfitType'
  | 'startOrder'
  | 'profitCurrency'
  | 'trailing'
  | 'stopLossTrails'
  | 'stopLossDisables'
>;

/** A bot as a person writes it: numbers as they are typed. */
export interface BotDraft extends Readonly<Record<NumberField, string>>, Readonly<Chosen>, ToldDraft {
  readonly name: string;
  readonly account: number;
  readonly instruments: readonly string[];
  readonly way: StartWay;
  readonly conditions: readonly ConditionDraft[];
  /** Several take profits; none: one. */
  readonly steps: readonly StepDraft[];
}

/** What a new bot begins with: a modest long bot that a person starts by hand. */
const FIRST: Omit<BotDraft, 'account'> = {
  name: '',
  instruments: [],
  strategy: 'long',
  way: 'nonstop',
  conditions: [],
  startOrder: 'limit',
  baseVolume: '',
  baseVolumeType: 'quote',
  safetyVolume: '',
  safetyVolumeType: 'quote',
  maxSafetyOrders: '5',
  activeSafetyOrders: '2',
  safetyStep: '1',
  volumeScale: '1.5',
  stepScale: '1.2',
  takeProfit: '1.5',
  takeProfitType: 'total',
  steps: [],
  trailing: false,
  trailingDeviation: '0.2',
  stopLoss: '',
  stopLossTrails: false,
  stopLossTimeout: '',
  stopLossDisables: false,
  closeTimeout: '',
  profitCurrency: 'quote',
  maxActiveDeals: '1',
  dealsPerPair: '1',
  cooldown: '',
  btcPriceLimit: '',
  minPrice: '',
  maxPrice: '',
  disableAfterDeals: '',
  ...NOTHING_TOLD,
  minProfit: '',
  minVolumeBtc: '',
  startDelay: '',
  reinvest: '',
  reduceRisk: '',
};

/** A base order that is small on every market of its currency. */
const USUAL_VOLUMES: Readonly<Record<string, string>> = { rub: '5000', USDT: '50', usd: '50', eur: '50', BTC: '0.001' };

export function newDraft(account: number, pair: Instrument | undefined): BotDraft {
  const numbers = Object.fromEntries(NUMBER_FIELDS.map((field) => [field, typedText(FIRST[field])]));
  const draft = { ...FIRST, ...numbers, account };
  return pair === undefined ? draft : withPairs(draft, [pair]);
}

/** The draft with these pairs; volumes that nobody has written yet get what is usual in their currency. */
export function withPairs(draft: BotDraft, pairs: readonly Instrument[]): BotDraft {
  const usual = USUAL_VOLUMES[pairs[0]?.quote ?? ''] ?? '';
  const known = Object.values(USUAL_VOLUMES);
  const volume = (text: string): string =>
    text === '' || known.includes(typedDecimal(text) ?? '') ? typedText(usual) : text;
  const isOfQuote = draft.baseVolumeType === 'quote' && draft.safetyVolumeType === 'quote';
  return {
    ...draft,
    instruments: pairs.map(({ symbol }) => symbol),
    ...(isOfQuote ? { baseVolume: volume(draft.baseVolume), safetyVolume: volume(draft.safetyVolume) } : {}),
  };
}

/** The draft of a bot that is there. */
export function draftOf(account: number, settings: BotSettings): BotDraft {
  const numbers = Object.fromEntries(
    NUMBER_FIELDS.map((field) => {
      const text = String(settings[field] ?? '');
      return [field, isNothing(settings, field, text) ? '' : typedText(text)];
    }),
  ) as Record<NumberField, string>;
  const { name, instruments, strategy, startOrder, baseVolumeType, safetyVolumeType, takeProfitType } = settings;
  const { trailing, stopLossTrails, stopLossDisables, profitCurrency, start, takeProfitSteps } = settings;
  return {
    ...numbers,
    name,
    account,
    instruments: [...instruments],
    strategy,
    startOrder,
    baseVolumeType,
    safetyVolumeType,
    takeProfitType,
    trailing,
    stopLossTrails,
    stopLossDisables,
    profitCurrency,
    way: startWay(start),
    conditions: draftsOf(start),
    steps: takeProfitSteps.map(({ profit, share }) => ({ profit: typedText(profit), share: typedText(share) })),
    ...toldDraftOf(settings),
  };
}

/** Whether 0 stands for none, so that the field is shown empty. A least profit of 0 is one. */
function isNothing({ closeWhen = [], takeProfitSteps }: BotSettings, field: NumberField, text: string): boolean {
  if (field === 'minProfit' || !/^0*\.?0*$/.test(text)) return false;
  return OPTIONAL_FIELDS.has(field) || (field === 'takeProfit' && closeWhen.length + takeProfitSteps.length > 0);
}

/** Whether a field may be left empty: conditions that close deals need no take profit beside them. */
export function isOptional({ closeWay }: BotDraft, field: NumberField): boolean {
  return OPTIONAL_FIELDS.has(field) || (field === 'takeProfit' && closeWay !== 'none');
}

/** Whether another choice has put a field aside. */
export function isAside(draft: BotDraft, field: NumberField): boolean {
  switch (field) {
    case 'activeSafetyOrders':
      return hasNoSafety(draft) || draft.safetyConditions.length > 0;
    case 'safetyVolume':
    case 'safetyStep':
    case 'volumeScale':
    case 'stepScale':
      return hasNoSafety(draft) || draft.safetySteps.length > 0;
    case 'takeProfit':
      return draft.steps.length > 0;
    case 'trailingDeviation':
      return !draft.trailing;
    case 'minProfit':
      return draft.closeWay !== 'signals';
    default:
      return false;
  }
}

/** Whether deals of a draft have no safety orders. */
export function hasNoSafety({ maxSafetyOrders }: BotDraft): boolean {
  return typedDecimal(maxSafetyOrders) === '0';
}
