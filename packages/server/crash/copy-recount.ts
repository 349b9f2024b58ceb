import type { Database } from 'better-sqlite3';

/** Columns by which rows of a table are counted; counts are called `<name>.<column>`. */
const COUNTED = [
  ['transfers', 'copy_transfers', ['company', 'wallet']],
  ['deals', 'copy_deals', ['company', 'strategy', 'account', 'wallet']],
  ['signals', 'copy_signals', ['company', 'strategy']],
  ['requests', 'copy_requests', ['company', 'stream']],
  ['accounts', 'copy_accounts', ['company', 'strategy', 'wallet']],
] as const;

const COUNTS = COUNTED.flatMap(([name, table, columns]) =>
  columns.map(
    (column) => `SELECT '${name}.${column}' AS name, ${column} AS owner, count(*) AS count FROM ${table} GROUP BY 2`,
  ),
).join(' UNION ALL ');

/** What is kept, and the same taken anew from the rows. */
const SUMS: readonly (readonly [table: string, anew: string])[] = [
  ['copy_counts', COUNTS],
  [
    'copy_wallet_sums',
    'SELECT wallet, kind, count(*) AS count, sum(amount) AS amount FROM copy_transfers GROUP BY wallet, kind',
  ],
  [
    'copy_wallet_deals',
    `SELECT wallet, sum(type < 2) AS trades, sum(iif(type < 2, profit, 0)) AS profit, sum(iif(type < 2, swap, 0)) AS swap,
       sum(liquidity) AS liquidity, sum(broker) AS broker, sum(trader) AS trader, sum(partner) AS partner,
       sum(iif(type < 2, abs(volume), 0)) AS volume, sum(iif(type = 7, profit, 0)) AS fee
     FROM copy_deals WHERE type IN (0, 1, 7) GROUP BY wallet`,
  ],
];

/** Compares the counts and sums that are kept with recounts. Returns what is wrong, in words. */
export function recount(database: Database): string[] {
  const wrong: string[] = [];
  for (const [table, anew] of SUMS) {
    const kept = `SELECT * FROM ${table}`;
    for (const [side, query] of [
      ['only kept', `${kept} EXCEPT SELECT * FROM (${anew})`],
      ['only counted', `SELECT * FROM (${anew}) EXCEPT ${kept}`],
    ] as const) {
      const rows = database.prepare(query).all();
      if (rows.length > 0) wrong.push(`${table}: ${rows.length} rows are ${side}, first ${JSON.stringify(rows[0])}`);
    }
  }
  return wrong;
}
