import { describe, expect, test } from 'vitest';
import type { Batch, Journal, JournalRow, JournalSchema } from './journal.ts';

/** How the suite gets at an adapter. */
export interface JournalHarness {
  /** Opens an empty journal with the schema. */
  open(schema: JournalSchema): Promise<Journal>;
  /** Closes the journal and opens it again; null when the adapter keeps nothing past its close. */
  reopen: ((journal: Journal) => Promise<Journal>) | null;
}

/** A schema with one table, written by two statements. */
export const SUITE_SCHEMA: JournalSchema = {
  migrations: [
    { id: 'suite-1', sql: 'CREATE TABLE fill (id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, price TEXT) STRICT' },
  ],
  statements: {
    addFill: 'INSERT INTO fill (id, seq, price) VALUES (?, ?, ?)',
    dropFill: 'DELETE FROM fill WHERE id = ?',
  },
};

/** A row as the suites write it: its body tells its number. */
export function suiteRow(seq: number): JournalRow {
  return { seq, at: 1_700_000_000_000 + seq, version: 1, body: `[[7,1,${seq},"Ж€"]]` };
}

/** Rows `from` to `to`, each with a fill of the same number. */
export function suiteBatch(from: number, to: number): Batch {
  const rows: JournalRow[] = [];
  for (let seq = from; seq <= to; seq++) rows.push(suiteRow(seq));
  return { rows, statements: [{ statement: 'addFill', values: rows.map((row) => [row.seq, row.seq, '271.35']) }] };
}

export async function collect(rows: AsyncIterable<JournalRow>): Promise<JournalRow[]> {
  const all: JournalRow[] = [];
  for await (const { seq, at, version, body } of rows) all.push({ seq, at, version, body });
  return all;
}

/** The specification of the journal port: every adapter passes it. */
export function describeJournal(name: string, harness: JournalHarness): void {
  describe(`journal port: ${name}`, () => {
    const withJournal = async (use: (journal: Journal) => Promise<void>): Promise<void> => {
      const journal = await harness.open(SUITE_SCHEMA);
      try {
        await use(journal);
      } finally {
        await journal.close();
      }
    };

    test('an empty journal ends at 0 and reads nothing', () =>
      withJournal(async (journal) => {
        expect([journal.firstSeq, journal.lastSeq]).toEqual([1, 0]);
        expect(await collect(journal.read(1))).toEqual([]);
        expect(await journal.newestSnapshot()).toBeNull();
      }));

    test('what was appended reads back the same, from any row on', () =>
      withJournal(async (journal) => {
        await journal.append(suiteBatch(1, 3));
        await journal.append(suiteBatch(4, 4));
        expect(journal.lastSeq).toBe(4);
        expect(await collect(journal.read(1))).toEqual([1, 2, 3, 4].map(suiteRow));
        expect(await collect(journal.read(3))).toEqual([3, 4].map(suiteRow));
        expect(await collect(journal.read(5))).toEqual([]);
      }));

    test('a batch may carry statements and no row', () =>
      withJournal(async (journal) => {
        await journal.append({ rows: [], statements: [{ statement: 'addFill', values: [[1, 1, null]] }] });
        expect(journal.lastSeq).toBe(0);
      }));

    test('appends are acknowledged in the order of the calls, and lastSeq grows with them', () =>
      withJournal(async (journal) => {
        const seen: number[] = [];
        const acks: Promise<void>[] = [];
        for (let seq = 1; seq <= 50; seq++) {
          acks.push(journal.append(suiteBatch(seq, seq)).then(() => void seen.push(journal.lastSeq)));
        }
        await Promise.all(acks);
        expect(seen).toHaveLength(50);
        expect(seen).toEqual([...seen].sort((a, b) => a - b));
        expect(journal.lastSeq).toBe(50);
      }));

    for (const [what, wrong] of [
      ['a gap in the sequence', suiteBatch(3, 3)],
      ['a row that exists already', suiteBatch(1, 1)],
      ['a gap inside the batch', { rows: [suiteRow(2), suiteRow(4)], statements: [] }],
      ['an unknown statement', { rows: [suiteRow(2)], statements: [{ statement: 'nobody', values: [[1]] }] }],
    ] satisfies [string, Batch][]) {
      test(`${what} fails the journal for good: nothing of the batch stays, nothing more is accepted`, () =>
        withJournal(async (journal) => {
          await journal.append(suiteBatch(1, 1));
          const first = journal.append(wrong);
          const second = journal.append(suiteBatch(2, 2));
          await expect(first).rejects.toMatchObject({ code: 'failed' });
          await expect(second).rejects.toMatchObject({ code: 'failed' });
          await expect(journal.append(suiteBatch(2, 2))).rejects.toMatchObject({ code: 'failed' });
          expect((await journal.failed).code).toBe('failed');
          expect(journal.lastSeq).toBe(1);
          expect(await collect(journal.read(1))).toEqual([suiteRow(1)]);
        }));
    }

    test('after close nothing is accepted, and that is no failure', async () => {
      const journal = await harness.open(SUITE_SCHEMA);
      const pending = journal.append(suiteBatch(1, 2));
      await journal.close();
      await pending;
      expect(journal.lastSeq).toBe(2);
      await expect(journal.append(suiteBatch(3, 3))).rejects.toMatchObject({ code: 'closed' });
      expect(await Promise.race([journal.failed, Promise.resolve('none')])).toBe('none');
    });

    test('the newest two snapshots are kept; an older one can be asked for', () =>
      withJournal(async (journal) => {
        await journal.append(suiteBatch(1, 30));
        for (const seq of [10, 20, 30])
          await journal.saveSnapshot({ seq, digest: `d${seq}`, version: 1, body: `{"n":${seq},"Ж":1}` });
        expect(await journal.newestSnapshot()).toEqual({ seq: 30, digest: 'd30', version: 1, body: '{"n":30,"Ж":1}' });
        expect((await journal.newestSnapshot(30))?.seq).toBe(20);
        expect(await journal.newestSnapshot(20)).toBeNull();
      }));

    test('a snapshot of a turn that is not durable is refused', () =>
      withJournal(async (journal) => {
        await journal.append(suiteBatch(1, 2));
        await expect(journal.saveSnapshot({ seq: 3, digest: 'd', version: 1, body: '{}' })).rejects.toMatchObject({
          code: 'misuse',
          seq: 3,
        });
      }));

    if (harness.reopen !== null) {
      const reopen = harness.reopen;
      test('rows and snapshots are there after a new start, and the sequence goes on', async () => {
        let journal = await harness.open(SUITE_SCHEMA);
        await journal.append(suiteBatch(1, 5));
        await journal.saveSnapshot({ seq: 4, digest: 'd4', version: 2, body: '{}' });
        journal = await reopen(journal);
        expect(journal.lastSeq).toBe(5);
        expect((await journal.newestSnapshot())?.seq).toBe(4);
        await journal.append(suiteBatch(6, 6));
        expect(await collect(journal.read(5))).toEqual([5, 6].map(suiteRow));
        await journal.close();
      });
    }
  });
}
