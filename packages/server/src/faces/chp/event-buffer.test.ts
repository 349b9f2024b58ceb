import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventBuffer, MAX_UNREAD } from './event-buffer.ts';
import type { Json } from './wire/json.ts';

test('hands over what a plain list would, whatever is drained when', () => {
  const step = fc.oneof(
    fc.record({ push: fc.integer({ min: 1, max: 3 }), times: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ drain: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const buffer = new EventBuffer({ total: 0 });
      let list: { about: number; row: string }[] = [];
      let count = 0;
      for (const each of steps) {
        if ('push' in each) {
          for (let time = 0; time < each.times; time++) {
            const row = String(count++);
            buffer.push(each.push, row as Json);
            list.push({ about: each.push, row });
          }
        } else {
          const fits = ({ about }: { about: number }) => each.drain === undefined || about === each.drain;
          expect(buffer.drain(each.drain)).toEqual(list.filter(fits).map(({ row }) => row));
          list = list.filter((event) => !fits(event));
        }
      }
    }),
  );
});

test('the oldest events fall out, also after many more than it holds', () => {
  const buffer = new EventBuffer({ total: 0 });
  const last = 3 * MAX_UNREAD + 7;
  for (let count = 0; count <= last; count++) buffer.push(1, String(count) as Json);
  const rows = buffer.drain();
  expect([rows.length, rows[0], rows.at(-1)]).toEqual([MAX_UNREAD, String(last - MAX_UNREAD + 1), String(last)]);
  expect(buffer.drain()).toEqual([]);
});
