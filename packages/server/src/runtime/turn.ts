import type { CoreEvent, FinishedOrder, Outcome, Rejection } from '@outcry/core';

/** A turn that is on disk. */
export interface DurableTurn {
  readonly seq: number;
  readonly at: number;
  readonly events: readonly CoreEvent[];
  /** Orders that ended in it. */
  readonly finished: readonly FinishedOrder[];
}

/** The answer to a command, given once its turn is durable. */
export interface Answer {
  readonly outcome: Outcome | null;
  readonly rejection: Rejection | null;
  /** The turn it was decided in, or the last one it saw when it made none. */
  readonly seq: number;
}
