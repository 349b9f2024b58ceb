/**
 * Sections 22.1 to 22.3 with a real client over TLS, as the client is published and at the host that is built into it: the
 * way there is a proxy that the environment names. What each step has told goes to the parent process.
 *
 * node workflows.mjs <client> <token> <production|sandbox>
 */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';

const [, , client = '', token = '', contour = ''] = process.argv;
const isSandbox = contour === 'sandbox';
let refusedWith = '';

/**
 * The services that are used, under the same names whichever client it is.
 * @typedef {import('tinkoff-invest-api').TinkoffInvestApi} Api
 * @returns {Promise<Pick<Api, 'users' | 'instruments' | 'marketdata' | 'orders' | 'ordersStream' | 'operations' | 'sandbox'>>}
 */
async function services() {
  if (client === 'tinkoff-invest-api') {
    const { TinkoffInvestApi } = await import('tinkoff-invest-api');
    const options = isSandbox ? { token, endpoint: 'sandbox-invest-public-api.tinkoff.ru:443' } : { token };
    const api = new TinkoffInvestApi(options);
    const { users, instruments, marketdata, orders, ordersStream, operations, sandbox } = api;
    return { users, instruments, marketdata, orders, ordersStream, operations, sandbox };
  }
  const { createSdk } = createRequire(import.meta.url)('tinkoff-sdk-grpc-js');
  // it tells errors to this callback alone
  const hear = (/** @type {{ message: string }} */ { message }) => {
    refusedWith = message;
  };
  const { marketData, ...others } = createSdk(token, 'conformance', hear, { isSandbox });
  return { ...others, marketdata: marketData };
}

/**
 * The text of a refusal, whichever way the client tells it.
 * @param {Promise<unknown>} call
 */
async function refusal(call) {
  refusedWith = '';
  try {
    await call;
    return 'accepted';
  } catch (error) {
    return refusedWith || Object(error).details;
  }
}

/** The parent moves the market. */
async function trade() {
  const traded = once(process, 'message');
  process.send?.({ trade: true });
  await traded;
}

const { users, instruments, marketdata, orders, ordersStream, operations, sandbox } = await services();
/** @type {Record<string, unknown>} */
const told = {};
const uid = 'e6123145-9665-43e0-8413-cd61b8aa9b13';

const { instruments: found } = await instruments.findInstrument({ query: 'SBER' });
told['22.1.1'] = [
  found.some((each) => each.uid === uid),
  await refusal(instruments.findInstrument({ query: '' })),
  (await instruments.findInstrument({ query: 'no-such-thing' })).instruments.length,
];
const status = await marketdata.getTradingStatus({ instrumentId: uid });
told['22.1.2'] = [
  status.tradingStatus,
  status.limitOrderAvailableFlag,
  await refusal(marketdata.getTradingStatus({ instrumentId: randomUUID() })),
];
const { lastPrices } = await marketdata.getLastPrices({ figi: [], instrumentId: [uid], lastPriceType: 0 });
told['22.1.3'] = [lastPrices[0]?.instrumentUid === uid, lastPrices[0]?.price];
const { instrument } = await instruments.getInstrumentBy({ idType: 3, id: uid });
told['22.1.4'] = [instrument?.lot, instrument?.currency, instrument?.minPriceIncrement];
if (isSandbox) {
  const { accountId } = await sandbox.openSandboxAccount({});
  const amount = { currency: 'rub', units: 1_000_000, nano: 0 };
  await sandbox.sandboxPayIn({ accountId, amount });
}
const { accounts } = await users.getAccounts({});
const accountId = accounts[0]?.id ?? '';
const money = async () => {
  const positions = await operations.getPositions({ accountId });
  return [positions.money[0], positions.blocked[0]].map((amount) => [amount?.units, amount?.nano]);
};
told['22.1.5'] = [accounts.length, accounts[0]?.accessLevel, ...(await money())];

const order = (more = {}) => ({
  accountId,
  instrumentId: uid,
  quantity: 2,
  price: { units: 323, nano: 0 },
  direction: 1,
  orderType: 1,
  orderId: randomUUID(),
  timeInForce: 0,
  priceType: 0,
  ...more,
});
/** @type {Array<{ orderRequestId?: string | undefined, lotsExecuted: number, lotsLeft: number }>} */
const states = [];
let subscribed = () => {};
const subscription = new Promise((resolve) => {
  subscribed = () => resolve(null);
});
const gone = new AbortController();
const listening = (async () => {
  const request = { accounts: [], pingDelayMillis: 1_000 };
  for await (const message of ordersStream.orderStateStream(request, { signal: gone.signal })) {
    if (message.subscription !== undefined) subscribed();
    if (message.orderState !== undefined) states.push(message.orderState);
  }
})().catch(() => undefined);
await subscription;

const key = randomUUID();
const placed = await orders.postOrder(order({ orderId: key }));
told['22.1.6'] = [
  placed.orderRequestId === key && placed.orderId !== key,
  placed.executionReportStatus,
  placed.initialOrderPrice?.units,
  (await orders.postOrder(order({ orderId: key }))).orderId === placed.orderId,
  await refusal(orders.postOrder(order({ price: { units: 323, nano: 5_000_000 } }))),
  await refusal(orders.postOrder(order({ quantity: 0 }))),
  await refusal(orders.postOrder(order({ accountId: '2099999999' }))),
];
const open = async () => (await orders.getOrders({ accountId })).orders.map((each) => each.orderId === placed.orderId);
const stateOf = (/** @type {string} */ orderId) => orders.getOrderState({ accountId, orderId, priceType: 0 });
told['22.1.7'] = [await open(), ...(await money())];
if (!isSandbox) {
  await trade();
  const partly = await stateOf(placed.orderId);
  told['22.1.8'] = [partly.executionReportStatus, partly.lotsExecuted, await open()];
}
await trade();
const filled = await stateOf(placed.orderId);
told['22.1.9'] = [
  filled.executionReportStatus,
  filled.lotsExecuted,
  filled.executedOrderPrice?.units,
  await open(),
  await refusal(stateOf(key)),
  await refusal(orders.cancelOrder({ accountId, orderId: placed.orderId })),
];
const market = await orders.postOrder(order({ orderType: 2, direction: 2 }));
const cancelled = await orders.postOrder(order({ price: { units: 300, nano: 0 } }));
await orders.cancelOrder({ accountId, orderId: cancelled.orderId });
const replaced = await orders.postOrder(order({ price: { units: 300, nano: 0 } }));
const changed = { accountId, orderId: replaced.orderId, idempotencyKey: randomUUID(), quantity: 3 };
const replacing = await orders.replaceOrder({ ...changed, price: { units: 301, nano: 0 }, priceType: 0 });
told['22.1.10'] = [
  market.executionReportStatus,
  (await stateOf(cancelled.orderId)).executionReportStatus,
  (await stateOf(replaced.orderId)).executionReportStatus,
  replacing.orderId !== replaced.orderId && replacing.lotsRequested,
];
const ofKey = states.filter(({ orderRequestId }) => orderRequestId === key);
told['22.1.8 stream'] = ofKey.map(({ lotsExecuted, lotsLeft }) => `${lotsExecuted}/${lotsLeft}`);

const { unaryLimits, streamLimits } = await users.getUserTariff({});
const opened = streamLimits.find(({ streams }) => streams.some((path) => path.endsWith('/OrderStateStream')));
told['22.2.3'] = [unaryLimits.length > 0, opened?.open];
gone.abort();
await listening;
told['22.2.2'] = (await users.getInfo({})).tariff;
const margin = await users.getMarginAttributes({ accountId });
told['22.2.4'] = [margin.startingMargin?.units, await refusal(users.getMarginAttributes({ accountId: '' }))];

const byTicker = { idType: 2, classCode: 'SPBFUT', id: 'SRZ6' };
const { instrument: future } = await instruments.futureBy(byTicker);
const { instruments: futures } = await instruments.futures({ instrumentStatus: 1 });
const { instruments: assets } = await instruments.findInstrument({ query: future?.basicAssetPositionUid ?? '' });
const { instrument: index } = await instruments.futureBy({ ...byTicker, id: 'MXZ6' });
told['22.3'] = [
  future?.basicAssetPositionUid === instrument?.positionUid,
  futures.some((each) => each.uid === future?.uid),
  assets.map(({ classCode }) => classCode),
  index?.basicAssetPositionUid,
  (await instruments.getFuturesMargin({ figi: '', instrumentId: future?.uid ?? '' })).minPriceIncrementAmount?.units,
  await refusal(instruments.getFuturesMargin({ figi: '', instrumentId: uid })),
];
process.send?.({ told }, () => process.exit(0));
