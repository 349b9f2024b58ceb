import type { Command, CoreState, GridBot, Rejection } from '@outcry/core';
import { findGrid, type GridRow, gridRow } from '../../../readmodel/index.ts';
import { accountsSeen } from '../accounts/seen.ts';
import { Fault, invalid, REASON_FAULTS, refusal } from '../errors.ts';
import type { Call } from '../route.ts';
import type { JsonValue } from '../wire/json.ts';
import { gridEntity } from './entity.ts';

export type Acting = Pick<Call, 'desk' | 'person' | 'requestId'>;

/** What settings are called on the wire that the core calls otherwise. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  instrument: 'pair',
  account: 'account_id',
  type: 'grid_type',
  lower: 'lower_price',
  upper: 'upper_price',
  lines: 'grids_quantity',
  amount: 'quantity_per_grid',
  'amount.value': 'quantity_per_grid',
  orderCurrency: 'order_currency_type',
  profitCurrency: 'profit_currency_type',
  upperStop: 'upper_stop_loss_price',
  'upperStop.price': 'upper_stop_loss_price',
  'upperStop.action': 'upper_stop_loss_action',
  lowerStop: 'lower_stop_loss_price',
  'lowerStop.price': 'lower_stop_loss_price',
  'lowerStop.action': 'lower_stop_loss_action',
  trailingUp: 'trailing_up_enabled',
  trailingDown: 'trailing_down_enabled',
  expandUp: 'expansion_up_stop_price',
  expandDown: 'expansion_down_stop_price',
  maxBuyLines: 'max_active_buy_lines',
  maxSellLines: 'max_active_sell_lines',
};

/** Settings that the core refuses are parameters that are wrong; `names`: those that this method calls otherwise. */
export function refusedGrid(rejection: Rejection, names: Readonly<Record<string, string>> = {}): Fault {
  const { reason, field, detail } = rejection;
  if (REASON_FAULTS[reason] !== 'modelInvalid' && reason !== 'not_tradable') return refusal(rejection);
  const known = field ?? 'base';
  return invalid({ [names[known] ?? FIELD_NAMES[known] ?? known]: [detail] });
}

/** The caller's grid bot with this id. Throws Fault. */
export function gridOf(state: CoreState, person: number, id: number): GridBot {
  const bot = state.grid.bots.get(id);
  if (bot === undefined || state.accounts.accounts.get(bot.account)?.owner !== person) throw new Fault('notFound');
  return bot;
}

/** The caller's grid bot as it stands, with figures. Rejects with Fault. */
export async function gridSeen({ desk, person }: Pick<Acting, 'desk' | 'person'>, id: number): Promise<GridRow> {
  const { engine } = desk.parts;
  const row = await findGrid(engine, id);
  const owner = await engine.read((state) => state.accounts.accounts.get(row?.record.account ?? 0)?.owner);
  if (row === undefined || owner !== person.id) throw new Fault('notFound');
  return row;
}

/** The caller's grid bot as it is answered. Rejects with Fault. */
export function gridAnswer({ desk, person }: Pick<Acting, 'desk' | 'person'>, id: number): Promise<JsonValue> {
  return desk.parts.engine.read((state) => entityOf(state, gridOf(state, person.id, id).id));
}

function entityOf(state: CoreState, id: number): JsonValue {
  const row = gridRow(state, id);
  if (row === undefined) throw new Fault('notFound');
  return gridEntity(state, row);
}

/** Has a command carried out; resolves with the bot as it stands then. `names` as of `refusedGrid`. Throws Fault. */
export async function commandGrid(
  { desk, requestId }: Acting,
  compose: (state: CoreState) => Command,
  names: Readonly<Record<string, string>> = {},
): Promise<JsonValue> {
  const { rejection, bot } = await desk.parts.engine.transact(
    compose,
    (state, { rejection: why, outcome }) => ({
      rejection: why,
      bot: why === null && outcome !== null ? entityOf(state, outcome.id) : null,
    }),
    requestId,
  );
  if (rejection !== null || bot === null)
    throw rejection === null ? new Fault('unknown') : refusedGrid(rejection, names);
  return bot;
}

/** Accounts that a list is about: those that are named, parted by commas, else all that the call sees; none of foreign ones. */
export function accountsListed(
  state: CoreState,
  { person, mode }: Pick<Call, 'person' | 'mode'>,
  given: string | undefined,
): number[] {
  if (given === undefined) return accountsSeen(state, person.id, mode).map(({ id }) => id);
  const ids = new Set(given.split(',').map((id) => Number(id.trim())));
  return [...ids].filter((id) => state.accounts.accounts.get(id)?.owner === person.id);
}
