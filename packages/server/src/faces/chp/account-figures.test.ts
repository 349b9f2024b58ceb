import { accountById, fundsOf, plannedOf, plannedOrders } from '@outcry/core';
import { expect, test } from 'vitest';
import { type TestBridge, testBridge } from './test-bridge.ts';
import type { TestChp } from './test-chp.ts';

async function order(client: TestChp, { portfolio }: TestBridge, changes: object): Promise<void> {
  const fields = { portfolio, action: 1, type: 1, validity: 2, price: 0, stop: 0, cookie: 1 };
  await client.data('Order/Place', { ...fields, ...changes });
}

test('liquidation value, margin, leverage and planned amounts are the core’s own, with shares, a debt and a future', async () => {
  const bridge = await testBridge();
  const client = await bridge.client().connect();
  await client.data('AccountInformation/ListenPortfolio', { portfolio: bridge.portfolio });
  const gift = { type: 'accounts.deposit', account: bridge.account, asset: 'SBER', amount: 100n as never, key: null };
  await bridge.submit(gift as never);
  await bridge.quote('GAZP', '119', '1000', '119.1', '1000');
  await bridge.trade('GAZP', '119.05', '10');
  await bridge.quote('MXZ6', '271000', '50', '271025', '50');
  await bridge.trade('MXZ6', '271025', '1');
  await order(client, bridge, { symbol: 'SBER', amount: 50 });
  await order(client, bridge, { symbol: 'GAZP', action: 3, amount: 200 });
  await order(client, bridge, { symbol: 'MIX-12.26', amount: 2 });
  await bridge.trade('MXZ6', '271100', '1');
  await order(client, bridge, { symbol: 'SBER', action: 2, type: 2, price: 330, amount: 70 });
  await order(client, bridge, { symbol: 'GAZP', action: 4, type: 2, price: 110, amount: 60 });
  await order(client, bridge, { symbol: 'MIX-12.26', action: 2, type: 3, stop: 260_000, amount: 2 });
  const core = await bridge.engine.read((state) => {
    const account = accountById(state.accounts, bridge.account);
    const funds = fundsOf(state, account, plannedOrders(state.orders, account.id));
    const held = funds.items.reduce((sum, { value }) => sum + (value < 0n ? -value : value), 0n);
    const symbols = ['SBER', 'GAZP', 'MXZ6'].map((symbol) => bridge.instrument(symbol).id);
    const working = symbols.map((id) => plannedOf(state.orders, account.id, id)).map(({ buy, sell }) => buy - sell);
    return { liquid: funds.liquid, starting: funds.starting, held, working };
  });
  const [row] = await client.data('AccountInformation/SetPortfolio');
  const nano = (rubles: number): bigint => BigInt(Math.round(rubles * 100)) * 10n ** 8n;
  expect([nano(row.liquidationValue), nano(row.initialMargin)]).toEqual([core.liquid, core.starting]);
  expect(row.leverage).toBeCloseTo(Number(core.held) / Number(core.liquid), 6);
  const positions = await client.data('AccountInformation/UpdatePosition');
  expect(positions.map(({ symbol, amount, planned }: Record<string, unknown>) => [symbol, amount, planned])).toEqual([
    ['MIX-12.26', 2, 2],
    ['SBER', 150, 80],
    ['GAZP', -200, -140],
  ]);
  expect(core.working).toEqual([-7, 6, 0]);
});
