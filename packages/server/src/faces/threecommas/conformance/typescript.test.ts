import { expect, test } from 'vitest';
import { BotDesk, D9 } from '../test-bots.ts';
import { testThreeCommas } from '../test-threecommas.ts';
import { clientOf } from './test-typescript-client.ts';

test('3commas-typescript pings, reads the time and its mode', async () => {
  const world = await testThreeCommas();
  const api = clientOf(world);
  expect(await api.ping()).toEqual({ pong: 'pong' });
  expect(await api.time()).toEqual({ server_time: world.clock.wall / 1_000 });
  expect(await api.changeUserMode('real')).toBe(true);
  expect(await api.customRequest('GET', 1, '/users/current_mode')).toEqual({ mode: 'real' });
});

test('3commas-typescript opens, reads, renames and removes an account', async () => {
  const api = clientOf(await testThreeCommas());
  const { id } = await api.addExchangeAccount({ type: 'paper_trading', name: 'my account' } as never);
  expect(await api.getExchange()).toMatchObject([{ id, name: 'my account' }]);
  expect(await api.renameExchangeAccount(id, 'grüß & co')).toMatchObject({ id, name: 'grüß & co' });
  expect(await api.editExchangeAccount({ account_id: id, name: 'third' } as never)).toMatchObject({ name: 'third' });
  expect(await api.getAccountInfo(id)).toMatchObject({ id, usd_amount: '150000.0' });
  expect(await api.getAccountInfo()).toMatchObject({ id: 0, name: 'Summary' });
  expect(await api.loadBalances(id)).toMatchObject({ id });
  expect(await api.getPieChartData(id)).toMatchObject([{ code: 'USDT' }, { code: 'BTC' }]);
  expect(await api.getAccountTableData(id)).toMatchObject([{ currency_code: 'USDT' }, { currency_code: 'BTC' }]);
  expect(await api.getActiveTradeEntities(id)).toMatchObject({ data: { active_orders_count: 0 } });
  expect(await api.getBalanceChartData(id, { date_from: '2026-11-01' } as never)).toEqual([]);
  expect(await api.getLeverageData(id, 'USDT_BTC')).toMatchObject([{ max_leverage: 1 }]);
  expect(await api.removeExchangeAccount(id)).toBe(true);
  expect(await api.getExchange()).toEqual([]);
});

test('3commas-typescript reads markets and rates', async () => {
  const api = clientOf(await testThreeCommas());
  expect(await api.getMarketList()).toEqual(
    expect.arrayContaining([expect.objectContaining({ market_code: 'paper_trading' })]),
  );
  expect(await api.getMarketPairs({ market_code: 'binance' } as never)).toContain('USDT_BTC');
  const asked = { market_code: 'binance', pair: 'USDT_BTC' } as never;
  expect(await api.getCurrencyRate(asked)).toMatchObject({ last: '50000.0' });
  expect(await api.getCurrencyRateWithLeverageData(asked)).toMatchObject({ leverage_data: [{ max_leverage: 1 }] });
});

test('3commas-typescript rejects with the error payload', async () => {
  const world = await testThreeCommas();
  await expect(clientOf(world).getAccountInfo(17)).rejects.toMatchObject({ error: 'not_found' });
  await expect(clientOf(world, 'wrong').getExchange()).rejects.toMatchObject({ error: 'signature_invalid' });
  await expect(clientOf(world).addExchangeAccount({ type: 'binance', name: 'x' } as never)).rejects.toMatchObject({
    error_attributes: { name: ['is too short (minimum is 2 characters)'] },
  });
});

test('3commas-typescript reads bots and deals, and everything else by custom requests', async () => {
  const desk = await BotDesk.open();
  const api = clientOf(desk.world);
  const made = await api.customRequest('POST', 1, '/bots/create_bot', { ...D9, account_id: desk.account });
  const { id: bot, url_secret: secret } = made as { id: number; url_secret: string };
  expect(await api.getBots()).toMatchObject([{ id: bot, type: 'Bot::SingleBot' }]);
  const started = await api.customRequest('POST', 1, `/bots/${bot}/start_new_deal`, { pair: 'USDT_BTC' });
  const { id: deal } = started as { id: number };
  expect(await api.getBot(bot, { include_events: true })).toMatchObject({
    active_deals: [{ id: deal }],
    bot_events: expect.arrayContaining([{ message: expect.any(String), created_at: expect.any(String) }]),
  });
  expect(await api.getBot(bot)).not.toHaveProperty('bot_events');
  expect(await api.getDeals()).toMatchObject([{ id: deal, status: 'bought' }]);
  expect(await api.getDeal(deal)).toMatchObject({ id: deal, bot_events: expect.any(Array) });
  expect(await api.getDealSafetyOrders(deal)).toHaveLength(3);
  expect(await api.getBotsStats({ bot_id: bot })).toMatchObject({ overall_stats: {}, today_stats: {} });
  const bots = (path: string, payload?: object) => api.customRequest('GET', 1, `/bots/${path}`, payload);
  expect(await bots('strategy_list', { account_id: desk.account, type: 'long', strategy: 'simple' })).toMatchObject({
    manual: { strategy_type: 'signal', payed: false, beta: false },
    rsi: { name: 'RSI', strategy_type: 'indicator', options: { time: { '3m': '3 minutes' }, points: null } },
  });
  expect(await bots(`${bot}/deals_stats`)).toMatchObject({ active: 1, completed: 0 });
  expect(await bots(`${bot}/profit_by_day`, { days: 3 })).toMatchObject({ data: [{}, {}, { s_date: '2026-11-20' }] });
  expect(await bots('stats_by_date', { date: '2026-11-20' })).toMatchObject({ stats: {} });
  const changed = await api.customRequest('PATCH', 1, `/deals/${deal}/update_deal`, { take_profit: 2, note: 'über' });
  expect(changed).toMatchObject({ take_profit: '2.0', note: 'über' });
  const funds = await api.customRequest('GET', 1, `/deals/${deal}/data_for_adding_funds`);
  expect(funds).toMatchObject({ pair: 'USDT_BTC' });
  const copy = await api.customRequest('POST', 1, `/bots/${bot}/copy_and_create`, { name: 'Copy', secret });
  expect(copy).toMatchObject({ bot_required_amount: 800 });
  expect(await api.sellAllToUSD(desk.account)).toMatchObject({ id: desk.account });
  expect(await api.getDeals({ scope: 'finished' })).toMatchObject([{ id: deal, status: 'panic_sold' }]);
  expect(await api.sellAllToBTC(desk.account)).toMatchObject({ id: desk.account });
});

test('3commas-typescript reads the marketplace by custom requests', async () => {
  const desk = await BotDesk.open();
  const api = clientOf(desk.world);
  const get = (path: string, parameters?: object) => api.customRequest('GET', 1, `/marketplace${path}`, parameters);
  const [item] = (await get('/items', { limit: 1, scope: 'free', order: 'name', locale: 'en' })) as { id: number }[];
  expect(item).toMatchObject({ strategy_key: 'ta_preset', strategy_type: 'indicator' });
  const asked = { limit: 50, order: 'date', order_direction: 'desc', locale: 'en' };
  expect(await get(`/${item?.id}/signals`, asked)).toEqual([]);
  const bot = await desk.bot();
  expect(await get('/presets', { page: 1, per_page: 10, bot_strategy: 'long' })).toMatchObject({
    bots: [{ id: bot, type: 'Bot::SingleBot', marketplace_item: null, copies: 0 }],
    total: 1,
    page: 1,
  });
});
