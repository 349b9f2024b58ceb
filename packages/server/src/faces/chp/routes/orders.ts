import {
  type Command,
  type Instrument,
  isTextError,
  type Order,
  type Price,
  priceFromText,
  type Quantity,
  quantityFromText,
} from '@outcry/core';
import { CallError, refusal } from '../errors.ts';
import { commentOf, ORIGIN } from '../order-view.ts';
import { instrumentNamed } from '../parts.ts';
import { readPortfolio } from '../portfolio.ts';
import { integer, type Json, list, object, TRUE, text } from '../wire/json.ts';
import { ACTIONS, ORDER_TYPES, VALIDITIES } from '../wire/orders.ts';
import type { ChpRequest } from '../wire/request.ts';
import type { SessionCall, SessionHandler } from './handler.ts';

const NO_PRICE = 0 as Price;
/** A cookie is an int32 (`chp.md` 5). */
const MIN_COOKIE = -2_147_483_648;
const MAX_COOKIE = 2_147_483_647;

/** The order that a PlaceOrder made, and the caller's own number of it. */
export interface PlacedOrder {
  readonly cookie: number;
  readonly order: number;
}

/** Places an order; answers once it is on disk. Prices that its type has no use for are ignored. Throws CallError. */
export async function place(call: SessionCall): Promise<PlacedOrder> {
  const { request, person } = call;
  const { parts } = call.bridge;
  const account = await readPortfolio(parts, person.id, request.text('portfolio'), (_state, { id }) => id);
  const instrument = instrumentNamed(parts, request.text('symbol'));
  const action = ACTIONS[request.integer('action', 1, 4) as keyof typeof ACTIONS];
  const orderType = ORDER_TYPES[request.integer('type', 1, 4) as keyof typeof ORDER_TYPES];
  const validity = VALIDITIES[request.integer('validity', 1, 2) as keyof typeof VALIDITIES];
  const [price, amount, stop] = [request.digits('price'), request.digits('amount'), request.digits('stop')];
  const cookie = request.integer('cookie', MIN_COOKIE, MAX_COOKIE);
  const limited = orderType === 'limit' || orderType === 'stopLimit';
  const waits = orderType === 'stop' || orderType === 'stopLimit';
  const order = await submit(call, {
    type: 'orders.place',
    account,
    instrument: instrument.id,
    action,
    orderType,
    validity,
    quantity: quantityOf(instrument, amount),
    price: limited ? priceOf(instrument, 'price', price) : NO_PRICE,
    stopPrice: waits ? priceOf(instrument, 'stop', stop) : NO_PRICE,
    leg: 'net',
    key: null,
    origin: ORIGIN,
    comment: commentOf(cookie),
  });
  return { cookie, order };
}

/** Changes the limit price of a working order. Throws CallError. */
export async function move(call: SessionCall): Promise<number> {
  const { instrument, order } = await openOrderOf(call);
  const price = priceOf(instrument, 'targetprice', call.request.digits('targetprice'));
  return submit(call, { type: 'orders.move', order, price });
}

/** Throws CallError. */
export async function cancel(call: SessionCall): Promise<number> {
  const { order } = await openOrderOf(call);
  return submit(call, { type: 'orders.cancel', order });
}

/** The open order that Move and Cancel name: of this portfolio and this symbol. Throws CallError. */
async function openOrderOf({
  bridge,
  request,
  person,
}: SessionCall): Promise<{ instrument: Instrument; order: number }> {
  const { parts } = bridge;
  const id = orderId(request);
  const isNamed = (order: Order | undefined, account: number, instrument: Instrument): boolean =>
    order !== undefined && order.account === account && order.instrument === instrument.id;
  const portfolio = request.text('portfolio');
  const symbol = request.text('symbol');
  const known = await readPortfolio(parts, person.id, portfolio, (state, account) => {
    const instrument = instrumentNamed(parts, symbol);
    return isNamed(state.orders.open.get(id), account.id, instrument) ? instrument : undefined;
  });
  if (known === undefined)
    throw new CallError('unknownOrder', `Приказ ${request.text('orderid').slice(0, 40)} не найден или уже не активен.`);
  return { instrument: known, order: id };
}

/** 0, which no order has, for what cannot be the id of an order. */
function orderId(request: ChpRequest): number {
  const digits = request.text('orderid').trim();
  return /^\d{1,15}$/.test(digits) ? Number(digits) : 0;
}

async function submit({ bridge, requestId }: SessionCall, command: Command): Promise<number> {
  const { outcome, rejection } = await bridge.parts.engine.submit(command, undefined, requestId);
  if (rejection !== null) throw refusal(rejection);
  if (outcome === null) throw new Error(`command ${command.type} was neither carried out nor refused`);
  return outcome.id;
}

function priceOf(instrument: Instrument, field: string, digits: string): Price {
  const price = priceFromText(instrument, digits);
  if (isTextError(price)) throw new CallError('badParameters', `Поле ${field}: ${price.detail}`);
  return price;
}

/** In pieces; the quantity step is the lot. */
function quantityOf(instrument: Instrument, digits: string): Quantity {
  const quantity = quantityFromText(instrument, digits);
  if (isTextError(quantity)) throw new CallError('badParameters', `Поле amount: ${quantity.detail}`);
  return quantity;
}

function delivered(order: number): Json {
  return list([object({ orderId: text(String(order)), result: TRUE })]);
}

/** The handlers of `Order/*`. */
export const ORDER_HANDLERS = {
  PlaceOrder: {
    right: 'orders:write',
    async data(call) {
      const { cookie, order } = await place(call);
      return list([object({ cookie: integer(cookie), orderid: text(String(order)) })]);
    },
  },
  MoveOrder: { right: 'orders:write', data: async (call) => delivered(await move(call)) },
  CancelOrder: { right: 'orders:write', data: async (call) => delivered(await cancel(call)) },
} satisfies Record<string, SessionHandler>;
