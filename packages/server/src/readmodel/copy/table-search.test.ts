import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { DATABASE_FILE } from '../../journal/index.ts';
import { SqliteWriter } from '../../journal/sqlite-writer.ts';
import { testFolder } from '../../journal/test-folder.ts';
import { ReadModel } from '../read-model.ts';
import { READ_MODEL_SCHEMA } from '../schema.ts';
import { draws } from '../test-history.ts';
import { COPY_COLUMNS } from './schema.ts';
import { type Condition, searchTable, type TableSearch } from './table-search.ts';

const SIGNALS = 5_000;
const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY'] as const;

/** Signals of two companies with their kept counts; the newest are not carried out yet. */
function withSignals(): { readonly readModel: ReadModel; readonly write: (sql: string) => void } {
  const folder = testFolder();
  new SqliteWriter(folder, READ_MODEL_SCHEMA).close();
  const draw = draws(11);
  const names = COPY_COLUMNS.copy_signals;
  const database = new Sqlite(join(folder, DATABASE_FILE));
  const insert = database.prepare(
    `INSERT INTO copy_signals (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  );
  database.transaction(() => {
    for (let id = 1; id <= SIGNALS; id++) {
      const company = draw(4) === 0 ? 2 : 1;
      const open = id > SIGNALS - 20 && draw(2) === 0;
      const [symbol, lot] = [SYMBOLS[draw(3)], (draw(200) - 100) * 1_000_000];
      const [equity, ticket] = [draw(5) === 0 ? null : draw(1_000_000), `t${draw(50)}`];
      const status = open ? 0 : 1 + draw(3);
      insert.run(
        id,
        company,
        1 + draw(6),
        id * 10,
        symbol,
        lot,
        equity,
        null,
        status,
        ticket,
        null,
        open ? 0 : id * 10,
      );
    }
    database.exec(`INSERT INTO copy_counts SELECT 'signals.company', company, count(*) FROM copy_signals GROUP BY company;
      INSERT INTO copy_counts SELECT 'signals.strategy', strategy, count(*) FROM copy_signals GROUP BY strategy`);
  })();
  const readModel = new ReadModel({ folder });
  onTestFinished(async () => {
    await readModel.close();
    database.close();
  });
  return { readModel, write: (sql) => database.exec(sql) };
}

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    column: fc.constantFrom('status', 'id', 'strategy'),
    is: fc.constantFrom('equal' as const, 'atLeast' as const, 'below' as const, 'atMost' as const),
    value: fc.nat(5),
  }),
  fc.record({
    column: fc.constant('at'),
    is: fc.constantFrom('atLeast' as const, 'below' as const),
    value: fc.nat(50_000),
  }),
  fc.record({ column: fc.constant('equity'), is: fc.constant('atLeast' as const), value: fc.nat(1_000_000) }),
  fc.record({
    column: fc.constant('symbol'),
    is: fc.constant('equal' as const),
    value: fc.constantFrom('EURUSD', 'X'),
  }),
  fc.record({ column: fc.constant('ticket'), is: fc.constant('equal' as const), value: fc.constant('t7') }),
  fc.record({
    column: fc.constant('status'),
    is: fc.constant('oneOf' as const),
    value: fc.uniqueArray(fc.nat(3), { minLength: 1 }),
  }),
);

const search = fc.record({
  sums: fc.constantFrom([], ['lot'], ['equity', 'lot']),
  table: fc.constant('copy_signals' as const),
  company: fc.constantFrom(1, 2, 3),
  conditions: fc.array(condition, { maxLength: 3 }),
  order: fc.constantFrom('id', 'at', 'symbol', 'lot', 'equity', 'status', 'processed_at', 'ticket', 'strategy'),
  ascending: fc.boolean(),
  limit: fc.integer({ min: 1, max: 120 }),
  offset: fc.oneof(fc.nat(10), fc.nat(4_000)),
  ranked: fc.boolean(),
});

test('a search in columns finds the page and the total that SQL finds, before and after signals are carried out', async () => {
  const { readModel, write } = withSignals();
  const asked = async ({ ranked, company, ...rest }: Omit<TableSearch, 'count' | 'ranks'> & { ranked: boolean }) => {
    const ranks = ranked && rest.order === 'strategy' ? [4, 1, 6] : undefined;
    const wanted: TableSearch = { ...rest, company, ranks, count: { name: 'signals.company', owner: company } };
    const found = await searchTable(readModel, wanted);
    // without columns, and without a count that is kept
    const plain = { query: readModel.query.bind(readModel), columns: async () => null };
    expect(found).toEqual(await searchTable(plain, { ...wanted, count: undefined }));
  };
  await fc.assert(fc.asyncProperty(search, asked), { numRuns: 150 });
  write('UPDATE copy_signals SET status = 1, processed_at = at WHERE status = 0');
  await fc.assert(fc.asyncProperty(search, asked), { numRuns: 150 });
});

test('the kept count of an owner of another company is not told: nothing of his is found', async () => {
  const { readModel } = withSignals();
  const foreign = await searchTable(readModel, {
    table: 'copy_signals',
    company: 3,
    conditions: [{ column: 'strategy', is: 'equal', value: 1 }],
    order: 'id',
    ascending: true,
    limit: 10,
    offset: 0,
    count: { name: 'signals.strategy', owner: 1 },
  });
  expect(foreign).toEqual({ rows: [], total: 0, sums: [] });
});
