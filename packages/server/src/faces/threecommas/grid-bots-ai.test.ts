import { expect, test } from 'vitest';
import { BotDesk } from './test-bots.ts';
import { testThreeCommas } from './test-threecommas.ts';

const HOUR = 3_600_000;

/** A desk with the last price of bitcoin at 51 000, and 50 000 an hour before. */
async function aiDesk(): Promise<BotDesk> {
  const desk = await BotDesk.open();
  desk.world.clock.market += HOUR;
  await see(desk, 51_000);
  return desk;
}

async function see(desk: BotDesk, price: number): Promise<void> {
  await desk.market(`${price - 10}`, `${price + 10}`);
  await desk.world.trade('USDT_BTC', `${price}`, '0.00001');
}

const settingsOf = (desk: BotDesk) =>
  desk.must('GET', '/grid_bots/ai_settings?pair=USDT_BTC&market_code=paper_trading');

test('lines reach 2 percent to either side of the price, half a percent apart', async () => {
  const desk = await aiDesk();
  expect(await settingsOf(desk)).toEqual({
    pair: 'USDT_BTC',
    lower_price: '49980.0',
    upper_price: '52020.0',
    grids_quantity: '9',
  });
});

test('lines reach as far as the prices of the last week, and forget what was before it', async () => {
  const desk = await aiDesk();
  desk.world.clock.market += HOUR;
  await see(desk, 40_000);
  desk.world.clock.market += HOUR;
  await see(desk, 50_000);
  // 41 lines from 40 000 to 51 000 are 0.5 % of 50 000 apart: 11 000 / 250 + 1
  expect(await settingsOf(desk)).toMatchObject({
    lower_price: '40000.0',
    upper_price: '51000.0',
    grids_quantity: '45',
  });
  desk.world.clock.market += 169 * HOUR;
  await see(desk, 50_000);
  expect(await settingsOf(desk)).toMatchObject({ lower_price: '49000.0', upper_price: '51000.0', grids_quantity: '9' });
});

test('a bot with such lines takes no more than its sum, and lives as any other', async () => {
  const desk = await aiDesk();
  const made = await desk.must('POST', '/grid_bots/ai', {
    account_id: desk.account,
    pair: 'USDT_BTC',
    total_quantity: 10_000,
    leverage_type: 'not_specified',
  });
  expect(made).toMatchObject({
    name: 'BTC/USDT',
    strategy_type: 'ai',
    is_enabled: false,
    lower_price: '49980.0',
    upper_price: '52020.0',
    grids_quantity: '9',
    grid_price_step: '255.0',
    order_currency_type: 'quote',
    profit_currency_type: 'quote',
  });
  await desk.withoutCoins();
  const path = `/grid_bots/${made.id}`;
  const free = async () => Number((await desk.must('GET', '/accounts/transfer_data'))[0].currencies[0].available);
  const before = await free();
  await desk.must('POST', `${path}/enable`);
  const taken = before - (await free());
  expect(taken).toBeGreaterThan(9_900);
  expect(taken).toBeLessThanOrEqual(10_000);
  await see(desk, 53_000);
  const other = await desk.must('PATCH', `${path}/ai`, { name: 'Mine', pair: 'USDT_BTC', total_quantity: '20000' });
  expect(other).toMatchObject({ name: 'Mine', strategy_type: 'ai', is_enabled: true, upper_price: '54060.0' });
  expect(await desk.must('PATCH', `${path}/manual`, { grids_quantity: 5 })).toMatchObject({ strategy_type: 'manual' });
});

test('what is wrong is named; another pair cannot be had', async () => {
  const desk = await aiDesk();
  const given = { account_id: desk.account, pair: 'USDT_BTC', total_quantity: 10_000 };
  const create = async (more: object) => (await desk.call('POST', '/grid_bots/ai', { ...given, ...more })).body;
  expect((await create({ total_quantity: 0, pair: '' })).error_attributes).toEqual({
    pair: ['is missing'],
    total_quantity: ['must be greater than 0'],
  });
  expect((await create({ total_quantity: 1 })).error_attributes).toEqual({ total_quantity: [expect.any(String)] });
  expect((await create({ pair: 'USDT_NONE' })).error_attributes).toEqual({
    pair: ['No market data for this pair: USDT_NONE'],
  });
  expect((await create({ pair: 'USDT_ETH' })).error_attributes).toEqual({
    pair: ['No market data for this pair: USDT_ETH'],
  });
  expect((await desk.call('POST', '/grid_bots/ai', { ...given, account_id: 4_711 })).status).toBe(404);
  const { id } = await create({});
  expect(await desk.call('PATCH', `/grid_bots/${id}/ai`, { pair: 'USDT_ETH', total_quantity: 1 })).toMatchObject({
    status: 400,
    body: { error_attributes: { pair: ["Can't be edit"] } },
  });
  expect(await desk.call('GET', '/grid_bots/ai_settings?pair=USDT_BTC&market_code=none')).toMatchObject({
    body: { error_attributes: { market_code: ['does not have a valid value'] } },
  });
  const reading = await desk.world.addKey({ permissions: ['BOTS_READ'] });
  expect(await desk.world.call('POST', '/public/api/ver1/grid_bots/ai', {}, reading)).toMatchObject({ status: 403 });
  const { plain } = await testThreeCommas();
  expect((await plain('GET', '/public/api/ver1/grid_bots/ai_settings')).status).toBe(401);
});
