import type { OrderFilled } from '@outcry/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { MemoryJournal } from '../journal/memory-journal.ts';
import { book, carriedOut, MID, order, rounds, START, testEngine, trade } from './test-engine.ts';

const DAY = 86_400_000;

afterEach(() => {
  vi.useRealTimers();
});

/** Events that were journaled, in order: the reason of those that have one, else the type. */
function listen(engine: Awaited<ReturnType<typeof testEngine>>['engine']): string[] {
  const types: string[] = [];
  engine.onTurn((turn) => {
    for (const event of turn.events) types.push('reason' in event ? `${event.reason}` : event.type);
  });
  return types;
}

describe('what is due', () => {
  test('is carried out without any tick or command: day orders expire, the day rolls', async () => {
    const { engine, account, clock } = await testEngine(new MemoryJournal());
    const types = listen(engine);
    await carriedOut(engine, order(account, { validity: 'day' }));
    clock.now += DAY;
    engine.advance();
    await engine.stop();
    expect(types).toContain('expired');
    expect(types).toContain('exchange.dayRolled');
  });

  test('is looked for by a timer of its own from start to stop', async () => {
    const { engine, account, clock } = await testEngine(new MemoryJournal());
    const types = listen(engine);
    await carriedOut(engine, order(account, { validity: 'day' }));
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    engine.start();
    engine.start();
    vi.advanceTimersByTime(10_000);
    clock.now += DAY;
    expect(types).not.toContain('expired');
    vi.advanceTimersByTime(250);
    await rounds(3);
    expect(types.filter((type) => type === 'expired')).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(1);
    await engine.stop();
    expect(vi.getTimerCount()).toBe(0);
    engine.start();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('comes before a tick of a later time: the first trade of the next day finds no order of the day before', async () => {
    const { engine, account, clock } = await testEngine(new MemoryJournal());
    const types = listen(engine);
    await carriedOut(engine, order(account, { validity: 'day', price: (MID - 2) as never }));
    clock.now += DAY;
    engine.offer([trade(clock.now, MID - 100)]);
    await engine.idle();
    await engine.stop();
    expect(types).toContain('expired');
    expect(types).not.toContain('orders.filled');
  });

  test('comes before a command of a later time', async () => {
    const { engine, account, clock } = await testEngine(new MemoryJournal());
    const id = await carriedOut(engine, order(account, { validity: 'day' }));
    clock.now += DAY;
    const { rejection } = await engine.submit({ type: 'orders.cancel', order: id });
    expect(rejection?.reason).toBe('unknown_order');
  });
});

describe('commands and ticks', () => {
  test('a command is decided at once, before ticks that wait, at a market time not past them', async () => {
    const { engine, account, clock } = await testEngine(new MemoryJournal());
    const placed: number[] = [];
    const fills: OrderFilled[] = [];
    engine.onTurn((turn) => {
      for (const event of turn.events) {
        if (event.type === 'orders.placed') placed.push(event.at);
        if (event.type === 'orders.filled') fills.push(event as OrderFilled);
      }
    });
    // The feed has handed over a day at once: its own time is the last tick's.
    clock.now = START + DAY;
    engine.offer([trade(START + 1_000, MID - 100), trade(START + DAY, MID - 200)]);
    expect(engine.now).toBe(START + 1_000);
    await engine.submit(order(account, { price: (MID - 2) as never, validity: 'day' }));
    await engine.idle();
    await engine.stop();
    expect(placed).toEqual([START + 1_000]);
    expect(fills.map(({ at, price }) => [at, price])).toEqual([[START + 1_000, MID - 2]]);
  });

  test('a long burst of ticks lets commands in between, and loses none', async () => {
    const { engine, account, clock } = await testEngine(new MemoryJournal());
    const burst = Array.from({ length: 50_000 }, (_, i) => trade(clock.now + 1 + i, MID + (i % 3)));
    let taken = 0;
    let slices = 0;
    engine.onTicks((ticks) => {
      taken += ticks.length;
      slices++;
    });
    clock.now += burst.length;
    engine.offer(burst);
    const takenAtAnswer: number[] = [];
    while (engine.waiting.ticks > 0) {
      await engine.submit(order(account));
      takenAtAnswer.push(taken);
    }
    await engine.idle();
    expect(taken).toBe(burst.length);
    // An answer needs two rounds of the event loop or three: one slice of ticks goes by in each of them.
    expect(takenAtAnswer.length).toBeGreaterThan(slices / 5);
    expect(takenAtAnswer[0]).toBeLessThan(burst.length);
  });

  test('market time never goes back for the core, whatever the feed says', async () => {
    const { engine, account, clock } = await testEngine(new MemoryJournal());
    await engine.submit(order(account));
    clock.now -= 5_000;
    expect(engine.now).toBe(START);
    const times: number[] = [];
    engine.onTurn((turn) => times.push(turn.at));
    await engine.submit(order(account));
    engine.offer([book(clock.now)]);
    await engine.idle();
    expect(times).toEqual([START]);
  });
});

test('cancelling very many orders goes on between commands and ticks, and all are gone in the end', async () => {
  const { engine, account, core, clock } = await testEngine(new MemoryJournal());
  const count = 12_000;
  await Promise.all(Array.from({ length: count }, () => engine.submit(order(account))));
  const cancelled = engine.submit({ type: 'orders.cancelAll', account, instrument: 0 });
  const between = engine.submit(order(account));
  expect(core.state.orders.massCancels).toHaveLength(1);
  expect(core.state.orders.open.size).toBeGreaterThan(1);
  engine.offer([book(clock.now)]);
  await Promise.all([cancelled, between]);
  await engine.idle();
  expect(core.state.orders.massCancels).toHaveLength(0);
  expect([...core.state.orders.open.keys()]).toEqual([(await between).outcome?.id]);
});
