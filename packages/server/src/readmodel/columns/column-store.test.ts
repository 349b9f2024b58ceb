import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ColumnAnswer, ColumnCondition, ColumnSearch } from './column-search.ts';
import { ColumnStore } from './column-store.ts';
import type { ColumnLimits } from './column-table.ts';

interface Row {
  readonly id: number;
  readonly owner: number;
  readonly at: number;
  readonly kind: number;
  readonly amount: number;
  readonly maybe: number | null;
  readonly word: string | null;
  readonly final: 0 | 1;
}

const COLUMNS = ['id', 'owner', 'at', 'kind', 'amount', 'maybe', 'word', 'final'] as const;

/** A table and a store over it. */
function prepared(limits: Partial<ColumnLimits> = {}) {
  const database = new Database(':memory:');
  database.exec(`CREATE TABLE things (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, at INTEGER NOT NULL,
    kind INTEGER NOT NULL, amount INTEGER NOT NULL, maybe INTEGER, word TEXT, final INTEGER NOT NULL)`);
  const insert = database.prepare(`INSERT INTO things VALUES (${COLUMNS.map((name) => `@${name}`).join(', ')})`);
  const store = new ColumnStore(database, limits);
  const rows: Row[] = [];
  return {
    database,
    store,
    rows,
    add(row: Row): void {
      rows.push(row);
      insert.run(row);
    },
    finish(): void {
      database.exec('UPDATE things SET final = 1, kind = kind + 1 WHERE final = 0');
      rows.forEach((row, i) => {
        if (row.final === 0) rows[i] = { ...row, kind: row.kind + 1, final: 1 };
      });
    },
    find(search: Partial<ColumnSearch>): ColumnAnswer {
      for (let asked = 0; ; asked++) {
        const answer = store.search({ ...ALL, ...search });
        if (answer.kind !== 'behind') return answer;
        expect(asked).toBeLessThan(10_000);
      }
    },
  };
}

const ALL: ColumnSearch = {
  table: 'things',
  owner: ['owner', 1],
  final: 'final',
  words: ['word'],
  conditions: [],
  order: 'id',
  ranks: null,
  ascending: true,
  limit: 10,
  offset: 0,
};

/** The same, written plainly. */
function naive(rows: readonly Row[], search: ColumnSearch): ColumnAnswer {
  const numberOf = (row: Row, column: string) => row[column as keyof Row];
  const fits = (row: Row, { column, is, value }: ColumnCondition): boolean => {
    const own = numberOf(row, column);
    if (own === null) return false;
    if (is === 'equal') return own === value;
    if (is === 'oneOf') return (value as number[]).includes(own as number);
    if (is === 'atLeast') return own >= value;
    return is === 'atMost' ? own <= value : own < value;
  };
  const { ranks, order, ascending, limit, offset, conditions } = search;
  const keyOf = (row: Row): number | string => {
    const own = numberOf(row, order);
    if (ranks !== null) return ranks.indexOf(own as number);
    return own ?? (order === 'word' ? '' : -Infinity);
  };
  const sign = ascending ? 1 : -1;
  const found = rows.filter((row) => row.owner === 1 && conditions.every((condition) => fits(row, condition)));
  found.sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    return sign * (left < right ? -1 : left > right ? 1 : a.id - b.id);
  });
  return { kind: 'page', ids: found.slice(offset, offset + limit).map(({ id }) => id), total: found.length };
}

const BIG = 2 ** 40;

const row = fc.record({
  owner: fc.constantFrom(1, 1, 1, 2),
  later: fc.nat(3),
  kind: fc.nat(4),
  amount: fc.oneof(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -BIG, max: BIG })),
  maybe: fc.option(fc.integer({ min: -3, max: 3 })),
  word: fc.option(fc.constantFrom('EURUSD', 'GBPUSD', 'Ä', 'a', 'Z')),
  final: fc.constantFrom<0 | 1>(0, 1, 1, 1, 1, 1),
});

const condition: fc.Arbitrary<ColumnCondition> = fc.oneof(
  fc.record({
    column: fc.constantFrom('at', 'kind', 'amount', 'maybe', 'id'),
    is: fc.constantFrom('equal' as const, 'atLeast' as const, 'below' as const, 'atMost' as const),
    value: fc.integer({ min: -3, max: 40 }),
  }),
  fc.record({ column: fc.constant('word'), is: fc.constant('equal' as const), value: fc.constantFrom('EURUSD', 'x') }),
  fc.record({
    column: fc.constantFrom('kind', 'maybe'),
    is: fc.constant('oneOf' as const),
    value: fc.uniqueArray(fc.nat(4), { minLength: 1 }),
  }),
);

const search = fc.record({
  conditions: fc.array(condition, { maxLength: 3 }),
  order: fc.constantFrom('id', 'at', 'kind', 'amount', 'maybe', 'word'),
  ascending: fc.boolean(),
  limit: fc.integer({ min: 1, max: 12 }),
  offset: fc.nat(30),
});

const step = fc.oneof(
  { weight: 3, arbitrary: fc.array(row, { maxLength: 30 }) },
  { weight: 3, arbitrary: search },
  { weight: 1, arbitrary: fc.constant('finish' as const) },
);

test('pages and totals of growing tables are those of the naive twin, whatever is asked, forgotten and read again', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 30 }),
      fc.integer({ min: 1, max: 20 }),
      fc.boolean(),
      (steps, slice, tight) => {
        // with nearly no room columns go after each search
        const table = prepared({ slice, ...(tight ? { maxBytes: 2_000 } : {}) });
        let at = 0;
        for (const each of steps) {
          if (each === 'finish') table.finish();
          else if (Array.isArray(each)) {
            for (const { later, ...more } of each) {
              at += later;
              table.add({ id: table.rows.length * 3 + 1, at, ...more });
            }
          } else {
            const asked = { ...ALL, ...each, ranks: each.order === 'kind' ? [3, 0, 2] : null };
            expect(table.find(asked)).toEqual(naive(table.rows, asked));
          }
        }
        table.database.close();
      },
    ),
    { numRuns: 300 },
  );
});

test('deep pages of many rows are those of the naive twin', () => {
  const table = prepared();
  for (let id = 1; id <= 30_000; id++) {
    const amount = (Math.imul(id, 2_654_435_761) >>> 0) % 5_000;
    table.add({ id, owner: 1, at: id, kind: id % 7, amount, maybe: null, word: null, final: 1 });
  }
  for (const offset of [0, 90, 12_000, 14_990, 29_995]) {
    for (const ascending of [true, false]) {
      for (const order of ['amount', 'at', 'kind']) {
        for (const conditions of [[], [{ column: 'kind', is: 'below', value: 5 }] as const]) {
          const asked = { ...ALL, order, ascending, offset, limit: 20, conditions };
          expect(table.find(asked)).toEqual(naive(table.rows, asked));
        }
      }
    }
  }
});

test('what is too much for memory is left to SQL: too many rows, too many that may change, too many different texts', () => {
  const rows = (count: number, more: (id: number) => Partial<Row>) => {
    const table = prepared({ maxRows: 12_000, maxOpenRows: 5, slice: 1_000 });
    for (let id = 1; id <= count; id++)
      table.add({ id, owner: 1, at: id, kind: 0, amount: 0, maybe: null, word: null, final: 1, ...more(id) });
    return table;
  };
  expect(rows(11_000, () => ({})).find({}).kind).toBe('page');
  expect(rows(12_001, () => ({})).find({})).toEqual({ kind: 'beyond' });
  expect(rows(5, () => ({ final: 0 })).find({}).kind).toBe('page');
  expect(rows(6, () => ({ final: 0 })).find({})).toEqual({ kind: 'beyond' });
  const words = rows(10_001, (id) => ({ word: `${id}` }));
  expect(words.find({ order: 'word' })).toEqual({ kind: 'beyond' });
  expect(words.find({ order: 'at' })).toMatchObject({ kind: 'page', total: 10_001 });
});
