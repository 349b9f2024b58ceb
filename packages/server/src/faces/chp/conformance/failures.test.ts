import { ApiConnectionError, ApiRequestException, type ChpClient } from '@outcry/chp-client';
import { beforeAll, describe, expect, test } from 'vitest';
import { Overloaded } from '../../../runtime/index.ts';
import { sharedEnds } from '../../test-domain.ts';
import { CAUSES } from '../errors.ts';
import { OPERATIONS } from '../operations.ts';
import { LOGIN, PASSWORD, TOKEN } from '../test-bridge.ts';
import { type TestLibrary, testLibrary } from './test-library.ts';

/** `portfolio` and `symbol` of every call that must not fail for them. */
const PORTFOLIO = 'ST2000000000-MO-01';
const SINCE = '2026-11-20T12:00:00.000';

/** What a call of the library is made of, in the order of the table of `chp.md` 2.3. */
type Call = (chp: ChpClient) => Promise<unknown>;

/** Every call of a session by the number of its operation. */
const CALLS: Readonly<Record<number, Call>> = {
  6: (chp) => chp.GetSymbols(),
  7: (chp) => chp.GetBars(SINCE, 1, 'SBER', 2),
  8: (chp) => chp.GetTrades(SINCE, 'SBER', 2),
  9: (chp) => chp.GetPortfolioList(),
  10: (chp) => chp.GetMyPortfolioData(PORTFOLIO, 2),
  11: (chp) => chp.UpdateQuote(),
  12: (chp) => chp.ListenQuotes('SBER'),
  13: (chp) => chp.CancelQuotes('SBER'),
  14: (chp) => chp.ListenTicks('SBER'),
  15: (chp) => chp.UpdateTicks(),
  16: (chp) => chp.CancelTicks('SBER'),
  17: (chp) => chp.ListenBidAsks('SBER'),
  18: (chp) => chp.UpdateBidAsks(),
  19: (chp) => chp.CancelBidAsks('SBER'),
  21: (chp) => chp.ListenPortfolio(PORTFOLIO),
  22: (chp) => chp.CancelPortfolio(PORTFOLIO),
  23: (chp) => chp.UpdateOrder(),
  24: (chp) => chp.UpdatePosition(),
  25: (chp) => chp.AddTrade(),
  26: (chp) => chp.SetPortfolio(),
  27: (chp) => chp.PlaceOrder(PORTFOLIO, 'SBER', 1, 2, 1, 300, 10, 0, 12),
  28: (chp) => chp.MoveOrder(PORTFOLIO, 'SBER', '16', 301),
  29: (chp) => chp.CancelOrder(PORTFOLIO, 'SBER', '16'),
};

async function thrown(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => {
      throw new Error('the call did not fail');
    },
    (error: unknown) => error,
  );
}

/** The failure of a call: thrown, or of subscriptions the one reply that was answered. */
async function failureOf(chp: ChpClient, number: number, call: Call): Promise<Record<string, unknown>> {
  const operation = OPERATIONS.find(({ error }) => error === number);
  if (operation?.kind === 'subscription') return Object.values((await call(chp)) as object)[0];
  const error = await thrown(call(chp));
  expect(error).toBeInstanceOf(ApiRequestException);
  expect(error).toMatchObject({ name: 'ApiRequestException', message: `Error #${number}`, txt: `Error #${number}` });
  expect(String(error)).toBe(`Error #${number}`);
  const { resp_data, causes } = error as ApiRequestException;
  const reply = resp_data as Record<string, unknown>;
  expect(causes).toEqual(reply.errorData);
  return reply;
}

function cause(number: number): string {
  return Object.values(CAUSES).find(({ error }) => error === number)?.text ?? '';
}

describe('failures of the sheet’s table as the library shows them', () => {
  const atEnd = sharedEnds();
  let library: TestLibrary;
  let chp: ChpClient;
  beforeAll(async () => {
    library = await testLibrary(undefined, atEnd);
    chp = library.client();
    await chp.Connect();
  });

  test('3 with cause 2: a second Connect of a live token', async () => {
    const error = await thrown(library.client().Connect());
    expect(error).toBeInstanceOf(ApiConnectionError);
    expect(error).toMatchObject({ name: 'ApiConnectionError', message: 'Error #3' });
    const { resp_data, causes } = error as ApiConnectionError;
    expect(causes).toEqual([{ method: 'Connect', reason: 'Error #2', additional: 'Вы уже авторизованы в системе.' }]);
    expect(resp_data).toEqual({
      method: 'Connected',
      result: false,
      reason: 'Error #3',
      additional: 'Не удалось подключиться к серверу',
      dataParam: [{ token: TOKEN, work: 0, exchange: 1, login: LOGIN, password: PASSWORD }],
      dataError: causes,
    });
  });

  test.each([
    [32, 'an unknown token', { token: 'nobody-knows-this-one' }],
    [31, 'a wrong login', { login: 'BP4712' }],
    [31, 'a wrong password', { password: 'wrong horse' }],
    [36, 'a login that is no text', { login: true as unknown as string }],
    [1, 'no password', { password: null as unknown as string }],
    [1, 'more than 64 kB', { token: 'x'.repeat(70_000) }],
  ])('3, 4 with cause %i: %s', async (number, _what, changes) => {
    for (const [call, operation] of [
      [() => library.client(changes).Connect(), 3],
      [() => library.client(changes).Reconnect(), 4],
    ] as const) {
      const error = (await thrown(call())) as ApiConnectionError;
      expect(error).toBeInstanceOf(ApiConnectionError);
      expect(error.message).toBe(`Error #${operation}`);
      expect(error.causes).toMatchObject([{ reason: `Error #${number}`, additional: cause(number) }]);
      expect(error.resp_data).not.toHaveProperty('data');
    }
  });

  test('5: Disconnect says its own sentence, whatever the cause', async () => {
    await library.bridge.addAccess('another-token-00002');
    for (const [changes, number] of [
      [{ token: 'another-token-00002' }, 30],
      [{ token: 'nobody-knows-this-one' }, 30],
      [{ password: 'wrong horse' }, 31],
    ] as const) {
      const error = (await thrown(library.client(changes).Disconnect())) as ApiConnectionError;
      expect(error).toBeInstanceOf(ApiConnectionError);
      expect(error.message).toBe('Ошибка отключения от api, Сообщите о проблеме разработчикам');
      expect(error.resp_data).toMatchObject({
        reason: 'Error #5',
        additional: 'Не удалось отключиться от сервера',
        dataError: [{ method: 'Disconnect', reason: `Error #${number}`, additional: cause(number) }],
      });
    }
  });

  test.each(Object.entries(CALLS))('%i with cause 30: no session', async (number, call) => {
    const reply = await failureOf(library.client({ token: 'another-token-00002' }), Number(number), call);
    const { method, failure, kind } = OPERATIONS.find(
      ({ error }) => error === Number(number),
    ) as (typeof OPERATIONS)[5];
    expect(reply).toMatchObject({
      method,
      result: false,
      reason: `Error #${number}`,
      additional: failure,
      dataParam: [{ token: 'another-token-00002' }],
      errorData: [{ method, reason: 'Error #30', additional: cause(30), message: cause(30) }],
    });
    expect(reply.data).toEqual(kind === 'data' ? [] : undefined);
  });

  const wrong = [
    [7, 1, (chp) => chp.GetBars(SINCE, 1, null as unknown as string, 2)],
    [7, 1, (chp) => chp.GetBars(SINCE, 1, 'S'.repeat(70_000), 2)],
    [7, 34, (chp) => chp.GetBars(SINCE, 1, 'NOPE', 2)],
    [7, 36, (chp) => chp.GetBars('yesterday', 1, 'SBER', 2)],
    [7, 36, (chp) => chp.GetBars(SINCE, 14 as 13, 'SBER', 2)],
    [7, 36, (chp) => chp.GetBars(SINCE, 1, 'SBER', 0)],
    [8, 34, (chp) => chp.GetTrades(SINCE, 'NOPE', 2)],
    [8, 36, (chp) => chp.GetTrades(SINCE, 'SBER', 20_000)],
    [10, 35, (chp) => chp.GetMyPortfolioData('ST2000000009-MO-01', 2)],
    [10, 36, (chp) => chp.GetMyPortfolioData(PORTFOLIO, 3 as 2)],
    [12, 34, (chp) => chp.ListenQuotes('NOPE')],
    [13, 33, (chp) => chp.CancelQuotes('SBER')],
    [14, 34, (chp) => chp.ListenTicks('NOPE')],
    [16, 33, (chp) => chp.CancelTicks('SBER')],
    [17, 34, (chp) => chp.ListenBidAsks('NOPE')],
    [19, 33, (chp) => chp.CancelBidAsks('SBER')],
    [21, 35, (chp) => chp.ListenPortfolio('ST2000000009-MO-01')],
    [22, 33, (chp) => chp.CancelPortfolio(PORTFOLIO)],
    [27, 34, (chp) => chp.PlaceOrder(PORTFOLIO, 'NOPE', 1, 2, 1, 300, 10, 0, 1)],
    [27, 35, (chp) => chp.PlaceOrder('ST1', 'SBER', 1, 2, 1, 300, 10, 0, 1)],
    [27, 36, (chp) => chp.PlaceOrder(PORTFOLIO, 'SBER', 1, 2, 1, 300, 15, 0, 1)],
    [27, 36, (chp) => chp.PlaceOrder(PORTFOLIO, 'SBER', 1, 2, 1, '300.001', 10, 0, 1)],
    [27, 38, (chp) => chp.PlaceOrder(PORTFOLIO, 'SBER', 1, 2, 1, 320, 1_000_000, 0, 1)],
    [27, 38, (chp) => chp.PlaceOrder(PORTFOLIO, 'SBER', 4, 1, 1, 0, 10, 0, 1)],
    [27, 39, (chp) => chp.PlaceOrder(PORTFOLIO, 'GAZP', 1, 1, 1, 0, 10, 0, 1)],
    [28, 37, (chp) => chp.MoveOrder(PORTFOLIO, 'SBER', '1600', 301)],
    [29, 37, (chp) => chp.CancelOrder(PORTFOLIO, 'SBER', '1600')],
  ] as const satisfies readonly (readonly [number, number, Call])[];

  test.each(wrong)('%i with cause %i', async (number, why, call) => {
    const reply = await failureOf(chp, number, call);
    expect(reply).toMatchObject({
      result: false,
      reason: `Error #${number}`,
      errorData: [{ reason: `Error #${why}` }],
    });
    const [first] = reply.errorData as { additional: string; message: string }[];
    // cause 33 tells in `additional` already what is not subscribed to
    if (why !== 33) expect(first?.additional).toBe(cause(why));
    expect(first?.message).not.toBe('');
    // and the session lives on
    expect(await chp.UpdateQuote()).toEqual([]);
    expect([chp.listening_quotes, chp.listening_portfolios]).toEqual([[], []]);
  });

  test.each([
    [12, 13, (chp) => chp.ListenQuotes('SBER'), (chp) => chp.CancelQuotes(), 'SBER'],
    [14, 16, (chp) => chp.ListenTicks('SBER'), (chp) => chp.CancelTicks(), 'SBER'],
    [17, 19, (chp) => chp.ListenBidAsks('SBER'), (chp) => chp.CancelBidAsks(), 'SBER'],
    [21, 22, (chp) => chp.ListenPortfolio(PORTFOLIO), (chp) => chp.CancelPortfolio(), PORTFOLIO],
  ] as const satisfies readonly (readonly [number, number, Call, Call, string])[])(
    '%i with cause 20: listening twice; %i then cancels once',
    async (number, _cancel, listen, cancel, name) => {
      await listen(chp);
      const reply = await failureOf(chp, number, listen);
      expect(reply.errorData).toEqual([
        {
          method: reply.method,
          reason: 'Error #20',
          additional: 'Подписка оформлена.',
          message: `Подписка на ${name} уже оформлена.`,
        },
      ]);
      expect(Object.keys((await cancel(chp)) as object)).toEqual([name]);
      expect(await cancel(chp)).toEqual({});
    },
  );
});

test('27 with cause 41 and with cause 40: too much to do, and a fault inside', async () => {
  const { bridge, client } = await testLibrary();
  const chp = client();
  await chp.Connect();
  const place = CALLS[27] as Call;
  const { submit } = bridge.engine;
  bridge.engine.submit = () => Promise.reject(new Overloaded('20000 commands wait for the disk'));
  const busy = await failureOf(chp, 27, place);
  expect(busy.errorData).toMatchObject([{ reason: 'Error #41', additional: cause(41) }]);
  bridge.engine.submit = () => Promise.reject(new Error('broken on purpose'));
  const broken = await failureOf(chp, 27, place);
  expect(broken.errorData).toEqual([
    { method: 'PlaceOrder', reason: 'Error #40', additional: cause(40), message: cause(40) },
  ]);
  bridge.engine.submit = submit;
  expect(await place(chp)).toMatchObject([{ cookie: 12 }]);
});

test('39: a closed market refuses orders and moves', async () => {
  const { bridge, client } = await testLibrary();
  const chp = client();
  await chp.Connect();
  await bridge.offer({ kind: 'status', instrument: bridge.instrument('SBER').id, status: 'closed' });
  const reply = await failureOf(chp, 27, CALLS[27] as Call);
  expect(reply.errorData).toMatchObject([{ reason: 'Error #39', additional: cause(39) }]);
});

test('every number of the table is brought about in this file', () => {
  const operations = OPERATIONS.map(({ error }) => error).filter((number) => number > 5);
  expect(Object.keys(CALLS).map(Number)).toEqual([...operations].sort((a, b) => a - b));
  expect(Object.values(CAUSES).map(({ error }) => error)).toEqual([
    1, 2, 20, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41,
  ]);
});
