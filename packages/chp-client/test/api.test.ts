import { Api, ChpError } from '@outcry/chp-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Stub, startStub, text } from './test-stub.ts';

const SESSION = { login: 'user_login', password: 'user_password', token: 'user_token' };
const ORDER = {
  token: 'user_token',
  portfolio: 'ST123456-MO-01',
  symbol: 'GAZP',
  action: 2,
  type_: 1,
  validity: 1,
  price: 12.2,
  amount: 30,
  stop: 0.1,
  cookie: 12,
} as const;
const { type_, ...sameNames } = ORDER;
const BY_SYMBOL = { token: 'user_token', symbol: 'GAZP' };
const BY_PORTFOLIO = { token: 'user_token', portfolio: 'ST123456-MO-01' };
const TOKEN = { token: 'user_token' };
const SINCE = '2020-10-10T10:10:10.000';

/** Method, arguments by name in the documented order, path, body. */
const METHODS: readonly [string, Record<string, unknown>, string, Record<string, unknown>][] = [
  ['Connected', { ...SESSION, mode: 1 }, '/Auth/Connected', SESSION],
  ['Reconnection', { ...SESSION, mode: 0 }, '/Auth/Reconnection', SESSION],
  ['Disconnected', SESSION, '/Auth/Disconnected', SESSION],
  ...([
    ['GetBars', '/Instruments/GetBars', { ...TOKEN, since: SINCE, interval: 6, symbol: 'GAZP', count: 10 }],
    ['GetSymbols', '/Instruments/GetSymbols', TOKEN],
    ['GetMyPortfolioData', '/HistoricalData/GetMyPortfolioData', { ...TOKEN, mode: 2, portfolio: 'ST123456-MO-01' }],
    ['GetPortfolioList', '/AccountInformation/GetPortfolioList', TOKEN],
    ['ListenQuotes', '/Instruments/ListenQuotes', BY_SYMBOL],
    ['UpdateQuote', '/Instruments/UpdateQuote', TOKEN],
    ['CancelQuotes', '/Instruments/CancelQuotes', BY_SYMBOL],
    ['ListenTicks', '/Instruments/ListenTicks', BY_SYMBOL],
    ['AddTick', '/Instruments/AddTick', TOKEN],
    ['CancelTicks', '/Instruments/CancelTicks', BY_SYMBOL],
    ['ListenBidAsks', '/Instruments/ListenBidAsks', BY_SYMBOL],
    ['UpdateBidAsk', '/Instruments/UpdateBidAsk', TOKEN],
    ['CancelBidAsks', '/Instruments/CancelBidAsks', BY_SYMBOL],
    ['ListenPortfolio', '/AccountInformation/ListenPortfolio', BY_PORTFOLIO],
    ['CancelPortfolio', '/AccountInformation/CancelPortfolio', BY_PORTFOLIO],
    ['UpdateOrder', '/AccountInformation/UpdateOrder', TOKEN],
    ['UpdatePosition', '/AccountInformation/UpdatePosition', TOKEN],
    ['AddTrade', '/AccountInformation/AddTrade', TOKEN],
    ['SetPortfolio', '/AccountInformation/SetPortfolio', TOKEN],
    ['MoveOrder', '/Order/Move', { ...BY_PORTFOLIO, symbol: 'SBER', orderid: 'order_id', targetprice: 10.5 }],
    ['CancelOrder', '/Order/Cancel', { ...BY_PORTFOLIO, symbol: 'SBER', orderid: 'order_id' }],
  ].map(([name, path, sent]) => [name, sent, path, sent]) as [
    string,
    Record<string, unknown>,
    string,
    Record<string, unknown>,
  ][]),
  [
    'GetTrades',
    { ...TOKEN, since: SINCE, symbol: 'GAZP', count: 10 },
    '/Instruments/GetTrades',
    { ...BY_SYMBOL, from: SINCE, count: 10 },
  ],
  ['PlaceOrder', ORDER, '/Order/Place', { ...sameNames, type: type_ }],
];

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

type AnyApi = Record<string, (...given: unknown[]) => Promise<{ status_code: number; text: string; json(): unknown }>>;

function api(): AnyApi {
  return new Api('127.0.0.1', stub.port) as unknown as AnyApi;
}

function twinOf(name: string): string {
  return `${name[0]?.toLowerCase()}${name.slice(1)}`;
}

describe('every method of Api', () => {
  test('there are 26 of them', () => {
    expect(METHODS).toHaveLength(26);
    const own = Object.getOwnPropertyNames(Api.prototype).filter((name) => /^[A-Z]/.test(name));
    expect(own.sort()).toEqual(METHODS.map(([name]) => name).sort());
  });

  test.each(METHODS)('%s sends its body by name, by place and by its twin', async (name, named, path, body) => {
    const places = Object.values(named);
    await api()[name]?.(named);
    await api()[name]?.(...places);
    await api()[twinOf(name)]?.(named);
    await api()[twinOf(name)]?.(...places, { timeoutMs: 5000 });
    expect(stub.requests).toHaveLength(4);
    for (const request of stub.requests) {
      expect([request.method, request.path, request.body]).toEqual(['POST', path, body]);
      expect(request.headers['content-type']).toBe('application/json');
    }
  });

  test.each(METHODS)('%s says which argument is missing, and sends nothing', async (name, named) => {
    const { [Object.keys(named)[0] ?? '']: _, ...rest } = named;
    await expect(api()[name]?.(rest)).rejects.toThrow(TypeError);
    await expect(api()[name]?.({ ...named, misspelt: 1 })).rejects.toThrow(/has no argument misspelt; it takes/);
    expect(stub.requests).toEqual([]);
  });
});

describe('the answer', () => {
  test('is the HTTP answer as it came, whatever its status', async () => {
    for (const status of [200, 301, 400, 401, 404, 500]) {
      stub.answer = () => text('{"method":"Connected","result":true,"data":[]}', status);
      const response = await new Api('127.0.0.1', stub.port).Connected(SESSION);
      expect(response.status_code).toBe(status);
      expect(response.text).toBe('{"method":"Connected","result":true,"data":[]}');
      expect(response.json()).toEqual({ method: 'Connected', result: true, data: [] });
    }
  });

  test.each([
    ['a page', text('<h1> это не json </h1>', 200, 'text/html')],
    ['nothing', text('')],
    ['nothing with 204', text('', 204)],
    ['a body behind a byte order mark', text('\ufeff{"result":true}')],
  ])('%s rejects only when it is read as JSON', async (_what, answer) => {
    stub.answer = () => answer;
    const response = await new Api('127.0.0.1', stub.port).GetSymbols('t');
    expect(() => response.json()).toThrow(SyntaxError);
    expect(() => response.json()).not.toThrow(ChpError);
  });

  test('is UTF-8 under any content type, in any pieces, and keeps a byte order mark', async () => {
    const bytes = Buffer.from('\ufeff{"additional":"Не удалось подключиться к серверу 🙂"}');
    for (const type of ['application/json', 'text/plain', 'text/html; charset=windows-1251']) {
      stub.answer = () => text(bytes, 200, type);
      expect((await new Api('127.0.0.1', stub.port).GetSymbols('t')).text).toBe(bytes.toString('utf8'));
    }
  });

  test('keeps the text of numbers on request', async () => {
    stub.answer = () =>
      text('{"result":true,"data":[{"price":166.82000000000002,"orderId":"9007199254740993","n":10.0}]}');
    const exact = await new Api({ host: '127.0.0.1', port: stub.port, decimals: 'string' }).AddTick('t');
    expect(exact.json()).toEqual({
      result: true,
      data: [{ price: '166.82000000000002', orderId: '9007199254740993', n: '10.0' }],
    });
  });
});

describe('the request', () => {
  test('is ASCII, Cyrillic as escapes', async () => {
    await api().ListenQuotes?.('Токен', 'СБЕР');
    expect(stub.requests[0]?.text).toMatch(/^[\x20-\x7e]*$/);
    expect(stub.requests[0]?.body).toEqual({ token: 'Токен', symbol: 'СБЕР' });
  });

  test('carries a decimal given as text as exactly that number', async () => {
    await api().PlaceOrder?.({ ...ORDER, price: '123456789012345678.10', amount: 30n, stop: '0' });
    expect(stub.requests[0]?.text).toContain('"price": 123456789012345678.10,');
    expect(stub.requests[0]?.text).toContain('"amount": 30,');
    await api().MoveOrder?.('t', 'p', 'GAZP', '17', '10.50');
    expect(stub.requests[1]?.text).toContain('"orderid": "17", "targetprice": 10.50}');
  });

  test('does not look at values, but JSON must be able to hold them', async () => {
    await api().GetBars?.('t', '', 99, '', null);
    expect(stub.requests[0]?.body).toEqual({ token: 't', since: '', interval: 99, symbol: '', count: null });
    await expect(api().PlaceOrder?.({ ...ORDER, price: Number.NaN })).rejects.toThrow('price is NaN');
    expect(stub.requests).toHaveLength(1);
  });

  test('goes over a connection of its own; reads may share one on request', async () => {
    const seen = () => stub.requests.map(({ headers }) => headers.connection);
    await api().GetSymbols?.('t');
    const keeping = new Api('127.0.0.1', stub.port, false, { keepAlive: true });
    await keeping.GetSymbols('t');
    await keeping.PlaceOrder(ORDER);
    expect(seen()).toEqual(['close', 'keep-alive', 'close']);
  });
});

describe('making an Api', () => {
  test('sends nothing and takes a port as text', async () => {
    const made = new Api('127.0.0.1', String(stub.port));
    expect(stub.requests).toEqual([]);
    expect((await made.GetSymbols('t')).status_code).toBe(200);
  });

  test('the documents’ own placeholders make one; only a call needs a real address', async () => {
    const made = new Api('server_host', 'server_port');
    await expect(made.GetSymbols('t')).rejects.toThrow(
      'port must be a number from 1 to 65535, or its text; got server_port',
    );
    await expect(new Api('http://host', 5001).GetSymbols('t')).rejects.toThrow('host must stand without a scheme');
    for (const port of [0, '', null, 65_536]) {
      await expect(new Api('127.0.0.1', port as number).GetSymbols('t')).rejects.toThrow(TypeError);
    }
  });

  test('port 5001 and http are what it takes without being told', async () => {
    const urls: string[] = [];
    const transport = async ({ url }: { url: string }) => {
      urls.push(url);
      return { status: 200, text: '{}' };
    };
    await new Api('h', undefined, undefined, { transport }).GetSymbols('t');
    await new Api({ host: 'h', ssh: true, transport }).GetSymbols('t');
    await new Api('::1', 7, true, { transport }).GetSymbols('t');
    expect(urls).toEqual([
      'http://h:5001/Instruments/GetSymbols',
      'https://h:5001/Instruments/GetSymbols',
      'https://[::1]:7/Instruments/GetSymbols',
    ]);
  });

  test('a subclass that overrides a method has overridden its twin', async () => {
    class Counting extends Api {
      count = 0;
      // biome-ignore lint/suspicious/noExplicitAny: any form of the call
      override GetSymbols(...given: any[]): any {
        this.count += 1;
        return super.GetSymbols(given[0]);
      }
    }
    const counting = new Counting('127.0.0.1', stub.port);
    await counting.getSymbols('t');
    expect(counting.count).toBe(1);
  });
});
