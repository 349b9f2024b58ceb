import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { CORE_REPLICAS, verifyJournal } from '../src/journal/index.ts';
import { draws } from '../src/readmodel/test-history.ts';
import { RunningPlatform } from './running-platform.ts';
import { Trader } from './trader.ts';

/** `OUTCRY_CRASHES=100` for a long run. */
const KILLS = Number(process.env.OUTCRY_CRASHES ?? 5);
const TRADERS = 4;
const CONNECTIONS = 6;

test('kill -9 of the whole platform under load: what was acknowledged is there once, nothing else is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-crash-'));
  const draw = draws(Date.now());
  let retried = 0;
  let platform = await RunningPlatform.start(folder);
  onTestFinished(async () => {
    await platform.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  const traders: Trader[] = [];
  for (let i = 0; i < TRADERS; i++) traders.push(await Trader.open(platform.client, draws(draw(2 ** 31))));
  const acknowledged = () => traders.reduce((sum, trader) => sum + trader.acknowledged, 0);

  for (let kill = 0; kill < KILLS; kill++) {
    const enough = acknowledged() + 50 + draw(1_500);
    let over = false;
    const trading = Promise.all(traders.map((trader) => trader.trade(platform.client, CONNECTIONS))).finally(() => {
      over = true;
    });
    trading.catch(() => undefined);
    while (acknowledged() < enough && !over) await pause(1);
    if (over) {
      await trading;
      throw new Error('the platform ended before it was killed');
    }
    await pause(draw(20));
    await platform.kill();
    await trading;

    platform = await RunningPlatform.start(folder);
    for (const trader of traders) {
      expect(await trader.audit(platform.client)).toEqual([]);
      retried += await trader.retry(platform.client);
      expect(await trader.audit(platform.client)).toEqual([]);
    }
  }
  expect(await platform.stop()).toBe(0);
  expect(await verifyJournal({ folder, replicas: CORE_REPLICAS, onProgress: () => {} })).toMatchObject({
    faultCount: 0,
  });
  console.log(`${KILLS} kills: ${acknowledged()} commands acknowledged, ${retried} sent again after a lost answer`);
}, 600_000);
