import { describe, expect, test } from 'vitest';
import { BotDesk } from './test-bots.ts';

const DEAL_KEYS =
  'from_currency_id to_currency_id id type bot_id max_safety_orders deal_has_error account_id active_safety_orders_count created_at updated_at closed_at finished? current_active_safety_orders_count current_active_safety_orders completed_safety_orders_count completed_manual_safety_orders_count cancellable? panic_sellable? trailing_enabled tsl_enabled stop_loss_timeout_enabled stop_loss_timeout_in_seconds active_manual_safety_orders pair status localized_status take_profit take_profit_steps base_order_volume safety_order_volume safety_order_step_percentage safety_order_calculation_mode leverage_type leverage_custom_value bought_amount bought_volume bought_average_price base_order_average_price sold_amount sold_volume sold_average_price take_profit_type final_profit martingale_coefficient martingale_volume_coefficient martingale_step_coefficient stop_loss_percentage sl_to_breakeven_enabled sl_to_breakeven_data error_message profit_currency stop_loss_type safety_order_volume_type base_order_volume_type from_currency to_currency final_profit_percentage usd_final_profit actual_profit actual_usd_profit failed_message reserved_base_coin reserved_second_coin trailing_deviation trailing_max_price tsl_max_price strategy last_known_position_info min_profit_percentage min_profit_type close_strategy_list safety_strategy_list custom_safety_steps note add_fundable smart_trade_convertable bot_name account_name market_type current_price take_profit_price stop_loss_price actual_profit_percentage reserved_quote_funds reserved_base_funds orderbook_price_currency crypto_widget buy_steps'.split(
    ' ',
  );

describe('a whole long deal (D9)', () => {
  test('is played through the API to the last digit', async () => {
    const desk = await BotDesk.open();
    const { deal } = await desk.deal({ stop_loss_percentage: 10 });
    expect(Object.keys(await desk.show(deal))).toEqual([...DEAL_KEYS, 'bot_events']);
    expect(await desk.show(deal)).toMatchObject({
      type: 'Deal',
      status: 'bought',
      localized_status: 'Active',
      bought_amount: '0.002',
      bought_volume: '100.1',
      bought_average_price: '50050.0',
      base_order_average_price: '50050.0',
      sold_average_price: '0',
      take_profit: '1.5',
      take_profit_price: '50851.61',
      stop_loss_price: '45045.0',
      current_active_safety_orders_count: 1,
      final_profit_percentage: '0',
      'finished?': false,
      'panic_sellable?': true,
      add_fundable: true,
      closed_at: null,
    });
    await desk.market('49040', '49049');
    expect(await desk.show(deal)).toMatchObject({
      bought_amount: '0.00404',
      bought_volume: '200.26001996',
      bought_average_price: '49569.3118712871287128712871287128713',
      take_profit_price: '50363.22',
      completed_safety_orders_count: 1,
      reserved_base_coin: '200.26001996',
      reserved_second_coin: '0.00404',
    });
    await desk.market('47540', '47547.50');
    await desk.market('45290', '45295.25');
    expect(await desk.show(deal)).toMatchObject({ take_profit_price: '47646.67', completed_safety_orders_count: 3 });
    await desk.market('47646.67', '47650');
    expect(await desk.show(deal)).toMatchObject({
      status: 'completed',
      localized_status: 'Completed',
      'finished?': true,
      'cancellable?': false,
      closed_at: '2026-11-20T09:00:00.000Z',
      bought_amount: '0.01709',
      bought_volume: '801.445589945',
      sold_amount: '0.01709',
      sold_volume: '813.4673087097',
      final_profit: '12.02171876',
      final_profit_percentage: '1.5',
      usd_final_profit: '12.02',
      actual_profit: '12.0217187647',
      actual_usd_profit: '12.0217187647',
      reserved_base_coin: '-12.0217187647',
      reserved_second_coin: '0.0',
      current_price: '0.0',
      take_profit_price: '0',
      stop_loss_price: null,
      actual_profit_percentage: '0',
      current_active_safety_orders_count: 0,
    });
  });

  test('tells what has happened in the recorded words, newest first', async () => {
    const desk = await BotDesk.open();
    const { deal } = await desk.deal({ max_safety_orders: 1 });
    await desk.market('49040', '49049');
    desk.world.clock.market += 5 * 3_600_000;
    await desk.market('50363.22', '50370');
    const { bot_events: events } = await desk.must('GET', `/deals/${deal}/show`);
    expect(events[0]).toEqual({ message: expect.any(String), created_at: '2026-11-20T14:00:00.000Z' });
    expect(events.map(({ message }: { message: string }) => message).reverse()).toEqual([
      'Placing base order. Price: 50000.0 USDT Size: 100.0 USDT (0.002 BTC)',
      'Base order executed.  Price: 50050.0 USDT.  Size: 100.1 USDT (0.002 BTC)',
      'Placing TakeProfit trade.  Price: 50851.61 USDT Size: 101.70322 USDT (0.002 BTC), the price should rise for 1.70% to close the trade',
      'Placing averaging order (1 out of 1). Price: 49049.0 USDT Size: 100.05996 USDT (0.00204 BTC)',
      'Averaging order (1 out of 1) executed. Price: 49098.049 USDT Size: 100.16001996 USDT (0.00204 BTC) #lastAO 😬',
      'Cancelling TakeProfit trade. Price: 50851.61 USDT Size: 101.70322 USDT (0.002 BTC)',
      'TakeProfit trade cancelled. Price: 50851.61 USDT Size: 101.70322 USDT (0.002 BTC)',
      'Placing TakeProfit trade.  Price: 50363.22 USDT Size: 203.4674088 USDT (0.00404 BTC), the price should rise for 2.68% to close the trade',
      'TakeProfit trade finished. Price: 50312.85678 USDT Size: 203.2639413912 USDT (0.00404 BTC)',
      '(USDT_BTC): Trade completed. Profit:  +3.00392143 USDT (3.0 $) (1.5% from total volume)). #profit about 5 hours',
    ]);
  });
});

describe('panic sell and update_tp (D10)', () => {
  test('update_tp moves the take profit; panic_sell closes at the market, to the last digit', async () => {
    const desk = await BotDesk.open();
    const { bot, deal } = await desk.deal();
    await desk.market('49040', '49049');
    const tp = async (percent: string) =>
      (await desk.must('POST', `/deals/${deal}/update_tp?new_take_profit_percentage=${percent}`)).take_profit_price;
    expect([await tp('3'), await tp('0.5')]).toEqual(['51107.5', '49867.03']);
    await desk.market('48500', '49050');
    expect(await desk.show(deal)).toMatchObject({
      actual_profit: '-4.51595996',
      actual_profit_percentage: '-2.16',
      current_price: '48500.0',
      take_profit: '0.5',
    });
    const stats = await desk.must('GET', `/bots/stats?bot_id=${bot}`);
    expect(stats.profits_in_usd).toEqual({
      overall_usd_profit: 0,
      today_usd_profit: 0,
      active_deals_usd_profit: -4.51595996,
      funds_locked_in_active_deals: 200.26001996,
    });
    expect([stats.overall_stats, stats.today_stats]).toEqual([{}, {}]);
    expect(await desk.must('POST', `/deals/${deal}/panic_sell`)).toMatchObject({
      status: 'panic_sold',
      localized_status: 'Closed at Market Price',
      sold_volume: '195.74406',
      final_profit: '-4.51595996',
      final_profit_percentage: '-2.26',
      usd_final_profit: '-4.52',
    });
    for (const command of ['panic_sell', 'cancel', 'update_tp?new_take_profit_percentage=1'])
      expect(await desk.call('POST', `/deals/${deal}/${command}`)).toMatchObject({
        status: 403,
        body: { error: 'Forbidden' },
      });
    expect(await desk.call('PATCH', `/deals/${deal}/update_deal`, { take_profit: 1 })).toMatchObject({
      status: 400,
      body: { error_attributes: { base: ["Can't be edit"] } },
    });
    const zero = await desk.call('POST', `/deals/${deal}/update_tp?new_take_profit_percentage=0`);
    expect(zero.body.error_attributes).toEqual({ new_take_profit_percentage: ['must be greater than 0'] });
  });

  test('statistics add the three closings up: 9.00727558', async () => {
    const desk = await BotDesk.open();
    const { bot, deal } = await desk.deal();
    for (const ask of ['49049', '47547.50', '45295.25']) await desk.market('45000', ask);
    await desk.market('47646.67', '47650');
    expect(await desk.show(deal)).toMatchObject({ final_profit: '12.02171876' });
    const again = async () => {
      await desk.market('49990', '50000');
      return (await desk.must('POST', `/bots/${bot}/start_new_deal`)).id;
    };
    const second = await again();
    await desk.market('49040', '49049');
    await desk.market('48500', '49050');
    await desk.must('POST', `/deals/${second}/panic_sell`);
    await again();
    await desk.market('50851.61', '50860');
    await again();
    await desk.must('POST', `/bots/${bot}/cancel_all_deals`);
    const stats = await desk.world.call('GET', '/public/api/ver1/bots/stats?account_id=&bot_id=');
    expect(stats.text).toContain('"overall_stats":{"USDT":"9.00727558"},"today_stats":{"USDT":"9.00727558"}');
    expect(stats.body.profits_in_usd).toEqual({
      overall_usd_profit: 9.01,
      today_usd_profit: 9.01,
      active_deals_usd_profit: 0,
      funds_locked_in_active_deals: 0,
    });
    expect(await desk.must('GET', `/bots/${bot}/deals_stats`)).toEqual({
      active: 0,
      completed: 2,
      panic_sold: 1,
      from_currency_is_dollars: true,
      completed_deals_usd_profit: '9.00727558',
      completed_deals_btc_profit: expect.stringMatching(/^0\.0001\d{4}$/),
      funds_locked_in_active_deals: '0.0',
      btc_funds_locked_in_active_deals: '0.00000000',
      active_deals_usd_profit: '0.0',
      active_deals_btc_profit: '0.00000000',
    });
    const days = await desk.must('GET', `/bots/${bot}/profit_by_day?days=2`);
    expect(days.data).toMatchObject([
      { s_date: '2026-11-19', unix_timestamp: 1795046400, profit: { btc: '0.00000000', usd: '0.00' } },
      { s_date: '2026-11-20', unix_timestamp: 1795132800, profit: { usd: '9.01' } },
    ]);
    expect(await desk.must('GET', '/bots/stats_by_date?date=2026-11-20')).toMatchObject({
      stats: { USDT: '9.00727558' },
      usd_profit: '9.01',
    });
    expect(await desk.must('GET', `/bots/${bot}/show`)).toMatchObject({
      finished_deals_profit_usd: '9.00727558',
      finished_deals_count: '3',
    });
    const deals = await desk.must('GET', '/deals');
    expect(deals.map(({ status }: { status: string }) => status)).toEqual([
      'cancelled',
      'completed',
      'panic_sold',
      'completed',
    ]);
    const scoped = async (query: string) => (await desk.must('GET', `/deals?${query}`)).length;
    expect([
      await scoped('scope=finished'),
      await scoped('scope=completed'),
      await scoped('scope=active'),
      await scoped('scope=anything'),
      await scoped('limit=1'),
      await scoped('limit=5000&offset=3'),
      await scoped('base=BTC&quote=USDT'),
      await scoped('base=ETH'),
      await scoped('from=2026-11-21'),
    ]).toEqual([4, 2, 0, 4, 1, 1, 4, 0, 0]);
    const best = await desk.must('GET', '/deals?order=profit&order_direction=desc');
    expect(best.map(({ final_profit }: { final_profit: string }) => final_profit)).toEqual([
      '12.02171876',
      '1.50151678',
      expect.any(String),
      expect.any(String),
    ]);
  });
});

test('update_max_safety_orders refills the window, and does not go below what is filled (D11)', async () => {
  const desk = await BotDesk.open();
  const grid = { martingale_step_coefficient: 1, martingale_volume_coefficient: 1, safety_order_step_percentage: 1 };
  const { deal } = await desk.deal({ ...grid, max_safety_orders: 5, active_safety_orders_count: 2 });
  await desk.market('49540', '49549.50');
  await desk.market('49040', '49049');
  const max = (count: number) =>
    desk.call('POST', `/deals/${deal}/update_max_safety_orders`, { max_safety_orders: count });
  expect((await max(3)).body).toMatchObject({ max_safety_orders: 3, current_active_safety_orders_count: 1 });
  expect((await max(5)).body).toMatchObject({ current_active_safety_orders_count: 2 });
  expect((await max(2)).body).toMatchObject({
    current_active_safety_orders_count: 0,
    completed_safety_orders_count: 2,
  });
  const low = await max(1);
  expect([low.status, Object.keys(low.body.error_attributes)]).toEqual([400, ['max_safety_orders']]);
  expect((await max(201)).body.error_attributes).toEqual({ max_safety_orders: ['must be less than or equal to 200'] });
});

test('update_deal changes what it names and keeps the rest', async () => {
  const desk = await BotDesk.open();
  const { bot, deal } = await desk.deal();
  const changed = await desk.must('PATCH', `/deals/${deal}/update_deal`, {
    take_profit: 2,
    trailing_enabled: true,
    trailing_deviation: '0.5',
    stop_loss_percentage: 12,
    max_safety_orders: 2,
    note: 'keep an eye on it',
  });
  expect(changed).toMatchObject({
    take_profit: '2.0',
    trailing_enabled: true,
    trailing_deviation: '0.5',
    stop_loss_percentage: '12.0',
    stop_loss_price: '44044.0',
    max_safety_orders: 2,
    note: 'keep an eye on it',
  });
  const long = await desk.call('PATCH', `/deals/${deal}/update_deal`, { note: 'x'.repeat(301) });
  expect(long.body.error_attributes).toEqual({ note: ['too long. Max is 300 symbols'] });
  const steps = [
    { id: 0, amount_percentage: 40, profit_percentage: 2 },
    { id: 1, amount_percentage: 60, profit_percentage: 3 },
  ];
  const stepped = await desk.must('PATCH', `/deals/${deal}/update_deal`, {
    take_profit_steps: steps,
    trailing_enabled: false,
  });
  expect(stepped).toMatchObject({
    take_profit: null,
    take_profit_steps: [
      {
        id: 0,
        amount_percentage: 40,
        trade_id: deal,
        initial_amount: '0.0008',
        status: 'Placed',
        panic_sellable: true,
      },
      { id: 1, amount_percentage: 60, trade_id: deal + 1, initial_amount: '0.0012', status: 'Placed', editable: true },
    ],
  });
  const sold = await desk.must('POST', `/deals/${deal}/panic_sell_step`, { trade_id: deal });
  expect(sold).toMatchObject({
    sold_amount: '0.0008',
    take_profit_steps: [{ status: 'Filled' }, { status: 'Placed' }],
  });
  expect((await desk.call('POST', `/deals/${deal}/panic_sell_step`, { trade_id: 1 })).status).toBe(404);
  expect((await desk.must('GET', `/bots/${bot}/show`)).take_profit).toBe('1.5');
  const sum = await desk.call('PATCH', `/deals/${deal}/update_deal`, { take_profit_steps: [steps[0]] });
  expect(sum.status).toBe(400);
});

test('a short deal sells first; a cancelled deal leaves its coins', async () => {
  const desk = await BotDesk.open();
  const { bot, deal } = await desk.deal({
    strategy: 'short',
    base_order_volume: '0.01',
    base_order_volume_type: 'base_currency',
  });
  expect(await desk.show(deal)).toMatchObject({
    type: 'Deal::ShortDeal',
    strategy: 'short',
    sold_amount: '0.01',
    bought_amount: '0.0',
    base_order_volume: '0.01',
    base_order_volume_type: 'base_currency',
  });
  expect(await desk.must('POST', `/deals/${deal}/cancel`)).toMatchObject({ status: 'cancelled', 'finished?': true });
  expect(await desk.must('GET', `/bots/${bot}/show?include_events=true`)).toMatchObject({
    active_deals: [],
    bot_events: expect.arrayContaining([{ message: '(USDT_BTC): Trade cancelled.', created_at: expect.any(String) }]),
  });
});
