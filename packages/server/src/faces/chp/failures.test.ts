import { connect } from 'node:net';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Overloaded } from '../../runtime/index.ts';
import { sharedEnds } from '../test-domain.ts';
import { OPERATIONS, OPTIONAL_FIELDS, type Operation } from './operations.ts';
import { TOKEN, testBridge } from './test-bridge.ts';
import type { TestChp } from './test-chp.ts';

const ALL: readonly Operation[] = OPERATIONS;
const OF_SESSION = ALL.filter(({ kind }) => kind !== 'auth');

/** A right request of every operation. */
const RIGHT: Readonly<Record<string, unknown>> = {
  token: TOKEN,
  login: 'BP4711',
  password: 'correct horse',
  work: 0,
  exchange: 1,
  since: '2026-11-20T12:00:00.000',
  from: '2026-11-20T12:00:00.000',
  interval: 1,
  symbol: 'SBER',
  count: 2,
  portfolio: 'ST2000000000-MO-01',
  mode: 2,
  action: 1,
  type: 2,
  validity: 1,
  price: 300,
  amount: 10,
  stop: 0,
  cookie: 1,
  orderid: '16',
  targetprice: 301.5,
};

/** Values that a field cannot have, and the cause each is answered with. */
const WRONG: Readonly<Record<string, readonly (readonly [unknown, number])[]>> = {
  since: [
    ['yesterday', 36],
    [true, 36],
    ['2026-02-30', 36],
    ['9'.repeat(60_000), 36],
  ],
  from: [
    ['25:00', 36],
    [[], 36],
  ],
  interval: [
    [0, 36],
    [14, 36],
    [1.5, 36],
    ['1x', 36],
    [1e300, 36],
  ],
  symbol: [
    ['NOPE', 34],
    [{ a: 1 }, 36],
    ['S'.repeat(60_000), 34],
    ['', 34],
    ['__proto__', 34],
  ],
  count: [
    [0, 36],
    [10_001, 36],
    [-10_001, 36],
    ['many', 36],
    [1e30, 36],
    [null, 1],
  ],
  mode: [
    [0, 36],
    [3, 36],
    ['all', 36],
  ],
  portfolio: [
    ['ST2000000001-MO-01', 35],
    ['ST2000000000', 35],
    [false, 36],
    ['', 35],
    ['x'.repeat(60_000), 35],
  ],
  action: [
    [0, 36],
    [5, 36],
    ['buy', 36],
  ],
  type: [
    [0, 36],
    [5, 36],
    [2.5, 36],
  ],
  validity: [
    [0, 36],
    [3, 36],
  ],
  price: [
    ['free', 36],
    [300.001, 36],
    [-300, 36],
    [0, 36],
    [1e40, 36],
    [[300], 36],
  ],
  amount: [
    [0, 36],
    [-10, 36],
    [15, 36],
    [0.5, 36],
    [1e25, 36],
    ['ten', 36],
  ],
  stop: [
    ['none', 36],
    [{}, 36],
  ],
  cookie: [
    [2_147_483_648, 36],
    [1.5, 36],
    ['mine', 36],
  ],
  orderid: [
    ['nope', 37],
    ['9'.repeat(1_000), 37],
    [16, 37],
    [[16], 36],
    ['-16', 37],
  ],
  targetprice: [
    ['better', 36],
    [true, 36],
  ],
};

/** Values that only count where they are looked at. */
function appliesTo({ method }: Operation, field: string): boolean {
  // an order that does not exist is told before its price
  return !(method === 'MoveOrder' && field === 'targetprice');
}

function expectFailure(body: Record<string, unknown>, { method, error, failure, kind, cause }: Operation, why: number) {
  const keys = ['method', 'result', 'reason', 'additional', 'dataParam'];
  const tail = { auth: ['dataError'], subscription: ['errorData'], data: ['errorData', 'data'] }[kind];
  expect(Object.keys(body)).toEqual([...keys, ...tail]);
  expect(body).toMatchObject({ method, result: false, reason: `Error #${error}`, additional: failure });
  const [first] = (kind === 'auth' ? body.dataError : body.errorData) as Record<string, unknown>[];
  expect(first).toMatchObject({ method: cause, reason: `Error #${why}` });
  if (kind === 'data') expect(body.data).toEqual([]);
}

describe('every URN answers bad input with its documented failure, and the session lives on', () => {
  const atEnd = sharedEnds();
  let client: TestChp;
  beforeAll(async () => {
    client = await (await testBridge(undefined, atEnd)).client().connect();
  });

  const requestOf = ({ fields }: Operation) => Object.fromEntries(fields.map((name) => [name, RIGHT[name]]));

  test.each(ALL)('$urn', async (operation) => {
    const path = `/${operation.urn}`;
    const right = requestOf(operation);
    for (const body of ['', '{', 'null', '[]', '[{}]', '"text"', '7', 'true', '\u0000', '{"token":}']) {
      const answer = await client.raw(path, body);
      expect(answer.status).toBe(200);
      expectFailure(answer.body, operation, 1);
    }
    for (const name of operation.fields) {
      if (OPTIONAL_FIELDS[name] !== undefined) continue;
      const { [name]: _left, ...rest } = right;
      const { body } = await client.raw(path, rest);
      expectFailure(body, operation, 1);
      expect(body.dataParam[0][name]).toBeNull();
      expect(Object.keys(body.dataParam[0])).toEqual(operation.fields);
      for (const [value, cause] of appliesTo(operation, name) ? (WRONG[name] ?? []) : []) {
        expectFailure((await client.raw(path, { ...right, [name]: value })).body, operation, cause);
      }
    }
    expect(await client.data('Instruments/UpdateQuote')).toEqual([]);
  });

  test.each(OF_SESSION)('$urn needs a live session of a known token', async (operation) => {
    for (const token of ['nobody-knows-this-one', '', 16, 'x'.repeat(60_000)]) {
      expectFailure((await client.raw(`/${operation.urn}`, { ...requestOf(operation), token })).body, operation, 30);
    }
    expectFailure(
      (await client.raw(`/${operation.urn}`, { ...requestOf(operation), token: { a: 1 } })).body,
      operation,
      36,
    );
  });

  test.each(ALL)('$urn is POST only', async ({ urn }) => {
    for (const verb of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await client.raw(`/${urn}?x=1`, {}, verb);
      expect([verb, answer.status, answer.headers.allow]).toEqual([verb, 405, 'POST']);
      expect(answer.body).toMatchObject({ method: urn.slice(urn.indexOf('/') + 1), result: false, reason: 'Error #1' });
    }
  });

  test.each(ALL)('$urn takes at most 64 kB', async (operation) => {
    const answer = await client.raw(`/${operation.urn}`, { ...requestOf(operation), more: 'x'.repeat(70_000) });
    expect(answer.status).toBe(413);
    expectFailure(answer.body, operation, 1);
  });
});

test('an unknown address is a 404 in the same words, whatever the verb', async () => {
  const client = (await testBridge()).client();
  for (const verb of ['POST', 'GET']) {
    const answer = await client.raw('/Instruments/UpdateTicks?token=1', {}, verb);
    expect(answer.status).toBe(404);
    expect(answer.text).toBe(
      '{"method":"UpdateTicks","result":false,"reason":"Error #1","additional":"Некорректный запрос.","dataParam":[{}],' +
        '"errorData":[{"method":"UpdateTicks","reason":"Error #1","additional":"Некорректный запрос.","message":"Нет такого метода."}],"data":[]}',
    );
  }
  expect((await client.raw('/Instruments/GetBars/', {})).status).toBe(404);
  expect((await client.raw('/%00"', {})).status).toBe(404);
});

test('the content type does not matter, a repeated key counts as last written, unknown keys are ignored', async () => {
  const client = await (await testBridge()).client().connect();
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=cp1251']) {
    const answer = await client.raw('/Instruments/UpdateQuote', { token: TOKEN }, 'POST', { 'content-type': type });
    expect(answer.body.result).toBe(true);
  }
  const twice = `{"token":"no","Token":"${TOKEN}","__proto__":{"x":1},"constructor":7,"deep":${'['.repeat(500)}${']'.repeat(500)}}`;
  expect((await client.raw('/Instruments/UpdateQuote', twice)).body.result).toBe(true);
});

test('numbers are repeated with the digits they were sent with', async () => {
  const client = await (await testBridge()).client().connect();
  const body = `{"token":"${TOKEN}","since":"x \\" 7","interval":1.50,"symbol":"SBER","count":123456789012345678901234567890}`;
  const { text } = await client.raw('/Instruments/GetBars', body);
  expect(text).toContain('"since":"x \\" 7","interval":1.50,"symbol":"SBER","count":123456789012345678901234567890}');
});

test('a platform that has too much to do says cause 41', async () => {
  const bridge = await testBridge();
  const client = await bridge.client().connect();
  bridge.engine.submit = () => Promise.reject(new Overloaded('20000 commands wait for the disk'));
  const fields = {
    portfolio: bridge.portfolio,
    symbol: 'SBER',
    action: 1,
    type: 2,
    validity: 1,
    price: 300,
    amount: 10,
    stop: 0,
  };
  const { errorData } = await client.call('Order/Place', { ...fields, cookie: 1 });
  expect(errorData).toEqual([
    {
      method: 'PlaceOrder',
      reason: 'Error #41',
      additional: 'Превышено время ожидания ответа брокера.',
      message: '20000 commands wait for the disk',
    },
  ]);
});

test('a caller that breaks off in the middle of a request harms nobody', async () => {
  const bridge = await testBridge();
  const client = await bridge.client().connect();
  const { port } = new URL(bridge.url);
  const socket = connect(Number(port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.write('POST /Instruments/UpdateQuote HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"tok');
  socket.destroy();
  expect(await client.data('Instruments/UpdateQuote')).toEqual([]);
});
