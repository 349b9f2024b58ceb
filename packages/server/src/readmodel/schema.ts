import type { JournalSchema, Migration } from '../journal/index.ts';
import { COPY_MIGRATIONS, COPY_STATEMENT_TEXTS } from './copy/schema.ts';
import { DELAYED_MIGRATIONS, DELAYED_STATEMENTS } from './delayed/schema.ts';
import { DEPOSIT_MIGRATIONS, DEPOSIT_STATEMENTS } from './deposits/index.ts';
import { EQUITY_MIGRATIONS, EQUITY_STATEMENTS } from './equity/index.ts';

/** Statement names of the read model, as `project` uses them. */
export const STATEMENTS = {
  finishedOrder: 'readmodel.finishedOrder',
  fill: 'readmodel.fill',
  ledgerEntry: 'readmodel.ledgerEntry',
  commandKey: 'readmodel.commandKey',
  firing: 'readmodel.firing',
  worth: 'readmodel.worth',
  deal: 'readmodel.deal',
  dealEvent: 'readmodel.dealEvent',
  dealTotal: 'readmodel.dealTotal',
  trade: 'readmodel.trade',
  tradeEvent: 'readmodel.tradeEvent',
  gridEvent: 'readmodel.gridEvent',
} as const;

/**
 * Prices and quantities are integers in steps of the instrument, money is TEXT in minor units of the asset beside it,
 * times are market time in ms UTC. Lists are read newest first for one account at a time, so each key begins with the
 * account and the time; both grow together with ids and turns.
 */
const MIGRATIONS: readonly Migration[] = [
  {
    id: 'readmodel-1-finished-orders',
    sql: `CREATE TABLE finished_orders (
      id INTEGER PRIMARY KEY, account INTEGER NOT NULL, instrument INTEGER NOT NULL, leg INTEGER NOT NULL,
      side INTEGER NOT NULL, action TEXT NOT NULL, type TEXT NOT NULL, validity TEXT NOT NULL,
      price INTEGER NOT NULL, stop_price INTEGER NOT NULL, quantity INTEGER NOT NULL, filled INTEGER NOT NULL,
      value TEXT NOT NULL, fee TEXT NOT NULL, status TEXT NOT NULL, reason TEXT, detail TEXT, key TEXT,
      origin TEXT NOT NULL, comment TEXT, expires_at INTEGER NOT NULL, created_at INTEGER NOT NULL,
      ended_at INTEGER NOT NULL, seq INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX finished_orders_by_account ON finished_orders (account, created_at, id, instrument, status, origin)`,
  },
  {
    // Both sides of a trade between users share the fill's id.
    id: 'readmodel-2-fills',
    sql: `CREATE TABLE fills (
      account INTEGER NOT NULL, at INTEGER NOT NULL, id INTEGER NOT NULL, order_id INTEGER NOT NULL,
      instrument INTEGER NOT NULL, leg INTEGER NOT NULL, side INTEGER NOT NULL, price INTEGER NOT NULL,
      quantity INTEGER NOT NULL, value TEXT NOT NULL, cash TEXT NOT NULL, cash_asset INTEGER NOT NULL,
      fee TEXT NOT NULL, fee_asset INTEGER NOT NULL, maker INTEGER NOT NULL, result TEXT NOT NULL, venue_fill TEXT,
      seq INTEGER NOT NULL, PRIMARY KEY (account, at, id, order_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX fills_by_order ON fills (order_id)`,
  },
  {
    id: 'readmodel-3-ledger',
    sql: `CREATE TABLE ledger (
      account INTEGER NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL, entry INTEGER NOT NULL,
      asset INTEGER NOT NULL, amount TEXT NOT NULL, kind TEXT NOT NULL, instrument INTEGER, order_id INTEGER,
      fill_id INTEGER, transfer_id INTEGER, key TEXT, PRIMARY KEY (account, at, seq, entry)
    ) STRICT, WITHOUT ROWID`,
  },
  {
    id: 'readmodel-4-command-keys',
    sql: `CREATE TABLE command_keys (
      account INTEGER NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (account, key)
    ) STRICT, WITHOUT ROWID`,
  },
  {
    // What an order waited for; before that there were stops by the last price alone.
    id: 'readmodel-5-order-triggers',
    sql: `ALTER TABLE finished_orders ADD COLUMN trigger_by TEXT;
    ALTER TABLE finished_orders ADD COLUMN trail_unit TEXT;
    ALTER TABLE finished_orders ADD COLUMN trail_distance INTEGER;
    ALTER TABLE finished_orders ADD COLUMN offset_unit TEXT;
    ALTER TABLE finished_orders ADD COLUMN offset_distance INTEGER;
    UPDATE finished_orders SET trigger_by = 'last' WHERE stop_price <> 0`,
  },
  {
    // The purchases or sales that a position still stands on, and orders that came to nothing.
    id: 'readmodel-6-operations',
    sql: `CREATE INDEX fills_by_side ON fills (account, instrument, side, at, id);
    CREATE INDEX finished_orders_unfilled ON finished_orders (account, ended_at, seq, id)
      WHERE filled = 0 AND trigger_by IS NULL`,
  },
  {
    // When an order that waited went to its venue, and the price that fired it; it may be open still.
    id: 'readmodel-7-firings',
    sql: `CREATE TABLE firings (order_id INTEGER PRIMARY KEY, at INTEGER NOT NULL, price INTEGER NOT NULL) STRICT;
    CREATE INDEX waited_orders_by_account ON finished_orders (account, created_at, id) WHERE trigger_by IS NOT NULL`,
  },
  {
    // what accounts were worth when a day began; decimal text, days since 1970 UTC
    id: 'readmodel-8-account-worth',
    sql: `CREATE TABLE account_worth (
      account INTEGER NOT NULL, day INTEGER NOT NULL, usd TEXT NOT NULL, btc TEXT NOT NULL, PRIMARY KEY (account, day)
    ) STRICT, WITHOUT ROWID`,
  },
  {
    // Deals of bots that have ended. Profits are in minor units of `quote`; `profit_rank` and `percent_rank` sort as texts
    // as the numbers do (`sort-text.ts`). A deal's record is plain JSON.
    id: 'readmodel-9-deals',
    sql: `CREATE TABLE deals (
      id INTEGER PRIMARY KEY, account INTEGER NOT NULL, bot INTEGER NOT NULL, instrument INTEGER NOT NULL,
      base INTEGER NOT NULL, quote INTEGER NOT NULL, status TEXT NOT NULL, created_at INTEGER NOT NULL,
      closed_at INTEGER NOT NULL, profit TEXT NOT NULL, profit_rank TEXT NOT NULL, percent_rank TEXT NOT NULL,
      record TEXT NOT NULL, seq INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX deals_by_account ON deals (account, created_at, id, status, instrument);
    CREATE INDEX deals_by_bot ON deals (bot, created_at, id, status, instrument);
    CREATE INDEX deals_by_account_closing ON deals (account, closed_at, id, status, instrument);
    CREATE INDEX deals_by_bot_closing ON deals (bot, closed_at, id, status, instrument);
    CREATE INDEX deals_by_account_profit ON deals (account, profit_rank, id);
    CREATE INDEX deals_by_bot_profit ON deals (bot, profit_rank, id);
    CREATE INDEX deals_by_account_percent ON deals (account, percent_rank, id);
    CREATE INDEX deals_by_bot_percent ON deals (bot, percent_rank, id)`,
  },
  {
    // What happened to each deal, in the order of the turns and of the events within one (`n`).
    id: 'readmodel-10-deal-events',
    sql: `CREATE TABLE deal_events (
      deal INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
      order_id INTEGER, data TEXT NOT NULL, PRIMARY KEY (deal, seq, n)
    ) STRICT, WITHOUT ROWID`,
  },
  {
    // What deals that sold something brought: of an account or a bot, by UTC day (its first ms; -1: all days) and quote asset.
    id: 'readmodel-11-deal-totals',
    sql: `CREATE TABLE deal_totals (
      scope TEXT NOT NULL, owner INTEGER NOT NULL, day INTEGER NOT NULL, quote INTEGER NOT NULL,
      completed INTEGER NOT NULL, panic_sold INTEGER NOT NULL, stopped INTEGER NOT NULL,
      profit TEXT NOT NULL, profit_usd TEXT NOT NULL, PRIMARY KEY (scope, owner, day, quote)
    ) STRICT, WITHOUT ROWID`,
  },
  {
    // Smart trades that have ended; `kind` is one of `trade-kind.ts`, the rest as in `deals`.
    id: 'readmodel-12-trades',
    sql: `CREATE TABLE trades (
      id INTEGER PRIMARY KEY, account INTEGER NOT NULL, instrument INTEGER NOT NULL, base INTEGER NOT NULL,
      quote INTEGER NOT NULL, kind TEXT NOT NULL, conditional INTEGER NOT NULL, status TEXT NOT NULL,
      created_at INTEGER NOT NULL, closed_at INTEGER NOT NULL, profit_rank TEXT NOT NULL, record TEXT NOT NULL,
      seq INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX trades_by_account ON trades (account, created_at, id, status, kind, instrument);
    CREATE INDEX trades_by_account_closing ON trades (account, closed_at, id, status, kind, instrument);
    CREATE INDEX trades_by_account_profit ON trades (account, profit_rank, id)`,
  },
  {
    // Timelines of deals and of smart trades have one shape: `entity` is the id of the deal or trade.
    id: 'readmodel-13-trade-events',
    sql: `ALTER TABLE deal_events RENAME COLUMN deal TO entity;
    CREATE TABLE trade_events (
      entity INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
      order_id INTEGER, data TEXT NOT NULL, PRIMARY KEY (entity, seq, n)
    ) STRICT, WITHOUT ROWID`,
  },
  {
    // Timelines of grid bots; the profits of a bot's cycles are read by themselves.
    id: 'readmodel-14-grid-events',
    sql: `CREATE TABLE grid_events (
      entity INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
      order_id INTEGER, data TEXT NOT NULL, PRIMARY KEY (entity, seq, n)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX grid_profits ON grid_events (entity, seq, n) WHERE kind = 'lineSold'`,
  },
  {
    // Profits of trades in percent, as texts that sort: those of ended trades are in their records, with two decimals.
    id: 'readmodel-15-trade-percents',
    sql: `ALTER TABLE trades ADD COLUMN percent_rank TEXT NOT NULL DEFAULT '';
    UPDATE trades SET percent_rank = (SELECT CASE
      WHEN n >= 0 THEN '1' || printf('%03d', length(n)) || n
      ELSE '0' || printf('%03d', 999 - length(-n)) ||
        printf('%0*d', length(-n), CAST(substr('999999999999999999', 1, length(-n)) AS INTEGER) + n) END
      FROM (SELECT CAST(replace(json_extract(record, '$.profitPercent'), '.', '') AS INTEGER) AS n));
    CREATE INDEX trades_by_account_percent ON trades (account, percent_rank, id)`,
  },
];

/** Columns of `deal_events`, `trade_events` and `grid_events`. */
const TIMELINE_COLUMNS = ['entity', 'seq', 'n', 'at', 'kind', 'order_id', 'data'] as const;

/** What the core forgets, as SQL tables: register it when the journal opens. */
export const READ_MODEL_SCHEMA: JournalSchema = {
  migrations: [...MIGRATIONS, ...EQUITY_MIGRATIONS, ...COPY_MIGRATIONS, ...DEPOSIT_MIGRATIONS, ...DELAYED_MIGRATIONS],
  statements: {
    ...EQUITY_STATEMENTS,
    ...DEPOSIT_STATEMENTS,
    ...DELAYED_STATEMENTS,
    ...COPY_STATEMENT_TEXTS,
    [STATEMENTS.finishedOrder]: insert('finished_orders', [
      'id',
      'account',
      'instrument',
      'leg',
      'side',
      'action',
      'type',
      'validity',
      'price',
      'stop_price',
      'quantity',
      'filled',
      'value',
      'fee',
      'status',
      'reason',
      'detail',
      'key',
      'origin',
      'comment',
      'expires_at',
      'created_at',
      'ended_at',
      'seq',
      'trigger_by',
      'trail_unit',
      'trail_distance',
      'offset_unit',
      'offset_distance',
    ]),
    [STATEMENTS.fill]: insert('fills', [
      'account',
      'at',
      'id',
      'order_id',
      'instrument',
      'leg',
      'side',
      'price',
      'quantity',
      'value',
      'cash',
      'cash_asset',
      'fee',
      'fee_asset',
      'maker',
      'result',
      'venue_fill',
      'seq',
    ]),
    [STATEMENTS.ledgerEntry]: insert('ledger', [
      'account',
      'at',
      'seq',
      'entry',
      'asset',
      'amount',
      'kind',
      'instrument',
      'order_id',
      'fill_id',
      'transfer_id',
      'key',
    ]),
    [STATEMENTS.deal]: insert('deals', [
      'id',
      'account',
      'bot',
      'instrument',
      'base',
      'quote',
      'status',
      'created_at',
      'closed_at',
      'profit',
      'profit_rank',
      'percent_rank',
      'record',
      'seq',
    ]),
    [STATEMENTS.dealEvent]: insert('deal_events', TIMELINE_COLUMNS),
    [STATEMENTS.tradeEvent]: insert('trade_events', TIMELINE_COLUMNS),
    [STATEMENTS.gridEvent]: insert('grid_events', TIMELINE_COLUMNS),
    [STATEMENTS.trade]: insert('trades', [
      'id',
      'account',
      'instrument',
      'base',
      'quote',
      'kind',
      'conditional',
      'status',
      'created_at',
      'closed_at',
      'profit_rank',
      'percent_rank',
      'record',
      'seq',
    ]),
    [STATEMENTS.dealTotal]: `${insert('deal_totals', [
      'scope',
      'owner',
      'day',
      'quote',
      'completed',
      'panic_sold',
      'stopped',
      'profit',
      'profit_usd',
    ])} ON CONFLICT (scope, owner, day, quote) DO UPDATE SET
      completed = completed + excluded.completed, panic_sold = panic_sold + excluded.panic_sold,
      stopped = stopped + excluded.stopped, profit = exact_sum(profit, excluded.profit),
      profit_usd = exact_sum(profit_usd, excluded.profit_usd)`,
    [STATEMENTS.firing]: insert('firings', ['order_id', 'at', 'price']),
    [STATEMENTS.worth]: `${insert('account_worth', ['account', 'day', 'usd', 'btc', 'seq'])} ON CONFLICT (account, day) DO NOTHING`,
    // The first use of a key is the one that was carried out.
    [STATEMENTS.commandKey]: `${insert('command_keys', ['account', 'key', 'kind', 'id'])} ON CONFLICT (account, key) DO NOTHING`,
  },
};

function insert(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
}
