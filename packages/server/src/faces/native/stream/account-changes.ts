import {
  type CoreEvent,
  type CoreState,
  type FinishedOrder,
  type OrderFilled,
  type OrdersEvent,
  valueAt,
} from '@outcry/core';
import { openOrderRow } from '../../../readmodel/order-row.ts';
import type { DurableTurn } from '../../../runtime/index.ts';
import { type BalanceAnswer, balancesAnswer, type PositionAnswer, positionsAnswer } from '../wire/accounts.ts';
import type { BotAnswer } from '../wire/bots.ts';
import type { DealAnswer } from '../wire/deals.ts';
import type { GridWithLinesAnswer } from '../wire/grids.ts';
import { instrumentOf } from '../wire/instruments.ts';
import { type FillAnswer, fillAnswer, type OrderAnswer, orderAnswer } from '../wire/orders.ts';
import { type RiskAnswer, riskAnswer } from '../wire/risk.ts';
import type { TradeAnswer } from '../wire/trades.ts';
import { addTraders } from './trader-changes.ts';

/** A fill and the turn it happened in. */
export interface FillOfTurn {
  readonly seq: number;
  readonly fill: FillAnswer;
}

/** What some turns did to one account, as it stands after them. */
export interface AccountChanges {
  readonly orders: OrderAnswer[];
  readonly fills: FillOfTurn[];
  readonly balances: readonly BalanceAnswer[];
  /** Null when no fill or settlement has touched a position. */
  positions: readonly PositionAnswer[] | null;
  /** Null when neither limits nor the right to trade have changed. */
  risk: RiskAnswer | null;
  /** Null when no bot has changed. */
  bots: { readonly bots: BotAnswer[]; readonly deleted: number[] } | null;
  readonly deals: DealAnswer[];
  readonly smartTrades: TradeAnswer[];
  /** Null when no grid bot has changed. */
  grids: { readonly bots: GridWithLinesAnswer[]; readonly deleted: number[] } | null;
}

/**
 * What durable turns have changed for the accounts that somebody watches. Orders and balances are as they stand now; an
 * order that has ended in a later turn is left to that turn.
 */
export function changesOf(
  state: CoreState,
  turns: readonly DurableTurn[],
  watched: (account: number) => boolean,
): Map<number, AccountChanges> {
  const changes = new Map<number, AccountChanges>();
  const of = (account: number): AccountChanges | undefined => {
    if (!watched(account)) return undefined;
    let known = changes.get(account);
    if (known === undefined) {
      const owned = state.accounts.accounts.get(account);
      const balances = owned === undefined ? [] : balancesAnswer(state, owned);
      known = {
        orders: [],
        fills: [],
        balances,
        positions: null,
        risk: null,
        bots: null,
        deals: [],
        smartTrades: [],
        grids: null,
      };
      changes.set(account, known);
    }
    return known;
  };
  const orders = new Set<number>();
  const finished = new Map<number, FinishedOrder>();
  for (const turn of turns) {
    for (const ended of turn.finished) finished.set(ended.order.id, ended);
    for (const event of turn.events) {
      for (const account of accountsIn(event)) of(account);
      if (event.type === 'orders.filled') addFill(state, turn.seq, event as OrderFilled, of);
      if (event.type === 'orders.filled' || event.type === 'accounts.positionSettled') notePositions(state, event, of);
      if (event.type.startsWith('risk.')) noteRisk(state, event, of);
      if (isOrderEvent(event)) orders.add(event.id);
    }
  }
  for (const id of orders) addOrder(state, id, finished.get(id), of);
  addTraders(state, turns, of);
  return changes;
}

export type ChangesOf = (account: number) => AccountChanges | undefined;

function accountsIn(event: CoreEvent): number[] {
  const { account, from, to } = event as CoreEvent & { account?: unknown; from?: unknown; to?: unknown };
  return [account, from, to].filter((id) => typeof id === 'number');
}

function isOrderEvent(event: CoreEvent): event is Extract<OrdersEvent, { id: number }> {
  return event.type.startsWith('orders.') && 'id' in event;
}

function addFill(state: CoreState, seq: number, event: OrderFilled, of: ChangesOf): void {
  const changes = of(event.account);
  if (changes === undefined) return;
  const value = valueAt(instrumentOf(state.instruments, event.instrument), event.price, event.quantity);
  const { fill: id, id: order, side } = event;
  changes.fills.push({
    seq,
    fill: fillAnswer(state.instruments, { ...event, id, order, value, side: side === 0 ? 0 : 1 }),
  });
}

function notePositions(state: CoreState, event: CoreEvent, of: ChangesOf): void {
  const { account: id } = event as CoreEvent & { account: number };
  const changes = of(id);
  const account = state.accounts.accounts.get(id);
  if (changes === undefined || account === undefined) return;
  changes.positions ??= positionsAnswer(state, account).map(({ position }) => position);
}

function noteRisk(state: CoreState, event: CoreEvent, of: ChangesOf): void {
  const { account: id } = event as CoreEvent & { account: number };
  const changes = of(id);
  const account = state.accounts.accounts.get(id);
  if (changes !== undefined && account !== undefined) changes.risk ??= riskAnswer(state, account);
}

function addOrder(state: CoreState, id: number, ended: FinishedOrder | undefined, of: ChangesOf): void {
  const order = ended?.order ?? state.orders.open.get(id);
  const changes = order === undefined ? undefined : of(order.account);
  if (order === undefined || changes === undefined) return;
  const row = openOrderRow(state, order);
  const { instruments } = state;
  if (ended === undefined) {
    changes.orders.push(orderAnswer(instruments, row));
  } else {
    const { status, reason, detail, at } = ended;
    changes.orders.push(orderAnswer(instruments, { ...row, status, reason, detail, updatedAt: at, endedAt: at }));
  }
}
