import type { Tick } from '@outcry/core';
import type { TimedTick } from '../feeds/feed.ts';

/** Ticks waiting beyond this number let newer quotes and books of an instrument replace waiting ones. */
export const CONFLATE_BEYOND = 2_000;

/**
 * Market data on its way to the core, in order. When the core is behind, a newer quote or whole book of an instrument
 * replaces the one still waiting; trades, level changes and status changes are never dropped.
 */
export class TickQueue {
  #waiting: (TimedTick | null)[] = [];
  #head = 0;
  #length = 0;
  /** Position of the waiting quote or book that a newer one may replace, by instrument and kind. */
  readonly #replaceable = new Map<string, number>();

  /** Ticks that still wait. */
  get length(): number {
    return this.#length;
  }

  /** Appends ticks; `conflate` allows replacing waiting quotes and books when the queue is behind. */
  push(ticks: readonly TimedTick[], conflate: boolean): void {
    for (const timed of ticks) {
      const key = conflate ? conflationKey(timed.tick) : null;
      if (key !== null && this.#length > CONFLATE_BEYOND) this.#dropWaiting(key);
      if (key !== null) this.#replaceable.set(key, this.#waiting.length);
      else if (conflate) this.#keepOrder(timed.tick);
      this.#waiting.push(timed);
      this.#length++;
    }
  }

  /** The next tick, or undefined when none waits. */
  shift(): TimedTick | undefined {
    while (this.#head < this.#waiting.length) {
      const next = this.#waiting[this.#head++];
      if (next === null || next === undefined) continue;
      this.#length--;
      if (this.#length === 0) this.#reset();
      return next;
    }
    this.#reset();
    return undefined;
  }

  #dropWaiting(key: string): void {
    const position = this.#replaceable.get(key);
    if (position === undefined || position < this.#head || this.#waiting[position] === null) return;
    this.#waiting[position] = null;
    this.#length--;
  }

  /** A level or status change builds on the book before it: that one must stay. */
  #keepOrder(tick: Tick): void {
    if (tick.kind !== 'level' && tick.kind !== 'status') return;
    this.#replaceable.delete(`depth:${tick.instrument}`);
    this.#replaceable.delete(`quote:${tick.instrument}`);
  }

  #reset(): void {
    this.#waiting = [];
    this.#head = 0;
    this.#replaceable.clear();
  }
}

function conflationKey(tick: Tick): string | null {
  return tick.kind === 'quote' || tick.kind === 'depth' ? `${tick.kind}:${tick.instrument}` : null;
}
