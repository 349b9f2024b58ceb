import { type Instrument, type Price, type Quantity, type SignalCondition, signalOf, watchSignal } from '@outcry/core';
import { describe, expect, test } from 'vitest';
import type { Bar, TimedTick } from '../feeds/feed.ts';
import { MemoryJournal } from '../journal/memory-journal.ts';
import { testFolder } from '../journal/test-folder.ts';
import { type CandleStore, createTapeCandles, openCandleStore } from '../marketdata/index.ts';
import { MID, rounds, SBER, START, type TestEngine, testEngine, trade } from './test-engine.ts';

const MINUTE = 60_000;

const RSI: SignalCondition = { kind: 'rsi', interval: '1m', period: 2, points: '50', trigger: 'greater' };
const MFI: SignalCondition = { kind: 'mfi', interval: '5m', period: 2, points: '50', trigger: 'greater' };
const CONDITIONS = [RSI, MFI];

type Desk = TestEngine & {
  readonly candles: CandleStore;
  /** Hands over trades, as a tape whose past can be read does. */
  play(trades: readonly TimedTick[]): Promise<void>;
};

/** An engine with the candles of its market: what was traded before the start, and what is played. */
async function market(): Promise<Desk> {
  const desk = await testEngine(new MemoryJournal());
  const bars = pastBars();
  const candles = createTapeCandles({
    feed: {
      peek: () => START,
      history: (_instrument, seconds, from, to) =>
        joined(
          bars.filter(({ time }) => time >= from && time < to),
          seconds,
        ),
    },
    instrument: (id) => desk.core.state.instruments.instruments[id],
  });
  desk.engine.onTicks((ticks) => candles.take(ticks));
  const play = (trades: readonly TimedTick[]): Promise<void> => {
    bars.push(...trades.map(barOf));
    desk.engine.offer(trades);
    return desk.engine.idle();
  };
  return { ...desk, candles, play };
}

/** The five seconds that hold this trade alone. */
function barOf({ at, tick }: TimedTick): Bar {
  if (tick.kind !== 'trade') throw new Error('not a trade');
  const { price, size } = tick;
  return { time: at - (at % 5_000), open: price, high: price, low: price, close: price, volume: size };
}

/** Bars of five seconds as bars of `seconds`. */
function joined(bars: readonly Bar[], seconds: number): Bar[] {
  const longer = new Map<number, Bar>();
  for (const bar of bars) {
    const time = Math.floor(bar.time / (seconds * 1_000)) * seconds * 1_000;
    const before = longer.get(time) ?? { ...bar, time, volume: 0 as Quantity };
    longer.set(time, {
      time,
      open: before.open,
      high: Math.max(before.high, bar.high) as Price,
      low: Math.min(before.low, bar.low) as Price,
      close: bar.close,
      volume: (before.volume + bar.volume) as Quantity,
    });
  }
  return [...longer.values()];
}

/** Trades that rise and fall, one every 20 seconds. */
function tape(from: number, count: number): TimedTick[] {
  return Array.from({ length: count }, (_, i) => trade(from + i * 20_000, MID + ((i * 37) % 101), 1 + (i % 7)));
}

/** What was traded before the start: a bar every five seconds for two hours. */
function pastBars(): Bar[] {
  return Array.from({ length: 1_440 }, (_, i) => {
    const price = (MID + ((i * 53) % 97)) as Price;
    const time = START - (1_440 - i) * 5_000;
    return { time, open: price, high: price, low: price, close: price, volume: (1 + (i % 5)) as Quantity };
  });
}

function watchAll({ core: { state } }: TestEngine): void {
  const instrument = state.instruments.instruments[SBER] as Instrument;
  for (const condition of CONDITIONS) watchSignal(state, instrument, condition);
}

const all = ({ core: { state } }: TestEngine) =>
  CONDITIONS.map((condition) => signalOf(state.signals, SBER, condition));

describe('history of signals', () => {
  test('what was traded before the core began to watch counts', async () => {
    const desk = await market();
    desk.engine.openHistory(desk.candles, true);
    watchAll(desk);
    expect(all(desk)).toEqual([undefined, undefined]);
    desk.engine.advance();
    await desk.engine.idle();
    expect(all(desk).map((signal) => signal?.stamp)).toEqual([START, START]);
  });

  test('a tape waits: no trade is taken in between asking and giving, and what waits goes on by itself', async () => {
    const desk = await market();
    const slow = slowed(desk.candles);
    desk.engine.openHistory(slow.candles, true);
    watchAll(desk);
    desk.engine.advance();
    const played = desk.play(tape(START + 1, 30));
    await rounds(5);
    expect(desk.engine.waiting.ticks).toBe(30);
    slow.answer();
    await played;
    expect(desk.engine.waiting.ticks).toBe(0);
    expect(all(desk)[0]?.stamp).toBe(START + 9 * MINUTE);
  });

  test('a live market does not wait, and no trade is lost or counted twice', async () => {
    const [desk, twin] = [await market(), await market()];
    twin.engine.openHistory(twin.candles, true);
    watchAll(twin);
    twin.engine.advance();
    await twin.engine.idle();

    const slow = slowed(desk.candles);
    const trades = tape(START + 1, 200);
    desk.engine.openHistory(slow.candles, false);
    await desk.play(trades.slice(0, 50));
    watchAll(desk);
    desk.engine.advance();
    await desk.play(trades.slice(50, 120));
    expect(desk.engine.waiting.ticks).toBe(0);
    expect(all(desk)).toEqual([undefined, undefined]);
    slow.answer();
    while (all(desk).includes(undefined)) await rounds(1);
    await twin.play(trades.slice(0, 120));
    expect(all(desk)).toEqual(all(twin));
    for (const one of trades.slice(120)) {
      for (const each of [desk, twin]) await each.play([one]);
      expect(all(desk)).toEqual(all(twin));
    }
  });

  test('a tape played in any pieces comes to the same signals at every trade', async () => {
    const trades = tape(START + 1, 300);
    const runs: string[] = [];
    for (const piece of [1, 7, 300]) {
      const desk = await market();
      desk.engine.openHistory(desk.candles, true);
      const seen: unknown[] = [];
      const tick = desk.core.tick.bind(desk.core);
      desk.core.tick = (one, at) => {
        seen.push([at, all(desk)]);
        // somebody begins to watch in the turn of a trade
        if (at === trades[100]?.at) watchAll(desk);
        return tick(one, at);
      };
      for (let i = 0; i < trades.length; i += piece) await desk.play(trades.slice(i, i + piece));
      expect(seen).toHaveLength(300);
      expect(seen[100]).toEqual([trades[100]?.at, [undefined, undefined]]);
      expect(all(desk)).not.toContain(undefined);
      runs.push(JSON.stringify(seen));
    }
    expect(new Set(runs).size).toBe(1);
    // the trade after it finds the signals ready
    expect(JSON.parse(runs[0] as string)[101][1]).not.toContain(null);
  });

  test.each([
    ['before', true],
    ['after', false],
  ])(
    'after a restart the signals are those of a run that never ended, also when the feed repeats its last seconds %s history is there',
    async (_when, early) => {
      const folder = testFolder();
      const trades = tape(START + 1, 120);
      const open = async (desk: TestEngine): Promise<CandleStore> => {
        const candles = await openCandleStore({
          folder,
          feedId: 'test',
          onNotice: () => undefined,
          feed: { peek: () => null, history: () => [], begins: () => Number.POSITIVE_INFINITY },
          instrument: (id) => desk.core.state.instruments.instruments[id],
        });
        desk.engine.onTicks((ticks) => candles.take(ticks));
        return candles;
      };
      const first = await testEngine(new MemoryJournal());
      const stored = await open(first);
      first.engine.offer(trades.slice(0, 80));
      await first.engine.idle();
      await stored.close();

      const [again, whole] = [await testEngine(new MemoryJournal()), await market()];
      const candles = await open(again);
      watchAll(again);
      const slow = slowed(candles);
      again.engine.openHistory(slow.candles, false);
      whole.engine.openHistory(whole.candles, true);
      await whole.play(trades);
      watchAll(whole);
      whole.engine.advance();
      await whole.engine.idle();
      // the feed begins a minute before the end of the run before
      if (early) again.engine.offer(trades.slice(77));
      await again.engine.idle();
      expect(all(again)).toEqual([undefined, undefined]);
      slow.answer();
      while (all(again).includes(undefined)) await rounds(1);
      if (!early) again.engine.offer(trades.slice(77));
      await again.engine.idle();
      expect(all(again)).toEqual(all(whole));
      await candles.close();
    },
  );

  test('candles that cannot be read are told and asked for again', async () => {
    const desk = await market();
    let asked = 0;
    const failing = {
      clock: START,
      takenUntil: 0,
      candlesNow: (): Promise<never> => {
        asked += 1;
        return Promise.reject(new Error('the disk is gone'));
      },
    };
    desk.engine.openHistory(failing, false);
    watchAll(desk);
    desk.engine.advance();
    await rounds(5);
    expect(asked).toBe(2);
    expect(desk.faults.map(({ message }) => message)).toEqual(['the disk is gone']);
    expect(desk.core.wantsHistory).toBe(true);
    await desk.engine.stop();
  });
});

/** Candles whose answers wait. */
function slowed(candles: CandleStore): {
  candles: Pick<CandleStore, 'candlesNow' | 'clock' | 'takenUntil'>;
  answer(): void;
} {
  const waiting: (() => void)[] = [];
  return {
    candles: {
      get clock() {
        return candles.clock;
      },
      takenUntil: candles.takenUntil,
      candlesNow: async (request) => {
        const found = candles.candlesNow(request);
        await new Promise<void>((resolve) => waiting.push(resolve));
        return found;
      },
    },
    answer: () => {
      for (const resolve of waiting) resolve();
    },
  };
}
