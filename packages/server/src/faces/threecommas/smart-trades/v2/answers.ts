import type { Command, CoreState } from '@outcry/core';
import { listTradeOrders, MAX_PAGE, type TradeOrderRow, type TradeRow } from '../../../../readmodel/index.ts';
import type { ThreeCommasParts } from '../../parts.ts';
import type { JsonValue } from '../../wire/json.ts';
import { type Acting, commandTrade } from '../commands.ts';
import { refusedTrade } from '../refusals.ts';
import { tradeOf } from '../seen.ts';
import { v2Entity } from './entity.ts';
import { V2_NAMES } from './field-names.ts';
import { shownTrade } from './shown.ts';

export type Entity = { readonly [key: string]: JsonValue };

type Parts = Pick<ThreeCommasParts, 'engine' | 'readModel'>;

/** Orders of a trade that are told, the newest. */
const MAX_ORDERS = 2_000;

/** What of a trade's orders its entity tells: nothing before it has sold, or is selling, anything. */
const NONE: readonly TradeOrderRow[] = [];

/** The orders of a trade, oldest first. Rejects with ReadModelError. */
export async function ordersOf({ engine, readModel }: Parts, trade: number): Promise<readonly TradeOrderRow[]> {
  const orders: TradeOrderRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await listTradeOrders(engine, readModel, trade, { limit: MAX_PAGE, cursor });
    orders.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && orders.length < MAX_ORDERS);
  return orders.reverse();
}

/** Whether the entity of a trade tells anything that only its orders know. */
function needsOrders({ record, figures }: TradeRow): boolean {
  const leaving = figures?.orders.some(({ role }) => role === 'reduce' || role === 'panic') === true;
  return leaving || record.exited.amount !== '0';
}

/** Trades as their owner reads them in version 2. */
export async function v2Answers(parts: Parts, rows: readonly TradeRow[]): Promise<readonly Entity[]> {
  const orders = await Promise.all(rows.map((row) => (needsOrders(row) ? ordersOf(parts, row.record.id) : NONE)));
  return parts.engine.read((state) => rows.map((row, i) => v2Entity(shownTrade(state, row, orders[i] ?? NONE))));
}

/** The caller's trade, running or ended. Throws Fault. */
export async function v2Answer(call: Acting, id: number): Promise<Entity> {
  const row = await tradeOf(call, id);
  const [entity] = await v2Answers(call.desk.parts, [row]);
  if (entity === undefined) throw new Error(`trade ${id} has no entity`);
  return entity;
}

/** Has a command carried out; resolves with the trade as it stands then. `action`: what it is called when refused. */
export async function commandV2(
  call: Acting,
  id: number,
  action: string,
  compose: (state: CoreState) => Command,
  names = V2_NAMES,
): Promise<Entity> {
  await commandTrade(call, id, compose, refusedTrade(action, names));
  return v2Answer(call, id);
}
