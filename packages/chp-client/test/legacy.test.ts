import { CHP_api, LoginException } from '@outcry/chp-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RESET, type Stub, startStub, text } from './test-stub.ts';

let stub: Stub;
beforeEach(async () => {
  stub = await startStub(() => [{ Result: 'Запрос отправлен' }]);
});
afterEach(() => stub.close());

type Any = Record<string, (...given: unknown[]) => Promise<unknown>>;

function loggedIn(): Any {
  const chp = new CHP_api('127.0.0.1', stub.port, { retry: false });
  chp.login('user', 'secret', 'key');
  return chp as unknown as Any;
}

const COMPANY = ['GAZP'];
const PORTFOLIO = ['ST1'];

/** Method, twin, arguments, path, body without the credentials. */
const METHODS: readonly [string, string, readonly unknown[], string, object][] = [
  [
    'get_bars',
    'getBars',
    ['GAZP', 3, '2020-10-14', 10],
    'instruments/getbars',
    { symbol: 'GAZP', interval: 3, since: '2020-10-14', count: 10 },
  ],
  ['get_symbols', 'getSymbols', [], 'instruments/getsymbols', {}],
  [
    'get_trades',
    'getTrades',
    ['GAZP', 10, '2020-10-14'],
    'instruments/gettrade',
    { symbol: 'GAZP', count: 10, from: '2020-10-14' },
  ],
  ['listen_quotes', 'listenQuotes', COMPANY, 'instruments/listenquotes', { Symbol: 'GAZP' }],
  ['cancel_quotes', 'cancelQuotes', COMPANY, 'instruments/cancelquotes', { Symbol: 'GAZP' }],
  ['listen_ticks', 'listenTicks', COMPANY, 'instruments/listenticks', { Symbol: 'GAZP' }],
  ['cancel_ticks', 'cancelTicks', COMPANY, 'instruments/cancelticks', { Symbol: 'GAZP' }],
  ['listen_bid_asks', 'listenBidAsks', COMPANY, 'instruments/listenbidasks', { Symbol: 'GAZP' }],
  ['cancel_bid_ask', 'cancelBidAsk', COMPANY, 'instruments/cancelbidasks', { Symbol: 'GAZP' }],
  ['get_portfolio_list', 'getPortfolioList', [], 'accountinformation/getprortfoliolist', {}],
  ['add_trade', 'addTrade', PORTFOLIO, 'accountinformation/listenportfolio/addtrade', { portfolio: 'ST1' }],
  ['set_portfolio', 'setPortfolio', PORTFOLIO, 'accountinformation/listenportfolio/setportfolio', { portfolio: 'ST1' }],
  ['update_order', 'updateOrder', PORTFOLIO, 'accountinformation/listenportfolio/UpdateOrder', { portfolio: 'ST1' }],
  [
    'update_position',
    'updatePosition',
    PORTFOLIO,
    'accountinformation/listenportfolio/UpdatePosition',
    { portfolio: 'ST1' },
  ],
  [
    'cancel_portfolio',
    'cancelPortfolio',
    PORTFOLIO,
    'accountinformation/listenportfolio/CancelPortfolio',
    { portfolio: 'ST1' },
  ],
  ['set_my_trade', 'setMyTrade', [2, 'ST1'], 'GetMyPortfolioData/SetMyTrade', { mode: 2, portfolio: 'ST1' }],
  ['set_my_order', 'setMyOrder', [2, 'ST1'], 'GetMyPortfolioData/SetMyOrder', { mode: 2, portfolio: 'ST1' }],
  ['set_my_close_pos', 'setMyClosePos', [2, 'ST1'], 'GetMyPortfolioData/SetMyClosePos', { mode: 2, portfolio: 'ST1' }],
  [
    'place_order',
    'placeOrder',
    ['ST1', 'GAZP', 1, 2, 1, 12.5, 10, 0, 80],
    'order/place',
    { portfolio: 'ST1', symbol: 'GAZP', action: 1, Type: 2, validity: 1, price: 12.5, amount: 10, stop: 0, cookie: 80 },
  ],
  [
    'move_order',
    'moveOrder',
    ['GAZP', 'ST1', '17', 10.5],
    'order/move',
    { symbol: 'GAZP', portfolio: 'ST1', orderid: '17', targetprice: 10.5 },
  ],
  [
    'cancel_order',
    'cancelOrder',
    ['GAZP', 'ST1', '17'],
    'order/cancel',
    { Symbol: 'GAZP', portfolio: 'ST1', orderid: '17' },
  ],
];

test.each(METHODS)(
  '%s (%s) sends the credentials with its body and answers what came',
  async (name, twin, given, path, body) => {
    const sent = [`/api/${path}`, { login: 'user', password: 'secret', key: 'key', ...body }];
    expect(await loggedIn()[name]?.(...given)).toEqual([{ Result: 'Запрос отправлен' }]);
    await loggedIn()[twin]?.(...given);
    expect(stub.requests.map((request) => [request.path, request.body])).toEqual([sent, sent]);
  },
);

test('before login: login, password and key are asked for in this order', async () => {
  const chp = new CHP_api('127.0.0.1', stub.port);
  const message = async () => {
    const error = await chp.get_symbols().then(
      () => null,
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(LoginException);
    expect([error.txt, error.name]).toEqual([error.message, 'LoginException']);
    return error.message;
  };
  expect(await message()).toBe('Нет логина. выполните метод login.');
  chp.login('user', '', '');
  expect(await message()).toBe('Нет пароля. выполните метод login.');
  chp.login('user', 'secret', '');
  expect(await message()).toBe('Нет ключа. выполните метод login.');
  expect(stub.requests).toEqual([]);
});

test('nothing in a reply is checked; what is not JSON is a SyntaxError', async () => {
  stub.answer = () => ({ result: false });
  expect(await loggedIn().get_symbols?.()).toEqual({ result: false });
  stub.answer = () => text('<h1>');
  await expect(loggedIn().get_symbols?.()).rejects.toThrow(SyntaxError);
});

test('the address may have no port, or a scheme by enable_SSL', async () => {
  const urls: string[] = [];
  const transport = async ({ url }: { url: string }) => {
    urls.push(url);
    return { status: 200, text: '[]' };
  };
  for (const chp of [
    new CHP_api('host', null, { transport }),
    new CHP_api('host/bridge', undefined, { enable_SSL: true, transport }),
    new CHP_api('host', '5000', { transport }),
  ]) {
    chp.login('user', 'secret', 'key');
    await chp.get_symbols();
  }
  expect(urls).toEqual([
    'http://host/api/instruments/getsymbols',
    'https://host/bridge/api/instruments/getsymbols',
    'http://host:5000/api/instruments/getsymbols',
  ]);
});

test('orders are not repeated here either', async () => {
  stub.answer = () => RESET;
  const chp = new CHP_api('127.0.0.1', stub.port, { retry: { attempts: 3, pauseMs: 1 } });
  chp.login('user', 'secret', 'key');
  await expect(chp.cancel_order('GAZP', 'ST1', '17')).rejects.toMatchObject({ outcome: 'unknown' });
  expect(stub.requests).toHaveLength(1);
  await expect(chp.getSymbols()).rejects.toMatchObject({ outcome: 'unknown' });
  expect(stub.requests).toHaveLength(4);
});
