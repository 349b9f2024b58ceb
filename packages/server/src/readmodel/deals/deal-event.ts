import {
  type BotsEvent,
  type CoreEvent,
  type DealSettings,
  type DealStatus,
  type FinalDealStatus,
  type InstrumentsState,
  type LegSent,
  type OrderPlaced,
  type OrdersEvent,
  type Role,
  valueAt,
} from '@outcry/core';

/** What each kind of entry of a deal's timeline says. Prices and quantities in steps, money as text in minor units. */
export interface DealEventData {
  /** The deal began. */
  readonly opened: { readonly startedBy: string };
  /** It has another status. */
  readonly moved: { readonly status: DealStatus };
  /** The base order is done; its average as decimal text. */
  readonly bought: { readonly average: string };
  /** The price is in the zone of the stop loss, which comes at this moment (ms UTC); 0: it has left. */
  readonly stopTimed: { readonly stopAt: number };
  /** An order could not be placed or was lost; it is tried again from then on (ms UTC). */
  readonly failing: { readonly what: string; readonly error: string; readonly retryAt: number };
  readonly recovered: Readonly<Record<never, never>>;
  readonly edited: { readonly changes: Partial<DealSettings> };
  readonly noted: { readonly note: string | null };
  /** One of several take profits is to be sold at the market. */
  readonly stepSale: { readonly step: number };
  readonly closed: {
    readonly status: FinalDealStatus;
    readonly profit: string;
    readonly profitUsd: string | null;
    readonly detail: string | null;
  };
  /** An order went out. Price 0: at the market. */
  readonly placed: {
    readonly role: Role;
    readonly step: number;
    readonly side: 0 | 1;
    readonly price: number;
    readonly quantity: number;
  };
  readonly filled: {
    readonly fill: number;
    readonly price: number;
    readonly quantity: number;
    readonly value: string;
    readonly fee: string;
    readonly feeAsset: number;
  };
  /** An order came back unfilled or filled in part. */
  readonly ended: { readonly status: string; readonly reason: string; readonly detail: string | null };
}

export type DealEventKind = keyof DealEventData;

/** An entry before it stands in SQL; `order`: the order it is about. */
export type NewDealEvent = {
  [K in DealEventKind]: { readonly kind: K; readonly order: number | null; readonly data: DealEventData[K] };
}[DealEventKind];

/** What an event that belongs to a deal adds to its timeline. `placed`: the order that a `legs.sent` is about. */
export function dealEventOf(
  event: CoreEvent,
  instruments: InstrumentsState,
  placed: (order: number) => OrderPlaced | undefined,
): NewDealEvent | null {
  const known = event as BotsEvent | LegSent | OrdersEvent;
  switch (known.type) {
    case 'legs.sent':
      return sent(known, placed(known.order));
    case 'orders.filled': {
      const { id, fill, price, quantity, fee, feeAsset } = known;
      const instrument = instruments.instruments[known.instrument];
      if (instrument === undefined) throw new Error(`no instrument ${known.instrument}`);
      const value = `${valueAt(instrument, price, quantity)}`;
      return { kind: 'filled', order: id, data: { fill, price, quantity, value, fee: `${fee}`, feeAsset } };
    }
    case 'orders.ended': {
      const { status, reason, detail } = known;
      return { kind: 'ended', order: known.id, data: { status, reason, detail } };
    }
    default:
      return ofDeal(known as BotsEvent);
  }
}

function sent({ order, role, step }: LegSent, placed: OrderPlaced | undefined): NewDealEvent {
  if (placed === undefined) throw new Error(`order ${order} of a deal was not placed in its turn`);
  const { action, price, quantity } = placed;
  const side = action === 'buy' || action === 'cover' ? 0 : 1;
  return { kind: 'placed', order, data: { role: role as Role, step, side, price, quantity } };
}

function ofDeal(event: BotsEvent): NewDealEvent | null {
  switch (event.type) {
    case 'bots.dealOpened':
      return { kind: 'opened', order: null, data: { startedBy: event.startedBy } };
    case 'bots.dealMoved':
      return { kind: 'moved', order: null, data: { status: event.status as DealStatus } };
    case 'bots.dealBought':
      return { kind: 'bought', order: null, data: { average: event.average } };
    case 'bots.stopTimed':
      return { kind: 'stopTimed', order: null, data: { stopAt: event.stopAt } };
    case 'bots.dealFailing': {
      const { what, error, retryAt } = event;
      return { kind: 'failing', order: null, data: { what, error, retryAt } };
    }
    case 'bots.dealRecovered':
      return { kind: 'recovered', order: null, data: {} };
    case 'bots.dealEdited':
      return { kind: 'edited', order: null, data: { changes: event.changes } };
    case 'bots.dealNoted':
      return { kind: 'noted', order: null, data: { note: event.note } };
    case 'bots.stepSaleAsked':
      return { kind: 'stepSale', order: null, data: { step: event.step } };
    case 'bots.dealClosed': {
      const { status, profit, profitUsd, detail } = event;
      const closed = { status: status as FinalDealStatus, profit: `${profit}`, profitUsd, detail };
      return { kind: 'closed', order: null, data: closed };
    }
    default:
      return null;
  }
}
