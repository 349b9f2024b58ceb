import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeText } from './times.ts';

test('a moment is written as ISO 8601 writes it, whichever was written before', () => {
  const moments = fc.array(fc.date({ noInvalidDate: true }), { minLength: 1 });
  fc.assert(
    fc.property(moments, (dates) => {
      expect(dates.map((date) => timeText(date.getTime()))).toEqual(dates.map((date) => date.toISOString()));
    }),
  );
  expect(timeText(0)).toBe('1970-01-01T00:00:00.000Z');
  expect(timeText(86_399_999)).toBe('1970-01-01T23:59:59.999Z');
});
