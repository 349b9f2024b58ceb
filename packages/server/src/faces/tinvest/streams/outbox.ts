import type { StreamMetrics } from '../../../metrics/index.ts';
import type { StreamCall } from '../call.ts';
import { TInvestError } from '../errors.ts';
import type { Written } from './written.ts';

/** A reader with more than this unread (bytes) gets no further pictures until it has caught up. */
const SLOW_BYTES = 256 * 1024;

/** A reader with more than this unread (bytes) is disconnected. */
export const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/** What a waiting message costs beside its bytes. */
const OVERHEAD_BYTES = 100;

/** A reader that is disconnected may take this long (ms) to hear why. */
const LAST_WORD_MS = 1_000;

/** Messages that have been taken are let go of when there are this many. */
const KEPT = 1_024;

interface Taker {
  resolve(result: IteratorResult<Written>): void;
  reject(error: TInvestError): void;
}

/**
 * What waits for one reader of a stream. Who does not read is disconnected at a bound; pictures are to be left out before
 * (`slow`). Ends when the reader has gone; one taker at a time.
 */
export class Outbox implements AsyncIterableIterator<Written> {
  readonly #call: Pick<StreamCall, 'signal' | 'cut'>;
  readonly #metrics: StreamMetrics;
  readonly #onOver: () => void;
  #waiting: Written[] = [];
  /** Messages at the beginning that have been taken. */
  #taken = 0;
  #bytes = 0;
  #taker: Taker | null = null;
  #over = false;
  #error: TInvestError | null = null;

  /** `onOver` is called once, when nothing more is taken in. */
  constructor(call: Pick<StreamCall, 'signal' | 'cut'>, metrics: StreamMetrics, onOver: () => void) {
    this.#call = call;
    this.#metrics = metrics;
    this.#onOver = onOver;
    if (call.signal.aborted) queueMicrotask(() => this.#drop());
    else call.signal.addEventListener('abort', () => this.#drop(), { once: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Whether so much waits that what may be left out is. */
  get slow(): boolean {
    if (this.#bytes <= SLOW_BYTES) return false;
    this.#metrics.leftOut++;
    return true;
  }

  /** Whether nothing more is taken in. */
  get over(): boolean {
    return this.#over;
  }

  push(message: Written): void {
    if (this.#over) return;
    if (this.#taker !== null) {
      this.#take().resolve({ value: message, done: false });
      return;
    }
    this.#waiting.push(message);
    this.#bytes += sizeOf(message);
    if (this.#bytes > MAX_UNREAD_BYTES) this.#cutOff();
  }

  /** The end comes after what waits. */
  end(): void {
    this.#finish();
    if (this.#taker !== null) this.#take().resolve(DONE);
  }

  /** The error comes after what waits. */
  fail(error: TInvestError): void {
    if (this.#over) return;
    if (this.#taker === null) this.#error = error;
    else this.#take().reject(error);
    this.#finish();
  }

  next(): Promise<IteratorResult<Written>> {
    const value = this.#waiting[this.#taken];
    if (value !== undefined) {
      this.#taken++;
      this.#bytes -= sizeOf(value);
      if (this.#taken >= KEPT || this.#taken === this.#waiting.length) {
        this.#waiting = this.#waiting.slice(this.#taken);
        this.#taken = 0;
      }
      return Promise.resolve({ value, done: false });
    }
    const error = this.#error;
    if (error !== null) {
      this.#error = null;
      return Promise.reject(error);
    }
    if (this.#over) return Promise.resolve(DONE);
    return new Promise((resolve, reject) => {
      this.#taker = { resolve, reject };
    });
  }

  return(): Promise<IteratorResult<Written>> {
    this.#drop();
    return Promise.resolve(DONE);
  }

  #cutOff(): void {
    this.#metrics.cutOff++;
    this.#forget();
    this.fail(new TInvestError('', `more than ${MAX_UNREAD_BYTES} bytes unread`, 'RESOURCE_EXHAUSTED'));
    this.#call.cut(LAST_WORD_MS);
  }

  #drop(): void {
    this.#forget();
    this.#error = null;
    this.end();
  }

  #forget(): void {
    this.#waiting = [];
    this.#taken = 0;
    this.#bytes = 0;
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    this.#onOver();
  }

  #take(): Taker {
    const taker = this.#taker as Taker;
    this.#taker = null;
    return taker;
  }
}

const DONE = { value: undefined, done: true } as const;

function sizeOf({ bytes }: Written): number {
  return bytes.length + OVERHEAD_BYTES;
}
