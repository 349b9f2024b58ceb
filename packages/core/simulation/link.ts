import type { Random } from './random.ts';

/** A line between the platform and the venue that loses, delays, repeats and reorders what is sent over it. */
export class Link<T> {
  readonly #random: Random;
  #waiting: { due: number; message: T }[] = [];
  /** Once true the line delivers everything once, in order, at once. */
  healed = false;

  constructor(random: Random) {
    this.#random = random;
  }

  send(message: T, now: number): void {
    if (this.healed) {
      this.#waiting.push({ due: now, message });
      return;
    }
    if (this.#random.chance(0.08)) return;
    this.#waiting.push({ due: now + this.#delay(), message });
    if (this.#random.chance(0.1)) this.#waiting.push({ due: now + this.#delay(), message });
  }

  /** What arrives now. */
  receive(now: number): T[] {
    const due = this.#waiting.filter((each) => this.healed || each.due <= now);
    if (due.length > 0) this.#waiting = this.#waiting.filter((each) => !(this.healed || each.due <= now));
    return due.sort((a, b) => a.due - b.due).map((each) => each.message);
  }

  get empty(): boolean {
    return this.#waiting.length === 0;
  }

  #delay(): number {
    return this.#random.chance(0.15) ? this.#random.between(5, 40) : this.#random.between(0, 4);
  }
}
