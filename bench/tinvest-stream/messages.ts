/** Bytes before each message: a flag, and the length. */
const HEAD = 5;

/** Messages of one gRPC stream, as their bytes come in pieces. */
export class MessageCounter {
  #left = 0;
  #head: number[] = [];

  /** How many messages end in these bytes. */
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
      this.#head.push(bytes[at++] as number);
      if (this.#head.length < HEAD) continue;
      this.#left = Buffer.from(this.#head).readUInt32BE(1);
      this.#head = [];
      if (this.#left === 0) ended++;
    }
    return ended;
  }
}

/** The messages in the bytes of whole ones. */
export function messagesOf(bytes: Buffer): Buffer[] {
  const messages: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at + 1);
    messages.push(bytes.subarray(at + HEAD, at + HEAD + length));
    at += HEAD + length;
  }
  return messages;
}
