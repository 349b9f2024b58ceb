import { FIRST_ACCOUNT_ID } from '../accounts/index.ts';
import { type Direction, StopIndex } from '../stops/index.ts';

/** The margin of an account is certain to suffice while the last price of the instrument does not reach the level. */
export interface PriceBound {
  readonly instrument: number;
  readonly direction: Direction;
  /** Price steps. */
  readonly level: number;
}

/**
 * The price bounds of all accounts, in an index of their own: market state. A bound is a slot in typed arrays, its number
 * the id of its condition; slots of one account are linked, free ones too.
 */
export class BoundPrices {
  readonly index = new StopIndex();
  /** By slot: the account, in counts from the lowest id. */
  #accounts = new Int32Array(64);
  /** By slot: the next one of the account, or the next free one; -1 behind the last. */
  #next = new Int32Array(64);
  /** By account: its first slot + 1; 0 without any. */
  #first = new Int32Array(64);
  #used = 0;
  #free = -1;
  /** The lowest id an account has. */
  readonly #lowest: number;

  constructor(lowest: number = FIRST_ACCOUNT_ID) {
    this.#lowest = lowest;
  }

  /** Memory of the typed arrays. */
  get bytes(): number {
    return this.index.bytes + this.#accounts.byteLength + this.#next.byteLength + this.#first.byteLength;
  }

  /** Replaces the bounds of an account. */
  assign(account: number, bounds: readonly PriceBound[]): void {
    this.drop(account);
    if (bounds.length === 0) return;
    const holder = account - this.#lowest;
    if (holder >= this.#first.length) this.#first = grown(this.#first, holder + 1);
    let first = -1;
    for (const { instrument, direction, level } of bounds) {
      const slot = this.#take();
      this.#accounts[slot] = holder;
      this.#next[slot] = first;
      first = slot;
      this.index.add({ id: slot, instrument, kind: 'last', direction, level });
    }
    this.#first[holder] = first + 1;
  }

  drop(account: number): void {
    const holder = account - this.#lowest;
    let slot = (this.#first[holder] ?? 0) - 1;
    if (slot < 0) return;
    this.#first[holder] = 0;
    while (slot >= 0) {
      this.index.cancel(slot);
      const next = this.#next[slot] as number;
      this.#next[slot] = this.#free;
      this.#free = slot;
      slot = next;
    }
  }

  /** The account of a slot that the index names. */
  accountOf(slot: number): number {
    return (this.#accounts[slot] as number) + this.#lowest;
  }

  #take(): number {
    const slot = this.#free;
    if (slot >= 0) {
      this.#free = this.#next[slot] as number;
      return slot;
    }
    if (this.#used === this.#next.length) {
      this.#accounts = grown(this.#accounts, this.#used + 1);
      this.#next = grown(this.#next, this.#used + 1);
    }
    return this.#used++;
  }
}

function grown(array: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, array.length * 2));
  larger.set(array);
  return larger;
}
