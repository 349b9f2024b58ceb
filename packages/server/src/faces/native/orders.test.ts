import { expect, test } from 'vitest';
import type { Order } from './api.ts';
import { testPlatform } from './test-platform.ts';

const BUY = { instrument: 'SBER', action: 'buy', type: 'limit', price: '320.5', quantity: '100' } as const;

async function trader(rub = '1000000') {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const { id } = await ann.account(rub);
  return { platform, ann, id, place: (order: object) => ann.post(`/accounts/${id}/orders`, order) };
}

test('a limit order rests, and every part of it is told exactly', async () => {
  const { place, id, ann } = await trader();
  const placed = await place({ ...BUY, instrument: 'BBG004730N88', comment: 'first' });
  expect(placed).toMatchObject({
    status: 201,
    body: {
      account: id,
      instrument: 'SBER',
      leg: 0,
      side: 'buy',
      action: 'buy',
      type: 'limit',
      validity: 'day',
      price: '320.5',
      stopPrice: null,
      trigger: null,
      quantity: '100',
      filled: '0',
      averagePrice: null,
      value: '0',
      fee: '0',
      feeAsset: null,
      status: 'working',
      cancelRequested: false,
      reason: null,
      detail: null,
      key: null,
      origin: 'native',
      comment: 'first',
      expiresAt: '2026-11-20T21:00:00.000Z',
      createdAt: '2026-11-20T09:00:00.000Z',
      updatedAt: '2026-11-20T09:00:00.000Z',
      endedAt: null,
      repeated: false,
    },
  });
  const { repeated: _, ...order } = placed.body;
  expect((await ann.get(`/orders/${order.id}`)).body).toEqual(order);
  // 100 x 320.5 and 0.05 % of it are set aside
  expect((await ann.get(`/accounts/${id}`)).body.balances).toEqual([
    { asset: 'rub', total: '1000000', held: '32066.03', margin: '0', available: '967933.97' },
  ]);
});

test('a market order takes what is displayed; its fill stands in the history', async () => {
  const { place, id, ann } = await trader();
  const filled = await place({ instrument: 'SBER', action: 'buy', type: 'market', quantity: '100' });
  expect(filled.body).toMatchObject({
    status: 'filled',
    filled: '100',
    averagePrice: '323.1',
    value: '32310',
    fee: '16.16',
    feeAsset: 'rub',
    price: null,
  });
  const { items } = (await ann.get(`/accounts/${id}/fills`)).body;
  expect(items).toEqual([
    {
      id: expect.any(Number),
      order: filled.body.id,
      account: id,
      instrument: 'SBER',
      leg: 0,
      side: 'buy',
      price: '323.1',
      quantity: '100',
      value: '32310',
      fee: '16.16',
      feeAsset: 'rub',
      maker: false,
      result: '0',
      resultAsset: 'rub',
      at: '2026-11-20T09:00:00.000Z',
    },
  ]);
});

test('a repeated key places nothing again, however it has gone on with the order', async () => {
  const { place, ann, id } = await trader();
  const first = await place({ ...BUY, key: 'k-1' });
  const again = await place({ ...BUY, key: 'k-1' });
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual({ ...first.body, repeated: true });
  await ann.call('DELETE', `/orders/${first.body.id}`);
  expect((await place({ ...BUY, key: 'k-1' })).body).toMatchObject({
    id: first.body.id,
    status: 'cancelled',
    repeated: true,
  });
  expect((await ann.get(`/orders/by-key?account=${id}&key=k-1`)).body).toMatchObject({
    id: first.body.id,
    status: 'cancelled',
  });
  expect((await ann.get(`/orders/by-key?account=${id}&key=k-2`)).body.error).toMatchObject({
    code: 'unknown_order',
    field: 'key',
  });
  expect((await ann.get(`/accounts/${id}/orders`)).body.items).toHaveLength(1);
});

test('many calls with one key at once place one order', async () => {
  const { place, ann, id } = await trader();
  const answers = await Promise.all(Array.from({ length: 20 }, () => place({ ...BUY, key: 'once' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 19 }, () => 200), 201]);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect((await ann.get(`/accounts/${id}`)).body.openOrders).toBe(1);
});

test('a key that belongs to something else is refused', async () => {
  const { place, ann, id } = await trader();
  await place({ ...BUY, key: 'order' });
  await ann.post(`/accounts/${id}/deposits`, { asset: 'rub', amount: '1', key: 'deposit' });
  const other = await place({ ...BUY, action: 'sell', price: '330', key: 'order' });
  expect(other).toMatchObject({ status: 409, body: { error: { code: 'duplicate_key', field: 'key' } } });
  expect((await place({ ...BUY, key: 'deposit' })).body.error).toMatchObject({ code: 'duplicate_key', field: 'key' });
});

test('a working order is moved, replaced and cancelled; a finished one is not', async () => {
  const { place, ann } = await trader();
  const { id } = (await place(BUY)).body;
  expect((await ann.call('PATCH', `/orders/${id}`, { price: '321' })).body).toMatchObject({
    id,
    price: '321',
    quantity: '100',
  });
  expect((await ann.call('PATCH', `/orders/${id}`, { quantity: '50' })).body).toMatchObject({
    id,
    price: '321',
    quantity: '50',
  });
  const replaced = await ann.post(`/orders/${id}/replace`, { quantity: '70', key: 'r' });
  expect(replaced).toMatchObject({
    status: 201,
    body: { price: '321', quantity: '70', status: 'working', repeated: false },
  });
  expect((await ann.get(`/orders/${id}`)).body).toMatchObject({ status: 'cancelled', reason: 'replaced' });
  const again = await ann.post(`/orders/${id}/replace`, { quantity: '70', key: 'r' });
  expect(again).toMatchObject({ status: 200, body: { id: replaced.body.id, repeated: true } });
  expect((await ann.call('DELETE', `/orders/${replaced.body.id}`)).body).toMatchObject({
    status: 'cancelled',
    reason: 'client',
  });
  for (const [method, path, body, code] of [
    ['DELETE', '', undefined, 'not_cancellable'],
    ['PATCH', '', { price: '322' }, 'not_movable'],
    ['POST', '/replace', { quantity: '70', price: '322' }, 'not_movable'],
  ] as const) {
    const refused = await ann.call(method, `/orders/${id}${path}`, body);
    expect(refused).toMatchObject({
      status: 409,
      body: { error: { code, message: `order ${id} has ended: it is cancelled` } },
    });
  }
});

test('a replacement that is refused says that the old order is gone', async () => {
  const { place, ann } = await trader('40000');
  const { id } = (await place(BUY)).body;
  const refused = await ann.post(`/orders/${id}/replace`, { quantity: '1000' });
  expect(refused).toMatchObject({ status: 422, body: { error: { code: 'insufficient_funds', field: 'quantity' } } });
  expect(refused.body.error.message).toBe(
    `not enough free money: needs margin of 64100 rub, the liquid portfolio is 39839.75 rub after costs; order ${id} has been cancelled`,
  );
});

test('all orders of an account, or of one instrument, are cancelled at once', async () => {
  const { place, ann, id, platform } = await trader();
  await platform.quote('GAZP', '119', '1000', '120', '1000');
  for (let i = 0; i < 3; i++) await place(BUY);
  await place({ instrument: 'GAZP', action: 'buy', type: 'limit', price: '110', quantity: '10' });
  expect((await ann.call('DELETE', `/accounts/${id}/orders?instrument=SBER`)).body).toEqual({
    account: id,
    openOrders: 1,
  });
  expect((await ann.call('DELETE', `/accounts/${id}/orders`)).body).toEqual({ account: id, openOrders: 0 });
});

test('a stop waits armed until its price has traded', async () => {
  const { place, ann, platform } = await trader();
  const { id, ...order } = (
    await place({
      instrument: 'SBER',
      action: 'buy',
      type: 'stopLimit',
      stopPrice: '324',
      price: '324.5',
      quantity: '10',
      validity: 'gtc',
    })
  ).body;
  expect(order).toMatchObject({
    status: 'armed',
    stopPrice: '324',
    price: '324.5',
    validity: 'gtc',
    expiresAt: '2026-12-19T21:00:00.000Z',
  });
  await platform.trade('SBER', '324', '10', 'buy');
  expect((await ann.get(`/orders/${id}`)).body).toMatchObject({ status: 'filled', averagePrice: '323.1' });
});

test('orders are listed newest first, by status and instrument, each once over all pages', async () => {
  const { place, ann, id, platform } = await trader();
  const ids: number[] = [];
  for (let i = 0; i < 10; i++) {
    platform.clock.market += 1;
    const { body } = await place(
      i % 2 === 0 ? BUY : { instrument: 'SBER', action: 'buy', type: 'market', quantity: '10' },
    );
    ids.unshift(body.id);
  }
  const seen: number[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: { items: Order[]; next: string | null } = (
      await ann.get(`/accounts/${id}/orders?limit=3${next === '' ? '' : `&cursor=${next}`}`)
    ).body;
    seen.push(...page.items.map((order) => order.id));
    if (seen.length === 3) await ann.call('DELETE', `/accounts/${id}/orders`);
    next = page.next;
  }
  expect(seen).toEqual(ids);
  const count = async (query: string): Promise<number> =>
    (await ann.get(`/accounts/${id}/orders?${query}`)).body.items.length;
  expect([
    await count('status=open'),
    await count('status=filled'),
    await count('status=cancelled'),
    await count('status=finished'),
  ]).toEqual([0, 5, 5, 10]);
  expect([await count('instrument=SBER'), await count('instrument=GAZP')]).toEqual([10, 0]);
  expect(await count('from=2026-11-20T09:00:00.008Z')).toBe(3);
});

test('the ledger tells every change and can be narrowed', async () => {
  const { place, ann, id } = await trader('100000');
  await place({ instrument: 'SBER', action: 'buy', type: 'market', quantity: '10' });
  const list = async (query: string) =>
    (await ann.get(`/accounts/${id}/ledger?${query}`)).body.items.map(
      (entry: { kind: string; asset: string; amount: string }) => [entry.kind, entry.asset, entry.amount],
    );
  expect(await list('')).toEqual([
    ['fee', 'rub', '-1.62'],
    ['units', 'SBER', '10'],
    ['trade', 'rub', '-3231'],
    ['deposit', 'rub', '100000'],
  ]);
  expect(await list('asset=SBER')).toEqual([['units', 'SBER', '10']]);
  expect(await list('kind=fee')).toEqual([['fee', 'rub', '-1.62']]);
});

test('a preview says what an order would cost and places nothing', async () => {
  const { id, ann } = await trader();
  const seen = await ann.post(`/accounts/${id}/orders/preview`, BUY);
  expect(seen).toMatchObject({
    status: 200,
    body: {
      instrument: 'SBER',
      waits: false,
      price: '320.5',
      value: '32050',
      valueAsset: 'rub',
      fee: '16.03',
      feeAsset: 'rub',
      margin: null,
      held: [{ asset: 'rub', amount: '32066.03' }],
    },
  });
  expect((await ann.get(`/accounts/${id}/orders`)).body.items).toEqual([]);
  const refused = await ann.post(`/accounts/${id}/orders/preview`, { ...BUY, quantity: '1000000' });
  expect(refused.body.error.code).toBe('insufficient_funds');
});
