import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Core, type Money } from '@outcry/core';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { CORE_REPLICAS, FollowerClient, type Journal, openForReading, openSqliteJournal } from '../journal/index.ts';
import { MemoryJournal } from '../journal/memory-journal.ts';
import { testFolder } from '../journal/test-folder.ts';
import { READ_MODEL_SCHEMA } from '../readmodel/index.ts';
import { draws } from '../readmodel/test-history.ts';
import { BODY_VERSION, type Engine } from './engine.ts';
import { recover } from './recover.ts';
import { Snapshots } from './snapshots.ts';
import { book, MID, order, rounds, testEngine, trade } from './test-engine.ts';

const notices: string[] = [];
afterEach(() => notices.splice(0));

async function openJournal(folder: string): Promise<Journal> {
  const journal = await openSqliteJournal({
    folder,
    schema: READ_MODEL_SCHEMA,
    onNotice: (notice) => notices.push(notice),
  });
  onTestFinished(() => journal.close());
  return journal;
}

const recovered = (journal: Journal) =>
  recover(
    journal,
    () => {},
    (notice) => notices.push(notice),
  );

/** Random trading; what is decided last is not awaited. */
async function trading(made: Awaited<ReturnType<typeof testEngine>>, steps: number, seed: number): Promise<void> {
  const { engine, core, account, clock } = made;
  const draw = draws(seed);
  for (let i = 0; i < steps; i++) {
    clock.now += draw(20_000);
    const dice = draw(10);
    const near = (MID + draw(9) - 4) as never;
    const open = [...core.state.orders.open.keys()];
    if (dice < 5)
      void engine.submit(order(account, { price: near, action: draw(2) === 0 ? 'buy' : 'sell', key: `k${seed}-${i}` }));
    else if (dice < 7 && open.length > 0)
      void engine.submit({ type: 'orders.cancel', order: open[draw(open.length)] as number });
    else if (dice < 8)
      void engine.submit({ type: 'accounts.deposit', account, asset: 'rub', amount: 5n as Money, key: null });
    else engine.offer([trade(clock.now, MID + draw(9) - 4, 1 + draw(50)), book(clock.now)]);
    if (draw(5) === 0) await rounds(1);
  }
  await engine.idle();
}

async function snapshotNow(folder: string, engine: Engine): Promise<void> {
  const fail = (error: Error): never => {
    throw error;
  };
  const snapshots = new Snapshots(engine, new FollowerClient(folder), { onDiverged: fail, onEnd: fail });
  await snapshots.make();
  await snapshots.stop();
}

test('the state after a start has the digest it had before: by the journal, by snapshot and tail', async () => {
  const folder = testFolder();
  let journal = await openJournal(folder);
  let made = await testEngine(journal);
  for (let start = 0; start < 4; start++) {
    await trading(made, 150, start);
    if (start % 2 === 1) await snapshotNow(folder, made.engine);
    await trading(made, 40, 100 + start);
    await made.engine.stop();
    const { seq, digest } = made.engine.digest();
    await journal.close();
    journal = await openJournal(folder);
    const { core, lastSeq, snapshotSeq, replayed } = await recovered(journal);
    expect(core.digest()).toBe(digest);
    expect(lastSeq).toBe(seq);
    expect(replayed).toBe(seq - snapshotSeq);
    expect(snapshotSeq > 0).toBe(start > 0);
    made = await testEngine(journal, { core });
    made.clock.now = core.now;
  }
  expect(notices).toEqual([]);
});

test('a snapshot that is damaged, or does not give its digest, is passed over for the one before and told', async () => {
  const folder = testFolder();
  let journal = await openJournal(folder);
  const made = await testEngine(journal);
  await trading(made, 100, 1);
  await snapshotNow(folder, made.engine);
  const older = made.engine.seq;
  await trading(made, 100, 2);
  await made.engine.stop();
  const { seq, digest } = made.engine.digest();
  const body = CORE_REPLICAS.create(null).snapshot();
  await journal.saveSnapshot({ seq, digest, version: CORE_REPLICAS.snapshotVersion, body });
  await journal.close();

  journal = await openJournal(folder);
  const wrong = await recovered(journal);
  expect([wrong.core.digest(), wrong.snapshotSeq]).toEqual([digest, older]);
  expect(notices).toEqual([expect.stringMatching(new RegExp(`turn ${seq} does not give the state`))]);
  await journal.close();

  const snapshots = join(folder, readdirSync(folder).find((name) => name.startsWith('snapshots')) ?? 'snapshots');
  for (const file of readdirSync(snapshots)) {
    const bytes = readFileSync(join(snapshots, file));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
    writeFileSync(join(snapshots, file), bytes);
  }
  journal = await openJournal(folder);
  const none = await recovered(journal);
  expect([none.core.digest(), none.snapshotSeq, none.replayed]).toEqual([digest, 0, seq]);
  expect(notices.length).toBeGreaterThan(2);
});

test('a turn that cannot be applied stops the start and is named; so does one of a newer program', async () => {
  const journal = new MemoryJournal();
  const row = { at: 1, version: BODY_VERSION, body: '[]' };
  const body = new Core().encode([{ type: 'orders.rested', at: 1, id: 16 } as never]);
  await journal.append({
    rows: [
      { ...row, seq: 1 },
      { ...row, seq: 2, body },
    ],
    statements: [],
  });
  await expect(recovered(journal)).rejects.toMatchObject({
    code: 'damaged',
    seq: 2,
    message: expect.stringMatching(/turn 2/),
  });

  const newer = new MemoryJournal();
  await newer.append({ rows: [{ ...row, seq: 1, version: BODY_VERSION + 1 }], statements: [] });
  await expect(recovered(newer)).rejects.toMatchObject({
    code: 'foreign',
    message: expect.stringMatching(/newer Outcry/),
  });
});

test('every order that ended stands once in the read model, over many starts', async () => {
  const folder = testFolder();
  let journal = await openJournal(folder);
  let made = await testEngine(journal);
  const ended: number[] = [];
  for (let start = 0; start < 3; start++) {
    made.engine.onTurn((turn) => ended.push(...turn.finished.map(({ order: { id } }) => id)));
    await trading(made, 120, start);
    await made.engine.stop();
    await journal.close();
    journal = await openJournal(folder);
    const { core } = await recovered(journal);
    made = await testEngine(journal, { core });
    made.clock.now = core.now;
  }
  const reader = openForReading(folder);
  const rows = reader.prepare('SELECT id FROM finished_orders ORDER BY id').pluck().all();
  reader.close();
  expect(ended.length).toBeGreaterThan(50);
  expect(rows).toEqual([...ended].sort((a, b) => a - b));
});
