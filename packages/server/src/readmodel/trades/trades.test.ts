import { type Command, decimals, parseDecimal, type TradeAllows, type TradeRecord, tradeFigures } from '@outcry/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RankedRequest } from '../ranked/ranked.ts';
import { expectPages, explaining, idsInOrder } from '../ranked/test-lists.ts';
import { expectTimeline } from '../timelines/test-timelines.ts';
import { TradeHistory } from './test-trades.ts';
import { listTradeEvents, listTradeOrders } from './timeline.ts';
import { TRADE_ORDERS, TRADE_STATUS_FILTERS, type TradeFilter, type TradeOrder } from './trade-filter.ts';
import { isConditional, TRADE_KINDS, tradeKind } from './trade-kind.ts';
import { listTrades } from './trade-list.ts';
import { runningTradeRow, tradeAllows, tradesById } from './trade-row.ts';

const RUNS = { numRuns: 8 };
const seeds = fc.integer({ min: 0, max: 2 ** 31 });

/** What a trade is put in order by, as an exact number. */
function rankOf(history: TradeHistory, record: TradeRecord, order: TradeOrder): decimals.Decimal {
  const { state } = history.core;
  const running = state.trades.trades.get(record.id);
  const whole = (value: number) => decimals.decimal(BigInt(value), 0);
  switch (order) {
    case 'created':
      return whole(record.createdAt);
    case 'updated':
      return whole(record.updatedAt);
    case 'closed':
      return whole(running === undefined ? record.closedAt : Number.MAX_SAFE_INTEGER);
    case 'profit': {
      const text = running === undefined ? record.profit : tradeFigures(state, running).profit;
      return decimals.rescale(parseDecimal(text) as decimals.Decimal, 8, 'halfUp');
    }
    case 'profitPercent': {
      const text = running === undefined ? record.profitPercent : tradeFigures(state, running).profitPercent;
      return parseDecimal(text) as decimals.Decimal;
    }
  }
}

function takes(history: TradeHistory, filter: TradeFilter, record: TradeRecord): boolean {
  const { settings, status } = record;
  const group = history.core.state.trades.trades.has(record.id) ? 'active' : 'ended';
  return (
    filter.accounts.includes(record.account) &&
    settings.instrument === (filter.instrument ?? settings.instrument) &&
    (filter.statuses?.some((wanted) => wanted === status || wanted === group) ?? true) &&
    tradeKind(settings) === (filter.kind ?? tradeKind(settings)) &&
    isConditional(settings) === (filter.conditional ?? isConditional(settings))
  );
}

test('the histories hold trades of every kind, running and with every end', () => {
  const kinds = new Set<string>();
  const ends = new Set<string>();
  for (const seed of [1, 2, 3, 4]) {
    for (const { status, settings } of new TradeHistory(seed).trade(300).trades) {
      ends.add(status);
      kinds.add(tradeKind(settings));
    }
  }
  expect([...kinds].sort()).toEqual([...TRADE_KINDS].sort());
  for (const status of ['finished', 'takeProfitFinished', 'stopLossFinished', 'panicSold', 'cancelled', 'failed'])
    expect(ends).toContain(status);
  for (const status of ['waiting', 'holding']) expect(ends).toContain(status);
});

test('lists are what the core knew, in any order, narrowed in any way, by offsets and by cursors', async () => {
  const option = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  await fc.assert(
    fc.asyncProperty(
      seeds,
      fc.constantFrom(...TRADE_ORDERS),
      fc.constantFrom('asc' as const, 'desc' as const),
      option(fc.uniqueArray(fc.constantFrom(...TRADE_STATUS_FILTERS), { minLength: 1, maxLength: 3 })),
      option(fc.constantFrom(...TRADE_KINDS)),
      option(fc.boolean()),
      option(fc.constantFrom(1, 2)),
      fc.nat({ max: 40 }),
      fc.integer({ min: 1, max: 9 }),
      async (seed, order, direction, statuses, kind, conditional, instrument, offset, limit) => {
        const history = new TradeHistory(seed).trade(120).flush();
        const filter = { accounts: history.accounts.slice(0, 3), statuses, kind, conditional, instrument };
        const rows = history.trades
          .filter((record) => takes(history, filter, record))
          .map((record) => ({ id: record.id, rank: rankOf(history, record, order) }));
        const list = (request: RankedRequest<TradeOrder>) => listTrades(history, history, filter, request);
        await expectPages(list, { limit, order, direction, offset }, idsInOrder(rows, direction));
      },
    ),
    { numRuns: 20 },
  );
}, 60_000);

test('a list stays whole while trades end between the look at the core and the look at the disk', async () => {
  const history = new TradeHistory(5).trade(150).flush();
  const before = history.trades.map(({ id }) => id).sort((a, b) => b - a);
  history.meanwhile = () => {
    history.trade(20);
  };
  const { rows } = await listTrades(history, history, { accounts: history.accounts.slice(0, 3) }, { limit: 1_000 });
  expect(rows.map(({ record }) => record.id)).toEqual(before);
});

test('a trade that has ended is read back as it ended, what faces keep included', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const history = new TradeHistory(seed).trade(200).flush();
      const { trades } = history;
      const rows = await tradesById(
        history,
        history,
        trades.map(({ id }) => id),
      );
      expect(trades.map(({ id }) => rows.get(id)?.record)).toEqual(trades);
    }),
    RUNS,
  );
}, 60_000);

/** Kinds of entries by the event that they come from. */
const KINDS: Readonly<Record<string, string>> = {
  'trades.opened': 'opened',
  'trades.moved': 'moved',
  'trades.held': 'held',
  'trades.stepMoved': 'stepMoved',
  'trades.stepSaleAsked': 'stepSale',
  'trades.stepCancelAsked': 'stepCancel',
  'trades.reduceAsked': 'reduction',
  'trades.stopTimed': 'stopTimed',
  'trades.failing': 'failing',
  'trades.recovered': 'recovered',
  'trades.edited': 'edited',
  'trades.noted': 'noted',
  'trades.closed': 'closed',
};

test('timelines leave nothing out: each is what the turns told of its trade, in their order', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const history = new TradeHistory(seed).trade(200).flush();
      expect(history.told.size).toBe(history.trades.length);
      for (const [trade, told] of history.told) await expectTimeline(history, 'trade', trade, told, KINDS);
    }),
    RUNS,
  );
}, 60_000);

test('a trade takes exactly the commands that it is said to allow', () => {
  const commands: readonly [keyof TradeAllows, (trade: number) => Command][] = [
    ['edit', (trade) => ({ type: 'trades.edit', trade, changes: {} })],
    ['panicSell', (trade) => ({ type: 'trades.panicSell', trade })],
    ['forceStart', (trade) => ({ type: 'trades.forceStart', trade })],
    ['addFunds', (trade) => ({ type: 'trades.add', trade, quantity: 1_000, price: 0 })],
    ['reduce', (trade) => ({ type: 'trades.reduce', trade, quantity: 1, price: 0 })],
  ];
  const seen = new Map<string, Set<boolean>>();
  for (let seed = 0; seed < 12; seed++) {
    const { core } = new TradeHistory(seed).trade(120);
    for (const [place, id] of [...core.state.trades.trades.keys()].entries()) {
      const [what, compose] = commands[(place + seed) % commands.length] as (typeof commands)[number];
      const row = runningTradeRow(core.state, id);
      // an order of the trade before may have met one of this and ended it
      if (row === undefined) continue;
      const allowed = tradeAllows(row)[what];
      const { rejection } = core.execute(compose(id), core.now);
      expect([seed, id, what, rejection?.reason !== 'not_allowed_now']).toEqual([seed, id, what, allowed]);
      seen.set(what, (seen.get(what) ?? new Set()).add(allowed));
    }
  }
  for (const what of ['panicSell', 'forceStart', 'addFunds', 'reduce']) expect(seen.get(what)?.size).toBe(2);
});

test('no list of trades and no timeline of one reads a table from end to end', async () => {
  const history = new TradeHistory(9).trade(60).flush();
  const source = explaining(history);
  const accounts = [history.accounts[0] as number];
  for (const order of TRADE_ORDERS) {
    for (const direction of ['asc', 'desc'] as const) {
      for (const filter of [{}, { kind: 'smartTrade' as const }, { instrument: 1, statuses: ['cancelled' as const] }]) {
        const whole = { accounts, ...filter };
        const { next } = await listTrades(history, source, whole, { limit: 1, order, direction });
        await listTrades(history, source, whole, { limit: 1, order, direction, cursor: next ?? undefined });
      }
    }
  }
  const [trade] = history.trades;
  await listTradeEvents(source, trade?.id ?? 0, { limit: 10 });
  await listTradeOrders(history, source, trade?.id ?? 0, { limit: 10 });
  expect(source.plans.length).toBeGreaterThan(40);
  expect(source.plans.filter((step) => /SCAN (trades|trade_events|finished_orders)\b/.test(step))).toEqual([]);
});
