import type { CoreState } from '@outcry/core';
import {
  botRow,
  finishedDealRow,
  finishedTradeRow,
  gridRow,
  runningDealRow,
  runningTradeRow,
} from '../../../readmodel/index.ts';
import type { DealChange, DurableTurn, TradeChange } from '../../../runtime/index.ts';
import { type BotAnswer, botAnswer } from '../wire/bots.ts';
import { type DealAnswer, dealAnswer } from '../wire/deals.ts';
import { type GridWithLinesAnswer, gridWithLinesAnswer } from '../wire/grids.ts';
import { type TradeAnswer, tradeAnswer } from '../wire/trades.ts';
import type { ChangesOf } from './account-changes.ts';

/** Bots, running deals and running smart trades in a snapshot; others are in the lists. */
const SNAPSHOT_ROWS = 500;

/**
 * Adds the bots, deals, smart trades and grid bots that these turns have touched, each once and as it stands now. What has ended in a
 * later turn is left to that turn.
 */
export function addTraders(state: CoreState, turns: readonly DurableTurn[], of: ChangesOf): void {
  const bots = new Map<number, number>();
  const deals = new Map<number, DealChange>();
  const trades = new Map<number, TradeChange>();
  const grids = new Map<number, number>();
  for (const { changes } of turns) {
    for (const { id, account } of changes?.bots ?? []) bots.set(id, account);
    for (const change of changes?.deals ?? []) deals.set(change.id, change);
    for (const change of changes?.trades ?? []) trades.set(change.id, change);
    for (const { id, account } of changes?.grids ?? []) grids.set(id, account);
  }
  for (const [id, account] of bots) {
    const changes = of(account);
    if (changes === undefined) continue;
    const row = botRow(state, id);
    changes.bots ??= { bots: [], deleted: [] };
    if (row === undefined) changes.bots.deleted.push(id);
    else changes.bots.bots.push(botAnswer(state.instruments, row));
  }
  for (const { id, account, finished } of deals.values()) {
    const changes = of(account);
    if (changes === undefined) continue;
    const row = finished === null ? runningDealRow(state, id) : finishedDealRow(state, finished);
    if (row !== undefined) changes.deals.push(dealAnswer(state.instruments, row));
  }
  for (const { id, account, finished } of trades.values()) {
    const changes = of(account);
    if (changes === undefined) continue;
    const row = finished === null ? runningTradeRow(state, id) : finishedTradeRow(state, finished);
    if (row !== undefined) changes.smartTrades.push(tradeAnswer(state.instruments, row));
  }
  for (const [id, account] of grids) {
    const changes = of(account);
    if (changes === undefined) continue;
    const row = gridRow(state, id);
    changes.grids ??= { bots: [], deleted: [] };
    if (row === undefined) changes.grids.deleted.push(id);
    else changes.grids.bots.push(gridWithLinesAnswer(state.instruments, row));
  }
}

export function newestGrids(state: CoreState, account: number): GridWithLinesAnswer[] {
  return newest(
    state.grid.byAccount.get(account),
    (id) => gridRow(state, id),
    (row) => gridWithLinesAnswer(state.instruments, row),
  );
}

export function newestBots(state: CoreState, account: number): BotAnswer[] {
  return newest(
    state.bots.byAccount.get(account),
    (id) => botRow(state, id),
    (row) => botAnswer(state.instruments, row),
  );
}

export function newestDeals(state: CoreState, account: number): DealAnswer[] {
  return newest(
    [...(state.bots.byAccount.get(account) ?? [])].flatMap((id) => [...(state.bots.bots.get(id)?.deals ?? [])]),
    (id) => runningDealRow(state, id),
    (row) => dealAnswer(state.instruments, row),
  );
}

export function newestTrades(state: CoreState, account: number): TradeAnswer[] {
  return newest(
    state.trades.byAccount.get(account),
    (id) => runningTradeRow(state, id),
    (row) => tradeAnswer(state.instruments, row),
  );
}

/** Newest first. */
function newest<Row, Answer>(
  ids: Iterable<number> | undefined,
  read: (id: number) => Row | undefined,
  answer: (row: Row) => Answer,
): Answer[] {
  return [...(ids ?? [])]
    .sort((a, b) => b - a)
    .slice(0, SNAPSHOT_ROWS)
    .map(read)
    .filter((row) => row !== undefined)
    .map(answer);
}
