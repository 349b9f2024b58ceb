import { API } from '3commas-typescript';
import { expect, test } from 'vitest';
import { type TestThreeCommas, testThreeCommas } from '../test-threecommas.ts';

const REAL_HOST = 'https://api.3commas.io';

/** What is used of the HTTP library that the client stands on. */
interface Http {
  readonly defaults: { baseURL?: string };
  readonly interceptors: {
    readonly request: { use(change: (config: { url?: string }) => { url?: string }): void };
  };
}

/** The client `3commas-typescript`, aimed at the platform: it has no option for its address. */
function clientOf({ url, key }: Pick<TestThreeCommas, 'url' | 'key'>, secrets = key.secret): API {
  const api = new API({ key: key.apiKey, secrets });
  const { axios } = api as unknown as { axios: Http };
  axios.defaults.baseURL = url;
  // interceptors run in the opposite order: the one that signs wants the path alone, as with its own address
  axios.interceptors.request.use((config) => ({ ...config, url: (config.url ?? '').replace(REAL_HOST, url) }));
  return api;
}

test('3commas-typescript pings, reads the time and its mode', async () => {
  const world = await testThreeCommas();
  const api = clientOf(world);
  expect(await api.ping()).toEqual({ pong: 'pong' });
  expect(await api.time()).toEqual({ server_time: world.clock.wall / 1_000 });
  expect(await api.changeUserMode('real')).toBe(true);
  expect(await api.customRequest('GET', 1, '/users/current_mode')).toEqual({ mode: 'real' });
});

test('3commas-typescript opens, reads, renames and removes an account', async () => {
  const api = clientOf(await testThreeCommas());
  const { id } = await api.addExchangeAccount({ type: 'paper_trading', name: 'my account' } as never);
  expect(await api.getExchange()).toMatchObject([{ id, name: 'my account' }]);
  expect(await api.renameExchangeAccount(id, 'grüß & co')).toMatchObject({ id, name: 'grüß & co' });
  expect(await api.editExchangeAccount({ account_id: id, name: 'third' } as never)).toMatchObject({ name: 'third' });
  expect(await api.getAccountInfo(id)).toMatchObject({ id, usd_amount: '150000.0' });
  expect(await api.getAccountInfo()).toMatchObject({ id: 0, name: 'Summary' });
  expect(await api.loadBalances(id)).toMatchObject({ id });
  expect(await api.getPieChartData(id)).toMatchObject([{ code: 'USDT' }, { code: 'BTC' }]);
  expect(await api.getAccountTableData(id)).toMatchObject([{ currency_code: 'USDT' }, { currency_code: 'BTC' }]);
  expect(await api.getActiveTradeEntities(id)).toEqual({ data: { active_orders_count: 0 } });
  expect(await api.getBalanceChartData(id, { date_from: '2026-11-01' } as never)).toEqual([]);
  expect(await api.getLeverageData(id, 'USDT_BTC')).toMatchObject([{ max_leverage: 1 }]);
  expect(await api.removeExchangeAccount(id)).toBe(true);
  expect(await api.getExchange()).toEqual([]);
});

test('3commas-typescript reads markets and rates', async () => {
  const api = clientOf(await testThreeCommas());
  expect(await api.getMarketList()).toEqual(
    expect.arrayContaining([expect.objectContaining({ market_code: 'paper_trading' })]),
  );
  expect(await api.getMarketPairs({ market_code: 'binance' } as never)).toContain('USDT_BTC');
  const asked = { market_code: 'binance', pair: 'USDT_BTC' } as never;
  expect(await api.getCurrencyRate(asked)).toMatchObject({ last: '50000.0' });
  expect(await api.getCurrencyRateWithLeverageData(asked)).toMatchObject({ leverage_data: [{ max_leverage: 1 }] });
});

test('3commas-typescript rejects with the error payload', async () => {
  const world = await testThreeCommas();
  await expect(clientOf(world).getAccountInfo(17)).rejects.toMatchObject({ error: 'not_found' });
  await expect(clientOf(world, 'wrong').getExchange()).rejects.toMatchObject({ error: 'signature_invalid' });
  await expect(clientOf(world).addExchangeAccount({ type: 'binance', name: 'x' } as never)).rejects.toMatchObject({
    error_attributes: { name: ['is too short (minimum is 2 characters)'] },
  });
});
