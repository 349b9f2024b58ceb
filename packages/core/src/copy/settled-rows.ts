import { SETTLED_STRIDE } from './trade-events.ts';

/** Rows that lists begin with room for. */
const ROOM = 1_024;

/** Doubles without a hole: copies of it take prices without being rebuilt. */
const BLANK: number[] = [];
for (let i = 0; i < ROOM * SETTLED_STRIDE; i++) BLANK.push(0.5);

/** Rows of settled orders (`SETTLED_STRIDE`), in a list that has its length before it is filled. */
export class SettledRows {
  readonly #rows: number[];
  #end = 0;

  /** `most`: how many are expected. */
  constructor(most: number) {
    this.#rows = BLANK.slice(0, most * SETTLED_STRIDE);
  }

  /** What was asked for and traded, signed, and what stood and stands behind it. */
  begin(account: number, position: number, request: number, cause: number, delta: number): void {
    this.#put(account);
    this.#put(position);
    this.#put(request);
    this.#put(cause);
    this.#put(delta);
  }

  trade(volume: number, part: number, entry: number, price: number, profit: number, swap: number): void {
    this.#put(volume);
    this.#put(part);
    this.#put(entry);
    this.#put(price);
    this.#put(profit);
    this.#put(swap);
  }

  charge(liquidity: number, broker: number, trader: number, partner: number, turnover: number): void {
    this.#put(liquidity);
    this.#put(broker);
    this.#put(trader);
    this.#put(partner);
    this.#put(turnover);
  }

  /** All of them. */
  take(): readonly number[] {
    this.#rows.length = this.#end;
    return this.#rows;
  }

  #put(value: number): void {
    this.#rows[this.#end++] = value;
  }
}
