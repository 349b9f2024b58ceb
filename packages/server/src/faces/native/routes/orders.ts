import {
  type Distance,
  distanceFromText,
  type Instrument,
  isTextError,
  type MoveOrder,
  type Outcome,
  type PlaceOrder,
  type Price,
  priceFromText,
  type Quantity,
  quantityFromText,
  type ReplaceOrder,
} from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Caller } from '../../../identity/index.ts';
import { findOrder, type OrderRow } from '../../../readmodel/index.ts';
import { ApiError, invalid } from '../errors.ts';
import { listed, type NativeParts } from '../parts.ts';
import { instrumentOf } from '../wire/instruments.ts';
import { OrderAnswer, OrderBody, orderAnswer } from '../wire/orders.ts';
import { DecimalText, Id, KeyText, strict } from '../wire/primitives.ts';
import { type Access, instrumentNamed } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';
import { submit } from './submit.ts';

/** What orders of this face say of where they came from. */
const ORIGIN = 'native';

const PlacedAnswer = Type.Composite([
  OrderAnswer,
  Type.Object({ repeated: Type.Boolean({ description: 'the key was known: nothing was placed again' }) }),
]);

const MoveBody = Type.Object(
  {
    price: Type.Optional(DecimalText),
    stopPrice: Type.Optional(DecimalText),
    quantity: Type.Optional(DecimalText),
  },
  { additionalProperties: false, minProperties: 1 },
);

const ReplaceBody = strict({ quantity: DecimalText, price: Type.Optional(DecimalText), key: Type.Optional(KeyText) });

export function orderRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  const answer = (row: OrderRow): OrderAnswer => orderAnswer(listed(parts), row);

  addRoute(app, {
    method: 'POST',
    url: '/accounts/:id/orders',
    right: 'orders:write',
    tag: 'orders',
    summary: 'Place an order',
    description:
      'Answers once the order is on disk. With a `key` a repetition places nothing again: it answers 200 with the order as it is now and `repeated: true`.',
    params: IdParams,
    body: OrderBody,
    answer: PlacedAnswer,
    creates: true,
    async handle({ caller, params, body, reply }) {
      await access.checkAccount(caller, params.id);
      const instrument = instrumentNamed(parts, body.instrument);
      const outcome = await submit(parts, placeCommand(params.id, instrument, body), reply);
      const row = await placed(parts, outcome, params.id, body.key ?? null);
      if (outcome.repeated && !isSameOrder(row, instrument, body)) throw foreignKey();
      reply.code(outcome.repeated ? 200 : 201);
      return { ...answer(row), repeated: outcome.repeated };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/orders/by-key',
    right: 'orders:read',
    tag: 'orders',
    summary: 'The order that an idempotency key belongs to',
    query: strict({ account: Id, key: KeyText }),
    answer: OrderAnswer,
    async handle({ caller, query }) {
      const { account, key } = query;
      await access.checkAccount(caller, account);
      await parts.engine.read(() => undefined);
      const known = parts.readModel.findKey(account, key);
      if (known?.kind !== 'order')
        throw new ApiError('unknown_order', `account ${account} has no order with this key`, 'key');
      return answer(await access.order(caller, known.id));
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/orders/:id',
    right: 'orders:read',
    tag: 'orders',
    summary: 'One order, open or finished',
    params: IdParams,
    answer: OrderAnswer,
    handle: async ({ caller, params }) => answer(await access.order(caller, params.id)),
  });

  addRoute(app, {
    method: 'PATCH',
    url: '/orders/:id',
    right: 'orders:write',
    tag: 'orders',
    summary: 'Move a limit order or one that waits',
    description:
      'Changes price or whole quantity, and the stop price of an order that waits; the id stays. A limit order keeps its place in the queue only when it gets smaller, a trailing one the best price it has followed.',
    params: IdParams,
    body: MoveBody,
    answer: OrderAnswer,
    async handle({ caller, params, body, reply }) {
      const { instrument } = await openOrderOf(parts, access, caller, params.id, 'not_movable');
      const { price, stopPrice, quantity } = body;
      const command: MoveOrder = {
        type: 'orders.move',
        order: params.id,
        ...(price === undefined ? {} : { price: priceOf(instrument, 'price', price) }),
        ...(stopPrice === undefined ? {} : { stopPrice: priceOf(instrument, 'stopPrice', stopPrice) }),
        ...(quantity === undefined ? {} : { quantity: quantityOf(instrument, quantity) }),
      };
      await submit(parts, command, reply).catch((error: unknown) => stillOpen(error, 'not_movable', params.id));
      return answer(await access.order(caller, params.id));
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/orders/:id/replace',
    right: 'orders:write',
    tag: 'orders',
    summary: 'Cancel an order and place another in the same step',
    description:
      'Without `price` the price stays. One that waits for a price is replaced by one that waits for the same, anew; one that has fired by a limit order. When the new order is refused the old one is gone: the error says so.',
    params: IdParams,
    body: ReplaceBody,
    answer: PlacedAnswer,
    creates: true,
    async handle({ caller, params, body, reply }) {
      const row = await access.order(caller, params.id);
      const { outcome, key } = await replace(parts, access, caller, row, body, reply);
      const placedRow = await placed(parts, outcome, row.account, key);
      reply.code(outcome.repeated ? 200 : 201);
      return { ...answer(placedRow), repeated: outcome.repeated };
    },
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/orders/:id',
    right: 'orders:write',
    tag: 'orders',
    summary: 'Cancel an order',
    params: IdParams,
    answer: OrderAnswer,
    async handle({ caller, params, reply }) {
      await openOrderOf(parts, access, caller, params.id, 'not_cancellable');
      await submit(parts, { type: 'orders.cancel', order: params.id }, reply).catch((error: unknown) =>
        stillOpen(error, 'not_cancellable', params.id),
      );
      return answer(await access.order(caller, params.id));
    },
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/accounts/:id/orders',
    right: 'orders:write',
    tag: 'orders',
    summary: 'Cancel all open orders of an account',
    params: IdParams,
    query: strict({
      instrument: Type.Optional(
        Type.String({ minLength: 1, maxLength: 64, description: 'only those of this instrument' }),
      ),
    }),
    answer: Type.Object({ account: Id, openOrders: Type.Integer({ description: 'orders still open afterwards' }) }),
    async handle({ caller, params, query, reply }) {
      await access.checkAccount(caller, params.id);
      const instrument = query.instrument === undefined ? 0 : instrumentNamed(parts, query.instrument).id;
      await submit(parts, { type: 'orders.cancelAll', account: params.id, instrument }, reply);
      return access.readAccount(caller, params.id, (state, { id }) => ({
        account: id,
        openOrders: state.orders.byAccount.get(id)?.count ?? 0,
      }));
    },
  });
}

/** The command that an order's body asks for. Throws ApiError naming the field. */
export function placeCommand(account: number, instrument: Instrument, body: OrderBody): PlaceOrder {
  return {
    type: 'orders.place',
    account,
    instrument: instrument.id,
    action: body.action,
    orderType: body.type,
    validity: body.validity ?? 'day',
    quantity: quantityOf(instrument, body.quantity),
    price: body.price === undefined ? NO_PRICE : priceOf(instrument, 'price', body.price),
    stopPrice: body.stopPrice === undefined ? NO_PRICE : priceOf(instrument, 'stopPrice', body.stopPrice),
    ...(body.trigger === undefined ? {} : { trigger: triggerOf(instrument, body.trigger) }),
    leg: body.leg ?? 'net',
    key: body.key ?? null,
    origin: ORIGIN,
    comment: body.comment ?? null,
  };
}

const NO_PRICE = 0 as Price;

function triggerOf(
  instrument: Instrument,
  { by, trail, offset }: NonNullable<OrderBody['trigger']>,
): NonNullable<PlaceOrder['trigger']> {
  return {
    ...(by === undefined ? {} : { by }),
    ...(trail === undefined ? {} : { trail: distanceOf(instrument, 'trigger.trail', trail) }),
    ...(offset === undefined ? {} : { offset: distanceOf(instrument, 'trigger.offset', offset) }),
  };
}

/** An exact length between prices. Throws ApiError naming the field. */
function distanceOf(instrument: Instrument, field: string, text: string): Distance {
  const distance = distanceFromText(instrument, text);
  if (isTextError(distance)) throw invalid(field, `${field}: ${distance.detail}`);
  return distance;
}

/** Exact steps of a price. Throws ApiError naming the field. */
export function priceOf(instrument: Instrument, field: string, text: string): Price {
  const price = priceFromText(instrument, text);
  if (isTextError(price))
    throw price.error === 'out_of_range'
      ? new ApiError('price_out_of_range', price.detail, field)
      : invalid(field, `${field}: ${price.detail}`);
  return price;
}

/** Exact steps of a quantity. Throws ApiError. */
export function quantityOf(instrument: Instrument, text: string): Quantity {
  const quantity = quantityFromText(instrument, text);
  if (isTextError(quantity))
    throw quantity.error === 'out_of_range'
      ? new ApiError('quantity_too_large', quantity.detail, 'quantity')
      : invalid('quantity', quantity.detail);
  return quantity;
}

/** The order that a command placed or that its key belongs to. Keys of transfers are refused. */
async function placed(parts: NativeParts, outcome: Outcome, account: number, key: string | null): Promise<OrderRow> {
  const row = await findOrder(parts.engine, parts.readModel, outcome.id);
  if (row === undefined || row.account !== account || row.key !== key) {
    if (outcome.repeated) throw foreignKey();
    throw new Error(`order ${outcome.id} was placed but cannot be found`);
  }
  return row;
}

/** What a moved or filled order keeps must be what is asked for again. */
function isSameOrder(row: OrderRow, instrument: Instrument, body: OrderBody): boolean {
  const { by, trail, offset } = placeCommand(row.account, instrument, body).trigger ?? {};
  const isSame = (kept: Distance | null | undefined, asked: Distance | undefined): boolean =>
    kept?.unit === asked?.unit && kept?.distance === asked?.distance;
  return (
    row.instrument === instrument.id &&
    row.action === body.action &&
    row.type === body.type &&
    (row.trigger === null || row.trigger.by === (by ?? 'last')) &&
    isSame(row.trigger?.trail, trail) &&
    isSame(row.trigger?.offset, offset)
  );
}

function foreignKey(): ApiError {
  return new ApiError('duplicate_key', 'key: this key belongs to another command of the account', 'key');
}

/** The caller's order, while it is open. Throws ApiError: a finished one is told apart from an unknown one. */
async function openOrderOf(
  parts: NativeParts,
  access: Access,
  caller: Caller,
  id: number,
  code: 'not_movable' | 'not_cancellable',
): Promise<{ row: OrderRow; instrument: Instrument }> {
  const row = await access.order(caller, id);
  if (row.endedAt !== null) throw ended(code, row);
  return { row, instrument: instrumentOf(listed(parts), row.instrument) };
}

function ended(code: 'not_movable' | 'not_cancellable', { id, status }: OrderRow): ApiError {
  return new ApiError(code, `order ${id} has ended: it is ${status}`, 'order');
}

/** An order may end between the look at it and the command. */
function stillOpen(error: unknown, code: 'not_movable' | 'not_cancellable', id: number): never {
  if (error instanceof ApiError && error.code === 'unknown_order')
    throw new ApiError(code, `order ${id} has just ended`, 'order');
  throw error;
}

async function replace(
  parts: NativeParts,
  access: Access,
  caller: Caller,
  row: OrderRow,
  body: Static<typeof ReplaceBody>,
  reply: FastifyReply,
): Promise<{ outcome: Outcome; key: string | null }> {
  const instrument = instrumentOf(listed(parts), row.instrument);
  const key = body.key ?? null;
  const command: ReplaceOrder = {
    type: 'orders.replace',
    account: row.account,
    order: row.id,
    quantity: quantityOf(instrument, body.quantity),
    price: body.price === undefined ? (row.price as Price) : priceOf(instrument, 'price', body.price),
    key,
  };
  try {
    return { outcome: await submit(parts, command, reply), key };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const now = await access.order(caller, row.id);
    if (error.code === 'unknown_order') throw ended('not_movable', now);
    if (row.endedAt !== null || now.reason !== 'replaced') throw error;
    throw new ApiError(error.code, `${error.message}; order ${row.id} has been cancelled`, error.field);
  }
}
