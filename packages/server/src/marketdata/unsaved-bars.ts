import type { Bar } from '../feeds/feed.ts';

/** Finished bars on their way into the file, in time order. */
export class UnsavedBars {
  readonly bars: Bar[] = [];
  readonly #length: number;
  #sent = 0;

  /** `length` of a bar in ms. */
  constructor(length: number) {
    this.#length = length;
  }

  add(bar: Bar): void {
    this.bars.push(bar);
  }

  /** Those that end at or before `until`, now on their way: `saved` or `refused` tells what became of them. */
  send(until: number): readonly Bar[] {
    let count = 0;
    while (count < this.bars.length && (this.bars[count] as Bar).time + this.#length <= until) count += 1;
    this.#sent = count;
    return this.bars.slice(0, count);
  }

  /** Those sent are in the file; returns how many. */
  saved(): number {
    return this.bars.splice(0, this.#takeSent()).length;
  }

  /** Those sent are not in the file: they are sent again. */
  refused(): void {
    this.#takeSent();
  }

  /** Gives all of them up. */
  drop(): void {
    this.#takeSent();
    this.bars.length = 0;
  }

  #takeSent(): number {
    const sent = this.#sent;
    this.#sent = 0;
    return sent;
  }
}
