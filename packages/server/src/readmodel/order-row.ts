import {
  type Action,
  type CoreState,
  type Distance,
  type DistanceUnit,
  type EndReason,
  type FinalStatus,
  type FinishedOrder,
  feeAsset,
  type Money,
  type OpenStatus,
  type Order,
  type OrderType,
  stopById,
  stopId,
  type Trigger,
  type Validity,
} from '@outcry/core';
import type { FinishedOrderRecord } from './tables.ts';

/** An order, open or finished. Prices and quantities in steps of the instrument, times in ms UTC. */
export interface OrderRow {
  readonly id: number;
  readonly account: number;
  readonly instrument: number;
  /** 0 net, else the ticket it opens (its own id) or closes. */
  readonly leg: number;
  /** 0 buy, 1 sell. */
  readonly side: 0 | 1;
  readonly action: Action;
  readonly type: OrderType;
  readonly validity: Validity;
  /** 0 where the order type has none. */
  readonly price: number;
  readonly stopPrice: number;
  /** What orders of a type that waits watch and keep their distance by; null for others. */
  readonly trigger: Trigger | null;
  /** Of an order that waits: the price it is waiting for, and the best price a trailing one has followed; else null. */
  readonly level: number | null;
  readonly mark: number | null;
  readonly quantity: number;
  readonly filled: number;
  /** Σ price × quantity of its fills, in minor units of the quote asset. */
  readonly value: Money;
  /** Fees charged, in minor units of `feeAsset`, which is null before the first fill. */
  readonly fee: Money;
  readonly feeAsset: number | null;
  readonly status: OpenStatus | FinalStatus;
  readonly cancelRequested: boolean;
  /** Why it ended unfilled; null while it is open and when it was filled. */
  readonly reason: EndReason | null;
  readonly detail: string | null;
  readonly key: string | null;
  readonly origin: string;
  readonly comment: string | null;
  /** 0: never. */
  readonly expiresAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** null while it is open. */
  readonly endedAt: number | null;
}

/** A copy of an open order as it stands now. */
export function openOrderRow(state: CoreState, order: Order): OrderRow {
  const account = state.accounts.accounts.get(order.account);
  const instrument = state.instruments.instruments[order.instrument];
  const waits = order.trigger === null ? undefined : stopById(state.stops, stopId('order', order.id));
  const known = order.filled > 0 && account !== undefined && instrument !== undefined;
  return {
    id: order.id,
    account: order.account,
    instrument: order.instrument,
    leg: order.leg,
    side: order.side,
    action: order.action,
    type: order.orderType,
    validity: order.validity,
    price: order.price,
    stopPrice: order.stopPrice,
    trigger: order.trigger,
    level: waits?.level ?? null,
    mark: waits?.mark ?? null,
    quantity: order.quantity,
    filled: order.filled,
    value: order.value,
    fee: order.fee,
    feeAsset: known ? feeAsset(account, instrument, order.side) : null,
    status: order.status,
    cancelRequested: order.cancelRequested,
    reason: null,
    detail: null,
    key: order.key,
    origin: order.origin,
    comment: order.comment,
    expiresAt: order.expiresAt,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    endedAt: null,
  };
}

/** A copy of an order that has just ended, before SQL has it. */
export function endedOrderRow(state: CoreState, { order, status, reason, detail, at }: FinishedOrder): OrderRow {
  const row = openOrderRow(state, order);
  const ended = { status, reason, detail, updatedAt: at, endedAt: at };
  return { ...row, ...ended, level: null, mark: null, cancelRequested: false };
}

/** A finished order as SQL gives it, with the asset its fills were charged in. */
export type FinishedOrderWithFee = FinishedOrderRecord & { readonly fee_asset: number | null };

export function finishedOrderRow(record: FinishedOrderWithFee): OrderRow {
  return {
    id: record.id,
    account: record.account,
    instrument: record.instrument,
    leg: record.leg,
    side: record.side,
    action: record.action as Action,
    type: record.type as OrderType,
    validity: record.validity as Validity,
    price: record.price,
    stopPrice: record.stop_price,
    trigger: triggerOf(record),
    level: null,
    mark: null,
    quantity: record.quantity,
    filled: record.filled,
    value: BigInt(record.value) as Money,
    fee: BigInt(record.fee) as Money,
    feeAsset: record.fee_asset,
    status: record.status as FinalStatus,
    cancelRequested: false,
    reason: record.reason as EndReason | null,
    detail: record.detail,
    key: record.key,
    origin: record.origin,
    comment: record.comment,
    expiresAt: record.expires_at,
    createdAt: record.created_at,
    updatedAt: record.ended_at,
    endedAt: record.ended_at,
  };
}

function triggerOf(record: FinishedOrderRecord): Trigger | null {
  if (record.trigger_by === null) return null;
  return {
    by: record.trigger_by,
    trail: distanceOf(record.trail_unit, record.trail_distance),
    offset: distanceOf(record.offset_unit, record.offset_distance),
  };
}

function distanceOf(unit: DistanceUnit | null, distance: number | null): Distance | null {
  return unit === null || distance === null ? null : { unit, distance };
}
