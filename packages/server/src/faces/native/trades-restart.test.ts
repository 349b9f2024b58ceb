import { expect, test } from 'vitest';
import { PASSWORD, testFolder } from '../test-domain.ts';
import { market, usdtAccount } from './test-bots.ts';
import { TestClient } from './test-client.ts';
import { testPlatform } from './test-platform.ts';
import { openTrade, tradeOf, tradeTimelineOf } from './test-trades.ts';

test('a restart in the middle of a smart trade changes nothing: it goes on to the same end, to the last digit', async () => {
  const folder = testFolder();
  const first = await testPlatform({}, folder);
  const before = await first.signIn('ann');
  await market(first, '49990', '50000');
  const account = await usdtAccount(before);
  const done = await openTrade(before, account, { takeProfits: [], stopLoss: null });
  const running = await openTrade(before, account);
  await market(first, '51000', '51010');
  const stood = await tradeOf(before, running.id);
  expect(stood.steps.map(({ status }) => status)).toEqual(['done', 'idle', 'idle', 'idle']);
  const ended = await tradeOf(before, done.id);
  const timeline = await tradeTimelineOf(before, running.id);
  await first.stop();

  const second = await testPlatform({}, folder);
  const after = new TestClient(second.url);
  await after.signIn('ann', PASSWORD);
  await market(second, '51000', '51010');
  expect(await tradeOf(after, running.id)).toEqual(stood);
  expect(await tradeOf(after, done.id)).toEqual(ended);
  expect(await tradeTimelineOf(after, running.id)).toEqual(timeline);
  const stream = await after.signedInStream();
  await stream.ask({ id: 1, op: 'subscribe', channel: 'smartTrades', account });
  for (const bid of ['52000', '53000', '55000']) await market(second, bid, '56000');
  expect(await tradeOf(after, running.id)).toMatchObject({ status: 'takeProfitFinished', profit: '24.75698' });
  expect((await after.get('/smart-trades?order=profit')).body.items.map(({ id }: { id: number }) => id)).toEqual([
    running.id,
    done.id,
  ]);
});
