import type { BotsEvent, CoreEvent, OrderPlaced, TradesEvent } from '@outcry/core';
import type { SqlValue, StatementRun } from '../../journal/index.ts';
import { dealEventOf } from '../deals/deal-event.ts';
import type { ProjectedTurn, ProjectedWorld } from '../projected-turn.ts';
import { STATEMENTS } from '../schema.ts';
import { tradeEventOf } from '../trades/trade-event.ts';
import { legEventOf } from './leg-event.ts';
import { ownersOfTurn, type TimelineOwner } from './owner-of-event.ts';

type Row = readonly SqlValue[];

/** Most turns write nothing; they share this. */
const NO_RUNS: readonly StatementRun[] = Object.freeze([]);

const TIMELINE_OWNERS: readonly TimelineOwner[] = ['deal', 'trade'];

const STATEMENT_OF: Readonly<Record<TimelineOwner, string>> = {
  deal: STATEMENTS.dealEvent,
  trade: STATEMENTS.tradeEvent,
};

/**
 * What a turn adds to the timelines of deals and trades. Every one that is alive or ended has a place here; most turns have
 * no event of one.
 */
export function projectTimelines(turn: ProjectedTurn, world: ProjectedWorld): readonly StatementRun[] {
  const ownerOf = ownersOfTurn(turn, world);
  if (ownerOf === null) return NO_RUNS;
  const rows: Readonly<Record<TimelineOwner, Row[]>> = { deal: [], trade: [] };
  const placed = new Map<number, OrderPlaced>();
  for (const [n, event] of turn.events.entries()) {
    if (isOfOwner(event)) placed.set(event.id, event);
    const found = ownerOf(event);
    if (found === null) continue;
    const entry =
      legEventOf(event, world.instruments, (order) => placed.get(order)) ??
      (found.owner === 'deal' ? dealEventOf(event as BotsEvent) : tradeEventOf(event as TradesEvent));
    if (entry === null) continue;
    rows[found.owner].push([found.entity, turn.seq, n, turn.at, entry.kind, entry.order, JSON.stringify(entry.data)]);
  }
  return TIMELINE_OWNERS.filter((owner) => rows[owner].length > 0).map((owner) => ({
    statement: STATEMENT_OF[owner],
    values: rows[owner],
  }));
}

function isOfOwner(event: CoreEvent): event is OrderPlaced {
  return event.type === 'orders.placed' && /^(?:deal|trade):/.test((event as OrderPlaced).origin);
}
