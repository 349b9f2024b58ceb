/**
 * Remembers results of a pure function of whole numbers: at most `capacity` (a power of two) of them, those of keys that
 * lie near each other all at once. A result gives way to that of a key which is a multiple of the capacity away.
 */
export class BoundedCache<T> {
  private readonly keys: Float64Array;
  private readonly values: T[] = [];
  private readonly compute: (key: number) => T;

  constructor(capacity: number, compute: (key: number) => T) {
    this.keys = new Float64Array(capacity).fill(Number.NaN);
    this.compute = compute;
  }

  get(key: number): T {
    const slot = key & (this.keys.length - 1);
    if (this.keys[slot] === key) return this.values[slot] as T;
    const value = this.compute(key);
    this.keys[slot] = key;
    this.values[slot] = value;
    return value;
  }
}
