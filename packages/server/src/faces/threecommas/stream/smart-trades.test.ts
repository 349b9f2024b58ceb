import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { hmac, type TestKey } from '../test-threecommas.ts';
import { D18, LONG, STOP, TradesV2Desk } from '../test-trades-v2.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
type Message = { type?: string; message?: any };

/** A reader of the channel of smart trades, subscribed. */
async function reader({ desk: { world } }: TradesV2Desk, { apiKey, secret }: TestKey = world.key): Promise<Message[]> {
  const socket = new WebSocket(`${world.url.replace('http', 'ws')}/websocket/smart_trades`);
  onTestFinished(() => socket.terminate());
  const users = [{ api_key: apiKey, signature: hmac(secret, '/smart_trades') }];
  const identifier = JSON.stringify({ channel: 'SmartTradesChannel', users });
  const messages: Message[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  socket.on('open', () => socket.send(JSON.stringify({ identifier, command: 'subscribe' })));
  await vi.waitFor(() => expect(messages.map(({ type }) => type)).toContain('confirm_subscription'), 5_000);
  return messages;
}

const statuses = (messages: readonly Message[]): unknown[] =>
  messages.flatMap(({ message }) => (message?.status === undefined ? [] : [message.status.type]));

const CONDITIONAL = {
  ...LONG,
  order_type: 'conditional',
  conditional: { price: { value: 48_000 }, order_type: 'market', trailing: { enabled: true, percent: 1 } },
};

test('smart trades are told of when their status changes, as they are read; to their owner alone', async () => {
  const trades = await TradesV2Desk.open();
  const { desk } = trades;
  const bob = await desk.world.addPerson('bob');
  const [own, other] = [await reader(trades), await reader(trades, await desk.world.addKey({}, bob))];
  const { id } = await trades.made({ position: CONDITIONAL, take_profit: D18 });
  await vi.waitFor(() => expect(statuses(own)).toEqual(['waiting_position']), 5_000);
  // it trails, then buys: only the second is another status
  await desk.market('47990', '48000');
  await desk.market('48490', '48500');
  await vi.waitFor(() => expect(statuses(own)).toEqual(['waiting_position', 'waiting_targets']), 5_000);
  expect(own.at(-1)?.message).toEqual(await trades.shown(id));
  await trades.must('POST', `/${id}/set_note`, { note: 'no status' });
  for (const bid of [51_000, 52_000, 53_000, 55_000]) await desk.market(`${bid}`, `${bid + 10}`);
  await vi.waitFor(() => expect(statuses(own).at(-1)).toBe('finished'), 5_000);
  expect(statuses(own)).toEqual(['waiting_position', 'waiting_targets', 'finished']);
  expect(own.at(-1)?.message).toEqual(await trades.shown(id));
  expect(own.at(-1)).not.toHaveProperty('type');
  expect(statuses(other)).toEqual([]);
});

test('what begins and ends at once is told as it ended', async () => {
  const trades = await TradesV2Desk.open();
  const messages = await reader(trades);
  await trades.made({ position: { ...LONG, order_type: 'market' }, instant: true });
  await vi.waitFor(() => expect(statuses(messages)).toEqual(['finished']), 5_000);
  const { id } = await trades.made({ stop_loss: STOP });
  await trades.must('POST', `/${id}/close_by_market`);
  await vi.waitFor(() => expect(statuses(messages).at(-1)).toBe('panic_sold'), 5_000);
  expect(messages.at(-1)?.message).toEqual(await trades.shown(id));
});
