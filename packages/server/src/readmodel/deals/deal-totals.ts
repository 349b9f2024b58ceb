import { type CoreState, type Deal, dealResult, decimals, inDollars, type Money, parseDecimal } from '@outcry/core';
import { type Expression, sql } from 'kysely';
import type { LiveState } from '../live-state.ts';
import { valued } from '../ranked/valued.ts';
import { badQuery } from '../read-model-error.ts';
import type { RowSource } from '../reader-messages.ts';
import { type DealTotalRecord, tables } from '../tables.ts';
import { ALL_DAYS, DAY_MS, dayOf } from './days.ts';
import { checkDealFilter, type DealFilter } from './deal-filter.ts';
import { dealById, eachRunningDeal } from './running-deals.ts';

/** Most days that are told one by one. */
export const MAX_PROFIT_DAYS = 366;

/** Whose deals are summed up: all of some accounts, or those of one bot. */
export type TotalsOf = Pick<DealFilter, 'accounts' | 'bot'>;

/** Sums by quote asset in its minor units, and in dollars as decimal text. */
export interface ProfitSums {
  readonly profits: ReadonlyMap<number, Money>;
  readonly usd: string;
}

/** What deals have brought and what stands in those that run. Only deals that sold something count (B12). */
export interface DealTotals {
  readonly overall: ProfitSums;
  /** Since 00:00 UTC of market time. */
  readonly today: DayProfit;
  /** Running deals: how many, what leaving them now would bring, and what was paid in and not taken out yet. */
  readonly active: { readonly count: number; readonly result: ProfitSums; readonly locked: ProfitSums };
  readonly completed: number;
  readonly panicSold: number;
  readonly stopped: number;
}

export interface DayProfit extends ProfitSums {
  /** The first ms of the day in UTC. */
  readonly day: number;
}

/** Totals of accounts or of a bot at market time `now`. Rejects with ReadModelError. */
export async function dealTotals(live: LiveState, source: RowSource, of: TotalsOf, now: number): Promise<DealTotals> {
  checkDealFilter(of);
  const today = dayOf(now);
  const records = await totalRecords(source, of, sql`day in (${ALL_DAYS}, ${today})`);
  const overall = records.filter(({ day }) => day === ALL_DAYS);
  const count = (field: 'completed' | 'panic_sold' | 'stopped'): number =>
    overall.reduce((sum, record) => sum + record[field], 0);
  return {
    overall: sumsOf(overall),
    today: dayProfit(
      today,
      records.filter(({ day }) => day === today),
    ),
    active: await activeTotals(live, of),
    completed: count('completed'),
    panicSold: count('panic_sold'),
    stopped: count('stopped'),
  };
}

/** What each of the last `days` days up to that of `now` has brought, oldest first. Rejects with ReadModelError. */
export async function profitByDay(source: RowSource, of: TotalsOf, days: number, now: number): Promise<DayProfit[]> {
  checkDealFilter(of);
  if (!Number.isInteger(days) || days < 1 || days > MAX_PROFIT_DAYS) throw badQuery('days', `1 to ${MAX_PROFIT_DAYS}`);
  const first = dayOf(now) - (days - 1) * DAY_MS;
  const records = await totalRecords(source, of, sql`day >= ${first} and day < ${first + days * DAY_MS}`);
  const byDay = new Map<number, DealTotalRecord[]>();
  for (const record of records) {
    const known = byDay.get(record.day);
    if (known === undefined) byDay.set(record.day, [record]);
    else known.push(record);
  }
  return Array.from({ length: days }, (_, i) => {
    const day = first + i * DAY_MS;
    return dayProfit(day, byDay.get(day) ?? []);
  });
}

/** A bot's rows count while its account is among those that are asked for; the caller has seen to that. */
function totalRecords(
  source: RowSource,
  { accounts, bot }: TotalsOf,
  days: Expression<unknown>,
): Promise<DealTotalRecord[]> {
  if (accounts.length === 0) return Promise.resolve([]);
  const [scope, owners] = bot === undefined ? ['account', accounts] : ['bot', [bot]];
  const query = sql`select * from deal_totals where scope = ${scope} and owner in (${sql.join(owners)}) and ${days}`;
  return source.query<DealTotalRecord>(query.compile(tables));
}

function dayProfit(day: number, records: readonly DealTotalRecord[]): DayProfit {
  const { profits, usd } = sumsOf(records);
  return { day, profits, usd };
}

function sumsOf(records: readonly DealTotalRecord[]): ProfitSums {
  const sums = new Sums();
  for (const { quote, profit, profit_usd: usd } of records) sums.add(quote, BigInt(profit), usd);
  return sums;
}

async function activeTotals(live: LiveState, of: TotalsOf): Promise<DealTotals['active']> {
  const ids: { id: number }[] = await live.read((state) => {
    const found: { id: number }[] = [];
    eachRunningDeal(state, of, ({ id }) => found.push({ id }));
    return found;
  });
  const result = new Sums();
  const locked = new Sums();
  const deals = await valued(live, ids, dealById, standing);
  for (const { value } of deals) {
    result.add(value.quote, value.result, value.resultUsd);
    locked.add(value.quote, value.locked, value.lockedUsd);
  }
  return { count: deals.length, result, locked };
}

/** What a running deal would bring now, to the quote asset's minor unit, and what stands in it. */
function standing(state: CoreState, deal: Deal) {
  const quote = state.instruments.instruments[deal.instrument]?.quote ?? 0;
  const scale = state.instruments.assets[quote]?.scale ?? 0;
  const { actualProfit, actualProfitUsd } = dealResult(state, deal);
  const exact = parseDecimal(actualProfit) ?? decimals.ZERO;
  const left = deal.entered.money - deal.exited.money;
  const locked = (left < 0n ? 0n : left) as Money;
  return {
    quote,
    result: decimals.rescale(exact, scale, 'halfUp').coefficient,
    resultUsd: actualProfitUsd ?? '0',
    locked,
    lockedUsd: inDollars(state, quote, locked) ?? '0',
  };
}

class Sums implements ProfitSums {
  readonly profits = new Map<number, Money>();
  #usd = decimals.ZERO;

  add(quote: number, amount: bigint, usd: string): void {
    this.profits.set(quote, ((this.profits.get(quote) ?? 0n) + amount) as Money);
    this.#usd = decimals.add(this.#usd, parseDecimal(usd) ?? decimals.ZERO);
  }

  get usd(): string {
    return decimals.formatDecimal(this.#usd);
  }
}
