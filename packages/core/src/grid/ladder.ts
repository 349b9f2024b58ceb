import type { Instrument } from '../instruments/index.ts';
import { decimalOf } from '../legs/index.ts';
import { type Decimal, decimals, divide, MAX_STEPS, powerOfTen } from '../numbers/index.ts';
import type { GridSettings } from './settings.ts';

/** Decimals of a ratio: 36 significant digits, for it is at least 1 and its first digit stands before the point. */
const RATIO_SCALE = 35;

const ONE: Decimal = { coefficient: 1n, scale: 0 };

/**
 * The prices of a grid's lines (`docs/grid-rules.md` G1). Line 0 is the lower price, line n − 1 the upper one; lines outside
 * go on in the same steps. Ratio and powers are kept to 36 digits, prices are the nearest price step, ties up.
 */
export class GridLadder {
  readonly #lower: Decimal;
  readonly #upper: Decimal;
  readonly #spaces: bigint;
  readonly #ratio: Decimal | null;
  readonly #powers = new Map<number, Decimal>([[0, ONE]]);
  readonly #prices = new Map<number, number>();

  constructor({ type, lower, upper, lines }: Pick<GridSettings, 'type' | 'lower' | 'upper' | 'lines'>) {
    this.#lower = decimalOf(lower);
    this.#upper = decimalOf(upper);
    this.#spaces = BigInt(lines - 1);
    this.#ratio = type === 'geometric' ? rootOf(decimals.divide(this.#upper, this.#lower), lines - 1) : null;
  }

  /** The distance of two lines, or the ratio of their prices, to 36 digits. */
  get step(): Decimal {
    const width = decimals.subtract(this.#upper, this.#lower);
    return this.#ratio ?? decimals.divide(width, { coefficient: this.#spaces, scale: 0 });
  }

  /** The price of a line in price steps; below 1 there is none. */
  price(instrument: Instrument, line: number): number {
    let price = this.#prices.get(line);
    if (price === undefined) {
      price = this.shifted(instrument, this.#lower, line);
      this.#prices.set(line, price);
    }
    return price;
  }

  /** A price that has moved along with so many lines, in price steps. */
  shifted({ priceStep }: Instrument, from: Decimal, lines: number): number {
    const last = Number(this.#spaces);
    if (lines === last && decimals.compare(from, this.#lower) === 0) return nearest(this.#upper, priceStep);
    if (this.#ratio !== null) return nearest(decimals.multiply(from, this.#power(lines)), priceStep);
    const way = decimals.multiply(decimals.subtract(this.#upper, this.#lower), {
      coefficient: BigInt(lines),
      scale: 0,
    });
    const whole = decimals.multiply(from, { coefficient: this.#spaces, scale: 0 });
    return nearest(decimals.add(whole, way), priceStep, this.#spaces);
  }

  #power(exponent: number): Decimal {
    const ratio = this.#ratio as Decimal;
    const way = exponent < 0 ? -1 : 1;
    let known = exponent;
    while (!this.#powers.has(known)) known -= way;
    let power = this.#powers.get(known) as Decimal;
    for (let next = known + way; known !== exponent; next += way) {
      power = way > 0 ? decimals.divide(decimals.multiply(power, ratio), ONE) : decimals.divide(power, ratio);
      this.#powers.set(next, power);
      known = next;
    }
    return power;
  }
}

function nearest(value: Decimal, step: Decimal, parts = 1n): number {
  const numerator = value.coefficient * powerOfTen(step.scale);
  const steps = divide(numerator, step.coefficient * powerOfTen(value.scale) * parts, 'halfUp');
  const most = BigInt(MAX_STEPS);
  return Number(steps > most ? most : steps < 0n ? 0n : steps);
}

/** The m-th root of a number of at least 1, the nearest of 36 digits. */
function rootOf(value: Decimal, m: number): Decimal {
  const degree = BigInt(m);
  // twice the root, so that the last bit tells which neighbour is nearer
  const wanted = value.coefficient * 2n ** degree * 10n ** (BigInt(RATIO_SCALE) * degree - BigInt(value.scale));
  let low = 2n * powerOfTen(RATIO_SCALE);
  let high = low;
  while (high ** degree <= wanted) high *= 2n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** degree <= wanted) low = middle;
    else high = middle;
  }
  return decimals.divide({ coefficient: (low + 1n) / 2n, scale: RATIO_SCALE }, ONE);
}
