import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { BotDesk, D9 } from '../test-bots.ts';
import { testThreeCommas } from '../test-threecommas.ts';

/** What is used of the client `3commas-api-node`, which comes without types; it answers whatever body came back. */
interface ApiNode {
  accountsNew(parameters: object): Promise<Body>;
  accounts(): Promise<Body[]>;
  accountsMarketList(): Promise<Body[]>;
  accountsCurrencyRates(): Promise<Body>;
  accountLoadBalances(id: number): Promise<Body>;
  accountRename(parameters: object): Promise<Body>;
  accountPieChartData(id: number): Promise<Body[]>;
  accountTableData(id: number): Promise<Body[]>;
  accountRemove(id: number): Promise<unknown>;
  accountSellAllToUsd(id: number): Promise<Body>;
  accountSellAllToBtc(id: number): Promise<Body>;
  botCreate(parameters: object): Promise<Body>;
  botUpdate(parameters: object): Promise<Body>;
  botEnable(id: number): Promise<Body>;
  botDisable(id: number): Promise<Body>;
  botShow(id: number): Promise<Body>;
  botDelete(id: number): Promise<unknown>;
  botStartNewDeal(parameters: object): Promise<Body>;
  botPaniceSellAllDeals(id: number): Promise<Body>;
  botCancelAllDeals(id: number): Promise<Body>;
  getBots(parameters: object | null): Promise<Body[]>;
  getBotsStats(parameters: object): Promise<Body>;
  getBotsBlackList(): Promise<Body>;
  botsUpdateBlackList(parameters: object): Promise<Body>;
  getDeals(parameters: object): Promise<Body[]>;
  getDeal(id: number): Promise<Body>;
  getDealSafetyOrders(id: number): Promise<Body[]>;
  dealUpdateMaxSafetyOrders(id: number, count: number): Promise<Body>;
  dealUpdateTp(id: number, percent: number): Promise<Body>;
  dealPanicSell(id: number): Promise<Body>;
  dealCancel(id: number): Promise<Body>;
  dealAddFunds(parameters: object): Promise<Body>;
  smartTradesCreateSimpleSell(parameters: object): Promise<Body>;
  smartTradesCreateSimpleBuy(parameters: object): Promise<Body>;
  smartTradesCreateSmartSell(parameters: object): Promise<Body>;
  smartTradesCreateSmartCover(parameters: object): Promise<Body>;
  smartTradesCreateSmartTrade(parameters: object): Promise<Body>;
  smartTrades(parameters: object): Promise<Body[]>;
  smartTradesStepPanicSell(parameters: object): Promise<Body>;
  smartTradesUpdate(parameters: object): Promise<Body>;
  smartTradesCancel(id: number): Promise<Body>;
  smartTradesPanicSell(id: number): Promise<Body>;
  smartTradesForceProcess(id: number): Promise<Body>;
}
type Body = Readonly<Record<string, unknown>>;

const ApiNodeClient = createRequire(import.meta.url)('3commas-api-node') as new (options: {
  url: string;
  apiKey: string;
  apiSecret: string;
}) => ApiNode;

test('3commas-api-node opens, reads, renames and removes an account', async () => {
  const { url, key } = await testThreeCommas();
  const api = new ApiNodeClient({ url, apiKey: key.apiKey, apiSecret: key.secret });
  expect(await api.accounts()).toEqual([]);
  const { id } = (await api.accountsNew({ type: 'paper_trading', name: 'my account & more' })) as { id: number };
  expect(await api.accounts()).toMatchObject([{ id, name: 'my account & more', usd_amount: '150000.0' }]);
  expect(await api.accountRename({ account_id: id, name: 'über' })).toMatchObject({ id, name: 'über' });
  expect(await api.accountLoadBalances(id)).toMatchObject({ id, name: 'über' });
  expect(await api.accountPieChartData(id)).toMatchObject([{ code: 'USDT' }, { code: 'BTC' }]);
  expect(await api.accountTableData(id)).toMatchObject([{ currency_code: 'USDT' }, { currency_code: 'BTC' }]);
  expect(await api.accountRemove(id)).toBe(true);
  expect(await api.accounts()).toEqual([]);
});

test('3commas-api-node reads markets, and errors with what is wrong', async () => {
  const { url, key } = await testThreeCommas();
  const api = new ApiNodeClient({ url, apiKey: key.apiKey, apiSecret: key.secret });
  expect(await api.accountsMarketList()).toEqual(
    expect.arrayContaining([expect.objectContaining({ market_code: 'paper_trading' })]),
  );
  expect(await api.accountsCurrencyRates()).toMatchObject({
    error: 'record_invalid',
    error_attributes: { pair: ['is missing'] },
  });
  expect(await api.accountRename({ account_id: 17, name: 'mine' })).toMatchObject({ error: 'not_found' });
  const stranger = new ApiNodeClient({ url, apiKey: key.apiKey, apiSecret: 'wrong' });
  expect(await stranger.accounts()).toMatchObject({ error: 'signature_invalid' });
});

test('3commas-api-node calls every method of bots and deals', async () => {
  const desk = await BotDesk.open();
  const { url, key } = desk.world;
  const api = new ApiNodeClient({ url, apiKey: key.apiKey, apiSecret: key.secret });
  const settings = { ...D9, account_id: desk.account, strategy_list: [{ strategy: 'nonstop' }] };
  const made = await api.botCreate({ ...settings, strategy_list: [{ strategy: 'manual' }] });
  expect(made).toMatchObject({ name: 'Test bot', pairs: ['USDT_BTC'], is_enabled: false });
  const bot = made.id as number;
  expect(await api.getBots({ limit: 10 })).toMatchObject([{ id: bot }]);
  expect(await api.getBots(null)).toMatchObject([{ id: bot }]);
  expect(await api.botUpdate({ ...settings, bot_id: bot, name: 'Other & more' })).toMatchObject({
    name: 'Other & more',
    strategy_list: [{ options: {}, strategy: 'nonstop' }],
  });
  expect(await api.botUpdate({ ...settings, bot_id: bot, strategy_list: [{ strategy: 'manual' }] })).toMatchObject({
    id: bot,
  });
  expect(await api.botEnable(bot)).toMatchObject({ is_enabled: true });
  expect(await api.botDisable(bot)).toMatchObject({ is_enabled: false });
  const started = await api.botStartNewDeal({ bot_id: bot, pair: 'USDT_BTC', skip_signal_checks: true });
  expect(started).toMatchObject({ status: 'bought', bot_id: bot });
  const deal = started.id as number;
  expect(await api.getDeals({ scope: 'active', bot_id: bot })).toMatchObject([{ id: deal }]);
  expect(await api.dealUpdateMaxSafetyOrders(deal, 2)).toMatchObject({ max_safety_orders: 2 });
  expect(await api.dealUpdateTp(deal, 3)).toMatchObject({ take_profit: '3.0' });
  expect(await api.getDeal(deal)).toMatchObject({ id: deal, bot_events: expect.any(Array) });
  const orders = await api.getDealSafetyOrders(deal);
  expect(orders[0]).toMatchObject({ deal_order_type: 'Take Profit', status_string: 'Active', rate: '51603.11' });
  expect(orders.at(-1)).toMatchObject({ deal_order_type: 'Base', status_string: 'Filled', total: '100.1' });
  expect(await api.dealAddFunds({ deal_id: deal, quantity: 0.001, is_market: true })).toEqual({ status: 'success' });
  expect(await api.botShow(bot)).toMatchObject({ active_deals: [{ id: deal, bought_amount: '0.003' }] });
  expect(await api.botDelete(bot)).toMatchObject({
    error: 'Forbidden',
    error_description: 'the bot has 1 active deals',
  });
  expect(await api.dealPanicSell(deal)).toMatchObject({ status: 'panic_sold' });
  const { id: second } = await api.botStartNewDeal({ bot_id: bot });
  expect(await api.dealCancel(second as number)).toMatchObject({ status: 'cancelled' });
  await api.botStartNewDeal({ bot_id: bot });
  expect(await api.botPaniceSellAllDeals(bot)).toMatchObject({ is_enabled: false, active_deals_count: 0 });
  await api.botStartNewDeal({ bot_id: bot });
  expect(await api.botCancelAllDeals(bot)).toMatchObject({ is_enabled: false, 'deletable?': true });
  expect(await api.getBotsStats({ bot_id: bot })).toMatchObject({ overall_stats: { USDT: expect.any(String) } });
  expect(await api.botsUpdateBlackList({ pairs: ['USDT_BTC'] })).toEqual({ pairs: ['USDT_BTC'] });
  expect(await api.getBotsBlackList()).toEqual({ pairs: ['USDT_BTC'] });
  expect(await api.botDelete(bot)).toBe(true);
  expect(await api.accountSellAllToUsd(desk.account)).toMatchObject({ id: desk.account });
  expect(await api.accountSellAllToBtc(desk.account)).toMatchObject({ id: desk.account });
});

test('3commas-api-node calls every method of smart trades', async () => {
  const desk = await BotDesk.open();
  const { url, key } = desk.world;
  const api = new ApiNodeClient({ url, apiKey: key.apiKey, apiSecret: key.secret });
  const pair = { account_id: desk.account, pair: 'USDT_BTC', units_to_buy: 0.01 };
  const exits = {
    take_profit_enabled: true,
    take_profit_type: 'step_sell',
    take_profit_step_orders: [
      { percent: 50, price: 60000, price_method: 'bid' },
      { percent: 50, price: 70000, price_method: 'last' },
    ],
    stop_loss_enabled: false,
  };
  const trade = await api.smartTradesCreateSmartTrade({ ...pair, ...exits, buy_price: 50000 });
  const steps = trade.smart_trade_steps as readonly Body[];
  expect(steps).toMatchObject([{ price: '60000.0' }, { price: '70000.0', price_method: 'last' }]);
  const id = trade.id as number;
  expect(await api.smartTrades({ scope: 'active', limit: 10 })).toMatchObject([{ id, status: 'bought' }]);
  expect(await api.smartTradesForceProcess(id)).toMatchObject({ id, status: 'bought' });
  const sold = await api.smartTradesStepPanicSell({ smart_trade_id: id, step_id: steps[0]?.id });
  expect(sold.smart_trade_steps).toMatchObject([{ status: 'panic_sold' }, { status: 'idle' }]);
  const changed = { smart_trade_id: id, take_profit_enabled: true, stop_loss_enabled: true, note: 'mine & yours' };
  expect(await api.smartTradesUpdate({ ...changed, stop_loss_price_condition: 40000 })).toMatchObject({
    note: 'mine & yours',
    stop_loss_price_condition: '40000.0',
  });
  expect(await api.smartTradesPanicSell(id)).toMatchObject({ id, status: 'panic_sell_finished' });
  const stop = { take_profit_enabled: false, stop_loss_enabled: true, stop_loss_price_condition: 40000 };
  const sale = await api.smartTradesCreateSmartSell({ ...pair, ...stop, average_buy_price: 45000 });
  expect(sale).toMatchObject({ type: 'SmartTrade::SmartSale', average_buy_price: '45000.0' });
  expect(await api.smartTradesCancel(sale.id as number)).toMatchObject({ status: 'cancelled' });
  const short = { ...stop, stop_loss_price_condition: 60000, buy_price: 51000 };
  const cover = await api.smartTradesCreateSmartCover({ ...pair, ...short });
  expect(cover).toMatchObject({ type: 'SmartTrade::SellBuyBack', status: 'buy_order_placed' });
  expect(await api.smartTradesCancel(cover.id as number)).toMatchObject({ status: 'cancelled' });
  const market = { ...pair, buy_price: 50000, buy_method: 'market' };
  expect(await api.smartTradesCreateSimpleBuy(market)).toMatchObject({ status: 'simple_trade_finished' });
  expect(await api.smartTradesCreateSimpleSell(market)).toMatchObject({ status: 'simple_trade_finished' });
  expect(await api.smartTradesCancel(17)).toEqual({ error: 'Not found', error_description: 'Smart Trade not found' });
});
