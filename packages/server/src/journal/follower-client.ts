import { Worker } from 'node:worker_threads';
import { unpackError } from './error-message.ts';
import type { FollowerStart, FromFollower, ToFollower } from './follower-messages.ts';
import { workerFile } from './worker-file.ts';

interface PendingSnapshot {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** The main thread's end of the follower. */
export class FollowerClient {
  /** Resolves, once, when the follower can't go on: its digest differs from the live core's, or the thread died. */
  readonly failed: Promise<Error>;
  readonly #worker: Worker;
  readonly #pending: PendingSnapshot[] = [];
  readonly #ended: Promise<void>;
  #refusal: Error | null = null;
  #tellFailure: (error: Error) => void = () => {};

  /** Starts the thread on a data folder whose journal is open. */
  constructor(folder: string, file: string = workerFile('follower-thread')) {
    const start: FollowerStart = { folder };
    this.#worker = new Worker(file, { workerData: start });
    this.failed = new Promise((resolve) => {
      this.#tellFailure = resolve;
    });
    this.#worker.on('message', (message: FromFollower) => this.#receive(message));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#fail(new Error('the follower thread ended'));
        resolve();
      });
    });
  }

  /** Lets the follower go on to a turn that is durable. */
  advance(to: number): void {
    if (this.#refusal === null) this.#post({ kind: 'advance', to });
  }

  /**
   * Asks for a snapshot of turn `seq`, which must not lie before a turn given to `advance`; `digest` is the live core's
   * at that turn. Resolves when the digests agreed and the snapshot is on disk; rejects with JournalError `diverged`.
   */
  snapshot(seq: number, digest: string): Promise<void> {
    if (this.#refusal !== null) return Promise.reject(this.#refusal);
    this.#post({ kind: 'snapshot', seq, digest });
    return new Promise((resolve, reject) => {
      this.#pending.push({ resolve, reject });
    });
  }

  async close(): Promise<void> {
    if (this.#refusal === null) {
      this.#refusal = new Error('the follower is closed');
      for (const request of this.#pending.splice(0)) request.reject(this.#refusal);
      this.#post({ kind: 'close' });
    }
    await this.#ended;
  }

  #post(message: ToFollower): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromFollower): void {
    if (message.kind === 'failed') this.#fail(unpackError(message.error));
    else if (message.kind === 'saved') this.#pending.shift()?.resolve();
  }

  /** The first failure counts. */
  #fail(error: Error): void {
    if (this.#refusal !== null) return;
    this.#refusal = error;
    for (const request of this.#pending.splice(0)) request.reject(error);
    this.#tellFailure(error);
  }
}
