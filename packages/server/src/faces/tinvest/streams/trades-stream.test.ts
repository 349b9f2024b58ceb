import type { TradesStreamResponse } from 'tinkoff-sdk-grpc-js/dist/generated/orders.js';
import { describe, expect, test, vi } from 'vitest';
import { SBER, type TestBroker, testBroker } from '../test-broker.ts';
import { heard, resting, untilOpen } from '../test-order-stream.ts';

/** The first message of TradesStream, to be awaited once its listening has begun. */
async function firstTrade(broker: TestBroker, accounts: string[]): Promise<{ message: Promise<object> }> {
  const client = broker.client('OrdersStreamService');
  const stream = heard<TradesStreamResponse>((options) => client.tradesStream({ accounts, pingDelayMs: 1 }, options));
  const message = stream.hear();
  await untilOpen(broker, 'TradesStream', 1);
  return { message };
}

describe('TradesStream', () => {
  test('tells fills alone, in pieces, without any subscription message', async () => {
    const broker = await testBroker();
    const { message } = await firstTrade(broker, [broker.accountId]);
    await broker.client('OrdersService').postOrder(resting(broker));
    broker.clock.market += 1_000;
    await broker.trade('SBER', '322.5', '10', 'sell');
    const moment = new Date(broker.clock.market);
    expect(await message).toEqual({
      orderTrades: {
        orderId: '16',
        createdAt: moment,
        direction: 1,
        figi: SBER.figi,
        trades: [{ dateTime: moment, price: { units: 322, nano: 500_000_000 }, quantity: 10, tradeId: '16' }],
        accountId: broker.accountId,
        instrumentUid: SBER.uid,
      },
    });
  });

  test('reaches the wrapper of tinkoff-invest-api', async () => {
    const broker = await testBroker();
    const { trades: stream } = broker.api().stream;
    const ids: (string | undefined)[] = [];
    stream.on('data', ({ orderTrades }) => void ids.push(orderTrades?.orderId));
    stream.on('error', () => undefined);
    stream.watch({ accounts: [broker.accountId] });
    await untilOpen(broker, 'TradesStream', 1);
    await broker.client('OrdersService').postOrder(resting(broker, { orderType: 2, price: undefined }));
    await vi.waitFor(() => expect(ids).toEqual(['16']));
  });
});
