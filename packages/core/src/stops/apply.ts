import type { CoreEvent } from '../events/index.ts';
import {
  type Condition,
  type Direction,
  type DistanceUnit,
  isTrailing,
  type PriceKind,
  type TrailingSide,
} from './condition.ts';
import type { StopsEvent } from './events.ts';
import type { StopsState } from './state.ts';

/** Folds an event of this module; others are left alone. */
export function applyStops(state: StopsState, event: CoreEvent): void {
  const known = event as StopsEvent;
  switch (known.type) {
    case 'stops.armed': {
      const { id, instrument, level } = known;
      const kind = known.kind as PriceKind;
      return enterStop(state, { id, instrument, kind, direction: known.direction as Direction, level });
    }
    case 'stops.trailingArmed': {
      const { id, instrument, distance, mark } = known;
      const kind = known.kind as PriceKind;
      const side = known.side as TrailingSide;
      return enterStop(state, { id, instrument, kind, side, unit: known.unit as DistanceUnit, distance, mark });
    }
    case 'stops.cancelled':
      return dropStop(state, known.id);
    case 'stops.fired':
      for (const id of known.ids) dropStop(state, id);
      return;
    case 'stops.due': {
      const cause = { instrument: known.instrument, kind: known.kind as PriceKind, price: known.price };
      for (const id of known.ids) {
        state.index.cancel(id);
        state.due.set(id, cause);
      }
      return;
    }
    case 'stops.marksMoved': {
      const { instrument, mark } = known;
      state.index.applyMark({ instrument, kind: known.kind as PriceKind, side: known.side as TrailingSide, mark });
      return;
    }
  }
}

/**
 * Arms a condition: for the `apply` of an owner whose own event says that it waits, so that no event of this module has to
 * say it again. Before that event moved marks must have been told (`tellMovedMarks`) if the condition trails.
 */
export function enterStop(state: StopsState, condition: Condition): void {
  if (isTrailing(condition)) state.index.addTrailing(condition);
  else state.index.add(condition);
}

/** Takes a condition out, armed or due: for the `apply` of an owner whose own event says that it waits no more. */
export function dropStop(state: StopsState, id: number): void {
  if (!state.index.cancel(id)) state.due.delete(id);
}
