import { accountById, equity } from '@outcry/core';
import { expect, test } from 'vitest';
import { accountRow } from '../../src/faces/chp/wire/accounts.ts';
import { accountAnswer, balancesAnswer, positionsAnswer } from '../../src/faces/native/wire/accounts.ts';
import { tell } from '../../src/faces/tinvest/operations/test-story.ts';
import { SBER, testBroker } from '../../src/faces/tinvest/test-broker.ts';

/** Billionths, as the wire has them. */
function nanos(value: { units: number; nano: number } | undefined): bigint {
  return BigInt(value?.units ?? 0) * 10n ** 9n + BigInt(value?.nano ?? 0);
}

/** The same number out of decimal text, cut off behind the ninth digit. */
function nanosOf(text: string): bigint {
  const [whole = '0', part = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole) * 10n ** 9n + BigInt(part.slice(0, 9).padEnd(9, '0'));
  return text.startsWith('-') ? -size : size;
}

test('an account is the same through T-Invest, the native face and the CHP bridge', async () => {
  const broker = await testBroker({ limits: false });
  await tell(broker);
  const { accountId } = broker;
  await broker.client('OrdersService').postOrder({
    accountId,
    instrumentId: SBER.uid,
    quantity: 2,
    direction: 1,
    orderType: 1,
    price: { units: 300, nano: 0 },
    orderId: '',
  });
  const seen = await broker.engine.read((state) => {
    const account = accountById(state.accounts, broker.account);
    return {
      chp: accountRow(state, account, 'ST2000000000-MO-01', { commission: 0n, result: 0n }),
      balances: balancesAnswer(state, account),
      account: accountAnswer(state, account),
      positions: positionsAnswer(state, account).map(({ position }) => position),
      worth: equity(state, account).value,
    };
  });
  const client = broker.client('OperationsService');
  const { money, blocked, securities } = await client.getPositions({ accountId });
  const portfolio = await client.getPortfolio({ accountId });

  const together = nanos(money[0]) + nanos(blocked[0]);
  expect(/"cash":([^,]+),/.exec(String(seen.chp))?.[1]).toBe('996044.27');
  expect(together).toBe(nanosOf('996044.27'));
  const [rouble, shares] = ['rub', 'SBER'].map((code) => seen.balances.find(({ asset }) => asset === code));
  expect([together, nanos(blocked[0])]).toEqual([nanosOf(rouble?.total ?? ''), nanosOf(rouble?.held ?? '')]);
  expect(BigInt(securities[0]?.balance ?? 0) * 10n ** 9n).toBe(nanosOf(shares?.total ?? ''));

  const { totalAmountPortfolio: total, positions } = portfolio;
  expect(nanos(total)).toBe(nanosOf(seen.account.equity));
  expect(nanos(total)).toBe(seen.worth / 10n);
  const classes = ['Shares', 'Bonds', 'Etf', 'Currencies', 'Futures', 'Options', 'Sp'] as const;
  expect(classes.reduce((sum, name) => sum + nanos(portfolio[`totalAmount${name}`]), 0n)).toBe(nanos(total));
  for (const { instrument, averagePrice, price, unrealised: result } of seen.positions) {
    const own = positions.find(({ ticker }) => ticker === instrument);
    // six more digits than the price step has there, nine here
    expect((nanos(own?.averagePositionPrice) + 5n) / 10n).toBe((nanosOf(averagePrice) + 5n) / 10n);
    expect(nanos(own?.currentPrice)).toBe(nanosOf(price ?? ''));
    expect(nanos(own?.expectedYield)).toBe(nanosOf(result ?? ''));
  }
});
