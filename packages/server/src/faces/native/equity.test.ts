import { expect, test } from 'vitest';
import { equityCurve, recordEquity } from '../../readmodel/index.ts';
import { EquityRecorder } from '../../runtime/index.ts';
import { NOON, type TestPlatform, testPlatform } from './test-platform.ts';

const MINUTE = 60_000;

function recorderOf({ engine, clock }: TestPlatform): EquityRecorder {
  const onFault = (error: unknown): void => {
    throw error;
  };
  return new EquityRecorder({ engine, onFault, now: () => clock.wall });
}

test('what accounts are worth is told by currency, to the last digit, with the result of the day', async () => {
  const platform = await testPlatform();
  const recorder = recorderOf(platform);
  const ann = await platform.signIn('ann');
  const first = await ann.account('5000.01');
  const second = await ann.account('0.99');
  const dollars = await ann.post('/accounts', { name: 'Coins', currency: 'USDT' });
  expect((await ann.get('/equity')).body).toEqual({
    marketTime: '2026-11-20T09:00:00.000Z',
    items: [
      {
        currency: 'rub',
        accounts: [first.id, second.id],
        value: '5001',
        today: null,
        points: [{ at: '2026-11-20T09:00:00.000Z', value: '5001' }],
      },
      {
        currency: 'USDT',
        accounts: [dollars.body.id],
        value: '0',
        today: null,
        points: [{ at: '2026-11-20T09:00:00.000Z', value: '0' }],
      },
    ],
  });
  await recorder.record();
  platform.clock.market = NOON + MINUTE;
  // ten shares at 323.1, fee 0.05 % of 3 231, half up to the kopeck: 1.62; worth 3 230 at the last price
  const order = { instrument: 'SBER', action: 'buy', type: 'market', quantity: '10' };
  expect((await ann.post(`/accounts/${first.id}/orders`, order)).status).toBe(201);
  await recorder.record();
  await ann.post(`/accounts/${second.id}/deposits`, { asset: 'rub', amount: '500' });
  await ann.post(`/accounts/${first.id}/withdrawals`, { asset: 'rub', amount: '100' });
  const { items } = (await ann.get('/equity?span=hour')).body;
  expect(items[0]).toMatchObject({ currency: 'rub', value: '5398.38', today: '-2.62' });
  expect(items[0].points).toEqual([
    { at: '2026-11-20T09:00:00.000Z', value: '5001' },
    { at: '2026-11-20T09:01:00.000Z', value: '4998.38' },
    { at: '2026-11-20T09:01:00.000Z', value: '5398.38' },
  ]);
  expect(items[1]).toMatchObject({ currency: 'USDT', value: '0', today: '0' });
});

test('a figure is written down once a minute, outlives a start, and trial accounts are left out', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  await ann.account('100');
  await ann.account('7', { fillPolicy: 'sandbox' });
  const recorder = recorderOf(platform);
  await recorder.record();
  await ann.post('/accounts/2000000000/deposits', { asset: 'rub', amount: '1' });
  await recorder.record();
  await platform.stop();
  const again = await testPlatform({}, platform.folder);
  await recorderOf(again).record();
  again.clock.market = NOON + MINUTE;
  await recorderOf(again).record();
  const person = again.identity.personByLogin('ann');
  if (person === undefined) throw new Error('nobody is known');
  const { secret } = await again.identity.addKey(person, 'reader', ['accounts:read']);
  ann.token = secret;
  const answer = await fetch(`${again.url}/api/v1/equity?span=hour`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  const { items } = (await answer.json()) as { items: { points: { value: string }[]; accounts: number[] }[] };
  expect(items[0]?.accounts).toEqual([2_000_000_000]);
  expect(items[0]?.points.map(({ value }) => value)).toEqual(['100', '101', '101']);
});

test('nobody is told of accounts of somebody else', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  await ann.account('100');
  const bob = await platform.signIn('bob', ['accounts:read']);
  expect((await bob.get('/equity')).body.items).toEqual([]);
  const eve = await platform.signIn('eve', ['market:read']);
  expect((await eve.get('/equity')).status).toBe(403);
});

test('each tier keeps what it should and no more, and a curve is drawn from the right one', async () => {
  const platform = await testPlatform();
  const { engine, readModel } = platform;
  const account = 2_000_000_000;
  const figures = Array.from({ length: 3_000 }, (_, n) => ({
    account,
    at: NOON + n * MINUTE,
    seq: 1,
    value: BigInt(n) as never,
  }));
  await engine.write([recordEquity(figures)]);
  const rows = await readModel.query<{ step: number; rows: number; oldest: number }>({
    sql: 'SELECT step, count(*) AS rows, min(bucket) AS oldest FROM account_equity GROUP BY step ORDER BY step',
    parameters: [],
  });
  const last = NOON + 2_999 * MINUTE;
  expect(rows).toEqual([
    { step: MINUTE, rows: 2_880, oldest: last / MINUTE - 2_879 },
    { step: 15 * MINUTE, rows: 200, oldest: NOON / (15 * MINUTE) },
    { step: 1_440 * MINUTE, rows: 3, oldest: Math.floor(NOON / (1_440 * MINUTE)) },
  ]);
  const day = await equityCurve(readModel, [account], 'day', last);
  expect([day.length, day[0]?.value, day.at(-1)?.value]).toEqual([288, 1_560n, 2_995n]);
  const month = await equityCurve(readModel, [account], 'month', last);
  expect(month.map(({ value }) => Number(value)).slice(0, 3)).toEqual([0, 60, 180]);
});
