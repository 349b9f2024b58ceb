import { createRequire } from 'node:module';
import { API } from '3commas-typescript';
import { expect, test } from 'vitest';
import { BotDesk } from '../test-bots.ts';

/** What is used of the client `3commas-api-node`: it has no methods for grid bots, but one that its methods stand on. */
interface ApiNode {
  makeRequest(method: string, path: string, parameters: object): Promise<Body>;
}
// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
type Body = any;

const ApiNodeClient = createRequire(import.meta.url)('3commas-api-node') as new (options: {
  url: string;
  apiKey: string;
  apiSecret: string;
}) => ApiNode;

const REAL_HOST = 'https://api.3commas.io';

const GRID = {
  pair: 'USDT_BTC',
  upper_price: 60_000,
  lower_price: 40_000,
  quantity_per_grid: 500,
  grids_quantity: 5,
  order_currency_type: 'quote',
  ignore_warnings: true,
};

/** A request of a client: method, path below /ver1/grid_bots, parameters. */
type Send = (method: string, path: string, parameters?: object) => Promise<Body>;

/** Everything that a client does with a grid bot, on a desk where the last price is 50 000. */
async function wholeLife(desk: BotDesk, send: Send): Promise<void> {
  await desk.withoutCoins();
  const { id } = await send('POST', '/manual', { account_id: desk.account, ...GRID });
  expect(await send('POST', `/${id}/enable`)).toMatchObject({ id, is_enabled: true, start_price: '50000.0' });
  expect(await send('GET', '', { limit: 10, state: 'enabled' })).toMatchObject([{ id, grids_quantity: '5' }]);
  await desk.market('44990', '44995');
  await desk.market('50001', '50010');
  expect(await send('GET', `/${id}`)).toMatchObject({ total_profits_count: '1' });
  expect(await send('GET', `/${id}/profits`)).toMatchObject([{ grid_line: { price: '50000.0' } }]);
  const { grid_lines_orders: orders, balancing_orders: others } = await send('GET', `/${id}/market_orders`);
  expect([orders.length, others.length]).toEqual([6, 1]);
  expect(await send('GET', `/${id}/required_balances`)).toMatchObject({ need_balancing: false });
  expect(await send('GET', `/${id}/events`, { page: 1, per_page: 2 })).toMatchObject([
    { message: 'Bot is created' },
    {},
  ]);
  expect(await send('PATCH', `/${id}/manual`, { name: 'other & more', grids_quantity: 3 })).toMatchObject({
    name: 'other & more',
    grids_quantity: '3',
    is_enabled: true,
  });
  expect(await send('POST', `/${id}/note`, { note: 'grün' })).toMatchObject({ note: 'grün' });
  expect(await send('POST', `/${id}/disable`)).toMatchObject({ is_enabled: false });
}

/** A bot whose lines the platform chooses. */
async function chosenLines(desk: BotDesk, send: Send): Promise<void> {
  const asked = { pair: 'USDT_BTC', market_code: 'paper_trading' };
  const chosen = await send('GET', '/ai_settings', asked);
  expect(chosen).toMatchObject({ lower_price: expect.any(String), upper_price: expect.any(String) });
  const sum = { pair: 'USDT_BTC', total_quantity: 5_000 };
  const made = await send('POST', '/ai', { account_id: desk.account, ...sum });
  expect(made).toMatchObject({ strategy_type: 'ai', grids_quantity: chosen.grids_quantity });
  expect(await send('PATCH', `/${made.id}/ai`, { ...sum, name: 'chosen & mine' })).toMatchObject({
    id: made.id,
    name: 'chosen & mine',
  });
}

test('3commas-typescript leads a grid bot through its whole life, deletion included', async () => {
  const desk = await BotDesk.open();
  const { url, key } = desk.world;
  const api = new API({ key: key.apiKey, secrets: key.secret });
  const { axios } = api as unknown as {
    axios: {
      defaults: { baseURL?: string };
      interceptors: { request: { use(change: (config: { url?: string }) => { url?: string }): void } };
    };
  };
  axios.defaults.baseURL = url;
  axios.interceptors.request.use((config) => ({ ...config, url: (config.url ?? '').replace(REAL_HOST, url) }));
  const send: Send = (method, path, parameters) =>
    api.customRequest(method as 'GET', 1, `/grid_bots${path}`, parameters as never);
  await wholeLife(desk, send);
  const [{ id }] = await send('GET', '');
  // an answer without a body is an empty text to this client
  expect(await send('DELETE', `/${id}`)).toBe('');
  expect(await send('GET', '')).toEqual([]);
  await chosenLines(desk, send);
});

test('3commas-api-node leads a grid bot through its whole life', async () => {
  const desk = await BotDesk.open();
  const { url, key } = desk.world;
  const api = new ApiNodeClient({ url, apiKey: key.apiKey, apiSecret: key.secret });
  const send: Send = (method, path, parameters = {}) =>
    api.makeRequest(method, `/public/api/ver1/grid_bots${path}?`, parameters);
  await wholeLife(desk, send);
  await chosenLines(desk, send);
  expect(await send('POST', '/manual', { account_id: desk.account, ...GRID, lower_price: 70_000 })).toMatchObject({
    error: 'record_invalid',
    error_attributes: { upper_price: [expect.any(String)] },
  });
});
