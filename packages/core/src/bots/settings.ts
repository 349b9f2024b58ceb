import type { SignalCondition } from '../signals/index.ts';

/**
 * In what a volume is given: quote or base currency, percent of what is free when a deal starts, or bitcoin
 * (`dca-and-smarttrade-rules.md` B10).
 */
export const VOLUME_TYPES = ['quote', 'base', 'percent', 'btc'] as const;

export type VolumeType = (typeof VOLUME_TYPES)[number];

/**
 * What starts deals beside a person's word. All of a bot's conditions must hold. `nonstop`: always, on bots of one pair;
 * `webhook`: a message from outside; the others are values of closed candles.
 */
export type StartCondition = { readonly kind: 'manual' | 'nonstop' | 'webhook' } | SignalCondition;

/** Whether a condition is a value of closed candles, which the signals module knows. */
export function isCandleCondition(condition: StartCondition): condition is SignalCondition {
  return condition.kind !== 'manual' && condition.kind !== 'nonstop' && condition.kind !== 'webhook';
}

/** One of several take profits of a deal: percent of profit, and percent of the coins that it sells. */
export interface TakeProfitStep {
  readonly profit: string;
  readonly share: string;
}

/** A safety order of its own: percent from the base order, and its volume in the unit of `safetyVolumeType`. */
export interface SafetyStep {
  readonly deviation: string;
  readonly volume: string;
}

/** What of a bot's settings a running deal may have for itself. Percentages and volumes are decimal text. */
export interface DealSettings {
  /** Percent; `0` with several steps. */
  readonly takeProfit: string;
  /** Percent of the base order alone, or of everything spent. */
  readonly takeProfitType: 'base' | 'total';
  /** At most 4, their shares sum to 100; none: one take profit. */
  readonly takeProfitSteps: readonly TakeProfitStep[];
  /** The take profit follows the price, so many percent behind. */
  readonly trailing: boolean;
  readonly trailingDeviation: string;
  /** Percent from the base order; `0`: none. */
  readonly stopLoss: string;
  /** The stop follows the best price. */
  readonly stopLossTrails: boolean;
  /** Seconds that the price must stay in the zone; 0: none. */
  readonly stopLossTimeout: number;
  readonly stopLossDisables: boolean;
  /** 0 to 200, and how many of them rest at once. */
  readonly maxSafetyOrders: number;
  readonly activeSafetyOrders: number;
  /** Of short deals: bring back the coins sold, or more coins. */
  readonly profitCurrency: 'quote' | 'base';
  /** Seconds after which a deal is closed at the market; 0: never. */
  readonly closeTimeout: number;
  /** Percent that closing by conditions must bring at least; null or absent: it may bring a loss. */
  readonly minProfit?: string | null;
  /** Percent of the base order alone, or of everything spent; absent: `total`. */
  readonly minProfitType?: 'base' | 'total';
  /**
   * With several take profits: once one is done the stop loss stands at the average price, after the next ones at the
   * price of the take profit before, at most of this one (0: the average stays). null or absent: it does not move.
   */
  readonly breakeven?: number | null;
}

/** What a bot does (`dca-and-smarttrade-rules.md` part B). Volumes, prices and percentages are decimal text. */
export interface BotSettings extends DealSettings {
  readonly name: string;
  /** Instrument ids of its pairs, all with one quote currency; the first that is ready starts first. */
  readonly instruments: readonly number[];
  readonly strategy: 'long' | 'short';
  readonly maxActiveDeals: number;
  readonly dealsPerPair: number;
  readonly baseVolume: string;
  readonly baseVolumeType: VolumeType;
  readonly safetyVolume: string;
  readonly safetyVolumeType: VolumeType;
  /** Each safety order is so many times as large, its distance so many times as wide as the one before. */
  readonly volumeScale: string;
  readonly stepScale: string;
  /** Percent between the base order and the first safety order. */
  readonly safetyStep: string;
  readonly startOrder: 'limit' | 'market';
  readonly start: readonly StartCondition[];
  /** Seconds between a deal's end and the next on the same pair. */
  readonly cooldown: number;
  /** No deal starts while bitcoin costs more than this in USDT; `0`: no limit. */
  readonly btcPriceLimit: string;
  /** Deals start inside these prices of the pair; `0`: no bound. */
  readonly minPrice: string;
  readonly maxPrice: string;
  /** The bot disables itself after so many starts; 0: never. */
  readonly disableAfterDeals: number;
  /**
   * A deal is closed at the market while all of these hold, if that brings `minProfit`. `takeProfit` may be 0 then: nothing
   * else takes its profit. `webhook` never holds by itself: messages close the deal. Absent: none.
   */
  readonly closeWhen?: readonly StartCondition[];
  /**
   * Safety orders rest nowhere: while all of these hold, those whose price is reached are sent at the market. Absent: none.
   */
  readonly safetyWhen?: readonly SignalCondition[];
  /** Safety orders one by one, the nearest first, instead of step, volume and their scales. Absent: none. */
  readonly safetySteps?: readonly SafetyStep[];
  /** A deal starts only where coins worth so many bitcoins were traded in the last 24 hours. Absent: no bound. */
  readonly minVolumeBtc?: string;
  /** Seconds between what starts a deal and its beginning; a word of a person is carried out at once. Absent: none. */
  readonly startDelay?: number;
  /**
   * Percent of what the bot's deals have brought by which the next ones are larger, and percent of what they have lost by
   * which they are smaller. Absent: they stay as told.
   */
  readonly reinvest?: string;
  readonly reduceRisk?: string;
  /** What faces keep for their clients; the core does not act on it. Plain JSON. */
  readonly stored: Readonly<Record<string, unknown>>;
}

/** What a bot has that is not told otherwise. */
export const BOT_DEFAULTS = {
  strategy: 'long',
  maxActiveDeals: 1,
  dealsPerPair: 1,
  baseVolumeType: 'quote',
  safetyVolumeType: 'quote',
  volumeScale: '1',
  stepScale: '1',
  takeProfitSteps: [],
  trailing: false,
  trailingDeviation: '0.2',
  stopLoss: '0',
  stopLossTrails: false,
  stopLossTimeout: 0,
  stopLossDisables: false,
  profitCurrency: 'quote',
  closeTimeout: 0,
  startOrder: 'limit',
  start: [],
  cooldown: 0,
  btcPriceLimit: '0',
  minPrice: '0',
  maxPrice: '0',
  disableAfterDeals: 0,
  stored: {},
} as const satisfies Partial<BotSettings>;

/** Settings that a bot has only when it was told so. */
const OPTIONAL_SETTINGS = [
  'minProfit',
  'minProfitType',
  'breakeven',
  'closeWhen',
  'safetyWhen',
  'safetySteps',
  'minVolumeBtc',
  'startDelay',
  'reinvest',
  'reduceRisk',
] as const;

/** The names of all that a bot may have. */
export const BOT_SETTINGS: ReadonlySet<string> = new Set<keyof BotSettings>([
  'name',
  'instruments',
  'baseVolume',
  'safetyVolume',
  'safetyStep',
  'maxSafetyOrders',
  'activeSafetyOrders',
  'takeProfit',
  'takeProfitType',
  ...OPTIONAL_SETTINGS,
  ...(Object.keys(BOT_DEFAULTS) as (keyof typeof BOT_DEFAULTS)[]),
]);

/** The names of what a deal may have for itself. */
export const DEAL_SETTINGS: readonly (keyof DealSettings)[] = [
  'takeProfit',
  'takeProfitType',
  'takeProfitSteps',
  'trailing',
  'trailingDeviation',
  'stopLoss',
  'stopLossTrails',
  'stopLossTimeout',
  'stopLossDisables',
  'maxSafetyOrders',
  'activeSafetyOrders',
  'profitCurrency',
  'closeTimeout',
  'minProfit',
  'minProfitType',
  'breakeven',
];
