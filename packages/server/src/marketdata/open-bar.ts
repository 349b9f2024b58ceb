import { BarJoiner } from '../feeds/aggregate.ts';
import type { Bar } from '../feeds/feed.ts';
import { addBar } from './bins.ts';

/** The bar under construction of one instrument and length; whoever holds it ends it in time. */
export class OpenBar {
  readonly #length: number;
  #joiner: BarJoiner;

  /** `length` in milliseconds, counted from midnight UTC. */
  constructor(length: number) {
    this.#length = length;
    this.#joiner = new BarJoiner(length, 0);
  }

  add(at: number, open: number, high: number, low: number, close: number, volume: number): void {
    this.#joiner.add(at, open, high, low, close, volume);
  }

  /** The bar so far; undefined when nothing was traded. */
  peek(): Bar | undefined {
    const bar = this.end();
    if (bar !== undefined) addBar(this.#joiner, bar);
    return bar;
  }

  /** The finished bar, undefined when nothing was traded; the next one begins. */
  end(): Bar | undefined {
    const [bar] = this.#joiner.finish();
    if (bar !== undefined) this.#joiner = new BarJoiner(this.#length, 0);
    return bar;
  }
}
