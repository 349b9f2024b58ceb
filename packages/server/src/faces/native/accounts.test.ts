import { expect, test } from 'vitest';
import type { LedgerEntry } from './api.ts';
import { testPlatform } from './test-platform.ts';

async function trader() {
  const platform = await testPlatform();
  return { platform, ann: await platform.signIn('ann') };
}

test('an account is opened, funded, changed and closed, and each answer shows it whole', async () => {
  const { ann } = await trader();
  const fees = { maker: '0.0005', taker: '0.001', decimals: 2, rounding: 'halfUp', mode: 'quote' };
  const opened = await ann.post('/accounts', { name: 'Broker', currency: 'rub', margin: true, fees });
  expect(opened).toMatchObject({
    status: 201,
    body: {
      id: 2_000_000_000,
      name: 'Broker',
      currency: 'rub',
      venue: 'paper',
      fillPolicy: 'book',
      margin: true,
      hedging: false,
      fees,
      closed: false,
      openedAt: '2026-11-20T09:00:00.000Z',
      closedAt: null,
      balances: [],
      equity: '0',
      unpriced: [],
      openPositions: 0,
      openOrders: 0,
    },
  });
  const { id } = opened.body;
  const deposit = await ann.post(`/accounts/${id}/deposits`, { asset: 'rub', amount: '99749.7299800001' });
  expect(deposit).toMatchObject({
    status: 201,
    body: { account: id, repeated: false, asset: 'rub', total: '99749.7299800001', available: '99749.7299800001' },
  });
  expect((await ann.post(`/accounts/${id}/withdrawals`, { asset: 'rub', amount: '0.0000000001' })).body.total).toBe(
    '99749.72998',
  );
  expect((await ann.call('PATCH', `/accounts/${id}`, { name: 'Old', margin: false })).body).toMatchObject({
    name: 'Old',
    margin: false,
    fees,
    equity: '99749.72998',
  });
  expect((await ann.call('DELETE', `/accounts/${id}`)).body).toMatchObject({
    closed: true,
    closedAt: '2026-11-20T09:00:00.000Z',
    balances: [],
  });
  expect((await ann.post(`/accounts/${id}/deposits`, { asset: 'rub', amount: '1' })).body.error).toMatchObject({
    code: 'account_closed',
  });
  const { items } = (await ann.get(`/accounts/${id}/ledger`)).body;
  expect(items.map(({ kind, amount }: LedgerEntry) => [kind, amount])).toEqual([
    ['closing', '-99749.72998'],
    ['withdrawal', '-0.0000000001'],
    ['deposit', '99749.7299800001'],
  ]);
});

test('accounts are listed page by page and nobody sees those of others', async () => {
  const { ann, platform } = await trader();
  const bob = await platform.signIn('bob');
  const ids: number[] = [];
  for (let i = 0; i < 5; i++) ids.push((await ann.account('0', { name: `Account ${i}` })).id);
  const own = await bob.account('0');
  const first = (await ann.get('/accounts?limit=3')).body;
  const second = (await ann.get(`/accounts?limit=3&cursor=${first.next}`)).body;
  expect([...first.items, ...second.items].map(({ id }: { id: number }) => id)).toEqual(ids);
  expect(second.next).toBeNull();
  expect((await bob.get('/accounts')).body.items.map(({ id }: { id: number }) => id)).toEqual([own.id]);
});

test('an account of somebody else answers exactly like one that does not exist', async () => {
  const { ann, platform } = await trader();
  const bob = await platform.signIn('bob');
  const { id } = await ann.account();
  const order = (
    await ann.post(`/accounts/${id}/orders`, {
      instrument: 'SBER',
      action: 'buy',
      type: 'limit',
      price: '300',
      quantity: '10',
      key: 'a',
    })
  ).body;
  const calls: [string, string, unknown?][] = [
    ['GET', '/accounts/ID'],
    ['PATCH', '/accounts/ID', { name: 'Mine' }],
    ['DELETE', '/accounts/ID'],
    ['GET', '/accounts/ID/positions'],
    ['GET', '/accounts/ID/orders'],
    ['GET', '/accounts/ID/fills'],
    ['GET', '/accounts/ID/ledger'],
    ['POST', '/accounts/ID/deposits', { asset: 'rub', amount: '1' }],
    ['POST', '/accounts/ID/withdrawals', { asset: 'rub', amount: '1' }],
    ['POST', '/accounts/ID/orders', { instrument: 'SBER', action: 'buy', type: 'market', quantity: '10' }],
    ['DELETE', '/accounts/ID/orders'],
    ['GET', '/orders/by-key?account=ID&key=a'],
  ];
  for (const [method, path, body] of calls) {
    for (const account of [id, 2_000_999_999, 2]) {
      const answer = await bob.call(method, path.replace('ID', String(account)), body);
      expect([path, answer.status, answer.body.error.code]).toEqual([path, 404, 'unknown_account']);
      expect(answer.body.error.message).toBe(`you have no account ${account}`);
    }
  }
  for (const [method, path, body] of [
    ['GET', '/orders/ID'],
    ['PATCH', '/orders/ID', { price: '301' }],
    ['DELETE', '/orders/ID'],
    ['POST', '/orders/ID/replace', { price: '301', quantity: '10' }],
  ] as const) {
    for (const number of [order.id, 999_999]) {
      const answer = await bob.call(method, path.replace('ID', String(number)), body);
      expect([path, answer.status, answer.body.error.message]).toEqual([path, 404, `you have no order ${number}`]);
    }
  }
  expect((await ann.get(`/orders/${order.id}`)).body).toMatchObject({ status: 'working', price: '300' });
});

test('a repeated transfer moves nothing again; a key of an order is refused', async () => {
  const { ann } = await trader();
  const { id } = await ann.account('100');
  const body = { asset: 'rub', amount: '50', key: 'salary' };
  const first = await ann.post(`/accounts/${id}/deposits`, body);
  const again = await ann.post(`/accounts/${id}/deposits`, body);
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual({ ...first.body, repeated: true });
  expect(again.body.total).toBe('150');
  await ann.post(`/accounts/${id}/orders`, {
    instrument: 'SBER',
    action: 'buy',
    type: 'limit',
    price: '1',
    quantity: '10',
    key: 'mine',
  });
  const mixed = await ann.post(`/accounts/${id}/deposits`, { asset: 'rub', amount: '50', key: 'mine' });
  expect(mixed).toMatchObject({ status: 409, body: { error: { code: 'duplicate_key', field: 'key' } } });
});

test('a position shows its average price and results, a balance what is held for it', async () => {
  const { ann, platform } = await trader();
  const { id } = await ann.account('100000');
  await ann.post(`/accounts/${id}/orders`, { instrument: 'SBER', action: 'buy', type: 'market', quantity: '20' });
  await platform.quote('SBER', '323.9', '1000', '324.1', '1000');
  await ann.post(`/accounts/${id}/orders`, { instrument: 'SBER', action: 'buy', type: 'market', quantity: '10' });
  await platform.trade('SBER', '325', '10');
  // 20 at 323.1 and 10 at 324.1: 9703 in all, 9703 / 30 = 323.43333…; at 325 they are worth 9750
  expect((await ann.get(`/accounts/${id}/positions`)).body).toEqual({
    items: [
      {
        instrument: 'SBER',
        leg: 0,
        quantity: '30',
        averagePrice: '323.43333333',
        price: '325',
        unrealised: '47',
        realised: '0',
        margin: '0',
        currency: 'rub',
        openedAt: '2026-11-20T09:00:00.000Z',
      },
    ],
    next: null,
  });
  // fees 0.05 %: 3.231 → 3.23 and 1.6205 → 1.62; 100000 - 9703 - 4.85
  const account = (await ann.get(`/accounts/${id}`)).body;
  expect(account.balances).toEqual([
    { asset: 'SBER', total: '30', held: '0', margin: '0', available: '30' },
    { asset: 'rub', total: '90292.15', held: '0', margin: '0', available: '90292.15' },
  ]);
  expect(account).toMatchObject({ equity: '100042.15', openPositions: 1, openOrders: 0 });
});

test('positions come page by page', async () => {
  const { ann, platform } = await trader();
  const { id } = await ann.account('10000000');
  for (const symbol of ['GAZP', 'LKOH', 'SBER']) {
    await platform.quote(symbol, '119', '1000', '120', '1000');
    await ann.post(`/accounts/${id}/orders`, { instrument: symbol, action: 'buy', type: 'market', quantity: '10' });
  }
  const symbols: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: { items: { instrument: string }[]; next: string | null } = (
      await ann.get(`/accounts/${id}/positions?limit=1${next === '' ? '' : `&cursor=${next}`}`)
    ).body;
    symbols.push(...page.items.map(({ instrument }) => instrument));
    next = page.next;
  }
  expect(symbols.sort()).toEqual(['GAZP', 'LKOH', 'SBER']);
});

test('an account tells its margin and the largest order it could afford; close-out is a setting', async () => {
  const { ann } = await trader();
  const opened = await ann.post('/accounts', { name: 'Broker', currency: 'rub', margin: true, closeOut: false });
  expect(opened.body.closeOut).toBe(false);
  const { id } = opened.body;
  expect((await ann.call('PATCH', `/accounts/${id}`, { closeOut: true })).body.closeOut).toBe(true);
  await ann.post(`/accounts/${id}/deposits`, { asset: 'rub', amount: '10000', key: 'money' });
  const figures = (await ann.get(`/accounts/${id}/margin`)).body;
  expect(figures).toEqual({
    currency: 'rub',
    liquid: '10000',
    starting: '0',
    minimal: '0',
    corrected: '0',
    futures: '0',
    level: '2',
    missing: '-10000',
    closeOut: true,
    priced: true,
    items: [],
  });
  const { marginLong } = (await ann.get('/instruments/SBER')).body;
  const largest = (await ann.get(`/accounts/${id}/max-order?instrument=SBER&action=buy&price=100`)).body;
  // a lot of 10 at 100, fees of 0.1 % on top
  const lots = Math.floor(10_000 / (1_000 * Number(marginLong) + 1));
  expect(largest).toEqual({
    instrument: 'SBER',
    side: 'buy',
    own: '90',
    margin: `${lots}0`,
    lots: { own: '9', margin: `${lots}` },
  });
  await ann.post(`/accounts/${id}/orders`, {
    instrument: 'SBER',
    action: 'buy',
    type: 'limit',
    price: '100',
    quantity: largest.margin,
  });
  const { liquid, corrected } = (await ann.get(`/accounts/${id}/margin`)).body;
  expect([liquid, Number(corrected) > 9_500, Number(corrected) <= 10_000]).toEqual(['10000', true, true]);
  const foreign = await ann.get('/accounts/2000000999/margin');
  expect(foreign.status).toBe(404);
});

test('the key of an account is told to its owner alone, and is always the same', async () => {
  const { platform, ann } = await trader();
  const { id } = (await ann.post('/accounts', { name: 'Robot', currency: 'usd', margin: true })).body;
  const { status, body } = await ann.get(`/accounts/${id}/follow-key`);
  expect([status, body]).toEqual([200, { server: 'outcry', key: platform.identity.business.followKeyOf(id) }]);
  expect(body.key).toMatch(new RegExp(`^${id}-[0-9a-f]{20}$`));
  expect(platform.identity.business.accountOfFollowKey(body.key)).toBe(id);
  expect(platform.identity.business.accountOfFollowKey(platform.identity.business.linkOf(id))).toBeUndefined();
  const bob = await platform.signIn('bob');
  expect((await bob.get(`/accounts/${id}/follow-key`)).status).toBe(404);
});
