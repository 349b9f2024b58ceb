import { ChpTransportError } from '../errors.ts';
import type { Holds } from './holds.ts';
import type { StreamRules } from './options.ts';
import type { Poller, PollReader } from './poller.ts';
import type { WaitingRows } from './waiting-rows.ts';

/** What one stream reads. */
export interface Source<Row, Item> {
  readonly poller: Poller<Row>;
  readonly holds: Holds;
  readonly waiting: WaitingRows<Row, Item>;
  /** Symbols or portfolios; null: whatever is subscribed. */
  readonly keys: Set<string> | null;
  /** Symbol or portfolio of a row; null when it names none. */
  keyOf(row: Row): string | null;
  readonly rules: StreamRules;
  /** Each of them ends the stream: its own signal and the client's. */
  readonly signals: readonly AbortSignal[];
}

/** One running loop over rows. */
export class Stream<Row, Item> implements PollReader<Row> {
  readonly rules: StreamRules;
  readonly #source: Source<Row, Item>;
  #wakeUp: (() => void) | null = null;
  #ended = false;
  #failure: { readonly error: unknown } | null = null;

  constructor(source: Source<Row, Item>) {
    this.#source = source;
    this.rules = source.rules;
  }

  get isWaiting(): boolean {
    return this.#wakeUp !== null;
  }

  deliver(rows: readonly Row[]): boolean {
    const { waiting, keys, keyOf } = this.#source;
    const own = keys === null ? rows : rows.filter((row) => keys.has(keyOf(row) ?? '') || keyOf(row) === null);
    const news = waiting.add(own);
    if (waiting.size > 0) this.#wake();
    return news;
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wake();
  }

  /** Ends the loop once what waits has been read. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** The user has cancelled a subscription; `none`: nothing of its kind is subscribed any more. */
  cancelled(key: string, none: boolean): void {
    const { keys } = this.#source;
    keys?.delete(key);
    if (keys === null ? none : keys.size === 0) this.end();
  }

  /** Subscribes, reads, and at its end unsubscribes. */
  async *items(): AsyncGenerator<Item, void, undefined> {
    const { poller, signals } = this.#source;
    if (this.#source.keys?.size === 0) return;
    const held: ReadonlySet<string> = new Set(this.#source.keys ?? []);
    const stop = () => this.end();
    for (const signal of signals) signal.addEventListener('abort', stop, { once: true });
    try {
      if (!(await this.#subscribe(held))) return;
      poller.join(this);
      let reachable = true;
      try {
        yield* this.#read();
      } catch (error) {
        reachable = !(error instanceof ChpTransportError);
        throw error;
      } finally {
        poller.leave(this);
        await this.#release(held, reachable);
      }
    } finally {
      for (const signal of signals) signal.removeEventListener('abort', stop);
    }
  }

  get #isStopped(): boolean {
    return this.#source.signals.some((signal) => signal.aborted);
  }

  /** Whether the stream goes on. */
  async #subscribe(keys: ReadonlySet<string>): Promise<boolean> {
    if (this.#isStopped) return false;
    try {
      await this.#source.holds.acquire(this, keys, this.rules.signal);
      return true;
    } catch (error) {
      if (this.#isStopped) return false;
      throw error;
    }
  }

  /** A failure of its own must not hide the one the stream ended by, nor count after the client was stopped. */
  async #release(keys: ReadonlySet<string>, reachable: boolean): Promise<void> {
    try {
      await this.#source.holds.release(this, keys, reachable);
    } catch (error) {
      if (this.#failure === null && !this.#isStopped) throw error;
    }
  }

  async *#read(): AsyncGenerator<Item, void, undefined> {
    const { poller, waiting } = this.#source;
    while (!this.#isStopped) {
      if (this.#failure !== null) throw this.#failure.error;
      const item = waiting.shift();
      if (item !== undefined) yield item;
      else if (this.#ended) return;
      else {
        const woken = new Promise<void>((resolve) => {
          this.#wakeUp = resolve;
        });
        poller.wake();
        await woken;
      }
    }
  }

  #wake(): void {
    this.#wakeUp?.();
    this.#wakeUp = null;
  }
}
