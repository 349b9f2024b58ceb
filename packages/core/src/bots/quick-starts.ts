/** Deals that a bot may start by itself within `QUICK_SPAN`, beside as many as it may have at once. */
export const MAX_QUICK_STARTS = 20;

/** In ms of market time. */
export const QUICK_SPAN = 10_000;

/**
 * How often bots have started deals of late. While a market is crossed, or an order is refused each time, a deal ends in
 * the moment in which it began and the next one would follow without end. Market state.
 */
export class QuickStarts {
  readonly #bots = new Map<number, { since: number; count: number }>();

  /** When the bot may start its next deal by itself (ms UTC); 0: now. */
  next(bot: number, active: number, at: number): number {
    const quick = this.#bots.get(bot);
    if (quick === undefined) return 0;
    if (at - quick.since >= QUICK_SPAN) {
      this.#bots.delete(bot);
      return 0;
    }
    return quick.count < active + MAX_QUICK_STARTS ? 0 : quick.since + QUICK_SPAN;
  }

  note(bot: number, at: number): void {
    const quick = this.#bots.get(bot);
    if (quick === undefined) this.#bots.set(bot, { since: at, count: 1 });
    else quick.count += 1;
  }

  forget(bot: number): void {
    this.#bots.delete(bot);
  }
}
