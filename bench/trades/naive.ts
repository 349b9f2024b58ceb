import { PAIRS } from '../bots/commands.ts';
import { CONDITIONS, levelsOf } from './commands.ts';

/** A typed loop that looks at every condition in every tick. */
export class EveryCondition {
  readonly #pairs: Int32Array;
  readonly #levels: Float64Array;
  /** 1: waits for a price at or above its level, -1: at or below. */
  readonly #directions: Int8Array;
  /** Of how many trades. */
  constructor(trades: number) {
    const count = trades * CONDITIONS;
    this.#pairs = new Int32Array(count);
    this.#levels = new Float64Array(count);
    this.#directions = new Int8Array(count);
    for (let n = 0; n < trades; n++) {
      const { takeProfits, stopLoss } = levelsOf(n);
      for (const [slot, level] of [...takeProfits, stopLoss].entries()) {
        const i = n * CONDITIONS + slot;
        this.#pairs[i] = n % PAIRS;
        this.#levels[i] = level;
        this.#directions[i] = slot < takeProfits.length ? 1 : -1;
      }
    }
  }

  /** How many conditions of the pair this price reaches. */
  see(pair: number, price: number): number {
    let reached = 0;
    for (let i = 0; i < this.#pairs.length; i++) {
      if (this.#pairs[i] !== pair) continue;
      if (((this.#levels[i] as number) - price) * (this.#directions[i] as number) <= 0) reached++;
    }
    return reached;
  }
}
