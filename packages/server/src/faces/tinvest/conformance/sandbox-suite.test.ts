import { randomUUID } from 'node:crypto';
import { SandboxAccount } from 'tinkoff-invest-api';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type CallWith, type TestBroker, testBroker } from '../test-broker.ts';

/**
 * The story of the acceptance suite that the official Python SDK has for the sandbox (`tests/test_sandbox.py`, `tinvest.md`
 * 16): a million paid in, limit buys of ten lots at ten roubles, an operations filter by FIGI. Once over the ordinary
 * services on the sandbox contour, as that SDK does it, and once over SandboxService on either contour.
 */
const PAID_IN = { currency: 'rub', units: 1_000_000, nano: 0 };
const NOTHING = { currency: 'rub', units: 0, nano: 0 };
const [NEW, BUY, LIMIT, MARKET, EXECUTED] = [4, 1, 1, 2, 1];
const FUNDS = [
  ['f509af83-6e71-462f-901f-bcb073f6773b', 'TMOS@'],
  ['9654c2dd-6993-427e-80fa-04e80a1cf4da', 'TMOS'],
] as const;

let broker: TestBroker;
let token: string;

beforeEach(async () => {
  broker = await testBroker();
  token = await broker.addToken('sandbox');
  for (const [, symbol] of FUNDS) {
    await broker.quote(symbol, '9.98', '100', '9.99', '5');
    await broker.trade(symbol, '9.99', '1');
  }
});

/** A fixture of the suite: an account with a million, closed at the end. */
async function account(): Promise<string> {
  const sandbox = broker.client('SandboxService', { token });
  const { accountId } = await sandbox.openSandboxAccount({});
  await sandbox.sandboxPayIn({ accountId, amount: PAID_IN });
  onTestFinished(async () => {
    await sandbox.closeSandboxAccount({ accountId });
  });
  return accountId;
}

function order(accountId: string, instrumentId: string, more: object = {}) {
  const price = { units: 10, nano: 0 };
  return { instrumentId, quantity: 10, price, direction: BUY, accountId, orderType: LIMIT, orderId: '', ...more };
}

const ABOUT_OPERATIONS = {
  from: new Date(Date.UTC(2000, 1, 2)),
  to: new Date(Date.UTC(2022, 1, 2)),
  state: EXECUTED,
  figi: 'BBG333333333',
};

describe.each(FUNDS)('limit buys of %s', (instrumentId) => {
  test('through the ordinary services on the sandbox contour', async () => {
    const accountId = await account();
    const [orders, operations] = [
      broker.client('OrdersService', { token }),
      broker.client('OperationsService', { token }),
    ];
    const { accounts } = await broker.client('UsersService', { token }).getAccounts({});
    expect(accounts.filter(({ id }) => id === accountId)).toHaveLength(1);

    const empty = await operations.getPortfolio({ accountId });
    expect(empty).toMatchObject({
      totalAmountBonds: NOTHING,
      totalAmountCurrencies: PAID_IN,
      totalAmountEtf: NOTHING,
      totalAmountFutures: NOTHING,
      totalAmountShares: NOTHING,
    });

    const posted = await orders.postOrder(order(accountId, instrumentId));
    expect(posted).toMatchObject({ instrumentUid: instrumentId, direction: BUY, lotsRequested: 10 });
    const state = await orders.getOrderState({ accountId, orderId: posted.orderId });
    expect(state).toMatchObject({ instrumentUid: instrumentId, direction: BUY, lotsRequested: 10 });

    const key = randomUUID();
    const promised = await orders.postOrderAsync(order(accountId, instrumentId, { orderId: key }));
    expect(promised).toMatchObject({ orderRequestId: key, executionReportStatus: NEW });

    await orders.postOrder(order(accountId, instrumentId, { orderType: MARKET }));
    const { money } = await operations.getPositions({ accountId });
    expect(money[0]?.currency).toBe('rub');
    expect((await operations.getOperations({ accountId, ...ABOUT_OPERATIONS })).operations).toEqual([]);

    const amount = { currency: 'rub', units: 1_234, nano: 0 };
    const { balance } = await broker.client('SandboxService', { token }).sandboxPayIn({ accountId, amount });
    // thirty pieces at 9.99 and 5 kopecks of every ten times 9.99
    expect(balance).toEqual({ currency: 'rub', units: 1_000_934, nano: 150_000_000 });
  });

  test.each([
    ['the sandbox contour', () => ({ token })],
    ['the production contour', () => ({})],
  ] as [string, () => CallWith][])('through SandboxService on %s', async (_where, call) => {
    const sandbox = broker.client('SandboxService', call());
    const { accountId } = await sandbox.openSandboxAccount({});
    expect((await sandbox.sandboxPayIn({ accountId, amount: PAID_IN })).balance).toEqual(PAID_IN);
    const { accounts } = await sandbox.getSandboxAccounts({});
    expect(accounts.filter(({ id }) => id === accountId)).toHaveLength(1);
    expect(await sandbox.getSandboxPortfolio({ accountId })).toMatchObject({ totalAmountCurrencies: PAID_IN });
    const posted = await sandbox.postSandboxOrder(order(accountId, instrumentId));
    const state = await sandbox.getSandboxOrderState({ accountId, orderId: posted.orderId });
    expect([state.instrumentUid, state.lotsRequested]).toEqual([instrumentId, 10]);
    const resting = await sandbox.postSandboxOrder(order(accountId, instrumentId, { price: { units: 9, nano: 0 } }));
    const { orders } = await sandbox.getSandboxOrders({ accountId });
    expect(orders.map(({ orderId }) => orderId)).toEqual([resting.orderId]);
    const { time } = await sandbox.cancelSandboxOrder({ accountId, orderId: resting.orderId });
    expect(time).toBeInstanceOf(Date);
    expect((await sandbox.getSandboxPositions({ accountId })).money[0]?.currency).toBe('rub');
    expect((await sandbox.getSandboxOperations({ accountId, ...ABOUT_OPERATIONS })).operations).toEqual([]);
    expect(await sandbox.closeSandboxAccount({ accountId })).toEqual({});
    expect((await sandbox.getSandboxAccounts({})).accounts).toEqual([]);
  });

  test('through the account object of tinkoff-invest-api', async () => {
    const api = broker.api();
    const { accountId } = await api.sandbox.openSandboxAccount({});
    const mine = new SandboxAccount(api, accountId);
    expect((await mine.payIn(PAID_IN)).balance).toEqual(PAID_IN);
    expect(await mine.getInfo()).toMatchObject({ id: accountId, status: 2 });
    const { accountId: _, ...buy } = order(accountId, instrumentId);
    const posted = await mine.postOrder(buy as never);
    const state = await mine.getOrderState({ orderId: posted.orderId } as never);
    expect([state.lotsRequested, state.lotsExecuted]).toEqual([10, 10]);
    expect((await mine.getOrders()).orders).toEqual([]);
    const { positions } = await mine.getPortfolio();
    expect(positions.map(({ instrumentUid }) => instrumentUid)).toContain(instrumentId);
    await mine.close();
    expect(await mine.getInfo()).toBeUndefined();
  });
});
