import type { CoreEvent, CoreState, FinishedDeal, FinishedOrder, FinishedTrade } from '@outcry/core';

/** What ended in a turn and leaves the core's memory with it. */
export interface Ended {
  readonly finished: readonly FinishedOrder[];
  readonly finishedDeals: readonly FinishedDeal[];
  readonly finishedTrades: readonly FinishedTrade[];
}

/** A turn as the read model takes it in. */
export interface ProjectedTurn extends Ended {
  readonly seq: number;
  readonly at: number;
  readonly events: readonly CoreEvent[];
}

/** The state that the turn has led to. */
export type ProjectedWorld = CoreState;

/** What hands over what has ended since the last call: the core. */
interface Ending {
  takeFinished(): readonly FinishedOrder[];
  takeFinishedDeals(): readonly FinishedDeal[];
  takeFinishedTrades(): readonly FinishedTrade[];
}

export function takeEnded(core: Ending): Ended {
  return {
    finished: core.takeFinished(),
    finishedDeals: core.takeFinishedDeals(),
    finishedTrades: core.takeFinishedTrades(),
  };
}
