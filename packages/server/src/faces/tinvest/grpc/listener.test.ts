import { Status } from 'nice-grpc';
import { expect, test } from 'vitest';
import { deskOf } from '../desk.ts';
import { testBroker } from '../test-broker.ts';
import { grpcListener } from './listener.ts';

test('a port that is taken is refused as node refuses it, and the next try may have another one', async () => {
  const broker = await testBroker();
  const taken = Number(broker.endpoint.split(':')[1]);
  const listener = grpcListener(deskOf(broker.parts), null);
  await expect(listener.listen('127.0.0.1', taken)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect(await listener.listen('127.0.0.1', 0)).toBeGreaterThan(0);
  await listener.close();
});

test('calls are measured by method and status, and told to the log without secrets', async () => {
  const broker = await testBroker();
  const observed: unknown[][] = [];
  const { calls } = broker.parts;
  const { answered } = calls;
  calls.answered = (...told) => {
    observed.push(told.slice(0, 4));
    answered.apply(calls, told);
  };
  await broker.client('UsersService').getInfo({});
  await broker
    .client('UsersService', { token: 't.wrong-token' })
    .getInfo({})
    .catch(() => undefined);
  const path = 'tinkoff.public.invest.api.contract.v1.UsersService/GetInfo';
  expect(observed).toEqual([
    ['tinvest', 'grpc', path, 'OK'],
    ['tinvest', 'grpc', path, 'UNAUTHENTICATED'],
  ]);
  const lines = broker.logged.map((line) => JSON.parse(line)).filter(({ route }) => route === path);
  expect(lines).toMatchObject([
    { requestId: expect.stringMatching(/^[0-9a-f]{32}$/), status: 'OK' },
    { status: 'UNAUTHENTICATED' },
  ]);
  expect(broker.logged.join()).not.toMatch(/t\.wrong-token|Bearer/);
  expect(broker.logged.join()).not.toContain(broker.token);
});

test('a request of more than 256 kB is refused before anything is read of it', async () => {
  const broker = await testBroker();
  const asked = broker.client('MarketDataService').getLastPrices({ instrumentId: ['x'.repeat(257 * 1024)] });
  await expect(asked).rejects.toMatchObject({ code: Status.RESOURCE_EXHAUSTED });
});
