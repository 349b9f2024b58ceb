import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CoreEvent, EventCodec } from '../events/index.ts';
import { InstrumentMarket } from '../market/index.ts';
import type { Price, Quantity } from '../numbers/index.ts';
import type { Turn } from '../turn.ts';
import {
  applyStops,
  armStop,
  type Condition,
  cancelStop,
  emptyStops,
  restoreStops,
  STOPS_EVENTS,
  type StopsFired,
  type StopsState,
  snapshotStops,
  tellDueMarks,
  tellMovedMarks,
  tickStops,
} from './index.ts';

/** What comes in, in the order of its arrival: prices move by so many steps, commands arm and cancel. */
type Input = { readonly move: number } | { readonly arm: Condition } | { readonly cancel: number };

/** A journal row: the events of one turn, and how much of the input stood before its end. */
interface Row {
  readonly body: string;
  readonly at: number;
  readonly seen: number;
}

const INSTRUMENT = 1;
const codec = new EventCodec(STOPS_EVENTS);

const condition = fc.record({
  id: fc.nat(30),
  side: fc.constantFrom('sell', 'buy'),
  unit: fc.constantFrom('steps', 'steps', 'millionths'),
  distance: fc.integer({ min: 1, max: 9 }),
});
const input: fc.Arbitrary<Input> = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: -4, max: 4 }).map((move) => ({ move })) },
  {
    weight: 3,
    arbitrary: condition.map(({ distance, ...rest }) => {
      const scaled = rest.unit === 'steps' ? distance : distance * 7_000;
      return { arm: { ...rest, instrument: INSTRUMENT, kind: 'last', distance: scaled, mark: 0 } as Condition };
    }),
  },
  { weight: 1, arbitrary: fc.nat(30).map((cancel) => ({ cancel })) },
);

/** A life of the process: takes inputs from where the journal ends, and keeps what it does in the journal. */
class Life {
  readonly journal: Row[];
  stops: StopsState;
  readonly market = new InstrumentMarket(INSTRUMENT);
  #events: CoreEvent[] = [];
  #next: number;

  constructor(journal: readonly Row[], fromSnapshot: boolean) {
    this.journal = [...journal];
    this.#next = journal.at(-1)?.seen ?? 0;
    this.stops = emptyStops();
    for (const row of journal) for (const event of codec.decode(row.body, row.at)) applyStops(this.stops, event);
    if (fromSnapshot) this.stops = restoreStops(JSON.parse(JSON.stringify(snapshotStops(this.stops))));
  }

  run(inputs: readonly Input[], prices: readonly number[], to: number): void {
    for (; this.#next < to; this.#next++) {
      const i = this.#next;
      const at = 1_000 + 90 * i;
      this.#turn(at, i, (turn) => tellDueMarks(this, turn));
      this.#turn(at, i + 1, (turn) => this.#take(inputs[i] as Input, prices[i] as number, turn));
    }
  }

  #take(one: Input, price: number, turn: Turn): void {
    if ('arm' in one) {
      armStop(this, { ...one.arm, mark: price } as Condition, turn);
    } else if ('cancel' in one) {
      cancelStop(this, one.cancel, turn);
    } else {
      this.market.last = price;
      this.market.lastAt = turn.at;
      const trade = { kind: 'trade', instrument: INSTRUMENT, price: price as Price, size: 1 as Quantity } as const;
      tickStops(this, this.market, trade, turn);
    }
  }

  /** As the core runs a turn: whatever the journal keeps ends with the marks of its moment. */
  #turn(at: number, seen: number, act: (turn: Turn) => void): void {
    this.#events = [];
    const turn: Turn = {
      at,
      full: false,
      emit: (event) => {
        applyStops(this.stops, event);
        this.#events.push(event);
      },
    };
    act(turn);
    if (this.#events.length === 0) return;
    tellMovedMarks(this, turn);
    this.journal.push({ body: codec.encode(this.#events), at, seen });
  }

  /** `input condition price` of everything fired. */
  get fired(): string[] {
    return this.journal.flatMap((row) =>
      codec
        .decode(row.body, row.at)
        .filter((event): event is StopsFired => event.type === 'stops.fired')
        .map((event) => `${row.seen} ${event.ids.join(',')} at ${event.price}`),
    );
  }
}

describe('trailing conditions of a process that is killed', () => {
  it('fire at the same ticks and prices as if it had lived, killed ten times, with the last rows lost', () => {
    let fired = 0;
    fc.assert(
      fc.property(
        fc.array(input, { minLength: 60, maxLength: 160, size: 'max' }),
        fc.array(fc.record({ at: fc.nat(200), lost: fc.nat(3), fromSnapshot: fc.boolean() }), {
          minLength: 10,
          maxLength: 10,
        }),
        fc.integer({ min: -20, max: 200 }),
        (inputs, kills, start) => {
          let last = start;
          const prices = inputs.map((one) => (last += 'move' in one ? one.move : 0));
          const lived = new Life([], false);
          lived.run(inputs, prices, inputs.length);
          let killed = new Life([], false);
          for (const { at, lost, fromSnapshot } of kills) {
            killed.run(inputs, prices, Math.min(at, inputs.length));
            killed = new Life(killed.journal.slice(0, Math.max(0, killed.journal.length - lost)), fromSnapshot);
          }
          killed.run(inputs, prices, inputs.length);
          expect(killed.fired).toEqual(lived.fired);
          expect(levels(killed.stops)).toEqual(levels(lived.stops));
          fired += lived.fired.length;
        },
      ),
      { numRuns: 150 },
    );
    expect(fired).toBeGreaterThan(150);
  });

  it('have after a replay what they had, after every turn', () => {
    fc.assert(
      fc.property(fc.array(input, { maxLength: 80, size: 'max' }), (inputs) => {
        let last = 50;
        const prices = inputs.map((one) => (last += 'move' in one ? one.move : 0));
        const lived = new Life([], false);
        for (let i = 1; i <= inputs.length; i++) {
          lived.run(inputs.slice(0, i), prices, i);
          const durable = JSON.stringify(snapshotStops(lived.stops));
          expect(JSON.stringify(snapshotStops(new Life(lived.journal, false).stops))).toBe(durable);
        }
      }),
      { numRuns: 40 },
    );
  });
});

/** Where everything fires now, with the newest prices in it. */
function levels(stops: StopsState): unknown {
  return [...stops.index.entries()].map(({ id }) => [id, stops.index.levelOf(id), stops.index.markOf(id)]);
}
