import { ApiConnectionError, ApiRequestException } from '@outcry/chp-client';
import { expect, test, vi } from 'vitest';
import { NOON, TOKEN } from '../test-bridge.ts';
import { testLibrary } from './test-library.ts';

test('section 13: connect, symbols, quotes, a second subscription, cancelling all, disconnecting', async () => {
  const { bridge, client } = await testLibrary();
  const chp = client();
  expect((await chp.Connect()).result).toBe(true);
  expect((await chp.GetSymbols()).length).toBeGreaterThan(50);
  await chp.ListenQuotes(['SBER', 'GAZP']);
  expect(await chp.UpdateQuote()).toMatchObject([{ symbol: 'SBER', last: 323 }, { symbol: 'GAZP' }]);
  const again = await chp.ListenQuotes('SBER');
  expect(again.SBER).toMatchObject({ result: false, reason: 'Error #12', errorData: [{ reason: 'Error #20' }] });
  expect(chp.listening_quotes).toEqual(['SBER', 'GAZP']);
  await chp.CancelQuotes();
  expect(chp.listening_quotes).toEqual([]);
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await chp.Disconnect();
  expect(said.mock.calls).toEqual([[`Client with token ${TOKEN} disconnected`]]);
  said.mockRestore();
  expect(bridge.logged).toEqual([]);
});

test('a second Connect of a live token is an ApiConnectionError that carries the cause', async () => {
  const { client } = await testLibrary();
  await client().Connect();
  const failed = await client()
    .Connect()
    .catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(ApiConnectionError);
  expect(failed).toMatchObject({ message: 'Error #3', resp_data: { dataError: [{ reason: 'Error #2' }] } });
  await client().Reconnect();
});

test('bars, trades and ticks', async () => {
  const { bridge, client, api } = await testLibrary();
  const chp = client();
  await chp.Connect();
  await chp.ListenTicks('SBER');
  bridge.clock.market = NOON + 61_000;
  await bridge.trade('SBER', '323.05', '20', 'sell');
  const since = '2026-11-20T12:01:30.000';
  const [two, ten] = [await chp.GetBars(since, 1, 'SBER', 2), await chp.GetBars(since, 1, 'SBER', 10)];
  expect(two.map(({ datetime, close }) => [datetime, close])).toEqual([
    ['2026-11-20T12:02:00', 323.05],
    ['2026-11-20T12:01:00', 323],
  ]);
  expect(ten[0]).toEqual(two[0]);
  expect(await chp.GetTrades(since, 'SBER', 1)).toMatchObject([{ price: 323.05, action: 2 }]);
  expect(await chp.UpdateTicks()).toMatchObject([{ price: 323.05, volume: 20 }]);
  const response = await api.UpdateBidAsk(TOKEN);
  expect([response.status_code, JSON.parse(response.text).data]).toEqual([200, []]);
});

test('an order through its life: placed, moved, filled, refused', async () => {
  const { bridge, client } = await testLibrary();
  const chp = client();
  await chp.Connect();
  const { portfolio } = bridge;
  await chp.ListenPortfolio(portfolio);
  const [placed] = await chp.PlaceOrder(portfolio, 'SBER', 1, 2, 1, 322.5, 10, 0, 12);
  if (placed === undefined) throw new Error('no answer');
  expect(placed.cookie).toBe(12);
  await chp.MoveOrder(portfolio, 'SBER', placed.orderid, 322.8);
  await bridge.trade('SBER', '322.8', '50', 'sell');
  const states = (await chp.UpdateOrder()).map(({ state, filled, cookie }) => [state, filled, cookie]);
  expect(states).toEqual([
    [0, 10, 12],
    [1, 10, 12],
    [2, 10, 12],
    [2, 10, 12],
    [5, 0, 12],
  ]);
  const [order] = await chp.AddTrade();
  expect(order).toMatchObject({ orderNo: placed.orderid, price: 322.8, amount: 10 });
  expect(await chp.UpdatePosition()).toMatchObject([{ symbol: 'SBER', amount: 10, avPrice: 322.8 }]);
  expect(await chp.SetPortfolio()).toMatchObject([{ comission: 1.61 }]);
  const refused = await chp.CancelOrder(portfolio, 'SBER', placed.orderid).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ApiRequestException);
  expect(refused).toMatchObject({ message: 'Error #29', resp_data: { errorData: [{ reason: 'Error #37' }] } });
  expect(await chp.GetMyPortfolioData(portfolio, 2)).toMatchObject([{ setMyOrder: [{ cookie: 12, state: 5 }] }]);
});
