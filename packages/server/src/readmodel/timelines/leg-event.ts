import {
  type CoreEvent,
  type InstrumentsState,
  type LegSent,
  type OrderPlaced,
  type OrdersEvent,
  valueAt,
} from '@outcry/core';

/**
 * What a timeline says of the orders of a deal or a trade, whose roles are `R`. Prices and quantities in steps, money as
 * text in minor units.
 */
export interface LegEventData<R extends string> {
  /** An order went out. Price 0: at the market. */
  readonly placed: {
    readonly role: R;
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

/** An entry before it stands in SQL; `order`: the order it is about. `D` says what each kind of entry holds. */
export type NewEntry<D> = {
  [K in keyof D]: { readonly kind: K; readonly order: number | null; readonly data: D[K] };
}[keyof D];

/** What an event of an order adds to its owner's timeline. `placed`: the order that a `legs.sent` is about. */
export function legEventOf(
  event: CoreEvent,
  instruments: InstrumentsState,
  placed: (order: number) => OrderPlaced | undefined,
): NewEntry<LegEventData<string>> | null {
  const known = event as LegSent | OrdersEvent;
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
      return null;
  }
}

function sent(
  { order, role, step }: LegSent,
  placed: OrderPlaced | undefined,
): Extract<NewEntry<LegEventData<string>>, { kind: 'placed' }> {
  if (placed === undefined) throw new Error(`order ${order} of an automatic trader was not placed in its turn`);
  const { action, price, quantity } = placed;
  const side = action === 'buy' || action === 'cover' ? 0 : 1;
  return { kind: 'placed', order, data: { role, step, side, price, quantity } };
}
