import { type InstrumentsState, moneyToText, priceToText, quantityToText } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import type { DealEventRow, DealOrderRow, OrderPart } from '../../../readmodel/index.ts';
import { DealSettingsFields } from './bot-settings.ts';
import { ALL_DEAL_STATUSES } from './deals.ts';
import { assetOf, instrumentOf } from './instruments.ts';
import { OrderAnswer, orderAnswer } from './orders.ts';
import { DecimalText, Id, momentToText, nullable, oneOf, TimeText, timeToText } from './primitives.ts';

export const ORDER_ROLES = ['base', 'safety', 'added', 'takeProfit', 'close'] as const;

const PartFields = {
  role: oneOf(ORDER_ROLES, 'what the order is for'),
  step: Type.Integer({ description: 'which of several: safety orders from 1, take profits from 0' }),
};

/** An order of a deal and what it is for. */
export const DealOrderAnswer = Type.Composite([Type.Object(PartFields), Type.Object({ order: OrderAnswer })]);
export type DealOrderAnswer = Static<typeof DealOrderAnswer>;

export function dealOrderAnswer(state: InstrumentsState, { part, row }: DealOrderRow): DealOrderAnswer {
  return { role: part.role, step: part.step, order: orderAnswer(state, row) };
}

const AboutOrder = { order: Id, ...PartFields };
const entry = <K extends string, F extends object>(kind: K, fields: F) =>
  Type.Object({ at: TimeText, kind: Type.Literal(kind), ...fields } as {
    at: typeof TimeText;
    kind: ReturnType<typeof Type.Literal<K>>;
  } & F);

/** One entry of a deal's timeline; `kind` tells which fields it has. */
export const DealEventAnswer = Type.Union([
  entry('opened', { startedBy: Type.String() }),
  entry('moved', { status: oneOf(ALL_DEAL_STATUSES) }),
  entry('bought', { average: Type.String({ description: 'the base order is done at this average' }) }),
  entry('stopTimed', {
    stopAt: nullable(Type.String({ description: 'when the stop loss comes; null: the price has left its zone' })),
  }),
  entry('failing', { what: Type.String(), error: Type.String(), retryAt: nullable(TimeText) }),
  entry('recovered', {}),
  entry('edited', { changes: Type.Partial(Type.Object(DealSettingsFields)) }),
  entry('noted', { note: nullable(Type.String()) }),
  entry('stepSale', { step: Type.Integer() }),
  entry('closed', {
    status: oneOf(ALL_DEAL_STATUSES),
    profit: DecimalText,
    profitUsd: nullable(DecimalText),
    detail: nullable(Type.String()),
  }),
  entry('placed', {
    ...AboutOrder,
    side: oneOf(['buy', 'sell']),
    price: nullable(Type.String({ description: 'null: at the market' })),
    quantity: DecimalText,
  }),
  entry('filled', {
    ...AboutOrder,
    price: DecimalText,
    quantity: DecimalText,
    value: Type.String({ description: 'price × quantity in the quote asset' }),
    fee: DecimalText,
    feeAsset: Type.String(),
  }),
  entry('ended', { ...AboutOrder, status: Type.String(), reason: Type.String(), detail: nullable(Type.String()) }),
]);
export type DealEventAnswer = Static<typeof DealEventAnswer>;

/** An entry of the timeline of a deal on this instrument. */
export function dealEventAnswer(state: InstrumentsState, instrumentId: number, event: DealEventRow): DealEventAnswer {
  const at = timeToText(event.at);
  const instrument = instrumentOf(state, instrumentId);
  const quote = assetOf(state, instrument.quote);
  switch (event.kind) {
    case 'stopTimed':
      return { at, kind: event.kind, stopAt: momentToText(event.data.stopAt) };
    case 'failing': {
      const { what, error, retryAt } = event.data;
      return { at, kind: event.kind, what, error, retryAt: momentToText(retryAt) };
    }
    case 'closed':
      return { at, kind: event.kind, ...event.data, profit: moneyToText(quote, BigInt(event.data.profit) as never) };
    case 'placed': {
      const { role, step, side, price, quantity } = event.data;
      return {
        at,
        kind: event.kind,
        order: event.order?.id ?? 0,
        role,
        step,
        side: side === 0 ? 'buy' : 'sell',
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
        ...aboutOrder(event.order),
        price: priceToText(instrument, price as never),
        quantity: quantityToText(instrument, quantity as never),
        value: moneyToText(quote, BigInt(value) as never),
        fee: moneyToText(charged, BigInt(fee) as never),
        feeAsset: charged.code,
      };
    }
    case 'ended':
      return { at, kind: event.kind, ...aboutOrder(event.order), ...event.data };
    default:
      return { at, kind: event.kind, ...event.data } as DealEventAnswer;
  }
}

function aboutOrder(part: OrderPart | null): { order: number; role: OrderPart['role']; step: number } {
  if (part === null) throw new Error('an order of a deal was never placed');
  return { order: part.id, role: part.role, step: part.step };
}
