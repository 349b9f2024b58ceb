import { expect, test } from 'vitest';
import { BotDesk } from './test-bots.ts';

async function messages(desk: BotDesk, deal: number): Promise<string[]> {
  const { bot_events: events } = await desk.must('GET', `/deals/${deal}/show`);
  return events.map(({ message }: { message: string }) => message);
}

test('a stop loss sells at the market and tells it in the recorded words', async () => {
  const desk = await BotDesk.open();
  const { bot, deal } = await desk.deal({
    stop_loss_percentage: 10,
    stop_loss_type: 'stop_loss_and_disable_bot',
    max_safety_orders: 0,
  });
  await desk.market('45000', '45010');
  expect(await desk.show(deal)).toMatchObject({
    status: 'stop_loss_finished',
    localized_status: 'StopLoss',
    sold_volume: '89.91',
    final_profit: '-10.19',
    final_profit_percentage: '-10.18',
    stop_loss_price: null,
  });
  expect(await desk.must('GET', `/bots/${bot}/show`)).toMatchObject({ is_enabled: false, finished_deals_count: '1' });
  expect((await messages(desk, deal)).slice(0, 3)).toEqual([
    'Stop loss 📛  -10.19 USDT (-10.19 $) (-10.18% from total volume) #stoploss',
    'StopLoss trade finished. Price: 44955.0 USDT Size: 89.91 USDT (0.002 BTC)',
    'Placing StopLoss trade. Price: market Size: 90.0 USDT (0.002 BTC)',
  ]);
  expect(await desk.must('GET', `/deals/${deal}/market_orders`)).toMatchObject([
    { deal_order_type: 'Stop Loss', order_type: 'SELL', rate: '0.0', total: '89.91', average_price: '44955.0' },
    { deal_order_type: 'Take Profit', status_string: 'Cancelled' },
    { deal_order_type: 'Base' },
  ]);
});

test('a trailing take profit is activated, follows the price and sells (D13)', async () => {
  const desk = await BotDesk.open();
  const { deal } = await desk.deal({ max_safety_orders: 0, trailing_enabled: true, trailing_deviation: '0.2' });
  await desk.market('50851', '51400');
  expect(await desk.show(deal)).toMatchObject({ status: 'bought', trailing_max_price: null });
  await desk.market('51300', '51400');
  expect(await desk.show(deal)).toMatchObject({
    status: 'ttp_activated',
    localized_status: 'TTP activated',
    trailing_max_price: '51300.0',
    'cancellable?': true,
    'panic_sellable?': true,
  });
  await desk.market('51197', '51400');
  expect(await desk.show(deal)).toMatchObject({
    status: 'completed',
    sold_volume: '102.291606',
    final_profit: '2.191606',
    final_profit_percentage: '2.19',
  });
  expect((await messages(desk, deal))[1]).toBe(
    'TakeProfit trade finished. Price: 51145.803 USDT Size: 102.291606 USDT (0.002 BTC)',
  );
});

test('a panic sale and a cancelling say which orders were taken back', async () => {
  const desk = await BotDesk.open();
  const { deal } = await desk.deal();
  await desk.must('POST', `/deals/${deal}/panic_sell`);
  expect((await messages(desk, deal)).slice(0, 6)).toEqual([
    '(USDT_BTC): Trade closed at market price. Profit:  -0.21998 USDT (-0.22 $) (-0.22% from total volume)). #panicsell about 1 minute',
    'Panic Sell trade finished. Price: 49940.01 USDT Size: 99.88002 USDT (0.002 BTC)',
    'Placing Panic Sell trade. Price: market Size: 99.98 USDT (0.002 BTC)',
    'Cancelling buy order (1 out of 3). Price: 49049.0 USDT Size: 100.05996 USDT (0.00204 BTC)',
    'TakeProfit trade cancelled. Price: 50851.61 USDT Size: 101.70322 USDT (0.002 BTC)',
    'Cancelling TakeProfit trade. Price: 50851.61 USDT Size: 101.70322 USDT (0.002 BTC)',
  ]);
});

test('a nonstop bot starts its next deal when the one before ends', async () => {
  const desk = await BotDesk.open();
  const bot = await desk.bot({ strategy_list: [{ strategy: 'nonstop' }], cooldown: 60 });
  await desk.must('POST', `/bots/${bot}/enable`);
  const [first] = (await desk.must('GET', `/bots/${bot}/show`)).active_deals;
  expect(first).toMatchObject({ status: 'bought' });
  await desk.market('50851.61', '50860');
  expect(await desk.show(first.id)).toMatchObject({ status: 'completed', final_profit: '1.50151678' });
  expect(await desk.must('GET', '/deals?scope=active')).toEqual([]);
  desk.world.clock.market += 60_000;
  await desk.market('50851.61', '50860');
  expect(await desk.must('GET', '/deals?scope=active')).toMatchObject([{ bot_id: bot, status: 'bought' }]);
});
