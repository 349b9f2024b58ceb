/** Most levels of one side; real books have some thousands. */
export const MOST_LEVELS = 100_000;

/** One side of a whole book, every known level of it. */
export class BookSide {
  /** 1 for bids (higher is better), -1 for asks. */
  private readonly direction: 1 | -1;
  /** Worst first, so that changes near the best price move little. */
  private readonly prices: number[] = [];
  private readonly sizes: number[] = [];

  constructor(direction: 1 | -1) {
    this.direction = direction;
  }

  get length(): number {
    return this.prices.length;
  }

  /** Best price, or undefined when the side is empty. */
  get best(): number | undefined {
    return this.prices.at(-1);
  }

  has(price: number): boolean {
    return this.prices[this.find(price)] === price;
  }

  clear(): void {
    this.prices.length = 0;
    this.sizes.length = 0;
  }

  /** Sets levels, `[price, size, …]` in any order; a size of 0 removes one. */
  set(levels: readonly number[]): void {
    for (let i = 0; i < levels.length; i += 2) this.setLevel(levels[i] as number, levels[i + 1] as number);
  }

  /** The best levels that are worse than `beyond` (all when undefined), best first: `[price, size, …]` of at most `count`. */
  top(count: number, beyond?: number): number[] {
    const end = beyond === undefined ? this.prices.length : this.find(beyond);
    const levels: number[] = [];
    for (let i = end - 1; i >= 0 && levels.length < 2 * count; i--) {
      levels.push(this.prices[i] as number, this.sizes[i] as number);
    }
    return levels;
  }

  private setLevel(price: number, size: number): void {
    const index = this.find(price);
    if (this.prices[index] === price) {
      if (size > 0) this.sizes[index] = size;
      else {
        this.prices.splice(index, 1);
        this.sizes.splice(index, 1);
      }
    } else if (size > 0) {
      this.prices.splice(index, 0, price);
      this.sizes.splice(index, 0, size);
    }
  }

  /** Number of levels worse than the price. */
  private find(price: number): number {
    let low = 0;
    let high = this.prices.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (((this.prices[middle] as number) - price) * this.direction < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
