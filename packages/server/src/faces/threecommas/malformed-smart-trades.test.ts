import fc from 'fast-check';
import { expect, test } from 'vitest';
import { D18, LONG, STOP, TradesV2Desk } from './test-trades-v2.ts';

/** Bodies in the suite; OUTCRY_MALFORMED_REQUESTS=100000 runs more by hand. */
const BODIES = Number(process.env.OUTCRY_MALFORMED_REQUESTS ?? 400);

const CONDITIONAL = {
  ...LONG,
  order_type: 'conditional',
  conditional: {
    price: { value: 48_000, type: 'ask' },
    order_type: 'market',
    trailing: { enabled: true, percent: 5 },
  },
};

/** Bodies that are right but for what is put into them. */
const WHOLE = {
  instant: false,
  skip_enter_step: false,
  leverage: { enabled: false, type: 'custom', value: 1 },
  take_profit: D18,
  stop_loss: {
    ...STOP,
    breakeven: false,
    price: { value: 47_000 },
    conditional: { price: { type: 'bid', value: 47_500 }, trailing: { enabled: false, percent: 1 } },
    timeout: { enabled: true, value: 60 },
  },
  note: 'mine',
};
const FUNDS = { order_type: 'limit', units: { value: '0.001' }, price: { value: 45_000 } };

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, '', '0', '-1', '1e30', '0.000000000000000000000000001', 'NaN', true, [], {}, [[]]),
  fc.constantFrom<unknown>('__proto__', 'x'.repeat(400), -5, 0, 1e9, 99.99999999, '💥', [null], { value: {} }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Every way to a value of a body, and to its branches. */
function ways(body: unknown, way: readonly string[] = []): (readonly string[])[] {
  if (typeof body !== 'object' || body === null) return [way];
  return [way, ...Object.entries(body).flatMap(([name, value]) => ways(value, [...way, name]))];
}

/** The body with something else at the end of a way. */
function replaced(body: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const copy = (Array.isArray(body) ? [...body] : { ...(body as object) }) as Record<string, unknown>;
  copy[name] = replaced(copy[name], rest, value);
  return copy;
}

test(`${BODIES} bodies of smart trades with something odd in one or two places: each is answered, and told by its name`, {
  timeout: 60_000 + BODIES * 40,
}, async () => {
  const trades = await TradesV2Desk.open();
  const { desk } = trades;
  const where = { account_id: desk.account, pair: 'USDT_BTC' };
  const { id } = await trades.made({ take_profit: D18, stop_loss: STOP });
  const waiting = await trades.made({ position: CONDITIONAL, take_profit: D18 });
  const calls = [
    ['POST', '', { ...where, ...WHOLE, position: LONG }],
    ['POST', '', { ...where, ...WHOLE, position: CONDITIONAL }],
    ['PATCH', `/${id}`, { ...WHOLE, position: {} }],
    ['PATCH', `/${waiting.id}`, { ...WHOLE, position: { conditional: CONDITIONAL.conditional } }],
    ['POST', `/${id}/add_funds`, FUNDS],
    ['POST', `/${id}/reduce_funds`, FUNDS],
    ['POST', `/${id}/set_note`, { note: 'x' }],
  ] as const;
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...calls),
      fc.array(fc.tuple(fc.nat(), odd), { minLength: 0, maxLength: 2 }),
      async ([method, path, body], changes) => {
        const sent = changes.reduce<unknown>((so, [place, value]) => {
          const known = ways(so);
          return replaced(so, known[place % known.length] as readonly string[], value);
        }, body);
        const answer = await trades.call(method, path, (sent ?? {}) as object);
        seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
        expect(answer.status, `${method} ${path} ${JSON.stringify(sent)}: ${answer.text}`).toBeLessThan(500);
        if (answer.status < 300) {
          expect(answer.body.id).toEqual(expect.any(Number));
          return;
        }
        expect(answer.body.error).toEqual(expect.any(String));
        const { error, error_attributes: attributes } = answer.body;
        if (error === 'record_invalid') expect(Object.keys(attributes).length).toBeGreaterThan(0);
      },
    ),
    { numRuns: BODIES },
  );
  for (const status of [200, 201, 400, 422])
    expect(seen.get(status), `${status} among ${[...seen]}`).toBeGreaterThan(0);
});
