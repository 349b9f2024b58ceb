import { ChpClient } from '@outcry/chp-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Arrived, ok, type Stub, startStub, text } from './test-stub.ts';

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
afterEach(() => stub.close());

function client() {
  return new ChpClient('127.0.0.1', stub.port, 'user_login', 'user_password', { token: 'user_token' });
}

const SUBSCRIPTIONS = [
  ['Quotes', 'ListenQuotes', 'CancelQuotes', 'listening_quotes', 'Instruments', 'symbol', 'symbols'],
  ['Ticks', 'ListenTicks', 'CancelTicks', 'listening_ticks', 'Instruments', 'symbol', 'symbols'],
  ['BidAsks', 'ListenBidAsks', 'CancelBidAsks', 'listening_bid_ask', 'Instruments', 'symbol', 'symbols'],
  [
    'Portfolio',
    'ListenPortfolio',
    'CancelPortfolio',
    'listening_portfolios',
    'AccountInformation',
    'portfolio',
    'portfolios',
  ],
] as const;

describe.each(SUBSCRIPTIONS)('subscriptions: %s', (_name, listen, cancel, list, area, field, parameter) => {
  // biome-ignore lint/suspicious/noExplicitAny: any of the four pairs
  type Any = any;
  const keys = () => stub.requests.map(({ body }) => body[field]);
  const made = () => client() as Any;

  test('one symbol, a list or any iterable: one request each, in order', async () => {
    stub.answer = ({ body }: Arrived) => ok(listen, [{ description: `Подписка на ${body[field]} успешно оформлена` }]);
    const one = made();
    const replies = await one[listen]('SBER');
    expect(replies).toEqual({
      SBER: { method: listen, result: true, data: [{ description: 'Подписка на SBER успешно оформлена' }] },
    });
    await one[listen](['GAZP', 'LKOH']);
    await one[listen](new Set(['ROSN']));
    await one[listen](
      (function* () {
        yield 'VTBR';
      })(),
    );
    await one[listen]({ [parameter]: 'MGNT' });
    expect(keys()).toEqual(['SBER', 'GAZP', 'LKOH', 'ROSN', 'VTBR', 'MGNT']);
    expect(one[list]).toEqual(['SBER', 'GAZP', 'LKOH', 'ROSN', 'VTBR', 'MGNT']);
    expect(stub.requests[0]?.path).toBe(`/${area}/${listen}`);
    expect(stub.requests[0]?.body).toEqual({ token: 'user_token', [field]: 'SBER' });
  });

  test('an empty list asks nothing, an empty text asks for it', async () => {
    const one = made();
    expect(await one[listen]([])).toEqual({});
    expect(stub.requests).toEqual([]);
    expect(Object.keys(await one[listen](''))).toEqual(['']);
    expect(one[list]).toEqual(['']);
  });

  test.each([null, undefined, 5])('%s is no symbol', async (given) => {
    await expect(made()[listen](given)).rejects.toThrow(TypeError);
    expect(stub.requests).toEqual([]);
  });

  test('a refusal stands in the answer and leaves the list alone; twice accepted is listed twice', async () => {
    const one = made();
    stub.answer = () => LISTEN_FAILURE;
    expect(await one[listen]('SBER')).toEqual({ SBER: LISTEN_FAILURE });
    for (const reply of [{ data: [] }, [], null]) {
      stub.answer = () => reply;
      expect(await one[listen]('SBER')).toEqual({ SBER: reply });
    }
    expect(one[list]).toEqual([]);
    stub.answer = () => ok(listen, []);
    await one[listen](['SBER', 'SBER']);
    expect(one[list]).toEqual(['SBER', 'SBER']);
  });

  test('a body that is not JSON ends the list there; what was done stays', async () => {
    stub.answer = ({ body }) => (body[field] === 'GAZP' ? text('oops') : ok(listen, []));
    const one = made();
    const notJson = { name: 'ApiResponseNotJson', message: 'Пришел не json', resp_data: 'oops' };
    await expect(one[listen](['SBER', 'GAZP', 'LKOH'])).rejects.toMatchObject(notJson);
    expect(keys()).toEqual(['SBER', 'GAZP']);
    expect(one[list]).toEqual(['SBER']);
    await expect(one[cancel](['SBER', 'GAZP'])).rejects.toMatchObject(notJson);
    expect(one[list]).toEqual([]);
  });

  test.each([[undefined], [null], [''], [[]], [new Set()], [{ timeoutMs: 5000 }]])(
    'cancelling %j cancels the whole list',
    async (given) => {
      const one = made();
      one[list] = ['SBER', 'GAZP', 'SBER'];
      const replies = await (given === undefined ? one[cancel]() : one[cancel](given));
      expect(keys()).toEqual(['SBER', 'GAZP', 'SBER']);
      expect(Object.keys(replies)).toEqual(['SBER', 'GAZP']);
      expect(one[list]).toEqual([]);
      expect(await one[cancel]()).toEqual({});
      expect(stub.requests).toHaveLength(3);
    },
  );

  test('cancelling takes the first of its kind off the list, if the server agrees', async () => {
    const one = made();
    one[list] = ['SBER', 'GAZP', 'SBER'];
    await one[cancel]('SBER');
    expect(one[list]).toEqual(['GAZP', 'SBER']);
    await one[cancel](['LKOH']);
    expect(one[list]).toEqual(['GAZP', 'SBER']);
    for (const reply of [LISTEN_FAILURE, {}]) {
      stub.answer = () => reply;
      expect(await one[cancel]('GAZP')).toEqual({ GAZP: reply });
    }
    expect(one[list]).toEqual(['GAZP', 'SBER']);
  });

  test('symbols that look like numbers or like members of an object are symbols', async () => {
    const one = made();
    const symbols = ['2', '1', '__proto__', 'constructor', 'СБЕР'];
    const replies = await one[listen](symbols);
    expect(keys()).toEqual(symbols);
    expect(Object.keys(replies).sort()).toEqual([...symbols].sort());
    expect(Object.getPrototypeOf(replies)).toBeNull();
    expect(one[list]).toEqual(symbols);
  });
});
