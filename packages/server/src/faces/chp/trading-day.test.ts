import { expect, test } from 'vitest';
import { type TestBridge, TOKEN, testBridge, testFolder } from './test-bridge.ts';
import type { TestChp } from './test-chp.ts';

/** An order as clients send it; superfluous prices are ignored. */
function placed(client: TestChp, bridge: TestBridge, changes: object) {
  const fields = { symbol: 'SBER', action: 1, type: 2, validity: 1, price: 320, amount: 10, stop: 0, cookie: 1 };
  return client.call('Order/Place', { portfolio: bridge.portfolio, ...fields, ...changes });
}

async function connected(): Promise<{ bridge: TestBridge; client: TestChp }> {
  const bridge = await testBridge();
  return { bridge, client: await bridge.client().connect() };
}

/** The rows of UpdateOrder, shortened to what changes. */
async function states(client: TestChp): Promise<unknown[]> {
  const rows = await client.data('AccountInformation/UpdateOrder');
  return rows.map(({ orderId, state, filled, orderNo }: Record<string, unknown>) => [orderId, state, filled, orderNo]);
}

test('the document’s order: accepted, its states in order, its trade once', async () => {
  const { bridge, client } = await connected();
  await client.data('AccountInformation/ListenPortfolio', { portfolio: bridge.portfolio });
  await bridge.submit(depositShares(bridge, 100n));
  const answer = await placed(client, bridge, { action: 2, type: 1, price: 12.2, amount: 30, stop: 0.1, cookie: 12 });
  expect(JSON.stringify(answer)).toBe('{"method":"PlaceOrder","result":true,"data":[{"cookie":12,"orderid":"16"}]}');
  const rows = await client.data('AccountInformation/UpdateOrder');
  expect(JSON.stringify(rows[3])).toBe(
    '{"portfolio":"ST2000000000-MO-01","symbol":"SBER","state":5,"action":2,"type":1,"validity":1,"price":0,"amount":30,' +
      '"stop":0,"filled":0,"datetime":"2026-11-20T12:00:00","orderId":"16","orderNo":"16","status_mask":0,"cookie":12,"description":""}',
  );
  expect(rows.map(({ state }: { state: number }) => state)).toEqual([0, 1, 2, 5]);
  expect(rows.map(({ filled }: { filled: number }) => filled)).toEqual([30, 30, 30, 0]);
  expect(rows.map(({ orderNo }: { orderNo: string }) => orderNo)).toEqual(['0', '0', '16', '16']);
  const { text } = await client.raw('/AccountInformation/AddTrade', { token: TOKEN });
  expect(text).toBe(
    '{"method":"AddTrade","result":true,"data":[{"portfolio":"ST2000000000-MO-01","symbol":"SBER","orderNo":"16","price":322.9,' +
      '"amount":-30,"datetime":"2026-11-20T12:00:00","tradeNo":"16","value":9687,"accruedint":0}]}',
  );
  expect(await client.data('AccountInformation/AddTrade')).toEqual([]);
  expect(await client.data('AccountInformation/UpdateOrder')).toEqual([]);
});

function depositShares({ account }: TestBridge, amount: bigint) {
  return { type: 'accounts.deposit', account, asset: 'SBER', amount: amount as never, key: null } as const;
}

test('a limit order rests, moves, fills in parts; another is cancelled', async () => {
  const { bridge, client } = await connected();
  await client.data('AccountInformation/ListenPortfolio', { portfolio: bridge.portfolio });
  const { data } = await placed(client, bridge, { amount: 30, validity: 2, price: '322.5' });
  const about = { portfolio: bridge.portfolio, symbol: 'SBER', orderid: data[0].orderid };
  expect(await states(client)).toEqual([
    ['16', 0, 30, '0'],
    ['16', 1, 30, '0'],
    ['16', 2, 30, '16'],
  ]);
  expect(await client.data('Order/Move', { ...about, targetprice: 322.8 })).toEqual([{ orderId: '16', result: true }]);
  await bridge.trade('SBER', '322.8', '20', 'sell');
  const rows = await client.data('AccountInformation/UpdateOrder');
  expect(
    rows.map(({ state, price, filled, validity }: Record<string, unknown>) => [state, price, filled, validity]),
  ).toEqual([
    [2, 322.8, 30, 2],
    [6, 322.8, 10, 2],
  ]);
  expect(await client.data('Order/Cancel', { ...about, orderid: 16 })).toEqual([{ orderId: '16', result: true }]);
  expect(await states(client)).toEqual([['16', 4, 10, '16']]);
  const again = await client.call('Order/Cancel', about);
  expect(again).toMatchObject({ reason: 'Error #29', data: [] });
  expect(again.errorData[0]).toMatchObject({ reason: 'Error #37', message: 'Приказ 16 не найден или уже не активен.' });
});

test('Move and Cancel know an order by its own portfolio and symbol only', async () => {
  const { bridge, client } = await connected();
  const { data } = await placed(client, bridge, {});
  const about = { portfolio: bridge.portfolio, orderid: data[0].orderid, targetprice: 321 };
  for (const urn of ['Order/Move', 'Order/Cancel']) {
    const { errorData } = await client.call(urn, { ...about, symbol: 'GAZP' });
    expect(errorData[0].reason).toBe('Error #37');
  }
  await bridge.addAccess('another-token-00002');
  const foreign = await bridge.identity.addPerson({
    login: 'bob',
    name: 'Bob',
    role: 'owner',
    password: 'four horses',
  });
  await bridge.identity.addBridge(foreign, { login: 'BP1', password: 'four horses', token: 'bobs-token-00000003' });
  const bob = bridge.client('bobs-token-00000003');
  await bob.auth('Connected', { login: 'BP1', password: 'four horses' });
  expect((await bob.call('Order/Cancel', { ...about, symbol: 'SBER' })).errorData[0].reason).toBe('Error #35');
  expect(await bob.data('AccountInformation/GetPortfolioList')).toEqual([]);
});

test('a stop stays pending until its price is reached, a stop-limit then rests at its limit', async () => {
  const { bridge, client } = await connected();
  await client.data('AccountInformation/ListenPortfolio', { portfolio: bridge.portfolio });
  await placed(client, bridge, { type: 3, price: 999, stop: 324, cookie: 7 });
  await placed(client, bridge, { type: 4, price: 323, stop: 324, cookie: 8 });
  expect(await states(client)).toEqual([
    ['16', 0, 10, '0'],
    ['16', 1, 10, '0'],
    ['32', 0, 10, '0'],
    ['32', 1, 10, '0'],
  ]);
  await bridge.trade('SBER', '324', '10', 'buy');
  const rows = await client.data('AccountInformation/UpdateOrder');
  expect(
    rows.map(({ state, cookie, type, price, stop }: Record<string, unknown>) => [cookie, state, type, price, stop]),
  ).toEqual(
    expect.arrayContaining([
      [7, 2, 3, 0, 324],
      [7, 5, 3, 0, 324],
      [8, 2, 4, 323, 324],
    ]),
  );
});

test('a waiting stop-limit keeps waiting when its limit is moved', async () => {
  const { bridge, client } = await connected();
  await client.data('AccountInformation/ListenPortfolio', { portfolio: bridge.portfolio });
  await placed(client, bridge, { type: 4, price: 323, stop: 324 });
  const about = { portfolio: bridge.portfolio, symbol: 'SBER', orderid: '16' };
  await client.data('Order/Move', { ...about, targetprice: 323.5 });
  const rows = await client.data('AccountInformation/UpdateOrder');
  expect(rows.at(-1)).toMatchObject({ state: 1, price: 323.5, stop: 324, orderNo: '0' });
});

test('a short sale on margin, its position and its covering', async () => {
  const { bridge, client } = await connected();
  await client.data('AccountInformation/ListenPortfolio', { portfolio: bridge.portfolio });
  expect(await client.data('AccountInformation/UpdatePosition')).toEqual([]);
  await placed(client, bridge, { action: 3, type: 1, amount: 20 });
  await placed(client, bridge, { action: 4, type: 2, price: 320, amount: 10 });
  const position = { portfolio: bridge.portfolio, symbol: 'SBER', avPrice: 322.9, amount: -20, planned: -10 };
  expect(await client.data('AccountInformation/UpdatePosition')).toEqual([position]);
  expect(await client.data('AccountInformation/UpdatePosition')).toEqual([position]);
  await placed(client, bridge, { action: 4, type: 1, amount: 20 });
  expect(await client.data('AccountInformation/UpdatePosition')).toEqual([
    { ...position, avPrice: 0, amount: 0, planned: 10 },
  ]);
  expect(await client.data('AccountInformation/UpdatePosition')).toEqual([]);
});

test('SetPortfolio shows money after fees, the day’s commission and result, margin and worth', async () => {
  const { bridge, client } = await connected();
  await client.data('AccountInformation/ListenPortfolio', { portfolio: bridge.portfolio });
  const read = async () => (await client.raw('/AccountInformation/SetPortfolio', { token: TOKEN })).text;
  expect(await read()).toBe(
    '{"method":"SetPortfolio","result":true,"data":[{"portfolio":"ST2000000000-MO-01","cash":1000000,"leverage":0,"comission":0,' +
      '"saldo":0,"liquidationValue":1000000,"initialMargin":0,"totalAssets":1000000}]}',
  );
  await placed(client, bridge, { type: 1, amount: 100 });
  await placed(client, bridge, { action: 2, type: 1, amount: 40 });
  // bought 100 at 323.1, sold 40 at 322.9: 32 310 + 16.16 and 12 916 - 6.46
  expect(await read()).toBe(
    '{"method":"SetPortfolio","result":true,"data":[{"portfolio":"ST2000000000-MO-01","cash":980583.38,"leverage":0.019381,' +
      '"comission":22.62,"saldo":-8,"liquidationValue":999963.38,"initialMargin":3876,"totalAssets":999963.38}]}',
  );
});

test('the day’s figures start anew at midnight in Moscow', async () => {
  const { bridge, client } = await connected();
  await client.data('AccountInformation/ListenPortfolio', { portfolio: bridge.portfolio });
  await placed(client, bridge, { type: 1, amount: 100 });
  expect((await client.data('AccountInformation/SetPortfolio'))[0].comission).toBe(16.16);
  bridge.clock.market = Date.UTC(2026, 10, 20, 21);
  bridge.engine.advance();
  expect((await client.data('AccountInformation/SetPortfolio'))[0].comission).toBe(0);
});

test('a day order expires at midnight, a good-till-cancelled one lives on', async () => {
  const { bridge, client } = await connected();
  await client.data('AccountInformation/ListenPortfolio', { portfolio: bridge.portfolio });
  await placed(client, bridge, { cookie: 1 });
  await placed(client, bridge, { cookie: 2, validity: 2 });
  await client.data('AccountInformation/UpdateOrder');
  bridge.clock.market = Date.UTC(2026, 10, 20, 21);
  bridge.engine.advance();
  await bridge.engine.read(() => undefined);
  const rows = await client.data('AccountInformation/UpdateOrder');
  expect(rows.map(({ cookie, state }: Record<string, unknown>) => [cookie, state])).toEqual([[1, 3]]);
  const [{ setMyOrder }] = await client.data('HistoricalData/GetMyPortfolioData', {
    mode: 2,
    portfolio: bridge.portfolio,
  });
  expect(setMyOrder.map(({ cookie, state }: Record<string, unknown>) => [cookie, state])).toEqual([
    [1, 3],
    [2, 2],
  ]);
});

test('ListenPortfolio begins with every order of the session; orders of other faces have cookie 0', async () => {
  const { bridge, client } = await connected();
  await placed(client, bridge, { type: 1, cookie: 5 });
  await bridge.submit(nativeOrder(bridge));
  await client.data('AccountInformation/ListenPortfolio', { portfolio: bridge.portfolio });
  const rows = await client.data('AccountInformation/UpdateOrder');
  expect(rows.map(({ orderId, cookie, state }: Record<string, unknown>) => [orderId, cookie, state])).toEqual([
    ['16', 5, 5],
    ['32', 0, 2],
  ]);
  expect(await client.data('AccountInformation/AddTrade')).toEqual([]);
  await bridge.submit({ type: 'orders.cancel', order: 32 });
  expect(await states(client)).toEqual([['32', 4, 10, '32']]);
});

function nativeOrder({ account, instrument }: TestBridge) {
  return {
    type: 'orders.place',
    account,
    instrument: instrument('SBER').id,
    action: 'buy',
    orderType: 'limit',
    validity: 'day',
    quantity: 1 as never,
    price: 32_000 as never,
    stopPrice: 0 as never,
    leg: 'net',
    key: null,
    origin: 'native',
    comment: 'cookie:9',
  } as const;
}

test('orders, trades and closed positions of the session are there after a restart', async () => {
  const folder = testFolder();
  const first = await testBridge(folder);
  const before = await first.client().connect();
  await placed(before, first, { type: 1, amount: 30, cookie: 1 });
  await placed(before, first, { action: 2, type: 1, amount: 10, cookie: 2 });
  await placed(before, first, { cookie: 3 });
  const read = (client: TestChp, mode: number) =>
    client.data('HistoricalData/GetMyPortfolioData', { portfolio: first.portfolio, mode });
  const [all] = await read(before, 2);
  await first.stop();
  const client = await (await testBridge(folder)).client().connect();
  expect(await read(client, 2)).toEqual([all]);
  expect(all.setMyOrder.map(({ cookie, state }: Record<string, unknown>) => [cookie, state])).toEqual([
    [1, 5],
    [2, 5],
    [3, 2],
  ]);
  expect(all.setMyOrder[2]).toEqual({
    row: 2,
    nrows: 3,
    portfolio: first.portfolio,
    symbol: 'SBER',
    state: 2,
    action: 1,
    type: 2,
    validity: 1,
    price: 320,
    amount: 10,
    stop: 0,
    filled: 10,
    datetime: '2026-11-20T12:00:00',
    orderId: '48',
    orderNo: '48',
    cookie: 3,
  });
  expect(all.setMyTrade[1]).toEqual({
    row: 1,
    nrows: 2,
    portfolio: first.portfolio,
    symbol: 'SBER',
    datetime: '2026-11-20T12:00:00',
    price: 322.9,
    volume: 10,
    tradeNo: '32',
    buySell: 2,
    orderNo: '32',
    value: 3229,
    accruedint: 0,
  });
  expect(all.setMyClosePos).toEqual([
    {
      row: 0,
      nrows: 1,
      portfolio: first.portfolio,
      symbol: 'SBER',
      amount: 10,
      price_Buy: 323.1,
      price_Sell: 322.9,
      postime: '2026-11-20T12:00:00',
      order_Open: '16',
      order_Close: '32',
    },
  ]);
  const [active] = await read(client, 1);
  expect(active.setMyOrder.map(({ orderId }: Record<string, unknown>) => orderId)).toEqual(['48']);
  expect(active.setMyTrade).toHaveLength(2);
});

test.each([
  ['more than an order may have', { amount: 1e20 }, 36],
  ['more than the account can pay for', { amount: 1_000_000 }, 38],
  ['a price off the step', { price: 320.005 }, 36],
  ['an unknown symbol', { symbol: 'NOPE' }, 34],
  ['a market without data', { symbol: 'GAZP' }, 39],
  ['covering what was not sold short', { action: 4 }, 38],
])('%s fails with the cause of the sheet', async (_what, changes, cause) => {
  const { bridge, client } = await connected();
  const answer = await placed(client, bridge, changes);
  expect(answer).toMatchObject({ method: 'PlaceOrder', result: false, reason: 'Error #27', data: [] });
  expect(answer.errorData[0].reason).toBe(`Error #${cause}`);
});

test('a closed market says so', async () => {
  const { bridge, client } = await connected();
  await bridge.offer({ kind: 'status', instrument: bridge.instrument('SBER').id, status: 'closed' });
  expect((await placed(client, bridge, {})).errorData[0].reason).toBe('Error #39');
  await client.data('Instruments/ListenQuotes', { symbol: 'SBER' });
  expect((await client.data('Instruments/UpdateQuote'))[0].trading_Status).toBe(1);
});

test('the list of portfolios; listening twice, to nothing, and not at all', async () => {
  const { bridge, client } = await connected();
  const about = { portfolio: bridge.portfolio };
  expect(await client.data('AccountInformation/GetPortfolioList')).toEqual([
    { row: 0, nrows: 1, portfolioName: bridge.portfolio, portfolioExch: 'MON', portfolioStatus: 0 },
  ]);
  expect(await client.data('AccountInformation/ListenPortfolio', about)).toEqual([
    { description: `Подписка на ${bridge.portfolio} успешно оформлена` },
  ]);
  expect((await client.call('AccountInformation/ListenPortfolio', about)).errorData).toEqual([
    {
      method: 'ListenPortfolio',
      reason: 'Error #20',
      additional: 'Подписка оформлена.',
      message: `Подписка на ${bridge.portfolio} уже оформлена.`,
    },
  ]);
  expect(await client.data('AccountInformation/CancelPortfolio', about)).toEqual([
    { description: `Подписка на ${bridge.portfolio} успешно отменена` },
  ]);
  const sentence = `Подписка на ${bridge.portfolio} не оформлена.`;
  expect((await client.call('AccountInformation/CancelPortfolio', about)).errorData).toEqual([
    { method: 'CancelPortfolio', reason: 'Error #33', additional: sentence, message: sentence },
  ]);
  await placed(client, bridge, {});
  for (const urn of ['UpdateOrder', 'AddTrade', 'UpdatePosition', 'SetPortfolio'])
    expect(await client.data(`AccountInformation/${urn}`)).toEqual([]);
});
