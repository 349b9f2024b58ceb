/** Deepest displayed level kept per side. */
export const MAX_DEPTH = 50;

/** Levels out of sight whose taken size is kept. */
const MAX_UNSEEN = 100;

interface TakenLevel {
  readonly price: number;
  readonly size: number;
  readonly taken: number;
}

/**
 * One side of the displayed book: price levels of the outside market, best first, with what paper orders have already
 * taken from them. A level that the feed changes is fresh again; a level it repeats unchanged stays
 * taken, also when better ones have meanwhile pushed it out of sight.
 */
export class Ladder {
  /** 1 for bids (higher is better), -1 for asks. */
  readonly direction: 1 | -1;
  prices: number[] = [];
  sizes: number[] = [];
  taken: number[] = [];
  /**
   * Prices at which the displayed size bounds what can stand before an order since the tick that is being applied: less is
   * displayed than before, or something is again. A level that only left the displayed depth for better ones is not here.
   */
  readonly shrunk: number[] = [];
  /**
   * Pairs of a better and a worse price between which, both left out, this tick has shown that nothing is displayed;
   * infinite where a side has no bound.
   */
  readonly bare: number[] = [];
  /** Levels that left the displayed depth for better ones after something was taken of them, oldest first. */
  #unseen: TakenLevel[] = [];

  constructor(direction: 1 | -1) {
    this.direction = direction;
  }

  /** What was noted of the tick before is past. */
  begin(): void {
    // setting the length, even of an empty list, costs as much as a lookup
    while (this.shrunk.length > 0) this.shrunk.pop();
    while (this.bare.length > 0) this.bare.pop();
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
    } else if (size > 0 && index < MAX_DEPTH) {
      this.shrunk.push(price);
      if (index === this.prices.length) this.bare.push(this.prices[index - 1] ?? this.#beyondBest, price);
      insertAt(this.prices, index, price);
      insertAt(this.sizes, index, size);
      insertAt(this.taken, index, this.#takenUnseen(price, size));
      this.#forgetUnseen(this.prices[this.prices.length - 1] as number);
      if (this.prices.length > MAX_DEPTH) this.#dropLast();
    } else if (this.#unseen.length > 0) {
      this.#unseen = this.#unseen.filter((level) => level.price !== price);
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
      if (known < 0) taken.push(this.#takenUnseen(price, size));
      else taken.push(this.sizes[known] === size ? (this.taken[known] as number) : 0);
    }
    const worst = prices.length < MAX_DEPTH ? -this.#beyondBest : (prices[prices.length - 1] as number);
    this.#compare(prices, sizes, worst);
    for (let i = 0; i < this.prices.length; i++) this.#leave(i);
    this.#forgetUnseen(worst);
    this.prices = prices;
    this.sizes = sizes;
    this.taken = taken;
  }

  clear(): void {
    this.shrunk.push(...this.prices);
    this.#unseen = [];
    this.prices = [];
    this.sizes = [];
    this.taken = [];
  }

  /** The worst displayed level leaves for a better one. */
  #dropLast(): void {
    const index = this.prices.length - 1;
    this.#leave(index);
    this.prices.pop();
    this.sizes.pop();
    this.taken.pop();
  }

  #leave(index: number): void {
    const [price, size, taken] = [this.prices[index], this.sizes[index], this.taken[index]] as [number, number, number];
    if (taken === 0) return;
    this.#unseen.push({ price, size, taken });
    if (this.#unseen.length > MAX_UNSEEN) this.#unseen.shift();
  }

  /** What was taken of a level that is seen again unchanged. */
  #takenUnseen(price: number, size: number): number {
    const level = this.#unseen.find((each) => each.price === price);
    return level?.size === size ? level.taken : 0;
  }

  /** What is not worse than the worst displayed price is seen, or known to be gone. */
  #forgetUnseen(worst: number): void {
    if (this.#unseen.length > 0) this.#unseen = this.#unseen.filter(({ price }) => this.better(worst, price));
  }

  get #beyondBest(): number {
    return this.direction * Number.POSITIVE_INFINITY;
  }

  /** What a new whole side says of each price down to the worst in sight, before it takes the place of the old one. */
  #compare(prices: readonly number[], sizes: readonly number[], worst: number): void {
    for (const [i, price] of this.prices.entries()) {
      const index = prices.indexOf(price);
      const less = index < 0 ? !this.better(worst, price) : (sizes[index] as number) < (this.sizes[i] as number);
      if (less) this.shrunk.push(price);
    }
    for (const price of prices) if (!this.prices.includes(price)) this.shrunk.push(price);
    const before = this.prices[this.prices.length - 1] ?? this.#beyondBest;
    const behind = [before, ...prices.filter((price) => this.better(before, price))];
    if (prices.length < MAX_DEPTH) behind.push(worst);
    for (let i = 1; i < behind.length; i++) this.bare.push(behind[i - 1] as number, behind[i] as number);
  }

  #remove(index: number): void {
    this.shrunk.push(this.prices[index] as number);
    for (const column of [this.prices, this.sizes, this.taken]) removeAt(column, index);
  }

  #dropFront(count: number): void {
    for (let i = 0; i < count; i++) {
      this.shrunk.push(this.prices.shift() as number);
      this.sizes.shift();
      this.taken.shift();
    }
  }
}

// a splice makes an array of what it takes out, for each tick

function insertAt(column: number[], index: number, value: number): void {
  column.push(value);
  for (let i = column.length - 1; i > index; i--) column[i] = column[i - 1] as number;
  column[index] = value;
}

function removeAt(column: number[], index: number): void {
  for (let i = index + 1; i < column.length; i++) column[i - 1] = column[i] as number;
  column.pop();
}
