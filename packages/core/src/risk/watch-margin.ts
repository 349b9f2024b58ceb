import {
  type Account,
  type AccountsEvent,
  FIRST_ACCOUNT_ID,
  isOnMargin,
  type MarginTotals,
  marginTotals,
} from '../accounts/index.ts';
import type { CoreEvent } from '../events/index.ts';
import type { InstrumentsEvent } from '../instruments/index.ts';
import type { InstrumentMarket, Tick } from '../market/index.ts';
import type { OrdersEvent } from '../orders/index.ts';
import type { Turn } from '../turn.ts';
import { boundsOf, everyTrade } from './bounds.ts';
import { beginClosing } from './closing.ts';
import { closeOutPieces } from './closing-plan.ts';
import type { CloseOutBegun, RiskEvent } from './events.ts';
import { canFallShort, exposureOf } from './exposure.ts';
import type { MarginWatch } from './margin-watch.ts';
import type { RiskWorld } from './state.ts';

/** Notes the accounts whose holdings or settings an event has changed. */
export function touchMargin({ accounts, risk: { watch } }: RiskWorld, event: CoreEvent): void {
  const known = event as RiskEvent | OrdersEvent | AccountsEvent | InstrumentsEvent;
  switch (known.type) {
    case 'orders.filled':
    case 'accounts.positionSettled':
    case 'risk.closingDone':
      if (accounts.accounts.get(known.account)?.margin === true) watch.touched.add(known.account);
      return;
    case 'accounts.configured':
    case 'accounts.closed':
      watch.touched.add(known.id);
      return;
    case 'accounts.transferred':
      for (const id of [known.from, known.to]) if (accounts.accounts.get(id)?.margin === true) watch.touched.add(id);
      return;
    case 'instruments.listed':
      // a new pair may price what had no price
      if (known.instrument.settlement !== 'futures') watch.everyone = true;
      return;
    case 'instruments.delisted':
      for (const account of watch.awaiting.get(known.id) ?? []) watch.touched.add(account);
      return;
  }
}

/** A trade, or trading that goes on: finds the accounts whose bounds the last price has reached. */
export function tickMargin({ risk }: RiskWorld, market: InstrumentMarket, tick: Tick): void {
  if ((tick.kind !== 'trade' && tick.kind !== 'status') || market.lastAt === 0) return;
  const { bounds, touched, awaiting } = risk.watch;
  const { instrument } = market;
  if (bounds.index.count > 0) {
    for (const slot of bounds.index.update(instrument, 'last', market.last)) touched.add(bounds.accountOf(slot));
  }
  if (awaiting.size === 0) return;
  for (const account of awaiting.get(instrument) ?? []) touched.add(account);
}

/** Whether accounts wait to be valued. */
export function mustJudge({ risk }: RiskWorld): boolean {
  return risk.watch.touched.size > 0 || risk.watch.everyone;
}

/**
 * Values the accounts that were touched: those below their minimal margin are closed out, the others get new bounds. What
 * a full turn has no room for stays for the next one.
 */
export function judgeMargins(world: RiskWorld, turn: Turn): void {
  const { watch } = world.risk;
  if (watch.everyone) {
    watch.everyone = false;
    for (const id of world.accounts.accounts.keys()) if (id >= FIRST_ACCOUNT_ID) watch.touched.add(id);
  }
  watch.left = false;
  if (watch.touched.size === 0) return;
  const touched = [...watch.touched].sort((a, b) => a - b);
  watch.touched.clear();
  for (const id of touched) {
    if (judge(world, id, turn)) continue;
    watch.touched.add(id);
    watch.left = true;
  }
}

/** False when the turn has no room for what must follow. */
function judge(world: RiskWorld, id: number, turn: Turn): boolean {
  const { watch, closings } = world.risk;
  const account = world.accounts.accounts.get(id);
  stopWaiting(watch, id);
  if (account === undefined || !isWatched(account) || closings.has(id) || !canFallShort(world, account)) {
    watch.bounds.drop(id);
    return true;
  }
  const exposure = exposureOf(world, account);
  for (const instrument of exposure.awaited) wait(watch, id, instrument);
  if (exposure.awaited.size > 0) watch.awaitedBy.set(id, [...exposure.awaited]);
  if (!exposure.traded) {
    watch.bounds.drop(id);
    return true;
  }
  const margin = marginTotals(world, account);
  if (margin.liquid >= margin.minimal) {
    watch.bounds.assign(id, boundsOf(world.market, exposure));
    return true;
  }
  if (!exposure.open) {
    watch.bounds.assign(id, everyTrade(world.market, exposure));
    return true;
  }
  if (turn.full) return false;
  watch.bounds.drop(id);
  if (closeOutPieces(world, account, turn.at) !== 'nothingLeft') beginCloseOut(world, id, margin, turn);
  return true;
}

/** Accounts that are closed out when their margin does not suffice. */
export function isWatched(account: Account): boolean {
  return account.closeOut && !account.closed && isOnMargin(account);
}

function beginCloseOut(world: RiskWorld, account: number, margin: MarginTotals, turn: Turn): void {
  const { liquid, minimal, starting } = margin;
  turn.emit({
    type: 'risk.closeOutBegun',
    at: turn.at,
    account,
    liquid,
    minimal,
    starting,
  } satisfies CloseOutBegun);
  beginClosing(world, account, 'closeOut', turn);
}

function wait({ awaiting }: MarginWatch, account: number, instrument: number): void {
  const accounts = awaiting.get(instrument);
  if (accounts === undefined) awaiting.set(instrument, new Set([account]));
  else accounts.add(account);
}

function stopWaiting({ awaiting, awaitedBy }: MarginWatch, account: number): void {
  const instruments = awaitedBy.get(account);
  if (instruments === undefined) return;
  awaitedBy.delete(account);
  for (const instrument of instruments) {
    const accounts = awaiting.get(instrument);
    accounts?.delete(account);
    if (accounts?.size === 0) awaiting.delete(instrument);
  }
}
