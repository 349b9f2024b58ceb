import { expect, test } from 'vitest';
import { botPlatform, market } from './test-bots.ts';
import { openTrade } from './test-trades.ts';

test('the stream tells smart trades of an account: what runs, then each change as it stands, ends for the last time', async () => {
  const { platform, ann, account } = await botPlatform();
  const waiting = await openTrade(ann, account, { entry: { type: 'conditional', price: '40000' } });
  const stream = await ann.signedInStream();
  expect(await stream.ask({ id: 1, op: 'subscribe', channel: 'smartTrades', account })).toMatchObject({ type: 'ack' });
  const next = () => stream.next((heard) => heard.channel === 'smartTrades');
  expect(await next()).toMatchObject({ type: 'snapshot', account, data: [{ id: waiting.id, status: 'waiting' }] });
  const { id } = await openTrade(ann, account);
  expect(await next()).toMatchObject({
    type: 'update',
    data: [{ id, status: 'holding', figures: { left: '0.01237' } }],
  });
  await market(platform, '51000', '51010');
  expect(await next()).toMatchObject({ data: [{ id, steps: [{ status: 'done' }, {}, {}, {}] }] });
  await ann.call('POST', `/smart-trades/${waiting.id}/cancel`);
  expect(await next()).toMatchObject({ data: [{ id: waiting.id, status: 'cancelled', figures: null }] });
});

test('smart trades of others, and without the right, are not told', async () => {
  const { platform, account } = await botPlatform();
  const member = await platform.signIn('bob', ['accounts:read', 'orders:read', 'bots:read']);
  const without = await member.signedInStream();
  expect(await without.ask({ id: 1, op: 'subscribe', channel: 'smartTrades', account })).toMatchObject({
    error: { code: 'missing_right' },
  });
  const stream = await (await platform.signIn('rob')).signedInStream();
  expect(await stream.ask({ id: 1, op: 'subscribe', channel: 'smartTrades', account })).toMatchObject({
    error: { code: 'unknown_account' },
  });
});
