import { MAX_STEPS } from '../numbers/index.ts';

/** The price that a condition watches: of the last trade, or the best displayed bid or ask. */
export type PriceKind = 'last' | 'bid' | 'ask';

/** Every kind of price, in the order in which one market update is looked at. */
export const PRICE_KINDS: readonly PriceKind[] = ['last', 'bid', 'ask'];

/** Fires at or above its level, or at or below it. */
export type Direction = 'above' | 'below';

/**
 * A `sell` trails the highest price and fires at or below its mark less the distance; a `buy` trails the lowest price and
 * fires at or above its mark plus the distance.
 */
export type TrailingSide = 'sell' | 'buy';

/** How far a trailing stop stays behind its mark: in price steps, or in millionths of the mark (10 000 = 1 %). */
export type DistanceUnit = 'steps' | 'millionths';

/** The whole of a mark: 100 % in millionths. */
export const MILLION = 1_000_000;

/** A condition with a level that stays. */
export interface FixedCondition {
  readonly id: number;
  readonly instrument: number;
  readonly kind: PriceKind;
  readonly direction: Direction;
  /** Price steps. */
  readonly level: number;
}

/** A condition whose level follows the best price since it was armed. */
export interface TrailingCondition {
  readonly id: number;
  readonly instrument: number;
  readonly kind: PriceKind;
  readonly side: TrailingSide;
  readonly unit: DistanceUnit;
  /** 1 step … 2^50 steps, or 1 … 1 000 000 millionths. */
  readonly distance: number;
  /** The best price so far, in steps; at first the price that the owner starts from. */
  readonly mark: number;
}

/** A length in prices: so many price steps, or so many millionths of the price it is measured from (10 000 = 1 %). */
export interface Distance {
  readonly unit: DistanceUnit;
  readonly distance: number;
}

export type Condition = FixedCondition | TrailingCondition;

/** The best price that the trailing stops of one side have to know of. */
export interface MovedMark {
  readonly instrument: number;
  readonly kind: PriceKind;
  readonly side: TrailingSide;
  readonly mark: number;
}

/** Largest instrument id the index takes: it keeps one cell for each id below the largest in use. */
export const MAX_INSTRUMENT = 2 ** 24;

export function isTrailing(condition: Condition): condition is TrailingCondition {
  return 'side' in condition;
}

/** The part of a condition that cannot be, and what it must be instead; null when it is right. */
export function checkCondition(condition: Condition): { field: string; detail: string } | null {
  const { id, instrument, kind } = condition;
  if (!Number.isSafeInteger(id) || id < 0) return { field: 'id', detail: `must be a safe integer from 0, not ${id}` };
  if (!Number.isSafeInteger(instrument) || instrument < 0 || instrument > MAX_INSTRUMENT) {
    return { field: 'instrument', detail: `must be an instrument id of at most ${MAX_INSTRUMENT}, not ${instrument}` };
  }
  if (!PRICE_KINDS.includes(kind)) return { field: 'kind', detail: `must be last, bid or ask, not ${kind}` };
  return isTrailing(condition) ? checkTrailing(condition) : checkFixed(condition);
}

function checkFixed({ direction, level }: FixedCondition): { field: string; detail: string } | null {
  if (direction !== 'above' && direction !== 'below') {
    return { field: 'direction', detail: `must be above or below, not ${direction}` };
  }
  return isPrice(level) ? null : { field: 'level', detail: `must be a whole number of price steps, not ${level}` };
}

function checkTrailing({ side, unit, distance, mark }: TrailingCondition): { field: string; detail: string } | null {
  if (side !== 'sell' && side !== 'buy') return { field: 'side', detail: `must be sell or buy, not ${side}` };
  const wrong = checkDistance({ unit, distance }, 1);
  if (wrong !== null) return wrong;
  return isPrice(mark) ? null : { field: 'mark', detail: `must be a whole number of price steps, not ${mark}` };
}

/** The part of a distance that cannot be; null when it is right. `least` is the shortest that makes sense. */
export function checkDistance({ unit, distance }: Distance, least: 0 | 1): { field: string; detail: string } | null {
  if (unit !== 'steps' && unit !== 'millionths') {
    return { field: 'unit', detail: `must be steps or millionths, not ${unit}` };
  }
  const most = unit === 'steps' ? MAX_STEPS : MILLION;
  if (Number.isSafeInteger(distance) && distance >= least && distance <= most) return null;
  return { field: 'distance', detail: `must be ${least} to ${most} ${unit}, not ${distance}` };
}

export function isPrice(steps: number): boolean {
  return Number.isSafeInteger(steps) && Math.abs(steps) <= MAX_STEPS;
}

/**
 * So many steps lie between a mark and the level in millionths of it: rounded up, and at least one, so that a stop never
 * fires before the price has truly gone the distance, and never at its own mark. Exact over the whole range of prices.
 */
export function stepsOfMillionths(mark: number, millionths: number): number {
  const size = Math.abs(mark);
  const wholes = Math.floor(size / MILLION);
  const steps = wholes * millionths + Math.ceil(((size - wholes * MILLION) * millionths) / MILLION);
  return steps > 1 ? steps : 1;
}

/** A distance from a price, in whole steps. */
export function stepsFrom(price: number, { unit, distance }: Distance): number {
  return unit === 'steps' || distance === 0 ? distance : stepsOfMillionths(price, distance);
}

/** The price at which a trailing stop with this mark fires. */
export function trailingLevel(side: TrailingSide, unit: DistanceUnit, distance: number, mark: number): number {
  const steps = stepsFrom(mark, { unit, distance });
  return side === 'sell' ? mark - steps : mark + steps;
}
