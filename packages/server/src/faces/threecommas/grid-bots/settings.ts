import {
  type CoreState,
  type Decimal,
  formatDecimal,
  GRID_DEFAULTS,
  type GridSettings,
  type GridStop,
  type Instrument,
  type StopAction,
} from '@outcry/core';
import { invalid } from '../errors.ts';
import type { Given } from '../parameters.ts';
import type { CREATE, UPDATE } from './parameters.ts';
import { type Stored, storedOf, withStored } from './stored.ts';

export const PERSON_ACTIONS = [
  'stop_bot',
  'stop_bot_and_buy',
  'stop_bot_and_sell',
  'stop_bot_and_close_position',
] as const;

type PersonAction = (typeof PERSON_ACTIONS)[number];

const ACTIONS: Readonly<Record<PersonAction, StopAction>> = {
  stop_bot: 'stop',
  stop_bot_and_buy: 'stopAndBuy',
  stop_bot_and_sell: 'stopAndSell',
  stop_bot_and_close_position: 'closePosition',
};

/** The word of a stop's action. */
export function actionWord(action: StopAction): PersonAction {
  return PERSON_ACTIONS.find((word) => ACTIONS[word] === action) ?? 'stop_bot';
}

type Changes = Given<typeof UPDATE>;

/** The name that was given, else that of the pair: `BTC/USDT`. */
export function nameOf(
  { instruments }: Pick<CoreState, 'instruments'>,
  { base, quote }: Instrument,
  given: string | undefined,
): string {
  return given ?? `${instruments.assets[base]?.code}/${instruments.assets[quote]?.code}`;
}

/** Settings of a new bot. Throws Fault. */
export function newSettings(instrument: Instrument, name: string, given: Given<typeof CREATE>): GridSettings {
  const { upper_price, lower_price, quantity_per_grid, grids_quantity } = given;
  const plain: GridSettings = {
    ...GRID_DEFAULTS,
    name,
    instrument: instrument.id,
    lower: formatDecimal(lower_price),
    upper: formatDecimal(upper_price),
    lines: grids_quantity,
    amount: { per: 'line', value: formatDecimal(quantity_per_grid) },
  };
  return { ...plain, ...changesOf({ ...given, id: 0 }, plain) };
}

/** What is given, in the core's words; what is not stays as before. Throws Fault. */
export function changesOf(given: Changes, before: GridSettings): Partial<Omit<GridSettings, 'instrument'>> {
  checkMode(given);
  const { upper_price: upper, lower_price: lower, quantity_per_grid: quantity } = given;
  return {
    ...named('name', given.name),
    ...named('type', given.grid_type),
    ...named('upper', textOf(upper)),
    ...named('lower', textOf(lower)),
    ...named('lines', given.grids_quantity),
    ...(quantity === undefined ? {} : { amount: { per: 'line' as const, value: formatDecimal(quantity) } }),
    ...named('orderCurrency', given.order_currency_type),
    ...named('profitCurrency', given.profit_currency_type),
    ...named('trailingUp', given.trailing_up_enabled),
    ...named('trailingDown', given.trailing_down_enabled),
    ...named('maxBuyLines', given.max_active_buy_lines),
    ...named('maxSellLines', given.max_active_sell_lines),
    upperStop: stopOf('upper', given, before),
    lowerStop: stopOf('lower', given, before),
    expandUp: expansionOf('up', given, before.expandUp),
    expandDown: expansionOf('down', given, before.expandDown),
    stored: withStored(before.stored, keptOf(given)),
  };
}

function named<K extends string, V>(name: K, value: V | undefined): { readonly [N in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [N in K]: V });
}

function textOf(value: Decimal | undefined): string | undefined {
  return value === undefined ? undefined : formatDecimal(value);
}

/** Only futures know sides: a bot on a pair buys first. Throws Fault. */
function checkMode({ mode }: Changes): void {
  if (mode === 'short' || mode === 'reversal') throw invalid({ mode: ['is available for futures only'] });
}

/** A stop that is switched on, or goes on, with what is new of it. Throws Fault. */
function stopOf(side: 'upper' | 'lower', given: Changes, before: GridSettings): GridStop | null {
  const stop = before[`${side}Stop`];
  const enabled = given[`${side}_stop_loss_enabled`] ?? stop !== null;
  if (!enabled) return null;
  // one that was switched off is switched on as it was
  const kept = storedOf(before);
  const price = textOf(given[`${side}_stop_loss_price`]) ?? stop?.price ?? kept[`${side}_stop_loss_price`];
  if (price === undefined) throw invalid({ [`${side}_stop_loss_price`]: ['is missing'] });
  const word = given[`${side}_stop_loss_action`];
  const action =
    word === undefined ? (stop?.action ?? ACTIONS[kept[`${side}_stop_loss_action`] ?? 'stop_bot']) : ACTIONS[word];
  return { price, action };
}

function expansionOf(side: 'up' | 'down', given: Changes, before: string | null): string | null {
  const enabled = given[`expansion_${side}_enabled`] ?? before !== null;
  if (!enabled) return null;
  const price = textOf(given[`expansion_${side}_stop_price`]) ?? before;
  if (price === null) throw invalid({ [`expansion_${side}_stop_price`]: ['is missing'] });
  return price;
}

/** What is told again as it was given, though the core does not act on it. */
function keptOf(given: Changes): Partial<Stored> {
  return {
    strategy_type: 'manual',
    ...named('leverage_type', given.leverage_type),
    ...named('leverage_custom_value', textOf(given.leverage_custom_value)),
    ...named('mode', given.mode),
    ...named('upper_stop_loss_price', textOf(given.upper_stop_loss_price)),
    ...named('lower_stop_loss_price', textOf(given.lower_stop_loss_price)),
    ...named('upper_stop_loss_action', given.upper_stop_loss_action),
    ...named('lower_stop_loss_action', given.lower_stop_loss_action),
  };
}
