import type { CoreEvent } from '../events/index.ts';
import type { Direction, DistanceUnit, PriceKind, TrailingSide } from './condition.ts';
import type { StopsEvent } from './events.ts';
import type { StopsState } from './state.ts';

/** Folds an event of this module; others are left alone. */
export function applyStops(state: StopsState, event: CoreEvent): void {
  const known = event as StopsEvent;
  switch (known.type) {
    case 'stops.armed': {
      const { id, instrument, level } = known;
      state.index.add({
        id,
        instrument,
        kind: known.kind as PriceKind,
        direction: known.direction as Direction,
        level,
      });
      return;
    }
    case 'stops.trailingArmed': {
      const { id, instrument, distance, mark } = known;
      const kind = known.kind as PriceKind;
      const side = known.side as TrailingSide;
      state.index.addTrailing({ id, instrument, kind, side, unit: known.unit as DistanceUnit, distance, mark });
      return;
    }
    case 'stops.cancelled':
      forget(state, known.id);
      return;
    case 'stops.fired':
      for (const id of known.ids) forget(state, id);
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

function forget(state: StopsState, id: number): void {
  if (!state.index.cancel(id)) state.due.delete(id);
}
