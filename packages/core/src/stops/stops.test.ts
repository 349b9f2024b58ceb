import { describe, expect, it } from 'vitest';
import { type CoreEvent, EventCodec } from '../events/index.ts';
import { InstrumentMarket, type Tick } from '../market/index.ts';
import type { Price, Quantity } from '../numbers/index.ts';
import { isRejection, type Turn } from '../turn.ts';
import {
  applyStops,
  armStop,
  type Condition,
  cancelStop,
  continueStops,
  emptyStops,
  FIRING_SLICE,
  isStopOpen,
  nextStopsTime,
  restoreStops,
  STOPS_EVENTS,
  type StopsState,
  snapshotStops,
  stopById,
  TELL_DELAY,
  tellDueMarks,
  tellMovedMarks,
  tickStops,
} from './index.ts';

const SBER = 1;
const codec = new EventCodec(STOPS_EVENTS);

/** The module with one instrument's market, and the events of each turn. */
class Desk {
  stops: StopsState = emptyStops();
  readonly market = new InstrumentMarket(SBER);
  readonly journal: CoreEvent[] = [];
  now = 1_000;

  turn<T>(act: (turn: Turn, world: { stops: StopsState }) => T, full = false): T {
    const emit = (event: CoreEvent): void => {
      applyStops(this.stops, event);
      this.journal.push(event);
    };
    return act({ at: this.now, full, emit }, this);
  }

  arm(condition: Condition): unknown {
    return this.turn((turn) => armStop(this, condition, turn));
  }

  trade(price: number): CoreEvent[] {
    this.market.last = price;
    this.market.lastAt = this.now;
    return this.tick({ kind: 'trade', instrument: SBER, price: price as Price, size: 1 as Quantity });
  }

  quote(bid: number, ask: number): CoreEvent[] {
    this.market.bids.setBest(bid, 1);
    this.market.asks.setBest(ask, 1);
    const size = 1 as Quantity;
    return this.tick({
      kind: 'quote',
      instrument: SBER,
      bid: bid as Price,
      bidSize: size,
      ask: ask as Price,
      askSize: size,
    });
  }

  tick(tick: Tick, full = false): CoreEvent[] {
    const from = this.journal.length;
    this.turn((turn) => tickStops(this, this.market, tick, turn), full);
    return this.journal.slice(from);
  }
}

const sell = (id: number, distance: number, mark: number): Condition => ({
  id,
  instrument: SBER,
  kind: 'last',
  side: 'sell',
  unit: 'steps',
  distance,
  mark,
});
const below = (id: number, level: number, kind: 'last' | 'bid' | 'ask' = 'last'): Condition => ({
  id,
  instrument: SBER,
  kind,
  direction: 'below',
  level,
});

describe('a market update', () => {
  it('fires what a trade reaches by last, and what quotes reach by bid and ask', () => {
    const desk = new Desk();
    desk.arm(below(1, 95));
    desk.arm(below(2, 95, 'bid'));
    desk.arm({ ...below(3, 98, 'ask'), direction: 'above' } as Condition);
    expect(desk.trade(96)).toEqual([]);
    expect(desk.quote(95, 98)).toEqual([
      { type: 'stops.fired', at: 1_000, instrument: SBER, kind: 'bid', price: 95, ids: [2] },
      { type: 'stops.fired', at: 1_000, instrument: SBER, kind: 'ask', price: 98, ids: [3] },
    ]);
    expect(desk.trade(90)).toEqual([
      { type: 'stops.fired', at: 1_000, instrument: SBER, kind: 'last', price: 90, ids: [1] },
    ]);
    expect(desk.stops.index.count).toBe(0);
  });

  it('counts for nothing while trading pauses, and nothing is displayed on an empty side', () => {
    const desk = new Desk();
    desk.arm(below(1, 95));
    desk.market.status = 'break';
    expect(desk.trade(90)).toEqual([]);
    desk.market.status = 'normal';
    expect(desk.tick({ kind: 'status', instrument: SBER, status: 'normal' })).toEqual([]);
    expect(desk.tick({ kind: 'depth', instrument: SBER, bids: [], asks: [] })).toEqual([]);
    expect(desk.trade(95)).toHaveLength(1);
  });

  it('makes moved marks durable before what it fires, and not at all when nothing fires', () => {
    const desk = new Desk();
    desk.arm(sell(1, 10, 100));
    desk.arm(sell(2, 30, 100));
    expect(desk.trade(120)).toEqual([]);
    expect(desk.trade(115)).toEqual([]);
    expect(desk.trade(110)).toEqual([
      { type: 'stops.marksMoved', at: 1_000, instrument: SBER, kind: 'last', side: 'sell', mark: 120 },
      { type: 'stops.fired', at: 1_000, instrument: SBER, kind: 'last', price: 110, ids: [1] },
    ]);
    expect(stopById(desk.stops, 2)).toMatchObject({ level: 90, mark: 120, condition: { mark: 120 } });
  });
});

describe('arming and cancelling', () => {
  it('tells moved marks of the same price before a trailing condition is armed', () => {
    const desk = new Desk();
    desk.arm(sell(1, 10, 100));
    desk.trade(120);
    desk.trade(111);
    desk.arm(below(3, 50));
    desk.arm(sell(2, 10, 111));
    expect(desk.journal.map((event) => event.type)).toEqual([
      'stops.trailingArmed',
      'stops.armed',
      'stops.marksMoved',
      'stops.trailingArmed',
    ]);
    expect([stopById(desk.stops, 1)?.level, stopById(desk.stops, 2)?.level]).toEqual([110, 101]);
  });

  it('says what is wrong with a condition, and that an id is taken while it is armed or due', () => {
    const desk = new Desk();
    const wrong = desk.arm(below(1, 0.5));
    expect(wrong).toEqual({
      reason: 'invalid_value',
      field: 'level',
      detail: 'must be a whole number of price steps, not 0.5',
    });
    desk.arm(below(1, 95));
    const again = desk.arm(below(1, 90)) as object;
    expect(isRejection(again) && again).toMatchObject({ reason: 'already_exists', field: 'id' });
    expect(desk.journal).toHaveLength(1);
  });

  it('cancels what is armed, and says that nothing is', () => {
    const desk = new Desk();
    desk.arm(below(1, 95));
    expect(desk.turn((turn) => cancelStop(desk, 1, turn))).toBe(true);
    expect(desk.turn((turn) => cancelStop(desk, 1, turn))).toBe(false);
    expect(desk.trade(90)).toEqual([]);
    expect(stopById(desk.stops, 1)).toBeUndefined();
  });
});

describe('a price that fires more than fits into a turn', () => {
  function crash(count: number): Desk {
    const desk = new Desk();
    for (let id = 0; id < count; id++) desk.arm(below(id, 100 - (id % 7)));
    desk.journal.length = 0;
    desk.trade(90);
    return desk;
  }

  it('fires a slice at once, the rest in the next turns in the same order, whatever the price does then', () => {
    const desk = crash(2_500);
    expect(desk.journal.map((event) => [event.type, (event as never as { ids: number[] }).ids.length])).toEqual([
      ['stops.fired', FIRING_SLICE],
      ['stops.due', 1_000],
      ['stops.due', 600],
    ]);
    expect(desk.stops.index.count).toBe(0);
    expect(nextStopsTime(desk)).toBe(0);
    desk.trade(100);
    desk.turn((turn) => continueStops(desk, turn));
    desk.turn((turn) => continueStops(desk, turn));
    expect(nextStopsTime(desk)).toBe(Number.POSITIVE_INFINITY);
    const fired = desk.journal.filter((event) => event.type === 'stops.fired') as never as {
      ids: number[];
      price: number;
    }[];
    expect(fired.map((event) => [event.ids.length, event.price])).toEqual([
      [900, 90],
      [900, 90],
      [700, 90],
    ]);
    const levels = fired.flatMap((event) => event.ids).map((id) => 100 - (id % 7));
    expect(levels).toEqual(levels.slice().sort((a, b) => b - a));
  });

  it('does not let a later price overtake what is due, nor fire what its owner has cancelled meanwhile', () => {
    const desk = crash(1_000);
    desk.arm(below(5_000, 80));
    const due = [...desk.stops.due.keys()];
    expect(desk.trade(79).map((event) => event.type)).toEqual(['stops.due']);
    expect(isStopOpen(desk.stops, due[0] as number)).toBe(true);
    desk.turn((turn) => cancelStop(desk, due[0] as number, turn));
    desk.journal.length = 0;
    desk.turn((turn) => continueStops(desk, turn));
    expect(desk.journal).toMatchObject([
      { type: 'stops.fired', price: 90, ids: due.slice(1) },
      { type: 'stops.fired', price: 79, ids: [5_000] },
    ]);
  });

  it('waits as a whole for the next turn when this one is full', () => {
    const desk = new Desk();
    desk.arm(below(1, 95));
    desk.market.last = 90;
    desk.market.lastAt = 1;
    const tick = { kind: 'trade', instrument: SBER, price: 90 as Price, size: 1 as Quantity } as const;
    expect(desk.tick(tick, true).map((event) => event.type)).toEqual(['stops.due']);
    desk.turn((turn) => continueStops(desk, turn), true);
    expect(desk.stops.due.size).toBe(1);
  });

  it('goes on in the same slices from a snapshot', () => {
    const desk = crash(2_500);
    const other = new Desk();
    other.stops = restoreStops(JSON.parse(JSON.stringify(snapshotStops(desk.stops))));
    for (const each of [desk, other]) {
      each.journal.length = 0;
      while (nextStopsTime(each) === 0) each.turn((turn) => continueStops(each, turn));
    }
    expect(other.journal).toEqual(desk.journal);
  });
});

describe('what is durable', () => {
  it('is told a second after a mark has moved, at the latest', () => {
    const desk = new Desk();
    desk.arm(sell(1, 10, 100));
    expect(nextStopsTime(desk)).toBe(Number.POSITIVE_INFINITY);
    desk.trade(105);
    desk.now += 400;
    desk.trade(107);
    expect(nextStopsTime(desk)).toBe(1_000 + TELL_DELAY);
    desk.turn((turn) => tellDueMarks(desk, turn));
    expect(desk.journal).toHaveLength(1);
    desk.now = 1_000 + TELL_DELAY;
    desk.turn((turn) => tellDueMarks(desk, turn));
    expect(desk.journal.slice(1)).toMatchObject([{ type: 'stops.marksMoved', mark: 107 }]);
    expect(nextStopsTime(desk)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is not told of conditions that are gone: nothing is due then', () => {
    const desk = new Desk();
    desk.arm(sell(1, 10, 100));
    desk.trade(105);
    desk.turn((turn) => cancelStop(desk, 1, turn));
    expect(nextStopsTime(desk)).toBe(Number.POSITIVE_INFINITY);
    desk.now += 5_000;
    desk.arm(sell(2, 10, 105));
    desk.trade(106);
    expect(nextStopsTime(desk)).toBe(desk.now + TELL_DELAY);
  });

  it('is the same from its events, through the codec, and from its snapshot', () => {
    const desk = new Desk();
    desk.arm(below(7, 90, 'bid'));
    desk.arm(sell(3, 10, 100));
    desk.arm({ ...sell(2, 15_000, 104), unit: 'millionths', side: 'buy' } as Condition);
    desk.trade(103);
    desk.arm(sell(4, 20, 103));
    desk.trade(99);
    desk.turn((turn) => tellMovedMarks(desk, turn));
    expect(snapshotStops(desk.stops)).toEqual({
      fixed: [[7, SBER, 'bid', 'below', 90]],
      trailing: [
        [2, SBER, 'last', 'buy', 'millionths', 15_000, 99],
        [3, SBER, 'last', 'sell', 'steps', 10, 103],
        [4, SBER, 'last', 'sell', 'steps', 20, 103],
      ],
      due: [],
    });
    const replayed = emptyStops();
    for (const event of codec.decode(codec.encode(desk.journal), 1_000)) applyStops(replayed, event);
    const restored = restoreStops(snapshotStops(desk.stops));
    for (const other of [replayed, restored]) {
      expect(JSON.stringify(snapshotStops(other))).toBe(JSON.stringify(snapshotStops(desk.stops)));
    }
  });
});
