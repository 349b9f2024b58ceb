import { IntegerRows } from './integer-rows.ts';
import { SETTLED_STRIDE } from './trade-events.ts';

/** Rows of settled orders (`SETTLED_STRIDE`). */
export class SettledRows {
  readonly #rows: IntegerRows;

  /** `most`: how many are expected. */
  constructor(most: number) {
    this.#rows = new IntegerRows(most * SETTLED_STRIDE);
  }

  /** What was asked for and traded, signed, and what stood and stands behind it. */
  begin(account: number, position: number, request: number, cause: number, delta: number): void {
    this.#rows.put(account);
    this.#rows.put(position);
    this.#rows.put(request);
    this.#rows.put(cause);
    this.#rows.put(delta);
  }

  trade(volume: number, part: number, entry: number, price: number, profit: number, swap: number): void {
    this.#rows.put(volume);
    this.#rows.put(part);
    this.#rows.put(entry);
    this.#rows.put(price);
    this.#rows.put(profit);
    this.#rows.put(swap);
  }

  charge(liquidity: number, broker: number, trader: number, partner: number, turnover: number): void {
    this.#rows.put(liquidity);
    this.#rows.put(broker);
    this.#rows.put(trader);
    this.#rows.put(partner);
    this.#rows.put(turnover);
  }

  /** All of them; nothing is added after that. */
  take(): readonly number[] {
    return this.#rows.take();
  }
}
