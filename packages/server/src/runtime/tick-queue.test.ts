import type { Tick } from '@outcry/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimedTick } from '../feeds/feed.ts';
import { TickQueue } from './tick-queue.ts';

/** The rules in plain words: a list that is searched. */
class NaiveQueue {
  readonly #beyond: number;
  readonly #waiting: { timed: TimedTick; replaceable: boolean }[] = [];

  constructor(beyond: number) {
    this.#beyond = beyond;
  }

  push(timed: TimedTick, conflate: boolean): void {
    const { kind, instrument } = timed.tick;
    const replaceable = conflate && (kind === 'quote' || kind === 'depth');
    const same = ({ timed: { tick } }: { timed: TimedTick }) => tick.kind === kind && tick.instrument === instrument;
    if (replaceable) {
      const older = this.#waiting.findIndex((entry) => entry.replaceable && same(entry));
      if (older >= 0 && this.#waiting.length > this.#beyond) this.#waiting.splice(older, 1);
      for (const entry of this.#waiting) if (same(entry)) entry.replaceable = false;
    }
    if (kind === 'level' || kind === 'status') {
      for (const entry of this.#waiting) if (entry.timed.tick.instrument === instrument) entry.replaceable = false;
    }
    this.#waiting.push({ timed, replaceable });
  }

  shift(): TimedTick | undefined {
    return this.#waiting.shift()?.timed;
  }
}

const KINDS = ['quote', 'depth', 'trade', 'level', 'status'] as const;

/** The queue looks at kind and instrument alone; `at` tells the ticks apart. */
function tick(at: number, kind: Tick['kind'], instrument: number): TimedTick {
  return { at, tick: { kind, instrument } as Tick };
}

const pushes = fc.array(
  fc.record({
    take: fc.integer({ min: 0, max: 3 }),
    conflate: fc.integer({ min: 0, max: 9 }).map((dice) => dice > 0),
    ticks: fc.array(fc.tuple(fc.constantFrom(...KINDS), fc.integer({ min: 1, max: 3 })), { maxLength: 6 }),
  }),
  { maxLength: 60 },
);

describe('market data on its way to the core', () => {
  test('comes out as from a naive queue, whatever is pushed and taken in between', () => {
    fc.assert(
      fc.property(pushes, fc.integer({ min: 0, max: 8 }), (rounds, beyond) => {
        const queue = new TickQueue(beyond);
        const naive = new NaiveQueue(beyond);
        let at = 0;
        for (const { ticks, conflate, take } of rounds) {
          const batch = ticks.map(([kind, instrument]) => tick(at++, kind, instrument));
          queue.push(batch, conflate);
          for (const timed of batch) naive.push(timed, conflate);
          for (let i = 0; i < take; i++) expect(queue.shift()).toBe(naive.shift());
        }
        for (;;) {
          const expected = naive.shift();
          expect(queue.nextAt).toBe(expected?.at);
          expect(queue.shift()).toBe(expected);
          if (expected === undefined) break;
        }
        expect(queue.length).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test('keeps its order and every trade, level and status; what follows a book finds the book it was made for', () => {
    fc.assert(
      fc.property(pushes, (rounds) => {
        const queue = new TickQueue(2);
        const pushed: TimedTick[] = [];
        for (const { ticks, conflate } of rounds) {
          const batch = ticks.map(([kind, instrument]) => tick(pushed.length, kind, instrument));
          for (const [i, timed] of batch.entries()) Object.assign(timed, { at: pushed.length + i });
          pushed.push(...batch);
          queue.push(batch, conflate);
        }
        const taken: TimedTick[] = [];
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) taken.push(next);
        expect(taken.map(({ at }) => at)).toEqual([...taken.map(({ at }) => at)].sort((a, b) => a - b));
        const kept = (list: TimedTick[]) => list.filter(({ tick: { kind } }) => kind !== 'quote' && kind !== 'depth');
        expect(kept(taken)).toEqual(kept(pushed));
        const bases = (list: TimedTick[]) =>
          list.flatMap((timed, i) => {
            if (timed.tick.kind !== 'level') return [];
            const before = list.slice(0, i).filter(({ tick: { instrument } }) => instrument === timed.tick.instrument);
            return [before.findLast(({ tick: { kind } }) => kind === 'depth' || kind === 'quote')?.at];
          });
        expect(bases(taken)).toEqual(bases(pushed));
        // The newest quote of each instrument is always there.
        for (let instrument = 1; instrument <= 3; instrument++) {
          const newest = (list: TimedTick[]) =>
            list.findLast(({ tick: { kind, instrument: other } }) => kind === 'quote' && other === instrument)?.at;
          expect(newest(taken)).toBe(newest(pushed));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('takes no room for replaced and taken ticks, however long it is never empty', () => {
    const stalled = new TickQueue();
    for (let i = 0; i < 100_000; i++) stalled.push([tick(i, 'quote', i % 10)], true);
    expect(stalled.length).toBeLessThanOrEqual(2_011);
    expect(stalled.room).toBeLessThan(10_000);

    const busy = new TickQueue();
    busy.push([tick(0, 'trade', 1)], true);
    let inOrder = 0;
    for (let i = 1; i < 100_000; i++) {
      busy.push([tick(i, 'trade', 1)], true);
      if (busy.shift()?.at === i - 1) inOrder++;
    }
    expect(inOrder).toBe(99_999);
    expect(busy.length).toBe(1);
    expect(busy.room).toBeLessThan(10_000);
  });

  test('without conflation nothing is dropped', () => {
    const queue = new TickQueue(0);
    for (let i = 0; i < 10_000; i++) queue.push([tick(i, 'quote', 1)], false);
    expect(queue.length).toBe(10_000);
  });
});
