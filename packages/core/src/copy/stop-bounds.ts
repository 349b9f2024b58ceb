import { BoundSide } from './bound-side.ts';

const FIRST = 64;

/**
 * The price bounds of accounts: market state. Thousands of them move with every signal and few are ever reached, so bounds at
 * one level share a list, and what a price has reached is taken out one account after another, as a turn has room for them.
 */
export class StopBounds {
  /** By instrument × 2: levels that a falling price reaches, and behind them those for a rising one. */
  readonly #sides: (BoundSide | undefined)[] = [];
  /** Sides that a price has reached. */
  readonly #reached: BoundSide[] = [];
  /** By slot: its account, its side and level, its neighbours at that level, and the next slot of the account (or free one). */
  #accounts = new Int32Array(FIRST);
  #sideOf = new Int32Array(FIRST);
  #levels = new Float64Array(FIRST);
  #before = new Int32Array(FIRST);
  #behind = new Int32Array(FIRST);
  #next = new Int32Array(FIRST);
  /** By account: its first slot + 1; 0 without any. */
  #first = new Int32Array(FIRST);
  #used = 0;
  #free = -1;

  /** Whether a price has reached something that has not been taken out. */
  get hasReached(): boolean {
    return this.#reached.length > 0;
  }

  /** Adds a bound of an account: `level` is the first price, in steps, at which it does not hold any more. */
  add(account: number, instrument: number, direction: 'below' | 'above', level: number): void {
    if (account >= this.#first.length) this.#first = grown(this.#first, account + 1);
    const side = this.#sideFor(instrument * 2 + (direction === 'below' ? 0 : 1));
    const signed = side.sign * level;
    const slot = this.#take();
    const behind = side.headOf(signed);
    this.#accounts[slot] = account;
    this.#sideOf[slot] = side.number;
    this.#levels[slot] = signed;
    this.#before[slot] = -1;
    this.#behind[slot] = behind;
    if (behind >= 0) this.#before[behind] = slot;
    side.setHead(signed, slot);
    this.#next[slot] = (this.#first[account] as number) - 1;
    this.#first[account] = slot + 1;
  }

  /** Takes out every bound of an account. */
  drop(account: number): void {
    let slot = (this.#first[account] ?? 0) - 1;
    if (slot < 0) return;
    this.#first[account] = 0;
    while (slot >= 0) {
      const next = this.#next[slot] as number;
      this.#unlink(slot);
      this.#next[slot] = this.#free;
      this.#free = slot;
      slot = next;
    }
  }

  /** A price of an instrument; costs two comparisons unless it reaches something. */
  see(instrument: number, price: number): void {
    this.#seeSide(this.#sides[instrument * 2], price);
    this.#seeSide(this.#sides[instrument * 2 + 1], -price);
  }

  /** Takes out an account that a price has reached, with all its bounds; 0 when there is none. */
  takeReached(): number {
    for (let side = this.#reached.at(-1); side !== undefined; side = this.#reached.at(-1)) {
      if (side.nearest >= side.reached) {
        const account = this.#accounts[side.headOf(side.nearest)] as number;
        this.drop(account);
        return account;
      }
      side.reached = Number.POSITIVE_INFINITY;
      this.#reached.pop();
    }
    return 0;
  }

  #seeSide(side: BoundSide | undefined, price: number): void {
    if (side === undefined) return;
    if (side.reached === Number.POSITIVE_INFINITY) {
      if (price > side.nearest) return;
      this.#reached.push(side);
    }
    side.reached = price;
  }

  #sideFor(number: number): BoundSide {
    while (this.#sides.length <= number) this.#sides.push(undefined);
    this.#sides[number] ??= new BoundSide(number);
    return this.#sides[number] as BoundSide;
  }

  #unlink(slot: number): void {
    const before = this.#before[slot] as number;
    const behind = this.#behind[slot] as number;
    if (behind >= 0) this.#before[behind] = before;
    if (before >= 0) this.#behind[before] = behind;
    else (this.#sides[this.#sideOf[slot] as number] as BoundSide).setHead(this.#levels[slot] as number, behind);
  }

  #take(): number {
    const slot = this.#free;
    if (slot >= 0) {
      this.#free = this.#next[slot] as number;
      return slot;
    }
    if (this.#used === this.#next.length) this.#grow();
    return this.#used++;
  }

  #grow(): void {
    const more = this.#used + 1;
    this.#accounts = grown(this.#accounts, more);
    this.#sideOf = grown(this.#sideOf, more);
    this.#before = grown(this.#before, more);
    this.#behind = grown(this.#behind, more);
    this.#next = grown(this.#next, more);
    const levels = new Float64Array(this.#next.length);
    levels.set(this.#levels);
    this.#levels = levels;
  }
}

function grown(array: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, array.length * 2));
  larger.set(array);
  return larger;
}
