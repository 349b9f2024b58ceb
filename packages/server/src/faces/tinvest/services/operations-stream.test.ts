import { expect, onTestFinished, test, vi } from 'vitest';
import { post } from '../operations/test-story.ts';
import { openAccount, SBER, type TestBroker, testBroker } from '../test-broker.ts';

const rub = (units: number, nano = 0) => ({ currency: 'rub', units, nano });
const number = (units: number, nano = 0) => ({ units, nano });

/** What a stream says, message by message. */
function reading<T>(stream: AsyncIterable<T>): () => Promise<T> {
  const iterator = stream[Symbol.asyncIterator]();
  return async () => {
    const { value, done } = await iterator.next();
    if (done === true) throw new Error('the stream has ended');
    return value;
  };
}

function positions({ client, accountId }: TestBroker, more: object = {}, signal?: AbortSignal) {
  const options = signal === undefined ? {} : { signal };
  return reading(client('OperationsStreamService').positionsStream({ accounts: [accountId], ...more }, options));
}

test('positions: which accounts are listened to, what they hold, then each change and nothing else', async () => {
  const broker = await testBroker();
  const { accountId } = broker;
  const next = positions(broker, { accounts: [accountId, '2999999999'], withInitialPositions: true });
  const { subscriptions } = await next();
  expect(subscriptions).toEqual({
    accounts: [
      { accountId, subscriptionStatus: 1 },
      { accountId: '2999999999', subscriptionStatus: 2 },
    ],
    trackingId: expect.stringMatching(/^[0-9a-f]{32}$/),
    streamId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect((await next()).initialPositions).toMatchObject({ accountId, money: [rub(1_000_000)], securities: [] });

  const orderId = await post(broker, SBER.uid, 'buy', 2, [322, 0]);
  expect((await next()).position).toEqual({
    accountId,
    // 6 440 and a fee of 3.22
    money: [{ availableValue: rub(993_556, 780_000_000), blockedValue: rub(6_443, 220_000_000) }],
    securities: [],
    futures: [],
    options: [],
    date: new Date(broker.clock.market),
  });
  await broker.client('OrdersService').cancelOrder({ accountId, orderId });
  expect((await next()).position?.money).toEqual([{ availableValue: rub(1_000_000), blockedValue: rub(0) }]);

  await post(broker, SBER.uid, 'buy', 1);
  const { position: bought } = await next();
  expect(bought?.money).toEqual([{ availableValue: rub(996_767, 380_000_000), blockedValue: rub(0) }]);
  expect(bought?.securities).toEqual([expect.objectContaining({ instrumentUid: SBER.uid, balance: 10, blocked: 0 })]);
  await post(broker, SBER.uid, 'sell', 1);
  // what is held no more is told once more, with zeros
  expect((await next()).position?.securities).toEqual([
    expect.objectContaining({ instrumentUid: SBER.uid, balance: 0, blocked: 0 }),
  ]);
  await broker.quote('SiZ6', '85990', '50', '86000', '50');
  await broker.trade('SiZ6', '86000', '1', 'buy');
  await post(broker, 'SiZ6_SPBFUT', 'buy', 2);
  expect((await next()).position).toMatchObject({ futures: [{ ticker: 'SiZ6', balance: 2 }], securities: [] });
});

test('an order that is moved blocks other money, though its event names no account', async () => {
  const broker = await testBroker();
  const next = positions(broker);
  await next();
  const order = Number(await post(broker, SBER.uid, 'buy', 1, [320, 0]));
  await next();
  await broker.submit({ type: 'orders.move', order, price: 31_000 as never });
  // 3 100 and a fee of 1.55
  expect((await next()).position?.money[0]?.blockedValue).toEqual(rub(3_101, 550_000_000));
});

test('without names all accounts that the token sees are listened to, and each change names its own', async () => {
  const broker = await testBroker();
  const second = await openAccount(broker);
  const next = positions(broker, { accounts: [] });
  const { subscriptions } = await next();
  expect(subscriptions?.accounts.map(({ accountId }) => accountId)).toEqual([broker.accountId, String(second)]);
  const deposit = { type: 'accounts.deposit', asset: 'rub', amount: (7n * 10n ** 10n) as never, key: null } as const;
  await broker.submit({ ...deposit, account: second });
  expect((await next()).position).toMatchObject({ accountId: String(second), money: [{ availableValue: rub(7) }] });
  await broker.submit({ ...deposit, account: broker.account });
  expect((await next()).position).toMatchObject({
    accountId: broker.accountId,
    money: [{ availableValue: rub(1_000_007) }],
  });
  const scoped = await broker.addToken('readonly', second);
  const stream = broker.client('OperationsStreamService', { token: scoped });
  const first = await reading(stream.positionsStream({ accounts: [broker.accountId, String(second)] }))();
  expect(first.subscriptions?.accounts.map(({ subscriptionStatus }) => subscriptionStatus)).toEqual([2, 1]);
});

test('portfolio: at first, then after every turn that moved money or units, as GetPortfolio tells it', async () => {
  const broker = await testBroker();
  const { accountId } = broker;
  const next = reading(broker.client('OperationsStreamService').portfolioStream({ accounts: [accountId] }));
  expect((await next()).subscriptions?.accounts).toEqual([{ accountId, subscriptionStatus: 1 }]);
  const unary = () => broker.client('OperationsService').getPortfolio({ accountId });
  expect((await next()).portfolio).toEqual(await unary());
  // an order alone changes no portfolio
  await post(broker, SBER.uid, 'buy', 2, [322, 0]);
  await post(broker, SBER.uid, 'buy', 2);
  const { portfolio } = await next();
  expect(portfolio).toEqual(await unary());
  expect(portfolio).toMatchObject({
    totalAmountShares: rub(6_460),
    // 6 462 and a fee of 3.23 less
    totalAmountCurrencies: rub(993_534, 770_000_000),
    dailyYield: rub(-2),
    positions: [{ quantity: number(20), averagePositionPrice: rub(323, 100_000_000) }, { ticker: 'RUB000UTSTOM' }],
  });
});

test('many turns at once: the last message tells how it stands', async () => {
  const broker = await testBroker({ limits: false });
  const next = positions(broker);
  await next();
  const amount = (10n ** 10n) as never;
  const all = Array.from({ length: 200 }, () =>
    broker.submit({ type: 'accounts.deposit', account: broker.account, asset: 'rub', amount, key: null }),
  );
  let units = 0;
  let messages = 0;
  while (units < 1_000_200) {
    units = (await next()).position?.money[0]?.availableValue?.units ?? 0;
    messages++;
  }
  await Promise.all(all);
  expect(messages).toBeLessThanOrEqual(200);
});

test('a stream that its client ends gives its place back and stops listening', async () => {
  const broker = await testBroker();
  const tariff = async (): Promise<number[]> => {
    const { streamLimits } = await broker.client('UsersService').getUserTariff({});
    return streamLimits.filter(({ streams }) => streams[0]?.endsWith('PositionsStream')).map(({ open }) => open);
  };
  for (let round = 0; round < 5; round++) {
    const ending = new AbortController();
    const next = positions(broker, {}, ending.signal);
    await next();
    expect(await tariff()).toEqual([1]);
    ending.abort();
    await expect(next()).rejects.toThrow();
    await expect.poll(tariff).toEqual([0]);
  }
  // two at a time, no more
  await positions(broker)();
  await positions(broker)();
  await expect(positions(broker)()).rejects.toMatchObject({ details: '80001' });
});

test('pings come at the delay that was asked for, at most every five seconds', async () => {
  const broker = await testBroker();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const next = positions(broker, { pingSettings: { pingDelayMs: 1 } });
  const { subscriptions } = await next();
  for (let ping = 0; ping < 3; ping++) {
    vi.advanceTimersByTime(4_999);
    vi.advanceTimersByTime(1);
    const message = await next();
    expect(message.ping).toMatchObject({ time: new Date(broker.clock.wall), streamId: subscriptions?.streamId });
  }
});
