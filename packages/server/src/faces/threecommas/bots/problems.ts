import { invalid } from '../errors.ts';

/** What is wrong with parameters that can each be read: all of it is told at once. */
export class Problems {
  readonly #found = new Map<string, string[]>();

  add(field: string, message: string): void {
    const known = this.#found.get(field);
    if (known === undefined) this.#found.set(field, [message]);
    else known.push(message);
  }

  /** Throws Fault when there is something. */
  throwAny(): void {
    if (this.#found.size > 0) throw invalid(Object.fromEntries(this.#found));
  }
}
