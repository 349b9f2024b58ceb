import {
  available,
  bestAsk,
  bestBid,
  type CoreState,
  type Instrument,
  isRejection,
  type Money,
  maxOrder,
  type OrderPreview,
  type Price,
  previewOwnOrder,
  valueAt,
} from '@outcry/core';
import { PriceType } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import {
  type GetOrderPriceRequest,
  OrderExecutionReportStatus,
  type GetOrdersRequest_GetOrdersRequestFilters as OrderFilters,
  type OrderState,
} from 'tinkoff-sdk-grpc-js/dist/generated/orders.js';
import { listOrders, MAX_PAGE, type OrderRow } from '../../../readmodel/index.ts';
import { readAccount } from '../accounts.ts';
import type { ServiceHandlers, TInvestCall } from '../call.ts';
import type { ServiceDesk } from '../desk.ts';
import { TInvestError } from '../errors.ts';
import { CURRENCY, type Listed } from '../listing.ts';
import { fillsOf, type OrderAccount, orderAccount, orderNamed, orderOfKey, shownOrder } from '../orders/own-order.ts';
import {
  actionOf,
  carriedOut,
  MAX_KEY,
  orderRefusal,
  placeOrder,
  quantityOf,
  tradingAccount,
} from '../orders/placing.ts';
import { isUuid } from '../wire/name-uuid.ts';
import { moneyOf, noMoney, quotationOf } from '../wire/numbers.ts';
import { ORIGIN, orderState, postedOrder, statusOf } from '../wire/orders.ts';
import { fromOf, toOf } from '../wire/period.ts';
import { limitPriceOf } from '../wire/prices.ts';

/** Pages of orders that one answer tells. */
const MAX_ORDER_PAGES = 20;

const ONE = { units: 1, nano: 0 };

const DAY_MS = 86_400_000;
const MOSCOW_OFFSET_MS = 3 * 3_600_000;

/** Orders: placing, changing, asking after them, and what they would cost (`tinvest.md` 12). */
export function ordersService(desk: ServiceDesk): ServiceHandlers<'OrdersService'> {
  const { parts, listing } = desk;
  const metadata = (call: TInvestCall) => ({ trackingId: call.trackingId, serverTime: new Date(parts.wallNow()) });

  return {
    postOrder: {
      right: 'orders:write',
      async answer(call, request) {
        const order = await placeOrder(desk, call, request);
        return { ...postedOrder(order), responseMetadata: metadata(call) };
      },
    },
    postOrderAsync: {
      right: 'orders:write',
      async answer(call, request) {
        if (!isUuid(request.orderId)) throw new TInvestError('30221');
        const order = await placeOrder(desk, call, request);
        return {
          orderRequestId: request.orderId,
          executionReportStatus: OrderExecutionReportStatus.EXECUTION_REPORT_STATUS_NEW,
          tradeIntentId: String(order.row.id),
        };
      },
    },
    replaceOrder: {
      right: 'orders:write',
      async answer(call, request) {
        const account = await tradingAccount(desk, call, request.accountId);
        const key = request.idempotencyKey;
        if (key === '') throw new TInvestError('30029');
        if (key.length > MAX_KEY) throw new TInvestError('30030');
        const { row, listed } = await orderNamed(desk, account, request);
        const quantity = quantityOf(request.quantity);
        const price = limitPriceOf(listed.instrument, request.price, request.priceType ?? 0);
        const isKnown = (await orderOfKey(desk, account.id, key)) !== undefined;
        if (!isKnown && row.endedAt !== null) throw notCancellable(row);
        const command = { type: 'orders.replace', account: account.id, order: row.id, quantity, price, key } as const;
        const replaced = await carriedOut(desk, call, () => ({ account, command }));
        return { ...postedOrder(replaced), responseMetadata: metadata(call) };
      },
    },
    cancelOrder: {
      right: 'orders:write',
      async answer(call, request) {
        const account = await tradingAccount(desk, call, request.accountId);
        const { row } = await orderNamed(desk, account, request);
        if (row.endedAt !== null) throw notCancellable(row);
        const command = { type: 'orders.cancel', order: row.id } as const;
        const { rejection } = await parts.engine.submit(command, undefined, call.trackingId);
        // it ended between the look and the command
        if (rejection?.reason === 'unknown_order') throw notCancellable((await orderNamed(desk, account, request)).row);
        if (rejection !== null) throw orderRefusal(account, rejection);
        return { time: new Date(parts.engine.now), responseMetadata: metadata(call) };
      },
    },
    getOrderState: {
      right: 'orders:read',
      async answer(call, request) {
        const account = await orderAccount(desk, call, request.accountId);
        const order = await orderNamed(desk, account, request);
        return orderState(order, await fillsOf(desk, account, order.row), request.priceType);
      },
    },
    getOrders: {
      right: 'orders:read',
      async answer(call, { accountId, advancedFilters }) {
        const account = await orderAccount(desk, call, accountId);
        return { orders: await ordersOf(desk, account, advancedFilters) };
      },
    },
    getMaxLots: {
      right: 'orders:read',
      answer(call, request) {
        if (request.instrumentId === '') throw new TInvestError('30237');
        const listed = listing.named(request);
        const price =
          request.price === undefined
            ? 0
            : limitPriceOf(listed.instrument, request.price, PriceType.PRICE_TYPE_UNSPECIFIED);
        return readAccount(parts, call, request.accountId, (state, account) => {
          const { instrument } = listed;
          const market = state.market.markets[instrument.id];
          const [ask, bid] = [price || (bestAsk(market)?.price ?? 0), price || (bestBid(market)?.price ?? 0)];
          const [buy, sell] = [
            maxOrder(state, account, instrument, 0, ask),
            maxOrder(state, account, instrument, 1, bid),
          ];
          const atMarket = maxOrder(state, account, instrument, 0, 0);
          const free = available(account, instrument.quote);
          return {
            currency: CURRENCY,
            buyLimits: {
              buyMoneyAmount: amountOf(state, instrument, free > 0n ? free : (0n as Money)),
              buyMaxLots: buy.own,
              buyMaxMarketLots: atMarket.own,
            },
            buyMarginLimits: {
              buyMoneyAmount: amountOf(state, instrument, valueAt(instrument, ask, buy.margin)),
              buyMaxLots: buy.margin,
              buyMaxMarketLots: atMarket.margin,
            },
            sellLimits: { sellMaxLots: sell.own },
            sellMarginLimits: { sellMaxLots: sell.margin },
          };
        });
      },
    },
    getOrderPrice: {
      right: 'orders:read',
      async answer(call, request) {
        const account = await tradingAccount(desk, call, request.accountId);
        const listed = listing.named(request);
        const command = priceCommand(account, listed, request);
        return parts.engine.read((state) => {
          const preview = previewOwnOrder(state, command, parts.engine.now);
          if (isRejection(preview)) throw orderRefusal(account, preview);
          return orderPrice(state, listed, request.quantity, preview);
        });
      },
    },
  };
}

/** What has ended cannot be cancelled (`tinvest.md` 12.8). */
function notCancellable({ status }: OrderRow): TInvestError {
  const executed = status === 'filled' ? 'partially or fully executed' : 'cancelled already';
  return new TInvestError('30059', `The order has been ${executed}.`);
}

/** Open orders of an account; with filters today's orders of the wanted statuses. Newest first. Throws TInvestError. */
async function ordersOf(
  desk: ServiceDesk,
  account: OrderAccount,
  filters: OrderFilters | undefined,
): Promise<OrderState[]> {
  const wanted = new Set(filters?.executionStatus);
  for (const status of wanted)
    if (!(status in OrderExecutionReportStatus) || status <= 0) throw new TInvestError('30245');
  const rows = await rowsOf(desk, account, filters);
  const states: OrderState[] = [];
  for (const row of rows) {
    const order = shownOrder(desk, account, row);
    if (order === undefined || (wanted.size > 0 && !wanted.has(statusOf(row)))) continue;
    states.push(orderState(order, await fillsOf(desk, account, row), PriceType.PRICE_TYPE_UNSPECIFIED));
  }
  return states;
}

async function rowsOf(
  { parts }: ServiceDesk,
  account: OrderAccount,
  filters: OrderFilters | undefined,
): Promise<OrderRow[]> {
  const { engine, readModel } = parts;
  const today = Math.floor((engine.now + MOSCOW_OFFSET_MS) / DAY_MS) * DAY_MS - MOSCOW_OFFSET_MS;
  const chosen =
    filters === undefined
      ? { status: 'open' as const }
      : { from: fromOf(filters.from) ?? today, ...(filters.to === undefined ? {} : { to: toOf(filters.to) }) };
  const rows: OrderRow[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_ORDER_PAGES; page++) {
    const request = { limit: MAX_PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const found = await listOrders(engine, readModel, { accounts: [account.id], ...chosen }, request);
    rows.push(...found.rows);
    if (found.next === null) break;
    cursor = found.next;
  }
  return rows;
}

function amountOf(state: CoreState, { quote }: Instrument, amount: Money) {
  return quotationOf({ coefficient: amount, scale: state.instruments.assets[quote]?.scale ?? 0 });
}

function priceCommand(account: OrderAccount, { instrument }: Listed, request: GetOrderPriceRequest) {
  return {
    type: 'orders.place',
    account: account.id,
    instrument: instrument.id,
    orderType: 'limit',
    validity: 'day',
    stopPrice: 0 as Price,
    leg: 'net',
    key: null,
    origin: ORIGIN,
    comment: null,
    quantity: quantityOf(request.quantity),
    action: actionOf(request.direction),
    price: limitPriceOf(instrument, request.price, PriceType.PRICE_TYPE_UNSPECIFIED),
  } as const;
}

/** What an order would cost: its amount and the fee at the dearer rate. */
function orderPrice(state: CoreState, { instrument }: Listed, lots: number, preview: OrderPreview) {
  const quote = state.instruments.assets[instrument.quote];
  if (quote === undefined) throw new Error(`${instrument.symbol} has no currency`);
  const fee = preview.feeAsset === quote.id ? preview.fee : (0n as Money);
  return {
    totalOrderAmount: moneyOf(quote, (preview.value + fee) as Money),
    initialOrderAmount: moneyOf(quote, preview.value),
    lotsRequested: lots,
    executedCommission: moneyOf(quote, fee),
    executedCommissionRub: moneyOf(quote, fee),
    serviceCommission: noMoney(CURRENCY),
    dealCommission: moneyOf(quote, fee),
    ...(instrument.spec.kind === 'bond'
      ? { extraBond: { aciValue: noMoney(CURRENCY), nominalConversionRate: ONE } }
      : {}),
    ...(instrument.spec.kind === 'future' ? { extraFuture: { initialMargin: moneyOf(quote, preview.margin) } } : {}),
  };
}
