import { expect, test } from 'vitest';
import { testPlatform } from './test-platform.ts';

const SELL = { instrument: 'SBER', action: 'sell', quantity: '10', validity: 'gtc' } as const;

async function trader() {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const { id } = await ann.account('1000000');
  await ann.post(`/accounts/${id}/deposits`, { asset: 'SBER', amount: '1000' });
  await platform.trade('SBER', '323', '10', 'buy');
  return {
    platform,
    ann,
    id,
    place: (order: object) => ann.post(`/accounts/${id}/orders`, { ...SELL, ...order }),
    show: async (order: number) => (await ann.get(`/orders/${order}`)).body,
  };
}

test('a trailing order shows what it waits for at every moment, and how it was asked for once it has ended', async () => {
  const { platform, place, show } = await trader();
  const placed = await place({ type: 'trailing', stopPrice: '330', trigger: { trail: '1%' } });
  expect(placed).toMatchObject({
    status: 201,
    body: {
      status: 'armed',
      type: 'trailing',
      price: null,
      stopPrice: '330',
      trigger: { by: 'last', trail: '1%', offset: null, level: '330', mark: null },
    },
  });
  const { id } = placed.body;
  await platform.trade('SBER', '331', '10', 'buy');
  expect((await show(id)).trigger).toEqual({ by: 'last', trail: '1%', offset: null, level: '327.69', mark: '331' });
  await platform.trade('SBER', '335.5', '10', 'buy');
  expect((await show(id)).trigger).toMatchObject({ level: '332.14', mark: '335.5' });
  await platform.trade('SBER', '332.14', '10', 'sell');
  expect(await show(id)).toMatchObject({
    status: 'filled',
    stopPrice: '330',
    trigger: { by: 'last', trail: '1%', offset: null, level: null, mark: null },
  });
});

test('a trailing limit order goes out with the price that fires it, worse by its offset', async () => {
  const { platform, place, show } = await trader();
  const { body } = await place({ type: 'trailingLimit', trigger: { trail: '2.5', offset: '0.5%' } });
  expect(body).toMatchObject({ price: null, stopPrice: null, trigger: { level: '320.5', mark: '323' } });
  await platform.quote('SBER', '300', '100', '330', '100');
  await platform.trade('SBER', '320.4', '10', 'sell');
  // 0.5 % of 320.4 are 1.602, in whole steps 1.61
  expect(await show(body.id)).toMatchObject({ status: 'working', price: '318.79', trigger: { level: null } });
});

test('a take profit by bid goes out when that much is bid', async () => {
  const { platform, place, show } = await trader();
  const { body } = await place({ type: 'takeProfitLimit', stopPrice: '326', price: '325.5', trigger: { by: 'bid' } });
  await platform.trade('SBER', '327', '10', 'buy');
  expect(await show(body.id)).toMatchObject({ status: 'armed', trigger: { by: 'bid', trail: null, level: '326' } });
  await platform.quote('SBER', '326', '100', '326.1', '100');
  expect(await show(body.id)).toMatchObject({ status: 'filled', averagePrice: '326' });
});

test('an order that waits is moved; replacing keeps what it waits for', async () => {
  const { ann, place } = await trader();
  const { body } = await place({ type: 'stopLimit', stopPrice: '310', price: '309' });
  const moved = await ann.call('PATCH', `/orders/${body.id}`, { stopPrice: '312', price: '311', quantity: '20' });
  expect(moved).toMatchObject({
    status: 200,
    body: { id: body.id, status: 'armed', stopPrice: '312', price: '311', quantity: '20', trigger: { level: '312' } },
  });
  const trailing = await place({
    type: 'trailingLimit',
    stopPrice: '340',
    trigger: { by: 'ask', trail: '1.25', offset: '0' },
  });
  const replaced = await ann.post(`/orders/${trailing.body.id}/replace`, { quantity: '30' });
  expect(replaced).toMatchObject({
    status: 201,
    body: {
      type: 'trailingLimit',
      status: 'armed',
      quantity: '30',
      stopPrice: '340',
      trigger: { by: 'ask', trail: '1.25', offset: '0', level: '340', mark: null },
    },
  });
});

test('a key is that of the order with the same trigger', async () => {
  const { place } = await trader();
  const order = { type: 'trailing', trigger: { trail: '1%' }, key: 'k' };
  expect((await place(order)).status).toBe(201);
  expect(await place({ ...order, trigger: { by: 'last', trail: '1.00%' } })).toMatchObject({
    status: 200,
    body: { repeated: true },
  });
  expect(await place({ ...order, trigger: { trail: '2%' } })).toMatchObject({
    status: 409,
    body: { error: { code: 'duplicate_key' } },
  });
});

test.each([
  ['no distance', {}, 'invalid_value', 'trigger.trail'],
  ['a distance that is no number', { trigger: { trail: 'far' } }, 'invalid_request', 'trigger.trail'],
  ['a distance as a number', { trigger: { trail: 1 } }, 'invalid_request', 'trigger.trail'],
  ['a distance below zero', { trigger: { trail: '-1' } }, 'invalid_request', 'trigger.trail'],
  ['a distance of zero', { trigger: { trail: '0' } }, 'invalid_value', 'trigger.trail.distance'],
  ['part of a step', { trigger: { trail: '0.001' } }, 'invalid_request', 'trigger.trail'],
  ['part of a millionth', { trigger: { trail: '0.00001%' } }, 'invalid_request', 'trigger.trail'],
  ['more than all', { trigger: { trail: '101%' } }, 'invalid_request', 'trigger.trail'],
  ['an offset without a limit', { trigger: { trail: '1', offset: '1' } }, 'invalid_value', 'trigger.offset'],
  ['another price', { trigger: { trail: '1', by: 'middle' } }, 'invalid_request', 'trigger.by'],
  ['an unknown field', { trigger: { trail: '1', step: '1' } }, 'invalid_request', 'trigger.step'],
  ['no object', { trigger: '1%' }, 'invalid_request', 'trigger'],
  ['a trigger of a market order', { type: 'market', trigger: { by: 'bid' } }, 'invalid_value', 'trigger'],
])('a trailing order with %s is refused', async (_, order, code, field) => {
  const { place } = await trader();
  expect(await place({ type: 'trailing', ...order })).toMatchObject({ status: 400, body: { error: { code, field } } });
});
