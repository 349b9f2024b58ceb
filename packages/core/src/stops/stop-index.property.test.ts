import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, isTrailing, PRICE_KINDS, type PriceKind } from './condition.ts';
import { NaiveStops } from './naive-stops.testkit.ts';
import { StopIndex } from './stop-index.ts';

type Step =
  | readonly ['arm', Condition]
  | readonly ['cancel', pick: number]
  | readonly ['price', instrument: number, kind: PriceKind, price: number, take: boolean]
  | readonly ['walk', instrument: number, kind: PriceKind, from: number, moves: readonly number[]]
  | readonly ['tell', instrument: number | undefined, kind: PriceKind | undefined]
  | readonly ['told', instrument: number, kind: PriceKind, side: 'sell' | 'buy', mark: number]
  | readonly ['restore'];

const FAR = 2 ** 50;
const price = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: -25, max: 25 }) },
  { weight: 4, arbitrary: fc.integer({ min: 990, max: 1010 }) },
  fc.constantFrom(-FAR, FAR, 0),
);
const instrument = fc.constantFrom(1, 2);
const kind = fc.constantFrom(...PRICE_KINDS.slice(0, 2));
const id = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 60 }) },
  fc.integer({ min: 2 ** 40, max: 2 ** 40 + 9 }),
);
const fixed = fc.record({ id, instrument, kind, direction: fc.constantFrom('above', 'below'), level: price });
const side = fc.constantFrom<'sell' | 'buy'>('sell', 'buy');
const bySteps = fc.record({
  id,
  instrument,
  kind,
  side,
  unit: fc.constant('steps'),
  distance: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 12 }) }, fc.constant(FAR)),
  mark: price,
});
const byMillionths = fc.record({
  id,
  instrument,
  kind,
  side,
  unit: fc.constant('millionths'),
  distance: fc.oneof(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom(10_000, 50_000, 55_000, 500_000)),
  mark: price,
});
const condition = fc.oneof(fixed, bySteps, bySteps, byMillionths) as fc.Arbitrary<Condition>;
const walk = fc.array(fc.integer({ min: -2, max: 3 }), { minLength: 3, maxLength: 12 });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.tuple(fc.constant('arm' as const), condition) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('cancel' as const), fc.nat(100)) },
  { weight: 8, arbitrary: fc.tuple(fc.constant('price' as const), instrument, kind, price, fc.boolean()) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('walk' as const), instrument, kind, price, walk) },
  {
    weight: 3,
    arbitrary: fc.tuple(
      fc.constant('tell' as const),
      fc.option(instrument, { nil: undefined }),
      fc.option(kind, { nil: undefined }),
    ),
  },
  { weight: 2, arbitrary: fc.tuple(fc.constant('told' as const), instrument, kind, side, price) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('restore' as const)) },
);

type Stops = StopIndex | NaiveStops;

function tell(stops: Stops, ofInstrument?: number, ofKind?: PriceKind): unknown {
  const moved = stops.movedMarks(ofInstrument, ofKind);
  for (const mark of moved) stops.applyMark(mark);
  return moved;
}

function arm(stops: Stops, wanted: Condition): unknown {
  if (stops.has(wanted.id)) return 'taken';
  if (!isTrailing(wanted)) return stops.add(wanted);
  const told = tell(stops, wanted.instrument, wanted.kind);
  stops.addTrailing(wanted);
  return told;
}

/** A price, and whatever it reaches is taken out, or left where it is. */
function see(stops: Stops, ofInstrument: number, ofKind: PriceKind, at: number, take: boolean): number[] {
  const reached = [...stops.update(ofInstrument, ofKind, at)];
  if (take) for (const one of reached) stops.cancel(one);
  return reached;
}

function perform(stops: Stops, act: Step): unknown {
  switch (act[0]) {
    case 'arm':
      return arm(stops, act[1]);
    case 'cancel': {
      const ids = [...stops.entries()].map((entry) => entry.id);
      return stops.cancel(ids.length === 0 ? act[1] : (ids[act[1] % ids.length] as number));
    }
    case 'price':
      return see(stops, act[1], act[2], act[3], act[4]);
    case 'walk': {
      let at = Math.abs(act[3]) === FAR ? 0 : act[3];
      return act[4].map((move) => {
        at += move;
        return see(stops, act[1], act[2], at, true);
      });
    }
    case 'tell':
      return tell(stops, act[1], act[2]);
    case 'told':
      return stops.applyMark({ instrument: act[1], kind: act[2], side: act[3], mark: act[4] });
    case 'restore':
      return null;
  }
}

function view(stops: Stops): unknown {
  const entries = [...stops.entries()];
  const live = entries.map((entry) => [stops.levelOf(entry.id), stops.markOf(entry.id)]);
  return { entries, live, count: stops.count, moved: stops.movedMarks() };
}

function restored(entries: Iterable<Condition>): StopIndex {
  const index = new StopIndex();
  for (const entry of entries) isTrailing(entry) ? index.addTrailing(entry) : index.add(entry);
  return index;
}

describe('the stop index against a walk over every condition', () => {
  it('fires, follows, tells and lists the same on any flow, with restores in between', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120, size: 'max' }), (steps) => {
        let index = new StopIndex();
        const naive = new NaiveStops();
        for (const act of steps) {
          if (act[0] === 'restore') {
            expect(tell(index)).toEqual(tell(naive));
            index = restored(index.entries());
          } else {
            expect(perform(index, act)).toEqual(perform(naive, act));
          }
          expect(view(index)).toEqual(view(naive));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has the same entries and fires alike whatever the order in which the conditions came', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(condition, { selector: (c) => c.id, maxLength: 40 }),
        fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }),
        fc.array(fc.integer({ min: -25, max: 25 }), { maxLength: 30 }),
        (conditions, shuffle, prices) => {
          const one = restored(conditions);
          const order = conditions.map((_, i) => i).sort((a, b) => (shuffle[a] as number) - (shuffle[b] as number));
          const other = restored(order.map((i) => conditions[i] as Condition));
          expect(JSON.stringify([...other.entries()])).toBe(JSON.stringify([...one.entries()]));
          for (const at of prices) expect(see(other, 1, 'last', at, true)).toEqual(see(one, 1, 'last', at, true));
        },
      ),
    );
  });
});
