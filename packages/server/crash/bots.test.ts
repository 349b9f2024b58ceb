import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Deal, SmartTrade } from '../src/faces/native/api.ts';
import type { TestClient } from '../src/faces/native/test-client.ts';
import { draws } from '../src/readmodel/test-history.ts';
import { auditDeals } from './deal-audit.ts';
import { all } from './leg-audit.ts';
import { TapedPlatform } from './taped-platform.ts';
import { auditTrades } from './trade-audit.ts';

/** `OUTCRY_CRASHES=100` for a long run. */
const KILLS = Number(process.env.OUTCRY_CRASHES ?? 5);
const FIRST_TICKS = 300;
const TICKS_AT_ONCE = 40;

const BOT = {
  instruments: ['USDT_BTC'],
  baseVolume: '100',
  safetyVolume: '100',
  safetyStep: '0.1',
  maxSafetyOrders: 4,
  activeSafetyOrders: 2,
  takeProfit: '0.15',
  takeProfitType: 'total',
};

/** Bots with every way out: a plain and a trailing take profit, steps, a stop loss; some start by themselves. */
const BOTS = [
  { ...BOT, name: 'plain', start: [{ kind: 'nonstop' }] },
  { ...BOT, name: 'trailing', trailing: true, trailingDeviation: '0.05', start: [{ kind: 'nonstop' }] },
  {
    ...BOT,
    name: 'steps',
    baseVolume: '1000',
    takeProfit: '0',
    takeProfitSteps: [
      { profit: '0.1', share: '50' },
      { profit: '0.3', share: '50' },
    ],
  },
  { ...BOT, name: 'stopped', maxSafetyOrders: 1, activeSafetyOrders: 1, stopLoss: '0.3', start: [{ kind: 'nonstop' }] },
];

/** A smart trade with a stepwise exit and a stop loss; how it enters, and how its steps are sold, differ. */
function trade(draw: (below: number) => number) {
  const order = draw(2) === 0 ? 'resting' : 'market';
  return {
    instrument: 'USDT_BTC',
    entry: { type: 'market' },
    quantity: '0.01',
    takeProfits: [
      { share: '50', percent: '0.1', order },
      { share: '50', percent: '0.3', ...(draw(2) === 0 ? { trailing: '0.05' } : {}) },
    ],
    stopLoss: { percent: '-0.3', trails: draw(2) === 0 },
  };
}

/** Opens smart trades and steers those that run by chance. */
async function steerTrades(client: TestClient, account: number, draw: (below: number) => number): Promise<void> {
  if (draw(2) === 0) await client.post('/smart-trades', { account, settings: trade(draw) });
  const list = await client.get(`/smart-trades?account=${account}&status=active`);
  const { items } = list.body as { items: SmartTrade[] };
  const path = `/smart-trades/${items[draw(items.length || 1)]?.id ?? 1}`;
  const dice = draw(12);
  if (dice === 0) await client.call('POST', `${path}/panic-sell`);
  else if (dice === 1) await client.call('POST', `${path}/cancel`);
  else if (dice === 2) await client.call('PATCH', path, { settings: { stopLoss: { percent: `-0.${1 + draw(9)}` } } });
  else if (dice === 3) await client.post(`${path}/funds`, { quantity: '0.001' });
  else if (dice === 4) await client.post(`${path}/reductions`, { quantity: '0.001' });
  else if (dice === 5) await client.call('POST', `${path}/steps/${1 + draw(2)}/panic-sell`);
}

/** Steps the tape and steers deals and smart trades by chance, until the platform does not answer any more. */
async function steer(client: TestClient, account: number, bots: readonly number[], draw: (below: number) => number) {
  try {
    for (;;) {
      await client.post('/feed', { command: 'step', count: 1 + draw(TICKS_AT_ONCE) });
      const bot = bots[draw(bots.length)] as number;
      await client.post(`/bots/${bot}/deals`, { skipOpenDeals: true });
      const { items } = (await client.get(`/deals?account=${account}&status=active`)).body as { items: Deal[] };
      const deal = items[draw(items.length || 1)]?.id ?? 1;
      const dice = draw(12);
      if (dice === 0) await client.call('POST', `/deals/${deal}/panic-sell`);
      else if (dice === 1) await client.call('POST', `/deals/${deal}/cancel`);
      else if (dice === 2)
        await client.call('PATCH', `/deals/${deal}`, { settings: { takeProfit: `0.${1 + draw(9)}` } });
      else if (dice === 3) await client.post(`/deals/${deal}/funds`, { quantity: '0.001' });
      await steerTrades(client, account, draw);
    }
  } catch (error) {
    // fetch throws a TypeError when the connection breaks; anything else is a finding.
    if (!(error instanceof TypeError)) throw error;
  }
}

test('kill -9 while bots deal: every deal and smart trade agrees with its orders, fills and timeline, and goes on', async () => {
  const draw = draws(Date.now());
  const platform = await TapedPlatform.start(draw(2 ** 31));
  await platform.step(FIRST_TICKS);
  const account = await platform.account('1000000');
  const bots: number[] = [];
  for (const bot of BOTS) {
    const { status, body } = await platform.client.post('/bots', { account, settings: bot });
    expect([bot.name, status]).toEqual([bot.name, 201]);
    bots.push(body.id);
    await platform.client.call('POST', `/bots/${body.id}/enable`);
  }
  for (let kill = 0; kill < KILLS; kill++) {
    const steering = steer(platform.client, account, bots, draw);
    await pause(200 + draw(800));
    await platform.kill();
    await steering;
    await platform.restart();
    expect(await auditDeals(platform.client, account)).toEqual([]);
    expect(await auditTrades(platform.client, account)).toEqual([]);
  }
  // the market shows itself again before everything is sold
  await platform.step(50);
  for (const bot of bots) await platform.client.call('POST', `/bots/${bot}/panic-sell`);
  const running = await all<SmartTrade>(platform.client, `/smart-trades?account=${account}&status=active`);
  for (const { id } of running) await platform.client.call('POST', `/smart-trades/${id}/panic-sell`);
  await platform.step(50);
  expect(await auditDeals(platform.client, account)).toEqual([]);
  expect(await auditTrades(platform.client, account)).toEqual([]);
  const trades = await all<SmartTrade>(platform.client, `/smart-trades?account=${account}`);
  expect(trades.filter(({ active }) => active)).toEqual([]);
  const stats = (await platform.client.get(`/bots/stats?account=${account}`)).body;
  expect(stats.active.count).toBe(0);
  expect((await platform.client.get(`/accounts/${account}`)).body.openOrders).toBe(0);
  await platform.endsSound();
  const { completed, panicSold, stopped } = stats;
  const byStatus = (status: string): number => trades.filter((each) => each.status === status).length;
  console.log(
    `${KILLS} kills: ${completed} deals completed, ${panicSold} panic sold, ${stopped} stopped;`,
    `${trades.length} smart trades: ${byStatus('takeProfitFinished')} sold with profit, ${byStatus('stopLossFinished')} stopped`,
  );
}, 600_000);
