import { expect, test } from 'vitest';
import { describeJournal, SUITE_SCHEMA, suiteBatch } from './journal.spec-suite.ts';
import { MemoryJournal } from './memory-journal.ts';

describeJournal('memory', {
  open: async (schema) => new MemoryJournal(Object.keys(schema.statements)),
  reopen: null,
});

test('a fault on demand fails the append and the journal', async () => {
  const journal = new MemoryJournal(Object.keys(SUITE_SCHEMA.statements));
  await journal.append(suiteBatch(1, 1));
  journal.faults.failNextAppend = 'disk full';
  await expect(journal.append(suiteBatch(2, 2))).rejects.toThrow('disk full');
  expect((await journal.failed).message).toContain('disk full');
  expect(journal.lastSeq).toBe(1);
});

test('delayed appends keep their order', async () => {
  const journal = new MemoryJournal();
  journal.faults.delayMs = 5;
  const order: number[] = [];
  await Promise.all([1, 2, 3].map((seq) => journal.append(suiteBatch(seq, seq)).then(() => void order.push(seq))));
  expect(order).toEqual([1, 2, 3]);
  expect(journal.batchSizes).toEqual([1, 1, 1]);
});
