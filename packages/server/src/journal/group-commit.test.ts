import { expect, test } from 'vitest';
import { DEFAULT_GROUP_LIMITS, GroupCommit } from './group-commit.ts';
import { suiteRow } from './journal.spec-suite.ts';
import { MemoryJournal } from './memory-journal.ts';

/** Lets the loop go round until the writer has been given what gathered. */
async function nextRound(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

function started(): { journal: MemoryJournal; group: GroupCommit } {
  const journal = new MemoryJournal();
  return { journal, group: new GroupCommit(journal) };
}

test('what is appended in one round of the loop goes off as one batch', async () => {
  const { journal, group } = started();
  await Promise.all([1, 2, 3].map((seq) => group.append(suiteRow(seq))));
  expect(journal.batchSizes).toEqual([3]);
});

test('while one batch is being written everything else gathers into the next', async () => {
  const { journal, group } = started();
  journal.faults.delayMs = 20;
  const first = group.append(suiteRow(1));
  await nextRound();
  for (let seq = 2; seq <= 1_000; seq++) {
    void group.append(suiteRow(seq));
    if (seq % 100 === 0) await nextRound();
  }
  await first;
  await group.drain();
  expect(journal.batchSizes).toEqual([1, 999]);
  expect(group.waitingRows).toBe(0);
});

test('a batch carries no more rows, statements or bytes than its limit', async () => {
  const journal = new MemoryJournal();
  const group = new GroupCommit(journal, { ...DEFAULT_GROUP_LIMITS, maxBatchRows: 4 });
  for (let seq = 1; seq <= 10; seq++) void group.append(suiteRow(seq));
  await group.drain();
  expect(journal.batchSizes).toEqual([4, 4, 2]);

  const other = new MemoryJournal();
  const byBytes = new GroupCommit(other, { ...DEFAULT_GROUP_LIMITS, maxBatchBytes: 2_000 });
  for (let seq = 1; seq <= 4; seq++) void byBytes.append({ ...suiteRow(seq), body: 'x'.repeat(1_000) });
  await byBytes.drain();
  expect(other.batchSizes).toEqual([2, 2]);
});

test('acknowledgements come in the order of the appends, each when its turn is durable', async () => {
  const journal = new MemoryJournal();
  const group = new GroupCommit(journal, { ...DEFAULT_GROUP_LIMITS, maxBatchRows: 3 });
  journal.faults.delayMs = 1;
  const order: number[] = [];
  const acks = Array.from({ length: 20 }, (_, i) =>
    group.append(suiteRow(i + 1)).then(() => {
      expect(journal.lastSeq).toBeGreaterThan(i);
      order.push(i + 1);
    }),
  );
  await Promise.all(acks);
  expect(order).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
});

test('whenDurable waits for the batch that holds the turn, and not at all for one on disk', async () => {
  const { journal, group } = started();
  journal.faults.delayMs = 5;
  void group.append(suiteRow(1));
  await nextRound();
  void group.append(suiteRow(2));
  await group.whenDurable(1);
  expect(group.durableSeq).toBe(1);
  await group.whenDurable(2);
  expect(group.durableSeq).toBe(2);
  await group.whenDurable(1);
  await expect(group.whenDurable(3)).rejects.toThrow('turn 3 was never appended');
});

test('statements keep their order across turns; neighbours of one name become one run', async () => {
  const { journal, group } = started();
  const add = (id: number) => ({ statement: 'add', values: [[id]] });
  const drop = (id: number) => ({ statement: 'drop', values: [[id]] });
  void group.append(suiteRow(1), [add(1), add(2)]);
  void group.append(suiteRow(2), [add(3), drop(1)]);
  void group.write([add(1)]);
  await group.drain();
  expect(journal.statements).toEqual([{ statement: 'add', values: [[1], [2], [3]] }, drop(1), add(1)]);
});

test('statements without a turn are durable by themselves', async () => {
  const { journal, group } = started();
  await group.write([{ statement: 'login', values: [['a']] }]);
  expect(journal.batchSizes).toEqual([0]);
  expect(journal.statements).toHaveLength(1);
});

test('it is full from the limit of gathered rows or bytes on, until they are written', async () => {
  const journal = new MemoryJournal();
  journal.faults.delayMs = 5;
  const byRows = new GroupCommit(journal, { ...DEFAULT_GROUP_LIMITS, maxGatheredRows: 3 });
  for (let seq = 1; seq <= 3; seq++) {
    expect(byRows.full).toBe(false);
    void byRows.append(suiteRow(seq));
  }
  expect(byRows.full).toBe(true);
  await byRows.drain();
  expect(byRows.full).toBe(false);

  const byBytes = new GroupCommit(new MemoryJournal(), { ...DEFAULT_GROUP_LIMITS, maxGatheredBytes: 500 });
  void byBytes.append({ ...suiteRow(1), body: 'x'.repeat(500) });
  expect(byBytes.full).toBe(true);
  await byBytes.drain();
  expect(byBytes.full).toBe(false);
});

test('it is busy before it is full, and tells when the batch that is being written is on disk', async () => {
  const journal = new MemoryJournal();
  journal.faults.delayMs = 5;
  const group = new GroupCommit(journal, { ...DEFAULT_GROUP_LIMITS, busyBytes: 500 });
  await group.batchWritten();
  const first = group.append({ ...suiteRow(1), body: 'x'.repeat(500) });
  expect([group.busy, group.full]).toEqual([true, false]);
  await new Promise((resolve) => setImmediate(resolve));
  void group.append(suiteRow(2));
  await group.batchWritten();
  await first;
  expect([group.durableSeq, group.waitingRows, group.busy]).toEqual([1, 1, false]);
  await group.drain();
});

test('a failed write rejects everything pending, in order, and nothing more is accepted', async () => {
  const { journal, group } = started();
  journal.faults.delayMs = 5;
  await group.append(suiteRow(1));
  journal.faults.failNextAppend = 'disk full';
  const rejected: number[] = [];
  const writing = group.append(suiteRow(2));
  await nextRound();
  const pending = [writing, group.append(suiteRow(3)), group.whenDurable(3)];
  await Promise.all(pending.map((append, i) => append.catch(() => rejected.push(i))));
  expect(rejected).toEqual([0, 1, 2]);
  await expect(group.append(suiteRow(2))).rejects.toThrow('disk full');
  await expect(group.write([])).rejects.toThrow('disk full');
  await expect(group.drain()).rejects.toThrow('disk full');
  await expect(group.batchWritten()).rejects.toThrow('disk full');
  expect((await journal.failed).message).toContain('disk full');
  expect(journal.lastSeq).toBe(1);
});
