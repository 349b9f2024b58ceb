import {
  distanceToText,
  type Instrument,
  type InstrumentsState,
  moneyToText,
  ORDER_TYPES,
  PRICE_KINDS,
  priceToText,
  quantityToText,
} from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import type { FillRow, OrderRow } from '../../../readmodel/index.ts';
import { averageToText } from './accounts.ts';
import { assetOf, instrumentOf } from './instruments.ts';
import { DecimalText, Id, KeyText, momentToText, nullable, oneOf, strict, TimeText, timeToText } from './primitives.ts';

export const ACTIONS = ['buy', 'sell', 'short', 'cover'] as const;
const VALIDITIES = ['day', 'gtc', 'fok', 'fak'] as const;
const STATUSES = [
  'armed',
  'submitting',
  'unknown',
  'working',
  'closing',
  'filled',
  'cancelled',
  'expired',
  'rejected',
] as const;

const DistanceText = Type.String({
  minLength: 1,
  maxLength: 80,
  description: 'a length in the quotation of the instrument, `"0.5"`, or a percentage with its sign, `"1.5%"`',
  examples: ['1.5%'],
});

const TriggerBody = strict({
  by: Type.Optional(
    oneOf(PRICE_KINDS, 'the price that is watched: of the last trade, the best bid or ask; `last` unless told'),
  ),
  trail: Type.Optional(DistanceText),
  offset: Type.Optional(DistanceText),
});

export const OrderBody = strict({
  instrument: Type.String({ minLength: 1, maxLength: 64, description: 'any name of the instrument' }),
  action: oneOf(ACTIONS),
  type: oneOf(
    ORDER_TYPES,
    'stop: waits for a worse price, takeProfit for a better one; trailing: fires once the price has gone back by `trigger.trail` from the best since then; Limit: goes out as a limit order, else at the market',
  ),
  quantity: DecimalText,
  price: Type.Optional(DecimalText),
  stopPrice: Type.Optional({
    ...DecimalText,
    description:
      'level of stops and take profits; of trailing orders the price from which they trail, without one from now on',
  }),
  trigger: Type.Optional({
    ...TriggerBody,
    description:
      'types that wait; `trail` belongs to trailing orders; a trailingLimit goes out with the price that fires it, made worse by `offset`',
  }),
  validity: Type.Optional(oneOf(VALIDITIES, '`day` unless told')),
  leg: Type.Optional(
    Type.Union([Type.Literal('net'), Type.Literal('new'), Type.Integer({ minimum: 1 })], {
      description: 'hedging accounts: `new` opens a ticket, a number names the ticket to close',
    }),
  ),
  key: Type.Optional(KeyText),
  comment: Type.Optional(Type.String({ maxLength: 200 })),
});
export type OrderBody = Static<typeof OrderBody>;

export const OrderAnswer = Type.Object({
  id: Id,
  account: Id,
  instrument: Type.String(),
  leg: Type.Integer(),
  side: oneOf(['buy', 'sell']),
  action: oneOf(ACTIONS),
  type: oneOf(ORDER_TYPES),
  validity: oneOf(VALIDITIES),
  price: nullable(DecimalText),
  stopPrice: nullable(DecimalText),
  trigger: nullable(
    Type.Object(
      {
        by: oneOf(PRICE_KINDS),
        trail: nullable(DistanceText),
        offset: nullable(DistanceText),
        level: nullable({ ...DecimalText, description: 'the price it is waiting for; null when it waits no more' }),
        mark: nullable({
          ...DecimalText,
          description: 'the best price that a trailing order has followed; null before',
        }),
      },
      { description: 'of types that wait for a price' },
    ),
  ),
  quantity: DecimalText,
  filled: DecimalText,
  averagePrice: nullable(DecimalText),
  value: Type.String({ description: 'price x quantity of its fills, in the quote asset' }),
  fee: DecimalText,
  feeAsset: nullable(Type.String()),
  status: oneOf(STATUSES),
  cancelRequested: Type.Boolean(),
  reason: nullable(Type.String({ description: 'why it ended before it was filled' })),
  detail: nullable(Type.String()),
  key: nullable(Type.String()),
  origin: Type.String({ description: 'which face or automatic trader placed it' }),
  comment: nullable(Type.String()),
  expiresAt: nullable(TimeText),
  createdAt: TimeText,
  updatedAt: TimeText,
  endedAt: nullable(TimeText),
});
export type OrderAnswer = Static<typeof OrderAnswer>;

export function orderAnswer(state: InstrumentsState, row: OrderRow): OrderAnswer {
  const instrument = instrumentOf(state, row.instrument);
  const price = (steps: number): string | null => (steps === 0 ? null : priceToText(instrument, steps as never));
  return {
    id: row.id,
    account: row.account,
    instrument: instrument.symbol,
    leg: row.leg,
    side: row.side === 0 ? 'buy' : 'sell',
    action: row.action,
    type: row.type,
    validity: row.validity,
    price: price(row.price),
    stopPrice: price(row.stopPrice),
    trigger: triggerAnswer(instrument, row),
    quantity: quantityToText(instrument, row.quantity as never),
    filled: quantityToText(instrument, row.filled as never),
    averagePrice: row.filled === 0 ? null : averageToText(instrument, row.value, row.filled),
    value: moneyToText(assetOf(state, instrument.quote), row.value),
    fee: row.feeAsset === null ? '0' : moneyToText(assetOf(state, row.feeAsset), row.fee),
    feeAsset: row.feeAsset === null ? null : assetOf(state, row.feeAsset).code,
    status: row.status,
    cancelRequested: row.cancelRequested,
    reason: row.reason,
    detail: row.detail,
    key: row.key,
    origin: row.origin,
    comment: row.comment,
    expiresAt: momentToText(row.expiresAt),
    createdAt: timeToText(row.createdAt),
    updatedAt: timeToText(row.updatedAt),
    endedAt: row.endedAt === null ? null : timeToText(row.endedAt),
  };
}

function triggerAnswer(instrument: Instrument, { trigger, level, mark }: OrderRow): OrderAnswer['trigger'] {
  if (trigger === null) return null;
  const { by, trail, offset } = trigger;
  return {
    by,
    trail: trail === null ? null : distanceToText(instrument, trail),
    offset: offset === null ? null : distanceToText(instrument, offset),
    level: level === null ? null : priceToText(instrument, level as never),
    mark: mark === null ? null : priceToText(instrument, mark as never),
  };
}

export const FillAnswer = Type.Object({
  id: Type.Integer({ description: 'both sides of a trade between users share it' }),
  order: Id,
  account: Id,
  instrument: Type.String(),
  leg: Type.Integer(),
  side: oneOf(['buy', 'sell']),
  price: DecimalText,
  quantity: DecimalText,
  value: Type.String({ description: 'price x quantity in the quote asset' }),
  fee: DecimalText,
  feeAsset: Type.String(),
  maker: Type.Boolean(),
  result: Type.String({ description: 'result of the closed part before fees, in `resultAsset`' }),
  resultAsset: Type.String(),
  at: TimeText,
});
export type FillAnswer = Static<typeof FillAnswer>;

/** What a fill's answer is made from: a row of the history, or the event of a live one. */
export type FillFacts = Omit<FillRow, 'cash' | 'venueFill' | 'seq'>;

export function fillAnswer(state: InstrumentsState, fill: FillFacts): FillAnswer {
  const instrument = instrumentOf(state, fill.instrument);
  const resultAsset = assetOf(state, fill.cashAsset);
  const feeAsset = assetOf(state, fill.feeAsset);
  return {
    id: fill.id,
    order: fill.order,
    account: fill.account,
    instrument: instrument.symbol,
    leg: fill.leg,
    side: fill.side === 0 ? 'buy' : 'sell',
    price: priceToText(instrument, fill.price as never),
    quantity: quantityToText(instrument, fill.quantity as never),
    value: moneyToText(assetOf(state, instrument.quote), fill.value),
    fee: moneyToText(feeAsset, fill.fee),
    feeAsset: feeAsset.code,
    maker: fill.maker,
    result: moneyToText(resultAsset, fill.result),
    resultAsset: resultAsset.code,
    at: timeToText(fill.at),
  };
}
