import {
  BOT_DEFAULTS,
  type BotSettings,
  findByName,
  type InstrumentsState,
  MAX_ACTIVE_DEALS,
  MAX_PAIRS,
  MAX_SAFETY_ORDERS,
  MAX_TAKE_PROFITS,
  type StartCondition,
  VOLUME_TYPES,
} from '@outcry/core';
import { type Static, type TObject, type TProperties, Type } from '@sinclair/typebox';
import { ApiError } from '../errors.ts';
import { namedBelowSettings } from './below-settings.ts';
import { StartConditionBody } from './bot-conditions.ts';
import { instrumentOf } from './instruments.ts';
import { DecimalText, nullable, oneOf, strict } from './primitives.ts';

const decimalText = (description: string) => ({ ...DecimalText, description });
const Seconds = (description: string) => Type.Integer({ minimum: 0, maximum: 25_920_000, description });

/** Settings of deals that every bot must be told. */
const EXITS = {
  takeProfit: decimalText('percent of profit; `0` with several steps'),
  takeProfitType: oneOf(['base', 'total'], 'percent of the base order alone, or of everything spent'),
  maxSafetyOrders: Type.Integer({ minimum: 0, maximum: MAX_SAFETY_ORDERS }),
  activeSafetyOrders: Type.Integer({
    minimum: 0,
    maximum: MAX_SAFETY_ORDERS,
    description: 'how many of them rest at once',
  }),
};

const OTHER_EXITS = {
  takeProfitSteps: Type.Array(strict({ profit: decimalText('percent'), share: decimalText('percent of the coins') }), {
    maxItems: MAX_TAKE_PROFITS,
    description: 'several take profits; their shares sum to 100',
  }),
  trailing: Type.Boolean({ description: 'the take profit follows the price' }),
  trailingDeviation: decimalText('percent behind the best price'),
  stopLoss: decimalText('percent from the base order; `0`: none'),
  stopLossTrails: Type.Boolean({ description: 'the stop follows the best price' }),
  stopLossTimeout: Seconds('the price must stay in the zone so long; 0: it need not'),
  stopLossDisables: Type.Boolean({ description: 'a stop loss disables the bot' }),
  profitCurrency: oneOf(['quote', 'base'], 'of short deals: bring back the coins sold, or more coins'),
  closeTimeout: Seconds('a deal is closed at the market after so long; 0: never'),
};

/** Ways out that a deal has only when it was told so. */
const TOLD_EXITS = {
  minProfit: Type.Optional(nullable(decimalText('percent that closing by conditions must bring; null: it may lose'))),
  minProfitType: Type.Optional(oneOf(['base', 'total'], 'percent of the base order alone, or of everything spent')),
  breakeven: Type.Optional(
    nullable(
      Type.Integer({
        minimum: 0,
        maximum: MAX_TAKE_PROFITS - 1,
        description:
          'once a take profit is done the stop loss stands at the average price, after the next ones at the price of the one before, at most of this one; null: it does not move',
      }),
    ),
  ),
};

/** Settings that a running deal may have for itself. */
export const DealSettingsFields = { ...EXITS, ...OTHER_EXITS, ...TOLD_EXITS };

const VOLUMES = {
  baseVolume: decimalText('of the base order'),
  safetyVolume: decimalText('of the first safety order'),
  safetyStep: decimalText('percent between the base order and the first safety order'),
};

const SCALES = {
  baseVolumeType: oneOf(VOLUME_TYPES, 'quote or base currency, percent of what is free, or bitcoin'),
  safetyVolumeType: oneOf(VOLUME_TYPES),
  volumeScale: decimalText('each safety order is so many times as large as the one before'),
  stepScale: decimalText('each step is so many times as wide as the one before'),
};

/** Safety orders of their own, where a bot was told some. */
const OWN_STEPS = {
  safetySteps: Type.Optional(
    Type.Array(strict({ deviation: decimalText('percent from the base order'), volume: DecimalText }), {
      maxItems: MAX_SAFETY_ORDERS,
      description: 'safety orders one by one, the nearest first, instead of step, volume and scales',
    }),
  ),
};

/** How large orders are and where they stand: fixed for the life of a deal. */
export const DealSizesFields = { ...VOLUMES, ...SCALES, ...OWN_STEPS };

const RequiredFields = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  instruments: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
    minItems: 1,
    maxItems: MAX_PAIRS,
    description: 'its pairs by any name, all with one quote currency',
  }),
  ...VOLUMES,
  ...EXITS,
};

/** What a bot has only when it was told so. */
const ToldFields = {
  closeWhen: Type.Optional(
    Type.Array(StartConditionBody, {
      maxItems: 20,
      description: 'deals are closed while all of them hold; `takeProfit` may be `0` then',
    }),
  ),
  safetyWhen: Type.Optional(
    Type.Array(StartConditionBody, {
      maxItems: 20,
      description: 'safety orders whose price is reached go out at the market while all of them hold; none rests',
    }),
  ),
  ...OWN_STEPS,
  minVolumeBtc: Type.Optional(decimalText('deals start where so many bitcoins were traded in 24 hours')),
  startDelay: Type.Optional(Seconds('between what starts a deal and its beginning; a word of a person goes at once')),
  reinvest: Type.Optional(decimalText('percent of profits by which the next deals are larger')),
  reduceRisk: Type.Optional(decimalText('percent of losses by which the next deals are smaller')),
  ...TOLD_EXITS,
};

const Strategy = { strategy: oneOf(['long', 'short']) };

/** What has a value when it is not told: `BOT_DEFAULTS` of the core. */
const DefaultedFields = {
  maxActiveDeals: Type.Integer({ minimum: 1, maximum: MAX_ACTIVE_DEALS }),
  dealsPerPair: Type.Integer({ minimum: 1, maximum: MAX_ACTIVE_DEALS }),
  startOrder: oneOf(['limit', 'market']),
  start: Type.Array(StartConditionBody, { maxItems: 20, description: 'all of them must hold; none: by hand' }),
  cooldown: Seconds('between the end of a deal and the next on the same pair'),
  btcPriceLimit: decimalText('no deal starts while bitcoin costs more in USDT; `0`: no limit'),
  minPrice: decimalText('deals start inside these prices; `0`: no bound'),
  maxPrice: DecimalText,
  disableAfterDeals: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'so many starts; 0: never' }),
  ...SCALES,
  ...OTHER_EXITS,
};

/** A bot's settings as they are answered. */
export const BotSettingsAnswer = Type.Object({ ...RequiredFields, ...Strategy, ...DefaultedFields, ...ToldFields });
export type BotSettingsAnswer = Static<typeof BotSettingsAnswer>;

/** Settings of a bot that is to be made; what is left out has the value of `BOT_DEFAULTS`. */
export const NewBotSettings = Type.Composite(
  [Type.Object(RequiredFields), Type.Partial(Type.Object({ ...Strategy, ...DefaultedFields, ...ToldFields }))],
  {
    additionalProperties: false,
  },
);
export type NewBotSettings = Static<typeof NewBotSettings>;

/** Settings of a bot that change; its strategy stays for good. */
export const BotSettingsChanges = Type.Partial(Type.Object({ ...RequiredFields, ...DefaultedFields, ...ToldFields }), {
  additionalProperties: false,
  minProperties: 1,
});
export type BotSettingsChanges = Static<typeof BotSettingsChanges>;

export const DealSettingsChanges = Type.Partial(Type.Object(DealSettingsFields), {
  additionalProperties: false,
  minProperties: 1,
});
export type DealSettingsChanges = Static<typeof DealSettingsChanges>;

/** The settings of the core with which a new bot begins. Throws ApiError. */
export function newSettings(state: InstrumentsState, body: NewBotSettings): BotSettings {
  const { instruments, start = [], ...rest } = body;
  const pairs = pairsNamed(state, instruments);
  return { ...BOT_DEFAULTS, ...(rest as TypedConditions<typeof rest>), start: conditions(start), instruments: pairs };
}

/** Settings that change in the core's words. Throws ApiError. */
export function settingsChanges(
  state: InstrumentsState,
  { instruments, start, ...rest }: BotSettingsChanges,
): Partial<Omit<BotSettings, 'strategy'>> {
  return {
    ...(rest as TypedConditions<typeof rest>),
    ...(start === undefined ? {} : { start: conditions(start) }),
    ...(instruments === undefined ? {} : { instruments: pairsNamed(state, instruments) }),
  };
}

/** Conditions are of one form in bodies; the core tells their kinds apart, and checks them. */
type TypedConditions<T> = Omit<T, 'closeWhen' | 'safetyWhen'> & Pick<BotSettings, 'closeWhen' | 'safetyWhen'>;

/** Each kind of condition has its own fields; the core checks them. */
function conditions(start: readonly StartConditionBody[]): readonly StartCondition[] {
  return start as readonly unknown[] as readonly StartCondition[];
}

function pairsNamed(state: InstrumentsState, names: readonly string[]): number[] {
  return names.map((name, index) => {
    const instrument = findByName(state, name);
    if (instrument === undefined) {
      throw new ApiError('unknown_instrument', `there is no instrument ${name}`, `settings.instruments.${index}`);
    }
    return instrument.id;
  });
}

export function settingsAnswer(state: InstrumentsState, { stored: _, ...settings }: BotSettings): BotSettingsAnswer {
  const symbols = settings.instruments.map((id) => instrumentOf(state, id).symbol);
  return structuredClone({ ...settings, instruments: symbols }) as unknown as BotSettingsAnswer;
}

/** Those of the settings that these fields name, as a copy. */
export function partOf<T extends TProperties>(settings: BotSettings, fields: T): Static<TObject<T>> {
  const names = Object.keys(fields) as (keyof BotSettings)[];
  return structuredClone(Object.fromEntries(names.map((name) => [name, settings[name]]))) as Static<TObject<T>>;
}

/** Names a field that the core calls by its own name as it stands in the body: below `settings`. */
export const belowSettings = namedBelowSettings(Object.keys(BotSettingsAnswer.properties));
