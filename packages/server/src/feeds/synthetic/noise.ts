import { unit } from '../path/random.ts';

/** Smooth noise over integer time in (-1, 1): hashed values at every `spacing`, eased in between. */
export function noise(seed: number, key: number, time: number, spacing: number): number {
  const cell = Math.floor(time / spacing);
  const share = (time - cell * spacing) / spacing;
  const ease = share * share * (3 - 2 * share);
  const left = unit(seed, key ^ Math.imul(spacing, 0x9e37), cell);
  const right = unit(seed, key ^ Math.imul(spacing, 0x9e37), cell + 1);
  return (left + (right - left) * ease) * 2 - 1;
}

/** A positive, rising stand-in for e^x made of exact operations: (1 + x/256)^256, for |x| < 100. */
export function grow(x: number): number {
  let power = 1 + x / 256;
  for (let squaring = 0; squaring < 8; squaring += 1) power *= power;
  return power;
}

/** Keeps x inside ±bound: nearly x for small x, never beyond the bound. */
export function bounded(x: number, bound: number): number {
  const ratio = x / bound;
  return x / Math.sqrt(1 + ratio * ratio);
}
