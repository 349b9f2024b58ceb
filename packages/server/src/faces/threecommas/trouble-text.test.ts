import { expect, test } from 'vitest';
import { BotDesk } from './test-bots.ts';
import { troubleText } from './trouble-text.ts';

test('words of the core are sentences, and say what follows', () => {
  expect(troubleText('take profit: client')).toBe('take profit: the order was cancelled by hand');
  expect(troubleText('safety order 2: needs 135.04 USDT, 93.8 USDT free')).toBe(
    'safety order 2: needs 135.04 USDT, 93.8 USDT free',
  );
  expect(troubleText('no price to buy at')).toBe('no price to buy at');
  expect(troubleText('closing: market_closed')).toBe('Closing failed: the market is closed');
  expect(troubleText('closing at the market: needs 1 USDT', 'It goes on')).toBe(
    'Closing failed: needs 1 USDT. It goes on',
  );
});

test('a panic sale that nobody takes: the deal goes on, and says why and what to do', async () => {
  const desk = await BotDesk.open();
  const { deal } = await desk.deal({ start_order_type: 'market' });
  const pair = desk.world.engine.market(({ instruments }) => instruments.bySymbol.get('USDT_BTC')?.id ?? 0);
  await desk.world.offer({ kind: 'depth', instrument: pair, bids: [], asks: [5_000_000, 1_000] });
  const sold = await desk.must('POST', `/deals/${deal}/panic_sell`);
  expect(sold).toMatchObject({
    status: 'bought',
    deal_has_error: true,
    error_message: 'Closing failed: nobody takes it at the market now. The coins are still held: close it again later',
  });
  await desk.world.quote('USDT_BTC', '49990', '0.0005', '50000', '10');
  expect(await desk.must('POST', `/deals/${deal}/panic_sell`)).toMatchObject({
    status: 'panic_sell_order_placed',
    sold_amount: '0.0005',
    error_message: 'Closing failed: nobody takes it at the market now. It goes on as soon as somebody does',
  });
  await desk.market('49990', '50000');
  desk.world.clock.market += 2_000;
  await desk.market('49990', '50000');
  expect(await desk.show(deal)).toMatchObject({ status: 'panic_sold', sold_amount: '0.002', error_message: null });
  const again = await desk.call('POST', `/deals/${deal}/panic_sell`);
  expect([again.status, again.body]).toEqual([403, { error: 'Forbidden', error_description: 'the deal is over' }]);
});
