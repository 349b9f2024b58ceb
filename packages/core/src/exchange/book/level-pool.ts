import { RowPool } from './row-pool.ts';

/** Doubles of a row: price, quantity; then 32-bit words: head, tail, count, side, worse, better. */
const QUANTITY = 1;
const HEAD = 4;
const TAIL = 5;
const COUNT = 6;
const SIDE = 7;
const WORSE = 8;
const BETTER = 9;

/**
 * The price levels of both sides. A level knows its price, the sum and number of its orders, the first and the last of
 * them, and the neighbouring levels of its side (-1: none).
 */
export class LevelPool extends RowPool {
  /** A row for a level without orders and neighbours. */
  open(price: number, side: number): number {
    const level = this.allocate();
    this.doubles[level] = price;
    this.doubles[level + QUANTITY] = 0;
    const ints = this.ints;
    const at = level << 1;
    ints[at + HEAD] = -1;
    ints[at + TAIL] = -1;
    ints[at + COUNT] = 0;
    ints[at + SIDE] = side;
    ints[at + WORSE] = -1;
    ints[at + BETTER] = -1;
    return level;
  }

  /** Puts a level between two neighbours. */
  link(level: number, worse: number, better: number): void {
    const ints = this.ints;
    ints[(level << 1) + WORSE] = worse;
    ints[(level << 1) + BETTER] = better;
    if (worse >= 0) ints[(worse << 1) + BETTER] = level;
    if (better >= 0) ints[(better << 1) + WORSE] = level;
  }

  /** Joins the neighbours of a level. */
  unlink(level: number): void {
    const ints = this.ints;
    const worse = ints[(level << 1) + WORSE] as number;
    const better = ints[(level << 1) + BETTER] as number;
    if (worse >= 0) ints[(worse << 1) + BETTER] = better;
    if (better >= 0) ints[(better << 1) + WORSE] = worse;
  }

  price(level: number): number {
    return this.doubles[level] as number;
  }

  quantity(level: number): number {
    return this.doubles[level + QUANTITY] as number;
  }

  head(level: number): number {
    return this.ints[(level << 1) + HEAD] as number;
  }

  tail(level: number): number {
    return this.ints[(level << 1) + TAIL] as number;
  }

  count(level: number): number {
    return this.ints[(level << 1) + COUNT] as number;
  }

  side(level: number): number {
    return this.ints[(level << 1) + SIDE] as number;
  }

  worse(level: number): number {
    return this.ints[(level << 1) + WORSE] as number;
  }

  better(level: number): number {
    return this.ints[(level << 1) + BETTER] as number;
  }

  /** One order more, at the end, of this quantity. */
  append(level: number, slot: number, quantity: number): void {
    const ints = this.ints;
    const at = level << 1;
    if ((ints[at + HEAD] as number) < 0) ints[at + HEAD] = slot;
    ints[at + TAIL] = slot;
    ints[at + COUNT] = (ints[at + COUNT] as number) + 1;
    this.doubles[level + QUANTITY] = (this.doubles[level + QUANTITY] as number) + quantity;
  }

  /** One order less, of this quantity, that stood between two others (-1: none). Returns how many are left. */
  drop(level: number, previous: number, next: number, quantity: number): number {
    const ints = this.ints;
    const at = level << 1;
    if (previous < 0) ints[at + HEAD] = next;
    if (next < 0) ints[at + TAIL] = previous;
    const count = (ints[at + COUNT] as number) - 1;
    ints[at + COUNT] = count;
    this.doubles[level + QUANTITY] = (this.doubles[level + QUANTITY] as number) - quantity;
    return count;
  }

  /** The same orders with so much less quantity. */
  reduce(level: number, quantity: number): void {
    this.doubles[level + QUANTITY] = (this.doubles[level + QUANTITY] as number) - quantity;
  }
}
