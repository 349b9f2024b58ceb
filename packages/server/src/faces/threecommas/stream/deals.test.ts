import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { BotDesk } from '../test-bots.ts';
import { hmac, type TestKey } from '../test-threecommas.ts';

type Message = { type?: string; message?: Record<string, unknown> };

/** A reader of the channel of deals, subscribed. */
async function reader({ world }: BotDesk, { apiKey, secret }: TestKey = world.key): Promise<Message[]> {
  const socket = new WebSocket(`${world.url.replace('http', 'ws')}/websocket`);
  onTestFinished(() => socket.terminate());
  const users = [{ api_key: apiKey, signature: hmac(secret, '/deals') }];
  const identifier = JSON.stringify({ channel: 'DealsChannel', users });
  const messages: Message[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  socket.on('open', () => socket.send(JSON.stringify({ identifier, command: 'subscribe' })));
  await vi.waitFor(() => expect(messages.map(({ type }) => type)).toContain('confirm_subscription'), 5_000);
  return messages;
}

const statuses = (messages: readonly Message[]): unknown[] =>
  messages.flatMap(({ message }) => (message?.status === undefined ? [] : [message.status]));

test('deals are told of when they begin, change and end, as the list has them; to their owner alone', async () => {
  const desk = await BotDesk.open();
  const bob = await desk.world.addPerson('bob');
  const [own, other] = [await reader(desk), await reader(desk, await desk.world.addKey({}, bob))];
  const { bot, deal } = await desk.deal();
  await vi.waitFor(() => expect(statuses(own)).toEqual(['bought']), 5_000);
  await desk.market('49040', '49049');
  await vi.waitFor(() => expect(own.at(-1)?.message).toMatchObject({ bought_volume: '200.26001996' }), 5_000);
  const { bot_events: _, ...shown } = await desk.show(deal);
  expect(own.at(-1)?.message).toEqual(shown);
  await desk.must('POST', `/bots/${bot}/panic_sell_all_deals`);
  await vi.waitFor(() => expect(statuses(own).at(-1)).toBe('panic_sold'), 5_000);
  expect(own.at(-1)).not.toHaveProperty('type');
  expect(statuses(other)).toEqual([]);
});

test('many changes at once are told as the deal stands then, its end always', async () => {
  const desk = await BotDesk.open();
  const messages = await reader(desk);
  const { deal } = await desk.deal();
  const changes = Array.from({ length: 40 }, (_, i) =>
    desk.call('POST', `/deals/${deal}/update_tp?new_take_profit_percentage=${i + 1}`),
  );
  await Promise.all([...changes, desk.call('POST', `/deals/${deal}/cancel`)]);
  await vi.waitFor(() => expect(statuses(messages).at(-1)).toBe('cancelled'), 5_000);
  expect(statuses(messages).filter((status) => status === 'cancelled')).toHaveLength(1);
});
