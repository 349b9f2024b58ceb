import { expect, test } from 'vitest';
import { testPlatform } from './test-platform.ts';

const NONE = {
  rejectEvery: null,
  partialPercent: null,
  delayMs: null,
  unavailableEvery: null,
  disconnectEvery: null,
  orders: 0,
};

test('faults are set one by one, shown with the orders they have met, and act on orders', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const { id } = await ann.account('1000000', { fillPolicy: 'sandbox' });
  const path = `/accounts/${id}/faults`;
  expect((await ann.get(path)).body).toEqual(NONE);
  expect((await ann.call('PUT', path, { rejectEvery: 2 })).body).toEqual({ ...NONE, rejectEvery: 2 });
  expect((await ann.call('PUT', path, { partialPercent: 50 })).body).toEqual({
    ...NONE,
    rejectEvery: 2,
    partialPercent: 50,
  });
  const order = { instrument: 'SBER', action: 'buy', type: 'limit', price: '330', quantity: '20' };
  expect((await ann.post(`/accounts/${id}/orders`, order)).body).toMatchObject({ status: 'working', filled: '10' });
  expect((await ann.post(`/accounts/${id}/orders`, order)).body).toMatchObject({
    status: 'rejected',
    reason: 'venue',
    detail: 'rejected on demand: a fault of this sandbox account',
  });
  expect((await ann.get(path)).body.orders).toBe(2);
  expect((await ann.call('PUT', path, { rejectEvery: null, partialPercent: null })).body).toEqual(NONE);
});

test('faults that make no sense, of other accounts and of other persons are refused', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const sandbox = await ann.account('1000000', { fillPolicy: 'sandbox' });
  const book = await ann.account();
  for (const [body, field] of [
    [{}, null],
    [{ rejectEvery: 0 }, 'rejectEvery'],
    [{ partialPercent: 100 }, 'partialPercent'],
    [{ delayMs: 60_001 }, 'delayMs'],
    [{ unavailableEvery: 1 }, 'unavailableEvery'],
    [{ chance: 0.5 }, 'chance'],
  ] as const) {
    const { status, body: answer } = await ann.call('PUT', `/accounts/${sandbox.id}/faults`, body);
    expect([status, answer.error.field]).toEqual([400, field]);
  }
  expect((await ann.call('PUT', `/accounts/${book.id}/faults`, { delayMs: 5 })).body.error).toMatchObject({
    code: 'invalid_value',
    field: 'account',
  });
  const bob = await platform.signIn('bob');
  expect((await bob.get(`/accounts/${sandbox.id}/faults`)).status).toBe(404);
  expect((await bob.call('PUT', `/accounts/${sandbox.id}/faults`, { delayMs: 5 })).status).toBe(404);
});
