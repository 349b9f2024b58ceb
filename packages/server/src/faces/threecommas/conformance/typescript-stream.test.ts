import { expect, onTestFinished, test, vi } from 'vitest';
import { BotDesk } from '../test-bots.ts';
import { clientOf, divertSockets } from './test-typescript-client.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
type Message = { type?: string; message?: any };

const CONFIRMED = expect.objectContaining({ type: 'confirm_subscription' });

test('3commas-typescript follows deals over its WebSocket', async () => {
  const desk = await BotDesk.open();
  divertSockets(desk.world);
  const api = clientOf(desk.world);
  const messages: Message[] = [];
  api.subscribeDeal((data) => messages.push(JSON.parse(String(data))));
  onTestFinished(() => api.unsubscribe());
  await vi.waitFor(() => expect(messages).toContainEqual(CONFIRMED), 5_000);
  const { deal } = await desk.deal();
  await vi.waitFor(() => expect(messages.at(-1)).toMatchObject({ message: { id: deal, status: 'bought' } }), 5_000);
});

test('3commas-typescript follows smart trades over its WebSocket', async () => {
  const desk = await BotDesk.open();
  divertSockets(desk.world);
  const api = clientOf(desk.world);
  const messages: Message[] = [];
  api.subscribeSmartTrade((data) => messages.push(JSON.parse(String(data))));
  onTestFinished(() => api.unsubscribe());
  await vi.waitFor(() => expect(messages).toContainEqual(CONFIRMED), 5_000);
  const made = (await api.smartTrade({
    account_id: desk.account,
    pair: 'USDT_BTC',
    position: { type: 'buy', order_type: 'market', units: { value: 0.01 } },
    take_profit: {
      enabled: true,
      steps: [{ order_type: 'limit', price: { value: 51_000, type: 'bid' }, volume: 100 }],
    },
    stop_loss: { enabled: false },
  })) as { id: number };
  await vi.waitFor(
    () => expect(messages.at(-1)).toMatchObject({ message: { id: made.id, status: { type: 'waiting_targets' } } }),
    5_000,
  );
  await desk.market('51000', '51010');
  await vi.waitFor(() => expect(messages.at(-1)?.message?.status).toMatchObject({ type: 'finished' }), 5_000);
  expect(messages.at(-1)?.message).toEqual(await api.getSmartTrade(made.id));
});
