/** What was made of the entities that were asked for last, by id: at most so many, the oldest made goes first. */
export class Recent<T> {
  readonly #most: number;
  readonly #made = new Map<number, T>();

  constructor(most: number) {
    this.#most = most;
  }

  get(id: number): T | undefined {
    return this.#made.get(id);
  }

  set(id: number, made: T): void {
    this.#made.delete(id);
    this.#made.set(id, made);
    if (this.#made.size <= this.#most) return;
    for (const oldest of this.#made.keys()) {
      this.#made.delete(oldest);
      return;
    }
  }
}
