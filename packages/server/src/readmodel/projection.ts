import {
  type AccountsEvent,
  type CoreEvent,
  FIRST_ACCOUNT_ID,
  type FinishedOrder,
  type Instrument,
  type InstrumentsState,
  type OrderFilled,
  type OrdersEvent,
  type PositionSettled,
  type Transferred,
  valueAt,
} from '@outcry/core';
import type { SqlValue, StatementRun } from '../journal/index.ts';
import { projectCopy } from './copy/project-copy.ts';
import { projectDeals } from './deals/project-deals.ts';
import { projectDeposits } from './deposits/index.ts';
import type { LedgerKind } from './ledger.ts';
import type { ProjectedTurn, ProjectedWorld } from './projected-turn.ts';
import { STATEMENTS } from './schema.ts';
import { projectTimelines } from './timelines/project-timelines.ts';
import { projectTrades } from './trades/project-trades.ts';

type Row = readonly SqlValue[];

/**
 * What a turn adds to the read model: fills, orders that fired or ended, ledger entries, idempotency keys, deals and smart
 * trades. It is written in the same transaction as the turn's journal row. It reads nothing but its arguments, so a replay
 * at the same prices gives the same rows: only worths of deposits stand on prices.
 *
 * Keys are written when their order is placed, not when it ends: whatever a client was answered can be looked up by its
 * key from then on. Ledger entries are kept for traders' accounts alone; the system accounts' side of each one is the
 * same amount with the opposite sign (`fee`: fees; `trade`, `units`, `settlement`: market; transfers: outside).
 */
export function project(turn: ProjectedTurn, world: ProjectedWorld): readonly StatementRun[] {
  const copied = projectCopy(turn, world);
  const traders = copied.length === 0 ? projectTraders(turn, world) : [...projectTraders(turn, world), ...copied];
  const { seq, at, events, finished } = turn;
  if (finished.length === 0 && !events.some(isKept)) return traders;
  const { instruments } = world;
  const fills: Row[] = [];
  const keys: Row[] = [];
  const firings: Row[] = [];
  const ledger: Row[] = [];
  const enter = (account: number, asset: number, amount: bigint, kind: LedgerKind, cause: Cause): void => {
    if (amount === 0n || account < FIRST_ACCOUNT_ID) return;
    const { instrument, order, fill, transfer, key } = cause;
    ledger.push([account, at, seq, ledger.length, asset, `${amount}`, kind, instrument, order, fill, transfer, key]);
  };
  for (const event of events as readonly (OrdersEvent | AccountsEvent)[]) {
    switch (event.type) {
      case 'orders.placed':
        if (event.key !== null) keys.push([event.account, event.key, 'order', event.id]);
        break;
      case 'orders.triggered':
        firings.push([event.id, at, event.price]);
        break;
      case 'orders.filled': {
        const instrument = instrumentOf(instruments, event.instrument);
        fills.push(fillRow(seq, at, event, instrument));
        enterFill(event, instrument, enter);
        break;
      }
      case 'accounts.transferred':
        if (event.key !== null) keys.push([event.account, event.key, 'transfer', event.id]);
        enterTransfer(event, enter);
        break;
      case 'accounts.positionSettled':
        enterSettlement(event, instrumentOf(instruments, event.instrument), enter);
        break;
    }
  }
  const runs: StatementRun[] = [...traders];
  addRun(runs, STATEMENTS.fill, fills);
  addRun(
    runs,
    STATEMENTS.finishedOrder,
    finished.map((ended) => finishedRow(seq, ended)),
  );
  addRun(runs, STATEMENTS.ledgerEntry, ledger);
  addRun(runs, STATEMENTS.commandKey, keys);
  addRun(runs, STATEMENTS.firing, firings);
  runs.push(...projectDeposits(turn, world));
  return runs;
}

/** What automatic traders did; timelines come first: what has no entry of one has not ended either. */
function projectTraders(turn: ProjectedTurn, world: ProjectedWorld): readonly StatementRun[] {
  const timelines = projectTimelines(turn, world);
  if (timelines.length === 0) return timelines;
  return [...timelines, ...projectDeals(turn, world), ...projectTrades(turn, world)];
}

/** Whether an event leaves a row of its own. */
function isKept(event: CoreEvent): boolean {
  const known = event as OrdersEvent | AccountsEvent;
  switch (known.type) {
    case 'orders.placed':
      return known.key !== null;
    case 'orders.triggered':
    case 'orders.filled':
    case 'accounts.transferred':
    case 'accounts.positionSettled':
      return true;
    default:
      return false;
  }
}

/** What a ledger entry came from. */
interface Cause {
  readonly instrument: number | null;
  readonly order: number | null;
  readonly fill: number | null;
  readonly transfer: number | null;
  readonly key: string | null;
}

type Enter = (account: number, asset: number, amount: bigint, kind: LedgerKind, cause: Cause) => void;

function addRun(runs: StatementRun[], statement: string, values: readonly Row[]): void {
  if (values.length > 0) runs.push({ statement, values });
}

function instrumentOf(instruments: InstrumentsState, id: number): Instrument {
  const instrument = instruments.instruments[id];
  if (instrument === undefined) throw new Error(`no instrument ${id}`);
  return instrument;
}

/** In the order of `applyFilled`: the cash, the units, the fee. */
function enterFill(event: OrderFilled, instrument: Instrument, enter: Enter): void {
  const cause = { instrument: event.instrument, order: event.id, fill: event.fill, transfer: null, key: null };
  enter(event.account, event.cashAsset, event.cash, 'trade', cause);
  enter(event.account, instrument.base, event.units, 'units', cause);
  enter(event.account, event.feeAsset, -event.fee, 'fee', cause);
}

function enterTransfer(event: Transferred, enter: Enter): void {
  const cause = { instrument: null, order: null, fill: null, transfer: event.id, key: event.key };
  enter(event.from, event.asset, -event.amount, event.kind as LedgerKind, cause);
  enter(event.to, event.asset, event.amount, event.kind as LedgerKind, cause);
}

/** Only futures are settled, and their positions are kept in the quote asset. */
function enterSettlement(event: PositionSettled, instrument: Instrument, enter: Enter): void {
  const cause = { instrument: event.instrument, order: null, fill: null, transfer: null, key: null };
  enter(event.account, instrument.quote, event.result, 'settlement', cause);
}

function fillRow(seq: number, at: number, event: OrderFilled, instrument: Instrument): Row {
  return [
    event.account,
    at,
    event.fill,
    event.id,
    event.instrument,
    event.leg,
    event.side,
    event.price,
    event.quantity,
    `${valueAt(instrument, event.price, event.quantity)}`,
    `${event.cash}`,
    event.cashAsset,
    `${event.fee}`,
    event.feeAsset,
    event.maker ? 1 : 0,
    `${event.result}`,
    event.venueFill,
    seq,
  ];
}

function finishedRow(seq: number, { order, status, reason, detail, at }: FinishedOrder): Row {
  return [
    order.id,
    order.account,
    order.instrument,
    order.leg,
    order.side,
    order.action,
    order.orderType,
    order.validity,
    order.price,
    order.stopPrice,
    order.quantity,
    order.filled,
    `${order.value}`,
    `${order.fee}`,
    status,
    reason,
    detail,
    order.key,
    order.origin,
    order.comment,
    order.expiresAt,
    order.createdAt,
    at,
    seq,
    order.trigger?.by ?? null,
    order.trigger?.trail?.unit ?? null,
    order.trigger?.trail?.distance ?? null,
    order.trigger?.offset?.unit ?? null,
    order.trigger?.offset?.distance ?? null,
  ];
}
