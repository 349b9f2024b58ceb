import { ApiRequestException, causesOf } from '../errors.ts';
import { isTruthy } from '../reply-checks.ts';

/** A kind of subscription of the client: quotes, ticks, books, portfolios. */
export interface Subscriptions {
  /** Answers symbol → reply. */
  listen(key: string, signal: AbortSignal | undefined): Promise<unknown>;
  cancel(key: string): Promise<unknown>;
  /** Whether the client believes itself subscribed. */
  has(key: string): boolean;
  /** The server knows it no longer: the client believes so too. */
  drop(key: string): void;
}

/** The server says that it is subscribed already. */
const ALREADY = 'Error #20';

/**
 * Which subscriptions the streams hold. Several streams share one; the last to leave cancels it, if a stream had made it.
 * What the user subscribed stays subscribed.
 */
export class Holds {
  readonly #subscriptions: Subscriptions;
  readonly #held = new Map<string, { readonly holders: Set<object>; readonly made: boolean }>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(subscriptions: Subscriptions) {
    this.#subscriptions = subscriptions;
  }

  /** Subscribes to what no stream holds yet. Throws ApiRequestException when the server refuses one; then none is held. */
  acquire(holder: object, keys: ReadonlySet<string>, signal: AbortSignal | undefined): Promise<void> {
    return this.#inTurn(async () => {
      try {
        for (const key of keys) await this.#acquireOne(holder, key, signal);
      } catch (error) {
        await this.#releaseAll(holder, keys, true).catch(() => undefined);
        throw error;
      }
    });
  }

  /** @param reachable whether the server is worth a request; otherwise its subscriptions stay */
  release(holder: object, keys: ReadonlySet<string>, reachable: boolean): Promise<void> {
    return this.#inTurn(() => this.#releaseAll(holder, keys, reachable));
  }

  /** The user has cancelled it: nobody holds it any more. */
  forget(key: string): void {
    this.#held.delete(key);
  }

  /** The session is closed, and every subscription with it. */
  forgetAll(): void {
    for (const [key, { made }] of this.#held) if (made) this.#subscriptions.drop(key);
    this.#held.clear();
  }

  /** One after another, so that a stream that begins does not meet one that ends half-way. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #acquireOne(holder: object, key: string, signal: AbortSignal | undefined): Promise<void> {
    const held = this.#held.get(key);
    if (held !== undefined) held.holders.add(holder);
    else this.#held.set(key, { made: await this.#subscribe(key, signal), holders: new Set([holder]) });
  }

  /** Answers whether this made the subscription: one that the client or the server knew before is the user's. */
  async #subscribe(key: string, signal: AbortSignal | undefined): Promise<boolean> {
    const known = this.#subscriptions.has(key);
    const reply = (await this.#subscriptions.listen(key, signal)) as Record<string, unknown> | null;
    if (isTruthy(reply?.result)) return !known;
    if (causesOf(reply).some(({ reason }) => reason === ALREADY)) return false;
    throw new ApiRequestException(String(reply?.reason ?? `no subscription to ${key}`), reply);
  }

  async #releaseAll(holder: object, keys: ReadonlySet<string>, reachable: boolean): Promise<void> {
    for (const key of keys) {
      const held = this.#held.get(key);
      if (held?.holders.delete(holder) !== true || held.holders.size > 0) continue;
      this.#held.delete(key);
      if (reachable && held.made && this.#subscriptions.has(key)) await this.#subscriptions.cancel(key);
    }
  }
}
