import {
  type EntrySettings,
  findByName,
  type InstrumentsState,
  MAX_STEPS_OF_TRADE,
  PRICE_KINDS,
  type StopLossSettings,
  type TakeProfitSettings,
  type TradeChanges,
  type TradeSettings,
} from '@outcry/core';
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { ApiError } from '../errors.ts';
import { knownNumber } from './amounts.ts';
import { namedBelowSettings } from './below-settings.ts';
import { instrumentOf } from './instruments.ts';
import { DecimalText, nullable, oneOf, strict } from './primitives.ts';

/** What a decimal is in the core when there is none. */
const NONE = '0';

const numberText = (description: string) => nullable({ ...DecimalText, description });
const By = oneOf(PRICE_KINDS, 'the price that is watched: best bid, best ask, or last trade');
const MarketOrLimit = oneOf(['market', 'limit']);
const LimitPrice = numberText('of the limit order that is sent; null: none');

const ENTRY_NEEDS = {
  type: oneOf(['market', 'limit', 'conditional'], 'conditional: an order goes out when the market reaches `price`'),
};
const ENTRY_HAS = {
  price: numberText('limit price, or the price that is waited for; null at the market'),
  by: By,
  order: MarketOrLimit,
  limitPrice: LimitPrice,
  trailing: numberText('percent that the price must turn back before a conditional entry goes out; null: at once'),
};

const STEP_NEEDS = { share: { ...DecimalText, description: 'percent of the coins; all shares sum to 100' } };
const STEP_HAS = {
  position: Type.Integer({ minimum: 1, description: 'steps reached at once are sold in this order' }),
  price: numberText('the price that fires it, or null with `percent`'),
  percent: numberText('of the entry price, above 0'),
  by: By,
  order: oneOf(['market', 'limit', 'resting'], 'sent when the price is reached, or resting from the entry on'),
  limitPrice: LimitPrice,
  trailing: numberText('percent behind the best price; null: sold at once'),
};

const STOP_HAS = {
  price: numberText('or null with `percent`'),
  percent: numberText('of the entry price, below 0'),
  by: By,
  order: MarketOrLimit,
  limitPrice: LimitPrice,
  trails: Type.Boolean({ description: 'it follows the best price' }),
  timeout: Type.Integer({ minimum: 0, description: 'seconds that the price must stay in the zone; 0: none' }),
  breakeven: Type.Boolean({ description: 'it moves to the entry price once a step has been sold' }),
};

/** What is required, and what may be left out. */
function given<N extends Record<string, TSchema>, H extends Record<string, TSchema>>(needs: N, has: H) {
  return Type.Composite([Type.Object(needs), Type.Partial(Type.Object(has))], { additionalProperties: false });
}

const EntryBody = given(ENTRY_NEEDS, ENTRY_HAS);
const StepBody = given(STEP_NEEDS, STEP_HAS);
const StopBody = given({}, STOP_HAS);

const EXITS = {
  takeProfits: Type.Array(StepBody, { maxItems: MAX_STEPS_OF_TRADE }),
  stopLoss: nullable(StopBody),
};
const AveragePrice = numberText('what coins that are held already have cost; null: the trade enters itself');

const ENTRY_MEANING = 'null: the coins (short: the money) are held already';

/** Settings of a trade that is to be opened. A long trade enters by the ask and leaves by the bid unless told. */
export const NewTradeSettings = strict({
  instrument: Type.String({ minLength: 1, maxLength: 64, description: 'any name of the instrument' }),
  side: Type.Optional(oneOf(['long', 'short'], '`long` unless told')),
  entry: Type.Union([EntryBody, Type.Null()], { description: ENTRY_MEANING }),
  averagePrice: Type.Optional(AveragePrice),
  quantity: { ...DecimalText, description: 'coins to enter with, or that are held' },
  takeProfits: Type.Optional(EXITS.takeProfits),
  stopLoss: Type.Optional(EXITS.stopLoss),
});
export type NewTradeSettings = Static<typeof NewTradeSettings>;

/** Settings that change; what is left out stays. Take profits come as the whole set, sold ones unchanged. */
export const TradeSettingsChanges = Type.Partial(
  Type.Object({ entry: EntryBody, quantity: DecimalText, averagePrice: DecimalText, ...EXITS }),
  { additionalProperties: false, minProperties: 1 },
);
export type TradeSettingsChanges = Static<typeof TradeSettingsChanges>;

/** Settings as they are answered. */
export const TradeSettingsAnswer = Type.Object({
  instrument: Type.String(),
  side: oneOf(['long', 'short']),
  entry: Type.Union([Type.Object({ ...ENTRY_NEEDS, ...ENTRY_HAS }), Type.Null()], { description: ENTRY_MEANING }),
  averagePrice: AveragePrice,
  quantity: DecimalText,
  takeProfits: Type.Array(Type.Object({ ...STEP_NEEDS, ...STEP_HAS })),
  stopLoss: nullable(Type.Object(STOP_HAS)),
});
export type TradeSettingsAnswer = Static<typeof TradeSettingsAnswer>;

type Side = TradeSettings['side'];

/** The settings of the core with which a trade begins. Throws ApiError. */
export function newTradeSettings(state: InstrumentsState, body: NewTradeSettings): TradeSettings {
  const { side = 'long', entry, averagePrice, quantity, takeProfits = [], stopLoss = null } = body;
  const instrument = findByName(state, body.instrument);
  if (instrument === undefined)
    throw new ApiError('unknown_instrument', `there is no instrument ${body.instrument}`, 'settings.instrument');
  return {
    instrument: instrument.id,
    side,
    entry: entry === null ? null : entrySettings(entry, side),
    averagePrice: averagePrice ?? NONE,
    quantity,
    takeProfits: takeProfits.map((step, place) => stepSettings(step, side, place)),
    stopLoss: stopLoss === null ? null : stopSettings(stopLoss, side),
    stored: {},
  };
}

/** Settings of a trade on this side that change, in the core's words. */
export function tradeChanges(
  { entry, quantity, averagePrice, takeProfits, stopLoss }: TradeSettingsChanges,
  side: Side,
): TradeChanges {
  return {
    ...(entry === undefined ? {} : { entry: entrySettings(entry, side) }),
    ...(quantity === undefined ? {} : { quantity }),
    ...(averagePrice === undefined ? {} : { averagePrice }),
    ...(takeProfits === undefined
      ? {}
      : { takeProfits: takeProfits.map((step, place) => stepSettings(step, side, place)) }),
    ...(stopLoss === undefined ? {} : { stopLoss: stopLoss === null ? null : stopSettings(stopLoss, side) }),
  };
}

function entrySettings(
  { type, price, by, order = 'market', limitPrice, trailing }: Static<typeof EntryBody>,
  side: Side,
): EntrySettings {
  return {
    type,
    price: price ?? NONE,
    by: by ?? (side === 'long' ? 'ask' : 'bid'),
    order,
    limitPrice: limitPrice ?? NONE,
    trailing: trailing ?? NONE,
  };
}

/** `place`: from 0, in the list. */
function stepSettings(
  {
    position,
    share,
    price = null,
    percent = null,
    by,
    order = 'market',
    limitPrice,
    trailing,
  }: Static<typeof StepBody>,
  side: Side,
  place: number,
): TakeProfitSettings {
  return {
    position: position ?? place + 1,
    share,
    price,
    percent,
    by: by ?? exitPrice(side),
    order,
    limitPrice: limitPrice ?? NONE,
    trailing: trailing ?? NONE,
  };
}

function stopSettings(
  {
    price = null,
    percent = null,
    by,
    order = 'market',
    limitPrice,
    trails = false,
    timeout = 0,
    breakeven = false,
  }: Static<typeof StopBody>,
  side: Side,
): StopLossSettings {
  return {
    price,
    percent,
    by: by ?? exitPrice(side),
    order,
    limitPrice: limitPrice ?? NONE,
    trails,
    timeout,
    breakeven,
  };
}

function exitPrice(side: Side): 'bid' | 'ask' {
  return side === 'long' ? 'bid' : 'ask';
}

export function tradeSettingsAnswer(
  state: InstrumentsState,
  settings: Omit<TradeSettings, 'stored'>,
): TradeSettingsAnswer {
  const { instrument, side, entry, averagePrice, quantity, takeProfits, stopLoss } = settings;
  return {
    instrument: instrumentOf(state, instrument).symbol,
    side,
    entry:
      entry === null
        ? null
        : {
            ...entry,
            price: knownNumber(entry.price),
            limitPrice: knownNumber(entry.limitPrice),
            trailing: knownNumber(entry.trailing),
          },
    averagePrice: knownNumber(averagePrice),
    quantity,
    takeProfits: takeProfits.map((step) => ({
      ...step,
      limitPrice: knownNumber(step.limitPrice),
      trailing: knownNumber(step.trailing),
    })),
    stopLoss: stopLoss === null ? null : { ...stopLoss, limitPrice: knownNumber(stopLoss.limitPrice) },
  };
}

/** Names a field that the core calls by its own name as it stands in the body: below `settings`. */
export const belowTradeSettings = namedBelowSettings(Object.keys(TradeSettingsAnswer.properties));
