import { expect, onTestFinished, test } from 'vitest';
import { openForReading } from '../../journal/index.ts';
import { testFolder } from '../test-domain.ts';
import { testCompany } from './test-company.ts';

test('a one-time password from a broker’s cabinet lets a client in, once, in his language or in English', async () => {
  const { ann, call, as, investor } = await testCompany();
  const { OTP } = await ann('clients.getOTP', { ClientID: investor.client });
  expect(OTP).toMatch(/^[0-9a-f]{32}$/);
  const first = await call('client/v2/session.login', { OTP });
  expect(first.body).toMatchObject({
    Client: { Login: 'investor', Language: 'en' },
    Session: { ExpirationMinutes: 60, WalletID: investor.wallet },
  });
  const again = await call('client/v2/session.login', { OTP });
  expect(again).toMatchObject({ status: 401, body: { Error: { Code: 'bad_credentials' } } });
  await ann('clients.set', { ID: investor.client, Language: 'ru' });
  // a client may ask for one himself, in the third version
  const own = await call('client/v3/otp.get', undefined, { token: first.body.Session.Token, verb: 'GET' });
  const second = await call('client/v1/session.login', { OTP: own.body.OTP, ExpirationMinutes: 5 });
  expect(second.body).toMatchObject({ Client: { Language: 'ru' }, Session: { ExpirationMinutes: 5 } });
  const blocked = await ann('clients.getOTP', { ClientID: investor.client });
  await ann('clients.set', { ID: investor.client, Enabled: false });
  expect((await as('investor', 'wallets.get', {})).status).toBe(401);
  expect(await call('client/v2/session.login', blocked)).toMatchObject({
    status: 403,
    body: { Error: { Code: 'login_blocked' } },
  });
});

test('a one-time password of a manager lives for five minutes', async () => {
  const { ann, call, investor, clock } = await testCompany();
  const { OTP } = await ann('clients.getOTP', { ClientID: investor.client });
  clock.wall += 5 * 60_000;
  expect((await call('client/v2/session.login', { OTP })).status).toBe(401);
});

test('a hidden offer is open by its link alone, under its own terms, and leads to an investment', async () => {
  const { as, done } = await testCompany();
  await as('trader', 'myStrategies.add', { Name: 'Hidden', Money: 500 });
  expect(await as('investor', 'strategies.get', { ID: 2 })).toMatchObject({ status: 404 });
  const offer = await as('trader', 'myStrategies.addOffer', { StrategyID: 2, FeeRate: 0.2, CommissionRate: 2 });
  const { Link, OfferID } = offer.body as { Link: string; OfferID: number };
  const wrong = await as('investor', 'strategies.get', { Link: `${Link.slice(0, -1)}x` });
  expect(wrong).toMatchObject({ status: 404, body: { Error: { Code: 'invalid_input' } } });
  expect(await as('investor', 'accounts.add', { StrategyID: 2, OfferID, Money: 300 })).toMatchObject({ status: 404 });
  expect(await as('investor', 'strategies.get', { Link })).toMatchObject({
    status: 200,
    body: { LinkOffer: { ID: OfferID, Link, FeeRate: 0.2, CommissionRate: 2 } },
  });
  expect(await as('investor', 'accounts.add', { StrategyID: 2, OfferID, Money: 300 })).toMatchObject({ status: 403 });
  expect(await as('investor', 'accounts.add', { Link, Money: 300 })).toMatchObject({ status: 200 });
  await done();
  const mine = (await as('investor', 'strategies.get', { ID: 2 })).body as { Account: object; PublicOffer?: object };
  expect(mine).toMatchObject({ Account: { Offer: { ID: OfferID, FeeRate: 0.2 } } });
  expect(mine.PublicOffer).toBeUndefined();
});

test('offers tell the owner what each has brought, closed investments too, and nobody else anything', async () => {
  const { as } = await testCompany();
  const { Offers } = (await as('trader', 'strategies.getOffers', { StrategyID: 1 })).body as { Offers: object[] };
  // the investor's 49.89 and, of the account that is closed, 12.46; commissions of 0.23, 0.06 and 0.06
  expect(Offers).toMatchObject([
    { ID: 1, IsPublic: true, ActiveAccounts: 1, TotalAccounts: 2, FeePaid: 62.35, CommissionPaid: 0.35, FeeToPay: 0 },
  ]);
  expect((await as('investor', 'strategies.getOffers', { StrategyID: 1 })).body).toEqual({ Offers: [] });
});

test('the third version copies at a leverage, and takes money out of an account that copies on', async () => {
  const { call, tokenOf, done, ann } = await testCompany();
  const token = await tokenOf('leaver');
  const as = async (method: string, body: unknown) => call(`client/v3/${method}`, body, { token });
  const tooMuch = await as('accounts.add', { StrategyID: 1, Money: 300, Leverage: 101 });
  expect(tooMuch).toMatchObject({ status: 400, body: { Error: { Message: expect.stringContaining("'Leverage'") } } });
  const { AccountID } = (await as('accounts.add', { StrategyID: 1, Money: 300, Leverage: 3 })).body;
  await done();
  await ann('trading.addSync', {
    StrategyID: 1,
    SoftSync: true,
    Signals: [{ Symbol: 'EURUSD', Lot: 1, Equity: 10_000 }],
  });
  await done();
  const account = async () => (await as('accounts.get', { AccountID })).body.Account;
  const position = async () => (await as('positions.search', { Filter: { AccountID } })).body.Positions[0]?.Volume;
  // a lot for 10 000 is 0.03 for 300, three times
  expect([await position(), await account()]).toMatchObject([0.09, { Leverage: 3, State: 3 }]);
  const poor = await as('accounts.withdraw', { AccountID, Amount: 250 });
  expect(poor).toMatchObject({ status: 402, body: { Error: { Message: expect.stringContaining("'Amount'") } } });
  expect(await account()).toMatchObject({ State: 3 });
  const { CommandBalanceID } = (await as('accounts.withdraw', { AccountID, Amount: 50 })).body;
  for (let turn = 0; turn < 5; turn++) await done();
  const command = { AccountCommandID: CommandBalanceID, AccountID };
  expect((await as('accountCommands.get', command)).body).toEqual({ AccountCommandStatus: 1 });
  // it is flat and active, and waits for the trader's next sync
  const { Deals } = (await as('deals.search', { Filter: { AccountID } })).body;
  expect(Deals.map(({ Type, Profit }: { Type: number; Profit: number }) => [Type, Type === 2 ? Profit : 0])).toEqual([
    [2, 300],
    [0, 0],
    [1, 0],
    [2, -50],
  ]);
  expect(await account()).toMatchObject({ State: 2 });
});

test('a strategy of the third version is made of a video and a trade, named after what it trades', async () => {
  const { call, tokenOf, as, at } = await testCompany();
  await at('1.1', '1.10001');
  const token = await tokenOf('trader');
  const third = async (method: string, body: unknown) => call(`client/v3/${method}`, body, { token });
  const Command = { Name: 'EURUSD', 'market sell': { x: '2.5' } };
  const { StrategyID } = (await third('myStrategies.add', { Youtube: 'https://youtu.be/bH41TOREHVg', Command })).body;
  const strategy = (await third('strategies.get', { ID: StrategyID })).body;
  // 250 of 100 dollars are 0.00227… lots at 1.1, cut to 0.01: the least lot
  expect(strategy).toMatchObject({
    Name: 'EURUSD',
    Type: 'Simple',
    State: 'Hidden',
    Youtube: 'bH41TOREHVg',
    LeverageMax: 100,
    Tags: ['EURUSD'],
    Account: { State: 3, Leverage: 1 },
    Positions: [{ Symbol: 'EURUSD', Volume: -0.01 }],
  });
  // the name is taken now; text of JSON is as good, and without a trade it begins flat
  const text = (await third('myStrategies.add', { Command: '{"Name":"EURUSD"}' })).body;
  expect((await third('strategies.get', { ID: text.StrategyID })).body).toMatchObject({
    Name: 'EURUSD 2',
    Positions: [],
  });
  await third('myStrategies.setVideo', { StrategyID: text.StrategyID, Youtube: 'BERFDOJK8' });
  expect((await as('trader', 'strategies.get', { ID: text.StrategyID })).body).toMatchObject({
    Tags: { Youtube: 'BERFDOJK8', YouTube: 'BERFDOJK8' },
  });
  const refused = async (body: unknown) => {
    const { status, body: answer } = await third('myStrategies.add', body);
    return [status, /'(.*?)'/.exec(answer.Error?.Message)?.[1]];
  };
  expect(await refused({})).toEqual([400, 'Command']);
  expect(await refused({ Command: { Name: 'X', 'limit buy': { x: 1 } } })).toEqual([400, 'Command.limit buy']);
  expect(await refused({ Command: { Name: 'EURUSD', 'market buy': {} } })).toEqual([400, 'Command.market buy.x']);
  expect(await refused({ Command: { Name: 'NOPE', 'market buy': { x: 1 } } })).toEqual([404, 'Command.Name']);
  expect(await refused({ Command: { Name: 'EURUSD', 'market buy': { x: 101 } } })).toEqual([400, 'Command.x']);
  expect(await refused({ Command: 'buy' })).toEqual([400, 'Command']);
  expect(await refused({ Youtube: '"><script>', Command: { Name: 'Z' } })).toEqual([400, 'Youtube']);
});

test('a strategy of the third version is on disk together with its video, or not at all', async () => {
  const folder = testFolder(onTestFinished);
  const company = await testCompany({ folder });
  const { business } = company.parts.identity;
  const token = await company.tokenOf('trader');
  // nothing is saved behind the strategy: there is no moment at which a crash could lose the video
  business.save = () => Promise.reject(new Error('the disk is full'));
  const body = { Youtube: 'bH41TOREHVg', Command: { Name: 'GBPUSD' } };
  const { status, body: added } = await company.call('client/v3/myStrategies.add', body, { token });
  expect(status).toBe(200);
  const stored = openForReading(folder);
  onTestFinished(() => void stored.close());
  expect(stored.prepare('SELECT strategy, youtube FROM strategy_video').all()).toEqual([
    { strategy: added.StrategyID, youtube: 'bH41TOREHVg' },
  ]);
});
