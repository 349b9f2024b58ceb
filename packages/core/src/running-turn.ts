import type { CoreEvent } from './events/index.ts';
import type { Turn } from './turn.ts';

/** Events one turn may hold; longer work goes on in the next turn from a durable continuation. */
export const MAX_TURN_EVENTS = 10_000;

/** Room in a turn for what rounds it off once it is full: the other half of a trade, what goes on in the next turn. */
const ROUNDING_OFF_EVENTS = 1_000;

/** A turn that is being decided: each event is applied as it is emitted. */
export class RunningTurn implements Turn {
  readonly #core: { apply(event: CoreEvent): void };
  readonly at: number;
  readonly events: CoreEvent[] = [];
  /** Events already offered to reactions. */
  offered = 0;

  constructor(core: { apply(event: CoreEvent): void }, at: number) {
    this.#core = core;
    this.at = at;
  }

  get full(): boolean {
    return this.events.length >= MAX_TURN_EVENTS - ROUNDING_OFF_EVENTS;
  }

  emit<E extends CoreEvent>(event: E): void {
    this.#core.apply(event);
    this.events.push(event);
  }
}

/** The last moment a date can have (ms UTC), so that every moment 30 days later is still a safe integer. */
const LAST_TIME = 8_640_000_000_000_000;

export function isTime(at: number): boolean {
  return Number.isSafeInteger(at) && at >= 0 && at <= LAST_TIME;
}

/** The moment of a turn at `at`: never before `now`, which also stands for what is no time. */
export function momentOf(at: number, now: number): number {
  return isTime(at) && at > now ? at : now;
}
