import { enterStop } from './apply.ts';
import { type Direction, type DistanceUnit, isTrailing, type PriceKind, type TrailingSide } from './condition.ts';
import { emptyStops, type FiringPrice, isSameCause, type StopsState } from './state.ts';

/** `[id, instrument, kind, direction, level]`. */
export type FixedRow = readonly [number, number, PriceKind, Direction, number];

/** `[id, instrument, kind, side, unit, distance, mark]`. */
export type TrailingRow = readonly [number, number, PriceKind, TrailingSide, DistanceUnit, number, number];

export interface StopsSnapshot {
  /** Lowest id first. */
  readonly fixed: readonly FixedRow[];
  readonly trailing: readonly TrailingRow[];
  /** In the order of firing: what fired, and the ids. */
  readonly due: readonly (readonly [FiringPrice, readonly number[]])[];
}

/** Plain JSON of the module's durable state: the same for the same conditions, however they came to be. */
export function snapshotStops(state: StopsState): StopsSnapshot {
  const fixed: FixedRow[] = [];
  const trailing: TrailingRow[] = [];
  for (const entry of state.index.entries()) {
    const { id, instrument, kind } = entry;
    if (isTrailing(entry)) trailing.push([id, instrument, kind, entry.side, entry.unit, entry.distance, entry.mark]);
    else fixed.push([id, instrument, kind, entry.direction, entry.level]);
  }
  return { fixed, trailing, due: dueRows(state) };
}

function dueRows(state: StopsState): [FiringPrice, number[]][] {
  const rows: [FiringPrice, number[]][] = [];
  for (const [id, cause] of state.due) {
    const last = rows.at(-1);
    if (last !== undefined && isSameCause(last[0], cause)) last[1].push(id);
    else rows.push([cause, [id]]);
  }
  return rows;
}

export function restoreStops(snapshot: StopsSnapshot): StopsState {
  const state = emptyStops();
  for (const [id, instrument, kind, direction, level] of snapshot.fixed) {
    enterStop(state, { id, instrument, kind, direction, level });
  }
  for (const [id, instrument, kind, side, unit, distance, mark] of snapshot.trailing) {
    enterStop(state, { id, instrument, kind, side, unit, distance, mark });
  }
  for (const [cause, ids] of snapshot.due) for (const id of ids) state.due.set(id, cause);
  return state;
}
