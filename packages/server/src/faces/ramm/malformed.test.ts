import fc from 'fast-check';
import { expect, test } from 'vitest';
import { METHODS } from './methods.ts';
import { testCompany } from './test-company.ts';

/** Requests in the suite; OUTCRY_MALFORMED_REQUESTS=100000 runs more by hand. */
const REQUESTS = Number(process.env.OUTCRY_MALFORMED_REQUESTS ?? 1_500);

const ODD = [
  '',
  '0',
  '-1',
  '1e999',
  'NaN',
  '99999999999999999999',
  '0.0000000000000001',
  '2026-13-45',
  '2018-11-23T11:59:12.493',
  'Asc',
  'EURUSD',
  '💥',
  '\u0000',
  "' OR 1=1 --",
  '__proto__',
  'constructor',
  'x'.repeat(3_000),
];

const NAMES = [
  ...new Set(METHODS.flatMap(({ fields, search }) => [...Object.keys(fields), ...Object.keys(search?.filter ?? {})])),
  'Filter',
  'Pagination',
  'OrderBy',
  'CurrentPage',
  'PerPage',
  'Field',
  'Direction',
  '__proto__',
  'toString',
  '',
];

const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...ODD),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.string({ maxLength: 20 }),
);
const name = fc.constantFrom(...NAMES);
const nested = fc.oneof(value, fc.array(value, { maxLength: 3 }), fc.dictionary(name, value, { maxKeys: 3 }));
const body = fc.oneof(
  fc.dictionary(name, nested, { maxKeys: 8 }).map((given) => JSON.stringify(given)),
  fc.jsonValue({ maxDepth: 4 }).map((given) => JSON.stringify(given)),
  fc.constantFrom(
    '',
    '{',
    '[]',
    'null',
    '"',
    '{"a":1,}',
    '{"ID":1}}',
    '[[[[[[[[[[[[[[[[',
    '\uFEFF{"ID":1}\u0000',
    '{"ID":1e400}',
  ),
  fc.string(),
);
const path = fc.oneof(
  fc.constantFrom(
    ...METHODS.flatMap(({ family, versions, name: method }) =>
      versions.map((version) => `${family}/v${version}/${method}`),
    ),
  ),
  fc.constantFrom('manager/v1/no.such', 'manager/v2/session.get', 'client/v4/x', 'trading/v1/%00', 'manager/v1/'),
);

test('no request is answered with a fault of the platform, and every error names its code', async () => {
  const company = await testCompany();
  const { Token } = (await company.as('trader', 'myStrategies.getToken', { StrategyID: 1 })).body as { Token: string };
  const client = (await company.call('client/v2/session.login', { Login: 'investor', Password: 'correct horse' })).body;
  const tokens: Readonly<Record<string, string>> = {
    manager: company.token,
    client: client.Session.Token,
    trading: Token,
  };
  const verbs = fc.constantFrom('POST', 'POST', 'POST', 'PUT', 'DELETE');
  await fc.assert(
    fc.asyncProperty(path, body, verbs, async (where, text, verb) => {
      const [family = ''] = where.split('/');
      const answer = await company.call(where, text, {
        token: tokens[family] ?? '',
        verb,
        headers: { AppToken: '0f0a1f6c-2f6e-4d5c-9b3e-0c9a3a9f4f11' },
      });
      expect([where, text, answer.status >= 500]).toEqual([where, text, false]);
      if (answer.status === 200) return;
      const error = answer.body?.error ?? answer.body?.Error ?? answer.body;
      expect([where, answer.status, typeof (error?.code ?? error?.Code ?? error?.error)]).toEqual([
        where,
        answer.status,
        'string',
      ]);
    }),
    { numRuns: REQUESTS },
  );
}, 120_000);
