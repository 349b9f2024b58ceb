import { IntegerRows } from './integer-rows.ts';
import { PLAN_STRIDE } from './trade-events.ts';

/** Rows of planned orders (`PLAN_STRIDE`). */
export class PlannedRows {
  readonly #rows: IntegerRows;

  /** `most`: how many are expected. */
  constructor(most: number) {
    this.#rows = new IntegerRows(most * PLAN_STRIDE);
  }

  /** How many there are. */
  get count(): number {
    return this.#rows.size / PLAN_STRIDE;
  }

  /** What is ordered, signed, how much of it goes to liquidity, and what the position is to know of its ideal. */
  add(
    account: number,
    position: number,
    item: number,
    delta: number,
    part: number,
    equity: number,
    ideal: number,
  ): void {
    this.#rows.put(account);
    this.#rows.put(position);
    this.#rows.put(item);
    this.#rows.put(delta);
    this.#rows.put(part);
    this.#rows.put(equity);
    this.#rows.put(ideal);
  }

  /** All of them; nothing is added after that. */
  take(): readonly number[] {
    return this.#rows.take();
  }
}
