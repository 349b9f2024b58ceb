import { Api, ChpClient, ChpError, ChpTimeoutError, ChpTransportError } from '@outcry/chp-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { postByFetch } from '../src/transport/browser-fetch.ts';
import { closedPort, ok, Raw, RESET, SILENCE, type Stub, startStub, text } from './test-stub.ts';

const ORDER = {
  portfolio: 'ST1',
  symbol: 'GAZP',
  action: 1,
  type_: 2,
  validity: 1,
  price: '1.5',
  amount: 10,
  stop: 0,
  cookie: 1,
} as const;
const SESSION = { login: 'l', password: 'p', token: 't' };
const QUICK = { retry: { attempts: 4, pauseMs: 1 } };

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

async function failure(call: Promise<unknown>): Promise<ChpTransportError> {
  const error = await call.then(
    () => null,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(ChpTransportError);
  expect(error).not.toBeInstanceOf(ChpError);
  return error;
}

/** A call of each effect. */
const CALLS: readonly [
  string,
  'read' | 'session' | 'subscription' | 'order',
  (client: ChpClient) => Promise<unknown>,
][] = [
  ['GetBars', 'read', (client) => client.GetBars('2020-10-10', 1, 'GAZP', 2)],
  ['UpdateTicks', 'read', (client) => client.UpdateTicks()],
  ['AddTrade', 'read', (client) => client.AddTrade()],
  ['Connect', 'session', (client) => client.Connect()],
  ['Disconnect', 'session', (client) => client.Disconnect()],
  ['ListenQuotes', 'subscription', (client) => client.ListenQuotes('GAZP')],
  ['CancelPortfolio', 'subscription', (client) => client.CancelPortfolio('ST1')],
  ['PlaceOrder', 'order', (client) => client.PlaceOrder(ORDER)],
  ['MoveOrder', 'order', (client) => client.MoveOrder('ST1', 'GAZP', '17', '1.6')],
  ['CancelOrder', 'order', (client) => client.CancelOrder('ST1', 'GAZP', '17')],
];

describe('repeats', () => {
  test.each(CALLS)(
    '%s after a connection that broke before the answer: only reads are repeated',
    async (_name, effect, call) => {
      stub.answer = () => RESET;
      const error = await failure(call(new ChpClient({ host: '127.0.0.1', port: stub.port, ...SESSION, ...QUICK })));
      expect(stub.requests).toHaveLength(effect === 'read' ? 4 : 1);
      expect([error.outcome, error.code]).toEqual(['unknown', 'ECONNRESET']);
      expect(error.message).toContain(`after ${effect === 'read' ? '4 tries' : '1 try'}`);
      expect(error.message).toContain('the server may have acted on it');
    },
  );

  test.each(CALLS)('%s after a refused connection: all but orders are repeated', async (_name, effect, call) => {
    const port = await closedPort();
    const error = await failure(call(new ChpClient({ host: '127.0.0.1', port, ...SESSION, ...QUICK })));
    expect(error.message).toContain(`after ${effect === 'order' ? '1 try' : '4 tries'}`);
    expect(error.message).toContain('nothing was sent');
    expect([error.outcome, error.code, error.name]).toEqual(['not-sent', 'ECONNREFUSED', 'ChpTransportError']);
  });

  test('a read succeeds when a repeat does', async () => {
    stub.answer = () => (stub.requests.length < 3 ? RESET : ok('GetSymbols', ['row']));
    const client = new ChpClient({ host: '127.0.0.1', port: stub.port, ...SESSION, ...QUICK });
    expect(await client.GetSymbols()).toEqual(['row']);
    expect(stub.requests).toHaveLength(3);
  });

  test('an answer that has begun is not asked for again', async () => {
    const begun = new Raw((response, socket) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"result"', () => socket.resetAndDestroy());
    });
    stub.answer = () => begun;
    await failure(new Api({ host: '127.0.0.1', port: stub.port, ...QUICK }).GetSymbols('t'));
    expect(stub.requests).toHaveLength(1);
  });

  test('retry: false asks once; figures out of range are refused', async () => {
    stub.answer = () => RESET;
    await failure(new Api({ host: '127.0.0.1', port: stub.port, retry: false }).GetSymbols('t'));
    expect(stub.requests).toHaveLength(1);
    expect(() => new Api({ host: 'h', retry: { attempts: 0 } })).toThrow(
      'retry.attempts must be a number from 1 to 100',
    );
    expect(() => new Api({ host: 'h', timeoutMs: -1 })).toThrow(RangeError);
    expect(() => new Api({ host: 'h', timeoutMs: Number.POSITIVE_INFINITY })).toThrow(RangeError);
    expect(() => new Api({ host: 'h', decimals: 'text' as 'string' })).toThrow("decimals must be 'number' or 'string'");
  });
});

describe('time', () => {
  test('a silent server ends in a ChpTimeoutError, of a call or of all', async () => {
    stub.answer = () => SILENCE;
    const api = new Api({ host: '127.0.0.1', port: stub.port, timeoutMs: 40 });
    const error = await failure(api.GetSymbols('t'));
    expect(error).toBeInstanceOf(ChpTimeoutError);
    expect([error.name, error.code, error.outcome]).toEqual(['ChpTimeoutError', 'TIMEOUT', 'unknown']);
    const patient = new Api({ host: '127.0.0.1', port: stub.port, timeoutMs: 0 });
    expect(await failure(patient.GetSymbols('t', { timeoutMs: 40 }))).toBeInstanceOf(ChpTimeoutError);
    expect(stub.requests).toHaveLength(2);
  });

  test('the whole answer must be there, not only its head', async () => {
    stub.answer = () => new Raw((response) => response.writeHead(200).write('{'));
    const api = new Api({ host: '127.0.0.1', port: stub.port, timeoutMs: 40 });
    expect(await failure(api.GetSymbols('t'))).toBeInstanceOf(ChpTimeoutError);
  });

  test('repeats share the time of their call', async () => {
    const port = await closedPort();
    const api = new Api({ host: '127.0.0.1', port, timeoutMs: 40, retry: { attempts: 100, pauseMs: 30 } });
    expect(await failure(api.GetSymbols('t'))).toBeInstanceOf(ChpTimeoutError);
  });
});

describe('an abort', () => {
  test.each(['call', 'client'])('rejects with the signal’s reason: of a %s', async (whose) => {
    stub.answer = () => SILENCE;
    const controller = new AbortController();
    const { signal } = controller;
    const api = new Api({ host: '127.0.0.1', port: stub.port, ...(whose === 'client' ? { signal } : {}) });
    const call = api.GetSymbols('t', whose === 'call' ? { signal } : {});
    const reason = new Error('enough');
    setTimeout(() => controller.abort(reason), 20);
    await expect(call).rejects.toBe(reason);
    await expect(api.GetSymbols('t', { signal })).rejects.toBe(reason);
    expect(stub.requests).toHaveLength(1);
  });

  test('ends the pause between two tries', async () => {
    const port = await closedPort();
    const controller = new AbortController();
    const api = new Api({ host: '127.0.0.1', port, retry: { attempts: 3, pauseMs: 60_000 } });
    setTimeout(() => controller.abort(), 20);
    await expect(api.GetSymbols('t', { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('bodies', () => {
  const api = () => new Api('127.0.0.1', stub.port);

  test('in pieces that cut through letters, slowly', async () => {
    const bytes = Buffer.from(JSON.stringify(ok('Any', ['Подписка на СБЕР 🙂'])));
    stub.answer = () =>
      new Raw((response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        let at = 0;
        const next = () => {
          if (at >= bytes.length) return response.end();
          response.write(bytes.subarray(at, at + 7));
          at += 7;
          setImmediate(next);
        };
        next();
      });
    expect((await api().GetSymbols('t')).json()).toEqual(ok('Any', ['Подписка на СБЕР 🙂']));
  });

  test('of many megabytes', async () => {
    const rows = Array.from({ length: 46_618 }, (_, row) => ({ row, symbol: `S${row}`, long_name: 'x'.repeat(150) }));
    const content = JSON.stringify(ok('GetSymbols', rows));
    stub.answer = () => text(content);
    expect((await api().GetSymbols('t')).text).toBe(content);
  });

  test('redirects are answers', async () => {
    stub.answer = () => new Raw((response) => response.writeHead(307, { location: '/elsewhere' }).end());
    expect((await api().GetSymbols('t')).status_code).toBe(307);
    expect(stub.requests).toHaveLength(1);
  });
});

describe('the way of browsers', () => {
  const api = () => new Api({ host: '127.0.0.1', port: stub.port, transport: postByFetch, ...QUICK });

  test('sends the same and keeps a byte order mark', async () => {
    stub.answer = () => text('\ufeff{"additional":"Ошибка"}', 500);
    const response = await api().ListenQuotes('t', 'СБЕР');
    expect([response.status_code, response.text]).toEqual([500, '\ufeff{"additional":"Ошибка"}']);
    expect(stub.requests[0]?.body).toEqual({ token: 't', symbol: 'СБЕР' });
    expect(stub.requests[0]?.headers['content-type']).toBe('application/json');
  });

  test('repeats reads alone, since it cannot tell what was sent', async () => {
    stub.answer = () => RESET;
    expect((await failure(api().GetSymbols('t'))).outcome).toBe('unknown');
    expect(stub.requests).toHaveLength(4);
    await failure(api().ListenQuotes('t', 'GAZP'));
    await failure(api().PlaceOrder({ token: 't', ...ORDER }));
    expect(stub.requests).toHaveLength(6);
  });

  test('ends by time and by abort', async () => {
    stub.answer = () => SILENCE;
    expect(await failure(api().GetSymbols('t', { timeoutMs: 40 }))).toBeInstanceOf(ChpTimeoutError);
    await expect(api().GetSymbols('t', { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});
