import type { Core } from '@outcry/core';
import { describe, expect, test } from 'vitest';
import { MemoryJournal } from '../journal/memory-journal.ts';
import { project } from '../readmodel/projection.ts';
import { book, deposit, Gate, order, rounds, settled, testEngine } from './test-engine.ts';

describe('an append that fails', () => {
  test('rejects everything that waits for it, is told once, and nothing is accepted afterwards', async () => {
    const journal = new MemoryJournal();
    const gate = new Gate(journal);
    const { engine, account, fatal, core } = await testEngine(journal);
    const published: number[] = [];
    engine.onTurn((turn) => published.push(turn.seq));
    gate.shut();
    journal.faults.failNextAppend = 'the disk is full';
    const waiting = [
      engine.submit(order(account)),
      engine.submit({ type: 'orders.cancel', order: 1 }),
      engine.read((state) => state.orders.open.size),
      engine.whenDurable(engine.seq),
      engine.write([{ statement: 'identity.note', values: [[1]] }]),
    ].map((promise) => promise.catch((error: Error) => error.message));
    await rounds(2);
    const next = engine.submit(order(account)).catch((error: Error) => error.message);
    gate.open();
    for (const outcome of [...waiting, next]) expect(await outcome).toMatch(/the disk is full/);
    expect(fatal.map((error) => error.message)).toEqual([expect.stringMatching(/the disk is full/)]);

    const { size } = core.state.orders.open;
    await expect(engine.submit(order(account))).rejects.toMatchObject({ name: 'Overloaded' });
    await expect(engine.write([])).rejects.toMatchObject({ name: 'Overloaded' });
    await expect(engine.read((state) => state.orders.open.size)).rejects.toThrow(/the disk is full/);
    engine.offer([book(0)]);
    engine.advance();
    await rounds(3);
    expect({ published, waiting: engine.waiting.ticks }).toEqual({ published: [], waiting: 0 });
    expect(core.state.orders.open.size).toBe(size);
    expect(fatal).toHaveLength(1);
  });

  test('keeps what was on disk before it: those answers had been given', async () => {
    const journal = new MemoryJournal();
    const { engine, account } = await testEngine(journal);
    const { seq } = await engine.submit(order(account));
    journal.faults.failNextAppend = 'torn';
    await expect(engine.submit(order(account))).rejects.toThrow(/torn/);
    expect(journal.lastSeq).toBe(seq);
    await expect(engine.whenDurable(seq)).resolves.toBeUndefined();
  });
});

describe('a turn that throws half way', () => {
  /** A core that does what the real one does and then fails, as a bug would. */
  function breaking(core: Core, method: 'execute' | 'tick' | 'advance'): void {
    const real = core[method].bind(core) as (...parameters: never[]) => unknown;
    Object.assign(core, {
      [method]: (...parameters: never[]) => {
        real(...parameters);
        throw new Error(`a bug in ${method}`);
      },
    });
  }

  test('in a command: it is rejected, its events reach neither the journal nor anybody, and the engine ends', async () => {
    const journal = new MemoryJournal();
    const gate = new Gate(journal);
    const { engine, account, core, fatal } = await testEngine(journal);
    gate.shut();
    const before = engine.submit(order(account));
    const last = engine.seq;
    breaking(core, 'execute');
    await expect(engine.submit(order(account))).rejects.toThrow('a bug in execute');
    expect(fatal.map((error) => error.message)).toEqual(['a bug in execute']);
    await expect(engine.read((state) => state.orders.open.size)).rejects.toThrow('a bug in execute');
    await expect(engine.submit(deposit(account, null))).rejects.toMatchObject({ name: 'Overloaded' });
    // What was decided before it is sound: it may still become durable and be answered.
    gate.open();
    expect((await before).seq).toBe(last);
    expect(journal.lastSeq).toBe(last);
    expect(fatal).toHaveLength(1);
  });

  test('in a tick, in a timer, in the projection: the engine ends and tells why', async () => {
    const ticks = await testEngine(new MemoryJournal());
    breaking(ticks.core, 'tick');
    ticks.engine.offer([book(0)]);
    await rounds(3);
    expect(ticks.fatal.map((error) => error.message)).toEqual(['a bug in tick']);

    const timers = await testEngine(new MemoryJournal());
    breaking(timers.core, 'advance');
    timers.clock.now += 86_400_000;
    timers.engine.advance();
    expect(timers.fatal.map((error) => error.message)).toEqual(['a bug in advance']);

    let broken = false;
    const projection = await testEngine(new MemoryJournal(), {
      project: (...turn) => {
        if (broken) throw new Error('a bug in project');
        return project(...turn);
      },
    });
    broken = true;
    await expect(projection.engine.submit(deposit(projection.account, null))).rejects.toThrow('a bug in project');
    expect(projection.fatal).toHaveLength(1);
    await expect(projection.engine.read(() => 1)).rejects.toThrow('a bug in project');
  });

  test('a timer that never ends is a failure, not a hang', async () => {
    const { engine, core, fatal, account } = await testEngine(new MemoryJournal(), { project: () => [] });
    const done = { type: 'orders.massCancelDone', at: engine.now, account, instrument: 0, upTo: 0, reason: 'client' };
    Object.defineProperty(core, 'nextTimer', { get: () => 0 });
    Object.assign(core, { advance: () => [done] });
    engine.advance();
    expect(fatal.map((error) => error.message)).toEqual([expect.stringMatching(/never ends/)]);
  });
});

describe('an engine that has been stopped', () => {
  test('resolves when everything decided is on disk, and takes nothing more', async () => {
    const journal = new MemoryJournal();
    const gate = new Gate(journal);
    const { engine, account, fatal } = await testEngine(journal);
    gate.shut();
    const answer = engine.submit(order(account));
    const stopped = engine.stop();
    await expect(engine.submit(order(account))).rejects.toMatchObject({ name: 'Overloaded', retryAfter: 1 });
    await expect(engine.write([])).rejects.toMatchObject({ name: 'Overloaded' });
    expect(await settled(stopped)).toBe(false);
    gate.open();
    await stopped;
    expect((await answer).seq).toBe(journal.lastSeq);
    expect(fatal).toEqual([]);
  });

  test('a failure while it stops is told by stop', async () => {
    const journal = new MemoryJournal();
    const { engine, account, fatal } = await testEngine(journal);
    journal.faults.failNextAppend = 'the disk is gone';
    const answer = engine.submit(order(account)).catch((error: Error) => error.message);
    await expect(engine.stop()).rejects.toThrow(/the disk is gone/);
    expect(await answer).toMatch(/the disk is gone/);
    expect(fatal).toEqual([]);
  });

  test('waiting for a turn that was never made is an error, not a wait for ever', async () => {
    const { engine } = await testEngine(new MemoryJournal());
    await expect(engine.whenDurable(engine.seq + 1)).rejects.toThrow(/never appended/);
  });
});
