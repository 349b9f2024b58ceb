import { type Grain, type LevelProcess, PARTS, type Segment } from './level-process.ts';
import { bounded, grow } from './noise.ts';

/**
 * The price an instrument wants to have: for a refined unit of time the prices at its borders (in money, not in steps)
 * and the deviation of the move inside each part as a share of the price.
 */
export type PriceLevel = (grain: Grain, index: number) => Segment;

/** Prices stay inside typical price × e^±0.65: about half to about twice of it. */
const LOG_BOUND = 0.65;

/** One process an instrument follows, and by how much a daily move of 1 moves its (log) price. */
export interface Exposure {
  readonly process: LevelProcess;
  readonly weight: number;
}

/** A price that wanders around its typical price, driven by processes. */
export function wanderingPrice(typical: number, exposures: readonly Exposure[]): PriceLevel {
  return (grain, index) => {
    const n = PARTS[grain];
    const levels = new Float64Array(n + 1);
    const deviations = new Float64Array(n);
    for (const { process, weight } of exposures) {
      const segment = process.segment(grain, index);
      const { levels: own, deviations: ownDeviations } = segment;
      for (let part = 0; part < n; part += 1) {
        levels[part] = (levels[part] as number) + weight * (own[part] as number);
        const deviation = weight * (ownDeviations[part] as number);
        deviations[part] = (deviations[part] as number) + deviation * deviation;
      }
      levels[n] = (levels[n] as number) + weight * (own[n] as number);
    }
    for (let border = 0; border <= n; border += 1) {
      levels[border] = typical * grow(bounded(levels[border] as number, LOG_BOUND));
    }
    for (let part = 0; part < n; part += 1) deviations[part] = Math.sqrt(deviations[part] as number);
    return { levels, deviations };
  };
}

/** A price that follows another one at a fixed ratio, with a small movement of its own: a future and its basic asset. */
export function followingPrice(leader: PriceLevel, ratio: number, basis: Exposure): PriceLevel {
  return (grain, index) => {
    const own = basis.process.segment(grain, index);
    const segment = leader(grain, index);
    return {
      levels: segment.levels.map(
        (level, border) => level * ratio * grow(basis.weight * (own.levels[border] as number)),
      ),
      deviations: segment.deviations,
    };
  };
}

/** The price of one currency in another from both their prices in a third: numerator / denominator. */
export function crossPrice(numerator: PriceLevel, denominator: PriceLevel): PriceLevel {
  return (grain, index) => {
    const upper = numerator(grain, index);
    const lower = denominator(grain, index);
    return {
      levels: upper.levels.map((level, border) => level / (lower.levels[border] as number)),
      deviations: upper.deviations.map((deviation, part) => {
        const other = lower.deviations[part] as number;
        return 0.7 * Math.sqrt(deviation * deviation + other * other);
      }),
    };
  };
}

/** The same price seen from the other currency. */
export function invertedPrice(price: PriceLevel): PriceLevel {
  return (grain, index) => {
    const segment = price(grain, index);
    return { levels: segment.levels.map((level) => 1 / level), deviations: segment.deviations };
  };
}
