/** One price of the outside market: what the feed shows there and what paper orders have taken of it. */
export interface ShownLevel {
  readonly price: number;
  size: number;
  taken: number;
}

/** The displayed book in its plainest form: two lists, searched and sorted for every question. */
export class DisplayedBook {
  bids: ShownLevel[] = [];
  asks: ShownLevel[] = [];

  /** What can be taken at a price. */
  left(side: 'bids' | 'asks', price: number): number {
    const level = this[side].find((candidate) => candidate.price === price);
    return level === undefined ? 0 : level.size - level.taken;
  }

  /** The best price with something left. */
  best(side: 'bids' | 'asks'): ShownLevel | undefined {
    const worst = side === 'bids' ? -1 : 1;
    return this[side].filter((level) => level.size > level.taken).sort((a, b) => (a.price - b.price) * worst)[0];
  }

  /** Sizes by price, for telling where the feed shows less than before. */
  sizes(side: 'bids' | 'asks'): Map<number, number> {
    return new Map(this[side].map((level) => [level.price, level.size]));
  }

  /** A size that is repeated stays taken; another size is fresh; 0 removes the level. */
  set(side: 'bids' | 'asks', price: number, size: number): void {
    const known = this[side].find((level) => level.price === price);
    if (size === 0) this[side] = this[side].filter((level) => level.price !== price);
    else if (known === undefined) this[side].push({ price, size, taken: 0 });
    else if (known.size !== size) Object.assign(known, { size, taken: 0 });
  }

  /** The best of a side is now this price: better ones are gone. Size 0: the side is empty. */
  setTop(side: 'bids' | 'asks', price: number, size: number): void {
    if (size === 0) {
      this[side] = [];
      return;
    }
    this[side] = this[side].filter((level) => (side === 'bids' ? level.price <= price : level.price >= price));
    this.set(side, price, size);
  }

  setAll(side: 'bids' | 'asks', levels: readonly (readonly [number, number])[]): void {
    const before = this[side];
    this[side] = levels.map(([price, size]) => {
      const known = before.find((level) => level.price === price);
      return { price, size, taken: known !== undefined && known.size === size ? known.taken : 0 };
    });
  }

  /** The other side has been shown at this price: what stood there or beyond cannot be true any more. */
  sweep(side: 'bids' | 'asks', price: number): void {
    this[side] = this[side].filter((level) => (side === 'bids' ? level.price < price : level.price > price));
  }
}
