/** Shortest, usual and longest time between two pings of a stream, ms. */
export interface PingRange {
  readonly least: number;
  readonly usual: number;
  readonly most: number;
}

/** Sends pings at the delay that a reader wants, brought into range. */
export class Pings {
  readonly #range: PingRange;
  readonly #ping: () => void;
  #timer: NodeJS.Timeout;

  constructor(range: PingRange, ping: () => void) {
    this.#range = range;
    this.#ping = ping;
    this.#timer = this.#begin(range.usual);
  }

  /** Counts anew from now. Nothing told, or zero: the usual delay. */
  every(delayMs: number | undefined): void {
    this.stop();
    const { least, usual, most } = this.#range;
    this.#timer = this.#begin(delayMs ? Math.min(Math.max(delayMs, least), most) : usual);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #begin(delayMs: number): NodeJS.Timeout {
    return setInterval(this.#ping, delayMs).unref();
  }
}
