import {
  ApiConnectionError,
  ApiRequestException,
  ApiResponseNotJson,
  ChpClient,
  ChpError,
  ValueError,
} from '@outcry/chp-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ok, type Stub, startStub, text } from './test-stub.ts';

const SESSION = { login: 'user_login', password: 'user_password', token: 'user_token' };
const ECHO = { token: 'user_token', work: 0, exchange: 1, login: 'user_login', password: 'user_password' };
const CONNECT_FAILURE = {
  method: 'Connected',
  result: false,
  reason: 'Error #3',
  additional: 'Не удалось подключиться к серверу',
  dataParam: [ECHO],
  dataError: [{ method: 'Connect', reason: 'Error #2', additional: 'Вы уже авторизованы в системе.' }],
};
const LISTEN_FAILURE = {
  method: 'ListenQuotes',
  result: false,
  reason: 'Error #12',
  additional: 'Ошибка ListenQuotes',
  dataParam: [{ symbol: 'SBER', token: '16' }],
  errorData: [
    {
      method: 'ListenQuotes',
      reason: 'Error #20',
      additional: 'Подписка оформлена.',
      message: 'Подписка на SBER уже оформлена.',
    },
  ],
};

let stub: Stub;
beforeEach(async () => {
  stub = await startStub(({ path }) => ok(path, []));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await stub.close();
});

function client() {
  return new ChpClient('127.0.0.1', stub.port, 'user_login', 'user_password', { token: 'user_token' });
}

async function failure(call: Promise<unknown>): Promise<ChpError> {
  const error = await call.then(
    () => null,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(ChpError);
  return error;
}

describe('making a ChpClient', () => {
  test('takes the token by name only, and sends nothing', () => {
    const places = ['127.0.0.1', stub.port, 'user_login', 'user_password'] as const;
    // biome-ignore lint/suspicious/noExplicitAny: what a program without types may write
    const Untyped = ChpClient as any;
    expect(() => new Untyped(...places)).toThrow(TypeError);
    expect(() => new Untyped(...places, 'user_token')).toThrow(TypeError);
    expect(() => new Untyped(...places, {})).toThrow('token is missing');
    expect(() => new Untyped(...places, { token: 't' }, 1)).toThrow(TypeError);
    expect(() => new Untyped({ host: 'h', ...SESSION })).toThrow('port is missing');
    expect(new ChpClient(...places, { token: 'user_token', mode: 1 }).Mode).toBe(1);
    expect(stub.requests).toEqual([]);
  });

  test.each(['port', 'post'])('takes one object with the port as %s, and any text as port', (name) => {
    // biome-ignore lint/suspicious/noExplicitAny: the name is not known here
    const made = new ChpClient({ host: 'server_host', [name]: 'server_port', ...SESSION } as any);
    expect([made.Token, made.Login, made.Password, made.Mode]).toEqual([
      'user_token',
      'user_login',
      'user_password',
      0,
    ]);
    expect([made.token, made.login, made.password, made.mode]).toEqual([
      'user_token',
      'user_login',
      'user_password',
      0,
    ]);
  });
});

describe('properties', () => {
  test.each(['Token', 'Login', 'Password', 'Mode', 'token', 'mode'] as const)(
    '%s can be read, not assigned or deleted',
    (name) => {
      // biome-ignore lint/suspicious/noExplicitAny: what a program without types may write
      const made = client() as any;
      const before = made[name];
      expect(() => {
        made[name] = 'other';
      }).toThrow(TypeError);
      expect(() => delete made[name]).toThrow(TypeError);
      expect(() => Object.defineProperty(made, name, { value: 1 })).toThrow(TypeError);
      expect(made[name]).toBe(before);
    },
  );

  const LISTS = [
    ['listening_quotes', 'listeningQuotes'],
    ['listening_ticks', 'listeningTicks'],
    ['listening_bid_ask', 'listeningBidAsk'],
    ['listening_portfolios', 'listeningPortfolios'],
  ] as const;

  test.each(LISTS)('%s: a copy to read, a list to assign, empty when deleted; no request', (name, twin) => {
    // biome-ignore lint/suspicious/noExplicitAny: what a program without types may write
    const made = client() as any;
    expect(made[name]).toEqual([]);
    const given = ['GAZP'];
    made[name] = given;
    made[name].push('LKOH');
    expect(made[name]).toEqual(['GAZP']);
    given.push('SBER');
    expect(made[name]).toEqual(['GAZP', 'SBER']);
    made[twin] = [1, null];
    expect(made[name]).toEqual([1, null]);
    expect(delete made[name]).toBe(true);
    expect([made[name], made[twin], name in made]).toEqual([[], [], true]);
    made[name] = ['GAZP'];
    expect(delete made[twin]).toBe(true);
    expect(made[name]).toEqual([]);
    expect(given).toEqual(['GAZP', 'SBER']);
    expect(stub.requests).toEqual([]);
  });

  test.each([
    ['GAZP', 'GAZP'],
    [null, 'null'],
    [5, '5'],
    [{ 0: 'GAZP', length: 1 }, '{"0":"GAZP","length":1}'],
    [new Set(['GAZP']), '{}'],
  ])('a list is not %s', (value, shown) => {
    // biome-ignore lint/suspicious/noExplicitAny: what a program without types may write
    const made = client() as any;
    made.listening_quotes = ['SBER'];
    const assign = () => {
      made.listening_quotes = value;
    };
    expect(assign).toThrow(ValueError);
    expect(assign).toThrow(`${shown} must be List[str] instance`);
    expect(made.listening_quotes).toEqual(['SBER']);
  });

  test('Listen* appends to the very list that was assigned', async () => {
    const made = client();
    const given = ['GAZP'];
    made.listening_quotes = given;
    await made.ListenQuotes('SBER');
    expect(given).toEqual(['GAZP', 'SBER']);
  });
});

describe('Connect, Reconnect, Disconnect', () => {
  const CALLS = [
    ['Connect', 'Connected'],
    ['Reconnect', 'Reconnection'],
    ['Disconnect', 'Disconnected'],
  ] as const;

  test.each(CALLS)('%s answers the whole reply', async (name, urn) => {
    const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    stub.answer = () => ok(urn, [ECHO]);
    const made = client();
    made.listening_quotes = ['SBER'];
    expect(await made[name]()).toEqual({ method: urn, result: true, data: [ECHO] });
    expect(stub.requests.map(({ path, body }) => [path, body])).toEqual([[`/Auth/${urn}`, SESSION]]);
    const line = name === 'Disconnect' ? [['Client with token user_token disconnected']] : [];
    expect(printed.mock.calls).toEqual(line);
    expect(made.listening_quotes).toEqual(['SBER']);
  });

  test.each(CALLS)('%s throws for a reply that is none', async (name) => {
    const made = client();
    stub.answer = () => text('<h1> это не json </h1>');
    const page = await failure(made[name]());
    expect(page).toBeInstanceOf(ApiResponseNotJson);
    expect([page.message, page.txt, `${page}`]).toEqual(Array(3).fill('Пришел не json'));
    expect([page.name, page.resp_data]).toEqual(['ApiResponseNotJson', '<h1> это не json </h1>']);

    for (const reply of [{ method: 'Connected', data: ECHO }, [], [1], 'text', null, 5, true]) {
      stub.answer = () => reply;
      const error = await failure(made[name]());
      expect(error).toBeInstanceOf(ApiRequestException);
      expect([error.message, error.resp_data]).toEqual(['У ответа сервера нет поля result', reply]);
    }
  });

  test('a refusal is an ApiConnectionError with the reason and its causes', async () => {
    stub.answer = () => CONNECT_FAILURE;
    for (const name of ['Connect', 'Reconnect'] as const) {
      const error = await failure(client()[name]());
      expect(error).toBeInstanceOf(ApiConnectionError);
      expect([error.message, error.name, error.resp_data]).toEqual(['Error #3', 'ApiConnectionError', CONNECT_FAILURE]);
      expect(error.causes).toEqual(CONNECT_FAILURE.dataError);
    }
    const closing = await failure(client().Disconnect());
    expect(closing).toBeInstanceOf(ApiConnectionError);
    expect(closing.message).toBe('Ошибка отключения от api, Сообщите о проблеме разработчикам');
    expect(closing.resp_data).toEqual(CONNECT_FAILURE);
  });

  test('a refusal without a reason', async () => {
    stub.answer = () => ({ result: false });
    for (const name of ['Connect', 'Reconnect'] as const) {
      const error = await failure(client()[name]());
      expect(error).toBeInstanceOf(ApiRequestException);
      expect(error.message).toBe('У ответа сервера нет поля result');
    }
    const closing = await failure(client().Disconnect());
    expect(closing).toBeInstanceOf(ApiConnectionError);
    expect(closing.message).toBe('Ошибка отключения от api, Сообщите о проблеме разработчикам');
  });
});

const ORDER = ['ST123456-MO-01', 'GAZP', 2, 1, 1, 12.2, 30, 0.1, 12] as const;
const ORDER_BODY = {
  portfolio: 'ST123456-MO-01',
  symbol: 'GAZP',
  action: 2,
  type: 1,
  validity: 1,
  price: 12.2,
  amount: 30,
  stop: 0.1,
  cookie: 12,
};

/** Method, arguments, path, body without the token. */
const DATA_CALLS: readonly [string, readonly unknown[], string, object][] = [
  [
    'GetBars',
    ['2020-10-10', 6, 'GAZP', 10],
    'Instruments/GetBars',
    { since: '2020-10-10', interval: 6, symbol: 'GAZP', count: 10 },
  ],
  ['GetSymbols', [], 'Instruments/GetSymbols', {}],
  ['GetTrades', ['2020-10-10', 'GAZP', 10], 'Instruments/GetTrades', { from: '2020-10-10', symbol: 'GAZP', count: 10 }],
  ['GetMyPortfolioData', ['ST1', 2], 'HistoricalData/GetMyPortfolioData', { portfolio: 'ST1', mode: 2 }],
  ['GetPortfolioList', [], 'AccountInformation/GetPortfolioList', {}],
  ['UpdateQuote', [], 'Instruments/UpdateQuote', {}],
  ['UpdateTicks', [], 'Instruments/AddTick', {}],
  ['UpdateBidAsks', [], 'Instruments/UpdateBidAsk', {}],
  ['PlaceOrder', ORDER, 'Order/Place', ORDER_BODY],
  [
    'MoveOrder',
    ['ST1', 'SBER', '17', 10.5],
    'Order/Move',
    { portfolio: 'ST1', symbol: 'SBER', orderid: '17', targetprice: 10.5 },
  ],
  ['CancelOrder', ['ST1', 'SBER', '17'], 'Order/Cancel', { portfolio: 'ST1', symbol: 'SBER', orderid: '17' }],
  ['UpdateOrder', [], 'AccountInformation/UpdateOrder', {}],
  ['UpdatePosition', [], 'AccountInformation/UpdatePosition', {}],
  ['AddTrade', [], 'AccountInformation/AddTrade', {}],
  ['SetPortfolio', [], 'AccountInformation/SetPortfolio', {}],
];

function call(name: string, given: readonly unknown[]): Promise<unknown> {
  const made = client() as unknown as Record<string, (...words: unknown[]) => Promise<unknown>>;
  return made[name]?.(...given) ?? Promise.reject(new Error(`no method ${name}`));
}

describe('calls that answer data', () => {
  test.each(DATA_CALLS)('%s answers data as it came, and so does its twin', async (name, given, path, body) => {
    const data = [{ symbol: 'СБЕР', orderId: '9223372036854775807' }, 1];
    stub.answer = () => ok('Any', data);
    const twin = `${name[0]?.toLowerCase()}${name.slice(1)}`;
    expect([await call(name, given), await call(twin, [...given, { timeoutMs: 5000 }])]).toEqual([data, data]);
    const sent = [`/${path}`, { token: 'user_token', ...body }];
    expect(stub.requests.map((request) => [request.path, request.body])).toEqual([sent, sent]);
  });

  test.each(DATA_CALLS)('%s throws in the order data, result, reason', async (name, given) => {
    const cases: readonly [unknown, string][] = [
      [{}, 'У ответа сервера нет поля data'],
      [{ result: false, reason: 'Error #7' }, 'У ответа сервера нет поля data'],
      [[], 'У ответа сервера нет поля data'],
      [null, 'У ответа сервера нет поля data'],
      [{ data: [] }, 'У ответа сервера нет поля result'],
      [{ data: [], result: false, reason: 'Error #7' }, 'Error #7'],
      [{ data: [], result: null, reason: 7 }, '7'],
      [{ data: [], result: false }, 'У ответа сервера нет поля result'],
    ];
    for (const [reply, message] of cases) {
      stub.answer = () => reply;
      const error = await failure(call(name, given));
      expect([error.name, error.message, error.resp_data]).toEqual(['ApiRequestException', message, reply]);
    }
    stub.answer = () => text('');
    const error = await failure(call(name, given));
    expect([error.name, error.message, error.resp_data]).toEqual(['ApiResponseNotJson', 'Пришел не json', '']);
  });

  test('PlaceOrder, GetBars and the like take one object too', async () => {
    const made = client();
    const { type, ...same } = ORDER_BODY;
    await made.PlaceOrder({ ...same, type_: type } as never);
    expect(stub.requests[0]?.body).toEqual({ token: 'user_token', ...ORDER_BODY });
    await made.getMyPortfolioData({ mode: 1, portfolio: 'ST1' });
    expect(stub.requests[1]?.body).toEqual({ token: 'user_token', mode: 1, portfolio: 'ST1' });
  });

  test.each([
    ['the text "false"', { result: 'false', data: 1 }, 1],
    ['data that is null', { result: true, data: null }, null],
    ['a number', { result: 1, data: [] }, []],
  ])('success is what Python calls true: %s', async (_what, reply, data) => {
    stub.answer = () => reply;
    expect(await client().GetSymbols()).toEqual(data);
  });

  test.each([0, '', [], {}])('failure is what Python calls false: %j', async (result) => {
    stub.answer = () => ({ result, data: [], reason: 'Error #6' });
    expect((await failure(client().GetSymbols())).message).toBe('Error #6');
  });

  test('an error finds its causes under either name', async () => {
    stub.answer = () => ({ ...LISTEN_FAILURE, data: [] });
    expect((await failure(client().UpdateQuote())).causes).toEqual(LISTEN_FAILURE.errorData);
    stub.answer = () => ({ data: 1 });
    expect((await failure(client().UpdateQuote())).causes).toEqual([]);
  });
});

test('exact decimals reach data as text', async () => {
  stub.answer = () => text('{"result":true,"data":[{"price":0.1000,"tradeNo":"123456789012345678901","volume":1e3}]}');
  const exact = new ChpClient({ host: '127.0.0.1', port: stub.port, ...SESSION, decimals: 'string' });
  expect(await exact.UpdateTicks()).toEqual([{ price: '0.1000', tradeNo: '123456789012345678901', volume: '1e3' }]);
});
