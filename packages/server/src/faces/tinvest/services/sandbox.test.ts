import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { MAX_SANDBOX_ACCOUNTS } from '../sandbox-accounts.ts';
import { openAccount, SBER, sharedBroker, type TestBroker, testBroker } from '../test-broker.ts';
import { nameUuid } from '../wire/name-uuid.ts';

const [NEW, FILL, CANCELLED] = [4, 1, 3];
const [BUY, SELL] = [1, 2];
const [LIMIT, MARKET] = [1, 2];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const quotation = (units: number, nano = 0) => ({ units, nano });
const rub = (units: number, nano = 0) => ({ currency: 'rub', units, nano });

/** A sandbox account of the owner with so many roubles. */
async function opened(broker: TestBroker, roubles = 10_000): Promise<string> {
  const sandbox = broker.client('SandboxService');
  const { accountId } = await sandbox.openSandboxAccount({});
  await sandbox.sandboxPayIn({ accountId, amount: rub(roubles) });
  return accountId;
}

/** An order for SBER, whose lot is ten pieces. */
function order(accountId: string, more: object = {}) {
  const about = { accountId, instrumentId: SBER.uid, quantity: 1, direction: BUY, orderType: LIMIT };
  return { ...about, price: quotation(322, 500_000_000), orderId: randomUUID() as string, ...more };
}

describe('the accounts', () => {
  test('are opened, listed and closed; closed ones vanish', async () => {
    const broker = await testBroker();
    const sandbox = broker.client('SandboxService');
    const { accountId } = await sandbox.openSandboxAccount({ name: 'Robot' });
    expect(accountId).toMatch(UUID);
    expect(accountId).toBe(nameUuid('account', String(broker.account + 1)));
    const { accountId: second } = await sandbox.openSandboxAccount({});
    const robot = {
      id: accountId,
      type: 1,
      name: 'Robot',
      status: 2,
      openedDate: new Date(broker.clock.market),
      closedDate: new Date(0),
      accessLevel: 1,
    };
    const { accounts } = await sandbox.getSandboxAccounts({});
    expect(accounts).toEqual([robot, { ...robot, id: second, name: 'Sandbox' }]);
    expect(await sandbox.closeSandboxAccount({ accountId: second })).toEqual({});
    expect((await sandbox.getSandboxAccounts({})).accounts).toEqual([robot]);
    expect((await sandbox.getSandboxAccounts({ status: 3 })).accounts).toEqual([]);
    for (const call of [
      sandbox.closeSandboxAccount({ accountId: second }),
      sandbox.getSandboxPositions({ accountId: second }),
      sandbox.sandboxPayIn({ accountId: second, amount: rub(1) }),
    ])
      await expect(call).rejects.toMatchObject({ details: '50004' });
    await expect(sandbox.postSandboxOrder(order(second))).rejects.toMatchObject({ details: '40004' });
  });

  test('are the same behind both ways, and others than those of the production contour', async () => {
    const broker = await testBroker();
    const accountId = await opened(broker);
    const token = await broker.addToken('sandbox');
    const contour = [{ token }, { authority: 'sandbox-invest-public-api.tinkoff.ru' }];
    for (const call of contour) {
      const { accounts } = await broker.client('UsersService', call).getAccounts({});
      expect(accounts.map(({ id }) => id)).toEqual([accountId]);
      const { money } = await broker.client('OperationsService', call).getPositions({ accountId });
      expect(money).toEqual([rub(10_000)]);
      const listed = await broker.client('SandboxService', call).getSandboxAccounts({});
      expect(listed.accounts.map(({ id }) => id)).toEqual([accountId]);
      const foreign = broker.client('OperationsService', call).getPositions({ accountId: broker.accountId });
      await expect(foreign).rejects.toMatchObject({ details: '50004' });
    }
    const { accounts } = await broker.client('UsersService').getAccounts({});
    expect(accounts.map(({ id }) => id)).toEqual([broker.accountId]);
    const inSandbox = broker.client('SandboxService').getSandboxPositions({ accountId: broker.accountId });
    await expect(inSandbox).rejects.toMatchObject({ details: '50004' });
    const onProduction = broker.client('OrdersService').postOrder(order(accountId));
    await expect(onProduction).rejects.toMatchObject({ details: '40004' });
  });

  test('end with whatever they have: orders, units, debts', async () => {
    const broker = await testBroker();
    const sandbox = broker.client('SandboxService');
    const accountId = await opened(broker, 10_000);
    await sandbox.postSandboxOrder(order(accountId, { orderType: MARKET, quantity: 5 }));
    await sandbox.postSandboxOrder(order(accountId, { price: quotation(300) }));
    const [money] = (await sandbox.getSandboxPositions({ accountId })).money;
    expect(money?.units).toBeLessThan(0);
    expect(await sandbox.closeSandboxAccount({ accountId })).toEqual({});
    expect((await sandbox.getSandboxAccounts({})).accounts).toEqual([]);
    const left = await broker.engine.read(({ accounts, orders }) => ({
      orders: orders.open.size,
      balances: [...(accounts.accounts.get(broker.account + 1)?.balances.values() ?? [])].map(({ total }) => total),
    }));
    expect(left).toEqual({ orders: 0, balances: [0n, 0n] });
  });

  test('are at most so many', async () => {
    const broker = await testBroker({ limits: false });
    const sandbox = broker.client('SandboxService');
    const misnamed = sandbox.openSandboxAccount({ name: 'x'.repeat(101) });
    await expect(misnamed).rejects.toMatchObject({ code: 3, details: '' });
    const opening = () => sandbox.openSandboxAccount({});
    const ids = await Promise.all(Array.from({ length: MAX_SANDBOX_ACCOUNTS }, opening));
    await expect(opening()).rejects.toMatchObject({ details: '35001' });
    await sandbox.closeSandboxAccount({ accountId: ids[0]?.accountId as string });
    expect((await opening()).accountId).toMatch(UUID);
  });

  test('need a token that may; one for a single account opens no other', async () => {
    const broker = await testBroker();
    const accountId = await opened(broker);
    const readonly = broker.client('SandboxService', { token: await broker.addToken('readonly') });
    const only = await openAccount(broker, { fillPolicy: 'sandbox' });
    const scoped = broker.client('SandboxService', { token: await broker.addToken('full', only) });
    expect((await readonly.getSandboxAccounts({})).accounts[0]).toMatchObject({ id: accountId, accessLevel: 2 });
    expect((await scoped.getSandboxAccounts({})).accounts.map(({ id }) => id)).toEqual([
      nameUuid('account', String(only)),
    ]);
    for (const call of [
      readonly.openSandboxAccount({}),
      readonly.closeSandboxAccount({ accountId }),
      readonly.sandboxPayIn({ accountId, amount: rub(1) }),
      readonly.postSandboxOrder(order(accountId)),
      scoped.openSandboxAccount({}),
    ])
      await expect(call).rejects.toMatchObject({ details: '40002' });
  });
});

describe('SandboxPayIn', () => {
  test('answers the balance; nothing paid changes nothing', async () => {
    const broker = await testBroker();
    const accountId = await opened(broker, 1_000_000);
    const { sandboxPayIn } = broker.client('SandboxService');
    const paid = await sandboxPayIn({ accountId, amount: { currency: 'RUB', units: 1_234, nano: 560_000_000 } });
    expect(paid.balance).toEqual(rub(1_001_234, 560_000_000));
    expect((await sandboxPayIn({ accountId, amount: rub(0) })).balance).toEqual(rub(1_001_234, 560_000_000));
  });

  const broker = sharedBroker();
  test.each([
    ['no amount', undefined, '30247'],
    ['dollars', { currency: 'usd', units: 1, nano: 0 }, '30253'],
    ['no currency', { currency: '', units: 1, nano: 0 }, '30253'],
    ['less than nothing', rub(-1), '30246'],
    ['half a kopeck', rub(1, 5_000_000), '30246'],
    ['signs that differ', rub(1, -10_000_000), '30246'],
    ['more than a rouble in nano', rub(1, 1_000_000_000), '30246'],
    ['more than an account may hold', rub(1_000_000_000_001), '30246'],
  ])('%s is refused', async (_what, amount, code) => {
    const accountId = await opened(broker(), 0);
    const call = broker().client('SandboxService').sandboxPayIn({ accountId, amount });
    await expect(call).rejects.toMatchObject({ details: code });
  });

  test.each([
    ['', '30021'],
    ['main', '30022'],
    [randomUUID(), '50004'],
    ['2000000000', '50004'],
  ])('account %j is refused', async (accountId, code) => {
    const call = broker()
      .client('SandboxService')
      .sandboxPayIn({ accountId, amount: rub(1) });
    await expect(call).rejects.toMatchObject({ details: code });
  });
});

describe('orders of the sandbox', () => {
  test('fill in full at the last price or the best opposite one, rest outside the book, block what they need', async () => {
    const broker = await testBroker();
    const sandbox = broker.client('SandboxService');
    const accountId = await opened(broker, 100_000);
    // far more than is displayed: 323 is the last price
    const market = await sandbox.postSandboxOrder(order(accountId, { orderType: MARKET, quantity: 20 }));
    expect(market).toMatchObject({ executionReportStatus: FILL, lotsExecuted: 20, executedOrderPrice: rub(323) });
    expect(market.executedCommission).toEqual(rub(32, 300_000_000));
    const crossing = await sandbox.postSandboxOrder(order(accountId, { price: quotation(330) }));
    expect(crossing).toMatchObject({
      executionReportStatus: FILL,
      executedOrderPrice: rub(323, 100_000_000),
    });
    const resting = await sandbox.postSandboxOrder(order(accountId));
    expect(resting.executionReportStatus).toBe(NEW);
    const { blocked } = await sandbox.getSandboxPositions({ accountId });
    // 3 225 and its fee, 1.6125 to the kopeck
    expect(blocked).toEqual([rub(3_226, 610_000_000)]);
    expect((await sandbox.getSandboxOrders({ accountId })).orders.map(({ orderId }) => orderId)).toEqual([
      resting.orderId,
    ]);
    await broker.trade('SBER', '322.5', '10');
    const state = await sandbox.getSandboxOrderState({ accountId, orderId: resting.orderId });
    expect(state).toMatchObject({
      executionReportStatus: FILL,
      averagePositionPrice: rub(322, 500_000_000),
      stages: [],
    });
  });

  test('are replaced, cancelled, posted without waiting and weighed like others', async () => {
    const broker = await testBroker();
    const sandbox = broker.client('SandboxService');
    const accountId = await opened(broker, 100_000);
    const request = order(accountId);
    const posted = await sandbox.postSandboxOrderAsync(request);
    expect(posted).toMatchObject({ orderRequestId: request.orderId, executionReportStatus: NEW });
    const named = { accountId, orderId: request.orderId, orderIdType: 2 };
    const { orderId } = await sandbox.getSandboxOrderState(named);
    const replaced = await sandbox.replaceSandboxOrder({
      accountId,
      orderId,
      idempotencyKey: randomUUID(),
      quantity: 2,
      price: quotation(320),
      confirmMarginTrade: false,
    });
    expect(replaced).toMatchObject({ lotsRequested: 2, initialSecurityPrice: rub(320), executionReportStatus: NEW });
    const { time } = await sandbox.cancelSandboxOrder({ accountId, orderId: replaced.orderId });
    expect(time).toEqual(new Date(broker.clock.market));
    const ended = await sandbox.getSandboxOrderState({ accountId, orderId: replaced.orderId });
    expect(ended.executionReportStatus).toBe(CANCELLED);
    const most = await sandbox.getSandboxMaxLots({ accountId, instrumentId: SBER.uid });
    // positions of 200 000 roubles at 3 231 a lot
    expect(most.buyLimits?.buyMaxLots).toBe(61);
    const about = { accountId, instrumentId: SBER.uid, quantity: 2, direction: BUY, price: quotation(320) };
    const price = await sandbox.getSandboxOrderPrice(about);
    expect([price.initialOrderAmount, price.executedCommission]).toEqual([rub(6_400), rub(3, 200_000_000)]);
  });

  test('beyond twice the worth of the account lack balance', async () => {
    const broker = await testBroker();
    const sandbox = broker.client('SandboxService');
    const accountId = await opened(broker, 10_000);
    const call = (quantity: number, direction = BUY) =>
      sandbox.postSandboxOrder(order(accountId, { orderType: MARKET, quantity, direction }));
    await expect(call(7)).rejects.toMatchObject({ details: '30034' });
    expect((await call(6)).executionReportStatus).toBe(FILL);
    const { accountId: other } = await sandbox.openSandboxAccount({});
    await sandbox.sandboxPayIn({ accountId: other, amount: rub(10_000) });
    const short = order(other, { orderType: MARKET, quantity: 3, direction: SELL });
    expect((await sandbox.postSandboxOrder(short)).executionReportStatus).toBe(FILL);
    const { securities } = await sandbox.getSandboxPositions({ accountId: other });
    expect(securities.map(({ balance }) => balance)).toEqual([-30]);
  });
});

describe('over REST', () => {
  test('an account is opened, paid into, traded on and closed', async () => {
    const broker = await testBroker();
    const token = await broker.addToken('sandbox');
    const rest = (method: string, body?: object) => broker.rest(`SandboxService/${method}`, body, { token });
    const { body: made } = await rest('OpenSandboxAccount');
    expect(made).toEqual({ accountId: expect.stringMatching(UUID) });
    const { accountId } = made;
    const amount = { currency: 'rub', units: '10000', nano: 0 };
    expect((await rest('SandboxPayIn', { account_id: accountId, amount })).body).toEqual({ balance: amount });
    const posted = await rest('PostSandboxOrder', {
      accountId,
      instrumentId: SBER.figi,
      quantity: '1',
      direction: 'ORDER_DIRECTION_BUY',
      orderType: 'ORDER_TYPE_MARKET',
      orderId: '',
    });
    expect(posted.body).toMatchObject({
      executionReportStatus: 'EXECUTION_REPORT_STATUS_FILL',
      lotsExecuted: '1',
      executedOrderPrice: { currency: 'rub', units: '323', nano: 0 },
    });
    const { body: limits } = await rest('GetSandboxWithdrawLimits', { accountId });
    expect(limits.money).toEqual([{ currency: 'rub', units: '6768', nano: 380_000_000 }]);
    const { body: page } = await rest('GetSandboxOperationsByCursor', { accountId });
    expect(page.items.map(({ type }: { type: string }) => type)).toContain('OPERATION_TYPE_BUY');
    expect((await rest('CloseSandboxAccount', { accountId })).body).toEqual({});
    const gone = await rest('GetSandboxPortfolio', { accountId });
    expect([gone.status, gone.body]).toEqual([404, { code: 5, message: 'Account not found', description: '50004' }]);
  });

  test('stop orders of this service are not served', async () => {
    const broker = await testBroker();
    const { status, body } = await broker.rest('SandboxService/PostSandboxStopOrder');
    expect([status, body.description]).toEqual([501, '12001']);
  });
});
