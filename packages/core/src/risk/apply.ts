import { type AccountsEvent, accountById } from '../accounts/index.ts';
import type { CoreEvent } from '../events/index.ts';
import type { ExchangeEvent } from '../exchange/index.ts';
import { type OrdersEvent, orderById } from '../orders/index.ts';
import { calendarOf, type DayStart, dayStart } from './day.ts';
import type { DayTransferred, LimitsSet, RiskEvent } from './events.ts';
import { isUnlimited, limitsOf, MAX_ORDERS_PER_MINUTE, moneyOf } from './limits.ts';
import { accountRisk, type ClosingKind, type RiskState, type RiskWorld } from './state.ts';

/** How far back orders count for `maxOrdersPerMinute`, in ms of market time. */
export const RATE_WINDOW = 60_000;

/** What the platform's own orders begin their origin with: they do not count as the owner's. */
export const CLOSING_ORIGIN = 'risk:';

/** Folds an event into what is watched of accounts. It runs after the other modules have folded the same event. */
export function applyRisk(world: RiskWorld, event: CoreEvent): void {
  const known = event as RiskEvent | OrdersEvent | AccountsEvent | ExchangeEvent;
  const state = world.risk;
  switch (known.type) {
    case 'orders.placed':
      if (!known.origin.startsWith(CLOSING_ORIGIN)) countPlacement(state, known.account, known.at);
      return;
    case 'orders.moved':
    case 'orders.waitingMoved':
      return countPlacement(state, orderById(world.orders, known.id).account, known.at);
    case 'accounts.closed':
      state.accounts.delete(known.id);
      state.daysDue.delete(known.id);
      return;
    case 'exchange.dayRolled':
      for (const [id, { day }] of state.accounts) {
        if (day !== null && calendarOf(world, accountById(world.accounts, id)) === known.calendar)
          state.daysDue.add(id);
      }
      return;
    case 'risk.limitsSet':
      return applyLimits(state, known);
    case 'risk.dayOpened':
      accountRisk(state, known.account).day = dayStart(known.at, known.holdings);
      state.daysDue.delete(known.account);
      return;
    case 'risk.dayTransferred':
      return applyTransfer(accountRisk(state, known.account).day as DayStart, known);
    case 'risk.killed':
      accountRisk(state, known.account).killed = { at: known.at, note: known.note };
      if (known.flatten) begin(state, known.account, 'flatten', known.at);
      return;
    case 'risk.resumed':
      accountRisk(state, known.account).killed = null;
      return dropIdle(state, known.account);
    case 'risk.closingBegun':
      return begin(state, known.account, known.kind as ClosingKind, known.at);
    case 'risk.closingDone':
      return end(state, known.account);
  }
}

function countPlacement(state: RiskState, account: number, at: number): void {
  const watched = state.accounts.get(account);
  if (watched === undefined || watched.limits.maxOrdersPerMinute === null) return;
  watched.placements.push(at);
  const { placements } = watched;
  let old = Math.max(0, placements.length - MAX_ORDERS_PER_MINUTE);
  while (old < placements.length && (placements[old] as number) <= at - RATE_WINDOW) old++;
  if (old > 0) placements.splice(0, old);
}

function applyLimits(state: RiskState, event: LimitsSet): void {
  const watched = accountRisk(state, event.account);
  watched.limits = limitsOf(event.limits);
  const { maxOrdersPerMinute, maxDailyLoss } = watched.limits;
  if (maxOrdersPerMinute === null) watched.placements = [];
  if (maxDailyLoss === null) {
    watched.day = null;
    state.daysDue.delete(event.account);
  }
  dropIdle(state, event.account);
}

/** An account with nothing to watch is forgotten. */
function dropIdle(state: RiskState, account: number): void {
  const watched = state.accounts.get(account);
  if (watched !== undefined && watched.killed === null && isUnlimited(watched.limits)) state.accounts.delete(account);
}

function applyTransfer(day: DayStart, event: DayTransferred): void {
  const before = day.assets.get(event.asset);
  const value = moneyOf(event.value);
  const known = before === undefined ? 0n : before.value;
  day.assets.set(event.asset, {
    total: (before?.total ?? 0n) + event.amount,
    value: (value === null || known === null ? null : known + value) as typeof value,
  });
}

function begin(state: RiskState, account: number, kind: ClosingKind, at: number): void {
  state.closings.set(account, { kind, since: at });
  state.schedule.ready.add(account);
}

function end({ closings, schedule }: RiskState, account: number): void {
  closings.delete(account);
  schedule.ready.delete(account);
  schedule.retryAt.delete(account);
  schedule.tried.delete(account);
  schedule.plans.delete(account);
  schedule.unpricedSince.delete(account);
}
