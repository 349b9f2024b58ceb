import {
  findByName,
  GRID_DEFAULTS,
  type GridSettings,
  type InstrumentsState,
  MAX_LINES,
  STOP_ACTIONS,
} from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import { ApiError } from '../errors.ts';
import { namedBelowSettings } from './below-settings.ts';
import { instrumentOf } from './instruments.ts';
import { DecimalText, nullable, oneOf, strict } from './primitives.ts';

const Currency = oneOf(['base', 'quote']);
const Most = nullable(Type.Integer({ minimum: 1, maximum: MAX_LINES, description: 'null: all' }));
const Beyond = nullable({ ...DecimalText, description: 'lines are added up to this price; null: none' });

const StopFields = {
  price: { ...DecimalText, description: 'the last price that triggers it' },
  action: oneOf(STOP_ACTIONS, '`stop`: coins stay in the account; `closePosition` sells as `stopAndSell` does'),
};

const AmountFields = {
  per: oneOf(['line', 'total'], 'what one line takes, or all of them together'),
  value: DecimalText,
};

const NEEDED = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  lower: { ...DecimalText, description: 'price of the lowest line' },
  upper: { ...DecimalText, description: 'price of the highest line' },
  lines: Type.Integer({ minimum: 2, maximum: MAX_LINES }),
};

const MORE = {
  type: oneOf(['arithmetic', 'geometric'], 'equal distances or equal ratios; `arithmetic` unless told'),
  orderCurrency: { ...Currency, description: 'of the amount; `quote` unless told' },
  profitCurrency: { ...Currency, description: 'what profits are kept in; `quote` unless told' },
  trailingUp: Type.Boolean({ description: 'with both currencies `quote` alone' }),
  trailingDown: Type.Boolean({ description: 'with both currencies `base` alone' }),
  expandUp: Beyond,
  expandDown: Beyond,
  maxBuyLines: Most,
  maxSellLines: Most,
};

const Stop = nullable(strict(StopFields));

/** Settings of a bot that is to be made. */
export const NewGridSettings = Type.Composite(
  [
    Type.Object({
      ...NEEDED,
      instrument: Type.String({ minLength: 1, maxLength: 64, description: 'any name of the instrument' }),
      amount: strict(AmountFields),
    }),
    Type.Partial(Type.Object({ ...MORE, upperStop: Stop, lowerStop: Stop })),
  ],
  { additionalProperties: false },
);
export type NewGridSettings = Static<typeof NewGridSettings>;

/** Settings that change; what is left out stays. */
export const GridSettingsChanges = Type.Partial(
  Type.Object({ ...NEEDED, amount: strict(AmountFields), ...MORE, upperStop: Stop, lowerStop: Stop }),
  { additionalProperties: false, minProperties: 1 },
);
export type GridSettingsChanges = Static<typeof GridSettingsChanges>;

/** Settings as they are answered. */
export const GridSettingsAnswer = Type.Object({
  ...NEEDED,
  amount: Type.Object(AmountFields),
  ...MORE,
  upperStop: nullable(Type.Object(StopFields)),
  lowerStop: nullable(Type.Object(StopFields)),
});
export type GridSettingsAnswer = Static<typeof GridSettingsAnswer>;

/** The settings of the core with which a bot is made. Throws ApiError. */
export function newGridSettings(state: InstrumentsState, { instrument: name, ...rest }: NewGridSettings): GridSettings {
  const instrument = findByName(state, name);
  if (instrument === undefined)
    throw new ApiError('unknown_instrument', `there is no instrument ${name}`, 'settings.instrument');
  return { ...GRID_DEFAULTS, ...rest, instrument: instrument.id };
}

export function gridSettingsAnswer({
  instrument: _,
  stored: __,
  ...settings
}: Omit<GridSettings, 'stored'> & { readonly stored?: unknown }): GridSettingsAnswer {
  return settings;
}

/** The symbol of a bot's pair. */
export function pairOf(state: InstrumentsState, { instrument }: Pick<GridSettings, 'instrument'>): string {
  return instrumentOf(state, instrument).symbol;
}

/** Names a field that the core calls by its own name as it stands in the body: below `settings`. */
export const belowGridSettings = namedBelowSettings([...Object.keys(GridSettingsAnswer.properties), 'instrument']);
