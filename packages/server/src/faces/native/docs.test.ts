import { expect, test } from 'vitest';
import { ERROR_CODES } from './errors.ts';
import { testPlatform } from './test-platform.ts';

test('the documentation is a page that loads everything from this machine', async () => {
  const { url } = await testPlatform();
  const page = await fetch(`${url}/api/docs`);
  const html = await page.text();
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
  const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => new URL(match[1] as string, page.url));
  expect(assets.length).toBeGreaterThanOrEqual(5);
  for (const asset of assets) {
    expect(asset.origin).toBe(url);
    expect([asset.pathname, (await fetch(asset)).status]).toEqual([asset.pathname, 200]);
  }
  expect(html).not.toMatch(/https?:\/\//);
});

test('the document names every method, schema and error', async () => {
  const { url } = await testPlatform();
  const document = (await (await fetch(`${url}/api/docs/json`)).json()) as {
    openapi: string;
    info: { description: string };
    paths: Record<string, Record<string, { parameters?: { name: string }[]; responses: Record<string, unknown> }>>;
  };
  expect(document.openapi).toBe('3.1.0');
  for (const { code, status } of ERROR_CODES)
    expect(document.info.description).toContain(`| \`${code}\` | ${status} |`);
  const methods = Object.entries(document.paths).flatMap(([path, each]) =>
    Object.keys(each).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(methods.sort()).toEqual(
    [
      'DELETE /api/v1/accounts/{id}',
      'DELETE /api/v1/accounts/{id}/orders',
      'DELETE /api/v1/bots/{id}',
      'DELETE /api/v1/deals/{id}/funds/{order}',
      'GET /api/v1/bots',
      'GET /api/v1/bots/black-list',
      'GET /api/v1/bots/profits',
      'GET /api/v1/bots/stats',
      'GET /api/v1/bots/{id}',
      'GET /api/v1/bots/{id}/webhook',
      'GET /api/v1/deals',
      'GET /api/v1/deals/{id}',
      'GET /api/v1/deals/{id}/orders',
      'GET /api/v1/deals/{id}/timeline',
      'PATCH /api/v1/bots/{id}',
      'PATCH /api/v1/deals/{id}',
      'POST /api/v1/bots',
      'POST /api/v1/bots/plan',
      'POST /api/v1/bots/{id}/cancel-deals',
      'POST /api/v1/bots/{id}/deals',
      'POST /api/v1/bots/{id}/disable',
      'POST /api/v1/bots/{id}/enable',
      'POST /api/v1/bots/{id}/panic-sell',
      'POST /api/v1/deals/{id}/cancel',
      'POST /api/v1/deals/{id}/funds',
      'POST /api/v1/deals/{id}/panic-sell',
      'POST /api/v1/deals/{id}/steps/{step}/sell',
      'PUT /api/v1/bots/black-list',
      'PUT /api/v1/deals/{id}/note',
      'DELETE /api/v1/grid-bots/{id}',
      'GET /api/v1/grid-bots',
      'GET /api/v1/grid-bots/{id}',
      'GET /api/v1/grid-bots/{id}/orders',
      'GET /api/v1/grid-bots/{id}/profits',
      'GET /api/v1/grid-bots/{id}/timeline',
      'PATCH /api/v1/grid-bots/{id}',
      'POST /api/v1/grid-bots',
      'POST /api/v1/grid-bots/plan',
      'POST /api/v1/grid-bots/{id}/disable',
      'POST /api/v1/grid-bots/{id}/enable',
      'PUT /api/v1/grid-bots/{id}/note',
      'DELETE /api/v1/smart-trades/{id}/orders/{order}',
      'GET /api/v1/smart-trades',
      'GET /api/v1/smart-trades/{id}',
      'GET /api/v1/smart-trades/{id}/orders',
      'GET /api/v1/smart-trades/{id}/timeline',
      'PATCH /api/v1/smart-trades/{id}',
      'POST /api/v1/smart-trades',
      'POST /api/v1/smart-trades/from-deal',
      'POST /api/v1/smart-trades/{id}/cancel',
      'POST /api/v1/smart-trades/{id}/force-process',
      'POST /api/v1/smart-trades/{id}/force-start',
      'POST /api/v1/smart-trades/{id}/funds',
      'POST /api/v1/smart-trades/{id}/panic-sell',
      'POST /api/v1/smart-trades/{id}/reductions',
      'POST /api/v1/smart-trades/{id}/steps/{position}/cancel',
      'POST /api/v1/smart-trades/{id}/steps/{position}/panic-sell',
      'PUT /api/v1/smart-trades/{id}/note',
      'DELETE /api/v1/bridges/{id}',
      'DELETE /api/v1/broker-tokens/{id}',
      'DELETE /api/v1/keys/{id}',
      'DELETE /api/v1/orders/{id}',
      'DELETE /api/v1/session',
      'DELETE /api/v1/signing-keys/{id}',
      'GET /api/v1/accounts',
      'GET /api/v1/accounts/{id}',
      'GET /api/v1/accounts/{id}/faults',
      'GET /api/v1/accounts/{id}/fills',
      'GET /api/v1/accounts/{id}/follow-key',
      'GET /api/v1/accounts/{id}/ledger',
      'GET /api/v1/accounts/{id}/limits',
      'GET /api/v1/accounts/{id}/margin',
      'GET /api/v1/accounts/{id}/max-order',
      'GET /api/v1/accounts/{id}/orders',
      'GET /api/v1/accounts/{id}/positions',
      'GET /api/v1/assets',
      'GET /api/v1/bridges',
      'GET /api/v1/broker-tokens',
      'GET /api/v1/equity',
      'GET /api/v1/feed',
      'GET /api/v1/instruments',
      'GET /api/v1/instruments/{name}',
      'GET /api/v1/keys',
      'GET /api/v1/market/{name}',
      'GET /api/v1/market/{name}/book',
      'GET /api/v1/market/{name}/candles',
      'GET /api/v1/market/{name}/trades',
      'GET /api/v1/orders/by-key',
      'GET /api/v1/orders/{id}',
      'GET /api/v1/session',
      'GET /api/v1/signing-keys',
      'DELETE /api/v1/system/restore',
      'GET /api/v1/connections',
      'GET /api/v1/session/if-any',
      'GET /api/v1/system',
      'GET /api/v1/system/backup',
      'GET /api/v1/system/bans',
      'GET /api/v1/system/restore',
      'GET /api/v1/system/troubles',
      'POST /api/v1/system/bans/lift',
      'PUT /api/v1/system/restore',
      'PATCH /api/v1/accounts/{id}',
      'PATCH /api/v1/orders/{id}',
      'POST /api/v1/accounts',
      'POST /api/v1/accounts/{id}/deposits',
      'POST /api/v1/accounts/{id}/kill',
      'POST /api/v1/accounts/{id}/resume',
      'POST /api/v1/kill',
      'POST /api/v1/resume',
      'PUT /api/v1/accounts/{id}/faults',
      'PUT /api/v1/accounts/{id}/limits',
      'POST /api/v1/accounts/{id}/orders',
      'POST /api/v1/accounts/{id}/orders/preview',
      'POST /api/v1/accounts/{id}/withdrawals',
      'POST /api/v1/feed',
      'POST /api/v1/bridges',
      'POST /api/v1/broker-tokens',
      'POST /api/v1/keys',
      'POST /api/v1/orders/{id}/replace',
      'POST /api/v1/session',
      'POST /api/v1/signing-keys',
      'GET /api/v1/companies',
      'GET /api/v1/company-logins',
      'GET /api/v1/strategy-tokens',
      'POST /api/v1/company-logins',
      'POST /api/v1/strategy-tokens',
      'PUT /api/v1/company-logins/{kind}/{id}/enabled',
    ].sort(),
  );
  const candles = document.paths['/api/v1/market/{name}/candles']?.get;
  expect(candles?.parameters?.map(({ name }) => name).sort()).toEqual([
    'from',
    'interval',
    'limit',
    'name',
    'stamp',
    'to',
    'zone',
  ]);
  expect(Object.keys(candles?.responses ?? {})).toEqual(['200', 'default']);
});
