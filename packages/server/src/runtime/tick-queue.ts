import type { Tick } from '@outcry/core';
import type { TimedTick } from '../feeds/feed.ts';

/** Ticks waiting beyond this number let newer quotes and books of an instrument replace waiting ones. */
const CONFLATE_BEYOND = 2_000;

/** Room that taken and replaced ticks may hold before the queue is packed again. */
const SLACK = 4_096;

/**
 * Market data on its way to the core, in order. When the core is behind, a newer quote or whole book of an instrument
 * replaces the one still waiting; trades, level changes and status changes are never dropped.
 */
export class TickQueue {
  readonly #conflateBeyond: number;
  #waiting: (TimedTick | null)[] = [];
  #head = 0;
  #length = 0;
  #live = false;
  /** Position of the waiting quote or book that a newer one may replace, by instrument and kind. */
  readonly #replaceable = new Map<string, number>();

  constructor(conflateBeyond = CONFLATE_BEYOND) {
    this.#conflateBeyond = conflateBeyond;
  }

  /** Ticks that still wait. */
  get length(): number {
    return this.#length;
  }

  /** Whether ticks wait that come as the world makes them. Those of a tape are the same each time it is played. */
  get live(): boolean {
    return this.#live && this.#length > 0;
  }

  /** Places that are kept for them, taken and replaced ones included. */
  get room(): number {
    return this.#waiting.length;
  }

  /** Market time of the next tick, or undefined when none waits. */
  get nextAt(): number | undefined {
    this.#skipReplaced();
    return this.#waiting[this.#head]?.at;
  }

  /** Appends ticks. `live` ones allow replacing waiting quotes and books when the queue is behind. */
  push(ticks: readonly TimedTick[], live: boolean): void {
    this.#live = live;
    for (const timed of ticks) {
      const key = live ? conflationKey(timed.tick) : null;
      if (key !== null && this.#length > this.#conflateBeyond) this.#dropWaiting(key);
      if (key !== null) this.#replaceable.set(key, this.#waiting.length);
      else this.#keepBefore(timed.tick);
      this.#waiting.push(timed);
      this.#length++;
      if (this.#waiting.length > 2 * this.#length + SLACK) this.#pack();
    }
  }

  /** The next tick, or undefined when none waits. */
  shift(): TimedTick | undefined {
    this.#skipReplaced();
    const next = this.#waiting[this.#head];
    if (next === undefined || next === null) return undefined;
    this.#waiting[this.#head++] = null;
    this.#length--;
    if (this.#length === 0) this.#clear();
    else if (this.#waiting.length > 2 * this.#length + SLACK) this.#pack();
    return next;
  }

  #skipReplaced(): void {
    while (this.#head < this.#waiting.length && this.#waiting[this.#head] === null) this.#head++;
  }

  #dropWaiting(key: string): void {
    const position = this.#replaceable.get(key);
    if (position === undefined || position < this.#head || this.#waiting[position] === null) return;
    this.#waiting[position] = null;
    this.#length--;
  }

  /** A level or status change builds on the quote and book before it: they must stay. */
  #keepBefore(tick: Tick): void {
    if (tick.kind !== 'level' && tick.kind !== 'status') return;
    this.#replaceable.delete(`depth:${tick.instrument}`);
    this.#replaceable.delete(`quote:${tick.instrument}`);
  }

  /** Lets go of the places of taken and replaced ticks. */
  #pack(): void {
    const packed: TimedTick[] = [];
    const places = new Map<number, number>();
    for (let i = this.#head; i < this.#waiting.length; i++) {
      const timed = this.#waiting[i];
      if (timed === null || timed === undefined) continue;
      places.set(i, packed.length);
      packed.push(timed);
    }
    for (const [key, position] of this.#replaceable) {
      const place = places.get(position);
      if (place === undefined) this.#replaceable.delete(key);
      else this.#replaceable.set(key, place);
    }
    this.#waiting = packed;
    this.#head = 0;
  }

  #clear(): void {
    this.#waiting = [];
    this.#head = 0;
    this.#replaceable.clear();
  }
}

function conflationKey(tick: Tick): string | null {
  return tick.kind === 'quote' || tick.kind === 'depth' ? `${tick.kind}:${tick.instrument}` : null;
}
