import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DATABASE_FILE } from '../../packages/server/src/journal/sqlite-file.ts';

/** What of everything there is. */
export interface Sizes {
  readonly deals: number;
  readonly transfers: number;
  readonly signals: number;
  readonly requests: number;
  readonly fills: number;
  readonly closed: number;
}

const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY', 'AUDUSD', 'USDCHF', 'USDCAD', 'NZDUSD', 'EURGBP'];

/** The accounts whose history it is; a strategy, a wallet and a client for each. */
export interface Holder {
  readonly account: number;
  readonly strategy: number;
  readonly wallet: number;
  readonly client: number;
  readonly type: number;
}

/**
 * A long history of a company, written as the projection writes it: the same columns, the same counts, in the order in
 * which things happen; a fortnight of signals, each with the deals of its strategy's accounts.
 */
export function writeHistory(
  folder: string,
  company: number,
  holders: readonly Holder[],
  sizes: Sizes,
  now: number,
): void {
  const database = new Database(join(folder, DATABASE_FILE));
  database.pragma('busy_timeout = 20000');
  const random = seeded(4711);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const counts = new Map<string, number>();
  const count = (name: string, owner: number): void => {
    counts.set(`${name} ${owner}`, (counts.get(`${name} ${owner}`) ?? 0) + 1);
  };
  const write = (
    table: string,
    rows: number,
    row: (n: number) => Readonly<Record<string, number | string | null>>,
  ): void => {
    const [{ last }] = database.prepare(`SELECT coalesce(max(id), 0) AS last FROM ${table}`).all() as [
      { last: number },
    ];
    const first = row(0);
    const names = Object.keys(first);
    const insert = database.prepare(
      `INSERT INTO ${table} (id, ${names.join(', ')}) VALUES (?, ${names.map(() => '?').join(', ')})`,
    );
    database.transaction(() => {
      for (let n = 0; n < rows; n++) insert.run(last + 1 + n, ...Object.values(row(n)));
    })();
  };
  const span = 14 * 86_400_000;
  const at = (n: number, of: number): number => now - span + Math.floor((span * n) / of);
  const byStrategy = new Map<number, Holder[]>();
  for (const holder of holders) byStrategy.set(holder.strategy, [...(byStrategy.get(holder.strategy) ?? []), holder]);
  const strategies = [...byStrategy.values()];
  let strategy = strategies[0] as Holder[];
  let place = 0;
  let signal = 0;
  let symbol = 'EURUSD';
  write('copy_deals', sizes.deals, (n) => {
    if (place >= strategy.length) {
      strategy = pick(strategies);
      symbol = pick(SYMBOLS);
      place = 0;
      signal++;
    }
    const holder = strategy[place++] as Holder;
    const dice = random(1_000);
    const type = dice < 450 ? 0 : dice < 900 ? 1 : dice < 950 ? 2 : dice < 980 ? 7 : dice < 990 ? 10 : 11;
    const trade = type < 2;
    const [trader, partner, liquidity] = trade ? [random(90), random(20), random(60)] : [0, 0, 0];
    const profit = type === 7 ? -random(90_000) : random(200_001) - 100_000;
    count('deals.company', company);
    count('deals.strategy', holder.strategy);
    count('deals.account', holder.account);
    count('deals.wallet', holder.wallet);
    return {
      company,
      strategy: holder.strategy,
      accounting: holder.strategy % 2,
      account: holder.account,
      account_type: holder.type,
      wallet: holder.wallet,
      client: holder.client,
      test: holder.client % 100 === 0 ? 1 : 0,
      at: at(n, sizes.deals),
      type,
      entry: trade ? random(3) : null,
      signal: trade ? signal : 0,
      command: type === 2 ? n : 0,
      stop: dice === 999 ? n : 0,
      stream: trade ? 1 : 0,
      request: trade ? signal : 0,
      instrument: trade ? 1 : 0,
      symbol: trade ? symbol : null,
      volume: trade ? (random(2) * 2 - 1) * (1 + random(5_000)) * 10_000 : 0,
      volume_a: 0,
      price: trade ? 11_000_000_000 + random(100_000_000) : 0,
      liquidity,
      broker: 0,
      trader,
      partner,
      commission: trader + partner + liquidity,
      profit,
      swap: random(100) - 50,
      total: profit - trader - partner - liquidity,
      turnover: trade ? random(5_000_000) : 0,
      precision_price: 5,
      precision_volume: 2,
      position: holder.account,
      deal_to: 0,
      netting: 0,
    };
  });
  write('copy_transfers', sizes.transfers, (n) => {
    const { wallet, client, account, strategy: of } = pick(holders);
    count('transfers.company', company);
    count('transfers.wallet', wallet);
    return {
      company,
      wallet,
      client,
      test: client % 100 === 0 ? 1 : 0,
      at: at(n, sizes.transfers),
      kind: random(9),
      amount: random(2_000_001) - 1_000_000,
      external_id: random(3) === 0 ? n : null,
      comment_client: `comment ${n % 1_000}`,
      comment_company: null,
      account,
      strategy: of,
      deal: n,
      accrued_at: 0,
    };
  });
  write('copy_signals', sizes.signals, (n) => {
    const { strategy: of } = pick(holders);
    count('signals.company', company);
    count('signals.strategy', of);
    return {
      company,
      strategy: of,
      at: at(n, sizes.signals),
      symbol: pick(SYMBOLS),
      lot: random(1_000) * 1_000_000,
      equity: random(10_000_000),
      sync: null,
      status: random(20) === 0 ? 2 : 1,
      ticket: `t${n}`,
      comment: 'bench',
      processed_at: at(n, sizes.signals) + 20,
    };
  });
  write('copy_requests', sizes.requests, (n) => {
    count('requests.company', company);
    count('requests.stream', 1);
    const moment = at(n, sizes.requests);
    return {
      company,
      stream: 1,
      instrument: 1,
      symbol: pick(SYMBOLS),
      volume: random(1_000) * 1_000_000,
      test: 0,
      at: moment,
      processed_at: moment + 20,
      last_fill_at: moment + 20,
    };
  });
  write('copy_fills', sizes.fills, (n) => {
    const moment = at(n, sizes.fills);
    return {
      company,
      request: Math.floor((n * sizes.requests) / sizes.fills),
      symbol: pick(SYMBOLS),
      price: 11_000_000_000 + random(100_000_000),
      filled: random(1_000) * 1_000_000,
      rejected: 0,
      commission: -random(500),
      ticket: `${n}`,
      test: 0,
      at: moment,
      executed_at: moment,
      processed_at: moment,
    };
  });
  const keep = database.prepare(
    `INSERT INTO copy_counts (name, owner, count) VALUES (?, ?, ?)
     ON CONFLICT (name, owner) DO UPDATE SET count = count + excluded.count`,
  );
  database.transaction(() => {
    for (const [key, number] of counts) keep.run(...(key.split(' ') as [string, string]), number);
  })();
  database.close();
}

function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
