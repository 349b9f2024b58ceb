import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { METHODS } from '../contract.ts';
import { rankOf } from '../ranks.ts';
import { openAccount, SBER, sharedBroker, testBroker } from '../test-broker.ts';

const rub = (units: number, nano = 0) => ({ currency: 'rub', units, nano });

const untouched = sharedBroker();

test('GetAccounts (22.2.1): by status; a closed account keeps its day', async () => {
  const broker = await testBroker();
  const closed = await openAccount(broker, { name: 'Old' });
  broker.clock.market += 1_000;
  await broker.submit({ type: 'accounts.close', account: closed });
  await openAccount(broker, { name: 'In dollars', currency: 'usd' });
  const { users } = broker.api();
  const { accounts } = await users.getAccounts({});
  expect(accounts.map(({ name, status, type }) => [name, status, type])).toEqual([
    ['Broker account', 2, 1],
    ['Old', 3, 1],
  ]);
  expect(accounts[1]?.closedDate).toEqual(new Date(broker.clock.market));
  const client = broker.client('UsersService');
  const names = async (status: number) => (await client.getAccounts({ status })).accounts.map(({ name }) => name);
  expect([await names(2), await names(3), await names(4), await names(1)]).toEqual([
    ['Broker account'],
    ['Old'],
    ['Broker account', 'Old'],
    [],
  ]);
});

test('GetInfo (22.2.2): statuses, known words, a tariff', async () => {
  const { client, owner } = untouched();
  expect(await client('UsersService').getInfo({})).toMatchObject({
    premStatus: false,
    qualStatus: true,
    qualifiedForWorkWith: expect.arrayContaining(['derivative', 'leverage', 'russian_shares']),
    tariff: 'investor',
    userId: String(owner.id),
  });
});

test('GetUserTariff (22.2.3): every must method with its counter, streams with what is open', async () => {
  const { api } = untouched();
  const { unaryLimits, streamLimits } = await api().users.getUserTariff({});
  const limited = new Map(
    unaryLimits.flatMap(({ limitPerMinute, methods }) => methods.map((path) => [path, limitPerMinute] as const)),
  );
  for (const { service, name, path, responseStream } of METHODS) {
    if (rankOf(service, name) === 'must' && !responseStream) expect(limited.get(path), path).toBeGreaterThan(0);
  }
  expect(limited.get('tinkoff.public.invest.api.contract.v1.OrdersService/PostOrder')).toBe(300);
  expect(limited.get('tinkoff.public.invest.api.contract.v1.OrdersService/GetOrderState')).toBe(100);
  expect(streamLimits[0]).toEqual({
    limit: 16,
    streams: [
      'tinkoff.public.invest.api.contract.v1.MarketDataStreamService/MarketDataStream',
      'tinkoff.public.invest.api.contract.v1.MarketDataStreamService/MarketDataServerSideStream',
    ],
    open: 0,
  });
});

test('GetMarginAttributes (22.2.4): moves with positions, orders and prices', async () => {
  const broker = await testBroker();
  const { accountId } = broker;
  const { users } = broker.api();
  const orders = broker.client('OrdersService');
  const attributes = () => users.getMarginAttributes({ accountId });
  expect(await attributes()).toMatchObject({
    liquidPortfolio: rub(1_000_000),
    startingMargin: rub(0),
    amountOfMissingFunds: rub(-1_000_000),
    fundsSufficiencyLevel: { units: 2, nano: 0 },
  });
  const order = { accountId, instrumentId: SBER.uid, quantity: 10, direction: 1, orderId: randomUUID() };
  await orders.postOrder({ ...order, orderType: 2 });
  const held = await attributes();
  // 100 pieces, valued at the last price 323
  const { marginLong } = broker.instrument('SBER');
  expect(held.startingMargin).toEqual(rub((32_300 * marginLong) / 1_000_000));
  expect(held.minimalMargin?.units).toBe((held.startingMargin?.units ?? 0) / 2);
  const price = { units: 322, nano: 0 };
  await orders.postOrder({ ...order, orderType: 1, price, orderId: randomUUID() });
  expect((await attributes()).correctedMargin?.units).toBeGreaterThan(held.startingMargin?.units ?? 0);
  await broker.trade('SBER', '330', '10');
  expect((await attributes()).liquidPortfolio?.units).toBe((held.liquidPortfolio?.units ?? 0) + 700);
});

test('margin switched off is 30051, a foreign account 50004, none 30021, and the sandbox has none at all', async () => {
  const broker = await testBroker();
  const cash = await openAccount(broker, { margin: false });
  const client = broker.client('UsersService');
  await expect(client.getMarginAttributes({ accountId: String(cash) })).rejects.toMatchObject({ details: '30051' });
  await expect(client.getMarginAttributes({ accountId: '2099999999' })).rejects.toMatchObject({ details: '50004' });
  await expect(client.getMarginAttributes({})).rejects.toMatchObject({ details: '30021' });
  await openAccount(broker, { fillPolicy: 'sandbox' });
  const sandbox = broker.client('UsersService', { token: await broker.addToken('sandbox') });
  const [account] = (await sandbox.getAccounts({})).accounts;
  expect(await sandbox.getMarginAttributes({ accountId: account?.id ?? '' })).toEqual({
    liquidPortfolio: rub(0),
    startingMargin: rub(0),
    minimalMargin: rub(0),
    correctedMargin: rub(0),
    amountOfMissingFunds: rub(0),
    guaranteeForFutures: rub(0),
    fundsSufficiencyLevel: { units: 2, nano: 0 },
  });
});
