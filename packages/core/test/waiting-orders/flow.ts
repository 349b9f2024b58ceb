import fc from 'fast-check';
import { type Distance, ORDER_TYPES, type OrderType, PRICE_KINDS, type PriceKind, waitOf } from '../../src/index.ts';

/** What comes in: prices move by so many steps, commands come with levels so far from the middle of that moment. */
export type Step =
  | { readonly kind: 'trade'; readonly move: number }
  | { readonly kind: 'quote'; readonly move: number; readonly spread: number; readonly empty: 'bid' | 'ask' | null }
  | { readonly kind: 'status'; readonly status: 'normal' | 'break' }
  | { readonly kind: 'cancel'; readonly pick: number }
  | { readonly kind: 'move'; readonly pick: number; readonly level: number }
  | {
      readonly kind: 'place';
      readonly orderType: OrderType;
      readonly action: 'buy' | 'sell';
      readonly by: PriceKind;
      /** Of the stop price from the middle; 0: none, where that is possible. */
      readonly level: number;
      readonly limit: number;
      readonly trail: Distance;
      readonly offset: Distance | null;
    };

/** A step with the price it comes to. */
export interface Input {
  readonly step: Step;
  readonly middle: number;
}

export const START_PRICE = 10_000;

const length: fc.Arbitrary<Distance> = fc.oneof(
  fc.record({ unit: fc.constant('steps' as const), distance: fc.integer({ min: 1, max: 25 }) }),
  fc.record({ unit: fc.constant('millionths' as const), distance: fc.integer({ min: 1, max: 2_500 }) }),
);

const move = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -6, max: 6 }) }, fc.integer({ min: -60, max: 60 }));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 40, arbitrary: fc.record({ kind: fc.constant('trade' as const), move }) },
  {
    weight: 30,
    arbitrary: fc.record({
      kind: fc.constant('quote' as const),
      move,
      spread: fc.integer({ min: 1, max: 5 }),
      empty: fc.oneof({ weight: 20, arbitrary: fc.constant(null) }, fc.constantFrom('bid' as const, 'ask' as const)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      status: fc.constantFrom('normal' as const, 'break' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), pick: fc.nat() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      pick: fc.nat(),
      level: fc.integer({ min: -30, max: 30 }),
    }),
  },
  {
    weight: 23,
    arbitrary: fc.record({
      kind: fc.constant('place' as const),
      orderType: fc.constantFrom(...ORDER_TYPES.filter((type) => waitOf(type) !== null)),
      action: fc.constantFrom('buy' as const, 'sell' as const),
      by: fc.constantFrom(...PRICE_KINDS),
      level: fc.integer({ min: -30, max: 30 }),
      limit: fc.integer({ min: -30, max: 30 }),
      trail: length,
      offset: fc.option(length),
    }),
  },
);

/** Orders can be placed once there is a market. */
const OPENING: readonly Step[] = [
  { kind: 'quote', move: 0, spread: 1, empty: null },
  { kind: 'trade', move: 0 },
];

/** A random flow of market data and commands on one instrument. */
export function flow(least: number, most: number): fc.Arbitrary<Input[]> {
  return fc.array(step, { minLength: least, maxLength: most, size: 'max' }).map((steps) => {
    let middle = START_PRICE;
    return [...OPENING, ...steps].map((one) => {
      if (one.kind === 'trade' || one.kind === 'quote') middle = Math.max(200, middle + one.move);
      return { step: one, middle };
    });
  });
}
