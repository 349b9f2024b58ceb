import { expect, test } from 'vitest';
import { PASSWORD, testFolder } from '../test-domain.ts';
import type { GridBotEvent, GridBotOrder, GridBotWithLines, NewGridBotSettings } from './api.ts';
import { usdtAccount } from './test-bots.ts';
import { TestClient } from './test-client.ts';
import { type TestPlatform, testPlatform } from './test-platform.ts';

/** Five lines from 40 000 to 60 000, 0.01 bitcoin each. */
const FIVE: NewGridBotSettings = {
  name: 'Five lines',
  instrument: 'USDT_BTC',
  lower: '40000',
  upper: '60000',
  lines: 5,
  amount: { per: 'line', value: '0.01' },
  orderCurrency: 'base',
};

/** The last price of bitcoin, with quotes of plenty ten around it. */
async function see(platform: TestPlatform, price: number): Promise<void> {
  await platform.quote('USDT_BTC', `${price - 10}`, '1000000', `${price + 10}`, '1000000');
  await platform.trade('USDT_BTC', `${price}`, '0.00001');
}

async function gridPlatform(folder?: string) {
  const platform = await testPlatform({}, folder);
  const ann = await platform.signIn('ann');
  await see(platform, 51_000);
  return { platform, ann, account: await usdtAccount(ann) };
}

async function make(client: TestClient, account: number, settings: object = {}): Promise<GridBotWithLines> {
  const { status, body } = await client.post('/grid-bots', { account, settings: { ...FIVE, ...settings } });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

const linesOf = ({ lines }: GridBotWithLines): string[] =>
  lines.map(({ price, side, quantity, order }) => `${price} ${side} ${quantity}${order === null ? '' : '*'}`);

const RUNNING = ['60000 sell 0.01*', '55000 sell 0.01*', '50000 null 0', '45000 buy 0.01*', '40000 buy 0.01*'];

test('the plan tells lines, amounts, the money needed and what a cycle brings after fees; nothing changes', async () => {
  const { ann, account } = await gridPlatform();
  const { body } = await ann.post('/grid-bots/plan', { account, settings: FIVE });
  expect(body).toEqual({
    instrument: 'USDT_BTC',
    price: '51000',
    step: '5000',
    amount: '0.01',
    coins: '0.02',
    coinsFree: '0',
    coinsCost: '1021.2202',
    buysCost: '850.85',
    needed: '1872.0702',
    upperStop: null,
    lowerStop: null,
    lines: [
      { line: 4, price: '60000', side: 'sell', quantity: '0.01', volume: '599.4', profit: null },
      { line: 3, price: '55000', side: 'sell', quantity: '0.01', volume: '549.45', profit: '48.85' },
      { line: 2, price: '50000', side: null, quantity: '0', volume: '0', profit: '48.95' },
      { line: 1, price: '45000', side: 'buy', quantity: '0.01', volume: '450.45', profit: '49.05' },
      { line: 0, price: '40000', side: 'buy', quantity: '0.01', volume: '400.4', profit: '49.15' },
    ],
  });
  expect((await ann.get('/grid-bots')).body).toEqual({ items: [], next: null });
});

test('a whole run: lines, profits to the last digit, orders and timeline', async () => {
  const { platform, ann, account } = await gridPlatform();
  const made = await make(ann, account);
  expect(made).toMatchObject({
    status: 'disabled',
    enabled: false,
    base: 'BTC',
    quote: 'USDT',
    begunAt: null,
    cycles: 0,
  });
  expect(linesOf(made)).toEqual(RUNNING.map((line) => line.replace('*', '')));
  const begun = await ann.call('POST', `/grid-bots/${made.id}/enable`);
  expect(linesOf(begun.body)).toEqual(RUNNING);
  expect(begun.body).toMatchObject({
    status: 'running',
    startPrice: '51000',
    held: { amount: '0.02', volume: '1021.2202' },
    figures: { price: '51000', unrealised: '-1.2202', inSales: '0.02', inBuys: '850' },
  });
  await see(platform, 44_000);
  await see(platform, 51_000);
  const { body } = await ann.get(`/grid-bots/${made.id}`);
  expect(linesOf(body)).toEqual(RUNNING);
  expect(body).toMatchObject({ profit: '49.05', cycles: 1, figures: { profitUsd: '49.05', profitPercent: '2.62' } });
  const profits = await ann.get(`/grid-bots/${made.id}/profits`);
  expect(profits.body).toMatchObject({
    items: [{ line: 1, profit: '49.05', profitUnits: '0', profitUsd: '49.05' }],
    next: null,
  });
  const timeline: GridBotEvent[] = (await ann.get(`/grid-bots/${made.id}/timeline?limit=500`)).body.items;
  expect(timeline.map(({ kind }) => kind)).toEqual([
    ...['created', 'begun', 'placed', 'filled', 'started', 'placed', 'placed', 'placed', 'placed'],
    ...['filled', 'lineBought', 'placed', 'filled', 'lineSold', 'placed'],
  ]);
  const orders: GridBotOrder[] = (await ann.get(`/grid-bots/${made.id}/orders`)).body.items;
  expect(orders.map(({ role, step, order }) => [role, step, order.status])).toEqual([
    ['buy', 1, 'working'],
    ['sell', 1, 'filled'],
    ['buy', 0, 'working'],
    ['buy', 1, 'filled'],
    ['sell', 3, 'working'],
    ['sell', 2, 'working'],
    ['start', 0, 'filled'],
  ]);
});

test('a bot is steered: settings, note, ends with and without a sale, deletion', async () => {
  const { ann, account } = await gridPlatform();
  const { id } = await make(ann, account);
  await ann.call('POST', `/grid-bots/${id}/enable`);
  expect((await ann.call('DELETE', `/grid-bots/${id}`)).body.error).toMatchObject({ code: 'not_allowed_now' });
  const edited = await ann.call('PATCH', `/grid-bots/${id}`, {
    settings: { lines: 3, upperStop: { price: '61000', action: 'stopAndSell' } },
  });
  expect(linesOf(edited.body)).toEqual(['60000 sell 0.01*', '50000 null 0', '40000 buy 0.01*']);
  expect(edited.body).toMatchObject({ upperStop: '61000', settings: { lines: 3 } });
  expect((await ann.call('PUT', `/grid-bots/${id}/note`, { note: 'mine' })).body.note).toBe('mine');
  const ended = await ann.call('POST', `/grid-bots/${id}/disable`, { sell: true });
  expect(ended.body).toMatchObject({
    status: 'disabled',
    reason: 'owner',
    held: { amount: '0' },
    released: { amount: '0' },
  });
  await ann.call('POST', `/grid-bots/${id}/enable`);
  const kept = await ann.call('POST', `/grid-bots/${id}/disable`);
  expect(kept.body).toMatchObject({ status: 'disabled', released: { amount: '0.01', volume: '510.6101' } });
  expect((await ann.call('DELETE', `/grid-bots/${id}`)).body).toEqual({ deleted: id });
  expect((await ann.get(`/grid-bots/${id}`)).body.error).toMatchObject({ code: 'unknown_bot', field: 'bot' });
});

test('what is wrong is told by its field', async () => {
  const { ann, account } = await gridPlatform();
  const cases = [
    [{ lines: 1 }, 'settings.lines'],
    [{ lower: '70000' }, 'settings.upper'],
    [{ amount: { per: 'line', value: '0' } }, 'settings.amount.value'],
    [{ amount: { per: 'line', value: '0.000001' } }, 'settings.amount'],
    [{ instrument: 'NOTHING' }, 'settings.instrument'],
    [{ trailingUp: true }, 'settings.trailingUp'],
    [{ upperStop: { price: '59000', action: 'stop' } }, 'settings.upperStop.price'],
    [{ colour: 'red' }, 'settings.colour'],
  ] as const;
  for (const [settings, field] of cases) {
    for (const url of ['/grid-bots', '/grid-bots/plan']) {
      const { body } = await ann.post(url, { account, settings: { ...FIVE, ...settings } });
      expect([settings, body.error?.field]).toEqual([settings, field]);
    }
  }
});

test('lists are ordered and narrowed; bots of others are not there', async () => {
  const { platform, ann, account } = await gridPlatform();
  const first = await make(ann, account, { name: 'b' });
  const second = await make(ann, account, { name: 'a' });
  await ann.call('POST', `/grid-bots/${first.id}/enable`);
  const ids = async (query: string): Promise<number[]> =>
    (await ann.get(`/grid-bots?${query}`)).body.items.map(({ id }: { id: number }) => id);
  expect(await ids('')).toEqual([second.id, first.id]);
  expect(await ids('order=name&direction=asc')).toEqual([second.id, first.id]);
  expect(await ids('enabled=true')).toEqual([first.id]);
  const { body } = await ann.get('/grid-bots?limit=1');
  expect(body.items[0].lines).toBeUndefined();
  expect(await ids(`limit=1&cursor=${body.next}`)).toEqual([first.id]);
  const rob = await platform.signIn('rob');
  expect((await rob.get('/grid-bots')).body.items).toEqual([]);
  for (const path of ['', '/profits', '/timeline', '/orders'])
    expect((await rob.get(`/grid-bots/${first.id}${path}`)).body.error.code).toBe('unknown_bot');
  expect((await rob.call('POST', `/grid-bots/${first.id}/disable`)).body.error.code).toBe('unknown_bot');
  expect((await rob.post('/grid-bots', { account, settings: FIVE })).body.error.code).toBe('unknown_account');
});

test('the stream tells grid bots of an account with their lines, and which were deleted', async () => {
  const { platform, ann, account } = await gridPlatform();
  const { id } = await make(ann, account);
  const stream = await ann.signedInStream();
  expect(await stream.ask({ id: 1, op: 'subscribe', channel: 'grids', account })).toMatchObject({ type: 'ack' });
  const next = () => stream.next((heard) => heard.channel === 'grids');
  expect(await next()).toMatchObject({ type: 'snapshot', data: { bots: [{ id, status: 'disabled' }], deleted: [] } });
  await ann.call('POST', `/grid-bots/${id}/enable`);
  expect(await next()).toMatchObject({ type: 'update', data: { bots: [{ id, status: 'running' }] } });
  await see(platform, 44_000);
  expect(await next()).toMatchObject({ data: { bots: [{ id, held: { amount: '0.03' } }] } });
  await ann.call('POST', `/grid-bots/${id}/disable`);
  expect(await next()).toMatchObject({ data: { bots: [{ id, status: 'disabled' }] } });
  await ann.call('DELETE', `/grid-bots/${id}`);
  expect(await next()).toMatchObject({ data: { bots: [], deleted: [id] } });
  const member = await platform.signIn('bob', ['accounts:read', 'orders:read']);
  expect(
    await (await member.signedInStream()).ask({ id: 1, op: 'subscribe', channel: 'grids', account }),
  ).toMatchObject({
    error: { code: 'missing_right' },
  });
});

test('a restart in the middle of a run loses no line', async () => {
  const folder = testFolder();
  const { platform, ann, account } = await gridPlatform(folder);
  const { id } = await make(ann, account);
  await ann.call('POST', `/grid-bots/${id}/enable`);
  await see(platform, 44_000);
  const stood = (await ann.get(`/grid-bots/${id}`)).body;
  const timeline = (await ann.get(`/grid-bots/${id}/timeline`)).body;
  await platform.stop();

  const second = await testPlatform({}, folder);
  const after = new TestClient(second.url);
  await after.signIn('ann', PASSWORD);
  await see(second, 44_000);
  expect((await after.get(`/grid-bots/${id}`)).body).toEqual(stood);
  expect((await after.get(`/grid-bots/${id}/timeline`)).body).toEqual(timeline);
  await see(second, 51_000);
  const { body } = await after.get(`/grid-bots/${id}`);
  expect([body.profit, body.cycles, linesOf(body)]).toEqual(['49.05', 1, RUNNING]);
});
