import fc from 'fast-check';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { Distribution, Distributions } from './distribution.ts';
import { exportDistributions } from './export.ts';

test('a value on a bound belongs below it, one past the last bound is counted too', () => {
  const waits = new Distribution([1, 5]);
  for (const value of [0, 1, 1.5, 5, 6, 700]) waits.observe(value);
  expect([...waits.counts]).toEqual([2, 2, 2]);
  expect([waits.count, waits.sum]).toEqual([6, 713.5]);
});

test('the buckets are those of a naive count', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 40 })), (values) => {
      const bounds = [0, 3, 10, 30];
      const spread = new Distribution(bounds);
      for (const value of values) spread.observe(value);
      const upTo = (bound: number) => values.filter((value) => value <= bound).length;
      let sum = 0;
      const cumulated = [...spread.counts].map((count) => {
        sum += count;
        return sum;
      });
      expect(cumulated).toEqual([...bounds, Number.POSITIVE_INFINITY].map(upTo));
    }),
  );
});

test('it is told as a Prometheus histogram: buckets added up, sum and count, by label', async () => {
  const registry = new Registry();
  const turns = new Distributions([0.5, 1]);
  exportDistributions(registry, 'turn_seconds', 'Time of a turn', ['type'], () =>
    [...turns.entries()].map(([type, distribution]) => [{ type }, distribution]),
  );
  expect(await registry.metrics()).toBe('# HELP turn_seconds Time of a turn\n# TYPE turn_seconds histogram\n');
  for (const value of [0.25, 0.75, 2]) turns.of('place').observe(value);
  turns.of('cancel').observe(0.5);
  expect(await registry.metrics()).toBe(`# HELP turn_seconds Time of a turn
# TYPE turn_seconds histogram
turn_seconds_bucket{le="0.5",type="place"} 1
turn_seconds_bucket{le="1",type="place"} 2
turn_seconds_bucket{le="+Inf",type="place"} 3
turn_seconds_sum{type="place"} 3
turn_seconds_count{type="place"} 3
turn_seconds_bucket{le="0.5",type="cancel"} 1
turn_seconds_bucket{le="1",type="cancel"} 1
turn_seconds_bucket{le="+Inf",type="cancel"} 1
turn_seconds_sum{type="cancel"} 0.5
turn_seconds_count{type="cancel"} 1
`);
});
