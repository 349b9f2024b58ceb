/**
 * Reproducible noise from integers. Only operations that IEEE 754 and ECMAScript define to the last bit are used here
 * and in everything built on it (+ - * / sqrt and 32-bit integers; no exp, log, sin or pow), so the same seed gives the
 * same market on every machine.
 */

const UNIT = 2 ** -32;

/** A well-mixed unsigned 32-bit number from three integers (32 bits of each count). */
export function hash(a: number, b: number, c: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b);
  h = mix(h ^ (h >>> 15) ^ Math.imul(b, 0xc2b2ae35));
  h = mix(h ^ Math.imul(c, 0x27d4eb2f) ^ 0x165667b1);
  return h >>> 0;
}

function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return h ^ (h >>> 16);
}

/** An unsigned 32-bit number from text (FNV-1a, mixed). */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) h = Math.imul(h ^ text.charCodeAt(index), 0x01000193);
  return mix(h) >>> 0;
}

/** A hash as a number in [0, 1). */
export function unit(a: number, b: number, c: number): number {
  return hash(a, b, c) * UNIT;
}

/** A source of random numbers that is fully determined by three integers. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: number, key: number, index: number) {
    this.a = hash(seed, key, index) | 0;
    this.b = hash(key, index, seed ^ 0x5bd1e995) | 0;
    this.c = hash(index, seed, Math.floor(index / 0x100000000) ^ key) | 0;
    for (let round = 0; round < 4; round += 1) this.next();
  }

  /** In [0, 1), 32 bits (the generator sfc32). */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return (sum >>> 0) * UNIT;
  }

  /** An integer in [0, bound). */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /**
   * Bell-shaped with mean 0, variance 1 and tails fatter than normal, within ±6: the sum of four uniform numbers
   * (second, fourth and sixth moments 1, 2.7 and 11.57), stretched by z·(0.77 + 0.08 z²).
   */
  bell(): number {
    const z = (this.next() + this.next() + this.next() + this.next() - 2) * SQRT3;
    return z * (0.77 + 0.08 * z * z);
  }

  /** Exponential with mean about 1: half the sum of two squared bells. */
  wait(): number {
    const first = this.bell();
    const second = this.bell();
    return (first * first + second * second) * 0.5;
  }
}

const SQRT3 = Math.sqrt(3);
