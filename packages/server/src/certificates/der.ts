/**
 * Writes DER (ITU-T X.690), as far as certificates need it. Every function answers one whole element: tag, length, contents.
 */

const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;
const CONTEXT = 0x80;
const CONSTRUCTED = 0x20;
const LONG_FORM = 0x80;

/** From this year on a time has four digits of year (RFC 5280, 4.1.2.5). */
const GENERALIZED_FROM = 2050;

export function sequence(...elements: readonly Uint8Array[]): Buffer {
  return element(TAG.sequence, elements);
}

export function set(...elements: readonly Uint8Array[]): Buffer {
  return element(TAG.set, elements);
}

export function boolean(value: boolean): Buffer {
  return element(TAG.boolean, [Uint8Array.of(value ? 0xff : 0)]);
}

/** A whole number from 0 on, given as its bytes, the highest first. */
export function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const least = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  // a leading bit would make it negative
  return element(TAG.integer, (least[0] ?? 0) & 0x80 ? [Uint8Array.of(0), least] : [least]);
}

/** Whole bytes, or fewer bits: `unused` of the last byte are none. */
export function bitString(bytes: Uint8Array, unused = 0): Buffer {
  return element(TAG.bitString, [Uint8Array.of(unused), bytes]);
}

export function octetString(...contents: readonly Uint8Array[]): Buffer {
  return element(TAG.octetString, contents);
}

/** `2.5.29.17` */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(TAG.objectIdentifier, [Buffer.from([first * 40 + second, ...rest].flatMap(base128))]);
}

export function utf8String(text: string): Buffer {
  return element(TAG.utf8String, [Buffer.from(text, 'utf8')]);
}

/** A time in whole seconds, ms UTC. */
export function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\.\d+|[-:T]/g, '');
  return new Date(at).getUTCFullYear() < GENERALIZED_FROM
    ? element(TAG.utcTime, [Buffer.from(digits.slice(2), 'ascii')])
    : element(TAG.generalizedTime, [Buffer.from(digits, 'ascii')]);
}

/** `[number] EXPLICIT` around whole elements. */
export function explicit(number: number, ...elements: readonly Uint8Array[]): Buffer {
  return element(CONTEXT | CONSTRUCTED | number, elements);
}

/** `[number] IMPLICIT` of a primitive type: the bare contents under another tag. */
export function implicit(number: number, contents: Uint8Array): Buffer {
  return element(CONTEXT | number, [contents]);
}

function element(tag: number, contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Uint8Array.of(tag, ...lengthBytes(content.length)), content]);
}

function lengthBytes(length: number): number[] {
  if (length < LONG_FORM) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [LONG_FORM | bytes.length, ...bytes];
}

/** Seven bits a byte, all but the last marked. */
function base128(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(128 | (rest % 128));
  return bytes;
}
