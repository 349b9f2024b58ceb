/** Counts framed messages of one connection as their bytes come in pieces. */
export class FramedCounter {
  readonly #lengthOf: (head: readonly number[]) => number | undefined;
  #left = 0;
  #head: number[] = [];

  /** `lengthOf`: how many bytes follow a head; undefined while the head is not whole. */
  constructor(lengthOf: (head: readonly number[]) => number | undefined) {
    this.#lengthOf = lengthOf;
  }

  /** How many messages end in these bytes. */
  add(bytes: Buffer): number {
    let ended = 0;
    for (let at = 0; at < bytes.length; ) {
      if (this.#left > 0) {
        const step = Math.min(this.#left, bytes.length - at);
        at += step;
        this.#left -= step;
        if (this.#left === 0) ended++;
        continue;
      }
      this.#head.push(bytes[at++] as number);
      const length = this.#lengthOf(this.#head);
      if (length === undefined) continue;
      this.#left = length;
      this.#head = [];
      if (length === 0) ended++;
    }
    return ended;
  }
}
