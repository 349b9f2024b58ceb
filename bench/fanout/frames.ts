/** Frames of one connection, as they come in pieces; unmasked and shorter than 64 kB, as a server's messages are here. */
export class FrameCounter {
  #left = 0;
  #head: number[] = [];

  /** How many frames end in these bytes. */
  add(bytes: Buffer): number {
    let ended = 0;
    let at = 0;
    while (at < bytes.length) {
      if (this.#left > 0) {
        const step = Math.min(this.#left, bytes.length - at);
        at += step;
        this.#left -= step;
        if (this.#left === 0) ended++;
        continue;
      }
      this.#head.push(bytes[at] as number);
      at++;
      const [, short = -1, high = 0, low = 0] = this.#head;
      if (this.#head.length === 2 && short < 126) this.#begin(short);
      if (this.#head.length === 4) this.#begin(high * 256 + low);
    }
    return ended;
  }

  #begin(length: number): void {
    this.#left = length;
    this.#head = [];
  }
}

/** The payloads of whole frames. */
export function payloadsOf(bytes: Buffer): Buffer[] {
  const payloads: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const short = bytes[at + 1] as number;
    const head = short < 126 ? 2 : 4;
    const length = short < 126 ? short : bytes.readUInt16BE(at + 2);
    payloads.push(bytes.subarray(at + head, at + head + length));
    at += head + length;
  }
  return payloads;
}
