import { expect, test } from 'vitest';
import { testPlatform } from './test-platform.ts';

const ORDER = { instrument: 'SBER', action: 'buy', type: 'limit', price: '320', quantity: '10' };

/** What is sent to `POST /accounts/:id/orders`, and the error that must come of it. */
const ORDERS: readonly [
  what: string,
  body: unknown,
  status: number,
  code: string,
  field: string | null,
  message?: string,
][] = [
  ['text that is not JSON', '{"instrument":', 400, 'malformed_json', null],
  ['no body', '', 400, 'invalid_request', null, 'send a JSON object as body'],
  ['null', 'null', 400, 'invalid_request', null],
  ['a list', [], 400, 'invalid_request', null],
  ['a text', '"SBER"', 400, 'invalid_request', null],
  ['nothing in it', {}, 400, 'invalid_request', 'instrument', 'instrument: is missing'],
  ['a price as number', { ...ORDER, price: 320 }, 400, 'invalid_request', 'price', 'price: send "price" as a string'],
  [
    'a quantity as number',
    { ...ORDER, quantity: 1 },
    400,
    'invalid_request',
    'quantity',
    'quantity: send "quantity" as a string',
  ],
  [
    'a misspelled field',
    { ...ORDER, prcie: '1' },
    400,
    'invalid_request',
    'prcie',
    'prcie: there is no such field here; look for a misspelling',
  ],
  [
    'a field that tries to be a prototype',
    `{"__proto__":{"x":1},${JSON.stringify(ORDER).slice(1)}`,
    400,
    'invalid_request',
    '__proto__',
  ],
  [
    'an unknown action',
    { ...ORDER, action: 'hold' },
    400,
    'invalid_request',
    'action',
    'action: one of buy, sell, short, cover, not "hold"',
  ],
  ['an unknown type', { ...ORDER, type: 'iceberg' }, 400, 'invalid_request', 'type'],
  ['an unknown validity', { ...ORDER, validity: 'week' }, 400, 'invalid_request', 'validity'],
  ['a leg of the wrong type', { ...ORDER, leg: {} }, 400, 'invalid_request', 'leg'],
  ['a list as instrument', { ...ORDER, instrument: ['SBER'] }, 400, 'invalid_request', 'instrument'],
  ['an unknown instrument', { ...ORDER, instrument: 'NOPE' }, 404, 'unknown_instrument', 'instrument'],
  ['a price between steps', { ...ORDER, price: '320.001' }, 400, 'invalid_request', 'price'],
  ['a price that is no number', { ...ORDER, price: 'ten' }, 400, 'invalid_request', 'price'],
  ['an empty price', { ...ORDER, price: '' }, 400, 'invalid_request', 'price'],
  ['a price of NaN', { ...ORDER, price: 'NaN' }, 400, 'invalid_request', 'price'],
  ['a hexadecimal price', { ...ORDER, price: '0x10' }, 400, 'invalid_request', 'price'],
  ['a negative price', { ...ORDER, price: '-320' }, 400, 'invalid_request', 'price'],
  ['a price of zero', { ...ORDER, price: '0' }, 400, 'invalid_request', 'price'],
  ['a huge price', { ...ORDER, price: '9'.repeat(30) }, 400, 'price_out_of_range', 'price'],
  ['a huge exponent', { ...ORDER, price: '1e99' }, 400, 'price_out_of_range', 'price'],
  [
    'a text too long',
    { ...ORDER, price: '1'.repeat(100) },
    400,
    'invalid_request',
    'price',
    'price: at most 80 characters',
  ],
  ['part of a lot', { ...ORDER, quantity: '5' }, 400, 'invalid_request', 'quantity'],
  ['too many decimals', { ...ORDER, quantity: '10.0000000001' }, 400, 'invalid_request', 'quantity'],
  ['a negative quantity', { ...ORDER, quantity: '-10' }, 400, 'invalid_request', 'quantity'],
  ['a quantity of zero', { ...ORDER, quantity: '0' }, 400, 'invalid_request', 'quantity'],
  ['a huge quantity', { ...ORDER, quantity: `${'9'.repeat(39)}0` }, 400, 'quantity_too_large', 'quantity'],
  ['more than one order may have', { ...ORDER, quantity: '1000000000000000' }, 400, 'quantity_too_large', 'quantity'],
  ['no price on a limit order', { ...ORDER, price: undefined }, 400, 'invalid_value', 'price'],
  ['a price on a market order', { ...ORDER, type: 'market' }, 400, 'invalid_value', 'price'],
  ['no stop price on a stop', { ...ORDER, type: 'stopLimit' }, 400, 'invalid_value', 'stopPrice'],
  [
    'a stop that cannot wait',
    { ...ORDER, type: 'stopLimit', stopPrice: '330', validity: 'fok' },
    400,
    'invalid_value',
    'validity',
  ],
  ['an empty key', { ...ORDER, key: '' }, 400, 'invalid_request', 'key', 'key: at least 1 characters'],
  ['a key too long', { ...ORDER, key: 'k'.repeat(65) }, 400, 'invalid_request', 'key'],
  ['a comment too long', { ...ORDER, comment: 'c'.repeat(201) }, 400, 'invalid_request', 'comment'],
  ['a ticket on a net account', { ...ORDER, leg: 'new' }, 409, 'wrong_position', 'leg'],
  ['a cover without a short position', { ...ORDER, action: 'cover' }, 409, 'wrong_position', 'action'],
  [
    'an instrument without a market',
    { ...ORDER, instrument: 'GAZP', price: '119' },
    422,
    'no_market_price',
    'instrument',
  ],
  [
    'more than the account can pay',
    { ...ORDER, quantity: '1000' },
    422,
    'insufficient_funds',
    'quantity',
    'not enough free money: needs margin of 64000 rub, the liquid portfolio is 840 rub after costs',
  ],
];

test('every wrong order is refused by name, and nothing has changed', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const { id } = await ann.account('1000');
  const before = await ann.get(`/accounts/${id}`);
  const { seq } = platform.engine;
  for (const [what, body, status, code, field, message] of ORDERS) {
    const answer = await ann.post(`/accounts/${id}/orders`, body);
    expect([what, answer.status, answer.body.error?.code, answer.body.error?.field]).toEqual([
      what,
      status,
      code,
      field,
    ]);
    if (message !== undefined) expect(answer.body.error.message).toBe(message);
    expect(answer.body.error.requestId).toBe(answer.headers.get('x-request-id'));
  }
  expect(platform.engine.seq).toBe(seq);
  expect(await ann.get(`/accounts/${id}`)).toMatchObject({ body: before.body });
});

const CALLS: readonly [
  method: string,
  path: string,
  body: unknown,
  status: number,
  code: string,
  field: string | null,
][] = [
  ['GET', '/nowhere', undefined, 404, 'unknown_route', null],
  ['PUT', '/accounts', {}, 404, 'unknown_route', null],
  ['GET', '/', undefined, 404, 'unknown_route', null],
  ['GET', '/accounts/abc', undefined, 400, 'invalid_request', 'id'],
  ['GET', '/accounts/-1', undefined, 400, 'invalid_request', 'id'],
  ['GET', '/accounts/1.5', undefined, 400, 'invalid_request', 'id'],
  ['GET', '/accounts/99999999999999999999', undefined, 400, 'invalid_request', 'id'],
  ['GET', '/accounts/1', undefined, 404, 'unknown_account', 'account'],
  ['GET', '/accounts?limit=0', undefined, 400, 'invalid_request', 'limit'],
  ['GET', '/accounts?limit=501', undefined, 400, 'invalid_request', 'limit'],
  ['GET', '/accounts?limit=1&limit=2', undefined, 400, 'invalid_request', 'limit'],
  ['GET', '/accounts?cursor=x', undefined, 400, 'invalid_request', 'cursor'],
  ['GET', '/accounts?page=2', undefined, 400, 'invalid_request', 'page'],
  ['GET', '/assets?x=1', undefined, 400, 'invalid_request', 'x'],
  ['GET', '/instruments?kind=option', undefined, 400, 'invalid_request', 'kind'],
  ['GET', '/market/SBER/book?depth=51', undefined, 400, 'invalid_request', 'depth'],
  ['GET', '/market/SBER/book?depth=', undefined, 400, 'invalid_request', 'depth'],
  ['GET', '/market/NOPE', undefined, 404, 'unknown_instrument', 'name'],
  ['GET', '/market/SBER/candles', undefined, 400, 'invalid_request', 'interval'],
  ['GET', '/market/SBER/candles?interval=7m', undefined, 400, 'invalid_request', 'interval'],
  ['GET', '/market/SBER/candles?interval=1m&from=yesterday', undefined, 400, 'invalid_request', 'from'],
  ['GET', '/market/SBER/candles?interval=1m&from=2026-02-30T00:00:00Z', undefined, 400, 'invalid_request', 'from'],
  [
    'GET',
    '/market/SBER/candles?interval=1m&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z',
    undefined,
    400,
    'invalid_request',
    'from',
  ],
  ['GET', '/accounts/ID/orders?status=lost', undefined, 400, 'invalid_request', 'status'],
  ['GET', '/accounts/ID/orders?cursor=AAAA', undefined, 400, 'invalid_request', 'cursor'],
  ['GET', '/accounts/ID/fills?instrument=NOPE', undefined, 404, 'unknown_instrument', 'instrument'],
  ['GET', '/accounts/ID/ledger?asset=XYZ', undefined, 404, 'unknown_asset', 'asset'],
  ['GET', '/accounts/ID/positions?cursor=1', undefined, 400, 'invalid_request', 'cursor'],
  ['GET', '/orders/by-key?account=ID', undefined, 400, 'invalid_request', 'key'],
  ['GET', '/orders/999', undefined, 404, 'unknown_order', 'order'],
  ['POST', '/accounts', { name: '', currency: 'rub' }, 400, 'invalid_request', 'name'],
  ['POST', '/accounts', { name: 'A', currency: 'xyz' }, 404, 'unknown_asset', 'currency'],
  ['POST', '/accounts', { name: 'A', currency: 'rub', venue: 'binance' }, 422, 'wrong_venue', 'venue'],
  ['POST', '/accounts', { name: 'A', currency: 'rub', owner: 7 }, 400, 'invalid_request', 'owner'],
  ['POST', '/accounts', { name: 'A', currency: 'rub', fees: { maker: '1' } }, 400, 'invalid_request', 'fees.taker'],
  [
    'POST',
    '/accounts',
    { name: 'A', currency: 'rub', fees: { maker: '0.2', taker: '0', decimals: 2, rounding: 'up', mode: 'quote' } },
    400,
    'invalid_request',
    'fees.maker',
  ],
  ['PATCH', '/accounts/ID', {}, 400, 'invalid_request', null],
  ['POST', '/accounts/ID/deposits', { asset: 'rub', amount: 5 }, 400, 'invalid_request', 'amount'],
  ['POST', '/accounts/ID/deposits', { asset: 'rub', amount: '0' }, 400, 'amount_not_positive', 'amount'],
  ['POST', '/accounts/ID/deposits', { asset: 'rub', amount: '-5' }, 400, 'amount_not_positive', 'amount'],
  ['POST', '/accounts/ID/deposits', { asset: 'rub', amount: '0.00000000001' }, 400, 'invalid_request', 'amount'],
  ['POST', '/accounts/ID/deposits', { asset: 'rub', amount: '9'.repeat(79) }, 400, 'invalid_value', 'amount'],
  ['POST', '/accounts/ID/deposits', { asset: 'xyz', amount: '5' }, 404, 'unknown_asset', 'asset'],
  ['POST', '/accounts/ID/withdrawals', { asset: 'rub', amount: '1001' }, 422, 'insufficient_funds', 'amount'],
  ['PATCH', '/orders/16', {}, 400, 'invalid_request', null],
  ['POST', '/feed', { command: 'rewind' }, 400, 'invalid_request', 'command'],
  ['POST', '/feed', { command: 'step', count: 0 }, 400, 'invalid_request', 'count'],
  ['POST', '/feed', { command: 'play', count: 5 }, 400, 'invalid_request', 'count'],
  ['POST', '/feed', { command: 'speed' }, 400, 'invalid_request', 'speed'],
  ['POST', '/feed', { command: 'speed', speed: 0 }, 400, 'invalid_request', 'speed'],
  ['POST', '/session', { login: 'ann' }, 400, 'invalid_request', 'password'],
  ['GET', '/stream', undefined, 400, 'invalid_request', 'upgrade'],
];

test('every wrong call is refused by name in the one form of errors', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const { id } = await ann.account('1000');
  for (const [method, path, body, status, code, field] of CALLS) {
    const answer = await ann.call(method, path.replace('ID', String(id)), body);
    expect([method, path, body, answer.status, answer.body.error?.code, answer.body.error?.field]).toEqual([
      method,
      path,
      body,
      status,
      code,
      field,
    ]);
    expect(Object.keys(answer.body.error)).toEqual(['code', 'message', 'field', 'requestId']);
  }
  expect((await ann.get('/session')).status).toBe(200);
});

test('a body of more than 64 kB is refused, and one that is not declared as JSON', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const large = await ann.post('/accounts', { name: 'x'.repeat(70_000), currency: 'rub' });
  expect(large).toMatchObject({ status: 413, body: { error: { code: 'too_large' } } });
  const form = await ann.call('POST', '/accounts', 'name=A', { 'content-type': 'application/x-www-form-urlencoded' });
  expect(form).toMatchObject({ status: 415, body: { error: { code: 'wrong_media_type' } } });
});

test('when too much waits the answer is 503 with the time to try again', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  await platform.engine.stop();
  const refused = await ann.post('/accounts', { name: 'A', currency: 'rub' });
  expect(refused).toMatchObject({ status: 503, body: { error: { code: 'overloaded' } } });
  expect(refused.headers.get('retry-after')).toBe('1');
});
