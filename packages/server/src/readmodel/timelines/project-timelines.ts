import type { BotsEvent, CoreEvent, GridEvent, OrderPlaced, TradesEvent } from '@outcry/core';
import type { SqlValue, StatementRun } from '../../journal/index.ts';
import { dealEventOf } from '../deals/deal-event.ts';
import { gridEventOf } from '../grids/grid-event.ts';
import type { ProjectedTurn, ProjectedWorld } from '../projected-turn.ts';
import { STATEMENTS } from '../schema.ts';
import { tradeEventOf } from '../trades/trade-event.ts';
import { legEventOf } from './leg-event.ts';
import { ownersOfTurn, type TimelineOwner } from './owner-of-event.ts';

type Row = readonly SqlValue[];

/** Most turns write nothing; they share this. */
const NO_RUNS: readonly StatementRun[] = Object.freeze([]);

const TIMELINE_OWNERS: readonly TimelineOwner[] = ['deal', 'trade', 'grid'];

const STATEMENT_OF: Readonly<Record<TimelineOwner, string>> = {
  deal: STATEMENTS.dealEvent,
  trade: STATEMENTS.tradeEvent,
  grid: STATEMENTS.gridEvent,
};

/** An entry of whatever kind. */
interface Entry {
  readonly kind: string;
  readonly order: number | null;
  readonly data: object;
}

/** What an event of an owner's own module adds. */
const ENTRY_OF: Readonly<Record<TimelineOwner, (event: CoreEvent) => Entry | null>> = {
  deal: (event) => dealEventOf(event as BotsEvent),
  trade: (event) => tradeEventOf(event as TradesEvent),
  grid: (event) => gridEventOf(event as GridEvent),
};

/**
 * What a turn adds to the timelines of deals, trades and grid bots. Every one that is alive or ended has a place here; most turns have
 * no event of one.
 */
export function projectTimelines(turn: ProjectedTurn, world: ProjectedWorld): readonly StatementRun[] {
  const ownerOf = ownersOfTurn(turn, world);
  if (ownerOf === null) return NO_RUNS;
  const rows: Readonly<Record<TimelineOwner, Row[]>> = { deal: [], trade: [], grid: [] };
  const placed = new Map<number, OrderPlaced>();
  for (const [n, event] of turn.events.entries()) {
    if (isOfOwner(event)) placed.set(event.id, event);
    const found = ownerOf(event);
    if (found === null) continue;
    const entry = legEventOf(event, world.instruments, (order) => placed.get(order)) ?? ENTRY_OF[found.owner](event);
    if (entry === null) continue;
    rows[found.owner].push([found.entity, turn.seq, n, turn.at, entry.kind, entry.order, JSON.stringify(entry.data)]);
  }
  return TIMELINE_OWNERS.filter((owner) => rows[owner].length > 0).map((owner) => ({
    statement: STATEMENT_OF[owner],
    values: rows[owner],
  }));
}

function isOfOwner(event: CoreEvent): event is OrderPlaced {
  return event.type === 'orders.placed' && /^(?:deal|trade|grid):/.test((event as OrderPlaced).origin);
}
