import { type Account, type CoreState, decimals, gridsOf, parseDecimal } from '@outcry/core';
import { listWorths, MAX_WORTH_DAYS } from '../../../readmodel/index.ts';
import { accountTable, addedUp, type Page, pieChart } from '../accounts/pages.ts';
import { accountOf, accountsSeen, readAccount } from '../accounts/seen.ts';
import { holdingsOf } from '../accounts/worth.ts';
import { DAY_MS, dayOf } from '../accounts/worth-recorder.ts';
import { invalid, noMarketData } from '../errors.ts';
import { instrumentOfPair } from '../pairs.ts';
import { moment, optional, type Parameters, text } from '../parameters.ts';
import { type Call, type Route, route } from '../route.ts';
import type { JsonValue } from '../wire/json.ts';
import { roundedNumber } from '../wire/numbers.ts';
import { type AccountId, accountId, accountOrSummary } from './account-id.ts';
import { LEVERAGE } from './market-data.ts';

const { ZERO } = decimals;

const ONE_OR_ALL = { account_id: accountOrSummary() };
const LEVERAGE_PARAMETERS = { account_id: accountId(), pair: text({ max: 64 }) };

/** What accounts hold (`threecommas.md` 9.3, 17). */
export const ACCOUNT_PAGE_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    path: '/ver1/accounts/:account_id/pie_chart_data',
    security: 'signed',
    permission: 'ACCOUNTS_READ',
    weight: 1,
    parameters: ONE_OR_ALL,
    summary: 'The share of each coin',
    handle: (call) => onHoldings(call, call.given.account_id, (_state, page) => pieChart(page)),
  }),
  route({
    method: 'POST',
    path: '/ver1/accounts/:account_id/account_table_data',
    security: 'signed',
    permission: 'ACCOUNTS_READ',
    weight: 1,
    parameters: ONE_OR_ALL,
    summary: 'Balances of each coin',
    handle: (call) => onHoldings(call, call.given.account_id, accountTable),
  }),
  route({
    method: 'GET',
    path: '/ver1/accounts/:account_id/balance_chart_data',
    security: 'signed',
    permission: 'ACCOUNTS_READ',
    weight: 1,
    parameters: { ...ONE_OR_ALL, date_from: moment(), date_to: optional(moment()) },
    summary: 'What it was worth when each day began, and what had been paid in by then, oldest first',
    handle: (call) => balanceChart(call, call.given),
  }),
  route({
    method: 'GET',
    path: '/ver1/accounts/:account_id/active_trading_entities',
    security: 'signed',
    permission: 'ACCOUNTS_READ',
    weight: 1,
    parameters: { account_id: accountId() },
    summary: 'How much is at work',
    handle: (call) => readAccount(call, call.given.account_id, activeEntities),
  }),
  ...(['GET', 'POST'] as const).map((method) =>
    route({
      method,
      path: '/ver1/accounts/:account_id/leverage_data',
      security: 'signed',
      permission: 'ACCOUNTS_READ',
      weight: 1,
      parameters: LEVERAGE_PARAMETERS,
      summary: 'Which leverage a pair has',
      handle: (call) =>
        readAccount(call, call.given.account_id, ({ instruments }) => {
          if (instrumentOfPair(instruments, call.given.pair) === undefined) throw noMarketData(call.given.pair);
          return LEVERAGE;
        }),
    }),
  ),
];

type Shown = Call<Parameters>;

/** Accounts that a call is about. Throws Fault. */
function accountsNamed(state: CoreState, { person, mode }: Shown, id: AccountId): Account[] {
  return id === 'summary' ? accountsSeen(state, person.id, mode) : [accountOf(state, person.id, id)];
}

function onHoldings(call: Shown, id: AccountId, show: (state: CoreState, page: Page) => JsonValue): Promise<JsonValue> {
  return call.desk.parts.engine.read((state) => {
    const all = accountsNamed(state, call, id).map((account) => holdingsOf(state, account));
    return show(state, { account: id === 'summary' ? 0 : id, holdings: addedUp(all) });
  });
}

async function balanceChart(
  call: Shown,
  { account_id: id, date_from, date_to }: { account_id: AccountId; date_from: number; date_to: number | undefined },
): Promise<JsonValue> {
  const { engine, readModel } = call.desk.parts;
  const [from, to] = [dayOf(date_from), dayOf(date_to ?? engine.now)];
  if (to - from >= MAX_WORTH_DAYS)
    throw invalid({ date_from: [`must be at most ${MAX_WORTH_DAYS} days before date_to`] });
  const accounts = await engine.read((state) => accountsNamed(state, call, id).map((account) => account.id));
  const days = new Map<number, WorthSums>();
  for (const account of accounts) {
    for (const worth of await listWorths(readModel, account, from, to)) {
      const sums = days.get(worth.day) ?? { usd: ZERO, btc: ZERO, btcPaid: ZERO, usdPaid: ZERO };
      for (const name of SUMS) sums[name] = decimals.add(sums[name], exact(worth[name]));
      days.set(worth.day, sums);
    }
  }
  return [...days]
    .sort(([a], [b]) => a - b)
    .map(([day, { usd, btc, btcPaid, usdPaid }]) => ({
      date: (day * DAY_MS) / 1_000,
      usd: roundedNumber(usd, 2),
      btc: roundedNumber(btc, 8),
      btc_deposit_amount: roundedNumber(btcPaid, 8),
      usd_deposit_amount: roundedNumber(usdPaid, 2),
    }));
}

const SUMS = ['usd', 'btc', 'btcPaid', 'usdPaid'] as const;
type WorthSums = Record<(typeof SUMS)[number], decimals.Decimal>;

function exact(text: string) {
  return parseDecimal(text) ?? ZERO;
}

function activeEntities(state: CoreState, { id }: Account): JsonValue {
  const bots = [...(state.bots.byAccount.get(id) ?? [])].map((bot) => state.bots.bots.get(bot));
  return {
    data: {
      active_bots_count: bots.filter((bot) => bot?.enabled === true).length,
      active_deals_count: bots.reduce((sum, bot) => sum + (bot?.deals.size ?? 0), 0),
      active_smart_trades_count: state.trades.byAccount.get(id)?.size ?? 0,
      active_orders_count: state.orders.byAccount.get(id)?.count ?? 0,
      active_grid_bots_count: gridsOf(state.grid, id).filter(({ status }) => status !== 'disabled').length,
    },
  };
}
