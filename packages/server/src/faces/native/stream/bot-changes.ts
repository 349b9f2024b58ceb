import type { CoreState } from '@outcry/core';
import { botRow, finishedDealRow, runningDealRow } from '../../../readmodel/index.ts';
import type { DealChange, DurableTurn } from '../../../runtime/index.ts';
import { type BotAnswer, botAnswer } from '../wire/bots.ts';
import { type DealAnswer, dealAnswer } from '../wire/deals.ts';
import type { ChangesOf } from './account-changes.ts';

/** Bots and running deals in a snapshot; others are in the lists. */
const SNAPSHOT_BOTS = 500;
const SNAPSHOT_DEALS = 500;

/**
 * Adds the bots and deals that these turns have touched, each once and as it stands now. A deal that has ended in a later
 * turn is left to that turn.
 */
export function addBots(state: CoreState, turns: readonly DurableTurn[], of: ChangesOf): void {
  const bots = new Map<number, number>();
  const deals = new Map<number, DealChange>();
  for (const { changes } of turns) {
    for (const { id, account } of changes?.bots ?? []) bots.set(id, account);
    for (const change of changes?.deals ?? []) deals.set(change.id, change);
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
}

/** Newest first. */
export function newestBots(state: CoreState, account: number): BotAnswer[] {
  return [...(state.bots.byAccount.get(account) ?? [])]
    .sort((a, b) => b - a)
    .slice(0, SNAPSHOT_BOTS)
    .map((id) => botRow(state, id))
    .filter((row) => row !== undefined)
    .map((row) => botAnswer(state.instruments, row));
}

/** Newest first. */
export function newestDeals(state: CoreState, account: number): DealAnswer[] {
  return [...(state.bots.byAccount.get(account) ?? [])]
    .flatMap((id) => [...(state.bots.bots.get(id)?.deals ?? [])])
    .sort((a, b) => b - a)
    .slice(0, SNAPSHOT_DEALS)
    .map((id) => runningDealRow(state, id))
    .filter((row) => row !== undefined)
    .map((row) => dealAnswer(state.instruments, row));
}
