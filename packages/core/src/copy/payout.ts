import { DAY_MS } from '../instruments/index.ts';
import { valuationPrice } from '../market/index.ts';
import type { Turn } from '../turn.ts';
import { nextIntervalEnd, nextPayout, periodsBegun } from './calendar.ts';
import { beginJob } from './job.ts';
import type { DayBegun, PayoutDone, RewardPaid } from './money-events.ts';
import type { PriceTable } from './price-table.ts';
import type { Company, CopyWorld } from './state.ts';
import type { Strategy } from './strategy.ts';
import { unitPriceAt } from './unit-price.ts';
import { FINE, type FinePrice } from './units.ts';
import { worthOf } from './valuation.ts';

/** Days, payouts and interval ends that are due. */
export function driveCalendar(world: CopyWorld, turn: Turn): void {
  const { copy } = world;
  if (copy.companies.size === 0) return;
  if (Math.floor(turn.at / DAY_MS) > copy.day) beginDay(world, turn);
  for (const company of copy.companies.values()) {
    if (turn.full) return;
    if (company.payoutAt <= turn.at) payOut(world, company, turn);
    if (company.intervalEnds <= turn.at) endIntervals(world, company, turn);
  }
}

/** When `driveCalendar` has something to do (ms UTC). */
export function nextCalendarTime({ copy }: CopyWorld): number {
  if (copy.companies.size === 0) return Number.POSITIVE_INFINITY;
  let next = (copy.day + 1) * DAY_MS;
  for (const { payoutAt, intervalEnds } of copy.companies.values()) next = Math.min(next, payoutAt, intervalEnds);
  return next;
}

/** The commissions of the day go to the traders and their partners, in slices. */
function payOut({ copy }: CopyWorld, company: Company, turn: Turn): void {
  const next = nextPayout(company.spec, turn.at);
  turn.emit({ type: 'copy.payoutDone', at: turn.at, company: company.id, next } satisfies PayoutDone);
  beginJob(copy, { kind: 'payout', company: company.id, strategy: 0 }, turn);
}

/** Pays what a strategy has accrued: one transfer to its wallet, one to each partner. */
export function payRewards({ copy }: CopyWorld, strategy: Strategy, turn: Turn): void {
  const pay = (wallet: number, kind: 7 | 8, amount: number): void => {
    turn.emit({
      type: 'copy.rewardPaid',
      at: turn.at,
      strategy: strategy.id,
      wallet,
      kind,
      amount,
      transfer: copy.next.transfer,
    } satisfies RewardPaid);
  };
  if (strategy.rewards > 0) pay(strategy.wallet, 7, strategy.rewards);
  for (const [wallet, amount] of [...strategy.partnerRewards]) pay(wallet, 8, amount);
}

/** All accounts of a company are valued at the prices of this moment; their fees follow in slices. */
function endIntervals(world: CopyWorld, { id, spec }: Company, turn: Turn): void {
  const prices = pricesNow(world);
  const next = nextIntervalEnd(spec, turn.at);
  beginJob(world.copy, { kind: 'interval', company: id, strategy: 0, prices }, turn, next);
}

/** A day begins: everything is valued at the prices of this moment, in slices. */
function beginDay(world: CopyWorld, turn: Turn): void {
  const { copy } = world;
  const day = Math.floor(turn.at / DAY_MS);
  // days may have passed without a turn: every period that has begun since begins now
  const begun = { week: false, month: false, quarter: false };
  for (let passed = Math.max(copy.day + 1, day - 100); passed <= day; passed++) {
    const periods = periodsBegun(passed);
    begun.week ||= periods.week;
    begun.month ||= periods.month;
    begun.quarter ||= periods.quarter;
  }
  turn.emit({ type: 'copy.dayBegun', at: turn.at, day, marks: [] } satisfies DayBegun);
  const prices = pricesNow(world);
  for (const company of copy.companies.keys()) {
    beginJob(copy, { kind: 'day', company, strategy: 0, day, ...begun, prices }, turn);
  }
}

/** Last prices of everything that can be copied, or that has a rate in it. */
function pricesNow({ instruments, market }: CopyWorld): [number, FinePrice][] {
  const prices: [number, FinePrice][] = [];
  for (const instrument of instruments.instruments) {
    if (instrument === undefined || (instrument.settlement !== 'cfd' && instrument.pairBase === 0)) continue;
    const price = valuationPrice(market, instrument.id);
    if (price !== undefined) prices.push([instrument.id, price * FINE]);
  }
  return prices;
}

/** The unit price of a strategy at these prices. */
export function unitPriceNow(world: CopyWorld, strategy: Strategy, prices: PriceTable): number {
  const security = world.copy.accounts.get(strategy.security);
  return security === undefined ? strategy.unitPrice : unitPriceAt(strategy, worthOf(world, security, prices).equity);
}
