import type { Tick } from '@outcry/core';
import { expect, test } from 'vitest';
import type { TimedTick } from './feed.ts';
import { restated } from './restated.ts';

const at = (time: number, tick: object): TimedTick => ({ at: time, tick: { instrument: 1, ...tick } as Tick });
const depth = { kind: 'depth', bids: [99, 5, 98, 6, 97, 7], asks: [101, 5, 102, 6] };
const quote = { kind: 'quote', bid: 98, bidSize: 2, ask: 103, askSize: 3 };

test('a book that a quote has changed is told as it is now: no price that has gone comes again', () => {
  expect(restated([at(1, depth), at(2, quote), at(3, { kind: 'trade', price: 98, size: 1 })], 5)).toEqual([
    at(5, { ...depth, bids: [98, 2, 97, 7], asks: [103, 3] }),
    at(5, quote),
  ]);
  const empty = { ...quote, bid: 0, bidSize: 0 };
  expect(restated([at(1, depth), at(2, empty)], 5)[0]).toEqual(at(5, { ...depth, bids: [], asks: [103, 3] }));
});

test('a book replaces the quotes before it', () => {
  const best = { kind: 'quote', bid: 99, bidSize: 5, ask: 101, askSize: 5 };
  expect(restated([at(1, quote), at(2, depth)], 5)).toEqual([at(5, depth), at(5, best)]);
  expect(restated([at(2, quote)], 5)).toEqual([at(5, quote)]);
});

test('the status comes first, what is at or after the moment stays; closed markets display nothing', () => {
  const open = at(1, { kind: 'status', status: 'normal' });
  const later = at(5, quote);
  expect(restated([open, at(2, depth), later], 5)).toMatchObject([{ ...open, at: 5 }, at(5, depth), { at: 5 }, later]);
  const closed = at(3, { kind: 'status', status: 'closed' });
  expect(restated([at(2, depth), closed], 5)).toEqual([{ ...closed, at: 5 }]);
});
