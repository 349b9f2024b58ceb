import { ChpClient, ChpTransportError, StreamOverflowError } from '@outcry/chp-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Arrived, ok, RESET, type Stub, startStub } from './test-stub.ts';

const ALREADY = {
  result: false,
  reason: 'Error #12',
  errorData: [{ method: 'ListenQuotes', reason: 'Error #20', additional: 'Подписка оформлена.' }],
};
const QUICK = { minIntervalMs: 1, maxIntervalMs: 4 };

let stub: Stub;
/** What the next reads answer, by the last part of their path; then nothing new. */
let reads: Record<string, unknown[][]>;

beforeEach(async () => {
  reads = {};
  stub = await startStub(answer);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await stub.close();
});

function answer({ path }: Arrived): unknown {
  const name = path.split('/').at(-1) ?? '';
  const queue = reads[name] ?? [];
  return ok(name, (queue.length > 1 || isDrained(name) ? queue.shift() : queue[0]) ?? []);
}

/** UpdateQuote and UpdateBidAsk repeat their last rows. */
function isDrained(name: string): boolean {
  return !['UpdateQuote', 'UpdateBidAsk'].includes(name);
}

function client(signal?: AbortSignal) {
  return new ChpClient('127.0.0.1', stub.port, 'l', 'p', { token: 't', signal, retry: false });
}

/** The first `count` items of a stream; leaving the loop ends it. */
async function take<T>(stream: AsyncIterable<T>, count: number): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) {
    items.push(item);
    if (items.length === count) break;
  }
  return items;
}

function asked(name: string): unknown[] {
  return stub.requests.filter(({ path }) => path.endsWith(`/${name}`)).map(({ body }) => body.symbol ?? body.portfolio);
}

const quote = (symbol: string, last: number) => ({ symbol, last });
const tick = (symbol: string, tradeNo: number) => ({ symbol, tradeNo: String(tradeNo) });

describe('quotes()', () => {
  test('subscribes, gives each change once, and unsubscribes when the loop is left', async () => {
    reads.UpdateQuote = [
      [quote('SBER', 1), quote('GAZP', 1), quote('LKOH', 9)],
      [quote('SBER', 1), quote('GAZP', 1)],
      [quote('SBER', 1), quote('GAZP', 2)],
      [quote('SBER', 2), quote('GAZP', 2)],
    ];
    const chp = client();
    const items = await take(chp.quotes(['SBER', 'GAZP'], QUICK), 4);
    expect(items).toEqual([quote('SBER', 1), quote('GAZP', 1), quote('GAZP', 2), quote('SBER', 2)]);
    expect(asked('ListenQuotes')).toEqual(['SBER', 'GAZP']);
    expect(asked('CancelQuotes')).toEqual(['SBER', 'GAZP']);
    expect(chp.listening_quotes).toEqual([]);
  });

  test('sends nothing before its loop begins', async () => {
    const chp = client();
    const stream = chp.quotes('SBER');
    await stream.return();
    expect(stub.requests).toEqual([]);
  });

  test('a slow reader gets the latest, not the history', async () => {
    reads.UpdateQuote = [[quote('SBER', 1)], [quote('SBER', 2)], [quote('SBER', 3)], [quote('SBER', 4)]];
    const chp = client();
    const slow = chp.quotes('SBER', QUICK);
    expect((await slow.next()).value).toEqual(quote('SBER', 1));
    // another stream's polls go on while the first one reads nothing
    await take(chp.quotes('SBER', QUICK), 3);
    expect((await slow.next()).value).toEqual(quote('SBER', 4));
    await slow.return();
  });

  test('what the user subscribed stays subscribed', async () => {
    reads.UpdateQuote = [[quote('SBER', 1)]];
    const chp = client();
    await chp.ListenQuotes('SBER');
    stub.answer = (request) => (request.path.endsWith('ListenQuotes') ? ALREADY : answer(request));
    await take(chp.quotes('SBER', QUICK), 1);
    expect(chp.listening_quotes).toEqual(['SBER']);
    expect(asked('CancelQuotes')).toEqual([]);
  });

  test('a subscription the server alone remembers is used and kept', async () => {
    reads.UpdateQuote = [[quote('SBER', 1)]];
    stub.answer = (request) => (request.path.endsWith('ListenQuotes') ? ALREADY : answer(request));
    expect(await take(client().quotes('SBER', QUICK), 1)).toEqual([quote('SBER', 1)]);
    expect(asked('CancelQuotes')).toEqual([]);
  });

  test('a refused subscription is thrown, and those before it are taken back', async () => {
    const refusal = { result: false, reason: 'Error #12', errorData: [{ reason: 'Error #34' }] };
    stub.answer = (request) =>
      request.path.endsWith('ListenQuotes') && request.body.symbol === 'NONE' ? refusal : answer(request);
    const chp = client();
    const loop = take(chp.quotes(['SBER', 'NONE']), 1);
    await expect(loop).rejects.toMatchObject({ name: 'ApiRequestException', message: 'Error #12', resp_data: refusal });
    expect(asked('CancelQuotes')).toEqual(['SBER']);
  });

  test('two streams of one symbol share its subscription; the last to leave cancels it', async () => {
    reads.UpdateQuote = [[quote('SBER', 1)]];
    const chp = client();
    const [first, second] = [chp.quotes('SBER', QUICK), chp.quotes('SBER', QUICK)];
    await Promise.all([first.next(), second.next()]);
    expect(asked('ListenQuotes')).toEqual(['SBER']);
    await first.return();
    expect(asked('CancelQuotes')).toEqual([]);
    await second.return();
    expect(asked('CancelQuotes')).toEqual(['SBER']);
  });

  test('without symbols it reads whatever is subscribed and subscribes nothing', async () => {
    reads.UpdateQuote = [[quote('SBER', 1), quote('GAZP', 1)]];
    const chp = client();
    expect(await take(chp.quotes(QUICK), 2)).toHaveLength(2);
    expect(asked('ListenQuotes')).toEqual([]);
    expect(await take(chp.quotes([]), 1)).toEqual([]);
  });
});

describe('books()', () => {
  const level = (symbol: string, row: number, bid: number) => ({ symbol, row, bid });

  test('gives whole books, and an empty one when all levels are gone', async () => {
    reads.UpdateBidAsk = [
      [level('SBER', 0, 10), level('SBER', 1, 9), level('GAZP', 0, 5)],
      [level('SBER', 0, 10), level('SBER', 1, 8)],
    ];
    expect(await take(client().books(['SBER', 'GAZP'], QUICK), 4)).toEqual([
      { symbol: 'SBER', levels: [level('SBER', 0, 10), level('SBER', 1, 9)] },
      { symbol: 'GAZP', levels: [level('GAZP', 0, 5)] },
      { symbol: 'SBER', levels: [level('SBER', 0, 10), level('SBER', 1, 8)] },
      { symbol: 'GAZP', levels: [] },
    ]);
  });
});

describe('ticks(), orders(), trades()', () => {
  test('every row comes once and in order; equal rows are two events', async () => {
    reads.AddTick = [[tick('SBER', 1), tick('SBER', 1)], [], [tick('SBER', 2)]];
    expect(await take(client().ticks('SBER', QUICK), 3)).toEqual([tick('SBER', 1), tick('SBER', 1), tick('SBER', 2)]);
  });

  test('one poll serves all streams of a kind: none takes rows away from another', async () => {
    reads.AddTick = [
      [tick('SBER', 1), tick('GAZP', 2)],
      [tick('GAZP', 3), tick('SBER', 4)],
    ];
    const chp = client();
    const [sber, gazp] = await Promise.all([take(chp.ticks('SBER', QUICK), 2), take(chp.ticks('GAZP', QUICK), 2)]);
    expect(sber).toEqual([tick('SBER', 1), tick('SBER', 4)]);
    expect(gazp).toEqual([tick('GAZP', 2), tick('GAZP', 3)]);
  });

  test('orders and trades of one account share its subscription', async () => {
    reads.UpdateOrder = [[{ portfolio: 'ST1', orderId: '1' }]];
    reads.AddTrade = [[{ Portfolio: 'ST1', tradeNo: '2' }]];
    const chp = client();
    const [orders, trades] = [chp.orders('ST1', QUICK), chp.trades('ST1', QUICK)];
    const first = await Promise.all([orders.next(), trades.next()]);
    expect(first.map(({ value }) => value)).toEqual([
      { portfolio: 'ST1', orderId: '1' },
      { Portfolio: 'ST1', tradeNo: '2' },
    ]);
    expect([asked('ListenPortfolio'), chp.listening_portfolios]).toEqual([['ST1'], ['ST1']]);
    await Promise.all([orders.return(), trades.return()]);
    expect(asked('CancelPortfolio')).toEqual(['ST1']);
  });

  test('the buffer of a slow reader is bounded: an error, or the oldest go', async () => {
    const rows = [1, 2, 3, 4, 5].map((nr) => tick('SBER', nr));
    reads.AddTick = [[...rows]];
    const loop = take(client().ticks('SBER', { ...QUICK, bufferSize: 4 }), 9);
    const error = await loop.catch((reason) => reason);
    expect(error).toBeInstanceOf(StreamOverflowError);
    expect((error as StreamOverflowError).lost).toBe(1);
    reads.AddTick = [[...rows]];
    const kept = await take(client().ticks('SBER', { ...QUICK, bufferSize: 4, overflow: 'drop-oldest' }), 4);
    expect(kept).toEqual(rows.slice(1));
  });
});

describe('a stream ends', () => {
  test.each(['its own signal', 'the signal of the client'])(
    'by %s: quietly, and after a poll’s wait',
    async (whose) => {
      const controller = new AbortController();
      const own = whose === 'its own signal' ? { signal: controller.signal } : {};
      const chp = client(whose === 'its own signal' ? undefined : controller.signal);
      setTimeout(() => controller.abort(), 30);
      expect(await take(chp.quotes('SBER', { ...own, minIntervalMs: 60_000 }), 1)).toEqual([]);
      expect(await take(chp.quotes('GAZP', own), 1)).toEqual([]);
      expect(asked('CancelQuotes')).toEqual(whose === 'its own signal' ? ['SBER'] : []);
      expect(asked('ListenQuotes')).toEqual(['SBER']);
    },
  );

  test('when its last symbol is cancelled', async () => {
    reads.UpdateQuote = [[quote('SBER', 1)]];
    const chp = client();
    const stream = chp.quotes(['SBER', 'GAZP'], QUICK);
    await stream.next();
    await chp.CancelQuotes('GAZP');
    const rest = stream.next();
    await chp.CancelQuotes('SBER');
    expect(await rest).toEqual({ value: undefined, done: true });
    expect(asked('CancelQuotes')).toEqual(['GAZP', 'SBER']);
  });

  test('when the session is closed; its subscriptions leave the lists with it', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
    reads.UpdateQuote = [[quote('SBER', 1)]];
    const chp = client();
    await chp.ListenQuotes('LKOH');
    const stream = chp.quotes('SBER', QUICK);
    await stream.next();
    const rest = stream.next();
    await chp.Disconnect();
    expect((await rest).done).toBe(true);
    expect(chp.listening_quotes).toEqual(['LKOH']);
    expect(asked('CancelQuotes')).toEqual([]);
  });

  test('with the error of a poll', async () => {
    reads.AddTick = [[tick('SBER', 1)]];
    const chp = client();
    const stream = chp.ticks('SBER', QUICK);
    await stream.next();
    stub.answer = (request) => (request.path.endsWith('AddTick') ? RESET : answer(request));
    await expect(stream.next()).rejects.toBeInstanceOf(ChpTransportError);
    expect(await stream.next()).toEqual({ value: undefined, done: true });
    expect(asked('CancelTicks')).toEqual([]);

    const refused = { result: false, data: [], reason: 'Error #15' };
    stub.answer = (request) => (request.path.endsWith('AddTick') ? refused : answer(request));
    await expect(take(chp.ticks('GAZP', QUICK), 1)).rejects.toMatchObject({ message: 'Error #15' });
    expect(asked('CancelTicks')).toEqual(['GAZP']);
  });

  test('options out of range are refused at once', () => {
    const chp = client();
    expect(() => chp.quotes('SBER', { minIntervalMs: -1 })).toThrow(RangeError);
    expect(() => chp.quotes('SBER', { minIntervalMs: 500, maxIntervalMs: 100 })).toThrow(
      'maxIntervalMs must be a number from 500',
    );
    expect(() => chp.ticks('SBER', { bufferSize: 0 })).toThrow(RangeError);
    expect(() => chp.ticks('SBER', { overflow: 'wait' as 'error' })).toThrow(
      "overflow must be 'error' or 'drop-oldest'",
    );
    expect(() => chp.ticks(5 as never)).toThrow(TypeError);
  });
});
