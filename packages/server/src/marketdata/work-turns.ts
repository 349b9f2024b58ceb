/** Longest stretch of work before others get their turn, ms. */
const TURN_MS = 8;

/**
 * Divides the work of all who share it so that the main thread goes on with other things in between: however many there
 * are, one of them works for one turn, then the thread looks at its input and output.
 */
export class WorkTurns {
  readonly #waiting: (() => void)[] = [];
  #end = 0;

  /** Resolves when the caller may do a small piece of work. */
  async next(): Promise<void> {
    if (this.#waiting.length === 0 && performance.now() < this.#end) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) setImmediate(() => this.#begin());
    });
  }

  #begin(): void {
    this.#end = performance.now() + TURN_MS;
    this.#waiting.shift()?.();
    if (this.#waiting.length > 0) setImmediate(() => this.#begin());
  }
}
