import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allNames } from './parameters.ts';
import { ROUTES } from './routes/index.ts';
import { BotDesk } from './test-bots.ts';
import { hmac } from './test-threecommas.ts';

/** Requests in the suite; OUTCRY_MALFORMED_REQUESTS=100000 runs more by hand. */
const REQUESTS = Number(process.env.OUTCRY_MALFORMED_REQUESTS ?? 1_500);

const ODD_TEXTS = [
  '',
  '0',
  '-1',
  '1e999',
  'NaN',
  '99999999999999999999',
  '2000000000',
  'null',
  '[]',
  '{}',
  '[[[[[[[[[[[[',
  '%',
  '%00',
  '%zz',
  '\u0000',
  '💥',
  "' OR 1=1 --",
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'true',
  'paper_trading',
  'USDT_BTC',
  'summary',
  'x'.repeat(3_000),
];

const NAMES = [
  ...new Set(ROUTES.flatMap(({ parameters }) => Object.keys(parameters))),
  ...new Set(ROUTES.flatMap(({ parameters }) => allNames(parameters).map(({ name }) => name))),
  '__proto__',
  'toString',
  '',
  'a[b',
];
const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];
const TYPES = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', 'x', ''];

const value = fc.oneof(fc.constantFrom(...ODD_TEXTS), fc.string({ maxLength: 40 }));
const name = fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 10 }));
const key = fc
  .tuple(
    name,
    fc.constantFrom('', '[]', '[0]', '[0][a]', '[__proto__]', '[', ']', '[99999]', '[a][b][c][d][e][f][g][h][i]'),
  )
  .map((parts) => parts.join(''));
const form = fc
  .array(fc.tuple(key, value, fc.boolean()), { maxLength: 8 })
  .map((pairs) => pairs.map(([n, v, raw]) => (raw ? `${n}=${v}` : `${encodeURIComponent(n)}=${encoded(v)}`)).join('&'));
const json = fc.oneof(
  fc.dictionary(name, fc.oneof(value, fc.jsonValue({ maxDepth: 4 }))).map((given) => JSON.stringify(given)),
  fc.json(),
  value,
);

const malformed = fc.record({
  method: fc.constantFrom(...METHODS),
  route: fc.constantFrom(...ROUTES),
  /** Mostly the route's own, so that most requests reach a handler. */
  ownMethod: fc.nat(9).map((roll) => roll > 0),
  inPath: value,
  /** Something of the caller's own instead, so that handlers find it. */
  ownPath: fc.boolean(),
  query: fc.oneof(form, fc.constant('')),
  body: fc.oneof(form, json, fc.constant('')),
  type: fc.constantFrom(...TYPES),
  signed: fc.nat(9).map((roll) => roll > 0),
  mode: fc.constantFrom('', 'real', 'paper', 'x'),
});

test(`${REQUESTS} random malformed requests: each is answered in the documented shape, none with a fault of the platform`, {
  timeout: 60_000 + REQUESTS * 20,
}, async () => {
  const desk = await BotDesk.open();
  const { app, key: signing } = desk.world;
  const { bot, deal } = await desk.deal({ max_active_deals: 1 });
  const held = { units_to_buy: 0.01, average_buy_price: 50_000, take_profit_enabled: false };
  const stop = { stop_loss_enabled: true, stop_loss_price_condition: 40_000 };
  const where = { account_id: desk.account, pair: 'USDT_BTC' };
  const { id: trade } = await desk.must('POST', '/smart_trades/create_smart_sell', { ...where, ...held, ...stop });
  const grid = { upper_price: 60_000, lower_price: 40_000, quantity_per_grid: 100, grids_quantity: 5 };
  const { id: gridBot } = await desk.must('POST', '/grid_bots/manual', { ...where, ...grid });
  // both are the first of their kind, so one id names both
  expect(gridBot).toBe(trade);
  const own: Readonly<Record<string, number>> = {
    account_id: desk.account,
    bot_id: bot,
    deal_id: deal,
    smart_trade_id: trade,
    id: trade,
    // its stop loss
    trade_id: trade + 2,
  };
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(
      malformed,
      async ({ method, route, ownMethod, inPath, ownPath, query, body, type, signed, mode }) => {
        const named = (name: string): string => (ownPath ? `${own[name] ?? 1}` : onLine(encoded(inPath)));
        const path = `/public/api${route.path.replace(/:(\w+)/g, (_, name) => named(name))}`;
        const url = query === '' ? path : `${path}?${onLine(query)}`;
        const sent = ownMethod ? route.method : (method as typeof route.method);
        const carries = sent !== 'GET';
        const signature = hmac(signing.secret, `${url.includes('?') ? url : `${url}?`}${carries ? body : ''}`);
        const answer = await app.inject({
          method: sent,
          url,
          headers: {
            apikey: signing.apiKey,
            signature: signed ? signature : inPath.replace(/[^\x21-\x7e]/g, ''),
            ...(type === '' || !carries ? {} : { 'content-type': type }),
            ...(mode === '' ? {} : { 'forced-mode': mode }),
          },
          ...(carries && body !== '' ? { payload: body } : {}),
        });
        seen.set(answer.statusCode, (seen.get(answer.statusCode) ?? 0) + 1);
        expect(answer.statusCode, `${sent} ${url} ${body}: ${answer.body}`).toBeLessThan(500);
        const parsed = answer.body === '' ? null : JSON.parse(answer.body);
        if (answer.statusCode >= 400) expect(parsed.error, `${sent} ${url}`).toEqual(expect.any(String));
        else if (typeof parsed === 'object' && parsed !== null) expect(Object.hasOwn(parsed, 'error')).toBe(false);
      },
    ),
    { numRuns: REQUESTS },
  );
  // both sides of the door were reached
  for (const status of [200, 400, 401, 404])
    expect(seen.get(status), `${status} among ${[...seen]}`).toBeGreaterThan(0);
});

function encoded(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, ''));
}

/** What can stand on a request line at all. */
function onLine(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, (letter) => encoded(letter)).replaceAll('#', '%23');
}
