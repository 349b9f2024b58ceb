import type { SignalWatch } from './state.ts';

/** A condition on the distance from a base; prices in steps. */
interface QflWatch {
  readonly watch: SignalWatch;
  /** Opening time of the base's candle (ms UTC). */
  readonly base: number;
  /** Highest price at which it is met. */
  readonly threshold: number;
  isMet: boolean;
}

/**
 * The conditions of one instrument that watch the last price itself. A price costs two comparisons while it passes no
 * threshold.
 */
export class QflWatches {
  readonly #byWatch = new Map<SignalWatch, QflWatch>();
  /** Highest threshold that is not reached, and lowest one that is. */
  #next = Number.NEGATIVE_INFINITY;
  #reached = Number.POSITIVE_INFINITY;
  #last = Number.POSITIVE_INFINITY;

  /** Whether the condition is met at the last price. */
  isMet(watch: SignalWatch): boolean {
    return this.#byWatch.get(watch)?.isMet === true;
  }

  delete(watch: SignalWatch): void {
    if (this.#byWatch.delete(watch)) this.#bound();
  }

  /** The last price before the first trade that is seen. */
  begin(last: number): void {
    this.#last = last;
  }

  /** Sets the base, by the opening time of its candle, and the threshold below it. Whether it is another one than before. */
  setBase(watch: SignalWatch, base: number, threshold: number): boolean {
    if (this.#byWatch.get(watch)?.base === base) return false;
    this.#byWatch.set(watch, { watch, base, threshold, isMet: this.#last <= threshold });
    this.#bound();
    return true;
  }

  /** Takes in the last price. Returns the conditions that are met now and were not before. */
  price(last: number): readonly SignalWatch[] {
    this.#last = last;
    if (last > this.#next && last <= this.#reached) return NONE;
    const met: SignalWatch[] = [];
    for (const one of this.#byWatch.values()) {
      const isMet = last <= one.threshold;
      if (isMet && !one.isMet) met.push(one.watch);
      one.isMet = isMet;
    }
    this.#bound();
    return met;
  }

  #bound(): void {
    this.#next = Number.NEGATIVE_INFINITY;
    this.#reached = Number.POSITIVE_INFINITY;
    for (const { threshold, isMet } of this.#byWatch.values()) {
      if (isMet) this.#reached = Math.min(this.#reached, threshold);
      else this.#next = Math.max(this.#next, threshold);
    }
  }
}

const NONE: readonly SignalWatch[] = [];
