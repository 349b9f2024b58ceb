/**
 * A person's first order with a real client over TLS, as the client is published: finds the share, looks at its market,
 * places, lists and cancels an order. Prints what came of each step as JSON.
 *
 * node first-order.mjs <client> <token> <host:port>
 */

import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

const [, , client, token = '', endpoint = ''] = process.argv;

/**
 * The services that are used, under the same names whichever client it is.
 * @returns {Promise<Pick<import('tinkoff-invest-api').TinkoffInvestApi, 'users' | 'instruments' | 'marketdata' | 'orders'>>}
 */
async function services() {
  if (client === 'tinkoff-invest-api') {
    const { TinkoffInvestApi } = await import('tinkoff-invest-api');
    const { users, instruments, marketdata, orders } = new TinkoffInvestApi({ token, endpoint });
    return { users, instruments, marketdata, orders };
  }
  const load = createRequire(import.meta.url);
  // this client has no setting for its endpoint
  load('tinkoff-sdk-grpc-js/dist/constants.js').API_URL = endpoint;
  const { createSdk } = load('tinkoff-sdk-grpc-js');
  const { users, instruments, marketData, orders } = createSdk(token);
  return { users, instruments, marketdata: marketData, orders };
}

const { users, instruments, marketdata, orders } = await services();
const { accounts } = await users.getAccounts({});
const accountId = accounts[0]?.id ?? '';
const found = await instruments.findInstrument({ query: 'SBER', apiTradeAvailableFlag: true });
const uid = found.instruments[0]?.uid ?? '';
const status = await marketdata.getTradingStatus({ instrumentId: uid });
const { lastPrices } = await marketdata.getLastPrices({ figi: [], instrumentId: [uid], lastPriceType: 0 });
const { instrument } = await instruments.getInstrumentBy({ idType: 3, classCode: '', id: uid });
const orderId = randomUUID();
const posted = await orders.postOrder({
  figi: '',
  accountId,
  instrumentId: uid,
  quantity: 2,
  price: { units: 322, nano: 500_000_000 },
  direction: 1,
  orderType: 1,
  orderId,
  timeInForce: 0,
  priceType: 0,
});
const listed = await orders.getOrders({ accountId });
await orders.cancelOrder({ accountId, orderId: posted.orderId });
const state = await orders.getOrderState({ accountId, orderId: posted.orderId, priceType: 0 });

console.log(
  JSON.stringify({
    accounts: accounts.length,
    ticker: found.instruments[0]?.ticker,
    open: status.limitOrderAvailableFlag,
    last: lastPrices[0]?.price,
    step: instrument?.minPriceIncrement,
    keyed: posted.orderRequestId === orderId && posted.orderId !== orderId,
    listed: listed.orders.map(({ lotsRequested, lotsExecuted }) => [lotsRequested, lotsExecuted]),
    state: state.executionReportStatus,
  }),
);
process.exit(0);
