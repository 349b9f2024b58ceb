import type { StatementRun } from '../../journal/journal.ts';

/** A video about a strategy. */
export interface StrategyVideo {
  /** Its id at YouTube. */
  readonly youtube: string;
  /** When it was set, market time in ms UTC. */
  readonly at: number;
}

/** Videos of strategies, at most one each. Each change comes with the SQL that makes it last. */
export class StrategyVideos {
  readonly #byStrategy = new Map<number, StrategyVideo>();

  constructor(stored: readonly (StrategyVideo & { readonly strategy: number })[]) {
    for (const { strategy, youtube, at } of stored) this.#byStrategy.set(strategy, { youtube, at });
  }

  get(strategy: number): StrategyVideo | undefined {
    return this.#byStrategy.get(strategy);
  }

  /** The strategy's video from now on. */
  set(strategy: number, video: StrategyVideo): StatementRun[] {
    this.#byStrategy.set(strategy, video);
    return [{ statement: 'identity.setStrategyVideo', values: [[strategy, video.youtube, video.at]] }];
  }
}
