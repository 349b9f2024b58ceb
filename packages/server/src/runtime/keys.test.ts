import { type CoreEvent, KEY_MEMORY } from '@outcry/core';
import { describe, expect, test } from 'vitest';
import { openSqliteJournal } from '../journal/index.ts';
import { MemoryJournal } from '../journal/memory-journal.ts';
import { testFolder } from '../journal/test-folder.ts';
import { READ_MODEL_SCHEMA, ReadModel } from '../readmodel/index.ts';
import { KeySieve, type UsedKey } from './key-sieve.ts';
import { KeysInFlight } from './keys-in-flight.ts';
import { Listeners } from './listeners.ts';
import { recover } from './recover.ts';
import { carriedOut, deposit, Gate, MID, order, testEngine } from './test-engine.ts';
import type { DurableTurn } from './turn.ts';
import { TurnsInFlight } from './turns-in-flight.ts';

describe('a command with a key is carried out once', () => {
  test('submitted many times at once', async () => {
    const { engine, account, core } = await testEngine(new MemoryJournal());
    const answers = await Promise.all(Array.from({ length: 50 }, () => engine.submit(order(account, { key: 'k' }))));
    expect(new Set(answers.map(({ outcome }) => outcome?.id)).size).toBe(1);
    expect(answers.filter(({ outcome }) => outcome?.repeated === false)).toHaveLength(1);
    expect(core.state.orders.open.size).toBe(1);
  });

  test('the second answer, too, waits until the first one is on disk', async () => {
    const journal = new MemoryJournal();
    const gate = new Gate(journal);
    const { engine, account } = await testEngine(journal);
    gate.shut();
    const answers = [engine.submit(order(account, { key: 'k' })), engine.submit(order(account, { key: 'k' }))];
    journal.faults.failNextAppend = 'gone';
    gate.open();
    for (const answer of answers) await expect(answer).rejects.toThrow(/gone/);
  });

  test('market time outruns the memory of the core before the turn is on disk: orders and transfers', async () => {
    const journal = new MemoryJournal();
    const gate = new Gate(journal);
    const { engine, account, clock, core } = await testEngine(journal);
    gate.shut();
    const filled = order(account, { key: 'o', price: (MID + 1) as never });
    const first = [engine.submit(filled), engine.submit(deposit(account, 't'))];
    clock.now += KEY_MEMORY + 1;
    void engine.submit(deposit(account, null));
    expect(core.state.accounts.keys.size).toBe(0);
    const again = [engine.submit(filled), engine.submit(deposit(account, 't'))];
    gate.open();
    for (let i = 0; i < 2; i++) {
      const id = (await first[i])?.outcome?.id;
      expect((await again[i])?.outcome).toEqual({ id, repeated: true });
    }
  });

  test('ten minutes and a restart later, by what SQL knows', async () => {
    const folder = testFolder();
    const open = () => openSqliteJournal({ folder, schema: READ_MODEL_SCHEMA, onNotice: () => {} });
    let journal = await open();
    const before = await testEngine(journal);
    const commands = [
      order(before.account, { key: 'filled', price: (MID + 1) as never }),
      order(before.account, { key: 'open' }),
      deposit(before.account, 'paid in'),
    ];
    const ids: number[] = [];
    for (const command of commands) ids.push(await carriedOut(before.engine, command));
    await before.engine.stop();
    await journal.close();

    journal = await open();
    const readModel = new ReadModel({ folder });
    const { core } = await recover(
      journal,
      () => {},
      () => {},
    );
    const looked: string[] = [];
    const findKey = (account: number, key: string) => {
      looked.push(key);
      return readModel.findKey(account, key);
    };
    let loaded: () => void = () => undefined;
    const all = new Promise<void>((resolve) => {
      loaded = resolve;
    });
    const usedKeys = (after: UsedKey | null) => {
      const page = readModel.keysAfter(after);
      if (page.length === 0) loaded();
      return page;
    };
    const { engine, account, clock } = await testEngine(journal, { core, findKey, usedKeys });
    await all;
    clock.now += KEY_MEMORY + 1;
    await engine.submit(deposit(account, null));
    expect(core.state.accounts.keys.size).toBe(1);
    for (const [i, command] of commands.entries()) {
      expect((await engine.submit(command)).outcome).toEqual({ id: ids[i], repeated: true });
    }
    expect(looked).toEqual(['filled', 'paid in']);
    // one that was never used needs no look into SQL
    expect((await engine.submit(deposit(account, 'new'))).outcome).toMatchObject({ repeated: false });
    expect(looked).not.toContain('new');
    await engine.stop();
    await readModel.close();
    await journal.close();
  });
});

test('keys in flight are forgotten with their turn, those of other turns stay', () => {
  const keys = new KeysInFlight(new KeySieve());
  const order = (id: number) => ({ kind: 'order', id });
  const placed = (id: number, key: string | null) => [{ type: 'orders.placed', at: 0, account: 1, id, key }];
  keys.hold(placed(16, 'a'));
  keys.hold(placed(32, 'b'));
  keys.hold(placed(48, null));
  keys.hold([{ type: 'orders.ended', at: 0 }]);
  expect([keys.find(1, 'a'), keys.find(1, 'b'), keys.find(2, 'a'), keys.size]).toEqual([
    order(16),
    order(32),
    undefined,
    2,
  ]);
  keys.release(placed(16, 'a'));
  expect([keys.find(1, 'a'), keys.find(1, 'b'), keys.size]).toEqual([undefined, order(32), 1]);
});

test('turns in flight are told up to the newest on disk, and their keys are SQL’s from then on', () => {
  const told: number[] = [];
  const listeners = new Listeners<DurableTurn>(() => {});
  listeners.add((turn) => told.push(turn.seq));
  const keys = new KeysInFlight(new KeySieve());
  const inFlight = new TurnsInFlight(listeners, keys);
  const batches = [Promise.resolve(), Promise.resolve()] as const;
  const turn = (seq: number): DurableTurn => {
    const events = [{ type: 'orders.placed', at: 0, account: 1, id: seq * 16, key: `k${seq}` } as CoreEvent];
    return { seq, at: 0, events, finished: [], finishedDeals: [], finishedTrades: [], changes: null };
  };
  const first = [1, 2, 3].map((seq) => inFlight.add(turn(seq), batches[seq === 3 ? 1 : 0]));
  expect(first).toEqual([true, false, true]);
  inFlight.release(2);
  expect(told).toEqual([1, 2]);
  expect([1, 2, 3].map((seq) => keys.find(1, `k${seq}`))).toEqual([undefined, undefined, { kind: 'order', id: 48 }]);
});
