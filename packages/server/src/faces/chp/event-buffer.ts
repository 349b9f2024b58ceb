import type { Json } from './wire/json.ts';

/** Events of one kind that a session may leave unread; the oldest fall out. */
export const MAX_UNREAD = 10_000;

/** Events that all sessions together may leave unread; beyond them a buffer grows no more than to the last figure. */
export const MAX_UNREAD_OF_ALL = 1_000_000;
export const SURE_UNREAD = 100;

/** What all buffers of a bridge hold together. */
export interface UnreadCount {
  total: number;
}

interface Unread {
  /** What the event is about: instrument or account. */
  readonly about: number;
  readonly row: Json;
}

/** What has happened since the last poll, oldest first, bounded. */
export class EventBuffer {
  readonly #count: UnreadCount;
  #events: Unread[] = [];
  #start = 0;

  constructor(count: UnreadCount) {
    this.#count = count;
  }

  push(about: number, row: Json): void {
    this.#events.push({ about, row });
    this.#count.total++;
    const size = this.#events.length - this.#start;
    if (size > MAX_UNREAD || (size > SURE_UNREAD && this.#count.total > MAX_UNREAD_OF_ALL)) {
      this.#start++;
      this.#count.total--;
    }
    if (this.#start > Math.max(size, SURE_UNREAD)) this.#compact();
  }

  /** Takes out everything, or what is about one instrument or account alone. */
  drain(about?: number): Json[] {
    if (this.#events.length === 0) return [];
    this.#compact();
    const taken: Json[] = [];
    const left: Unread[] = [];
    for (const event of this.#events) {
      if (about === undefined || event.about === about) taken.push(event.row);
      else left.push(event);
    }
    this.#events = left;
    this.#count.total -= taken.length;
    return taken;
  }

  #compact(): void {
    if (this.#start > 0) this.#events = this.#events.slice(this.#start);
    this.#start = 0;
  }
}
