import type { FinishedOrder } from '@outcry/core';
import type { KeysInFlight } from './keys-in-flight.ts';
import type { Listeners } from './listeners.ts';
import type { DurableTurn } from './turn.ts';

/** Decided turns, with their keys, on their way to the disk, oldest first. Once there, they are told of in order. */
export class TurnsInFlight {
  readonly #keys: KeysInFlight;
  readonly #listeners: Listeners<DurableTurn>;
  #turns: DurableTurn[] = [];
  #newest: Promise<void> | null = null;

  constructor(listeners: Listeners<DurableTurn>, keys: KeysInFlight) {
    this.#keys = keys;
    this.#listeners = listeners;
  }

  /** Takes a turn; says whether `durable`, which the turns of one batch share, has not been seen with the one before. */
  add(turn: DurableTurn, durable: Promise<void>): boolean {
    this.#turns.push(turn);
    this.#keys.hold(turn.events);
    const first = durable !== this.#newest;
    this.#newest = durable;
    return first;
  }

  /** Orders that ended in a turn; none once it is on disk. */
  endedIn(seq: number): readonly FinishedOrder[] {
    return this.#turns.findLast((turn) => turn.seq === seq)?.finished ?? [];
  }

  /** Tells of all turns up to the newest on disk. */
  release(durableSeq: number): void {
    let count = 0;
    while (count < this.#turns.length && (this.#turns[count] as DurableTurn).seq <= durableSeq) count++;
    for (const turn of this.#turns.splice(0, count)) {
      this.#keys.release(turn.events);
      this.#listeners.tell(turn);
    }
  }
}
