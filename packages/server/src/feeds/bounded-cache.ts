/** Remembers the results of a pure function, the most recently used `capacity` of them. */
export class BoundedCache<T> {
  private readonly entries = new Map<number, T>();
  private readonly capacity: number;
  private readonly compute: (key: number) => T;

  constructor(capacity: number, compute: (key: number) => T) {
    this.capacity = capacity;
    this.compute = compute;
  }

  get(key: number): T {
    const known = this.entries.get(key);
    if (known !== undefined) {
      if (this.entries.size > this.capacity / 2) {
        this.entries.delete(key);
        this.entries.set(key, known);
      }
      return known;
    }
    const value = this.compute(key);
    this.entries.set(key, value);
    if (this.entries.size > this.capacity) {
      for (const oldest of this.entries.keys()) {
        this.entries.delete(oldest);
        break;
      }
    }
    return value;
  }
}
