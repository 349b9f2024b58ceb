import { CHP_api, type ChpClient } from '@outcry/chp-client';
import { expect, test, vi } from 'vitest';
import { LOGIN, PASSWORD, TOKEN } from '../test-bridge.ts';
import { testLibrary } from './test-library.ts';

const FAST = { minIntervalMs: 5, maxIntervalMs: 10 };

async function connected() {
  const library = await testLibrary();
  const chp = library.client();
  await chp.Connect();
  return { ...library, chp, portfolio: library.bridge.portfolio };
}

/** The next items of a stream. */
async function next<T>(stream: AsyncGenerator<T, void, undefined>, count: number): Promise<T[]> {
  const items: T[] = [];
  while (items.length < count) {
    const { value, done } = await stream.next();
    if (done === true) throw new Error('the stream has ended');
    items.push(value as T);
  }
  return items;
}

test('quotes() and books() give what has changed, the newest of each; leaving them unsubscribes', async () => {
  const { bridge, chp } = await connected();
  const quotes = chp.quotes(['SBER', 'GAZP'], FAST);
  const books = chp.books('SBER', FAST);
  const [first] = await next(quotes, 2);
  expect(first).toMatchObject({ symbol: 'SBER', last: 323, bid: 322.9 });
  expect(await next(books, 1)).toMatchObject([{ symbol: 'SBER', levels: [{ bid: 322.9, ask: 323.1 }] }]);
  expect(chp.listening_quotes).toEqual(['SBER', 'GAZP']);
  const { id: instrument } = bridge.instrument('SBER');
  await bridge.offer({ kind: 'depth', instrument, bids: [32_300, 50], asks: [32_320, 70] });
  expect(await next(quotes, 1)).toMatchObject([{ symbol: 'SBER', bid: 323, ask: 323.2 }]);
  expect(await next(books, 1)).toMatchObject([{ levels: [{ bid: 323, bidSize: 500, ask: 323.2, askSize: 700 }] }]);
  await Promise.all([quotes.return(undefined), books.return(undefined)]);
  expect([chp.listening_quotes, chp.listening_bid_ask]).toEqual([[], []]);
  expect([await chp.UpdateQuote(), await chp.UpdateBidAsks()]).toEqual([[], []]);
});

test('ticks() gives every trade of the market once, in order, to each of its streams', async () => {
  const { bridge, chp } = await connected();
  const [one, other] = [chp.ticks('SBER', FAST), chp.ticks('SBER', FAST)];
  const read = Promise.all([next(one, 40), next(other, 40)]);
  await vi.waitFor(() => expect(chp.listening_ticks).toEqual(['SBER']));
  for (let n = 0; n < 40; n++) await bridge.trade('SBER', (323 + n / 100).toFixed(2), '10', n % 2 ? 'buy' : 'sell');
  const [own, others] = await read;
  expect(own.map(({ price }) => price)).toEqual(
    Array.from({ length: 40 }, (_, n) => Number((323 + n / 100).toFixed(2))),
  );
  expect(others).toEqual(own);
  expect(new Set(own.map(({ tradeNo }) => tradeNo)).size).toBe(40);
  await Promise.all([one.return(undefined), other.return(undefined)]);
  expect(chp.listening_ticks).toEqual([]);
});

test('orders() and trades() tell the life of an order; they share one subscription; Disconnect ends them', async () => {
  const { bridge, chp, portfolio } = await connected();
  const [orders, trades] = [chp.orders(portfolio, FAST), chp.trades(portfolio, FAST)];
  const accepted = next(orders, 3);
  await vi.waitFor(() => expect(chp.listening_portfolios).toEqual([portfolio]));
  const order = {
    portfolio,
    symbol: 'SBER',
    action: 1,
    type_: 2,
    validity: 1,
    amount: 30,
    stop: 0,
    cookie: 7,
  } as const;
  const [{ orderid = '' } = {}] = await chp.PlaceOrder({ ...order, price: '322.95' });
  expect((await accepted).map(({ state, cookie }) => [state, cookie])).toEqual([
    [0, 7],
    [1, 7],
    [2, 7],
  ]);
  const trade = next(trades, 2);
  await bridge.trade('SBER', '322.95', '10', 'sell');
  await bridge.trade('SBER', '322.95', '50', 'sell');
  expect((await trade).map(({ orderNo, amount }) => [orderNo, amount])).toEqual([
    [orderid, 10],
    [orderid, 20],
  ]);
  expect((await next(orders, 2)).map(({ state, filled }) => [state, filled])).toEqual([
    [6, 20],
    [5, 0],
  ]);
  expect(chp.listening_portfolios).toEqual([portfolio]);
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const ending = orders.next();
  await chp.Disconnect();
  said.mockRestore();
  expect([(await ending).done, (await trades.next()).done]).toEqual([true, true]);
});

test('decimals: "string" answers with the digits of the wire', async () => {
  const { bridge, client, chp, portfolio } = await connected();
  await chp.ListenPortfolio(portfolio);
  await chp.PlaceOrder(portfolio, 'SBER', 1, 1, 1, 0, 100, 0, 12);
  const exact: ChpClient<'string'> = client({ decimals: 'string' });
  await exact.Reconnect();
  const [account] = await exact.SetPortfolio();
  expect([account?.cash, account?.comission, account?.leverage]).toEqual(['967673.84', '16.16', '0.032301']);
  const [trade] = await exact.AddTrade();
  expect([trade?.price, trade?.amount, trade?.value, trade?.orderNo]).toEqual(['323.1', '100', '32310', '16']);
  expect((await exact.UpdateOrder()).map(({ state, cookie }) => [state, cookie]).at(-1)).toEqual(['5', '12']);
  await exact.PlaceOrder(portfolio, 'SBER', 2, 2, 1, '333.30', '20', '0', 13);
  expect((await exact.UpdateOrder()).at(-1)).toMatchObject({ price: '333.3', amount: '20', state: '2' });
  await exact.ListenTicks('SBER');
  await bridge.trade('SBER', '323.07', '10');
  expect(await exact.UpdateTicks()).toMatchObject([{ price: '323.07', volume: '10', action: '0' }]);
});

test('CHP_api: the first generation through the library, every call', async () => {
  const { bridge, portfolio } = await connected();
  const { hostname, port } = new URL(bridge.url);
  const chp = new CHP_api(hostname, port);
  await expect(chp.get_symbols()).rejects.toThrow('Нет логина. выполните метод login.');
  chp.login(LOGIN, PASSWORD, TOKEN);
  expect(await chp.get_symbols()).toContainEqual(expect.objectContaining({ symbol: 'SBER', lot_size: 10 }));
  expect(await chp.get_bars('SBER', 1, '2026-11-20T12:00:00', 2)).toMatchObject([{ nrows: 1, close: 323 }]);
  expect(await chp.get_trades('SBER', 5, '2026-11-20 12:00:00')).toMatchObject([{ price: 323, action: 1 }]);
  expect(await chp.listen_quotes('SBER')).toMatchObject([{ symbol: 'SBER', last: 323 }]);
  expect(await chp.listen_ticks('SBER')).toEqual([]);
  expect(await chp.listen_bid_asks('SBER')).toMatchObject([{ row: 0, bid: 322.9 }]);
  const sent = [{ Result: 'Запрос отправлен' }];
  expect([await chp.cancel_quotes('SBER'), await chp.cancel_ticks('SBER'), await chp.cancelBidAsk('SBER')]).toEqual([
    sent,
    sent,
    sent,
  ]);
  expect(await chp.get_portfolio_list()).toMatchObject([{ portfolioName: portfolio }]);
  expect(await chp.update_order(portfolio)).toEqual([]);
  expect(await chp.place_order(portfolio, 'SBER', 1, 2, 1, 322.5, 20, 0, 80)).toEqual([{ Cookie: 80, Orderid: '16' }]);
  expect(await chp.move_order('SBER', portfolio, '16', 322.8)).toEqual([{ OrderId: '16', Result: true }]);
  await bridge.trade('SBER', '322.8', '10', 'sell');
  expect(await chp.update_order(portfolio)).toMatchObject([
    { state: 0 },
    { state: 1 },
    { state: 2 },
    { state: 2 },
    { state: 6, filled: 10 },
  ]);
  expect(await chp.add_trade(portfolio)).toMatchObject([{ price: 322.8, amount: 10 }]);
  expect(await chp.update_position(portfolio)).toMatchObject([{ amount: 10, planned: 20, avPrice: 322.8 }]);
  // 1 000 000 - 3 228 - 1.61
  expect(await chp.set_portfolio(portfolio)).toMatchObject([{ cash: 996_770.39, comission: 1.61 }]);
  expect(await chp.cancel_order('SBER', portfolio, '16')).toEqual([{ OrderId: '16', Result: true }]);
  expect(await chp.set_my_order(2, portfolio)).toMatchObject([{ state: 4, filled: 10, cookie: 80 }]);
  expect(await chp.set_my_order(1, portfolio)).toEqual([]);
  expect(await chp.set_my_trade(2, portfolio)).toMatchObject([{ volume: 10, buySell: 1 }]);
  expect(await chp.set_my_close_pos(2, portfolio)).toEqual([]);
  expect(await chp.cancel_portfolio(portfolio)).toEqual(sent);
  const refused = (await chp.place_order(portfolio, 'SBER', 1, 2, 1, 300.001, 10, 0, 81)) as object[];
  expect(refused).toMatchObject([{ Cookie: 81, Orderid: '0', reason: expect.stringContaining('step') }]);
  chp.login(LOGIN, 'wrong horse', TOKEN);
  expect(await chp.get_symbols()).toEqual([{ error: 'Error connected' }]);
});
