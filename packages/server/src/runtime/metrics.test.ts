import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { MemoryJournal } from '../journal/memory-journal.ts';
import { engineMetrics, watchEngine } from './metrics.ts';
import { book, deposit, order, testEngine } from './test-engine.ts';

test('what the engine did is told in Prometheus text: commands by result, turns, ticks, what waits', async () => {
  const registry = new Registry();
  const metrics = engineMetrics(registry);
  const { engine, account, clock } = await testEngine(new MemoryJournal(), { metrics });
  watchEngine(registry, engine);
  const listed = engine.seq;
  await engine.submit(order(account));
  await engine.submit(order(account, { key: 'k' }));
  await engine.submit({ type: 'orders.cancel', order: 999_999 });
  await engine.submit({ type: 'orders.cancel', order: 999_999 });
  await engine.submit(deposit(account, null));
  engine.offer([book(clock.now), book(clock.now)]);
  await engine.idle();
  const read = async (name: string) =>
    (await registry.metrics())
      .split('\n')
      .filter((line) => line.startsWith(name))
      .map((line) => line.slice(name.length));
  expect(await read('outcry_commands_total{type="orders')).toEqual([
    '.place",result="ok"} 2',
    '.cancel",result="unknown_order"} 2',
  ]);
  expect(await read('outcry_ticks_total')).toEqual([' 3']);
  expect(await read('outcry_overloads_total')).toEqual([' 0']);
  expect(await read('outcry_open_orders')).toEqual([' 2']);
  expect(await read('outcry_journal_seq')).toEqual([` ${listed + 3}`]);
  expect(await read('outcry_journal_durable_seq')).toEqual([` ${listed + 3}`]);
  expect(await read('outcry_waiting_turns')).toEqual([' 0']);
  const [decided] = await read('outcry_turn_seconds_count');
  expect(Number(decided)).toBeGreaterThan(5);
});
