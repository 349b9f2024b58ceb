/**
 * A 128-bit fingerprint of a text that comes in parts: MurmurHash3 (x86, 128 bit, public domain algorithm by Austin
 * Appleby) over its UTF-16 code units, two to a 32-bit word. How the text is cut into parts does not matter. It tells
 * states apart; it is not meant to withstand an attacker.
 */
export class Fingerprint {
  #a = 0x9747b28c;
  #b = 0x9747b28c;
  #c = 0x9747b28c;
  #d = 0x9747b28c;
  #length = 0;
  /** Less than a block, waiting for the next part. */
  #rest = '';

  add(part: string): this {
    const text = this.#rest + part;
    this.#length += part.length;
    let a = this.#a;
    let b = this.#b;
    let c = this.#c;
    let d = this.#d;
    const end = text.length & ~7;
    for (let i = 0; i < end; i += 8) {
      a = turnLeft(a ^ mix(word(text, i), C1, 15, C2), 19);
      a = (Math.imul((a + b) | 0, 5) + 0x561ccd1b) | 0;
      b = turnLeft(b ^ mix(word(text, i + 2), C2, 16, C3), 17);
      b = (Math.imul((b + c) | 0, 5) + 0x0bcaa747) | 0;
      c = turnLeft(c ^ mix(word(text, i + 4), C3, 17, C4), 15);
      c = (Math.imul((c + d) | 0, 5) + 0x96cd1c35) | 0;
      d = turnLeft(d ^ mix(word(text, i + 6), C4, 18, C1), 13);
      d = (Math.imul((d + a) | 0, 5) + 0x32ac3b17) | 0;
    }
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
    this.#rest = text.slice(end);
    return this;
  }

  /** 32 hexadecimal digits over all that was added. */
  get value(): string {
    const tail = this.#rest.padEnd(8, '\0');
    let a = this.#a ^ mix(word(tail, 0), C1, 15, C2) ^ this.#length;
    let b = this.#b ^ mix(word(tail, 2), C2, 16, C3) ^ this.#length;
    let c = this.#c ^ mix(word(tail, 4), C3, 17, C4) ^ this.#length;
    let d = this.#d ^ mix(word(tail, 6), C4, 18, C1) ^ this.#length;
    a = (a + b + c + d) | 0;
    b = (b + a) | 0;
    c = (c + a) | 0;
    d = (d + a) | 0;
    a = scatter(a);
    b = scatter(b);
    c = scatter(c);
    d = scatter(d);
    a = (a + b + c + d) | 0;
    return [a, (b + a) | 0, (c + a) | 0, (d + a) | 0]
      .map((part) => (part >>> 0).toString(16).padStart(8, '0'))
      .join('');
  }
}

/** The fingerprint of a whole text. */
export function fingerprint(text: string): string {
  return new Fingerprint().add(text).value;
}

const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

function word(text: string, index: number): number {
  return text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16);
}

function mix(value: number, first: number, bits: number, second: number): number {
  return Math.imul(turnLeft(Math.imul(value, first), bits), second);
}

function turnLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function scatter(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
