import { PastSignals, type SignalCandle, type ToldSignal } from '@outcry/core';
import type { SignalSide } from './items.ts';

/** Candles of each pair that are looked through, before the newest closed one. */
const LOOKED_THROUGH = 250;

/** What stands on one side, and when: a signal of the past. */
export interface PairSignal extends ToldSignal {
  readonly side: SignalSide;
}

/** What an item's conditions have told of one pair. Candles are taken in once: the next ones are joined to those before. */
export class PairHistory {
  readonly #sides: readonly SignalSide[];
  readonly #past: PastSignals;
  /** Opening times of the newest candles, the oldest first. */
  readonly #times: number[] = [];
  #told: PairSignal[] = [];
  #taken = 0;

  constructor(
    sides: readonly {
      readonly side: SignalSide;
      readonly condition: ConstructorParameters<typeof PastSignals>[0][number];
    }[],
  ) {
    this.#sides = sides.map(({ side }) => side);
    this.#past = new PastSignals(sides.map(({ condition }) => condition));
  }

  /** How many candles it begins with: those that are looked through, and those that values hang on. */
  get wanted(): number {
    return this.#past.series.bars + LOOKED_THROUGH;
  }

  /** Opening time of the newest candle that was taken in; -1: none. */
  get newest(): number {
    return this.#times.at(-1) ?? -1;
  }

  /** Whether it has all that it would begin with: one that had fewer candles begins anew, older ones may have come. */
  get isWhole(): boolean {
    return this.#taken >= this.wanted;
  }

  /** Takes in the next closed candle. */
  push(candle: SignalCandle): void {
    this.#taken += 1;
    this.#times.push(candle.time);
    if (this.#times.length > LOOKED_THROUGH) this.#times.shift();
    for (const signal of this.#past.push(candle))
      this.#told.push({ ...signal, side: this.#sides[signal.condition] ?? 'long' });
  }

  /** What was told of the candles that are looked through, the oldest first. */
  get told(): readonly PairSignal[] {
    const first = this.#times.length < LOOKED_THROUGH ? 0 : (this.#times[0] ?? 0);
    if ((this.#told[0]?.candle.time ?? first) < first)
      this.#told = this.#told.filter(({ candle }) => candle.time >= first);
    return this.#told;
  }
}
