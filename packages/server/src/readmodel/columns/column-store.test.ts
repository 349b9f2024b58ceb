import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ColumnCondition, ColumnSearch } from './column-search.ts';
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
    find(search: Partial<ColumnSearch>): Page | { readonly kind: 'beyond' } {
      for (let asked = 0; ; asked++) {
        const answer = store.search({ ...ALL, ...search });
        if (answer.kind === 'beyond') return answer;
        if (answer.kind === 'page') {
          const { kind, total, sums } = answer;
          return { kind, ids: (answer.rows as Row[]).map(({ id }) => id), total, sums };
        }
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
  sums: ['amount', 'maybe'],
  patient: true,
};

/** An answer with the ids of its rows alone. */
interface Page {
  readonly kind: 'page';
  readonly ids: readonly number[];
  readonly total: number;
  readonly sums: readonly number[];
}

/** The same, written plainly. */
function naive(rows: readonly Row[], search: ColumnSearch): Page {
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
    return own ?? -Infinity;
  };
  const sign = ascending ? 1 : -1;
  const found = rows.filter((row) => row.owner === 1 && conditions.every((condition) => fits(row, condition)));
  found.sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    return sign * (compareKeys(left, right) || a.id - b.id);
  });
  const sums = [0, 0];
  for (const { amount, maybe } of found) {
    sums[0] = (sums[0] as number) + amount;
    sums[1] = (sums[1] as number) + (maybe ?? 0);
  }
  return { kind: 'page', ids: found.slice(offset, offset + limit).map(({ id }) => id), total: found.length, sums };
}

/** Absent ones first, then numbers, then texts byte by byte, as SQLite sorts them. */
function compareKeys(left: number | string, right: number | string): number {
  if (typeof left === 'string' && typeof right === 'string')
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  if (typeof left === typeof right) return left < right ? -1 : left > right ? 1 : 0;
  return typeof left === 'string' ? 1 : -1;
}

const BIG = 2 ** 40;

const row = fc.record({
  owner: fc.constantFrom(1, 1, 1, 2),
  later: fc.nat(3),
  kind: fc.nat(4),
  amount: fc.oneof(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -BIG, max: BIG })),
  maybe: fc.option(fc.integer({ min: -3, max: 3 })),
  word: fc.option(fc.constantFrom('', 'EURUSD', 'GBPUSD', 'Ä', 'a', 'Z', '\u{ff21}', '\u{1f600}')),
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

test('deep pages of many rows are those of the naive twin: by sets, lists and stretches, in any order', () => {
  const table = prepared({ slice: 700 });
  const add = (id: number): void => {
    const dice = Math.imul(id, 2_654_435_761) >>> 0;
    const word = id % 50 === 0 ? null : `ticket ${dice % 900}`;
    const maybe = id % 3 === 0 ? null : (dice % 10_000) - 5_000;
    table.add({ id, owner: 1, at: id, kind: id % 7, amount: dice % 500, maybe, word, final: 1 });
  };
  const check = (): void => {
    for (const offset of [0, 1_200, 1_499, 2_995]) {
      for (const ascending of [true, false]) {
        for (const [order, ranks] of [
          ['amount', null],
          ['at', null],
          ['kind', null],
          ['maybe', null],
          ['word', null],
          ['kind', [3, 0, 6]],
        ] as const) {
          for (const conditions of CONDITIONS) {
            const asked = { ...ALL, order, ranks, ascending, offset, limit: 20, conditions };
            expect(table.find(asked)).toEqual(naive(table.rows, asked));
          }
        }
      }
    }
  };
  for (let id = 1; id <= 3_000; id++) add(id);
  check();
  // few more are put in between, many more are sorted anew
  for (let id = 3_001; id <= 3_050; id++) add(id);
  check();
  for (let id = 3_051; id <= 3_600; id++) add(id);
  check();
});

const CONDITIONS: readonly (readonly ColumnCondition[])[] = [
  [],
  [{ column: 'kind', is: 'below', value: 5 }],
  [{ column: 'kind', is: 'equal', value: 5 }],
  [{ column: 'kind', is: 'oneOf', value: [1, 4, 4] }],
  [{ column: 'amount', is: 'equal', value: 77 }],
  [{ column: 'maybe', is: 'atLeast', value: 0 }],
  [
    { column: 'maybe', is: 'atMost', value: -4_000 },
    { column: 'kind', is: 'equal', value: 2 },
  ],
  [
    { column: 'at', is: 'atLeast', value: 900 },
    { column: 'at', is: 'below', value: 2_800 },
  ],
  [
    { column: 'at', is: 'atLeast', value: 900 },
    { column: 'kind', is: 'oneOf', value: [0, 1, 2, 3] },
  ],
  [{ column: 'amount', is: 'oneOf', value: [1, 2, 77] }],
];

test('what is too much for memory is left to SQL: too many rows, too many that may change, too many different texts', () => {
  const rows = (count: number, more: (id: number) => Partial<Row>) => {
    const table = prepared({ maxRows: 12_000, maxOpenRows: 5, slice: 1_000, maxWords: 10_000 });
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

test('a search that does not wait is for SQL until the columns are there, and what is prepared is there', () => {
  const table = prepared({ slice: 100 });
  for (let id = 1; id <= 500; id++)
    table.add({ id, owner: 1, at: id, kind: id % 5, amount: id % 200, maybe: null, word: null, final: 1 });
  const asked: ColumnSearch = { ...ALL, order: 'amount', sums: [], patient: false };
  expect(table.store.search(asked)).toEqual({ kind: 'behind' });
  let steps = 0;
  while (table.store.prepare(ALL, ['amount', 'kind'], ['amount']) === 'behind') steps++;
  expect(steps).toBeGreaterThan(5);
  expect(table.store.search(asked)).toMatchObject({ kind: 'page', total: 500 });
});
