import { expect, test } from 'vitest';
import type { Instrument } from './api.ts';
import { NOON, testPlatform } from './test-platform.ts';

async function reader() {
  const platform = await testPlatform();
  return { platform, client: await platform.signIn('ann', ['market:read', 'system:read', 'feed:write']) };
}

test('instruments are listed page by page, each once, and searched by kind and text', async () => {
  const { client } = await reader();
  const symbols: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page = await client.get(`/instruments?limit=20${next === '' ? '' : `&cursor=${next}`}`);
    symbols.push(...page.body.items.map(({ symbol }: Instrument) => symbol));
    next = page.body.next;
  }
  expect(symbols.length).toBeGreaterThanOrEqual(45);
  expect(new Set(symbols).size).toBe(symbols.length);
  const found = await client.get('/instruments?text=sberbank&kind=share');
  expect(found.body.items.map(({ symbol }: Instrument) => symbol)).toContain('SBER');
  expect(
    (await client.get('/instruments?kind=crypto&limit=500')).body.items.every(
      ({ kind }: Instrument) => kind === 'crypto',
    ),
  ).toBe(true);
});

test('an instrument answers to any of its names, with exact steps', async () => {
  const { client } = await reader();
  for (const name of ['SBER', 'BBG004730N88', 'e6123145-9665-43e0-8413-cd61b8aa9b13', 'SBER_TQBR', 'RUB_SBER']) {
    const { body } = await client.get(`/instruments/${name}`);
    expect(body).toMatchObject({
      symbol: 'SBER',
      priceStep: '0.01',
      quantityStep: '10',
      quote: 'rub',
      base: 'SBER',
      tradable: true,
    });
  }
  expect((await client.get(`/instruments/${encodeURIComponent('BTC/USDT')}`)).body.symbol).toBe('USDT_BTC');
  expect((await client.get('/instruments/NOPE')).body.error).toMatchObject({
    code: 'unknown_instrument',
    field: 'name',
  });
  const future = (await client.get('/instruments?kind=future&limit=1')).body.items[0];
  expect(future.future.expirationDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test('assets tell their decimals', async () => {
  const { client } = await reader();
  const { items } = (await client.get('/assets')).body;
  expect(items).toContainEqual({
    id: expect.any(Number),
    code: 'rub',
    name: expect.any(String),
    kind: 'fiat',
    decimals: 10,
  });
  expect(items).toContainEqual({ id: expect.any(Number), code: 'BTC', name: 'Bitcoin', kind: 'crypto', decimals: 18 });
});

test('the market is told in natural units; an instrument without data has nulls', async () => {
  const { client, platform } = await reader();
  await platform.trade('SBER', '323.05', '20', 'sell');
  expect((await client.get('/market/SBER')).body).toEqual({
    instrument: 'SBER',
    status: 'normal',
    last: '323.05',
    lastSize: '20',
    lastAt: '2026-11-20T09:00:00.000Z',
    bid: '322.9',
    bidSize: '1000',
    ask: '323.1',
    askSize: '1000',
    day: '2026-11-20',
    open: '323',
    high: '323.05',
    low: '323',
    volume: '30',
    previousClose: null,
    updatedAt: '2026-11-20T09:00:00.000Z',
  });
  expect((await client.get('/market/GAZP')).body).toMatchObject({
    status: 'closed',
    last: null,
    bid: null,
    day: null,
    updatedAt: null,
  });
});

test('the book shows levels best first, as many as asked for', async () => {
  const { client, platform } = await reader();
  const { id } = platform.instrument('SBER');
  await platform.offer({
    kind: 'depth',
    instrument: id,
    bids: [32_290, 5, 32_280, 6, 32_270, 7],
    asks: [32_310, 1, 32_320, 2],
  });
  expect((await client.get('/market/SBER/book?depth=2')).body).toEqual({
    instrument: 'SBER',
    status: 'normal',
    bids: [
      { price: '322.9', size: '50' },
      { price: '322.8', size: '60' },
    ],
    asks: [
      { price: '323.1', size: '10' },
      { price: '323.2', size: '20' },
    ],
    updatedAt: '2026-11-20T09:00:00.000Z',
  });
});

test('recent trades come newest first', async () => {
  const { client, platform } = await reader();
  platform.clock.market += 500;
  await platform.trade('SBER', '322.9', '10', 'sell');
  expect((await client.get('/market/SBER/trades?limit=2')).body.items).toEqual([
    { at: '2026-11-20T09:00:00.500Z', price: '322.9', size: '10', aggressor: 'sell' },
    { at: '2026-11-20T09:00:00.000Z', price: '323', size: '10', aggressor: 'buy' },
  ]);
});

test('candles: the last ones without `from`, page by page with it', async () => {
  const { client } = await reader();
  const last = (await client.get('/market/SBER/candles?interval=1m&limit=2')).body;
  expect(last.items.map(({ time }: { time: string }) => time)).toEqual([
    '2026-11-20T08:58:00.000Z',
    '2026-11-20T08:59:00.000Z',
  ]);
  expect(last.items[1]).toEqual({
    time: '2026-11-20T08:59:00.000Z',
    open: '320.59',
    high: '320.64',
    low: '320.58',
    close: '320.6',
    volume: '70',
    complete: true,
  });
  const opened: string[] = [];
  let from: string | null = '2026-11-20T08:00:00Z';
  while (from !== null) {
    const page: { items: { time: string }[]; next: string | null } = (
      await client.get(
        `/market/SBER/candles?interval=1m&limit=25&from=${encodeURIComponent(from)}&to=2026-11-20T09:00:00.000Z`,
      )
    ).body;
    opened.push(...page.items.map(({ time }) => time));
    from = page.next;
  }
  expect(opened).toEqual(Array.from({ length: 60 }, (_, n) => new Date(NOON - 60_000 * (60 - n)).toISOString()));
});

test('candles are cut and stamped as asked, and gaps are told', async () => {
  const { client } = await reader();
  const { body } = await client.get('/market/SBER/candles?interval=1m&limit=1&zone=utc&stamp=end');
  expect(body).toMatchObject({ items: [{ time: '2026-11-20T09:00:00.000Z', complete: true }], next: null });
  expect(body.gaps).toEqual([{ from: '2026-11-20T07:59:00.000Z', to: '2026-11-20T08:00:00.000Z' }]);
  for (const [query, field] of [
    ['interval=1m&zone=london', 'zone'],
    ['interval=1m&stamp=middle', 'stamp'],
    ['interval=3M&before=2026-11-20T09:00:00Z', 'before'],
  ]) {
    const refused = await client.get(`/market/SBER/candles?${query}`);
    expect([refused.status, refused.body.error.field]).toEqual([400, field]);
  }
});

test('a tape waits for play, is stepped, and refuses what it cannot do', async () => {
  const { client, platform } = await reader();
  const source = { source: 'recorded:./tapes' };
  expect((await client.get('/feed')).body).toEqual({
    ...source,
    state: 'waiting',
    speed: 1,
    marketTime: '2026-11-20T09:00:01.000Z',
  });
  expect((await client.post('/feed', { command: 'step', count: 2 })).body).toMatchObject({
    marketTime: '2026-11-20T09:00:02.000Z',
  });
  await platform.engine.idle();
  expect((await client.get('/market/SBER')).body.last).toBe('323.02');
  expect((await client.post('/feed', { command: 'speed', speed: 'max' })).body.speed).toBe('max');
  expect((await client.post('/feed', { command: 'speed', speed: 2.5 })).body.speed).toBe(2.5);
  expect((await client.post('/feed', { command: 'play' })).body.state).toBe('playing');
  const refused = await client.post('/feed', { command: 'step' });
  expect(refused).toMatchObject({ status: 409, body: { error: { code: 'feed_refused' } } });
  expect((await client.post('/feed', { command: 'pause' })).body.state).toBe('paused');
});

test('the system tells versions, journal and uptime', async () => {
  const { client, platform } = await reader();
  platform.clock.wall += 90_500;
  expect((await client.get('/system')).body).toMatchObject({
    version: '0.1.0',
    apiVersion: 1,
    journalFormat: 1,
    nodeVersion: process.versions.node,
    startedAt: '2026-11-20T09:30:00.000Z',
    uptimeSeconds: 90,
    marketTime: '2026-11-20T09:00:00.000Z',
    journal: { seq: platform.engine.durableSeq, waitingTurns: 0, waitingTicks: 0 },
    feed: { state: 'waiting' },
  });
});
