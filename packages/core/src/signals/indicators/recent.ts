/** The newest values, at most so many; O(1) a value. */
export class Recent<T> {
  readonly size: number;
  readonly #values: T[] = [];
  #next = 0;

  constructor(size: number) {
    this.size = size;
  }

  get isFull(): boolean {
    return this.#values.length === this.size;
  }

  /** Adds a value; returns the one it pushes out. */
  push(value: T): T | undefined {
    const dropped = this.#values[this.#next];
    this.#values[this.#next] = value;
    this.#next = (this.#next + 1) % this.size;
    return dropped;
  }

  /** The value `back` places before the newest, which is 0; undefined where there is none. */
  at(back: number): T | undefined {
    return back < this.#values.length ? this.#values[(this.#next - 1 - back + 2 * this.size) % this.size] : undefined;
  }

  /** All values in no order. */
  values(): readonly T[] {
    return this.#values;
  }
}
