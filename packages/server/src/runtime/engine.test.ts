import { describe, expect, test } from 'vitest';
import { openForReading, openSqliteJournal } from '../journal/index.ts';
import { MemoryJournal } from '../journal/memory-journal.ts';
import { testFolder } from '../journal/test-folder.ts';
import { READ_MODEL_SCHEMA } from '../readmodel/schema.ts';
import { book, carriedOut, Gate, MID, order, rounds, settled, testEngine, trade } from './test-engine.ts';
import type { DurableTurn } from './turn.ts';

describe('nothing leaves the engine before it is on disk', () => {
  test('answers, reads and published turns wait for the append that carries what they saw', async () => {
    const journal = new MemoryJournal();
    const gate = new Gate(journal);
    const { engine, account } = await testEngine(journal);
    const published: number[] = [];
    engine.onTurn((turn) => published.push(turn.seq));
    const before = engine.durableSeq;
    gate.shut();

    const answer = engine.submit(order(account));
    const read = engine.read((state) => state.orders.open.size);
    const durable = engine.whenDurable(before + 1);
    for (const promise of [answer, read, durable]) expect(await settled(promise)).toBe(false);
    expect({ published, durable: engine.durableSeq, newest: engine.seq }).toEqual({
      published: [],
      durable: before,
      newest: before + 1,
    });

    gate.open();
    expect(await answer).toMatchObject({ outcome: { repeated: false }, rejection: null, seq: before + 1 });
    expect(await read).toBe(1);
    expect(published).toEqual([before + 1]);
    expect(journal.lastSeq).toBe(before + 1);
  });

  test('a command made of the state and what came of it are one moment, and wait for the disk once, a throw too', async () => {
    const journal = new MemoryJournal();
    const gate = new Gate(journal);
    const { engine, account } = await testEngine(journal);
    gate.shut();
    const open = engine.transact(
      () => order(account),
      (state, { outcome }) => [state.orders.open.size, outcome?.repeated],
    );
    const later = engine.submit(order(account));
    const thrown = engine.transact(
      (state) => {
        throw new Error(`${state.orders.open.size} are open`);
      },
      () => 0,
    );
    thrown.catch(() => undefined);
    for (const promise of [open, later, thrown]) expect(await settled(promise)).toBe(false);
    gate.open();
    expect(await open).toEqual([1, false]);
    await expect(thrown).rejects.toThrow('2 are open');
  });

  test('a refused command waits for the last turn it saw; a read that saw nothing new does not wait', async () => {
    const journal = new MemoryJournal();
    const gate = new Gate(journal);
    const { engine, account } = await testEngine(journal);
    gate.shut();
    expect(await settled(engine.read((state) => state.orders.open.size))).toBe(true);
    const placed = engine.submit(order(account));
    const refused = engine.submit({ type: 'orders.cancel', order: 999_999 });
    expect(await settled(refused)).toBe(false);
    gate.open();
    expect(await refused).toMatchObject({ rejection: { reason: 'unknown_order' }, seq: (await placed).seq });
  });

  test('what one batch carries is released in order: each turn is published before its command is answered', async () => {
    const journal = new MemoryJournal();
    const { engine, account } = await testEngine(journal);
    const told: string[] = [];
    engine.onTurn((turn) => told.push(`turn ${turn.seq}`));
    const first = engine.seq + 1;
    await Promise.all(
      [0, 1, 2].map(async () => {
        const { seq } = await engine.submit(order(account));
        told.push(`answer ${seq}`);
      }),
    );
    expect(told).toEqual([
      ...[first, first + 1, first + 2].map((seq) => `turn ${seq}`),
      ...[first, first + 1, first + 2].map((seq) => `answer ${seq}`),
    ]);
  });

  test('turns of commands and ticks over many batches are published without a gap, in order', async () => {
    const journal = new MemoryJournal();
    const { engine, account, clock } = await testEngine(journal);
    const published: number[] = [];
    const first = engine.seq + 1;
    engine.onTurn((turn) => published.push(turn.seq));
    for (let i = 0; i < 50; i++) {
      void engine.submit(order(account, { price: (MID - 2) as never }));
      clock.now += 10;
      engine.offer([trade(clock.now, MID - 3), book(clock.now)]);
      if (i % 3 === 0) await rounds(2);
    }
    await engine.idle();
    await engine.stop();
    expect(published).toEqual(Array.from({ length: engine.seq - first + 1 }, (_, i) => first + i));
    expect(published.length).toBeGreaterThan(60);
  });
});

describe('statements that belong to a command', () => {
  test('are written in the transaction of its turn, after the rows of the read model, when it is carried out', async () => {
    const journal = new MemoryJournal();
    const { engine, account } = await testEngine(journal);
    const batches = journal.batchSizes.length;
    await engine.submit(order(account, { key: 'a' }), [{ statement: 'identity.note', values: [['x']] }]);
    expect(journal.batchSizes.slice(batches)).toEqual([1]);
    expect(journal.statements.slice(-2).map((run) => run.statement)).toEqual(['readmodel.commandKey', 'identity.note']);
  });

  test('are left out when the core refuses it, and when its key was known: they were written the first time', async () => {
    const journal = new MemoryJournal();
    const { engine, account } = await testEngine(journal);
    await engine.submit(order(account, { key: 'a' }));
    const written = journal.statements.length;
    const note = [{ statement: 'identity.note', values: [['x']] }];
    expect((await engine.submit(order(account, { quantity: 0 as never }), note)).rejection).not.toBeNull();
    expect((await engine.submit(order(account, { key: 'a' }), note)).outcome?.repeated).toBe(true);
    await engine.stop();
    expect(journal.statements).toHaveLength(written);
  });

  test('are durable too when the command changes nothing in the core', async () => {
    const journal = new MemoryJournal();
    const gate = new Gate(journal);
    const { engine, account } = await testEngine(journal);
    gate.shut();
    const nothingOpen = engine.submit({ type: 'orders.cancelAll', account, instrument: 0 }, [
      { statement: 'identity.note', values: [['x']] },
    ]);
    expect(await settled(nothingOpen)).toBe(false);
    gate.open();
    await nothingOpen;
    expect(journal.statements.at(-1)?.statement).toBe('identity.note');
  });

  test('a command and its statements are in the same SQLite transaction: a statement that fails takes the turn with it', async () => {
    const folder = testFolder();
    const schema = {
      migrations: [...READ_MODEL_SCHEMA.migrations, { id: 'note-1', sql: 'CREATE TABLE note (text TEXT PRIMARY KEY)' }],
      statements: { ...READ_MODEL_SCHEMA.statements, note: 'INSERT INTO note VALUES (?)' },
    };
    const journal = await openSqliteJournal({ folder, schema, onNotice: () => {} });
    const { engine, account, fatal } = await testEngine(journal);
    const note = [{ statement: 'note', values: [['once']] }];
    const { seq } = await engine.submit(order(account), note);
    await expect(engine.submit(order(account), note)).rejects.toThrow(/UNIQUE/);
    expect(fatal).toHaveLength(1);
    await journal.close();
    const reader = openForReading(folder);
    expect(reader.prepare('SELECT max(seq) AS seq, (SELECT count(*) FROM note) AS notes FROM journal').get()).toEqual({
      seq,
      notes: 1,
    });
    reader.close();
  });
});

describe('turns as they are published', () => {
  test('each order that ended is projected once and told once, whoever ended it', async () => {
    const journal = new MemoryJournal();
    const { engine, account, clock } = await testEngine(journal);
    const turns: DurableTurn[] = [];
    engine.onTurn((turn) => turns.push(turn));
    const cancelled = await carriedOut(engine, order(account));
    const filled = await carriedOut(engine, order(account, { price: (MID + 1) as never }));
    const ticked = await carriedOut(engine, order(account, { price: (MID - 2) as never }));
    const expired = await carriedOut(engine, order(account, { validity: 'day' }));
    await engine.submit({ type: 'orders.cancel', order: cancelled });
    engine.offer([trade(clock.now, MID - 10)]);
    await engine.idle();
    clock.now += 86_400_000;
    engine.advance();
    await engine.stop();
    const ids = [filled, cancelled, ticked, expired];
    expect(turns.flatMap((turn) => turn.finished.map(({ order: { id } }) => id))).toEqual(ids);
    const rows = journal.statements
      .filter((run) => run.statement === 'readmodel.finishedOrder')
      .flatMap((run) => run.values);
    expect(rows.map(([id]) => id)).toEqual(ids);
  });

  test('a listener that throws is reported; the others hear and the engine goes on', async () => {
    const journal = new MemoryJournal();
    const { engine, account, faults, fatal, clock } = await testEngine(journal);
    const heard: number[] = [];
    engine.onTurn(() => {
      throw new Error('broken stream');
    });
    engine.onTicks(() => {
      throw new Error('broken chart');
    });
    engine.onTurn((turn) => heard.push(turn.seq));
    const { seq } = await engine.submit(order(account));
    engine.offer([book(clock.now)]);
    await engine.idle();
    await engine.submit(order(account));
    expect(heard).toEqual([seq, seq + 1]);
    expect(faults.map((error) => error.message)).toEqual(['broken stream', 'broken chart', 'broken stream']);
    expect(fatal).toEqual([]);
  });

  test('a listener that has left hears nothing more', async () => {
    const journal = new MemoryJournal();
    const { engine, account } = await testEngine(journal);
    let heard = 0;
    const leave = engine.onTurn(() => heard++);
    await engine.submit(order(account));
    leave();
    await engine.submit(order(account));
    expect(heard).toBe(1);
  });
});
