import { expect, test } from 'vitest';
import { PASSWORD } from '../../test-domain.ts';
import { testRamm } from '../test-ramm.ts';

const GUID = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/;

test('a login without a company lists companies and begins no session; with one it gives a token', async () => {
  const { call, company, url } = await testRamm();
  const listed = await call('manager/v1/session.login', { Login: 'ann', Password: PASSWORD });
  expect(listed.body).toEqual({ Companies: [{ ID: company.id, Name: 'Test company', Demo: true, URL: url }] });
  const entered = await call('manager/v1/Session.Login', {
    Login: 'Ann',
    Password: PASSWORD,
    CompanyID: `${company.id}`,
  });
  expect(entered.body).toEqual({
    Token: expect.stringMatching(GUID),
    Login: 'ann',
    ManagerID: 1,
    CompanyID: company.id,
    DTCreated: expect.stringMatching(MOMENT),
    DTLastActivity: expect.stringMatching(MOMENT),
    DTRightsLastUpdate: expect.stringMatching(MOMENT),
    ExpirationMinutes: 10,
    Demo: true,
  });
  const again = await call('manager/v1/session.get', undefined, {
    token: entered.body.Token.toLowerCase(),
    verb: 'GET',
  });
  expect(again.body).toEqual(entered.body);
});

test('wrong passwords, foreign companies and blocked managers are refused, each in its words', async () => {
  const { call, ann, addManager, company } = await testRamm();
  const login = (Login: string, Password: string, CompanyID?: number) =>
    call('manager/v1/session.login', { Login, Password, CompanyID });
  expect(await login('ann', 'wrong')).toMatchObject({ status: 401, body: { error: { code: 'bad_credentials' } } });
  expect(await login('nobody', PASSWORD)).toMatchObject({ status: 401, body: { error: { code: 'bad_credentials' } } });
  expect(await login('ann', PASSWORD, 77)).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
  const token = await addManager('bob');
  await ann('managers.set', { ID: 2, Status: 2 });
  expect(await login('bob', PASSWORD, company.id)).toMatchObject({
    status: 403,
    body: { error: { code: 'login_blocked' } },
  });
  expect(await call('manager/v1/session.get', undefined, { token })).toMatchObject({ status: 401 });
});

test('after too many wrong passwords a login is blocked for a while, the right password included', async () => {
  const { call, clock } = await testRamm();
  const login = (Password: string) => call('manager/v1/session.login', { Login: 'ann', Password });
  for (let i = 0; i < 6; i++) await login('wrong');
  expect(await login(PASSWORD)).toMatchObject({ status: 403, body: { error: { code: 'login_blocked' } } });
  clock.wall += 60_000;
  expect((await login(PASSWORD)).status).toBe(200);
});

test('a session ends so many minutes after its last call, and with its logout', async () => {
  const { call, clock, company } = await testRamm();
  const begin = async () =>
    (
      await call('manager/v1/session.login', {
        Login: 'ann',
        Password: PASSWORD,
        CompanyID: company.id,
        ExpirationMinutes: 10,
      })
    ).body.Token as string;
  const token = await begin();
  const beat = (known: string) => call('manager/v1/session.heartbeat', undefined, { token: known });
  clock.wall += 9 * 60_000;
  expect((await beat(token)).body).toEqual({ DTRightsLastUpdate: expect.stringMatching(MOMENT), UpdateImportance: 0 });
  clock.wall += 9 * 60_000;
  expect((await beat(token)).status).toBe(200);
  clock.wall += 10 * 60_000;
  expect(await beat(token)).toMatchObject({ status: 401, body: { error: { code: 'access_denied' } } });
  const other = await begin();
  expect((await call('manager/v1/session.logout', '', { token: other })).text).toBe('');
  expect((await beat(other)).status).toBe(401);
});

test('own sessions show their token only to the session itself; managers can end those of others', async () => {
  const { ann, addManager, call, token } = await testRamm();
  const bob = await addManager('bob');
  const own = await ann('session.getMySessions');
  expect(own.map((session: { Token: string }) => session.Token)).toEqual([token]);
  const { Sessions } = await ann('sessions.search', { Pagination: { CurrentPage: 1 } });
  expect(Sessions).toMatchObject([
    { Login: 'ann', Token: token },
    { Login: 'bob', Token: '' },
  ]);
  await ann('sessions.logout', { Login: 'bob' });
  expect((await call('manager/v1/session.get', '', { token: bob })).status).toBe(401);
  const unknown = await call('manager/v1/sessions.logout', { Login: 'zoe' }, { token });
  expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'invalid_input' } } });
});

test('wrong old passwords block the login as well: nobody who has taken over a session finds the password out', async () => {
  const { call, clock, token } = await testRamm();
  const set = (OldPassword: string) =>
    call('manager/v1/password.set', { OldPassword, Password: 'another horse' }, { token });
  for (let i = 0; i < 5; i++)
    expect(await set('wrong')).toMatchObject({ status: 401, body: { error: { code: 'bad_credentials' } } });
  expect(await set(PASSWORD)).toMatchObject({ status: 403, body: { error: { code: 'login_blocked' } } });
  clock.wall += 60_000;
  expect((await set(PASSWORD)).status).toBe(200);
});
