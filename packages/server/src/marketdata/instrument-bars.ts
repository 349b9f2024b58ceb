import { BarJoiner } from '../feeds/aggregate.ts';
import type { Bar } from '../feeds/feed.ts';
import { addBar, FIVE_MS, MINUTE_MS } from './bins.ts';
import { OpenBar } from './open-bar.ts';
import { UnsavedBars } from './unsaved-bars.ts';

/** The live bars of one instrument that are not, or not finally, in the file. */
export class InstrumentBars {
  /** Opening time of the first live 5-second bar; before it the feed's history answers. */
  readonly since: number;
  /** Whether the file knows `since`. */
  listed: boolean;
  readonly fives = new UnsavedBars(FIVE_MS);
  readonly minutes = new UnsavedBars(MINUTE_MS);
  readonly #five = new OpenBar(FIVE_MS);
  readonly #minute = new OpenBar(MINUTE_MS);

  constructor(since: number, listed: boolean) {
    this.since = since;
    this.listed = listed;
  }

  trade(at: number, price: number, size: number): void {
    this.#five.add(at, price, price, price, price, size);
  }

  /** Goes on with a 5-second bar of the minute in which the last run ended. */
  resume(five: Bar, isOver: boolean): void {
    addBar(isOver ? this.#minute : this.#five, five);
  }

  /** Ends the 5-second bar. `keep`: it waits for being stored. */
  endFive(keep: boolean): void {
    const five = this.#five.end();
    if (five === undefined || !keep) return;
    this.fives.add(five);
    addBar(this.#minute, five);
  }

  /** Ends the minute, after its last 5-second bar. */
  endMinute(): void {
    const minute = this.#minute.end();
    if (minute !== undefined) this.minutes.add(minute);
  }

  openFive(): Bar | undefined {
    return this.#five.peek();
  }

  /** The minute so far, the 5-second bar under construction included. */
  openMinute(): Bar | undefined {
    const joiner = new BarJoiner(MINUTE_MS, 0);
    for (const bar of [this.#minute.peek(), this.#five.peek()]) if (bar !== undefined) addBar(joiner, bar);
    return joiner.finish()[0];
  }

  /** Bars of 5 or 60 seconds that are in memory, the one under construction last. */
  inMemory(seconds: 5 | 60): Bar[] {
    const open = seconds === 5 ? this.openFive() : this.openMinute();
    const { bars } = seconds === 5 ? this.fives : this.minutes;
    return open === undefined ? [...bars] : [...bars, open];
  }
}
