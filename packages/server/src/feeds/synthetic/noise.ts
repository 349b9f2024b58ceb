import { unit } from '../path/random.ts';

/**
 * Smooth noise over integer time in (-1, 1): hashed values at every `spacing`, eased in between. A pure function of time;
 * it only remembers the cell it was last asked for.
 */
export class SmoothNoise {
  private readonly seed: number;
  private readonly key: number;
  private readonly spacing: number;
  private cell = Number.NaN;
  private left = 0;
  private right = 0;

  constructor(seed: number, key: number, spacing: number) {
    this.seed = seed;
    this.key = key ^ Math.imul(spacing, 0x9e37);
    this.spacing = spacing;
  }

  at(time: number): number {
    const cell = Math.floor(time / this.spacing);
    if (cell !== this.cell) {
      this.left = cell === this.cell + 1 ? this.right : unit(this.seed, this.key, cell);
      this.right = unit(this.seed, this.key, cell + 1);
      this.cell = cell;
    }
    const share = (time - cell * this.spacing) / this.spacing;
    const ease = share * share * (3 - 2 * share);
    return (this.left + (this.right - this.left) * ease) * 2 - 1;
  }
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
