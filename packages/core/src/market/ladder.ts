/** Deepest displayed level kept per side. */
export const MAX_DEPTH = 50;

/**
 * One side of the displayed book: price levels of the outside market, best first, with what paper orders have already
 * taken from them. A level that the feed changes is fresh again; a level it repeats unchanged stays taken.
 */
export class Ladder {
  /** 1 for bids (higher is better), -1 for asks. */
  readonly direction: 1 | -1;
  prices: number[] = [];
  sizes: number[] = [];
  taken: number[] = [];
  /** Prices at which less is displayed than before the tick that is being applied. */
  readonly shrunk: number[] = [];

  constructor(direction: 1 | -1) {
    this.direction = direction;
  }

  /** Whether price a is better than price b on this side. */
  better(a: number, b: number): boolean {
    return (a - b) * this.direction > 0;
  }

  /** Index of the best level that still has something to take, or -1. */
  bestAvailable(): number {
    for (let i = 0; i < this.prices.length; i++) if (this.available(i) > 0) return i;
    return -1;
  }

  available(index: number): number {
    return (this.sizes[index] as number) - (this.taken[index] as number);
  }

  /** Size displayed at a price and not yet taken; 0 where nothing is displayed. */
  availableAt(price: number): number {
    const index = this.prices.indexOf(price);
    return index < 0 ? 0 : this.available(index);
  }

  /** What can be taken at prices at least as good as `limit` for the other side, counted up to `cap`. */
  availableUpTo(limit: number, cap: number): number {
    let sum = 0;
    for (let i = 0; i < this.prices.length && sum < cap; i++) {
      if (this.better(limit, this.prices[i] as number)) break;
      sum += this.available(i);
    }
    return Math.min(sum, cap);
  }

  /** Takes liquidity from a level; it stays taken until the feed changes the level. */
  take(index: number, quantity: number): void {
    this.taken[index] = (this.taken[index] as number) + quantity;
  }

  /** Sets one level; a size of 0 removes it. */
  setLevel(price: number, size: number): void {
    let index = 0;
    while (index < this.prices.length && this.better(this.prices[index] as number, price)) index++;
    if (this.prices[index] === price) {
      if (size === 0) this.#remove(index);
      else if (this.sizes[index] !== size) {
        if (size < (this.sizes[index] as number)) this.shrunk.push(price);
        this.sizes[index] = size;
        this.taken[index] = 0;
      }
    } else if (size > 0) {
      this.prices.splice(index, 0, price);
      this.sizes.splice(index, 0, size);
      this.taken.splice(index, 0, 0);
      if (this.prices.length > MAX_DEPTH) this.#remove(MAX_DEPTH);
    }
  }

  /** The best level is now this one: what stood before it is gone. Price 0 size 0 empties the side. */
  setBest(price: number, size: number): void {
    if (size === 0) {
      this.clear();
      return;
    }
    this.dropBetterThan(price);
    this.setLevel(price, size);
  }

  /** Removes every level better than the price. */
  dropBetterThan(price: number): void {
    let count = 0;
    while (count < this.prices.length && this.better(this.prices[count] as number, price)) count++;
    if (count > 0) this.#dropFront(count);
  }

  /** Removes every level at the price or better: a newer quote of the other side has swept them. */
  dropThrough(price: number): void {
    this.dropBetterThan(price);
    if (this.prices[0] === price) this.#dropFront(1);
  }

  /** Replaces the whole side: `[price, size, …]`, best first. */
  replace(levels: readonly number[]): void {
    const prices: number[] = [];
    const sizes: number[] = [];
    const taken: number[] = [];
    for (let i = 0; i + 1 < levels.length; i += 2) {
      const price = levels[i] as number;
      const size = levels[i + 1] as number;
      const known = this.prices.indexOf(price);
      prices.push(price);
      sizes.push(size);
      taken.push(known >= 0 && this.sizes[known] === size ? (this.taken[known] as number) : 0);
    }
    this.#noteShrunk(prices, sizes);
    this.prices = prices;
    this.sizes = sizes;
    this.taken = taken;
  }

  clear(): void {
    this.shrunk.push(...this.prices);
    this.prices = [];
    this.sizes = [];
    this.taken = [];
  }

  #noteShrunk(prices: readonly number[], sizes: readonly number[]): void {
    for (let i = 0; i < this.prices.length; i++) {
      const index = prices.indexOf(this.prices[i] as number);
      if (index < 0 || (sizes[index] as number) < (this.sizes[i] as number)) this.shrunk.push(this.prices[i] as number);
    }
  }

  #remove(index: number): void {
    this.shrunk.push(this.prices[index] as number);
    this.prices.splice(index, 1);
    this.sizes.splice(index, 1);
    this.taken.splice(index, 1);
  }

  #dropFront(count: number): void {
    this.shrunk.push(...this.prices.splice(0, count));
    this.sizes.splice(0, count);
    this.taken.splice(0, count);
  }
}
