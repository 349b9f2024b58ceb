import { expect, test } from 'vitest';
import { BotDesk } from './test-bots.ts';

test('orders are added to a deal, listed with their fees, and taken back', async () => {
  const desk = await BotDesk.open();
  const { deal } = await desk.deal();
  const page = await desk.must('GET', `/deals/${deal}/data_for_adding_funds`);
  expect(page).toMatchObject({
    orderbook_price: '49990.0',
    account_id: desk.account,
    quote_currency: 'USDT',
    base_currency: 'BTC',
    adding_funds_currency: 'USDT',
    available_amount: expect.stringMatching(/^\d+\.\d+$/),
    limits: { lotStep: expect.any(String), minTotal: expect.any(String) },
    market_supported: true,
    take_profit_price: '50851.61',
    stop_loss_price: null,
    deal_type: 'long',
    pair: 'USDT_BTC',
  });
  const add = (more: object) => desk.call('POST', `/deals/${deal}/add_funds`, { quantity: '0.001', ...more });
  expect((await add({ is_market: false })).body.error_attributes).toEqual({ rate: ['is missing'] });
  expect((await add({ is_market: true })).body).toEqual({ status: 'success' });
  const resting = (await add({ is_market: false, rate: 48000, response_type: 'market_order' })).body;
  expect(resting).toMatchObject({
    order_type: 'BUY',
    deal_order_type: 'Manual Safety',
    cancellable: true,
    status_string: 'Active',
    quantity: '0.001',
    rate: '48000.0',
    total: '0.0',
    average_price: '0.0',
  });
  expect((await add({ is_market: true, response_type: 'deal' })).body).toMatchObject({
    completed_manual_safety_orders_count: 2,
    active_manual_safety_orders: 1,
    bought_amount: '0.004',
    bought_volume: '200.2',
  });
  const orders = await desk.must('GET', `/deals/${deal}/market_orders`);
  expect(orders.at(-1)).toEqual({
    order_id: expect.any(String),
    order_type: 'BUY',
    deal_order_type: 'Base',
    cancellable: false,
    status_string: 'Filled',
    created_at: '2026-11-20T09:00:00.000Z',
    updated_at: '2026-11-20T09:00:00.000Z',
    quantity: '0.002',
    quantity_remaining: '0.0',
    total: '100.1',
    rate: '50000.0',
    average_price: '50050.0',
  });
  const left = await desk.must('POST', `/deals/${deal}/cancel_order`, { order_id: resting.order_id });
  expect(left.find(({ order_id }: { order_id: string }) => order_id === resting.order_id)).toMatchObject({
    status_string: 'Cancelled',
    cancellable: false,
  });
  for (const order_id of [resting.order_id, orders.at(-1).order_id])
    expect(await desk.call('POST', `/deals/${deal}/cancel_order`, { order_id })).toMatchObject({
      status: 422,
      body: { error: 'Cant be cancelled' },
    });
});

test('an account tells its bots and deals, and sells everything', async () => {
  const desk = await BotDesk.open();
  const { bot } = await desk.deal();
  expect(await desk.must('GET', `/accounts/${desk.account}/active_trading_entities`)).toEqual({
    data: {
      active_bots_count: 1,
      active_deals_count: 1,
      active_smart_trades_count: 0,
      active_orders_count: 2,
      active_grid_bots_count: 0,
    },
  });
  const coins = async () => {
    const rows = await desk.must('POST', `/accounts/${desk.account}/account_table_data`);
    return Object.fromEntries(
      rows.map(({ currency_code, position }: { currency_code: string; position: number }) => [currency_code, position]),
    );
  };
  expect(await desk.must('POST', `/accounts/${desk.account}/sell_all_to_usd`)).toMatchObject({ id: desk.account });
  expect(await coins()).toEqual({ USDT: 149939.79002 });
  expect(await desk.must('GET', `/bots/${bot}/show`)).toMatchObject({ is_enabled: false, active_deals: [] });
  await desk.must('POST', `/accounts/${desk.account}/sell_all_to_btc`);
  expect((await coins()).BTC).toBeGreaterThan(2.9);
});
