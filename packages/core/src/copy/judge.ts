import type { InstrumentMarket, Tick } from '../market/index.ts';
import type { Turn } from '../turn.ts';
import { type CopyAccount, hasPositions } from './account.ts';
import { setBounds } from './bounds.ts';
import { moveAccount } from './drive-account.ts';
import { correctBalance } from './money.ts';
import type { PriceTable } from './price-table.ts';
import type { CompanySpec, CopyState, CopyWorld } from './state.ts';
import { ONE } from './units.ts';
import { Valuer, type Worth } from './valuation.ts';

/** A trade, or trading that goes on: notes whether the last price has reached bounds of accounts, and looks at none of them. */
export function tickCopy({ copy }: Pick<CopyWorld, 'copy'>, market: InstrumentMarket, tick: Tick): void {
  if ((tick.kind !== 'trade' && tick.kind !== 'status') || market.lastAt === 0) return;
  const { bounds, touched, awaiting } = copy.work;
  const { instrument } = market;
  bounds.see(instrument, market.last);
  const waiting = awaiting.get(instrument);
  if (waiting === undefined) return;
  for (const account of waiting) touched.add(account);
  awaiting.delete(instrument);
}

/**
 * Values accounts that something has happened to, and those whose bounds a price has reached: stops those that meet one, gives
 * new bounds to the others.
 */
export function judgeAccounts(world: CopyWorld, prices: PriceTable, turn: Turn): void {
  const { work, accounts } = world.copy;
  const valuer = new Valuer(world, prices);
  while (work.looks > 0 && !turn.full) {
    const id = work.touched.take() || work.bounds.takeReached();
    if (id === 0) return;
    work.looks--;
    const account = accounts.get(id);
    if (account === undefined) work.bounds.drop(id);
    else judge(world, account, prices, valuer, turn);
  }
}

/** Whether accounts are to be looked at. */
export function mustJudgeAccounts({ work }: CopyState): boolean {
  return work.touched.size > 0 || work.bounds.hasReached;
}

/**
 * Checked in this order: margin, protection, target (`ramm-rules.md` 5.4). An account whose orders are at liquidity is stopped
 * as well, however long that does not answer: what it holds is closed as soon as they are settled.
 */
function judge(world: CopyWorld, account: CopyAccount, prices: PriceTable, valuer: Valuer, turn: Turn): void {
  const { work, next } = world.copy;
  const holds = hasPositions(account);
  if (!holds && account.balance < 0 && account.group === 0) correctBalance(world, account, turn);
  if (account.status !== 1) return work.bounds.drop(account.id);
  const worth = valuer.of(account);
  if (!worth.priced) {
    work.bounds.drop(account.id);
    return awaitPrices(world.copy, account, prices);
  }
  const spec = valuer.specOf(account);
  const stop = stopOf(account, worth, spec);
  if (stop !== null) {
    // an event of its own, and orders in this turn: a third as many of them
    work.looks -= 2;
    work.bounds.drop(account.id);
    moveAccount(account, { status: stop === 'margin' ? 2 : 3, reason: stop, stop: next.stop }, turn);
    return;
  }
  if (!holds) return work.bounds.drop(account.id);
  setBounds(world, account, spec, worth, prices);
  awaitTrades(world, account);
}

function stopOf(
  { protectionLevel, targetLevel }: CopyAccount,
  { equity, margin }: Worth,
  { mcLevel }: CompanySpec,
): 'margin' | 'protection' | 'target' | null {
  if (margin > 0 && equity * 100 <= mcLevel * margin) return 'margin';
  if (protectionLevel > 0 && equity * ONE <= protectionLevel) return 'protection';
  return targetLevel > 0 && equity * ONE >= targetLevel ? 'target' : null;
}

/** Bounds hold for last prices: an account whose instrument has only been quoted is looked at with its first trade. */
function awaitTrades({ copy, market }: CopyWorld, { id, positions }: CopyAccount): void {
  for (const { instrument, volume } of positions) {
    if (volume !== 0 && (market.markets[instrument]?.lastAt ?? 0) === 0) wait(copy, instrument, id);
  }
}

function awaitPrices(copy: CopyState, { id, positions }: CopyAccount, prices: PriceTable): void {
  for (const { instrument, volume } of positions) {
    if (volume !== 0 && prices.of(instrument) === undefined) wait(copy, instrument, id);
  }
}

function wait({ work }: CopyState, instrument: number, account: number): void {
  const waiting = work.awaiting.get(instrument);
  if (waiting === undefined) work.awaiting.set(instrument, new Set([account]));
  else waiting.add(account);
}
