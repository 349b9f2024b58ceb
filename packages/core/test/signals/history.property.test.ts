import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyTick,
  beginSignalHistory,
  continueSignals,
  emptyMarket,
  emptySignals,
  giveSignalHistory,
  type Instrument,
  type Price,
  type Quantity,
  type Signal,
  type SignalCondition,
  type SignalInterval,
  type SignalsWorld,
  signalOf,
  tickSignals,
  unwatchSignal,
  watchSignal,
} from '../../src/index.ts';
import { candlesOf, type PastTrade } from './naive-signals.ts';

const INSTRUMENT = { id: 1, dayOffset: 0 } as Instrument;
const MONDAY = Date.UTC(2026, 10, 16);

const CONDITIONS: readonly SignalCondition[] = [
  { kind: 'rsi', interval: '1m', period: 3, points: '50', trigger: 'greater' },
  { kind: 'rsi', interval: '5m', period: 2, points: '40.5', trigger: 'crossing_below' },
  { kind: 'mfi', interval: '1m', period: 4, points: '50', trigger: 'less' },
  { kind: 'bollinger', interval: '3m', period: 5, deviations: '1.5', points: '0.5', trigger: 'crossing_above' },
  { kind: 'ma_cross', interval: '1m', average: 'ema', fast: 2, slow: 5, trigger: 'crossing_above' },
  { kind: 'qfl', type: 'day_trade', percent: '1' },
];

function newWorld(): SignalsWorld {
  return { signals: emptySignals(), market: emptyMarket() };
}

function take(world: SignalsWorld, { at, price, size }: PastTrade): void {
  const tick = { kind: 'trade', instrument: 1, price: price as Price, size: size as Quantity } as const;
  applyTick(world.market, INSTRUMENT, tick, at);
  tickSignals(world.signals, tick, at);
}

function all(world: SignalsWorld): (Signal | undefined)[] {
  return CONDITIONS.map((condition) => signalOf(world.signals, 1, condition));
}

/** Watches everything before the first trade. */
function fromTheStart(): SignalsWorld {
  const world = newWorld();
  for (const condition of CONDITIONS) watchSignal(world, INSTRUMENT, condition);
  for (const { instrument, interval } of beginSignalHistory(world.signals, 0)) {
    giveSignalHistory(world.signals, instrument, interval, []);
  }
  return world;
}

const trades = fc
  .array(
    fc.record({
      pause: fc.integer({ min: 0, max: 900_000 }),
      price: fc.integer({ min: 900, max: 1_100 }),
      size: fc.integer({ min: 1, max: 9 }),
    }),
    {
      minLength: 5,
      maxLength: 150,
    },
  )
  .map((list) => {
    let at = MONDAY;
    return list.map(({ pause, price, size }) => {
      at += pause;
      return { at, price, size };
    });
  });

describe('history joined to live trades', () => {
  it('says the same as having watched from the first trade, whenever it is asked for and however late it comes', () => {
    fc.assert(
      fc.property(trades, fc.nat(150), fc.nat(20), fc.nat(600_000), (tape, from, delay, idle) => {
        const asked = Math.min(from, tape.length);
        const given = Math.min(asked + delay, tape.length);
        const live = fromTheStart();
        const late = newWorld();
        for (const trade of tape.slice(0, asked)) for (const world of [live, late]) take(world, trade);
        for (const condition of CONDITIONS) watchSignal(late, INSTRUMENT, condition);
        const requests = beginSignalHistory(late.signals, 0);
        const past = new Map<SignalInterval, ReturnType<typeof candlesOf>>();
        for (const { interval } of requests) past.set(interval, candlesOf(tape.slice(0, asked), interval));
        for (const trade of tape.slice(asked, given)) for (const world of [live, late]) take(world, trade);
        for (const { instrument, interval } of requests) {
          giveSignalHistory(late.signals, instrument, interval, past.get(interval) ?? null);
        }
        const now = (tape[given - 1]?.at ?? MONDAY) + idle;
        for (const world of [live, late]) continueSignals(world.signals, now);
        expect(all(late)).toEqual(all(live));
        for (const trade of tape.slice(given)) {
          for (const world of [live, late]) take(world, { ...trade, at: Math.max(trade.at, now) });
          expect(all(late)).toEqual(all(live));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('candles end with time alone as with the next trade', () => {
    fc.assert(
      fc.property(trades, (tape) => {
        const [timed, traded] = [fromTheStart(), fromTheStart()];
        for (const trade of tape) {
          while (timed.signals.nextClose <= trade.at) continueSignals(timed.signals, timed.signals.nextClose);
          for (const world of [timed, traded]) take(world, trade);
          expect(all(timed)).toEqual(all(traded));
        }
      }),
    );
  });

  it('what nobody watches any more leaves nothing behind', () => {
    fc.assert(
      fc.property(trades, fc.nat(150), (tape, from) => {
        const world = fromTheStart();
        for (const condition of CONDITIONS) watchSignal(world, INSTRUMENT, condition);
        for (const trade of tape.slice(0, from)) take(world, trade);
        for (const condition of CONDITIONS) unwatchSignal(world.signals, 1, condition);
        expect(world.signals.instruments.get(1)?.watches.size).toBe(CONDITIONS.length);
        for (const condition of CONDITIONS) unwatchSignal(world.signals, 1, condition);
        expect(world.signals.instruments.size).toBe(0);
        expect(world.signals.wanted.size).toBe(0);
      }),
    );
  });
});
