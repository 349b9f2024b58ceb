import { ClientError, Metadata, Status } from 'nice-grpc';
import { describe, expect, test } from 'vitest';
import { deskOf } from './desk.ts';
import { ADDRESS_LIMIT } from './limits.ts';
import { openAccount, sharedBroker, testBroker } from './test-broker.ts';

/** Headers and trailers of one call that a client of the contract makes. */
function listening() {
  const seen: { header?: Metadata; trailer?: Metadata } = {};
  const onHeader = (header: Metadata): void => {
    seen.header = header;
  };
  const onTrailer = (trailer: Metadata): void => {
    seen.trailer = trailer;
  };
  return { seen, options: { onHeader, onTrailer } };
}

async function failure(call: Promise<unknown>): Promise<ClientError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ClientError) return error;
  throw new Error(`expected a refused call, got ${error}`);
}

const untouched = sharedBroker();

describe('an answer', () => {
  test('carries tracking id and the counter in its header', async () => {
    const broker = await testBroker();
    const { seen, options } = listening();
    const { accounts } = await broker.client('UsersService').getAccounts({}, options);
    expect(accounts.map(({ id }) => id)).toEqual([broker.accountId]);
    expect(seen.header?.get('x-tracking-id')).toMatch(/^[0-9a-f]{32}$/);
    expect(seen.header?.get('x-ratelimit-limit')).toBe('100, 100;w=60');
    expect(seen.header?.get('x-ratelimit-remaining')).toBe('99');
    expect(seen.header?.get('x-ratelimit-reset')).toBe('60');
    expect(seen.header?.get('message')).toBeUndefined();
    // what has been told is not told again at the end
    expect([...(seen.trailer ?? [])]).toEqual([]);
  });

  test('is the same over REST, with the headers', async () => {
    const broker = await testBroker();
    const { status, headers, body } = await broker.rest('UsersService/GetAccounts');
    expect(status).toBe(200);
    expect(headers.get('x-tracking-id')).toMatch(/^[0-9a-f]{32}$/);
    expect(headers.get('x-ratelimit-remaining')).toBe('99');
    expect(body).toEqual({
      accounts: [
        {
          id: broker.accountId,
          type: 'ACCOUNT_TYPE_TINKOFF',
          name: 'Broker account',
          status: 'ACCOUNT_STATUS_OPEN',
          openedDate: '2026-11-20T09:00:00Z',
          closedDate: '1970-01-01T00:00:00Z',
          accessLevel: 'ACCOUNT_ACCESS_LEVEL_FULL_ACCESS',
        },
      ],
    });
  });
});

describe('an error', () => {
  test('has status and code, its text in header and trailer', async () => {
    const broker = await testBroker();
    const { seen, options } = listening();
    const error = await failure(
      broker.client('UsersService').getMarginAttributes({ accountId: '2099999999' }, options),
    );
    expect([error.code, error.details]).toEqual([Status.NOT_FOUND, '50004']);
    for (const metadata of [seen.header, seen.trailer]) {
      expect(metadata?.get('message')).toBe('Account not found');
      expect(metadata?.get('x-tracking-id')).toMatch(/^[0-9a-f]{32}$/);
      expect(metadata?.get('x-ratelimit-remaining')).toBe('99');
    }
  });

  test('is HTTP status, number, text and code over REST', async () => {
    const broker = await testBroker();
    const refused = await broker.rest('UsersService/GetMarginAttributes', { account_id: '2099999999' });
    expect([refused.status, refused.body]).toEqual([
      404,
      { code: 5, message: 'Account not found', description: '50004' },
    ]);
    const later = await broker.rest('UsersService/GetBankAccounts');
    expect([later.status, later.body]).toEqual([
      501,
      { code: 12, message: 'Method is unimplemented', description: '12001' },
    ]);
  });

  test('of a method that comes later is 12001; of a name that no client can have, unknown', async () => {
    const broker = await testBroker();
    const error = await failure(broker.client('SignalService').getSignals({}));
    expect([error.code, error.details]).toEqual([Status.UNIMPLEMENTED, '12001']);
    for (const path of ['InstrumentsService/GetFutureBy', 'MarketDataService/GetLastPrice', 'Nothing/AtAll']) {
      expect((await broker.rest(path)).status).toBe(404);
    }
  });

  test('inside the platform is 70001, and the log has its cause under the tracking id', async () => {
    const broker = await testBroker();
    const { headers, body } = await withBrokenReads(broker, () => broker.rest('UsersService/GetAccounts'));
    expect(body).toEqual({ code: 13, message: 'Internal error', description: '70001' });
    const line = broker.logged.find((each) => each.includes('a T-Invest call failed')) ?? '';
    expect(JSON.parse(line)).toMatchObject({
      requestId: headers.get('x-tracking-id'),
      route: 'tinkoff.public.invest.api.contract.v1.UsersService/GetAccounts',
      err: { message: 'the disk is made of cheese' },
    });
    expect(broker.logged.join()).not.toContain(broker.token);
  });
});

async function withBrokenReads<T>({ engine }: Awaited<ReturnType<typeof testBroker>>, work: () => Promise<T>) {
  const { read } = engine;
  engine.read = () => Promise.reject(new Error('the disk is made of cheese'));
  try {
    return await work();
  } finally {
    engine.read = read;
  }
}

describe('tokens', () => {
  test('missing, unknown, ended: 40003, over both transports', async () => {
    const broker = await testBroker();
    for (const token of [null, 't.nothing', 'x y']) {
      const error = await failure(broker.client('UsersService', { token }).getInfo({}));
      expect([error.code, error.details]).toEqual([Status.UNAUTHENTICATED, '40003']);
      const { status, body, headers } = await broker.rest('UsersService/GetInfo', {}, { token });
      expect([status, body.description]).toEqual([401, '40003']);
      expect(headers.get('x-tracking-id')).toMatch(/^[0-9a-f]{32}$/);
    }
    const [known] = broker.parts.identity.brokerTokensOf(broker.owner);
    if (known === undefined) throw new Error('no token');
    await broker.parts.identity.endBrokerToken(known);
    expect((await broker.rest('UsersService/GetInfo')).status).toBe(401);
  });

  test('the scheme is known in any letter case', async () => {
    const broker = await testBroker();
    const client = broker.client('UsersService', { token: null });
    const metadata = Metadata({ authorization: `bEARER ${broker.token}` });
    expect((await client.getInfo({}, { metadata })).tariff).toBe('investor');
  });

  test('a read-only one says so; one of a single account sees it alone', async () => {
    const broker = await testBroker();
    const other = await openAccount(broker, { name: 'Second' });
    const seen = async (token: string) =>
      (await broker.client('UsersService', { token }).getAccounts({})).accounts.map(({ id, accessLevel }) => [
        id,
        accessLevel,
      ]);
    expect(await seen(await broker.addToken('readonly'))).toEqual([
      [broker.accountId, 2],
      [String(other), 2],
    ]);
    const scoped = await broker.addToken('full', other);
    expect(await seen(scoped)).toEqual([[String(other), 1]]);
    const error = await failure(
      broker.client('UsersService', { token: scoped }).getMarginAttributes({ accountId: broker.accountId }),
    );
    expect(error.details).toBe('50004');
  });

  test('a sandbox token, or a host that begins with sandbox-, selects sandbox accounts', async () => {
    const broker = await testBroker();
    const id = await openAccount(broker, { name: 'Trial', fillPolicy: 'sandbox' });
    const sandboxToken = await broker.addToken('sandbox');
    const names = async (call: { token?: string; authority?: string }) =>
      (await broker.client('UsersService', call).getAccounts({})).accounts.map(({ name }) => name);
    expect(await names({ token: sandboxToken })).toEqual(['Trial']);
    expect(await names({ authority: 'sandbox-invest-public-api.tinkoff.ru' })).toEqual(['Trial']);
    expect(await names({ authority: 'invest-public-api.tinkoff.ru' })).toEqual(['Broker account']);
    const [account] = (await broker.client('UsersService', { token: sandboxToken }).getAccounts({})).accounts;
    expect(account?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(account?.id).not.toContain(String(id));
  });
});

describe('limits', () => {
  test('a counter that is used up refuses with 80002 and the time until it starts anew', async () => {
    const broker = await testBroker();
    const client = broker.client('UsersService');
    for (let call = 0; call < 100; call++) await client.getInfo({});
    broker.clock.wall += 15_000;
    const { seen, options } = listening();
    const error = await failure(client.getInfo({}, options));
    expect([error.code, error.details]).toEqual([Status.RESOURCE_EXHAUSTED, '80002']);
    expect(seen.trailer?.get('x-ratelimit-remaining')).toBe('0');
    expect(seen.trailer?.get('x-ratelimit-reset')).toBe('45');
    const { status, headers } = await broker.rest('UsersService/GetAccounts');
    expect([status, headers.get('x-ratelimit-reset')]).toEqual([429, '45']);
    broker.clock.wall += 45_000;
    expect((await client.getInfo({})).userId).toBe(String(broker.owner.id));
  });

  test('calls from one address are counted, with or without a token', async () => {
    const broker = await testBroker();
    for (let call = 0; call < 1_000; call++) deskOf(broker.parts).limits.take('127.0.0.1', ADDRESS_LIMIT);
    const { status, body, headers } = await broker.rest('UsersService/GetInfo', {}, { token: null });
    expect([status, body.description, headers.get('x-ratelimit-limit')]).toEqual([429, '80002', '1000, 1000;w=60']);
    const error = await failure(broker.client('UsersService').getInfo({}));
    expect(error.details).toBe('80002');
  });

  test('OUTCRY_LIMITS=off lifts them', async () => {
    const broker = await testBroker({ limits: false });
    const client = broker.client('UsersService');
    for (let call = 0; call < 150; call++) await client.getInfo({});
    const { seen, options } = listening();
    await client.getInfo({}, options);
    expect(seen.header?.get('x-ratelimit-remaining')).toBe('100');
  });
});

describe('bodies over REST', () => {
  test.each([
    ['{', 'the body is not JSON'],
    ['[]', 'the body must be a JSON object'],
    ['{"status":"ACCOUNT_STATUS_NONE"}', 'status must be one of the names of this enum'],
    ['{"status":{}}', 'status must be a number'],
  ])('%s is 400', async (body, message) => {
    const broker = untouched();
    const refused = await broker.rest('UsersService/GetAccounts', body);
    expect([refused.status, refused.body.code, refused.body.description]).toEqual([400, 3, '']);
    expect(refused.body.message).toContain(message);
  });

  test('names in both spellings, enum values by name and number, nothing at all', async () => {
    const broker = untouched();
    for (const body of [{ status: 'ACCOUNT_STATUS_OPEN' }, { status: 2 }, {}, '']) {
      expect((await broker.rest('UsersService/GetAccounts', body)).body.accounts).toHaveLength(1);
    }
    expect((await broker.rest('UsersService/GetAccounts', { status: 3 })).body.accounts).toEqual([]);
    for (const body of [{ account_id: broker.accountId }, { accountId: broker.accountId }]) {
      const { body: answer } = await broker.rest('UsersService/GetMarginAttributes', body);
      expect(answer.liquidPortfolio).toEqual({ currency: 'rub', units: '1000000', nano: 0 });
    }
  });

  test('only POST, only JSON', async () => {
    const broker = untouched();
    const url = `${broker.restUrl}/tinkoff.public.invest.api.contract.v1.UsersService/GetInfo`;
    expect((await fetch(url)).status).toBe(405);
    expect((await fetch(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' })).status).toBe(
      415,
    );
  });
});
