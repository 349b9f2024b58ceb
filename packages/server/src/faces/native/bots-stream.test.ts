import { expect, test } from 'vitest';
import { botPlatform, makeBot, market, startDeal } from './test-bots.ts';

test('the stream tells bots and deals of an account: what is, then each change as it stands', async () => {
  const { platform, ann, account } = await botPlatform();
  const bot = await makeBot(ann, account, { maxSafetyOrders: 0, activeSafetyOrders: 0 });
  const stream = await ann.signedInStream();
  for (const [id, channel] of ['bots', 'deals'].entries()) {
    expect(await stream.ask({ id, op: 'subscribe', channel, account })).toMatchObject({ type: 'ack', channel });
  }
  const next = (channel: string, fits: (data: never) => boolean = () => true) =>
    stream.next((heard) => heard.channel === channel && fits(heard.data as never));
  expect(await next('bots')).toMatchObject({ type: 'snapshot', data: { bots: [{ id: bot.id }], deleted: [] } });
  expect(await next('deals')).toMatchObject({ type: 'snapshot', data: [] });
  const { id } = await startDeal(ann, bot.id);
  expect(await next('bots')).toMatchObject({
    type: 'update',
    account,
    data: { bots: [{ id: bot.id, enabled: true, activeDeals: [id], started: 1 }], deleted: [] },
  });
  expect(await next('deals')).toMatchObject({
    data: [{ id, status: 'bought', figures: { takeProfits: [{ price: '50851.61' }] } }],
  });
  await market(platform, '50851.61', '50860');
  expect(await next('deals')).toMatchObject({ data: [{ id, status: 'completed', profit: '1.50151678' }] });
  expect(await next('bots')).toMatchObject({ data: { bots: [{ id: bot.id, activeDeals: [], finished: 1 }] } });
  await ann.call('DELETE', `/bots/${bot.id}`);
  expect(await next('bots')).toMatchObject({ data: { bots: [], deleted: [bot.id] } });
});

test('what belongs to another account, or needs another right, is not told', async () => {
  const { platform, ann, account } = await botPlatform();
  const member = await platform.signIn('bob', ['accounts:read', 'orders:read']);
  const theirs = await member.signedInStream();
  expect(await theirs.ask({ id: 1, op: 'subscribe', channel: 'deals', account })).toMatchObject({
    error: { code: 'missing_right' },
  });
  const bob = await platform.signIn('rob');
  const stream = await bob.signedInStream();
  expect(await stream.ask({ id: 1, op: 'subscribe', channel: 'bots', account })).toMatchObject({
    error: { code: 'unknown_account' },
  });
  await makeBot(ann, account);
  expect(await stream.ask({ id: 2, op: 'ping' })).toMatchObject({ type: 'ack' });
  expect(stream.heard).toEqual([]);
});
