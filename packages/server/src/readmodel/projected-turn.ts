import type { CoreEvent, CoreState, FinishedDeal, FinishedOrder } from '@outcry/core';

/** A turn as the read model takes it in. */
export interface ProjectedTurn {
  readonly seq: number;
  readonly at: number;
  readonly events: readonly CoreEvent[];
  /** Orders and deals that ended in it. */
  readonly finished: readonly FinishedOrder[];
  readonly finishedDeals: readonly FinishedDeal[];
}

/** What it needs to know of the state that the turn has led to. */
export type ProjectedWorld = Pick<CoreState, 'instruments' | 'legs' | 'bots'>;
