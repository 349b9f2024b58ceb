import type { Topic } from './topic.ts';

interface Pace {
  readonly topics: Set<Topic<unknown>>;
  /** Those that may have something to send. */
  readonly due: Set<Topic<unknown>>;
  readonly timer: NodeJS.Timeout;
}

/** A reader that did not take a picture sent at once is looked at again after this (ms). */
const SLOW_RETRY_MS = 50;

/** When topics send what they conflate: those of one pace together. */
export class Paces {
  readonly #paces = new Map<number, Pace>();
  readonly #paceOf = new Map<Topic<unknown>, number>();

  add(topic: Topic<unknown>, paceMs: number): void {
    const pace = this.#paces.get(paceMs) ?? this.#begin(paceMs);
    pace.topics.add(topic);
    this.#paceOf.set(topic, paceMs);
  }

  delete(topic: Topic<unknown>): void {
    const paceMs = this.#paceOf.get(topic);
    const pace = paceMs === undefined ? undefined : this.#paces.get(paceMs);
    if (paceMs === undefined || pace === undefined) return;
    this.#paceOf.delete(topic);
    pace.topics.delete(topic);
    pace.due.delete(topic);
    if (pace.topics.size > 0) return;
    clearInterval(pace.timer);
    this.#paces.delete(paceMs);
  }

  /** The topic may have something to send. */
  look(topic: Topic<unknown>): void {
    if (!topic.isDue) return;
    const pace = this.#paces.get(this.#paceOf.get(topic) as number);
    pace?.due.add(topic);
  }

  /** Sends what is sent with the ticks that changed it. */
  flushAtOnce(): void {
    const pace = this.#paces.get(0);
    if (pace !== undefined) flush(pace);
  }

  close(): void {
    for (const { timer } of this.#paces.values()) clearInterval(timer);
    this.#paces.clear();
    this.#paceOf.clear();
  }

  #begin(paceMs: number): Pace {
    const due = new Set<Topic<unknown>>();
    const pace: Pace = {
      topics: new Set(),
      due,
      timer: setInterval(() => flush(pace), paceMs === 0 ? SLOW_RETRY_MS : paceMs).unref(),
    };
    this.#paces.set(paceMs, pace);
    return pace;
  }
}

function flush({ due }: Pace): void {
  for (const topic of due) {
    topic.flush();
    if (!topic.isDue) due.delete(topic);
  }
}
