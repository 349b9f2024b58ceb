/** Upper bounds (seconds) for work in memory: 1 µs … 0.1 s. */
export const WORK_SECONDS: readonly number[] = [
  1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 5e-3, 2e-2, 0.1,
];
/** Upper bounds (seconds) for what waits for disk, network or another thread: 0.1 ms … 10 s. */
export const WAIT_SECONDS: readonly number[] = [
  1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 0.1, 0.2, 0.5, 1, 2, 5, 10,
];

/**
 * How values spread over buckets: plain numbers, a few nanoseconds for each value. Bounds are inclusive and ascending; what
 * lies above the last one counts too.
 */
export class Distribution {
  readonly bounds: readonly number[];
  /** Values in each bucket, not added up; one more than there are bounds. */
  readonly counts: Float64Array;
  sum = 0;

  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = new Float64Array(bounds.length + 1);
  }

  observe(value: number): void {
    const { bounds } = this;
    let bucket = 0;
    while (bucket < bounds.length && value > (bounds[bucket] as number)) bucket++;
    this.counts[bucket] = (this.counts[bucket] as number) + 1;
    this.sum += value;
  }

  get count(): number {
    let count = 0;
    for (const each of this.counts) count += each;
    return count;
  }
}

/** Distributions by their labels: one for each pair that has been seen. */
export class Distributions {
  readonly #bounds: readonly number[];
  readonly #byLabel = new Map<string, Distribution>();

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
  }

  of(label: string): Distribution {
    let distribution = this.#byLabel.get(label);
    if (distribution === undefined) {
      distribution = new Distribution(this.#bounds);
      this.#byLabel.set(label, distribution);
    }
    return distribution;
  }

  entries(): Iterable<[string, Distribution]> {
    return this.#byLabel;
  }
}
