import type { Rejection } from '@outcry/core';
import {
  type GetStopOrdersRequest,
  type StopOrder,
  StopOrderStatusOption,
} from 'tinkoff-sdk-grpc-js/dist/generated/stoporders.js';
import { findFirings, findOrder, listOrders, MAX_PAGE, type OrderRow } from '../../../readmodel/index.ts';
import type { ServiceHandlers } from '../call.ts';
import type { ServiceDesk } from '../desk.ts';
import { TInvestError } from '../errors.ts';
import { type OrderAccount, orderAccount } from '../orders/own-order.ts';
import { orderRefusal, tradingAccount } from '../orders/placing.ts';
import { stopCommand } from '../orders/stop-placing.ts';
import { fromOf, toOf } from '../wire/period.ts';
import { type ShownStop, stopOrderMessage, stopStatusOf } from '../wire/stop-orders.ts';

/** Pages of stop orders that one answer tells: the newest ones. */
const MAX_STOP_PAGES = 10;

/** Orders that wait for a price, whoever placed them (`tinvest.md` 14). */
export function stopOrdersService(desk: ServiceDesk): ServiceHandlers<'StopOrdersService'> {
  const { parts, listing } = desk;
  const { engine } = parts;

  return {
    postStopOrder: {
      right: 'orders:write',
      async answer(call, request) {
        const account = await tradingAccount(desk, call, request.accountId);
        const listed = listing.named(request);
        if (!listing.isTradable(listed)) throw new TInvestError('30052');
        const command = stopCommand(account, listed, request);
        const { outcome, rejection } = await engine.submit(command, undefined, call.trackingId);
        if (rejection !== null) throw stopRefusal(account, rejection);
        const id = outcome?.id ?? 0;
        // the key may belong to an order that never waited
        if (outcome?.repeated === true && (await stopById(desk, account, id)) === undefined)
          throw new TInvestError('30057');
        return {
          stopOrderId: String(id),
          orderRequestId: request.orderId,
          responseMetadata: { trackingId: call.trackingId, serverTime: new Date(parts.wallNow()) },
        };
      },
    },
    getStopOrders: {
      right: 'orders:read',
      async answer(call, request) {
        const account = await orderAccount(desk, call, request.accountId);
        return { stopOrders: await stopsOf(desk, account, request) };
      },
    },
    cancelStopOrder: {
      right: 'orders:write',
      async answer(call, { accountId, stopOrderId }) {
        const account = await tradingAccount(desk, call, accountId);
        const id = /^\d{1,15}$/.test(stopOrderId) ? Number(stopOrderId) : undefined;
        const row = id === undefined ? undefined : await stopById(desk, account, id);
        if (row === undefined) throw new TInvestError('50006');
        if (row.status !== 'armed') throw notCancellable();
        const { rejection } = await engine.submit({ type: 'orders.cancel', order: row.id }, undefined, call.trackingId);
        if (rejection?.reason === 'unknown_order') throw notCancellable();
        if (rejection !== null) throw stopRefusal(account, rejection);
        return { time: new Date(engine.now) };
      },
    },
  };
}

function notCancellable(): TInvestError {
  return new TInvestError('30060', 'The stop order is not active.');
}

/** Why the core has refused a stop order. */
function stopRefusal(account: OrderAccount, rejection: Rejection): TInvestError {
  if (rejection.field === 'until') return new TInvestError('30063');
  const error = orderRefusal(account, rejection);
  return error.code === '30049' ? new TInvestError('30053', rejection.detail) : error;
}

/** undefined: the account has no such order, or it never waited for a price. */
async function stopById(
  { parts, listing }: ServiceDesk,
  account: OrderAccount,
  id: number,
): Promise<OrderRow | undefined> {
  const row = await findOrder(parts.engine, parts.readModel, id);
  const shown = row?.account === account.id && row.trigger !== null && listing.byId(row.instrument) !== undefined;
  return shown ? row : undefined;
}

/** Stop orders placed in the period, newest first; active ones unless told. Throws TInvestError 30106. */
async function stopsOf(desk: ServiceDesk, account: OrderAccount, request: GetStopOrdersRequest): Promise<StopOrder[]> {
  const { STOP_ORDER_STATUS_UNSPECIFIED, STOP_ORDER_STATUS_ALL, STOP_ORDER_STATUS_ACTIVE } = StopOrderStatusOption;
  const asked = request.status;
  if (asked < 0 || !(asked in StopOrderStatusOption)) throw new TInvestError('30106');
  const wanted = asked === STOP_ORDER_STATUS_UNSPECIFIED ? STOP_ORDER_STATUS_ACTIVE : asked;
  const rows = await rowsOf(desk, account, request, wanted === STOP_ORDER_STATUS_ACTIVE);
  const waiting = new Set(rows.filter(({ status }) => status === 'armed').map(({ id }) => id));
  const gone = rows.map(({ id }) => id).filter((id) => !waiting.has(id));
  const firings = await findFirings(desk.parts.readModel, gone);
  const stops: ShownStop[] = rows.flatMap((row) => {
    const listed = desk.listing.byId(row.instrument);
    return listed === undefined ? [] : [{ row, listed, firing: firings.get(row.id) }];
  });
  return stops
    .filter((stop) => wanted === STOP_ORDER_STATUS_ALL || stopStatusOf(stop) === wanted)
    .map(stopOrderMessage);
}

async function rowsOf(
  { parts }: ServiceDesk,
  { id }: OrderAccount,
  { from, to }: GetStopOrdersRequest,
  active: boolean,
): Promise<OrderRow[]> {
  const filter = {
    accounts: [id],
    waited: true,
    from: fromOf(from),
    to: toOf(to),
    status: active ? 'armed' : undefined,
  } as const;
  const rows: OrderRow[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_STOP_PAGES; page++) {
    const found = await listOrders(parts.engine, parts.readModel, filter, { limit: MAX_PAGE, cursor });
    rows.push(...found.rows);
    if (found.next === null) break;
    cursor = found.next;
  }
  return rows;
}
