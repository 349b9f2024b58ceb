import type { Price, Quantity } from '@outcry/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { specifyFeed } from './feed.spec-suite.ts';
import type { Feed, TimedTick } from './feed.ts';
import { mergeFeeds } from './merged.ts';
import { sampleInstruments } from './sample-instruments.ts';
import { createSyntheticFeed } from './synthetic/synthetic-feed.ts';

const START = Date.UTC(2025, 4, 14, 12);

function synthetic(seed: number, symbols: readonly string[]): Feed {
  return createSyntheticFeed({ seed, instruments: sampleInstruments(symbols), start: START, ticksPerSecond: 40 });
}

specifyFeed('the merged feed', {
  open: async () => mergeFeeds([synthetic(1, ['SBER']), synthetic(2, ['USDT_BTC', 'EURUSD'])]),
  instrument: sampleInstruments(['USDT_BTC'])[0]?.id ?? 0,
  dayOffset: 0,
  span: 70_000,
  trades: 'at the quotes',
});

/** A feed of one instrument that trades at the given times. */
function tape(instrument: number, times: readonly number[]): Feed {
  let read = 0;
  return {
    instruments: new Set([instrument]),
    peek: () => times[read] ?? null,
    pull(until, max) {
      const ticks: TimedTick[] = [];
      for (let at = times[read]; at !== undefined && at <= until && ticks.length < max; at = times[read]) {
        ticks.push({ at, tick: { kind: 'trade', instrument, price: 1 as Price, size: 1 as Quantity } });
        read += 1;
      }
      return ticks;
    },
    history: () => [],
  };
}

describe('mergeFeeds', () => {
  it('is a stable merge of any tapes: by time, then by the order of the feeds, in chunks of any size', () => {
    const times = fc
      .array(fc.integer({ min: 0, max: 30 }), { maxLength: 20 })
      .map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.array(times, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 9 }), (tapes, chunk) => {
        const expected = tapes
          .flatMap((list, index) => list.map((at) => ({ at, index: index + 1 })))
          .sort((a, b) => a.at - b.at || a.index - b.index);
        const feed = mergeFeeds(tapes.map((list, index) => tape(index + 1, list)));
        const got: { at: number; index: number }[] = [];
        for (let until = 0; feed.peek() !== null; until += 1) {
          for (;;) {
            const ticks = feed.pull(until, chunk);
            if (ticks.length === 0) break;
            got.push(...ticks.map(({ at, tick }) => ({ at, index: tick.instrument })));
          }
        }
        expect(got).toEqual(expected);
      }),
    );
  });

  it('refuses two feeds of one instrument and asks the owner for history', () => {
    expect(() => mergeFeeds([tape(1, []), tape(1, [])])).toThrow('two feeds serve instrument 1');
    const owner: Feed = { ...tape(2, []), history: () => [] };
    expect(mergeFeeds([tape(1, []), owner]).history(2, 60, 0, 1)).toEqual([]);
    expect(mergeFeeds([tape(1, []), owner]).instruments).toEqual(new Set([1, 2]));
  });
});
