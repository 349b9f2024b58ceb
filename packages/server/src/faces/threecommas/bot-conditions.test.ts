import { expect, test } from 'vitest';
import { BotDesk, D9 } from './test-bots.ts';

const RSI = { options: { time: '3m', points: '70', trigger_condition: 'greater', time_period: '7' }, strategy: 'rsi' };

/** What is wrong with a bot, by parameter. */
async function wrongs(desk: BotDesk, more: object): Promise<unknown> {
  const { status, body } = await desk.create(more);
  return status === 201 ? 'accepted' : body.error_attributes;
}

test('everything that is told of a bot comes back; an update keeps what it does not name', async () => {
  const desk = await BotDesk.open();
  const told = {
    close_strategy_list: [RSI],
    safety_strategy_list: [{ options: { time: '3m', points: '30' }, strategy: 'rsi' }],
    min_profit_percentage: '0.7',
    min_profit_type: 'base_order_volume',
    min_volume_btc_24h: 100,
    deal_start_delay_seconds: 30,
    reinvesting_percentage: 50,
    risk_reduction_percentage: 100,
    leverage_type: 'cross',
    leverage_custom_value: 1,
    min_price: 40000,
    allowed_deals_on_same_pair: 2,
    stop_loss_timeout_enabled: true,
    stop_loss_timeout_in_seconds: 120,
    stop_loss_type: 'stop_loss_and_disable_bot',
    trailing_deviation: '0.4',
    start_order_type: 'market',
    disable_after_deals_count: 3,
  };
  const id = await desk.bot(told);
  const changed = await desk.must('PATCH', `/bots/${id}/update`, { ...D9, name: 'Other', take_profit: 2 });
  expect(changed).toMatchObject({
    name: 'Other',
    take_profit: '2.0',
    leverage_type: 'cross',
    leverage_custom_value: '1.0',
    min_profit_type: 'base_order_volume',
    min_profit_percentage: '0.7',
    min_volume_btc_24h: '100.0',
    deal_start_delay_seconds: 30,
    reinvesting_percentage: '50.0',
    risk_reduction_percentage: '100.0',
    close_strategy_list: [RSI],
    safety_strategy_list: [{ options: { time: '3m', points: '30' }, strategy: 'rsi' }],
    min_price: '40000.0',
    max_price: null,
    min_price_percentage: null,
    allowed_deals_on_same_pair: 2,
    stop_loss_timeout_enabled: true,
    stop_loss_timeout_in_seconds: 120,
    stop_loss_type: 'stop_loss_and_disable_bot',
    trailing_deviation: '0.4',
    start_order_type: 'market',
    disable_after_deals_count: 3,
    deals_counter: 0,
  });
});

test('a bot as the service has recorded one: conditions close its deals, its take profit is 0', async () => {
  const desk = await BotDesk.open();
  const recorded = {
    close_strategy_list: [RSI],
    take_profit: '0.0',
    min_profit_percentage: '2.0',
    min_profit_type: 'base_order_volume',
    reinvesting_percentage: '100.0',
    risk_reduction_percentage: '0.0',
    start_order_type: 'market',
  };
  const { bot, deal } = await desk.deal(recorded);
  expect(await desk.must('GET', `/bots/${bot}/show`)).toMatchObject({ ...recorded, risk_reduction_percentage: null });
  const running = await desk.show(deal);
  expect(running).toMatchObject({
    status: 'bought',
    take_profit: '0.0',
    take_profit_price: '0',
    close_strategy_list: [RSI],
    min_profit_percentage: '2.0',
    smart_trade_convertable: false,
  });
  const orders = await desk.must('GET', `/deals/${deal}/market_orders`);
  expect(orders.map((order: { deal_order_type: string }) => order.deal_order_type)).toEqual(['Safety', 'Base']);
  const converted = await desk.call('POST', `/deals/${deal}/convert_to_smart_trade`);
  expect([converted.status, converted.body.error_description]).toMatchObject([
    403,
    expect.stringContaining('conditions'),
  ]);
  const edited = await desk.must('PATCH', `/deals/${deal}/update_deal`, { min_profit_percentage: 3 });
  expect(edited).toMatchObject({ min_profit_percentage: '3.0', min_profit_type: 'base_order_volume' });
});

test('a deal is closed once its conditions hold, and tells so', async () => {
  const desk = await BotDesk.open();
  const options = { time: '1m', points: '60', time_period: '1', trigger_condition: 'greater' };
  const { deal } = await desk.deal({
    close_strategy_list: [{ strategy: 'rsi', options }],
    take_profit: 0,
    max_safety_orders: 0,
    active_safety_orders_count: 0,
    start_order_type: 'market',
  });
  for (const price of ['50000', '49999', '49998', '49997', '49999', '50001']) {
    desk.world.clock.market += 60_000;
    await desk.world.trade('USDT_BTC', price, '0.1');
    desk.world.engine.advance();
    await desk.world.engine.read(() => undefined);
  }
  const shown = await desk.must('GET', `/deals/${deal}/show`);
  expect(shown).toMatchObject({ status: 'completed', sold_amount: '0.002', error_message: null });
  const texts = shown.bot_events.map(({ message }: { message: string }) => message);
  expect(texts).toContain('Close conditions are met');
  expect(texts.find((text: string) => text.startsWith('Placing TakeProfit trade'))).toContain('Price: market');
});

test('custom safety steps are the safety orders, and come back as they were sent', async () => {
  const desk = await BotDesk.open();
  const steps = [
    { deviation: '-1.1', size: 10 },
    { deviation: '-5', size: 200 },
  ];
  const { bot, deal } = await desk.deal({
    custom_safety_steps: steps,
    active_safety_orders_count: 2,
    start_order_type: 'market',
  });
  expect(await desk.must('GET', `/bots/${bot}/show`)).toMatchObject({
    custom_safety_steps: steps,
    max_safety_orders: 2,
  });
  expect(await desk.show(deal)).toMatchObject({ custom_safety_steps: steps, max_safety_orders: 2 });
  const orders = await desk.must('GET', `/deals/${deal}/market_orders`);
  const safety = orders.filter((order: { deal_order_type: string }) => order.deal_order_type === 'Safety');
  // 50050 · 0.989 = 49499.45 and 50050 · 0.95 = 47547.5
  expect(safety.map(({ rate }: { rate: string }) => rate).sort()).toEqual(['47547.5', '49499.45']);
  expect((await desk.call('PATCH', `/deals/${deal}/update_deal`, { custom_safety_steps: steps })).status).toBe(200);
  const other = await desk.call('PATCH', `/deals/${deal}/update_deal`, { custom_safety_steps: steps.slice(1) });
  expect(other.body.error_attributes).toEqual({ custom_safety_steps: ['of a running deal cannot be changed'] });
});

test('a stop loss that moves to breakeven', async () => {
  const desk = await BotDesk.open();
  const { bot, deal } = await desk.deal({
    take_profit: 0,
    take_profit_steps: [
      { amount_percentage: 50, profit_percentage: 1 },
      { amount_percentage: 50, profit_percentage: 2 },
    ],
    base_order_volume: 1000,
    max_safety_orders: 0,
    active_safety_orders_count: 0,
    stop_loss_percentage: 5,
    sl_to_breakeven_enabled: true,
    sl_to_breakeven_data: { upper_breakeven_limit: 0 },
    start_order_type: 'market',
  });
  const told = { sl_to_breakeven_enabled: true, sl_to_breakeven_data: { upper_breakeven_limit: 0 } };
  expect(await desk.show(deal)).toMatchObject({ ...told, stop_loss_price: '47547.5' });
  expect(bot).toBeGreaterThan(0);
  await desk.market('50610', '50620');
  expect(await desk.show(deal)).toMatchObject({ stop_loss_price: '50050.0', status: 'bought' });
  const off = await desk.must('PATCH', `/deals/${deal}/update_deal`, { sl_to_breakeven_enabled: false });
  expect(off).toMatchObject({ sl_to_breakeven_enabled: false, sl_to_breakeven_data: null, stop_loss_price: '47547.5' });
});

test('what cannot be done is refused by its name', async () => {
  const desk = await BotDesk.open();
  expect(await wrongs(desk, { leverage_type: 'isolated', leverage_custom_value: 3 })).toEqual({
    leverage_custom_value: ['must be less than or equal to 1: accounts are spot'],
  });
  expect(await wrongs(desk, { min_price_percentage: -5, max_price_percentage: 10 })).toEqual({
    min_price_percentage: ['is not supported: use min_price of a bot on one pair'],
    max_price_percentage: ['is not supported: use max_price of a bot on one pair'],
  });
  expect(await wrongs(desk, { min_price_percentage: null, leverage_custom_value: null })).toBe('accepted');
  expect(await wrongs(desk, { close_strategy_list: [{ strategy: 'nonstop' }] })).toEqual({
    close_strategy_list: ['nonstop starts deals, it does nothing here'],
  });
  expect(await wrongs(desk, { safety_strategy_list: [{ strategy: 'tv_custom_signal' }] })).toEqual({
    safety_strategy_list: ['tv_custom_signal starts deals, it does nothing here'],
  });
  expect(await wrongs(desk, { custom_safety_steps: [{ deviation: '1.1', size: 10 }] })).toEqual({
    custom_safety_steps: ['deviation must be below 0'],
  });
  expect(await wrongs(desk, { sl_to_breakeven_enabled: true })).toEqual({
    sl_to_breakeven_enabled: ['needs two take profits at least'],
  });
  expect(await wrongs(desk, { reinvesting_percentage: 50, base_order_volume_type: 'percent' })).toEqual({
    reinvesting_percentage: ['needs volumes in quote currency'],
  });
  expect(await wrongs(desk, { close_strategy_list: [RSI], trailing_enabled: true })).toEqual({
    trailing_enabled: ['not while conditions close deals'],
  });
  expect(await wrongs(desk, { close_strategy_list: [], take_profit: 0 })).toEqual({
    take_profit: ['must be greater than 0'],
  });
});
