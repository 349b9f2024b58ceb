import { expect, test } from 'vitest';
import { botPlatform, D9, dealOf, makeBot, market, startDeal } from './test-bots.ts';

const EXITS_ONLY = { maxSafetyOrders: 0, activeSafetyOrders: 0 };

test('a bot is made disabled, with what was told and the defaults of the rest; changes leave the rest', async () => {
  const { ann, account } = await botPlatform();
  const made = await ann.post('/bots', { account, settings: { ...D9, instruments: ['BTCUSDT'] } });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    account,
    enabled: false,
    quote: 'USDT',
    settings: { ...D9, strategy: 'long', maxActiveDeals: 1, trailing: false, stopLoss: '0', start: [], cooldown: 0 },
    activeDeals: [],
    started: 0,
    finished: 0,
    profits: [],
    profitUsd: '0',
  });
  const path = `/bots/${made.body.id}`;
  const changed = await ann.call('PATCH', path, {
    settings: { name: 'Renamed', start: [{ kind: 'rsi', interval: '5m', period: 7, points: '30', trigger: 'less' }] },
  });
  expect(changed.body.settings).toEqual({
    ...made.body.settings,
    name: 'Renamed',
    start: [{ kind: 'rsi', interval: '5m', period: 7, points: '30', trigger: 'less' }],
  });
  expect((await ann.call('POST', `${path}/enable`)).body.enabled).toBe(true);
  expect((await ann.call('POST', `${path}/disable`)).body.enabled).toBe(false);
  expect((await ann.call('DELETE', path)).body).toEqual({ deleted: made.body.id });
  expect((await ann.get(path)).body.error).toMatchObject({ code: 'unknown_bot', field: 'bot' });
});

test('a plan tells prices, quantities and money of a deal before there is one; nothing changes', async () => {
  const { ann, account } = await botPlatform();
  const { body } = await ann.post('/bots/plan', { account, settings: D9 });
  expect(body).toMatchObject({
    instrument: 'USDT_BTC',
    base: { deviation: '0', price: '50000', quantity: '0.002', cost: '100.1', takeProfit: '50851.61' },
    stopLoss: null,
    needed: '801.445589945',
    neededInAll: '801.445589945',
  });
  expect(body.safety.map(({ price, quantity }: { price: string; quantity: string }) => [price, quantity])).toEqual([
    ['49049', '0.00204'],
    ['47547.5', '0.00421'],
    ['45295.25', '0.00884'],
  ]);
  expect(body.safety[2].takeProfit).toBe('47646.67');
  expect((await ann.get('/bots')).body.items).toEqual([]);
});

test('bots are listed by account, state and strategy, in any order, page by page', async () => {
  const { platform, ann, account } = await botPlatform();
  const ids: number[] = [];
  for (const strategy of ['long', 'long', 'short']) {
    platform.clock.market += 1_000;
    ids.push((await makeBot(ann, account, { ...EXITS_ONLY, strategy })).id);
  }
  const [a, b, c] = ids as [number, number, number];
  platform.clock.market += 1_000;
  await ann.call('POST', `/bots/${a}/enable`);
  const list = async (query: string) =>
    (await ann.get(`/bots?${query}`)).body.items.map(({ id }: { id: number }) => id);
  expect(await list('')).toEqual([c, b, a]);
  expect(await list('direction=asc')).toEqual([a, b, c]);
  expect(await list('order=updated')).toEqual([a, c, b]);
  expect(await list('enabled=true')).toEqual([a]);
  expect(await list(`strategy=long&enabled=false&account=${account}`)).toEqual([b]);
  const first = (await ann.get('/bots?limit=2')).body;
  expect((await ann.get(`/bots?limit=2&cursor=${first.next}`)).body).toMatchObject({ items: [{ id: a }], next: null });
});

test('all deals of a bot end at once: sold or cancelled; the bot is disabled', async () => {
  const { ann, account } = await botPlatform();
  for (const [command, status] of [
    ['panic-sell', 'panicSold'],
    ['cancel-deals', 'cancelled'],
  ] as const) {
    const bot = await makeBot(ann, account);
    const { id } = await startDeal(ann, bot.id);
    expect((await ann.get(`/bots/${bot.id}`)).body).toMatchObject({ enabled: true, activeDeals: [id], started: 1 });
    const notYet = await ann.call('DELETE', `/bots/${bot.id}`);
    expect([notYet.status, notYet.body.error.code]).toEqual([409, 'not_allowed_now']);
    expect((await ann.call('POST', `/bots/${bot.id}/${command}`)).body).toMatchObject({
      enabled: false,
      activeDeals: [],
    });
    expect((await dealOf(ann, id)).status).toBe(status);
  }
});

test('statistics are the sums of what deals brought, by quote asset and in dollars, by account, bot and day', async () => {
  const { platform, ann, account } = await botPlatform();
  const bot = await makeBot(ann, account);
  const other = await makeBot(ann, account, EXITS_ONLY);
  await startDeal(ann, bot.id);
  await market(platform, '50851.61', '50860');
  platform.clock.market += 86_400_000;
  await market(platform, '49990', '50000');
  const sold = await startDeal(ann, other.id);
  await ann.call('POST', `/deals/${sold.id}/panic-sell`);
  await startDeal(ann, bot.id);
  const usdt = (profit: string) => ({ profits: [{ asset: 'USDT', profit }], usd: profit });
  // 0.002 × (49990 × 0.999 - 50000 × 1.001)
  expect((await ann.get(`/bots/stats?account=${account}`)).body).toEqual({
    overall: usdt('1.28153678'),
    today: { ...usdt('-0.21998'), since: '2026-11-21T00:00:00.000Z' },
    active: { count: 1, result: usdt('-0.21998'), locked: usdt('100.1') },
    completed: 1,
    panicSold: 1,
    stopped: 0,
  });
  expect((await ann.get(`/bots/stats?bot=${bot.id}`)).body).toMatchObject({
    overall: usdt('1.50151678'),
    today: { profits: [], usd: '0' },
    completed: 1,
    panicSold: 0,
  });
  expect((await ann.get(`/bots/${bot.id}`)).body).toMatchObject({ finished: 1, ...{ profitUsd: '1.50151678' } });
  expect((await ann.get('/bots/profits?days=3')).body.items).toEqual([
    { day: '2026-11-19', profits: [], usd: '0' },
    { day: '2026-11-20', ...usdt('1.50151678') },
    { day: '2026-11-21', ...usdt('-0.21998') },
  ]);
  await ann.call('DELETE', `/bots/${other.id}`);
  expect((await ann.get('/bots/stats')).body.panicSold).toBe(1);
});

test('no bot starts on a pair of the black list', async () => {
  const { ann, account } = await botPlatform();
  const { id } = await makeBot(ann, account);
  expect((await ann.call('PUT', '/bots/black-list', { instruments: ['BTCUSDT'] })).body).toEqual({
    instruments: ['USDT_BTC'],
  });
  const kept = await ann.post(`/bots/${id}/deals`, {});
  expect([kept.status, kept.body.error.code]).toEqual([422, 'deal_not_started']);
  expect((await ann.call('PUT', '/bots/black-list', { instruments: [] })).body).toEqual({ instruments: [] });
  expect((await ann.get('/bots/black-list')).body).toEqual({ instruments: [] });
  await startDeal(ann, id);
});

test('settings that make no sense are refused by the field of the body', async () => {
  const { ann, account } = await botPlatform();
  for (const [settings, code, field] of [
    [{ name: '' }, 'invalid_request', 'settings.name'],
    [{ name: undefined }, 'invalid_request', 'settings.name'],
    [{ baseVolume: 100 }, 'invalid_request', 'settings.baseVolume'],
    [{ baseVolume: '-1' }, 'invalid_value', 'settings.baseVolume'],
    [{ instruments: ['USDT_BTC', 'NONE'] }, 'unknown_instrument', 'settings.instruments.1'],
    [{ instruments: ['SBER', 'USDT_BTC'] }, 'invalid_value', 'settings.instruments'],
    [{ stopLoss: '5' }, 'stop_loss_inside_grid', 'settings.stopLoss'],
    [{ odd: 1 }, 'invalid_request', 'settings.odd'],
    [{ start: [{ kind: 'odd' }] }, 'invalid_request', 'settings.start.0.kind'],
    [{ start: [{ kind: 'rsi', interval: '5m', period: 7, points: '30' }] }, 'invalid_value', 'settings.start.trigger'],
    [{ takeProfitSteps: [{ profit: '1', share: '60' }], takeProfit: '0' }, 'invalid_value', 'settings.takeProfitSteps'],
  ] as const) {
    for (const path of ['/bots', '/bots/plan']) {
      const { body } = await ann.post(path, { account, settings: { ...D9, ...settings } });
      expect([settings, path, body.error?.code, body.error?.field]).toEqual([settings, path, code, field]);
    }
  }
});
