import type { GroupCommit } from '../journal/index.ts';

/** Has work done after what waits for input and output, once the disk is not behind: one piece at a time. */
export class WorkSoon {
  readonly #group: GroupCommit;
  readonly #work: () => void;
  #asked = false;
  #awaits = false;

  constructor(group: GroupCommit, work: () => void) {
    this.#group = group;
    this.#work = work;
  }

  /** Asks for a piece of work, unless one is asked for already. */
  ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    const work = (): void => {
      this.#asked = false;
      this.#work();
    };
    if (!this.#group.full) setImmediate(work);
    // A failure is told where the turns are awaited.
    else void this.#group.drain().then(work, () => undefined);
  }

  /** The same for what has time: once the batch that is being written is on disk. */
  askAfterBatch(): void {
    if (this.#awaits) return;
    this.#awaits = true;
    const ask = (): void => {
      this.#awaits = false;
      this.ask();
    };
    void this.#group.batchWritten().then(ask, () => undefined);
  }
}
