import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Core, type CoreEvent } from '@outcry/core';
import { expect, onTestFinished, test } from 'vitest';
import type { NewOrder } from '../src/faces/native/api.ts';
import { openForReading } from '../src/journal/index.ts';
import { draws } from '../src/readmodel/test-history.ts';
import { RunningPlatform } from './running-platform.ts';
import { tape } from './tape.ts';

const KILLS = 10;
/** Ticks of the tape before the orders are placed. */
const FIRST_TICKS = 300;

/** Orders of every type that waits, by every price. Those with a limit of no offset go out at the price that fires them. */
function orders(last: number): NewOrder[] {
  const order = (more: Partial<NewOrder>): NewOrder => ({
    instrument: 'USDT_BTC',
    action: 'sell',
    quantity: '0.01',
    type: 'trailing',
    validity: 'gtc',
    ...more,
  });
  const level = (percent: number): string => `${Math.round(last * (1 + percent / 100))}`;
  const found: NewOrder[] = [];
  for (const by of ['last', 'bid', 'ask'] as const) {
    for (const action of ['sell', 'buy'] as const) {
      const better = action === 'sell' ? 1 : -1;
      for (const trail of ['0.8%', '450', '1.5%']) {
        found.push(order({ action, trigger: { by, trail } }));
        found.push(order({ action, type: 'trailingLimit', trigger: { by, trail, offset: '0' } }));
        found.push(order({ action, stopPrice: level(better * 0.6), trigger: { by, trail } }));
      }
      found.push(order({ action, type: 'takeProfit', stopPrice: level(better), trigger: { by } }));
      found.push(order({ action, type: 'stop', stopPrice: level(-better * 0.7), trigger: { by } }));
    }
  }
  return found;
}

/** What the journal says of orders that waited: `order activated|fired price limit at`. */
function firings(folder: string): string[] {
  const reader = openForReading(folder);
  const rows = reader.prepare('SELECT at, body FROM journal ORDER BY seq').all() as { at: number; body: string }[];
  reader.close();
  return rows.flatMap(({ at, body }) =>
    Core.codec.decode(body, at).flatMap((event) => {
      const { id, mark, price, limit } = event as CoreEvent & Record<string, number>;
      if (event.type === 'orders.activated') return [`${id} activated ${mark} at ${at}`];
      return event.type === 'orders.triggered' ? [`${id} fired ${price} ${limit} at ${at}`] : [];
    }),
  );
}

/** Plays the tape to its end on a fresh folder, killed so many times on the way, and returns what fired. */
async function played(file: string, kills: number, draw: (below: number) => number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-crash-'));
  const settings = ['--feed', `recorded:${file}`, '--feed-start', 'command', '--feed-speed', 'max'];
  let platform = await RunningPlatform.start(folder, settings);
  onTestFinished(async () => {
    await platform.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  const step = (count: number) => platform.client.post('/feed', { command: 'step', count });
  expect(await step(FIRST_TICKS)).toMatchObject({ status: 200 });
  const { client } = platform;
  const { id } = await client.account('0', { currency: 'USDT' });
  for (const asset of ['USDT', 'BTC']) {
    const deposit = await client.post(`/accounts/${id}/deposits`, { asset, amount: '10000000' });
    expect(deposit.status).toBe(201);
  }
  for (const order of orders(Number((await client.get('/market/USDT_BTC')).body.last))) {
    const { status, body } = await client.post(`/accounts/${id}/orders`, order);
    expect([status, body.error]).toEqual([201, undefined]);
  }
  for (let kill = 0; kill < kills; kill++) {
    expect(await step(150 + draw(250))).toMatchObject({ status: 200 });
    // an answer that has seen it all comes once it is on disk
    expect(await platform.client.get(`/accounts/${id}`)).toMatchObject({ status: 200 });
    const durable = Number(firings(folder).at(-1)?.split(' ').at(-1));
    // killed on the way through further ticks or a little later, whatever has come to the disk by then
    const stepped = step(400).catch(() => null);
    await pause(draw(40));
    await platform.kill();
    await stepped;
    platform = await RunningPlatform.start(folder, settings);
    const { marketTime } = (await platform.client.get('/feed')).body;
    expect(Date.parse(marketTime)).toBeGreaterThanOrEqual(durable);
  }
  expect(await platform.client.post('/feed', { command: 'play' })).toMatchObject({ status: 200 });
  while ((await platform.client.get('/feed')).body.state !== 'ended') await pause(20);
  expect(await platform.stop()).toBe(0);
  return firings(folder);
}

test('a trailing order fires at the same price whether the platform lived or was killed ten times in between', async () => {
  const seed = Date.now() % 2 ** 31;
  const folder = mkdtempSync(join(tmpdir(), 'outcry-tape-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'BTC_USDT-1m.csv');
  writeFileSync(file, tape(seed));
  const lived = await played(file, 0, draws(seed));
  expect(lived.filter((line) => line.includes('fired')).length).toBeGreaterThan(20);
  expect([seed, await played(file, KILLS, draws(seed))]).toEqual([seed, lived]);
}, 600_000);
