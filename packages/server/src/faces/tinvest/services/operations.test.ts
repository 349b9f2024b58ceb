import { beforeAll, describe, expect, test } from 'vitest';
import { type Story, tell } from '../operations/test-story.ts';
import { openAccount, SBER, sharedBroker, testBroker } from '../test-broker.ts';

const broker = sharedBroker();
let story: Story;
beforeAll(async () => {
  story = await tell(broker());
});

const rub = (units: number, nano = 0) => ({ currency: 'rub', units, nano });
const number = (units: number, nano = 0) => ({ units, nano });
const operations = () => broker().client('OperationsService');
const [INPUT, BUY, INPUT_SECURITIES, FEE, SELL, ACCRUED] = [1, 15, 17, 19, 22, 26];

/** A million; −9 689 −4.84 for SBER, +3 240 −1.62, +2 380 −1.19 for GAZP, −86, +200, +50 −43.08 for Si. */
const MONEY = rub(996_044, 270_000_000);

/** Calls that fail with this code. */
async function expectCode(code: string, call: Promise<unknown>): Promise<void> {
  await expect(call).rejects.toMatchObject({ details: code });
}

describe('GetPositions and GetWithdrawLimits (22.1.5)', () => {
  test('money after every fill, fee and settlement; units that were bought, sold short and moved in; contracts', async () => {
    const { accountId } = broker();
    const positions = await operations().getPositions({ accountId });
    expect(positions).toMatchObject({ accountId, money: [MONEY], blocked: [rub(0)], options: [] });
    expect(positions.securities).toEqual([
      {
        ...SBER,
        uid: undefined,
        instrumentUid: SBER.uid,
        positionUid: '41eb2102-5333-4713-bf15-72b204c4bf7b',
        ticker: 'SBER',
        classCode: 'TQBR',
        instrumentType: 'share',
        balance: 70,
        blocked: 0,
        exchangeBlocked: false,
      },
      expect.objectContaining({ ticker: 'GAZP', balance: -20, blocked: 0 }),
    ]);
    expect(positions.futures).toEqual([expect.objectContaining({ ticker: 'SiZ6', balance: 1, blocked: 0 })]);
  });

  test('money that futures block is told by the limits alone; all of it together is the money of the account', async () => {
    const { accountId } = broker();
    expect(await operations().getWithdrawLimits({ accountId })).toEqual({
      money: [rub(984_544, 270_000_000)],
      blocked: [rub(0)],
      blockedGuarantee: [rub(11_500)],
    });
  });

  test('resting orders block money and units; money + blocked stays what the account has', async () => {
    const other = await testBroker();
    const { accountId } = other;
    const orders = other.client('OrdersService');
    await other.submit({
      type: 'accounts.deposit',
      account: other.account,
      asset: 'SBER',
      amount: 40n as never,
      key: null,
    });
    const order = { accountId, instrumentId: SBER.uid, quantity: 3, orderType: 1 };
    await orders.postOrder({ ...order, direction: 2, price: number(330), orderId: 'sell' });
    // 300 × 30 pieces and a fee of 4.50
    await orders.postOrder({ ...order, direction: 1, price: number(300), orderId: 'buy' });
    const client = other.client('OperationsService');
    const positions = await client.getPositions({ accountId });
    expect(positions.money).toEqual([rub(990_995, 500_000_000)]);
    expect(positions.blocked).toEqual([rub(9_004, 500_000_000)]);
    expect(positions.securities).toEqual([expect.objectContaining({ balance: 10, blocked: 30 })]);
    const { positions: rows } = await client.getPortfolio({ accountId });
    expect(rows[0]).toMatchObject({ quantity: number(40), blockedLots: number(3), blocked: false });
    expect(rows[1]).toMatchObject({ ticker: 'RUB000UTSTOM', quantity: number(1_000_000) });
  });
});

describe('GetOperationsByCursor', () => {
  test('every change of the account, newest first; commissions and variation margin stand with their order', async () => {
    const { accountId } = broker();
    const { items, hasNext, nextCursor } = await operations().getOperationsByCursor({ accountId });
    const { bought, sold, shorted, future, closed, cancelled } = story;
    expect([hasNext, nextCursor]).toEqual([false, '']);
    expect(
      items.map(({ id, parentOperationId, type, payment, quantity, quantityDone }) => {
        const { currency, ...paid } = payment ?? rub(0);
        return [id, parentOperationId, type, paid, quantity, quantityDone];
      }),
    ).toEqual([
      [expect.stringMatching(/^transfer-\d+$/), '', INPUT_SECURITIES, number(0), 50, 50],
      [cancelled, '', BUY, number(0), 10, 0],
      [`${closed}-margin`, closed, ACCRUED, number(50), 0, 0],
      [`${closed}-fee`, closed, FEE, number(-43, -80_000_000), 0, 0],
      [closed, '', SELL, number(0), 1, 1],
      [expect.stringMatching(/^settlement-\d+-0$/), '', ACCRUED, number(200), 0, 0],
      [`${future}-fee`, future, FEE, number(-86), 0, 0],
      [future, '', BUY, number(0), 2, 2],
      [`${shorted}-fee`, shorted, FEE, number(-1, -190_000_000), 0, 0],
      [shorted, '', SELL, number(2_380), 20, 20],
      [`${sold}-fee`, sold, FEE, number(-1, -620_000_000), 0, 0],
      [sold, '', SELL, number(3_240), 10, 10],
      [`${bought}-fee`, bought, FEE, number(-4, -840_000_000), 0, 0],
      [bought, '', BUY, number(-9_689), 30, 30],
      [expect.stringMatching(/^transfer-\d+$/), '', INPUT, number(1_000_000), 0, 0],
    ]);
  });

  test('an order filled in parts is one operation under the order’s id, with its trades', async () => {
    const { accountId } = broker();
    const { items } = await operations().getOperationsByCursor({ accountId, operationTypes: [BUY], state: 1 });
    const own = items.find(({ id }) => id === story.bought);
    expect(own).toMatchObject({
      brokerAccountId: accountId,
      name: 'Сбербанк',
      description: 'Покупка ЦБ',
      state: 1,
      price: rub(322, 966_666_666),
      commission: rub(-4, -840_000_000),
      quantityRest: 0,
      childOperations: [{ instrumentUid: SBER.uid, payment: rub(-4, -840_000_000) }],
      figi: SBER.figi,
      instrumentType: 'share',
    });
    const state = await broker().client('OrdersService').getOrderState({ accountId, orderId: story.bought });
    const trades = own?.tradesInfo?.trades.map(({ num, price, quantity, date }) => ({
      tradeId: num,
      price,
      quantity,
      executionTime: date,
    }));
    expect(trades).toEqual(state.stages);
    expect(trades?.map(({ price }) => price)).toEqual([rub(322, 900_000_000), rub(323), rub(323)]);
  });

  test('payments of all operations add up to the money of the account', async () => {
    const { accountId } = broker();
    const { items } = await operations().getOperationsByCursor({ accountId });
    const nanos = items.reduce((sum, { payment: { units = 0, nano = 0 } = {} }) => {
      return sum + BigInt(units) * 10n ** 9n + BigInt(nano);
    }, 0n);
    expect(nanos).toBe(996_044_270_000_000n);
  });

  test('page by page with any limit it is the same list, also while new operations come', async () => {
    const other = await testBroker({ limits: false });
    await tell(other);
    const { accountId } = other;
    const client = other.client('OperationsService');
    const whole = (await client.getOperationsByCursor({ accountId })).items.map(({ id }) => id);
    for (const limit of [1, 2, 3, 7, 14, 15]) {
      const pages: string[] = [];
      let cursor = '';
      do {
        const page = await client.getOperationsByCursor({ accountId, limit, cursor });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        expect(page.hasNext).toBe(page.nextCursor !== '');
        if (page.hasNext) expect(page.items.at(-1)?.cursor).toBe(page.nextCursor);
        pages.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
        const amount = 10n ** 10n;
        const key = null;
        await other.submit({
          type: 'accounts.deposit',
          account: other.account,
          asset: 'rub',
          amount: amount as never,
          key,
        });
      } while (cursor !== '');
      expect(pages.slice(-whole.length)).toEqual(whole);
      whole.unshift(
        ...(await client.getOperationsByCursor({ accountId })).items.slice(0, -whole.length).map(({ id }) => id),
      );
    }
  });

  test('filters: types, state, instrument, period, commissions and trades left out', async () => {
    const { accountId } = broker();
    const ids = async (more: object): Promise<string[]> =>
      (await operations().getOperationsByCursor({ accountId, ...more })).items.map(({ id }) => id);
    const { bought, sold, shorted, future, closed, cancelled } = story;
    expect(await ids({ operationTypes: [SELL] })).toEqual([closed, shorted, sold]);
    expect(await ids({ operationTypes: [FEE], instrumentId: SBER.uid })).toEqual([`${sold}-fee`, `${bought}-fee`]);
    expect(await ids({ operationTypes: [ACCRUED] })).toEqual([
      `${closed}-margin`,
      expect.stringMatching(/^settlement-/),
    ]);
    expect(await ids({ operationTypes: [21] })).toEqual([]);
    expect(await ids({ state: 2 })).toEqual([cancelled]);
    expect(await ids({ state: 3 })).toEqual([]);
    expect(await ids({ instrumentId: 'SiZ6_SPBFUT', state: 1, withoutCommissions: true })).toEqual([
      `${closed}-margin`,
      closed,
      expect.stringMatching(/^settlement-/),
      future,
    ]);
    const second = { from: new Date(Date.UTC(2026, 10, 20, 9, 3)), to: new Date(Date.UTC(2026, 10, 20, 9, 4)) };
    expect(await ids({ ...second, withoutOvernights: true })).toEqual([`${shorted}-fee`, shorted, `${sold}-fee`, sold]);
    const { items } = await operations().getOperationsByCursor({ accountId, withoutTrades: true });
    expect(items.every(({ tradesInfo }) => tradesInfo === undefined)).toBe(true);
  });

  test('a cancelled order tells when and why it ended', async () => {
    const { accountId } = broker();
    const { items } = await operations().getOperationsByCursor({ accountId, state: 2 });
    expect(items).toEqual([
      expect.objectContaining({
        state: 2,
        payment: rub(0),
        quantity: 10,
        quantityDone: 0,
        quantityRest: 10,
        cancelReason: 'Отменена клиентом',
        cancelDateTime: items[0]?.date,
      }),
    ]);
  });

  test('what is wrong has its code', async () => {
    const { accountId } = broker();
    const ask = (more: object) => operations().getOperationsByCursor({ accountId, ...more });
    await expectCode('30069', ask({ limit: 1_001 }));
    await expectCode('30069', ask({ limit: -1 }));
    await expectCode('30023', ask({ state: 9 }));
    await expectCode('50002', ask({ instrumentId: 'nothing' }));
    await expectCode('30012', ask({ from: new Date(2_000), to: new Date(1_000) }));
    await expectCode('30061', ask({ from: new Date(-1) }));
    await expectCode('30062', ask({ to: new Date(Date.UTC(2100, 0, 1)) }));
    await expect(ask({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 3, details: '' });
    for (const method of ['getPositions', 'getWithdrawLimits', 'getPortfolio', 'getOperations'] as const) {
      await expectCode('30021', operations()[method]({ accountId: '' }));
      await expectCode('30022', operations()[method]({ accountId: 'x' }));
      await expectCode('50004', operations()[method]({ accountId: '1999999999' }));
    }
  });
});

test('GetOperations tells the same in the older words', async () => {
  const { accountId } = broker();
  const { operations: older } = await operations().getOperations({ accountId, figi: SBER.figi, state: 1 });
  expect(older.map(({ id, type, operationType }) => [id, type, operationType])).toEqual([
    [`${story.sold}-fee`, 'Удержание комиссии за операцию', FEE],
    [story.sold, 'Продажа ЦБ', SELL],
    [`${story.bought}-fee`, 'Удержание комиссии за операцию', FEE],
    [story.bought, 'Покупка ЦБ', BUY],
  ]);
  expect(older[3]).toMatchObject({ currency: 'rub', payment: rub(-9_689), quantity: 30, quantityRest: 0 });
  expect(older[3]?.trades.map(({ quantity }) => quantity)).toEqual([10, 10, 10]);
});

test('REST says the same, with 64-bit numbers as text', async () => {
  const { accountId, rest } = broker();
  const { body } = await rest('OperationsService/GetPositions', { account_id: accountId });
  expect(body.money).toEqual([{ currency: 'rub', units: '996044', nano: 270_000_000 }]);
  expect(body.securities[0]).toMatchObject({ balance: '70', blocked: '0' });
  const portfolio = await rest('OperationsService/GetPortfolio', { accountId, currency: 'RUB' });
  expect(portfolio.body.totalAmountPortfolio).toEqual({ currency: 'rub', units: '1016400', nano: 270_000_000 });
  expect(portfolio.body.positions[0]).toMatchObject({ blocked: false, quantity: { units: '70', nano: 0 } });
  const page = await rest('OperationsService/GetOperationsByCursor', {
    accountId,
    operationTypes: ['OPERATION_TYPE_SELL'],
    limit: 1,
  });
  expect(page.body).toMatchObject({
    hasNext: true,
    items: [{ id: story.closed, type: 'OPERATION_TYPE_SELL', quantity: '1', quantityDone: '1', quantityRest: '0' }],
  });
  const refused = await rest('OperationsService/GetOperationsByCursor', { accountId, limit: 1_001 });
  expect([refused.status, refused.body]).toEqual([
    400,
    { code: 3, message: 'Invalid parameter: `limit`', description: '30069' },
  ]);
});

test('tinkoff-invest-api reads positions, portfolio and operations', async () => {
  const { accountId, api } = broker();
  const client = api();
  const { money, securities } = await client.operations.getPositions({ accountId });
  expect([money[0]?.units, securities[0]?.balance]).toEqual([996_044, 70]);
  const { totalAmountPortfolio, positions } = await client.operations.getPortfolio({ accountId, currency: 0 });
  expect([totalAmountPortfolio?.units, positions.length]).toEqual([1_016_400, 4]);
  const { operations: older } = await client.operations.getOperations({ accountId, state: 1, figi: SBER.figi });
  expect(older).toHaveLength(4);
  const page = await client.operations.getOperationsByCursor({ accountId, operationTypes: [], limit: 3 });
  expect([page.hasNext, page.items.length]).toEqual([true, 3]);
});

test('a sandbox account has neither yields nor average prices, and no orders that came to nothing (16)', async () => {
  const other = await testBroker();
  const id = await openAccount(other, { fillPolicy: 'sandbox' });
  const amount = (100_000n * 10n ** 10n) as never;
  await other.submit({ type: 'accounts.deposit', account: id, asset: 'rub', amount, key: null });
  const token = await other.addToken('sandbox');
  const client = other.client('OperationsService', { token });
  const [account] = (await other.client('UsersService', { token }).getAccounts({})).accounts;
  const accountId = account?.id ?? '';
  const orders = other.client('OrdersService', { token });
  const order = { accountId, instrumentId: SBER.uid, direction: 1, quantity: 1 };
  await orders.postOrder({ ...order, orderType: 2, orderId: 'a' });
  const { orderId } = await orders.postOrder({ ...order, orderType: 1, price: number(300), orderId: 'b' });
  await orders.cancelOrder({ accountId, orderId });
  await other.trade('SBER', '325', '10');
  const portfolio = await client.getPortfolio({ accountId });
  expect(portfolio).toMatchObject({
    totalAmountShares: rub(3_250),
    // one lot at 323 and 1.62 of fee
    totalAmountCurrencies: rub(96_768, 380_000_000),
    expectedYield: number(0),
    dailyYield: rub(0),
  });
  expect(portfolio.positions[0]).toMatchObject({
    quantity: number(10),
    currentPrice: rub(325),
    averagePositionPrice: rub(0),
    averagePositionPriceFifo: rub(0),
    expectedYield: number(0),
  });
  expect(await client.getWithdrawLimits({ accountId })).toEqual({
    money: [rub(96_768, 380_000_000)],
    blocked: [],
    blockedGuarantee: [],
  });
  const { items } = await client.getOperationsByCursor({ accountId });
  expect(items.map(({ type }) => type)).toEqual([FEE, BUY, INPUT]);
});
