import { describe, expect, test, vi } from 'vitest';
import { METHODS } from '../contract.ts';
import { rankOf } from '../ranks.ts';
import { openAccount, SBER, sharedBroker, testBroker } from '../test-broker.ts';
import { buyTwo, quotation, refused, restRefused, rub } from './test-walking.ts';

const PREFIX = 'tinkoff.public.invest.api.contract.v1';

/** Section 22.2 with tinkoff-invest-api in plaintext, then as JSON. */
describe('22.2 what is known of an account', () => {
  const untouched = sharedBroker();

  test('step 1, GetAccounts: every account with all its fields, by status; what a token sees', async () => {
    const broker = await testBroker();
    const { api, accountId } = broker;
    const own = {
      id: accountId,
      type: 1,
      name: 'Broker account',
      status: 2,
      openedDate: expect.any(Date),
      accessLevel: 1,
    };
    const second = await openAccount(broker, { name: 'Second' });
    const closed = await openAccount(broker, { name: 'Old' });
    await broker.submit({ type: 'accounts.close', account: closed });
    const ids = async (token?: string, status?: number) =>
      (await api(token).users.getAccounts({ status })).accounts.map(({ id }) => id);
    expect((await api().users.getAccounts({})).accounts[0]).toMatchObject(own);
    expect(await ids()).toEqual([accountId, String(second), String(closed)]);
    expect(await ids(undefined, 2)).toEqual([accountId, String(second)]);
    expect(await ids(await broker.addToken('full', second))).toEqual([String(second)]);
    const { accounts } = await api(await broker.addToken('readonly')).users.getAccounts({});
    expect(accounts[0]).toMatchObject({ ...own, accessLevel: 2 });
  });

  test('step 2, GetInfo: statuses, known words of what is allowed, a tariff', async () => {
    const info = await untouched().api().users.getInfo({});
    expect([info.premStatus, info.qualStatus]).toEqual([false, true]);
    expect(info.tariff).not.toBe('');
    const known =
      'derivative structured_bonds closed_fund bond structured_income_bonds foreign_shares foreign_etf foreign_bond ' +
      'russian_shares leverage repo option etf option_long bonds_with_low_rating share_without_quotation_list ' +
      'shares_without_quotation_list non_quoted_instruments';
    expect(known.split(' ')).toEqual(expect.arrayContaining(info.qualifiedForWorkWith));
    expect(info.qualifiedForWorkWith.length).toBeGreaterThan(0);
  });

  test('step 3, all three ways to limits: GetInfo, GetAccounts and GetUserTariff answer; so do those of trading', async () => {
    const { api, accountId } = untouched();
    const { users, orders, operations } = api();
    await users.getInfo({});
    await users.getAccounts({});
    const { unaryLimits } = await users.getUserTariff({});
    const limited = new Set<string>();
    for (const { limitPerMinute, methods } of unaryLimits) {
      expect(limitPerMinute).toBeGreaterThan(0);
      for (const path of methods) limited.add(path);
    }
    const must = METHODS.filter(
      ({ service, name, responseStream }) => rankOf(service, name) === 'must' && !responseStream,
    );
    expect(must.filter(({ path }) => !limited.has(path))).toEqual([]);
    expect(Number((await orders.getMaxLots({ accountId, instrumentId: SBER.uid })).buyLimits?.buyMaxLots)).toBe(309);
    expect((await operations.getWithdrawLimits({ accountId })).money).toEqual([rub(1_000_000)]);
  });

  test('step 3, the headers of a call show the reported limit, and what remains of it decreases to a refusal', async () => {
    const broker = await testBroker();
    const { users } = broker.api();
    const { unaryLimits } = await users.getUserTariff({});
    const limit = unaryLimits.find(({ methods }) => methods.includes(`${PREFIX}.UsersService/GetInfo`))?.limitPerMinute;
    const header = async () => {
      const seen: Record<string, string> = {};
      await users.getInfo(
        {},
        {
          onHeader: (header) =>
            Object.assign(seen, Object.fromEntries([...header].map(([name, [value]]) => [name, value]))),
        },
      );
      return seen;
    };
    const first = await header();
    expect(first['x-ratelimit-limit']).toBe(`${limit}, ${limit};w=60`);
    const left = Number(first['x-ratelimit-remaining']);
    expect(left).toBe((limit ?? 0) - 2);
    for (let i = 1; i <= left; i++) expect((await header())['x-ratelimit-remaining']).toBe(String(left - i));
    const error = await users.getInfo({}).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 8,
      ratelimitRemaining: '0',
      ratelimitReset: expect.stringMatching(/^[1-9]\d*$/),
    });
    const { status, headers, body } = await broker.rest('UsersService/GetInfo');
    expect([status, headers.get('x-ratelimit-remaining'), body.description]).toEqual([429, '0', '80002']);
    broker.clock.wall += Number((error as { ratelimitReset: string }).ratelimitReset) * 1_000;
    expect((await header())['x-ratelimit-remaining']).toBe(String((limit ?? 0) - 1));
  });

  test('step 3, stream limits count the streams that are open', async () => {
    const { client, api } = await testBroker();
    const gone = new AbortController();
    const open = async () =>
      (await api().users.getUserTariff({})).streamLimits
        .filter(({ open }) => open > 0)
        .map(({ streams, open }) => [streams[0]?.split('/')[1], open]);
    expect(await open()).toEqual([]);
    const states = client('OrdersStreamService').orderStateStream({ accounts: [] }, { signal: gone.signal });
    await states[Symbol.asyncIterator]().next();
    expect((await open())[0]?.[1]).toBe(1);
    gone.abort();
    await vi.waitFor(async () => expect(await open()).toEqual([]));
  });

  test('step 4, GetMarginAttributes: follows fills, resting orders and three moves of the price', async () => {
    const broker = await testBroker();
    const { api, accountId, trade } = broker;
    const { users, orders } = api();
    const money = ({ currency, units, nano }: { currency: string; units: number; nano: number }) => {
      expect(currency).toBe('rub');
      return BigInt(units) * 1_000_000_000n + BigInt(nano);
    };
    const attributes = async () => {
      const told = await users.getMarginAttributes({ accountId });
      const of = (amount: typeof told.startingMargin) => money(amount ?? { currency: '', units: 0, nano: 0 });
      const [liquid, starting, minimal] = [of(told.liquidPortfolio), of(told.startingMargin), of(told.minimalMargin)];
      expect(of(told.amountOfMissingFunds)).toBe(starting - liquid);
      expect(of(told.correctedMargin)).toBeGreaterThanOrEqual(starting);
      const { units = 0, nano = 0 } = told.fundsSufficiencyLevel ?? {};
      expect(nano % 10_000_000).toBe(0);
      const hundredths = BigInt(units) * 100n + BigInt(nano / 10_000_000);
      const [above, between] = [liquid - minimal, starting - minimal];
      const exact = between === 0n ? 200n : (above * 200n + between) / (between * 2n);
      expect(hundredths).toBe(exact);
      return { liquid, starting, minimal, corrected: of(told.correctedMargin), level: [units, nano] };
    };
    expect((await attributes()).level).toEqual([2, 0]);
    await orders.postOrder({ ...buyTwo(accountId, SBER.uid), quantity: 10, orderType: 2 });
    const held = await attributes();
    expect([held.starting > 0n, held.minimal * 2n]).toEqual([true, held.starting]);
    await orders.postOrder(buyTwo(accountId, SBER.uid));
    expect((await attributes()).corrected).toBeGreaterThan(held.starting);
    let before = (await attributes()).liquid;
    for (const price of ['325', '328', '330']) {
      await trade('SBER', price, '10');
      const { liquid } = await attributes();
      expect(liquid).toBeGreaterThan(before);
      before = liquid;
    }
    // 100 pieces from 323 to 330
    expect(before - held.liquid).toBe(700_000_000_000n);
  });

  test('step 4, refused: no margin 30051, a foreign account 50004, none 30021; the sandbox has zeros and level 2', async () => {
    const broker = await testBroker();
    const { api, parts, submit } = broker;
    const cash = await openAccount(broker, { margin: false });
    const bob = await parts.identity.addPerson({
      login: 'bob',
      name: 'Bob',
      role: 'member',
      password: 'correct horse',
    });
    const foreign = await openAccount({ submit, owner: bob });
    const ask = (accountId: string, token?: string) => api(token).users.getMarginAttributes({ accountId });
    await refused('30051', ask(String(cash)));
    await refused('50004', ask(String(foreign)));
    await refused('30021', ask(''));
    await openAccount(broker, { fillPolicy: 'sandbox' });
    const token = await broker.addToken('sandbox');
    const [account] = (await api(token).users.getAccounts({})).accounts;
    expect(await ask(account?.id ?? '', token)).toMatchObject({
      liquidPortfolio: rub(0),
      startingMargin: rub(0),
      fundsSufficiencyLevel: quotation(2),
    });
  });

  test('steps 1 to 4 as JSON; accountId and account_id are both accepted', async () => {
    const { rest, accountId } = untouched();
    const { body } = await rest('UsersService/GetAccounts');
    expect(body.accounts).toMatchObject([
      { id: accountId, type: 'ACCOUNT_TYPE_TINKOFF', status: 'ACCOUNT_STATUS_OPEN' },
    ]);
    expect((await rest('UsersService/GetInfo')).body.qualStatus).toBe(true);
    expect((await rest('UsersService/GetUserTariff')).body.unaryLimits.length).toBeGreaterThan(0);
    for (const request of [{ accountId }, { account_id: accountId }]) {
      const { body: margin } = await rest('UsersService/GetMarginAttributes', request);
      expect(margin.liquidPortfolio).toEqual({ currency: 'rub', units: '1000000', nano: 0 });
    }
    await restRefused(400, '30021', rest('UsersService/GetMarginAttributes'));
    await restRefused(404, '50004', rest('UsersService/GetMarginAttributes', { accountId: '2099999999' }));
  });
});
