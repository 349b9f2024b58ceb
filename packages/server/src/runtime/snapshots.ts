import { type FollowerClient, JournalError } from '../journal/index.ts';
import type { Engine } from './engine.ts';

/** Turns between two snapshots at least. */
export const TURNS_BETWEEN = 20_000;
/**
 * How much longer than the digest of the live core took, at least, the next one waits. Nothing is decided while it is
 * taken (some 300 ms with 20 000 open orders and 100 000 keys), so that at most 0.1 % of the time goes into it.
 */
export const PRICE_FACTOR = 1_000;

/** Who is told how it goes. */
export interface SnapshotReports {
  /** A snapshot is on disk: how long the live core's digest took, and all of it (seconds). */
  readonly onMade?: (digestSeconds: number, seconds: number) => void;
  /** The journal does not give the state that is served: nothing may be decided on it any more. */
  readonly onDiverged: (error: Error) => void;
  /** No more snapshots are made in this run; the journal alone has everything. */
  readonly onEnd: (error: Error) => void;
}

/**
 * Has the follower make snapshots: every so many turns the live core's digest is taken, and once the turn is on disk the
 * follower compares its own and stores the snapshot.
 */
export class Snapshots {
  readonly #engine: Engine;
  readonly #follower: FollowerClient;
  readonly #timer: NodeJS.Timeout;
  readonly #onMade: (digestSeconds: number, seconds: number) => void;
  #lastSeq: number;
  #notBefore = 0;
  /** The follower must not pass the turn of a snapshot that is being made. */
  #pinned = Number.POSITIVE_INFINITY;
  /** The snapshot being made, or the last one. */
  #making: Promise<void> = Promise.resolve();

  constructor(engine: Engine, follower: FollowerClient, reports: SnapshotReports, every = 1_000) {
    this.#engine = engine;
    this.#follower = follower;
    this.#onMade = reports.onMade ?? (() => undefined);
    this.#lastSeq = engine.seq;
    this.#timer = setInterval(() => this.#look(), every);
    this.#timer.unref();
    void follower.failed.then((error) => {
      clearInterval(this.#timer);
      if (error instanceof JournalError && error.code === 'diverged') reports.onDiverged(error);
      else reports.onEnd(error);
    });
  }

  /** Makes one now, or after the one being made, whatever the distance; resolves when it is on disk. */
  make(): Promise<void> {
    const made = this.#making.then(() => this.#make());
    this.#making = made.catch(() => undefined);
    return made;
  }

  /** Gives up a snapshot that still waits for the follower. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#follower.close();
  }

  async #make(): Promise<void> {
    const started = performance.now();
    const { seq, digest } = this.#engine.digest();
    const ended = performance.now();
    this.#notBefore = ended + (ended - started) * PRICE_FACTOR;
    this.#lastSeq = seq;
    if (seq === 0) return;
    this.#pinned = seq;
    try {
      await this.#engine.whenDurable(seq);
      await this.#follower.snapshot(seq, digest);
      this.#onMade((ended - started) / 1_000, (performance.now() - started) / 1_000);
    } finally {
      this.#pinned = Number.POSITIVE_INFINITY;
    }
  }

  #look(): void {
    const { seq, durableSeq } = this.#engine;
    if (durableSeq > 0) this.#follower.advance(Math.min(durableSeq, this.#pinned));
    if (this.#pinned < seq || seq - this.#lastSeq < TURNS_BETWEEN || performance.now() < this.#notBefore) return;
    // What goes wrong is told by the follower or by the journal.
    this.make().catch(() => undefined);
  }
}
