import type { Json } from './wire/json.ts';

/** Events of one kind that a session may leave unread; the oldest fall out. */
export const MAX_UNREAD = 10_000;

interface Unread {
  /** What the event is about: instrument or account. */
  readonly about: number;
  readonly row: Json;
}

/** What has happened since the last poll, oldest first, bounded. */
export class EventBuffer {
  #events: Unread[] = [];
  #start = 0;

  push(about: number, row: Json): void {
    this.#events.push({ about, row });
    if (this.#events.length - this.#start > MAX_UNREAD) this.#start++;
    if (this.#start >= MAX_UNREAD) this.#compact();
  }

  /** Takes out everything, or what is about one instrument or account alone. */
  drain(about?: number): Json[] {
    this.#compact();
    const taken: Json[] = [];
    const left: Unread[] = [];
    for (const event of this.#events) {
      if (about === undefined || event.about === about) taken.push(event.row);
      else left.push(event);
    }
    this.#events = left;
    return taken;
  }

  #compact(): void {
    if (this.#start > 0) this.#events = this.#events.slice(this.#start);
    this.#start = 0;
  }
}
