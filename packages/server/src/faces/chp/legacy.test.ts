import { expect, test } from 'vitest';
import { testBridge } from './test-bridge.ts';

test('the first generation: bare arrays, credentials with each call, no connecting', async () => {
  const bridge = await testBridge();
  const client = bridge.client();
  const symbols = await client.legacy('/api/instruments/getsymbols');
  expect(symbols[0]).toHaveProperty('lot_size');
  expect(await client.legacy('/api/Test/CheckConnect')).toEqual([{ Result: true }]);
  expect(await client.legacy('/api/instruments/listenquotes', { Symbol: 'SBER' })).toMatchObject([
    { symbol: 'SBER', last: 323 },
  ]);
  expect(await client.legacy('/api/instruments/listenquotes', { Symbol: 'SBER' })).toHaveLength(1);
  expect(await client.legacy('/api/instruments/listenticks', { Symbol: 'SBER' })).toEqual([]);
  await bridge.trade('SBER', '323.05', '10');
  expect(await client.legacy('/api/instruments/listenticks', { Symbol: 'SBER' })).toMatchObject([{ price: 323.05 }]);
  expect(await client.legacy('/api/instruments/listenbidasks', { Symbol: 'SBER' })).toMatchObject([
    { row: 0, bid: 322.9 },
  ]);
  for (const what of ['quotes', 'ticks', 'bidasks'])
    expect(await client.legacy(`/api/instruments/cancel${what}`, { Symbol: 'SBER' })).toEqual([
      { Result: 'Запрос отправлен' },
    ]);
  const bars = { symbol: 'SBER', interval: 1, since: '2026-11-20', count: -1 };
  expect(await client.legacy('/api/instruments/getbars', bars)).toMatchObject([{ nrows: 1, close: 323.05 }]);
  for (const name of ['gettrade', 'gettrades'])
    expect(
      await client.legacy(`/api/instruments/${name}`, { symbol: 'SBER', from: '2026-11-21', count: 1 }),
    ).toHaveLength(1);
  // its sessions are others than those of Connected
  await client.connect();
});

test('orders and portfolios of the first generation', async () => {
  const bridge = await testBridge();
  const client = bridge.client();
  const { portfolio } = bridge;
  expect(await client.legacy('/api/accountinformation/getprortfoliolist')).toMatchObject([
    { portfolioName: portfolio },
  ]);
  const listened = (name: string) => client.legacy(`/api/accountinformation/listenportfolio/${name}`, { portfolio });
  expect(await listened('UpdateOrder')).toEqual([]);
  const order = {
    portfolio,
    symbol: 'SBER',
    action: 1,
    Type: 2,
    validity: 1,
    price: 320,
    amount: 10,
    stop: 0,
    cookie: 80,
  };
  expect(await client.legacy('/api/order/place', order)).toEqual([{ Cookie: 80, Orderid: '16' }]);
  const refused = await client.legacy('/api/order/place', { ...order, price: 320.005 });
  expect(refused).toEqual([
    { Cookie: 80, Orderid: '0', reason: expect.stringContaining('not a multiple of the step 0.01') },
  ]);
  const about = { portfolio, Symbol: 'SBER', orderid: '16' };
  expect(await client.legacy('/api/order/move', { ...about, targetprice: 321 })).toEqual([
    { OrderId: '16', Result: true },
  ]);
  expect(await listened('UpdateOrder')).toMatchObject([
    { state: 0 },
    { state: 1 },
    { state: 2 },
    { state: 2, price: 321 },
  ]);
  expect(await client.legacy('/api/order/cancel', about)).toEqual([{ OrderId: '16', Result: true }]);
  await client.legacy('/api/order/place', { ...order, Type: 1 });
  expect(await listened('addtrade')).toMatchObject([{ amount: 10, price: 323.1 }]);
  expect(await listened('setportfolio')).toMatchObject([{ portfolio, comission: 1.62 }]);
  expect(await listened('UpdatePosition')).toMatchObject([{ symbol: 'SBER', amount: 10 }]);
  const mine = (name: string, mode: number) => client.legacy(`/api/GetMyPortfolioData/${name}`, { portfolio, mode });
  expect(await mine('SetMyOrder', 2)).toHaveLength(2);
  expect(await mine('SetMyOrder', 1)).toEqual([]);
  expect(await mine('SetMyTrade', 1)).toHaveLength(1);
  expect(await mine('SetMyClosePos', 1)).toEqual([]);
  expect(await listened('CancelPortfolio')).toEqual([{ Result: 'Запрос отправлен' }]);
});

test('what is wrong with a call of the first generation is one row with an error', async () => {
  const client = (await testBridge()).client();
  const path = '/api/instruments/listenquotes';
  expect(await client.legacy(path, { Symbol: 'SBER', password: 'wrong horse' })).toEqual([
    { error: 'Error connected' },
  ]);
  expect(await client.legacy(path, { Symbol: 'SBER', key: 'nobody-knows-this' })).toEqual([
    { error: 'Error connected' },
  ]);
  expect(await client.legacy(path)).toEqual([{ error: 'Нет поля symbol.' }]);
  expect(await client.legacy(path, { Symbol: 'NOPE' })).toEqual([{ error: 'Инструмент NOPE не найден.' }]);
  expect((await client.raw(path, 'no json')).body).toEqual([{ error: 'Некорректный запрос.' }]);
  expect((await client.raw(path, {}, 'GET')).status).toBe(405);
});

test('a session that a call opened by itself ends when it is not used for a quarter of an hour', async () => {
  const bridge = await testBridge();
  await bridge.addAccess('another-token-00002');
  const client = bridge.client();
  await client.legacy('/api/instruments/listenticks', { Symbol: 'SBER' });
  bridge.clock.wall += 900_000;
  await bridge.client('another-token-00002').legacy('/api/Test/CheckConnect');
  await bridge.trade('SBER', '323.05', '10');
  expect(await client.legacy('/api/instruments/listenticks', { Symbol: 'SBER' })).toEqual([]);
});
