import type { FollowerClient } from '../journal/index.ts';
import type { Engine } from './engine.ts';

/** Turns between two snapshots at least. */
const TURNS_BETWEEN = 20_000;
/** How much longer than the digest of the live core took, at least, the next one waits: at most 1 % of the time. */
const PRICE_FACTOR = 100;

/**
 * Has the follower make snapshots: every so many turns the live core's digest is taken, and once the turn is on disk the
 * follower compares its own and stores the snapshot.
 */
export class Snapshots {
  readonly #engine: Engine;
  readonly #follower: FollowerClient;
  readonly #timer: NodeJS.Timeout;
  #lastSeq: number;
  #notBefore = 0;
  /** The follower must not pass the turn of a snapshot that is being made. */
  #pinned = Number.POSITIVE_INFINITY;
  #working: Promise<void> = Promise.resolve();

  constructor(engine: Engine, follower: FollowerClient, every = 1_000) {
    this.#engine = engine;
    this.#follower = follower;
    this.#lastSeq = engine.seq;
    this.#timer = setInterval(() => this.#look(), every);
    this.#timer.unref();
  }

  /** Makes one now, whatever the distance; resolves when it is on disk. */
  async make(): Promise<void> {
    const started = performance.now();
    const { seq, digest } = this.#engine.digest();
    this.#notBefore = performance.now() + (performance.now() - started) * PRICE_FACTOR;
    if (seq === 0) return;
    this.#lastSeq = seq;
    this.#pinned = seq;
    try {
      await this.#engine.whenDurable(seq);
      await this.#follower.snapshot(seq, digest);
    } finally {
      this.#pinned = Number.POSITIVE_INFINITY;
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#working;
    await this.#follower.close();
  }

  #look(): void {
    const { durableSeq } = this.#engine;
    if (durableSeq > 0) this.#follower.advance(Math.min(durableSeq, this.#pinned));
    if (this.#engine.seq - this.#lastSeq < TURNS_BETWEEN || performance.now() < this.#notBefore) return;
    this.#working = this.make().catch(() => undefined);
  }
}
