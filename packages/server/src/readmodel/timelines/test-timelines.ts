import type { CoreEvent, LegSent } from '@outcry/core';
import { expect } from 'vitest';
import type { LiveState } from '../live-state.ts';
import type { RowSource } from '../reader-messages.ts';
import type { LegEventData } from './leg-event.ts';
import type { TimelineOwner } from './owner-of-event.ts';
import { listLegOrders, listTimeline } from './timeline.ts';

/** What happened to one deal or trade, as the turns told it: types of events with the orders that they are about. */
export type Told = [type: string, order: number | null][];

/** Longest part of a timeline that is compared. */
const COMPARED = 500;

/** Kinds of entries by the events of orders that they come from. */
const LEG_KINDS: Readonly<Record<string, string>> = {
  'legs.sent': 'placed',
  'orders.filled': 'filled',
  'orders.ended': 'ended',
};

/** By deal or trade. `isOwn`: events of the module whose `id` is that of one. */
export function toldOf(
  turns: readonly { readonly events: readonly CoreEvent[] }[],
  isOwn: (type: string) => boolean,
): Map<number, Told> {
  const owners = new Map<number, number>();
  const told = new Map<number, Told>();
  for (const event of turns.flatMap(({ events }) => events)) {
    const { id, order } = event as CoreEvent & { id: number; order?: number };
    if (event.type === 'legs.sent') owners.set(order as number, (event as LegSent).entity);
    const about = event.type === 'legs.sent' ? order : /^orders\.(filled|ended)$/.test(event.type) ? id : null;
    const entity = isOwn(event.type) ? id : owners.get(about ?? 0);
    if (entity === undefined) continue;
    told.set(entity, [...(told.get(entity) ?? []), [event.type, about ?? null]]);
  }
  return told;
}

/** Timeline and orders of one say what was told of it. `kinds`: of the entries that events of its module make. */
export async function expectTimeline(
  history: LiveState & RowSource,
  owner: TimelineOwner,
  entity: number,
  told: Told,
  kinds: Readonly<Record<string, string>>,
): Promise<void> {
  const { rows } = await listTimeline<LegEventData<string>>(history, owner, entity, { limit: COMPARED });
  expect(rows.map(({ kind, order }) => [kind, order?.id ?? null])).toEqual(
    told.slice(0, COMPARED).map(([type, order]) => [LEG_KINDS[type] ?? kinds[type], order]),
  );
  const orders = await listLegOrders<string>(history, history, owner, entity, { limit: COMPARED });
  const placed = told.flatMap(([type, order]) => (type === 'legs.sent' ? [order] : []));
  expect(orders.rows.map(({ row }) => row.id)).toEqual(placed.reverse());
  for (const { part, row } of orders.rows) {
    expect(row.origin).toBe(`${owner}:${entity}`);
    expect(row.comment).toBe(part.step === 0 ? part.role : `${part.role} ${part.step}`);
  }
}
