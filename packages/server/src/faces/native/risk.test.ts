import { expect, test } from 'vitest';
import { TestClient } from './test-client.ts';
import { testPlatform } from './test-platform.ts';

const LIMIT_ORDER = { instrument: 'SBER', action: 'buy', type: 'limit', price: '300', quantity: '10' };
const MARKET_ORDER = { instrument: 'SBER', action: 'buy', type: 'market', quantity: '10' };

async function trader() {
  const platform = await testPlatform();
  return { platform, ann: await platform.signIn('ann') };
}

test('limits are set one by one, shown with the account and hold orders back with both figures', async () => {
  const { ann, platform } = await trader();
  const { id } = await ann.account();
  const none = { maxOrderValue: null, maxPositionValue: null, maxOrdersPerMinute: null, maxDailyLoss: null };
  expect((await ann.get(`/accounts/${id}/limits`)).body).toEqual({ ...none, currency: 'rub', resultOfDay: null });
  const path = `/accounts/${id}/limits`;
  expect((await ann.call('PUT', path, { maxOrderValue: '3000', maxDailyLoss: '100.5' })).body).toEqual({
    ...none,
    maxOrderValue: '3000',
    maxDailyLoss: '100.5',
    currency: 'rub',
    resultOfDay: '0',
  });
  expect((await ann.post(`/accounts/${id}/orders`, { ...LIMIT_ORDER, price: '300.1' })).body.error).toMatchObject({
    code: 'order_value_limit',
    message: 'the order is worth more than the owner allows one order: maxOrderValue is 3000 rub, 3001 rub ordered',
    field: 'quantity',
  });
  await ann.call('PUT', path, { maxOrderValue: null, maxOrdersPerMinute: 2 });
  expect((await ann.get(`/accounts/${id}`)).body.limits).toEqual({
    ...none,
    maxOrdersPerMinute: 2,
    maxDailyLoss: '100.5',
  });
  await ann.post(`/accounts/${id}/orders`, MARKET_ORDER);
  await platform.quote('SBER', '310', '1000', '311', '1000');
  await platform.trade('SBER', '310', '10');
  // 10 × (310 - 323.1) - 1.62 rub fee
  expect((await ann.get(path)).body.resultOfDay).toBe('-132.62');
  expect(await ann.post(`/accounts/${id}/orders`, LIMIT_ORDER)).toMatchObject({
    status: 422,
    body: { error: { code: 'daily_loss_limit' } },
  });
  await ann.call('PUT', path, { maxDailyLoss: null });
  expect((await ann.post(`/accounts/${id}/orders`, LIMIT_ORDER)).status).toBe(201);
  expect(await ann.post(`/accounts/${id}/orders`, LIMIT_ORDER)).toMatchObject({
    status: 429,
    body: { error: { code: 'order_rate_limit' } },
  });
});

test('limits that make no sense are refused by field', async () => {
  const { ann } = await trader();
  const { id } = await ann.account();
  for (const [body, code, field] of [
    [{}, 'invalid_request', null],
    [{ maxOrders: 1 }, 'invalid_request', 'maxOrders'],
    [{ maxOrderValue: 100 }, 'invalid_request', 'maxOrderValue'],
    [{ maxOrderValue: 'much' }, 'invalid_request', 'maxOrderValue'],
    [{ maxOrderValue: '0.00000000001' }, 'invalid_request', 'maxOrderValue'],
    [{ maxOrderValue: '0' }, 'invalid_value', 'limits.maxOrderValue'],
    [{ maxOrdersPerMinute: 0 }, 'invalid_value', 'limits.maxOrdersPerMinute'],
  ] as const) {
    const { error } = (await ann.call('PUT', `/accounts/${id}/limits`, body)).body;
    expect([body, error.code, field === null ? null : error.field]).toEqual([body, code, field]);
  }
});

test('killing an account cancels its orders, refuses new ones, and resuming ends it', async () => {
  const { ann } = await trader();
  const { id } = await ann.account();
  const order = (await ann.post(`/accounts/${id}/orders`, LIMIT_ORDER)).body;
  const killed = await ann.post(`/accounts/${id}/kill`, { note: 'enough' });
  expect(killed).toMatchObject({
    status: 200,
    body: { id, openOrders: 0, killed: { at: '2026-11-20T09:00:00.000Z', note: 'enough' }, closing: null },
  });
  expect((await ann.get(`/orders/${order.id}`)).body).toMatchObject({ status: 'cancelled', reason: 'killed' });
  expect(await ann.post(`/accounts/${id}/orders`, LIMIT_ORDER)).toMatchObject({
    status: 409,
    body: { error: { code: 'trading_stopped', field: 'account' } },
  });
  expect((await ann.post(`/accounts/${id}/deposits`, { asset: 'rub', amount: '1' })).status).toBe(201);
  expect((await ann.call('POST', `/accounts/${id}/resume`)).body).toMatchObject({ killed: null });
  expect((await ann.post(`/accounts/${id}/orders`, LIMIT_ORDER)).status).toBe(201);
});

test('with flatten positions are closed; a call without a body stops and closes nothing', async () => {
  const { ann } = await trader();
  const { id } = await ann.account();
  await ann.post(`/accounts/${id}/orders`, MARKET_ORDER);
  expect((await ann.call('POST', `/accounts/${id}/kill`)).body).toMatchObject({
    openPositions: 1,
    killed: { note: null },
    closing: null,
  });
  expect((await ann.post(`/accounts/${id}/kill`, { flatten: true })).body).toMatchObject({
    openPositions: 0,
    closing: null,
  });
  const { items } = (await ann.get(`/accounts/${id}/orders?status=finished`)).body;
  expect(items[0]).toMatchObject({ action: 'sell', quantity: '10', status: 'filled', origin: 'risk:flatten' });
});

test('one call stops all own accounts, and nobody else’s', async () => {
  const { ann, platform } = await trader();
  const bob = await platform.signIn('bob');
  const [first, second, his] = [await ann.account(), await ann.account(), await bob.account()];
  for (const { id } of [first, second]) await ann.post(`/accounts/${id}/orders`, LIMIT_ORDER);
  await bob.post(`/accounts/${his.id}/orders`, LIMIT_ORDER);
  const names = { openOrders: 0, openPositions: 0, name: 'Test' };
  expect((await ann.call('POST', '/kill')).body).toEqual({
    accounts: [first, second].map(({ id }) => ({ account: id, ...names })),
  });
  expect((await bob.get(`/accounts/${his.id}`)).body).toMatchObject({ killed: null, openOrders: 1 });
  expect((await bob.call('POST', `/accounts/${first.id}/resume`)).status).toBe(404);
  await ann.call('POST', '/resume');
  expect((await ann.get(`/accounts/${second.id}`)).body.killed).toBeNull();
  const nobody = await platform.signIn('carl');
  expect(await nobody.call('POST', '/kill')).toMatchObject({ status: 200, body: { accounts: [] } });
});

test('a trading key may stop, but neither resume nor lift a limit', async () => {
  const { ann, platform } = await trader();
  const { id } = await ann.account();
  const rights = ['accounts:read', 'orders:write', 'orders:read'];
  const { secret } = (await ann.post('/keys', { name: 'robot', rights })).body;
  const robot = new TestClient(platform.url);
  robot.token = secret;
  expect((await robot.call('POST', `/accounts/${id}/kill`)).status).toBe(200);
  expect((await robot.get(`/accounts/${id}/limits`)).status).toBe(200);
  for (const [method, path, body] of [
    ['POST', `/accounts/${id}/resume`, undefined],
    ['POST', '/resume', undefined],
    ['PUT', `/accounts/${id}/limits`, { maxOrderValue: null }],
  ] as const) {
    expect(await robot.call(method, path, body)).toMatchObject({
      status: 403,
      body: { error: { code: 'missing_right', message: 'this needs the right risk:write' } },
    });
  }
  const made = await ann.post('/keys', { name: 'robot', rights: ['risk:write'] });
  expect(made.status).toBe(400);
});

test('the stream tells of limits, stops and resumption', async () => {
  const { ann } = await trader();
  const { id } = await ann.account();
  const stream = await ann.signedInStream();
  await stream.ask({ id: 1, op: 'subscribe', channel: 'risk', account: id });
  const snapshot = await stream.next(({ type }) => type === 'snapshot');
  expect(snapshot).toMatchObject({ channel: 'risk', account: id, data: { killed: null, closing: null } });
  await ann.call('PUT', `/accounts/${id}/limits`, { maxOrderValue: '10' });
  expect((await stream.next(({ type }) => type === 'update')).data.limits.maxOrderValue).toBe('10');
  await ann.post(`/accounts/${id}/kill`, { note: 'why' });
  expect((await stream.next(({ type }) => type === 'update')).data.killed).toMatchObject({ note: 'why' });
  await ann.call('POST', `/accounts/${id}/resume`);
  expect((await stream.next(({ type }) => type === 'update')).data.killed).toBeNull();
});
