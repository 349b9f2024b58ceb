import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { testThreeCommas } from '../test-threecommas.ts';

/** What is used of the client `3commas-api-node`, which comes without types; it answers whatever body came back. */
interface ApiNode {
  accountsNew(parameters: object): Promise<Body>;
  accounts(): Promise<Body[]>;
  accountsMarketList(): Promise<Body[]>;
  accountsCurrencyRates(): Promise<Body>;
  accountLoadBalances(id: number): Promise<Body>;
  accountRename(parameters: object): Promise<Body>;
  accountPieChartData(id: number): Promise<Body[]>;
  accountTableData(id: number): Promise<Body[]>;
  accountRemove(id: number): Promise<unknown>;
}
type Body = Readonly<Record<string, unknown>>;

const ApiNodeClient = createRequire(import.meta.url)('3commas-api-node') as new (options: {
  url: string;
  apiKey: string;
  apiSecret: string;
}) => ApiNode;

test('3commas-api-node opens, reads, renames and removes an account', async () => {
  const { url, key } = await testThreeCommas();
  const api = new ApiNodeClient({ url, apiKey: key.apiKey, apiSecret: key.secret });
  expect(await api.accounts()).toEqual([]);
  const { id } = (await api.accountsNew({ type: 'paper_trading', name: 'my account & more' })) as { id: number };
  expect(await api.accounts()).toMatchObject([{ id, name: 'my account & more', usd_amount: '150000.0' }]);
  expect(await api.accountRename({ account_id: id, name: 'über' })).toMatchObject({ id, name: 'über' });
  expect(await api.accountLoadBalances(id)).toMatchObject({ id, name: 'über' });
  expect(await api.accountPieChartData(id)).toMatchObject([{ code: 'USDT' }, { code: 'BTC' }]);
  expect(await api.accountTableData(id)).toMatchObject([{ currency_code: 'USDT' }, { currency_code: 'BTC' }]);
  expect(await api.accountRemove(id)).toBe(true);
  expect(await api.accounts()).toEqual([]);
});

test('3commas-api-node reads markets, and errors with what is wrong', async () => {
  const { url, key } = await testThreeCommas();
  const api = new ApiNodeClient({ url, apiKey: key.apiKey, apiSecret: key.secret });
  expect(await api.accountsMarketList()).toEqual(
    expect.arrayContaining([expect.objectContaining({ market_code: 'paper_trading' })]),
  );
  expect(await api.accountsCurrencyRates()).toMatchObject({
    error: 'record_invalid',
    error_attributes: { pair: ['is missing'] },
  });
  expect(await api.accountRename({ account_id: 17, name: 'mine' })).toMatchObject({ error: 'not_found' });
  const stranger = new ApiNodeClient({ url, apiKey: key.apiKey, apiSecret: 'wrong' });
  expect(await stranger.accounts()).toMatchObject({ error: 'signature_invalid' });
});
