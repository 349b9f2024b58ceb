import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { DealOrder } from '../src/faces/native/api.ts';
import { draws } from '../src/readmodel/test-history.ts';
import { all } from './leg-audit.ts';
import { TapedPlatform } from './taped-platform.ts';

const KILLS = Number(process.env.OUTCRY_CRASHES ?? 3);
/** Messages between two kills: fewer than a bot may have in a minute. */
const MESSAGES = 12;
/** Played at first and after each kill. */
const TICKS = 20;

/** A bot that starts its deal by hand and keeps it. */
const BOT = {
  name: 'listener',
  instruments: ['USDT_BTC'],
  baseVolume: '100',
  safetyVolume: '100',
  safetyStep: '1',
  maxSafetyOrders: 0,
  activeSafetyOrders: 0,
  takeProfit: '90',
  takeProfitType: 'total',
  start: [{ kind: 'manual' }],
};

test('kill -9 while messages wait for their moment: each that was acknowledged is carried out once', async () => {
  const draw = draws(Date.now());
  const platform = await TapedPlatform.start(draw(2 ** 31));
  await platform.step(TICKS);
  const account = await platform.account('1000000');
  const bot = (await platform.client.post('/bots', { account, settings: BOT })).body.id;
  const deal = (await platform.client.post(`/bots/${bot}/deals`, {})).body.id;
  const { body: webhook } = await platform.client.get(`/bots/${bot}/webhook`);
  const token = String(webhook.path).split('/').at(-1);

  /** Volumes of messages that were acknowledged, and of those that may have been taken. */
  const acknowledged = new Set<number>();
  const asked = new Set<number>();
  let next = 100;
  const send = async (): Promise<void> => {
    for (let i = 0; i < MESSAGES; i++) {
      // as far apart as quantities have to be to tell the orders apart
      next += 5;
      const message = { bot_id: bot, email_token: token, action: 'add_funds_in_quote', volume: next };
      asked.add(next);
      try {
        const answer = await fetch(`${platform.client.url}/trade_signal/trading_view`, {
          method: 'POST',
          body: JSON.stringify({ ...message, delay_seconds: 1 + draw(2) }),
        });
        expect([answer.status, await answer.text()]).toEqual([200, '{"status":"success"}']);
        acknowledged.add(next);
      } catch (error) {
        // fetch throws a TypeError when the connection breaks; anything else is a finding.
        if (!(error instanceof TypeError)) throw error;
        return;
      }
      await pause(draw(150));
    }
  };
  const added = async (): Promise<number> => {
    const orders = await all<DealOrder>(platform.client, `/deals/${deal}/orders`);
    return orders.filter(({ role }) => role === 'added').length;
  };

  for (let kill = 0; kill < KILLS; kill++) {
    const sending = send();
    await pause(500 + draw(2_000));
    await platform.kill();
    await sending;
    await platform.restart();
    await platform.step(TICKS);
    await expect.poll(added, { timeout: 60_000, interval: 500 }).toBeGreaterThanOrEqual(acknowledged.size);
  }
  // whatever still waited has had its moment
  await pause(5_000);
  const orders = await all<DealOrder>(platform.client, `/deals/${deal}/orders`);
  const quantities = orders.filter(({ role }) => role === 'added').map(({ order }) => order.quantity);
  expect(new Set(quantities).size).toBe(quantities.length);
  expect(quantities.length).toBeGreaterThanOrEqual(acknowledged.size);
  expect(quantities.length).toBeLessThanOrEqual(asked.size);
  await platform.endsSound();
  console.log(`${KILLS} kills: ${acknowledged.size} messages acknowledged, ${quantities.length} carried out`);
}, 600_000);
