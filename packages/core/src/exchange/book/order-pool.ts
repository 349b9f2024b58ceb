import { RowPool } from './row-pool.ts';

/** Doubles of a row: id, quantity, ahead; then 32-bit words: account, level, next, previous. */
const QUANTITY = 1;
const AHEAD = 2;
const ACCOUNT = 6;
const LEVEL = 7;
const NEXT = 8;
const PREVIOUS = 9;

/** The resting orders. Each knows its level and its neighbours in it (-1: none). */
export class OrderPool extends RowPool {
  /** A row for a new order, which must be linked to a level next. */
  open(id: number, account: number, quantity: number, ahead: number): number {
    const slot = this.allocate();
    this.doubles[slot] = id;
    this.doubles[slot + QUANTITY] = quantity;
    this.doubles[slot + AHEAD] = ahead;
    this.ints[(slot << 1) + ACCOUNT] = account;
    return slot;
  }

  /** Makes the order the last of a level, behind `previous` (-1: none). */
  link(slot: number, level: number, previous: number): void {
    const ints = this.ints;
    const at = slot << 1;
    ints[at + LEVEL] = level;
    ints[at + NEXT] = -1;
    ints[at + PREVIOUS] = previous;
    if (previous >= 0) ints[(previous << 1) + NEXT] = slot;
  }

  /** Joins the neighbours of an order. */
  unlink(slot: number): void {
    const ints = this.ints;
    const next = ints[(slot << 1) + NEXT] as number;
    const previous = ints[(slot << 1) + PREVIOUS] as number;
    if (previous >= 0) ints[(previous << 1) + NEXT] = next;
    if (next >= 0) ints[(next << 1) + PREVIOUS] = previous;
  }

  quantity(slot: number): number {
    return this.doubles[slot + QUANTITY] as number;
  }

  setQuantity(slot: number, quantity: number): void {
    this.doubles[slot + QUANTITY] = quantity;
  }

  ahead(slot: number): number {
    return this.doubles[slot + AHEAD] as number;
  }

  setAhead(slot: number, ahead: number): void {
    this.doubles[slot + AHEAD] = ahead;
  }

  account(slot: number): number {
    return (this.ints[(slot << 1) + ACCOUNT] as number) >>> 0;
  }

  level(slot: number): number {
    return this.ints[(slot << 1) + LEVEL] as number;
  }

  next(slot: number): number {
    return this.ints[(slot << 1) + NEXT] as number;
  }

  previous(slot: number): number {
    return this.ints[(slot << 1) + PREVIOUS] as number;
  }
}
