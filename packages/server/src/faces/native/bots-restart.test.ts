import { expect, test } from 'vitest';
import { PASSWORD, testFolder } from '../test-domain.ts';
import { dealOf, makeBot, market, startDeal, timelineOf, usdtAccount } from './test-bots.ts';
import { TestClient } from './test-client.ts';
import { testPlatform } from './test-platform.ts';

test('a restart in the middle of a deal changes nothing: it goes on to the same end, lists and sums agree', async () => {
  const folder = testFolder();
  const first = await testPlatform({}, folder);
  const before = await first.signIn('ann');
  await market(first, '49990', '50000');
  const account = await usdtAccount(before);
  const done = await startDeal(before, (await makeBot(before, account)).id);
  await market(first, '50851.61', '50860');
  await market(first, '49990', '50000');
  const running = await startDeal(before, (await makeBot(before, account)).id);
  await market(first, '49040', '49049');
  const stood = await dealOf(before, running.id);
  const ended = await dealOf(before, done.id);
  const timeline = await timelineOf(before, running.id);
  const bots = (await before.get('/bots')).body;
  await first.stop();

  const second = await testPlatform({}, folder);
  const after = new TestClient(second.url);
  await after.signIn('ann', PASSWORD);
  await market(second, '49040', '49049');
  expect(await dealOf(after, running.id)).toEqual(stood);
  expect(await dealOf(after, done.id)).toEqual(ended);
  expect(await timelineOf(after, running.id)).toEqual(timeline);
  expect((await after.get('/bots')).body).toEqual(bots);
  await market(second, '50363.22', '50370');
  expect(await dealOf(after, running.id)).toMatchObject({ status: 'completed', profit: '3.00392143' });
  expect((await after.get('/bots/stats')).body).toMatchObject({
    // 1.50151678 before the restart, 3.00392143 after it
    overall: { usd: '4.50543821' },
    active: { count: 0 },
    completed: 2,
  });
  const { items } = (await after.get('/deals?order=profit')).body;
  expect(items.map(({ id }: { id: number }) => id)).toEqual([running.id, done.id]);
});
