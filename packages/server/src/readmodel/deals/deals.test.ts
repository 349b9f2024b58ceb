import {
  countsInStatistics,
  type DealRecord,
  dealResult,
  decimals,
  type FinalDealStatus,
  parseDecimal,
} from '@outcry/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RankedRequest } from '../ranked/ranked.ts';
import { expectPages, explaining, idsInOrder } from '../ranked/test-lists.ts';
import { expectTimeline } from '../timelines/test-timelines.ts';
import { dayOf } from './days.ts';
import { DEAL_ORDERS, DEAL_STATUS_FILTERS, type DealFilter, type DealOrder } from './deal-filter.ts';
import { listDeals } from './deal-list.ts';
import { AS_ROWS, dealsById } from './deal-row.ts';
import { dealTotals, profitByDay } from './deal-totals.ts';
import { DealHistory } from './test-deals.ts';
import { listDealEvents, listDealOrders } from './timeline.ts';

const RUNS = { numRuns: 8 };
const seeds = fc.integer({ min: 0, max: 2 ** 31 });

/** What a deal is put in order by, as an exact number. */
function rankOf(history: DealHistory, record: DealRecord, order: DealOrder): decimals.Decimal {
  const running = history.core.state.bots.deals.get(record.id);
  const whole = (value: number) => decimals.decimal(BigInt(value), 0);
  switch (order) {
    case 'created':
      return whole(record.createdAt);
    case 'updated':
      return whole(record.updatedAt);
    case 'closed':
      return whole(running === undefined ? record.closedAt : Number.MAX_SAFE_INTEGER);
    default: {
      const result = running === undefined ? undefined : dealResult(history.core.state, running);
      const profit = order === 'profit';
      const text = result === undefined ? record[order] : profit ? result.actualProfit : result.actualProfitPercent;
      return decimals.rescale(parseDecimal(text) as decimals.Decimal, profit ? 8 : 2, 'halfUp');
    }
  }
}

function takes(history: DealHistory, filter: DealFilter, record: DealRecord): boolean {
  const active = history.core.state.bots.deals.has(record.id);
  const named = filter.status ?? record.status;
  return (
    filter.accounts.includes(record.account) &&
    record.bot === (filter.bot ?? record.bot) &&
    record.instrument === (filter.instrument ?? record.instrument) &&
    record.createdAt >= (filter.from ?? 0) &&
    record.createdAt < (filter.to ?? Number.POSITIVE_INFINITY) &&
    (named === record.status || named === (active ? 'active' : 'finished'))
  );
}

test('the histories hold every end of a deal, running deals, and profits of both signs', () => {
  const ends = new Set<string>();
  for (const seed of [1, 2, 3, 4]) for (const { status } of new DealHistory(seed).deal(300).deals) ends.add(status);
  for (const status of ['completed', 'panicSold', 'cancelled', 'stopLossFinished', 'bought'])
    expect(ends).toContain(status);
});

test('lists are what the core knew, in any order, narrowed in any way, by offsets and by cursors', async () => {
  const option = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  await fc.assert(
    fc.asyncProperty(
      seeds,
      fc.constantFrom(...DEAL_ORDERS),
      fc.constantFrom('asc' as const, 'desc' as const),
      option(fc.constantFrom(...DEAL_STATUS_FILTERS)),
      option(fc.nat({ max: 4 })),
      option(fc.constantFrom(1, 2)),
      fc.nat({ max: 40 }),
      fc.integer({ min: 1, max: 9 }),
      async (seed, order, direction, status, bot, instrument, offset, limit) => {
        const history = new DealHistory(seed).deal(120).flush();
        const filter = {
          accounts: history.accounts.slice(0, 3),
          status,
          bot: bot === undefined ? undefined : history.bots[bot],
          instrument,
        };
        const rows = history.deals
          .filter((record) => takes(history, filter, record))
          .map((record) => ({ id: record.id, rank: rankOf(history, record, order) }));
        const list = (request: RankedRequest<DealOrder>) => listDeals(history, history, filter, request);
        await expectPages(list, { limit, order, direction, offset }, idsInOrder(rows, direction));
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

test('a list stays whole while deals end between the look at the core and the look at the disk', async () => {
  const history = new DealHistory(5).deal(150).flush();
  const filter = { accounts: history.accounts.slice(0, 3) };
  const before = history.deals.map(({ id }) => id).sort((a, b) => b - a);
  history.meanwhile = () => {
    history.deal(20);
  };
  const { rows } = await listDeals(history, history, filter, { limit: 1_000 });
  expect(rows.map(({ record }) => record.id)).toEqual(before);
});

test('a deal that has ended is read back as it ended', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const history = new DealHistory(seed).deal(200).flush();
      const { deals } = history;
      const rows = await dealsById(
        history,
        history,
        deals.map(({ id }) => id),
        AS_ROWS,
      );
      expect(deals.map(({ id }) => rows.get(id)?.record)).toEqual(deals);
    }),
    RUNS,
  );
}, 60_000);

/** Kinds of entries by the event that they come from. */
const KINDS: Readonly<Record<string, string>> = {
  'bots.dealOpened': 'opened',
  'bots.dealMoved': 'moved',
  'bots.dealBought': 'bought',
  'bots.stopTimed': 'stopTimed',
  'bots.dealFailing': 'failing',
  'bots.dealRecovered': 'recovered',
  'bots.dealEdited': 'edited',
  'bots.dealNoted': 'noted',
  'bots.stepSaleAsked': 'stepSale',
  'bots.dealClosed': 'closed',
};

// others replace and cancel orders of deals, too: what they put in place of one is no deal's any more
test('timelines leave nothing out: each is what the turns told of its deal, in their order', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const history = new DealHistory(seed).deal(200).flush();
      expect(history.told.size).toBe(history.deals.length);
      for (const [deal, told] of history.told) await expectTimeline(history, 'deal', deal, told, KINDS);
    }),
    RUNS,
  );
}, 60_000);

test('totals are the sums over all deals that sold something, by account, bot and day', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const history = new DealHistory(seed).deal(250).flush();
      const now = history.turns[history.turns.length - 1]?.at as number;
      const sold = history.deals.filter(({ status }) => countsInStatistics(status as FinalDealStatus));
      const usd = (records: readonly DealRecord[]): string =>
        decimals.formatDecimal(
          records.reduce(
            (sum, { profitUsd }) => decimals.add(sum, parseDecimal(profitUsd ?? '0') as decimals.Decimal),
            decimals.ZERO,
          ),
        );
      const scopes = [
        ...history.accounts.slice(0, 3).map((account) => ({ accounts: [account] })),
        { accounts: history.accounts.slice(0, 3) },
        ...history.bots.map((bot) => ({ accounts: history.accounts.slice(0, 3), bot })),
      ];
      for (const scope of scopes) {
        const own = sold.filter((record) => takes(history, scope, record));
        const totals = await dealTotals(history, history, scope, now);
        expect(totals.overall.usd).toBe(usd(own));
        expect(totals.today.usd).toBe(usd(own.filter(({ closedAt }) => dayOf(closedAt) === dayOf(now))));
        expect(totals.completed).toBe(own.filter(({ status }) => status === 'completed').length);
        const days = await profitByDay(history, scope, 366, now);
        expect(days.map((day) => day.usd).filter((text) => text !== '0')).toEqual(
          [...new Set(own.map(({ closedAt }) => dayOf(closedAt)))]
            .sort((a, b) => a - b)
            .map((day) => usd(own.filter(({ closedAt }) => dayOf(closedAt) === day)))
            .filter((text) => text !== '0'),
        );
      }
      for (const bot of history.bots) {
        const { overall } = await dealTotals(history, history, { accounts: history.accounts, bot }, now);
        const known = history.core.state.bots.bots.get(bot);
        expect(overall.profits).toEqual(known?.profits);
        expect(overall.usd).toBe(decimals.formatDecimal(known?.profitUsd ?? decimals.ZERO));
      }
    }),
    RUNS,
  );
}, 60_000);

test('no list of deals, timeline or total reads a table from end to end', async () => {
  const history = new DealHistory(9).deal(60).flush();
  const source = explaining(history);
  const [account] = history.accounts;
  for (const order of DEAL_ORDERS) {
    for (const direction of ['asc', 'desc'] as const) {
      for (const filter of [{}, { bot: history.bots[0] }, { instrument: 1, status: 'completed' as const }]) {
        const whole = { accounts: [account as number], ...filter };
        const { next } = await listDeals(history, source, whole, { limit: 1, order, direction });
        await listDeals(history, source, whole, { limit: 1, order, direction, cursor: next ?? undefined });
      }
    }
  }
  const [deal] = history.deals;
  await listDealEvents(source, deal?.id ?? 0, { limit: 10 });
  await listDealOrders(history, source, deal?.id ?? 0, { limit: 10 });
  await dealTotals(history, source, { accounts: history.accounts }, 0);
  await profitByDay(source, { accounts: history.accounts, bot: history.bots[0] }, 30, 0);
  expect(source.plans.length).toBeGreaterThan(50);
  expect(source.plans.filter((step) => /SCAN (deals|deal_events|deal_totals|finished_orders)\b/.test(step))).toEqual(
    [],
  );
});
