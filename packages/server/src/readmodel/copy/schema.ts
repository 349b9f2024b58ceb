import type { Migration } from '../../journal/index.ts';

/** Columns of the tables, in the order in which rows are written. */
export const COPY_COLUMNS = {
  copy_transfers: [
    'id',
    'company',
    'wallet',
    'client',
    'test',
    'at',
    'kind',
    'amount',
    'external_id',
    'comment_client',
    'comment_company',
    'account',
    'strategy',
    'deal',
    'accrued_at',
  ],
  copy_deals: [
    'id',
    'company',
    'strategy',
    'accounting',
    'account',
    'account_type',
    'wallet',
    'client',
    'test',
    'at',
    'type',
    'entry',
    'signal',
    'command',
    'stop',
    'stream',
    'request',
    'instrument',
    'symbol',
    'volume',
    'volume_a',
    'price',
    'liquidity',
    'broker',
    'trader',
    'partner',
    'commission',
    'profit',
    'swap',
    'total',
    'turnover',
    'precision_price',
    'precision_volume',
    'position',
    'deal_to',
    'netting',
  ],
  copy_signals: [
    'id',
    'company',
    'strategy',
    'at',
    'symbol',
    'lot',
    'equity',
    'sync',
    'status',
    'ticket',
    'comment',
    'processed_at',
  ],
  copy_requests: [
    'id',
    'company',
    'stream',
    'instrument',
    'symbol',
    'volume',
    'test',
    'at',
    'processed_at',
    'last_fill_at',
  ],
  copy_fills: [
    'id',
    'company',
    'request',
    'symbol',
    'price',
    'filled',
    'rejected',
    'commission',
    'ticket',
    'test',
    'at',
    'executed_at',
    'processed_at',
  ],
  copy_accounts: [
    'id',
    'company',
    'strategy',
    'accounting',
    'wallet',
    'client',
    'test',
    'type',
    'stream',
    'opened_at',
    'closed_at',
    'record',
  ],
  copy_commands: ['id', 'account', 'strategy', 'name', 'status', 'at', 'detail'],
  copy_intervals: ['account', 'interval', 'began_at', 'ended_at', 'gross', 'fee', 'partner'],
  copy_unit_prices: ['strategy', 'day', 'price'],
  copy_equity: ['company', 'day', 'equity', 'balance', 'wallets'],
  copy_account_days: ['account', 'day', 'equity', 'profit', 'base'],
} as const;

export type CopyTable = keyof typeof COPY_COLUMNS;

/**
 * What copy trading leaves behind. Money is in cents, volumes and lots in hundred-millionths of a lot, prices have ten
 * decimals, moments are market time in ms UTC, 0 for what has not happened; ids are 0 where there is none. `copy_counts` and
 * the sums are kept, never counted: a page and its total cost what the page holds.
 */
const TABLES: readonly Migration[] = [
  {
    id: 'copy-1-trading',
    sql: `
      CREATE TABLE copy_transfers (
        id INTEGER PRIMARY KEY, company INTEGER NOT NULL, wallet INTEGER NOT NULL, client INTEGER NOT NULL,
        test INTEGER NOT NULL, at INTEGER NOT NULL, kind INTEGER NOT NULL, amount INTEGER NOT NULL, external_id INTEGER,
        comment_client TEXT, comment_company TEXT, account INTEGER NOT NULL, strategy INTEGER NOT NULL,
        deal INTEGER NOT NULL, accrued_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX copy_transfers_by_company ON copy_transfers (company, id);
      CREATE INDEX copy_transfers_by_wallet ON copy_transfers (wallet, id);
      CREATE INDEX copy_transfers_by_external ON copy_transfers (wallet, kind, external_id) WHERE external_id IS NOT NULL;
      CREATE TABLE copy_wallet_sums (
        wallet INTEGER NOT NULL, kind INTEGER NOT NULL, count INTEGER NOT NULL, amount INTEGER NOT NULL,
        PRIMARY KEY (wallet, kind)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE copy_deals (
        id INTEGER PRIMARY KEY, company INTEGER NOT NULL, strategy INTEGER NOT NULL, accounting INTEGER NOT NULL,
        account INTEGER NOT NULL, account_type INTEGER NOT NULL, wallet INTEGER NOT NULL, client INTEGER NOT NULL,
        test INTEGER NOT NULL, at INTEGER NOT NULL, type INTEGER NOT NULL, entry INTEGER, signal INTEGER NOT NULL,
        command INTEGER NOT NULL, stop INTEGER NOT NULL, stream INTEGER NOT NULL, request INTEGER NOT NULL,
        instrument INTEGER NOT NULL, symbol TEXT, volume INTEGER NOT NULL, volume_a INTEGER NOT NULL,
        price INTEGER NOT NULL, liquidity INTEGER NOT NULL, broker INTEGER NOT NULL, trader INTEGER NOT NULL,
        partner INTEGER NOT NULL, commission INTEGER NOT NULL, profit INTEGER NOT NULL, swap INTEGER NOT NULL,
        total INTEGER NOT NULL, turnover INTEGER NOT NULL, precision_price INTEGER NOT NULL,
        precision_volume INTEGER NOT NULL, position INTEGER NOT NULL, deal_to INTEGER NOT NULL, netting INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX copy_deals_by_company ON copy_deals (company, id);
      CREATE INDEX copy_deals_by_account ON copy_deals (account, id);
      CREATE INDEX copy_deals_by_strategy ON copy_deals (strategy, id);
      CREATE INDEX copy_deals_by_wallet ON copy_deals (wallet, id);
      CREATE INDEX copy_deals_by_symbol ON copy_deals (company, symbol, id);
      CREATE INDEX copy_deals_by_type ON copy_deals (company, type, id);
      CREATE INDEX copy_deals_by_signal ON copy_deals (signal, id) WHERE signal <> 0;
      CREATE INDEX copy_deals_charging ON copy_deals (company, id) WHERE trader + partner > 0 OR type = 7;
      CREATE TABLE copy_wallet_deals (
        wallet INTEGER PRIMARY KEY, trades INTEGER NOT NULL, profit INTEGER NOT NULL, swap INTEGER NOT NULL,
        liquidity INTEGER NOT NULL, broker INTEGER NOT NULL, trader INTEGER NOT NULL, partner INTEGER NOT NULL,
        volume INTEGER NOT NULL, fee INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE copy_counts (
        name TEXT NOT NULL, owner INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (name, owner)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE copy_signals (
        id INTEGER PRIMARY KEY, company INTEGER NOT NULL, strategy INTEGER NOT NULL, at INTEGER NOT NULL,
        symbol TEXT NOT NULL, lot INTEGER NOT NULL, equity INTEGER, sync TEXT, status INTEGER NOT NULL, ticket TEXT,
        comment TEXT, processed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX copy_signals_by_company ON copy_signals (company, id);
      CREATE INDEX copy_signals_by_strategy ON copy_signals (strategy, id);

      CREATE TABLE copy_requests (
        id INTEGER PRIMARY KEY, company INTEGER NOT NULL, stream INTEGER NOT NULL, instrument INTEGER NOT NULL,
        symbol TEXT NOT NULL, volume INTEGER NOT NULL, test INTEGER NOT NULL, at INTEGER NOT NULL,
        processed_at INTEGER NOT NULL, last_fill_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX copy_requests_by_company ON copy_requests (company, id);
      CREATE INDEX copy_requests_by_stream ON copy_requests (stream, id);
      CREATE TABLE copy_fills (
        id INTEGER PRIMARY KEY AUTOINCREMENT, company INTEGER NOT NULL, request INTEGER NOT NULL, symbol TEXT NOT NULL,
        price INTEGER NOT NULL, filled INTEGER NOT NULL, rejected INTEGER NOT NULL, commission INTEGER NOT NULL,
        ticket TEXT NOT NULL, test INTEGER NOT NULL, at INTEGER NOT NULL, executed_at INTEGER NOT NULL,
        processed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX copy_fills_by_company ON copy_fills (company, processed_at, id);
      CREATE INDEX copy_fills_by_request ON copy_fills (request, id);

      CREATE TABLE copy_accounts (
        id INTEGER PRIMARY KEY, company INTEGER NOT NULL, strategy INTEGER NOT NULL, accounting INTEGER NOT NULL,
        wallet INTEGER NOT NULL, client INTEGER NOT NULL, test INTEGER NOT NULL, type INTEGER NOT NULL,
        stream INTEGER NOT NULL,
        opened_at INTEGER NOT NULL, closed_at INTEGER NOT NULL, record TEXT NOT NULL
      ) STRICT;
      CREATE INDEX copy_accounts_by_company ON copy_accounts (company, id);
      CREATE INDEX copy_accounts_by_strategy ON copy_accounts (strategy, id);
      CREATE INDEX copy_accounts_by_wallet ON copy_accounts (wallet, id);

      CREATE TABLE copy_commands (
        id INTEGER PRIMARY KEY, account INTEGER NOT NULL, strategy INTEGER NOT NULL, name TEXT NOT NULL,
        status INTEGER NOT NULL, at INTEGER NOT NULL, detail TEXT
      ) STRICT;
      CREATE TABLE copy_intervals (
        account INTEGER NOT NULL, interval INTEGER NOT NULL, began_at INTEGER NOT NULL, ended_at INTEGER NOT NULL,
        gross INTEGER NOT NULL, fee INTEGER NOT NULL, partner INTEGER NOT NULL, PRIMARY KEY (account, interval)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE copy_unit_prices (
        strategy INTEGER NOT NULL, day INTEGER NOT NULL, price INTEGER NOT NULL, PRIMARY KEY (strategy, day)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE copy_equity (
        company INTEGER NOT NULL, day INTEGER NOT NULL, equity INTEGER NOT NULL, balance INTEGER NOT NULL,
        wallets INTEGER NOT NULL, PRIMARY KEY (company, day)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE copy_account_days (
        account INTEGER NOT NULL, day INTEGER NOT NULL, equity INTEGER NOT NULL, profit INTEGER NOT NULL,
        base INTEGER NOT NULL, PRIMARY KEY (account, day)
      ) STRICT, WITHOUT ROWID`,
  },
];

/** A later step: what happened in a stretch of time is found without a look at the rest. */
const TIMES: Migration = {
  id: 'copy-2-times',
  sql: `
    CREATE INDEX copy_deals_by_time ON copy_deals (company, at, id);
    CREATE INDEX copy_signals_by_time ON copy_signals (company, at, id)`,
};

/**
 * A later step: what is searched by anything but its owner is found in columns in memory (`columns`), so each deal is
 * entered in four indices fewer. Columns are read in the order of ids.
 */
const COLUMNS: Migration = {
  id: 'copy-3-columns',
  sql: `
    DROP INDEX copy_deals_by_symbol;
    DROP INDEX copy_deals_by_type;
    DROP INDEX copy_deals_by_signal;
    DROP INDEX copy_deals_by_time;
    DROP INDEX copy_signals_by_time;
    DROP INDEX copy_fills_by_company;
    CREATE INDEX copy_fills_by_company ON copy_fills (company, id);
    CREATE INDEX copy_fills_by_ticket ON copy_fills (company, ticket, id)`,
};

/** Names of statements, as the projection uses them. */
export const COPY_STATEMENTS = {
  transfer: 'readmodel.copyTransfer',
  walletSum: 'readmodel.copyWalletSum',
  deal: 'readmodel.copyDeal',
  walletDeals: 'readmodel.copyWalletDeals',
  count: 'readmodel.copyCount',
  signal: 'readmodel.copySignal',
  signalDone: 'readmodel.copySignalDone',
  request: 'readmodel.copyRequest',
  requestVolume: 'readmodel.copyRequestVolume',
  requestFilled: 'readmodel.copyRequestFilled',
  requestProcessed: 'readmodel.copyRequestProcessed',
  fill: 'readmodel.copyFill',
  account: 'readmodel.copyAccount',
  command: 'readmodel.copyCommand',
  commandDone: 'readmodel.copyCommandDone',
  interval: 'readmodel.copyInterval',
  unitPrice: 'readmodel.copyUnitPrice',
  equity: 'readmodel.copyEquity',
  accountDay: 'readmodel.copyAccountDay',
} as const;

/** All steps, in their order. */
export const COPY_MIGRATIONS: readonly Migration[] = [...TABLES, TIMES, COLUMNS];

/** Text of the statements. */
export const COPY_STATEMENT_TEXTS: Readonly<Record<string, string>> = {
  [COPY_STATEMENTS.transfer]: insert('copy_transfers'),
  [COPY_STATEMENTS.walletSum]: `INSERT INTO copy_wallet_sums (wallet, kind, count, amount) VALUES (?, ?, ?, ?)
    ON CONFLICT (wallet, kind) DO UPDATE SET count = count + excluded.count, amount = amount + excluded.amount`,
  [COPY_STATEMENTS.deal]: insert('copy_deals'),
  [COPY_STATEMENTS.walletDeals]: `INSERT INTO copy_wallet_deals
    (wallet, trades, profit, swap, liquidity, broker, trader, partner, volume, fee) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (wallet) DO UPDATE SET trades = trades + excluded.trades, profit = profit + excluded.profit,
      swap = swap + excluded.swap, liquidity = liquidity + excluded.liquidity, broker = broker + excluded.broker,
      trader = trader + excluded.trader, partner = partner + excluded.partner, volume = volume + excluded.volume,
      fee = fee + excluded.fee`,
  [COPY_STATEMENTS.count]: `INSERT INTO copy_counts (name, owner, count) VALUES (?, ?, ?)
    ON CONFLICT (name, owner) DO UPDATE SET count = count + excluded.count`,
  [COPY_STATEMENTS.signal]: insert('copy_signals'),
  [COPY_STATEMENTS.signalDone]: 'UPDATE copy_signals SET status = ?, processed_at = ? WHERE id >= ? AND id < ?',
  [COPY_STATEMENTS.request]: insert('copy_requests'),
  [COPY_STATEMENTS.requestVolume]: 'UPDATE copy_requests SET volume = ? WHERE id = ?',
  [COPY_STATEMENTS.requestFilled]: 'UPDATE copy_requests SET last_fill_at = ? WHERE id = ?',
  [COPY_STATEMENTS.requestProcessed]: 'UPDATE copy_requests SET processed_at = ?, volume = ? WHERE id = ?',
  [COPY_STATEMENTS.fill]: insert('copy_fills'),
  [COPY_STATEMENTS.account]: insert('copy_accounts'),
  [COPY_STATEMENTS.command]: insert('copy_commands'),
  [COPY_STATEMENTS.commandDone]: 'UPDATE copy_commands SET status = ?, detail = ? WHERE id = ?',
  [COPY_STATEMENTS.interval]: insert('copy_intervals'),
  [COPY_STATEMENTS.unitPrice]: `${insert('copy_unit_prices')} ON CONFLICT (strategy, day) DO NOTHING`,
  [COPY_STATEMENTS.equity]: `${insert('copy_equity')} ON CONFLICT (company, day) DO UPDATE SET
    equity = equity + excluded.equity, balance = balance + excluded.balance, wallets = wallets + excluded.wallets`,
  [COPY_STATEMENTS.accountDay]: `${insert('copy_account_days')} ON CONFLICT (account, day) DO NOTHING`,
};

function insert(table: CopyTable): string {
  const columns = COPY_COLUMNS[table];
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
}
