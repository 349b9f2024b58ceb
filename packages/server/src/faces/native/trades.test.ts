import { expect, test } from 'vitest';
import type { SmartTradeOrder } from './api.ts';
import { botPlatform, makeBot, market, startDeal } from './test-bots.ts';
import type { TestClient } from './test-client.ts';
import { D18, openTrade, tradeOf, tradeTimelineOf } from './test-trades.ts';

test('a whole smart trade sold in steps: figures while it runs, its result to the last digit, its timeline', async () => {
  const { platform, ann, account } = await botPlatform();
  const opened = await openTrade(ann, account);
  expect(opened).toMatchObject({
    account,
    instrument: 'USDT_BTC',
    base: 'BTC',
    quote: 'USDT',
    kind: 'smartTrade',
    conditional: false,
    status: 'holding',
    active: true,
    allows: { edit: true, cancel: true, panicSell: true, forceStart: false, changeFunds: true },
    settings: {
      side: 'long',
      entry: { type: 'limit', price: '50000', by: 'ask', limitPrice: null, trailing: null },
      averagePrice: null,
      takeProfits: [
        { position: 1, share: '40', price: '51000', percent: null, by: 'bid', order: 'market' },
        {},
        {},
        {},
      ],
      stopLoss: { price: '47500', trails: false, timeout: 0 },
    },
    deal: null,
    closedAt: null,
    entered: { amount: '0.01237', volume: '619.1185', average: '50050' },
    exited: { amount: '0', average: null },
    entryPrice: '50000',
    steps: [
      { amount: '0.00494', allows: { panicSell: true, cancel: true } },
      { amount: '0.00371' },
      { amount: '0.00247' },
      { amount: '0.00125' },
    ],
    stopLossPrice: '47500',
    profit: null,
    figures: { bid: '49990', ask: '50000', left: '0.01237', stopLevel: '47500', orders: [] },
  });
  for (const bid of ['51000', '52000', '53000', '55000']) await market(platform, bid, '56000');
  const ended = await tradeOf(ann, opened.id);
  expect(ended).toMatchObject({
    status: 'takeProfitFinished',
    active: false,
    allows: { edit: false, cancel: false, panicSell: false, forceStart: false, changeFunds: false },
    profit: '24.75698',
    profitPercent: '4.00',
    profitUsd: '24.75698',
    figures: null,
  });
  expect(ended.exited.average).toMatch(/^52051\.372675828/);
  expect(ended.steps[0]?.allows).toEqual({ panicSell: false, cancel: false });
  expect(ended.steps.map(({ status, sold }) => [status, sold.volume])).toEqual([
    ['done', '251.68806'],
    ['done', '192.72708'],
    ['done', '130.77909'],
    ['done', '68.68125'],
  ]);
  expect(await tradeTimelineOf(ann, opened.id)).toEqual([
    'opened',
    'placed entry 0 buy 50000 0.01237',
    'filled entry 0 50000 0.01237 618.5 fee 0.6185',
    'held 1: 0.00494, 2: 0.00371, 3: 0.00247, 4: 0.00125',
    'placed step 1 sell market 0.00494',
    'filled step 1 51000 0.00494 251.94 fee 0.25194',
    'placed step 2 sell market 0.00371',
    'filled step 2 52000 0.00371 192.92 fee 0.19292',
    'placed step 3 sell market 0.00247',
    'filled step 3 53000 0.00247 130.91 fee 0.13091',
    'placed step 4 sell market 0.00125',
    'filled step 4 55000 0.00125 68.75 fee 0.06875',
    'closed takeProfitFinished 24.75698',
  ]);
  const orders: SmartTradeOrder[] = (await ann.get(`/smart-trades/${opened.id}/orders`)).body.items;
  expect(orders.map(({ role, step, order }) => [role, step, order.status])).toEqual([
    ['step', 4, 'filled'],
    ['step', 3, 'filled'],
    ['step', 2, 'filled'],
    ['step', 1, 'filled'],
    ['entry', 0, 'filled'],
  ]);
});

test('one step is sold by hand, the stop loss sells what is left', async () => {
  const { platform, ann, account } = await botPlatform();
  const { id } = await openTrade(ann, account);
  await market(platform, '51000', '51010');
  await market(platform, '50500', '50510');
  const sold = await ann.call('POST', `/smart-trades/${id}/steps/2/panic-sell`);
  expect(sold.body.steps[1]).toMatchObject({ status: 'panicSold', panic: true, sold: { volume: '187.167645' } });
  await market(platform, '47480', '47490');
  const ended = await tradeOf(ann, id);
  expect(ended).toMatchObject({
    status: 'stopLossFinished',
    profit: '-3.8138206',
    profitPercent: '-0.62',
    exited: { volume: '615.3046794' },
  });
  expect(ended.exited.average).toMatch(/^49741\.68790622/);
  expect(ended.steps.map(({ status }) => status)).toEqual(['done', 'panicSold', 'skipped', 'skipped']);
});

test('a running trade is steered: settings, note, more and less of it, selling everything', async () => {
  const { platform, ann, account } = await botPlatform();
  const { id } = await openTrade(ann, account, { takeProfits: [{ share: '100', price: '60000' }] });
  const edited = await ann.call('PATCH', `/smart-trades/${id}`, { settings: { stopLoss: { percent: '-3' } } });
  expect(edited.body).toMatchObject({
    stopLossPrice: '48500',
    settings: { stopLoss: { percent: '-3', price: null }, takeProfits: [{ price: '60000' }] },
  });
  expect((await ann.call('PUT', `/smart-trades/${id}/note`, { note: 'mine' })).body.note).toBe('mine');
  const added = await ann.post(`/smart-trades/${id}/funds`, { quantity: '0.001', price: '49000' });
  expect(added.body.figures.orders).toMatchObject([{ role: 'added', step: 0 }]);
  const [{ order }] = added.body.figures.orders;
  expect((await ann.call('DELETE', `/smart-trades/${id}/orders/${order}`)).body.figures.orders).toEqual([]);
  expect((await ann.post(`/smart-trades/${id}/funds`, { quantity: '0.001' })).body).toMatchObject({
    entered: { amount: '0.01337' },
    steps: [{ amount: '0.01337' }],
  });
  expect((await ann.post(`/smart-trades/${id}/reductions`, { quantity: '0.00337' })).body).toMatchObject({
    exited: { amount: '0.00337' },
    figures: { left: '0.01' },
  });
  expect((await ann.call('POST', `/smart-trades/${id}/force-process`)).body).toMatchObject({ status: 'holding' });
  await market(platform, '50000', '50010');
  expect((await ann.call('POST', `/smart-trades/${id}/panic-sell`)).body).toMatchObject({
    status: 'panicSold',
    note: 'mine',
    exited: { amount: '0.01337' },
  });
  for (const path of ['cancel', 'panic-sell', 'force-start', 'force-process']) {
    const late = await ann.call('POST', `/smart-trades/${id}/${path}`);
    expect([late.status, late.body.error.code, late.body.error.field]).toEqual([409, 'not_allowed_now', 'trade']);
  }
});

test('a conditional entry waits, can be changed and sent at once; a cancelled trade keeps its coins', async () => {
  const { ann, account } = await botPlatform();
  const entry = { type: 'conditional', price: '48000', trailing: '5' };
  const waiting = await openTrade(ann, account, { entry });
  expect(waiting).toMatchObject({
    status: 'waiting',
    conditional: true,
    steps: [{ amount: '0', price: null }, {}, {}, {}],
    allows: { forceStart: true, changeFunds: false, panicSell: false },
  });
  const changed = { settings: { entry: { type: 'conditional', price: '47000' } } };
  expect((await ann.call('PATCH', `/smart-trades/${waiting.id}`, changed)).body).toMatchObject({
    settings: { entry: { price: '47000', trailing: null } },
  });
  expect((await ann.call('POST', `/smart-trades/${waiting.id}/force-start`)).body).toMatchObject({ status: 'holding' });
  expect((await ann.call('POST', `/smart-trades/${waiting.id}/steps/1/cancel`)).body.steps[0]).toMatchObject({
    status: 'cancelled',
  });
  expect((await ann.call('POST', `/smart-trades/${waiting.id}/cancel`)).body).toMatchObject({ status: 'cancelled' });
  const { balances } = (await ann.get(`/accounts/${account}`)).body;
  expect(balances.find(({ asset }: { asset: string }) => asset === 'BTC')).toMatchObject({ total: '0.01237' });
});

test('coins of a running deal go on as a smart sale', async () => {
  const { platform, ann, account } = await botPlatform();
  const bot = await makeBot(ann, account);
  const deal = await startDeal(ann, bot.id);
  const sale = await ann.post('/smart-trades/from-deal', { deal: deal.id, stopBot: true });
  expect([sale.status, sale.body]).toMatchObject([
    201,
    {
      kind: 'smartSale',
      deal: deal.id,
      status: 'holding',
      settings: { entry: null, averagePrice: '50050' },
      note: `Created from deal ${deal.id}`,
    },
  ]);
  expect((await ann.get(`/deals/${deal.id}`)).body.status).toBe('cancelled');
  expect((await ann.get(`/bots/${bot.id}`)).body.enabled).toBe(false);
  const bob = await platform.signIn('bob', ['trades:write', 'bots:read']);
  expect((await bob.post('/smart-trades/from-deal', { deal: deal.id })).status).toBe(403);
});

/** Ids of a list, page by page. */
async function listed(ann: TestClient, query: string): Promise<number[]> {
  const ids: number[] = [];
  let cursor = '';
  do {
    const { body } = await ann.get(`/smart-trades?limit=2&${query}${cursor}`);
    ids.push(...body.items.map(({ id }: { id: number }) => id));
    cursor = body.next === null ? '' : `&cursor=${body.next}`;
  } while (cursor !== '');
  return ids;
}

test('running and ended trades stand in one list, by kind and status, in any order, page by page', async () => {
  const { platform, ann, account } = await botPlatform();
  const trades: number[] = [];
  for (const settings of [
    {},
    { entry: { type: 'conditional', price: '40000' } },
    { takeProfits: [], stopLoss: null },
    { entry: null, averagePrice: '40000', quantity: '0.005', takeProfits: [{ share: '100', price: '70000' }] },
    { entry: { type: 'limit', price: '45000' }, takeProfits: [{ share: '100', price: '46000' }] },
  ]) {
    platform.clock.market += 1_000;
    trades.push((await openTrade(ann, account, settings)).id);
  }
  const [classic, conditional, simple, sale, far] = trades as [number, number, number, number, number];
  expect(await listed(ann, '')).toEqual([far, sale, simple, conditional, classic]);
  expect(await listed(ann, 'direction=asc')).toEqual([...trades]);
  expect(await listed(ann, 'status=active')).toEqual([far, sale, conditional, classic]);
  expect(await listed(ann, 'status=ended')).toEqual([simple]);
  expect(await listed(ann, 'status=finished')).toEqual([simple]);
  expect(await listed(ann, 'status=waiting')).toEqual([conditional]);
  expect(await listed(ann, 'kind=smartTrade')).toEqual([far, conditional, classic]);
  expect(await listed(ann, 'kind=smartTrade&conditional=false')).toEqual([far, classic]);
  expect(await listed(ann, 'kind=simpleBuy')).toEqual([simple]);
  expect(await listed(ann, 'kind=smartSale')).toEqual([sale]);
  // what runs counts with what leaving now would bring: coins at 40 000 lead, what holds nothing brings nothing
  expect((await listed(ann, 'order=profit'))[0]).toBe(sale);
  expect((await listed(ann, 'order=closed')).at(-1)).toBe(simple);
  expect(await listed(ann, `account=${account}&base=BTC&quote=USDT&instrument=USDT_BTC`)).toHaveLength(5);
  expect(await listed(ann, 'base=ETH')).toEqual([]);
  const from = new Date(platform.clock.market - 1_000).toISOString();
  expect(await listed(ann, `from=${from}`)).toEqual([far, sale]);
  expect(await listed(ann, `to=${from}`)).toEqual([simple, conditional, classic]);
});

test('trades of others are unknown, and what makes no sense is refused by field', async () => {
  const { platform, ann, account } = await botPlatform();
  const { id } = await openTrade(ann, account);
  const bob = await platform.signIn('bob');
  for (const [method, path] of [
    ['GET', `/smart-trades/${id}`],
    ['GET', `/smart-trades/${id}/timeline`],
    ['GET', `/smart-trades/${id}/orders`],
    ['POST', `/smart-trades/${id}/panic-sell`],
    ['POST', `/smart-trades/${id}/steps/1/cancel`],
    ['GET', `/smart-trades?account=${account}`],
  ] as const) {
    expect([path, (await bob.call(method, path)).status]).toEqual([path, 404]);
  }
  expect((await bob.get('/smart-trades')).body).toEqual({ items: [], next: null });
  const { entry, ...unentered } = D18;
  const open = (settings: object) => ({ account, settings: { ...D18, ...settings } });
  for (const [method, path, body, code, field] of [
    ['POST', '/smart-trades', { account, settings: unentered }, 'invalid_request', 'settings.entry'],
    ['POST', '/smart-trades', open({ instrument: 'NONE' }), 'unknown_instrument', 'settings.instrument'],
    ['POST', '/smart-trades', open({ quantity: 1 }), 'invalid_request', 'settings.quantity'],
    ['POST', '/smart-trades', open({ quantity: '-1' }), 'invalid_value', 'settings.quantity'],
    ['POST', '/smart-trades', open({ entry: { ...entry, odd: 1 } }), 'invalid_request', 'settings.entry'],
    ['POST', '/smart-trades', open({ entry: { type: 'limit', price: 'x' } }), 'invalid_value', 'settings.entry.price'],
    [
      'POST',
      '/smart-trades',
      open({ takeProfits: [{ share: '50', price: '1' }] }),
      'invalid_value',
      'settings.takeProfits',
    ],
    [
      'POST',
      '/smart-trades',
      open({ takeProfits: [{ share: '100', percent: '-1' }] }),
      'invalid_value',
      'settings.takeProfits.0.percent',
    ],
    ['POST', '/smart-trades', open({ stopLoss: {} }), 'invalid_value', 'settings.stopLoss'],
    ['POST', '/smart-trades', { ...open({}), note: 'x'.repeat(301) }, 'invalid_request', 'note'],
    ['GET', '/smart-trades?status=odd', undefined, 'invalid_request', 'status'],
    ['GET', '/smart-trades?kind=odd', undefined, 'invalid_request', 'kind'],
    ['GET', '/smart-trades?cursor=odd', undefined, 'invalid_request', 'cursor'],
    ['GET', '/smart-trades?quote=NONE', undefined, 'unknown_asset', 'quote'],
    ['PATCH', `/smart-trades/${id}`, { settings: {} }, 'invalid_request', 'settings'],
    ['PATCH', `/smart-trades/${id}`, { settings: { quantity: '1' } }, 'not_allowed_now', 'settings.quantity'],
    ['PATCH', `/smart-trades/${id}`, { settings: { side: 'short' } }, 'invalid_request', 'settings.side'],
    ['PATCH', `/smart-trades/${id}`, { settings: { averagePrice: '1' } }, 'not_allowed_now', 'settings.averagePrice'],
    ['POST', `/smart-trades/${id}/funds`, { quantity: 1 }, 'invalid_request', 'quantity'],
    ['POST', `/smart-trades/${id}/reductions`, { quantity: '0.01237' }, 'quantity_too_large', 'quantity'],
    ['POST', `/smart-trades/${id}/steps/9/cancel`, undefined, 'unknown_step', 'position'],
    ['POST', `/smart-trades/${id}/force-start`, undefined, 'not_allowed_now', 'trade'],
    ['DELETE', `/smart-trades/${id}/orders/99`, undefined, 'unknown_order', 'order'],
    ['POST', '/smart-trades/from-deal', { deal: 99 }, 'unknown_deal', 'deal'],
  ] as const) {
    const answer = await ann.call(method, path, body);
    expect([path, answer.body.error?.code, answer.body.error?.field]).toEqual([path, code, field]);
  }
});
