import type { InstrumentMarket, Tick } from '../market/index.ts';
import { type Rejection, reject, type Turn } from '../turn.ts';
import { type Condition, checkCondition, isTrailing, type PriceKind } from './condition.ts';
import type { MarksMoved, StopArmed, StopCancelled, StopsDue, StopsFired, TrailingArmed } from './events.ts';
import { isStopOpen, watchedPrice } from './queries.ts';
import { type FiringPrice, isSameCause, type StopsState, type StopsWorld } from './state.ts';

/** Conditions that fire in one turn; what their owners do takes several events each, so this is far below a turn's bound. */
export const FIRING_SLICE = 900;

/** Ids in one event. */
const MAX_IDS = 1_000;

/** A moved mark is told so long after it moved at the latest, also when nothing else happens (ms). */
export const TELL_DELAY = 1_000;

/** Arms a condition, or says what is wrong with it. One whose level is reached already fires at the next price. */
export function armStop(world: StopsWorld, condition: Condition, turn: Turn): Rejection | null {
  const wrong = checkCondition(condition);
  if (wrong !== null) return reject('invalid_value', wrong.field, wrong.detail);
  if (isStopOpen(world.stops, condition.id)) {
    return reject('already_exists', 'id', `condition ${condition.id} is armed already`);
  }
  if (isTrailing(condition)) {
    tellMovedMarks(world, turn, condition.instrument, condition.kind);
    const { id, instrument, kind, side, unit, distance, mark } = condition;
    const armed = {
      type: 'stops.trailingArmed',
      at: turn.at,
      id,
      instrument,
      kind,
      side,
      unit,
      distance,
      mark,
    } as const;
    turn.emit(armed satisfies TrailingArmed);
  } else {
    const { id, instrument, kind, direction, level } = condition;
    turn.emit({ type: 'stops.armed', at: turn.at, id, instrument, kind, direction, level } satisfies StopArmed);
  }
  return null;
}

/** Takes a condition back, also one that has fired but is not acted on yet; false when it is neither. */
export function cancelStop(world: StopsWorld, id: number, turn: Turn): boolean {
  if (!isStopOpen(world.stops, id)) return false;
  turn.emit({ type: 'stops.cancelled', at: turn.at, id } satisfies StopCancelled);
  return true;
}

/**
 * What a market update does to the conditions of its instrument: a trade moves the last price, anything of the displayed
 * book its best bid and ask. While trading pauses or is closed no price counts.
 */
export function tickStops(world: StopsWorld, market: InstrumentMarket, tick: Tick, turn: Turn): void {
  if (world.stops.index.count === 0 || market.status !== 'normal' || tick.kind === 'status') return;
  // the orders whose marks had moved may be gone by now
  if (!world.stops.index.hasMovedMarks) world.stops.tellAt = Number.POSITIVE_INFINITY;
  let room = world.stops.due.size > 0 || turn.full ? 0 : FIRING_SLICE;
  if (tick.kind === 'trade') {
    room -= seePrice(world.stops, market, 'last', room, turn);
  } else {
    room -= seePrice(world.stops, market, 'bid', room, turn);
    seePrice(world.stops, market, 'ask', room, turn);
  }
  if (world.stops.index.hasMovedMarks && world.stops.tellAt > turn.at + TELL_DELAY) {
    world.stops.tellAt = turn.at + TELL_DELAY;
  }
}

/** Returns how many owners act in this turn: at most `room`. */
function seePrice(stops: StopsState, market: InstrumentMarket, kind: PriceKind, room: number, turn: Turn): number {
  const price = watchedPrice(market, kind);
  if (price === undefined) return 0;
  const { instrument } = market;
  const reached = stops.index.update(instrument, kind, price);
  if (reached.length === 0) return 0;
  const ids = reached.slice();
  tellMovedMarks({ stops }, turn, instrument, kind);
  if (room > 0) {
    turn.emit({
      type: 'stops.fired',
      at: turn.at,
      instrument,
      kind,
      price,
      ids: ids.slice(0, room),
    } satisfies StopsFired);
  }
  for (let from = room; from < ids.length; from += MAX_IDS) {
    const some = ids.slice(from, from + MAX_IDS);
    turn.emit({ type: 'stops.due', at: turn.at, instrument, kind, price, ids: some } satisfies StopsDue);
  }
  return Math.min(room, ids.length);
}

/** Fires what an earlier turn had no room for, oldest first. */
export function continueStops(world: StopsWorld, turn: Turn): void {
  if (turn.full) return;
  const { due } = world.stops;
  for (let room = FIRING_SLICE; room > 0 && due.size > 0; ) {
    const ids: number[] = [];
    let first: FiringPrice | undefined;
    for (const [id, cause] of due) {
      first ??= cause;
      if (!isSameCause(cause, first) || ids.length === room) break;
      ids.push(id);
    }
    if (first === undefined) return;
    const { instrument, kind, price } = first;
    room -= ids.length;
    turn.emit({ type: 'stops.fired', at: turn.at, instrument, kind, price, ids } satisfies StopsFired);
  }
}

/** When `continueStops` or `tellDueMarks` has something to do (ms UTC); 0 now, Infinity never. */
export function nextStopsTime({ stops }: StopsWorld): number {
  if (stops.due.size > 0) return 0;
  return stops.index.hasMovedMarks ? stops.tellAt : Number.POSITIVE_INFINITY;
}

/** Tells moved marks that no other turn has told in time, so that a quiet journal does not hold them back for long. */
export function tellDueMarks(world: StopsWorld, turn: Turn): void {
  if (world.stops.tellAt <= turn.at) tellMovedMarks(world, turn);
}

/**
 * Makes durable how far marks have moved: one event for each side on which they did. It runs at the end of every turn that
 * the journal keeps, and before what depends on marks. So whatever turn is the last one on disk, the marks of its moment
 * are there too; a process that starts again from it and sees the same prices that followed moves the same marks, and
 * every trailing condition fires at the price at which it would have fired without the stop.
 */
export function tellMovedMarks(world: StopsWorld, turn: Turn, instrument?: number, kind?: PriceKind): void {
  const { stops } = world;
  for (const moved of stops.index.movedMarks(instrument, kind)) {
    turn.emit({ type: 'stops.marksMoved', at: turn.at, ...moved } satisfies MarksMoved);
  }
  if (!stops.index.hasMovedMarks) stops.tellAt = Number.POSITIVE_INFINITY;
}
