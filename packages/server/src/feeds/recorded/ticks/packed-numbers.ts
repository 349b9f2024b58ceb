/** A row of whole numbers in few bytes: seven bits a byte, the lowest first. */
export class PackedNumbers {
  private bytes = new Uint8Array(4096);
  private used = 0;

  /** Bytes in use. */
  get length(): number {
    return this.used;
  }

  /** Appends a number from 0 to 2^53 - 1. */
  push(value: number): void {
    if (this.used + 8 > this.bytes.length) this.grow();
    let rest = value;
    while (rest >= 128) {
      this.bytes[this.used++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.used++] = rest;
  }

  /** Appends a number of either sign, below 2^52. */
  pushSigned(value: number): void {
    this.push(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** The row as it is, without spare room. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.used);
  }

  private grow(): void {
    const grown = new Uint8Array(this.bytes.length * 2);
    grown.set(this.bytes);
    this.bytes = grown;
  }
}

/** Reads such a row from its beginning. */
export class PackedReader {
  private readonly bytes: Uint8Array;
  private place = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get atEnd(): boolean {
    return this.place >= this.bytes.length;
  }

  next(): number {
    let value = 0;
    let unit = 1;
    for (;;) {
      const byte = this.bytes[this.place++] as number;
      if (byte < 128) return value + byte * unit;
      value += (byte - 128) * unit;
      unit *= 128;
    }
  }

  nextSigned(): number {
    const value = this.next();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
