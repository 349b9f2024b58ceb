/**
 * A 128-bit fingerprint of a text: MurmurHash3 (x86, 128 bit, public domain algorithm by Austin Appleby) over its UTF-16
 * code units, two to a 32-bit word. It tells states apart; it is not meant to withstand an attacker.
 */
export function fingerprint(text: string): string {
  let a = 0x9747b28c;
  let b = a;
  let c = a;
  let d = a;
  const blocks = text.length >> 3;
  for (let block = 0; block < blocks; block++) {
    const i = block << 3;
    a = turnLeft(a ^ mix(word(text, i), C1, 15, C2), 19);
    a = (Math.imul((a + b) | 0, 5) + 0x561ccd1b) | 0;
    b = turnLeft(b ^ mix(word(text, i + 2), C2, 16, C3), 17);
    b = (Math.imul((b + c) | 0, 5) + 0x0bcaa747) | 0;
    c = turnLeft(c ^ mix(word(text, i + 4), C3, 17, C4), 15);
    c = (Math.imul((c + d) | 0, 5) + 0x96cd1c35) | 0;
    d = turnLeft(d ^ mix(word(text, i + 6), C4, 18, C1), 13);
    d = (Math.imul((d + a) | 0, 5) + 0x32ac3b17) | 0;
  }
  const tail = text.slice(blocks << 3).padEnd(8, '\0');
  a ^= mix(word(tail, 0), C1, 15, C2);
  b ^= mix(word(tail, 2), C2, 16, C3);
  c ^= mix(word(tail, 4), C3, 17, C4);
  d ^= mix(word(tail, 6), C4, 18, C1);
  a ^= text.length;
  b ^= text.length;
  c ^= text.length;
  d ^= text.length;
  a = (a + b + c + d) | 0;
  b = (b + a) | 0;
  c = (c + a) | 0;
  d = (d + a) | 0;
  a = scatter(a);
  b = scatter(b);
  c = scatter(c);
  d = scatter(d);
  a = (a + b + c + d) | 0;
  return [a, (b + a) | 0, (c + a) | 0, (d + a) | 0].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
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
