import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import type { TimedTick } from '../feeds/feed.ts';
import { MemoryJournal } from '../journal/memory-journal.ts';
import { platformLog } from '../platform/log.ts';
import { logRefusedTicks } from '../platform/metrics.ts';
import { engineMetrics, watchEngine } from './metrics.ts';
import { book, deposit, order, SBER, testEngine } from './test-engine.ts';

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
  expect(await read('outcry_waiting_turns ')).toEqual(['0']);
  expect(await read('outcry_waiting_turns_limit')).toEqual([' 100000']);
  expect(await read('outcry_turn_seconds_count{type="orders.')).toEqual(['place"} 2', 'cancel"} 2']);
  const commands = metrics.commandWait.count;
  expect(commands).toBeGreaterThan(5);
  expect(await read('outcry_command_wait_seconds_count')).toEqual([` ${commands}`]);
  expect(metrics.batchTurns.sum, 'every turn is in one batch').toBe(engine.durableSeq);
  expect(metrics.batchBytes.count).toBeGreaterThanOrEqual(metrics.batchTurns.count);
  expect(await read('outcry_tick_seconds_count')).toEqual([' 3']);
  expect(await read('outcry_tick_queue_length_bucket{le="0"}')).toEqual([' 0']);
});

test('market data that was not taken is counted, and the log says why and how much of it there was', async () => {
  const registry = new Registry();
  const { engine, clock } = await testEngine(new MemoryJournal());
  watchEngine(registry, engine);
  const lines: string[] = [];
  const end = logRefusedTicks(engine, platformLog('warn', { write: (line) => lines.push(line) }), 1);
  const bad = { at: clock.now, tick: { kind: 'trade', instrument: SBER, price: -5, size: 1 } } as unknown as TimedTick;
  engine.offer([bad, book(clock.now), bad]);
  await engine.idle();
  const told = (): { refused: number; refusedInAll: number; last: string }[] => lines.map((line) => JSON.parse(line));
  // both at once, or one after the other when they were taken in two stretches
  while (told().at(-1)?.refusedInAll !== 2) await new Promise((resolve) => setTimeout(resolve, 1));
  end();
  expect(told().reduce((sum, { refused }) => sum + refused, 0)).toBe(2);
  expect(told().map(({ last }) => last)).toEqual(lines.map(() => expect.stringContaining('SBER: price')));
  expect(await registry.metrics()).toContain('outcry_refused_ticks_total 2\n');
});
