import { beforeAll, describe, expect, test } from 'vitest';
import { SBER, sharedBroker, testBroker } from '../test-broker.ts';
import { tell } from './test-story.ts';

const broker = sharedBroker();
beforeAll(async () => {
  await tell(broker());
});

const rub = (units: number, nano = 0) => ({ currency: 'rub', units, nano });
const number = (units: number, nano = 0) => ({ units, nano });
const operations = () => broker().client('OperationsService');

/** A million; −9 689 −4.84 for SBER, +3 240 −1.62, +2 380 −1.19 for GAZP, −86, +200, +50 −43.08 for Si. */
const MONEY = rub(996_044, 270_000_000);

describe('GetPortfolio', () => {
  test('totals by class add up to the worth; yields in percent of what it would be worth without them', async () => {
    const { positions: _, ...totals } = await operations().getPortfolio({ accountId: broker().accountId });
    expect(totals).toEqual({
      accountId: broker().accountId,
      // 70 × 324.10 − 20 × 119.05
      totalAmountShares: rub(20_306),
      totalAmountBonds: rub(0),
      totalAmountEtf: rub(0),
      totalAmountCurrencies: MONEY,
      // the contract that is left: 86 150 less the settlement price 86 100
      totalAmountFutures: rub(50),
      totalAmountOptions: rub(0),
      totalAmountSp: rub(0),
      totalAmountDfa: rub(0),
      totalAmountPortfolio: rub(1_016_400, 270_000_000),
      // 22.67 − 1 + 50 of 1 016 328.60
      expectedYield: number(0, 10_000_000),
      // both contracts from 86 100 to 86 150
      dailyYield: rub(100),
      dailyYieldRelative: number(0, 10_000_000),
      virtualPositions: [],
    });
  });

  test('a position after partial fills and a sale: average, and what is left first in first out', async () => {
    const { positions } = await operations().getPortfolio({ accountId: broker().accountId });
    expect(positions.map(({ ticker }) => ticker)).toEqual(['SBER', 'GAZP', 'SiZ6', 'RUB000UTSTOM']);
    expect(positions[0]).toMatchObject({
      instrumentType: 'share',
      // 20 of them bought, 50 moved in
      quantity: number(70),
      quantityLots: number(7),
      // 9 689 for 30 pieces; two thirds of it are left
      averagePositionPrice: rub(322, 966_666_666),
      // the cheap ten were sold
      averagePositionPriceFifo: rub(323),
      currentPrice: rub(324, 100_000_000),
      expectedYield: number(22, 666_666_666),
      expectedYieldFifo: number(22),
      varMargin: rub(0),
      dailyYield: rub(0),
    });
  });

  test('a short position gains as the price falls', async () => {
    const { positions } = await operations().getPortfolio({ accountId: broker().accountId });
    expect(positions[1]).toMatchObject({
      quantity: number(-20),
      averagePositionPrice: rub(119),
      averagePositionPriceFifo: rub(119),
      currentPrice: rub(119, 50_000_000),
      expectedYield: number(-1),
      expectedYieldFifo: number(-1),
    });
  });

  test('a future is settled: its average is the settlement price, first in first out it is what it was bought at', async () => {
    const { positions } = await operations().getPortfolio({ accountId: broker().accountId });
    expect(positions[2]).toMatchObject({
      instrumentType: 'futures',
      quantity: number(1),
      averagePositionPrice: rub(86_100),
      averagePositionPricePt: number(86_100),
      averagePositionPriceFifo: rub(86_000),
      currentPrice: rub(86_150),
      varMargin: rub(50),
      expectedYield: number(50),
      expectedYieldFifo: number(150),
      dailyYield: rub(100),
    });
  });

  test('the day before: what was bought and sold on the day counts from its price', async () => {
    const other = await testBroker();
    const { accountId } = other;
    const order = { accountId, instrumentId: SBER.uid, orderType: 2 };
    const orders = other.client('OrdersService');
    // two lots at 323.10; the last trade was 323
    await orders.postOrder({ ...order, quantity: 2, direction: 1, orderId: 'a' });
    const client = other.client('OperationsService');
    expect((await client.getPortfolio({ accountId })).dailyYield).toEqual(rub(-2));
    await orders.postOrder({ ...order, quantity: 2, direction: 2, orderId: 'b' });
    // sold at 322.90: nothing is held, the loss of the day is
    const after = await client.getPortfolio({ accountId });
    expect(after.positions.map(({ ticker }) => ticker)).toEqual(['RUB000UTSTOM']);
    expect(after.dailyYield).toEqual(rub(-4));
  });

  test('in dollars nothing tells what a rouble costs', async () => {
    const { accountId } = broker();
    const ask = (currency: number) => operations().getPortfolio({ accountId, currency });
    await expect(ask(1)).rejects.toMatchObject({ details: '30258' });
    await expect(ask(7)).rejects.toMatchObject({ details: '30253' });
  });
});
