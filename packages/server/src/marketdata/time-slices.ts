/** Longest stretch of work before others get their turn, ms. */
const SLICE_MS = 8;

/** Divides long work so that the main thread goes on with other things in between. */
export class TimeSlices {
  #end = performance.now() + SLICE_MS;

  /** Lets others work when the slice is used up. */
  async rest(): Promise<void> {
    if (performance.now() < this.#end) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#end = performance.now() + SLICE_MS;
  }
}
