import type { Money } from '../numbers/index.ts';
import type { Distance, DistanceUnit, PriceKind } from '../stops/index.ts';
import { addOpen } from './apply.ts';
import type { OrderType } from './order-types.ts';
import {
  type Action,
  type EndReason,
  emptyOrders,
  type MassCancel,
  type OpenStatus,
  type Order,
  type OrdersState,
  type Validity,
} from './state.ts';
import type { Trigger } from './trigger.ts';

/** An open order without the names of its fields: with a million of them the names would be most of the text. */
export type OrderRow = readonly [
  id: number,
  account: number,
  instrument: number,
  leg: number,
  side: 0 | 1,
  action: Action,
  orderType: OrderType,
  validity: Validity,
  price: number,
  stopPrice: number,
  quantity: number,
  filled: number,
  value: string,
  fee: string,
  feeExact: string,
  status: OpenStatus,
  cancelRequested: boolean,
  heldMoney: string,
  heldUnits: string,
  expiresAt: number,
  awaitsExpiry: boolean,
  key: string | null,
  origin: string,
  comment: string | null,
  createdAt: number,
  updatedAt: number,
  venueTotal: number,
  endReason: EndReason | null,
  venueFills: readonly string[],
  trigger: TriggerRow | null,
];

/** `[watched price, trails already, unit and distance of the trail, unit and distance of the offset]`. */
export type TriggerRow = readonly [PriceKind, boolean, DistanceRow | null, DistanceRow | null];

type DistanceRow = readonly [DistanceUnit, number];

/** The state but for the open orders. */
export interface OrdersHead {
  readonly nextOrder: number;
  readonly nextFill: number;
  readonly massCancels: readonly MassCancel[];
}

export interface OrdersSnapshot extends OrdersHead {
  readonly open: readonly OrderRow[];
}

/** Plain JSON of the module's durable state, in a stable order. */
export function snapshotOrders(state: OrdersState): OrdersSnapshot {
  return { ...snapshotOrdersHead(state), open: Array.from(state.open.values(), orderRow) };
}

export function snapshotOrdersHead({ nextOrder, nextFill, massCancels }: OrdersState): OrdersHead {
  return { nextOrder, nextFill, massCancels: [...massCancels] };
}

export function orderRow(order: Order): OrderRow {
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
    `${order.feeExact}`,
    order.status,
    order.cancelRequested,
    `${order.heldMoney}`,
    `${order.heldUnits}`,
    order.expiresAt,
    order.awaitsExpiry,
    order.key,
    order.origin,
    order.comment,
    order.createdAt,
    order.updatedAt,
    order.venueTotal,
    order.endReason,
    order.venueFills,
    order.trigger === null ? null : triggerRow(order.trigger, order.trailing),
  ];
}

function triggerRow({ by, trail, offset }: Trigger, trailing: boolean): TriggerRow {
  return [by, trailing, distanceRow(trail), distanceRow(offset)];
}

function distanceRow(length: Distance | null): DistanceRow | null {
  return length === null ? null : [length.unit, length.distance];
}

export function restoreOrders(snapshot: OrdersSnapshot): OrdersState {
  const state: OrdersState = {
    ...emptyOrders(),
    nextOrder: snapshot.nextOrder,
    nextFill: snapshot.nextFill,
    massCancels: [...snapshot.massCancels],
  };
  for (const row of snapshot.open) addOpen(state, orderOf(row));
  return state;
}

function orderOf(row: OrderRow): Order {
  return {
    id: row[0],
    account: row[1],
    instrument: row[2],
    leg: row[3],
    side: row[4],
    action: row[5],
    orderType: row[6],
    validity: row[7],
    price: row[8],
    stopPrice: row[9],
    trigger: row[29] === null ? null : triggerOf(row[29]),
    trailing: row[29]?.[1] ?? false,
    quantity: row[10],
    filled: row[11],
    value: BigInt(row[12]) as Money,
    fee: BigInt(row[13]) as Money,
    feeExact: BigInt(row[14]),
    status: row[15],
    cancelRequested: row[16],
    heldMoney: BigInt(row[17]) as Money,
    heldUnits: BigInt(row[18]) as Money,
    expiresAt: row[19],
    awaitsExpiry: row[20],
    key: row[21],
    origin: row[22],
    comment: row[23],
    createdAt: row[24],
    updatedAt: row[25],
    venueTotal: row[26],
    endReason: row[27],
    venueFills: [...row[28]],
    previous: null,
    next: null,
  };
}

function triggerOf([by, , trail, offset]: TriggerRow): Trigger {
  return { by, trail: distanceOf(trail), offset: distanceOf(offset) };
}

function distanceOf(row: DistanceRow | null): Distance | null {
  return row === null ? null : { unit: row[0], distance: row[1] };
}
