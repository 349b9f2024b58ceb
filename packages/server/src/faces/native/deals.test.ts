import { expect, test } from 'vitest';
import type { Deal } from './api.ts';
import { botPlatform, dealOf, makeBot, market, startDeal, timelineOf, usdtAccount } from './test-bots.ts';

test('a whole deal: its figures while it runs, its result to the last digit, its timeline entry by entry', async () => {
  const { platform, ann, account } = await botPlatform();
  const bot = await makeBot(ann, account);
  const started = await startDeal(ann, bot.id);
  expect(started).toMatchObject({
    bot: bot.id,
    botName: 'Test bot',
    account,
    instrument: 'USDT_BTC',
    base: 'BTC',
    quote: 'USDT',
    strategy: 'long',
    status: 'bought',
    active: true,
    cancellable: true,
    panicSellable: true,
    startedBy: 'manual',
    baseAverage: '50050',
    profit: null,
    closedAt: null,
    figures: { takeProfits: [{ step: 0, price: '50851.61', quantity: '0.002' }], restingSafetyOrders: 1 },
  });
  await market(platform, '49040', '49049');
  await market(platform, '48500', '49050');
  expect(await dealOf(ann, started.id)).toMatchObject({
    safetyDone: 1,
    bought: { amount: '0.00404', volume: '200.26001996' },
    figures: { price: '48500', actualProfit: '-4.51595996', actualProfitPercent: '-2.16' },
  });
  await market(platform, '50363.22', '50370');
  const ended = await dealOf(ann, started.id);
  expect(ended).toMatchObject({
    status: 'completed',
    active: false,
    cancellable: false,
    panicSellable: false,
    profit: '3.00392143',
    profitUsd: '3.00392143',
    figures: null,
  });
  expect(await timelineOf(ann, started.id)).toEqual([
    'opened',
    'placed base 0 buy 50000 0.002',
    'filled base 0 50000 0.002 100 fee 0.1',
    'moved basePlaced',
    'bought 50050',
    'placed takeProfit 0 sell 50851.61 0.002',
    'placed safety 1 buy 49049 0.00204',
    'filled safety 1 49049 0.00204 100.05996 fee 0.10005996',
    'ended takeProfit 0 cancelled withdrawn',
    'placed takeProfit 0 sell 50363.22 0.00404',
    'placed safety 2 buy 47547.5 0.00421',
    'filled takeProfit 0 50363.22 0.00404 203.4674088 fee 0.2034674088',
    'ended safety 2 cancelled withdrawn',
    'closed completed 3.00392143',
  ]);
  const orders = (await ann.get(`/deals/${started.id}/orders`)).body.items;
  expect(
    orders.map(({ role, step, order }: { role: string; step: number; order: { status: string } }) => [
      role,
      step,
      order.status,
    ]),
  ).toEqual([
    ['safety', 2, 'cancelled'],
    ['takeProfit', 0, 'filled'],
    ['safety', 1, 'filled'],
    ['takeProfit', 0, 'cancelled'],
    ['base', 0, 'filled'],
  ]);
});

test('a timeline comes page by page, and tells what an order is for that was placed on a page before', async () => {
  const { platform, ann, account } = await botPlatform();
  const { id } = await startDeal(ann, (await makeBot(ann, account)).id);
  await market(platform, '50851.61', '50860');
  const whole = (await ann.get(`/deals/${id}/timeline`)).body.items;
  const pieces: unknown[] = [];
  let cursor = '';
  do {
    const { body } = await ann.get(`/deals/${id}/timeline?limit=2${cursor}`);
    pieces.push(...body.items);
    cursor = body.next === null ? '' : `&cursor=${body.next}`;
  } while (cursor !== '');
  expect(pieces).toEqual(whole);
  expect(whole.length).toBeGreaterThan(6);
});

test('a running deal is steered: settings, note, added orders, cancelling and selling', async () => {
  const { platform, ann, account } = await botPlatform();
  const bot = await makeBot(ann, account, { maxSafetyOrders: 0, activeSafetyOrders: 0 });
  const { id } = await startDeal(ann, bot.id);
  const edited = await ann.call('PATCH', `/deals/${id}`, { settings: { takeProfit: '3' } });
  expect(edited.body).toMatchObject({
    settings: { takeProfit: '3' },
    figures: { takeProfits: [{ price: '51603.11', quantity: '0.002' }] },
  });
  expect((await ann.get(`/bots/${bot.id}`)).body.settings.takeProfit).toBe('1.5');
  expect((await ann.call('PUT', `/deals/${id}/note`, { note: 'mine' })).body.note).toBe('mine');
  const added = await ann.post(`/deals/${id}/funds`, { quantity: '0.001', price: '49000' });
  expect(added.body.figures).toMatchObject({ restingAddedOrders: 1 });
  const [order] = (await ann.get(`/deals/${id}/orders?limit=1`)).body.items;
  expect(order).toMatchObject({ role: 'added', order: { price: '49000', quantity: '0.001' } });
  expect((await ann.call('DELETE', `/deals/${id}/funds/${order.order.id}`)).body.figures.restingAddedOrders).toBe(0);
  expect((await ann.post(`/deals/${id}/funds`, { quantity: '0.001' })).body).toMatchObject({
    addedDone: 1,
    bought: { amount: '0.003' },
  });
  await market(platform, '50000', '50010');
  const sold = await ann.call('POST', `/deals/${id}/panic-sell`);
  expect(sold.body).toMatchObject({ status: 'panicSold', note: 'mine', sold: { amount: '0.003' } });
  const late = await ann.call('POST', `/deals/${id}/cancel`);
  expect([late.status, late.body.error.code, late.body.error.field]).toEqual([409, 'not_allowed_now', 'deal']);
});

test('one of several take profits is sold by hand; a deal is cancelled and keeps its coins', async () => {
  const { ann, account } = await botPlatform();
  const steps = [
    { profit: '1', share: '50' },
    { profit: '5', share: '50' },
  ];
  const bot = await makeBot(ann, account, { takeProfit: '0', takeProfitSteps: steps, baseVolume: '1000' });
  const { id } = await startDeal(ann, bot.id);
  expect((await ann.call('POST', `/deals/${id}/steps/1/sell`)).body).toMatchObject({ stepsDone: [1], active: true });
  expect((await ann.call('POST', `/deals/${id}/cancel`)).status).toBe(200);
  expect((await ann.get(`/accounts/${account}`)).body.openOrders).toBe(0);
});

/** Ids of a list, page by page. */
async function listed(
  ann: { get(path: string): Promise<{ body: { items: Deal[]; next: string | null } }> },
  query: string,
) {
  const ids: number[] = [];
  let cursor = '';
  do {
    const { body } = await ann.get(`/deals?limit=2&${query}${cursor}`);
    ids.push(...body.items.map(({ id }) => id));
    cursor = body.next === null ? '' : `&cursor=${body.next}`;
  } while (cursor !== '');
  return ids;
}

test('running and ended deals stand in one list, in any order, page by page', async () => {
  const { platform, ann, account } = await botPlatform();
  const plain = { maxSafetyOrders: 0, activeSafetyOrders: 0 };
  const deals: number[] = [];
  for (const takeProfit of ['1', '2', '3', '50', '60']) {
    platform.clock.market += 1_000;
    const bot = await makeBot(ann, account, { ...plain, takeProfit });
    deals.push((await startDeal(ann, bot.id)).id);
  }
  platform.clock.market += 1_000;
  await market(platform, '52000', '52010');
  const [a, b, c, d, e] = deals as [number, number, number, number, number];
  expect(await listed(ann, '')).toEqual([e, d, c, b, a]);
  expect(await listed(ann, 'direction=asc')).toEqual([a, b, c, d, e]);
  expect(await listed(ann, 'status=active')).toEqual([e, d]);
  expect(await listed(ann, 'status=completed')).toEqual([c, b, a]);
  expect(await listed(ann, 'status=stopLossFinished')).toEqual([]);
  // a deal that runs counts with what it would bring now: more than the others have brought
  expect(await listed(ann, 'order=profit&direction=asc')).toEqual([a, b, c, d, e]);
  expect((await listed(ann, 'order=closed')).slice(0, 2)).toEqual([e, d]);
  expect(await listed(ann, `account=${account}&base=BTC&quote=USDT&instrument=USDT_BTC`)).toEqual([e, d, c, b, a]);
  expect(await listed(ann, 'base=ETH')).toEqual([]);
  const from = new Date(platform.clock.market - 2_000).toISOString();
  expect(await listed(ann, `from=${from}`)).toEqual([e, d]);
  expect(await listed(ann, `to=${from}`)).toEqual([c, b, a]);
});

test('deals of others are unknown, and what makes no sense is refused by field', async () => {
  const { platform, ann, account } = await botPlatform();
  const { id, bot } = await startDeal(ann, (await makeBot(ann, account)).id);
  const bob = await platform.signIn('bob');
  for (const [method, path] of [
    ['GET', `/deals/${id}`],
    ['GET', `/deals/${id}/timeline`],
    ['POST', `/deals/${id}/panic-sell`],
    ['GET', `/bots/${bot}`],
    ['POST', `/bots/${bot}/panic-sell`],
    ['DELETE', `/bots/${bot}`],
    ['GET', `/bots/${bot}/webhook`],
    ['GET', `/bots/stats?bot=${bot}`],
    ['GET', `/deals?account=${account}`],
  ] as const) {
    expect([path, (await bob.call(method, path)).status]).toEqual([path, 404]);
  }
  await usdtAccount(bob);
  expect((await bob.get('/deals')).body).toEqual({ items: [], next: null });
  expect((await bob.get(`/deals?bot=${bot}`)).body.items).toEqual([]);
  for (const [method, path, body, code, field] of [
    ['GET', '/deals?status=odd', undefined, 'invalid_request', 'status'],
    ['GET', '/deals?cursor=odd', undefined, 'invalid_request', 'cursor'],
    ['GET', '/deals?quote=NONE', undefined, 'unknown_asset', 'quote'],
    ['PATCH', `/deals/${id}`, { settings: { name: 'x' } }, 'invalid_request', 'settings.name'],
    ['PATCH', `/deals/${id}`, { settings: { takeProfit: '-1' } }, 'invalid_value', 'settings.takeProfit'],
    ['POST', `/deals/${id}/funds`, { quantity: 1 }, 'invalid_request', 'quantity'],
    ['POST', `/deals/${id}/steps/0/sell`, undefined, 'invalid_value', 'step'],
  ] as const) {
    const answer = await ann.call(method, path, body);
    expect([path, answer.body.error?.code, answer.body.error?.field]).toEqual([path, code, field]);
  }
});
