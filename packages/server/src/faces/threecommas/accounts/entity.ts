import { type Account, type CoreState, type Decimal, decimals, parseDecimal } from '@outcry/core';
import { firstWorths, type WorthRow } from '../../../readmodel/index.ts';
import { type Market, marketNamed, PAPER } from '../markets.ts';
import type { ThreeCommasParts } from '../parts.ts';
import type { JsonValue } from '../wire/json.ts';
import { decimalText, fixedText, percent, roundedNumber } from '../wire/numbers.ts';
import { isPaper } from './seen.ts';
import { accountWorth } from './worth.ts';
import { dayOf } from './worth-recorder.ts';

/** Days that the profits without `day_` and `total_` in their names cover. */
const MONTH_DAYS = 30;

/** The id of the answer that adds all accounts up. */
const SUMMARY_ID = 0;

/** Of an account as it is shown; a copy. */
export interface AccountFacts {
  readonly id: number;
  readonly name: string;
  readonly market: Market;
  readonly trades: boolean;
  readonly hedging: boolean;
  readonly openedAt: number;
  readonly usd: Decimal;
  readonly btc: Decimal;
}

/** Copies what is shown of an account. */
export function accountFacts(state: CoreState, account: Account): AccountFacts {
  const { id, name, venue, openedAt, hedging } = account;
  const market = isPaper(account)
    ? PAPER
    : (marketNamed(venue) ?? { code: venue, name: venue, displayType: venue, url: '' });
  return { id, name, market, trades: true, hedging, openedAt, ...accountWorth(state, account) };
}

/** All accounts as one. */
export function summaryFacts(accounts: readonly AccountFacts[]): AccountFacts {
  const sum = (side: 'usd' | 'btc'): Decimal =>
    accounts.reduce((total, account) => decimals.add(total, account[side]), decimals.ZERO);
  return {
    id: SUMMARY_ID,
    name: 'Summary',
    market: { code: 'summary', name: 'Summary', displayType: 'Summary', url: '' },
    trades: false,
    hedging: false,
    openedAt: Math.min(...accounts.map(({ openedAt }) => openedAt)),
    usd: sum('usd'),
    btc: sum('btc'),
  };
}

/** Profits since a record was made. */
interface Profit {
  readonly usd: Decimal;
  readonly btc: Decimal;
  readonly usdPercent: Decimal;
  readonly btcPercent: Decimal;
}

interface Profits {
  readonly day: Profit;
  readonly month: Profit;
  readonly total: Profit;
}

/** The answers of some accounts, in their order (`threecommas.md` 9.2). */
export async function accountAnswers(
  parts: Pick<ThreeCommasParts, 'engine' | 'readModel'>,
  accounts: readonly AccountFacts[],
): Promise<JsonValue[]> {
  const since = await beginnings(
    parts,
    accounts.map(({ id }) => id),
  );
  return accounts.map((account) => accountAnswer(account, profitsOf([account], since), parts.engine.now));
}

/** The answer that adds accounts up; there is at least one. */
export async function summaryAnswer(
  parts: Pick<ThreeCommasParts, 'engine' | 'readModel'>,
  accounts: readonly AccountFacts[],
): Promise<JsonValue> {
  const since = await beginnings(
    parts,
    accounts.map(({ id }) => id),
  );
  return accountAnswer(summaryFacts(accounts), profitsOf(accounts, since), parts.engine.now);
}

type Beginnings = Readonly<Record<keyof Profits, ReadonlyMap<number, WorthRow>>>;

async function beginnings(
  { engine, readModel }: Pick<ThreeCommasParts, 'engine' | 'readModel'>,
  accounts: readonly number[],
): Promise<Beginnings> {
  const today = dayOf(engine.now);
  const [day, month, total] = await Promise.all([
    firstWorths(readModel, accounts, today),
    firstWorths(readModel, accounts, today - MONTH_DAYS),
    firstWorths(readModel, accounts, 0),
  ]);
  return { day, month, total };
}

function profitsOf(accounts: readonly AccountFacts[], { day, month, total }: Beginnings): Profits {
  return { day: profitOf(accounts, day), month: profitOf(accounts, month), total: profitOf(accounts, total) };
}

/** What is worth now less what was worth then; accounts without a record have made no profit. */
function profitOf(accounts: readonly AccountFacts[], since: ReadonlyMap<number, WorthRow>): Profit {
  let [usd, btc, usdBefore, btcBefore] = [decimals.ZERO, decimals.ZERO, decimals.ZERO, decimals.ZERO];
  for (const account of accounts) {
    const before = since.get(account.id);
    const was = { usd: recorded(before?.usd) ?? account.usd, btc: recorded(before?.btc) ?? account.btc };
    usd = decimals.add(usd, decimals.subtract(account.usd, was.usd));
    btc = decimals.add(btc, decimals.subtract(account.btc, was.btc));
    usdBefore = decimals.add(usdBefore, was.usd);
    btcBefore = decimals.add(btcBefore, was.btc);
  }
  return { usd, btc, usdPercent: percent(usd, usdBefore), btcPercent: percent(btc, btcBefore) };
}

function recorded(text: string | undefined): Decimal | null {
  return text === undefined ? null : parseDecimal(text);
}

function accountAnswer(account: AccountFacts, { day, month, total }: Profits, now: number): JsonValue {
  const { market, trades } = account;
  const dollars = (value: Decimal): JsonValue => ({ currency: 'USD', amount: fixedText(value, 2) });
  return {
    id: account.id,
    auto_balance_period: 12,
    auto_balance_portfolio_id: null,
    auto_balance_portfolio: null,
    auto_balance_currency_change_limit: null,
    autobalance_enabled: false,
    hedge_mode_available: false,
    hedge_mode_enabled: account.hedging,
    is_locked: false,
    smart_trading_supported: trades,
    smart_selling_supported: trades,
    available_for_trading: {},
    stats_supported: true,
    trading_supported: trades,
    market_buy_supported: trades,
    market_sell_supported: trades,
    conditional_buy_supported: trades,
    bots_allowed: trades,
    bots_ttp_allowed: trades,
    bots_tsl_allowed: trades,
    gordon_bots_available: trades,
    multi_bots_allowed: trades,
    created_at: new Date(account.openedAt).toISOString(),
    updated_at: new Date(now).toISOString(),
    last_auto_balance: null,
    fast_convert_available: false,
    grid_bots_allowed: true,
    api_key_invalid: false,
    nomics_id: market.code,
    market_icon: '',
    deposit_enabled: false,
    include_in_summary: true,
    available_include_in_summary: true,
    supported_market_types: ['spot'],
    primary_display_currency_profit_percentage: { currency: 'USD', amount: fixedText(month.usdPercent, 2) },
    primary_display_currency_profit: dollars(month.usd),
    day_profit_primary_display_currency_percentage: { currency: 'USD', amount: fixedText(day.usdPercent, 2) },
    day_profit_primary_display_currency: dollars(day.usd),
    primary_display_currency_amount: dollars(account.usd),
    total_primary_display_currency_profit: { currency: 'USD', amount: roundedNumber(total.usd, 2) },
    name: account.name,
    auto_balance_method: null,
    auto_balance_error: null,
    customer_id: null,
    subaccount_name: null,
    lock_reason: null,
    btc_amount: decimalText(account.btc),
    usd_amount: decimalText(account.usd),
    day_profit_btc: decimalText(day.btc),
    day_profit_usd: decimalText(day.usd),
    day_profit_btc_percentage: fixedText(day.btcPercent, 2),
    day_profit_usd_percentage: fixedText(day.usdPercent, 2),
    btc_profit: decimalText(month.btc),
    usd_profit: decimalText(month.usd),
    usd_profit_percentage: fixedText(month.usdPercent, 2),
    btc_profit_percentage: fixedText(month.btcPercent, 2),
    total_btc_profit: decimalText(total.btc),
    total_usd_profit: decimalText(total.usd),
    pretty_display_type: market.displayType,
    exchange_name: market.name,
    market_code: market.code,
    address: '',
    api_keys_state: 'ok',
  };
}
