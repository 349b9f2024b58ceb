import { expect, test } from 'vitest';
import { BotDesk } from './test-bots.ts';
import { D18, TradesV2Desk } from './test-trades-v2.ts';

test('funds are added to a smart trade of the first form, answered as it was asked for, and taken back', async () => {
  const trades = await TradesV2Desk.open();
  const { desk } = trades;
  const { id } = await trades.made({ take_profit: D18 });
  const add = (more: object) => desk.call('POST', `/smart_trades/${id}/add_funds`, { quantity: '0.001', ...more });
  const resting = await add({ is_market: false, rate: 45_000, response_type: 'step' });
  expect(resting).toMatchObject({
    status: 201,
    body: {
      smart_trade_id: id,
      type: 'SmartTradeStep::BuyStep',
      price: '45000.0',
      initial_amount: '0.001',
      initial_total: '45.0',
      actual_amount: '0.0',
      status: 'need_check',
    },
  });
  expect(await add({ is_market: true })).toMatchObject({ status: 201, body: { status: 'success' } });
  // 0.001 · 50000 and a thousandth
  expect(await add({ is_market: true, response_type: 'order' })).toMatchObject({
    status: 201,
    body: { order_type: 'BUY', status_string: 'Filled', quantity: '0.001', total: '50.05', rate: '0.0' },
  });
  expect(await add({ is_market: 'true', response_type: 'smart_trade' })).toMatchObject({
    status: 201,
    body: { id, type: 'SmartTrade::Classic', units_to_buy: '0.01237' },
  });
  expect(await trades.shown(id)).toMatchObject({ data: { entered_amount: '0.01537' } });
  expect(await add({ is_market: false })).toMatchObject({
    status: 400,
    body: { error_attributes: { rate: ['is missing'] } },
  });
  const cancel = () => desk.call('POST', `/smart_trades/${id}/cancel_order?step_id=${resting.body.id}`);
  expect(await cancel()).toMatchObject({ status: 201, body: { id } });
  expect(await cancel()).toMatchObject({ status: 404, body: { error_description: 'Step not found' } });
});

test('a deal becomes a smart trade with its exits; its bot goes on or is stopped', async () => {
  const desk = await BotDesk.open();
  const { bot, deal } = await desk.deal({ stop_loss_percentage: 10 });
  const trade = await desk.must('POST', `/deals/${deal}/convert_to_smart_trade`);
  expect(trade).toMatchObject({
    version: 2,
    status: { type: 'waiting_targets' },
    position: { units: { value: '0.002' }, price: { value: '50050.0' }, status: { type: 'smart_sell' } },
    take_profit: { steps: [{ order_type: 'limit', price: { value: '50851.61' }, status: { type: 'order_placed' } }] },
    stop_loss: { enabled: true, conditional: { price: { value: '45045.0', type: 'bid' } } },
    note: `Created from deal ${deal}`,
    skip_enter_step: true,
    data: { type: 'smart_sell' },
  });
  expect(await desk.show(deal)).toMatchObject({ status: 'cancelled' });
  expect(await desk.must('GET', `/bots/${bot}/show`)).toMatchObject({ is_enabled: true });
  const again = await desk.call('POST', `/deals/${deal}/convert_to_smart_trade`);
  expect(again).toMatchObject({ status: 403, body: { error: 'Forbidden' } });
  const second = await desk.deal();
  await desk.must('POST', `/deals/${second.deal}/convert_to_smart_trade`, { stop_bot: true });
  expect(await desk.must('GET', `/bots/${second.bot}/show`)).toMatchObject({ is_enabled: false });
  const other = await desk.world.addKey({}, await desk.world.addPerson('bob'));
  const path = `/public/api/ver1/deals/${second.deal}/convert_to_smart_trade`;
  expect(await desk.world.call('POST', path, {}, other)).toMatchObject({ status: 404 });
});

test('selling everything ends smart trades, too: what is held is sold, what waits is cancelled', async () => {
  const trades = await TradesV2Desk.open();
  const { desk } = trades;
  const held = await trades.made({ take_profit: D18 });
  const conditional = { price: { value: 40_000 }, order_type: 'market' };
  const waiting = await trades.made({
    position: { type: 'buy', order_type: 'conditional', units: { value: '0.01' }, conditional },
    take_profit: D18,
  });
  await desk.must('POST', `/accounts/${desk.account}/sell_all_to_usd`);
  expect(await trades.shown(held.id)).toMatchObject({ status: { type: 'panic_sold' } });
  expect(await trades.shown(waiting.id)).toMatchObject({ status: { type: 'cancelled' } });
  expect(await trades.must('GET', '?status=active')).toEqual([]);
  const held2 = await trades.made({ take_profit: D18 });
  await desk.must('POST', `/accounts/${desk.account}/sell_all_to_btc`);
  expect(await trades.shown(held2.id)).toMatchObject({ status: { type: 'panic_sold' } });
});
