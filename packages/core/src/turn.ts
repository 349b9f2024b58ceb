import type { CoreEvent } from './events/index.ts';
import type { Rejection, RejectReason } from './rejections.ts';

export type { Rejection } from './rejections.ts';

/** One turn of the core as its modules see it. What is emitted is applied at once and later offered to reactions. */
export interface Turn {
  /** Market time of this turn in ms UTC. */
  readonly at: number;
  /** Applies the event and queues it for the modules that react to it. */
  emit<E extends CoreEvent>(event: E): void;
  /** True once the turn has reached its bound of events; long work then goes on from a durable continuation. */
  readonly full: boolean;
}

/** What a command created or touched. `repeated`: the idempotency key was known, nothing was done again. */
export interface Outcome {
  readonly id: number;
  readonly repeated: boolean;
}

/** A module's answer to a command: what came of it, or why it was refused. */
export type Decision = Outcome | Rejection;

export function reject(reason: RejectReason, field: string | null, detail: string): Rejection {
  return { reason, field, detail };
}

export function isRejection(decision: object): decision is Rejection {
  return 'reason' in decision;
}

export function done(id: number): Outcome {
  return { id, repeated: false };
}
