import { type Instrument, type InstrumentsState, moneyToText, priceToText, quantityToText } from '@outcry/core';
import { type TLiteral, type TObject, type TProperties, Type } from '@sinclair/typebox';
import type { LegEventData, LegOrderRow, OrderPart } from '../../../readmodel/index.ts';
import { assetOf } from './instruments.ts';
import { OrderAnswer, orderAnswer } from './orders.ts';
import { DecimalText, Id, nullable, oneOf, TimeText, timeToText } from './primitives.ts';

/** One kind of entry of a timeline with its fields. */
export function entry<const K extends string, F extends TProperties>(
  kind: K,
  fields: F,
): TObject<{ at: typeof TimeText; kind: TLiteral<K> } & F> {
  return Type.Object({ at: TimeText, kind: Type.Literal(kind), ...fields }) as never;
}

/** What an order is for: one of these roles, and which of several. */
export function partFields<const R extends readonly string[]>(roles: R, step: string) {
  return { role: oneOf(roles, 'what the order is for'), step: Type.Integer({ description: step }) };
}

/** The entries that orders of this part make. */
export function legEntries<P extends ReturnType<typeof partFields<readonly string[]>>>(part: P) {
  const about = { order: Id, ...part };
  return [
    entry('placed', {
      ...about,
      side: oneOf(['buy', 'sell']),
      price: nullable(Type.String({ description: 'null: at the market' })),
      quantity: DecimalText,
    }),
    entry('filled', {
      ...about,
      price: DecimalText,
      quantity: DecimalText,
      value: Type.String({ description: 'price × quantity in the quote asset' }),
      fee: DecimalText,
      feeAsset: Type.String(),
    }),
    entry('ended', { ...about, status: Type.String(), reason: Type.String(), detail: nullable(Type.String()) }),
  ] as const;
}

/** The entry that ends a timeline. */
export function closedEntry<const S extends readonly string[]>(statuses: S) {
  return entry('closed', {
    status: oneOf(statuses),
    profit: DecimalText,
    profitUsd: nullable(DecimalText),
    detail: nullable(Type.String()),
  });
}

export const StopTimedEntry = entry('stopTimed', {
  stopAt: nullable(Type.String({ description: 'when the stop loss comes; null: the price has left its zone' })),
});

/** An order and what it is for. */
export function legOrder<P extends ReturnType<typeof partFields<readonly string[]>>>(part: P) {
  return Type.Composite([Type.Object(part), Type.Object({ order: OrderAnswer })]);
}

export function legOrderAnswer<R extends string>(
  state: InstrumentsState,
  { part, row }: LegOrderRow<R>,
): { role: R; step: number; order: OrderAnswer } {
  return { role: part.role, step: part.step, order: orderAnswer(state, row) };
}

/** A row of a timeline that is about an order. */
type LegRow<R extends string> = {
  [K in keyof LegEventData<R>]: {
    readonly at: number;
    readonly kind: K;
    readonly order: OrderPart<R> | null;
    readonly data: LegEventData<R>[K];
  };
}[keyof LegEventData<R>];

/** What an entry about an order of an instrument says. */
export function legEventAnswer<R extends string>(state: InstrumentsState, instrument: Instrument, event: LegRow<R>) {
  const at = timeToText(event.at);
  const about = aboutOrder(event.order);
  switch (event.kind) {
    case 'placed': {
      const { side, price, quantity } = event.data;
      return {
        at,
        kind: event.kind,
        ...about,
        side: side === 0 ? ('buy' as const) : ('sell' as const),
        price: price === 0 ? null : priceToText(instrument, price as never),
        quantity: quantityToText(instrument, quantity as never),
      };
    }
    case 'filled': {
      const { price, quantity, value, fee, feeAsset } = event.data;
      const charged = assetOf(state, feeAsset);
      return {
        at,
        kind: event.kind,
        ...about,
        price: priceToText(instrument, price as never),
        quantity: quantityToText(instrument, quantity as never),
        value: moneyToText(assetOf(state, instrument.quote), BigInt(value) as never),
        fee: moneyToText(charged, BigInt(fee) as never),
        feeAsset: charged.code,
      };
    }
    case 'ended':
      return { at, kind: event.kind, ...about, ...event.data };
  }
}

function aboutOrder<R extends string>(part: OrderPart<R> | null): { order: number; role: R; step: number } {
  if (part === null) throw new Error('an order of a timeline was never placed');
  return { order: part.id, role: part.role, step: part.step };
}
