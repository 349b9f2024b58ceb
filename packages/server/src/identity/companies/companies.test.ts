import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DATABASE_FILE } from '../../journal/index.ts';
import { testFolder } from '../../journal/test-folder.ts';
import { identityIn, type TestClock } from '../test-identity.ts';

const PASSWORD = 'correct horse';

async function opened(folder = testFolder(), clock: TestClock = { ms: 1_000_000 }) {
  const { identity, close } = await identityIn(folder, clock);
  return { business: identity.business, close, folder, clock };
}

/** A company with a manager and a client. */
async function filled() {
  const place = await opened();
  const { business } = place;
  const draft = { parent: null, name: 'Root', url: '', demo: false };
  const company = await business.addCompany(draft, null, [], (_company, statements) => business.save(statements));
  const manager = await business.addManager({ company: company.id, login: 'Ann' }, PASSWORD, [
    'deals.get',
    'deals.search',
  ]);
  const drafted = await business.draftClient({ company: company.id, login: 'bob', email: 'b@example.org' }, PASSWORD);
  await business.save(drafted.statements);
  business.clients.keep(drafted);
  return { ...place, company, manager, client: drafted.client };
}

test('companies, managers with their rights, clients, settings and tokens are there again after a restart', async () => {
  const { business, close, folder, clock, company, manager, client } = await filled();
  const child = await business.addCompany(
    { parent: company.id, name: 'Child', url: 'x', demo: true },
    manager,
    ['deals.get'],
    (_company, statements) => business.save(statements),
  );
  await business.save(business.settings.set(manager.id, 'grid', 'wide'));
  await business.save(business.managers.set(manager, { status: 1, tag: '7' }));
  await business.save(business.clients.set(client, { enabled: false, defaultHedge: 7_500 }));
  const { token, statements } = business.strategyTokens.renew(5);
  await business.save(statements);
  await business.save(business.videos.set(5, { youtube: 'first', at: 1 }));
  await business.save(business.videos.set(5, { youtube: 'second', at: 2 }));
  const entered = await business.enter('manager', manager.id, company.id, 10);
  await close();

  const again = (await opened(folder, clock)).business;
  expect(again.companies.all).toEqual([company, child]);
  expect(again.companies.below(company.id)).toEqual([company, child]);
  expect(again.managers.get(manager.id)).toMatchObject({ login: 'ann', status: 1, tag: '7' });
  expect([...(again.managers.rightsIn(manager.id, company.id)?.methods ?? [])]).toEqual(['deals.get', 'deals.search']);
  expect(again.managers.companiesOf(manager.id)).toEqual([company.id, child.id]);
  expect(again.settings.get(manager.id, 'grid')).toBe('wide');
  expect(again.clients.get(client.id)).toMatchObject({ login: 'bob', enabled: false, defaultHedge: 7_500 });
  expect(again.strategyTokens.get(5)).toBe(token);
  expect(again.videos.get(5)).toEqual({ youtube: 'second', at: 2 });
  expect(again.videos.get(6)).toBeUndefined();
  expect(again.strategyTokens.strategyOf(token.toLowerCase())).toBe(5);
  expect(again.sessionOf('manager', entered.token)).toMatchObject({ bearer: manager.id, minutes: 10 });
  expect(await again.checkLogin('manager', 'ANN', PASSWORD, '127.0.0.1')).toBe(manager.id);
  expect(again.managers.byLogin('nobody')).toBeUndefined();
});

test('neither passwords nor tokens nor one-time passwords stand in the file', async () => {
  const { business, close, folder, manager, client, company } = await filled();
  const { token } = await business.enter('client', client.id, company.id, 60);
  const { otp, statements } = business.otps.make(client.id, business.now);
  const strategy = business.strategyTokens.renew(9);
  await business.save([...statements, ...strategy.statements]);
  await close();
  const file = readFileSync(join(folder, DATABASE_FILE), 'latin1');
  for (const secret of [PASSWORD, token, token.toLowerCase(), otp, strategy.token]) expect(file).not.toContain(secret);
  expect(file).toContain(manager.login);
});

test('a one-time password lets in once, for five minutes', async () => {
  const { business, clock, client } = await filled();
  const first = business.otps.make(client.id, business.now).otp;
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(business.otps.redeem(first, business.now)?.client).toBe(client.id);
  expect(business.otps.redeem(first, business.now)).toBeUndefined();
  const second = business.otps.make(client.id, business.now).otp;
  clock.ms += 5 * 60_000;
  expect(business.otps.redeem(second, business.now)).toBeUndefined();
});

test('a login is unique over the installation, and free again when its client came to nothing', async () => {
  const { business, company } = await filled();
  const draft = { company: company.id, login: 'Zoe' };
  const drafted = await business.draftClient(draft, PASSWORD);
  await expect(business.draftClient({ ...draft, login: 'ZOE' }, PASSWORD)).rejects.toThrow(
    'there is a client zoe already',
  );
  business.clients.drop(drafted);
  expect((await business.draftClient(draft, PASSWORD)).client.login).toBe('zoe');
  await expect(business.addManager({ company: company.id, login: 'ann' }, PASSWORD, [])).rejects.toMatchObject({
    field: 'Login',
  });
  await expect(business.addManager({ company: company.id, login: 'eve' }, 'short', [])).rejects.toMatchObject({
    field: 'Password',
  });
});

test('a link leads to its offer alone, and cannot be guessed', async () => {
  const { business } = await filled();
  const link = business.linkOf(12);
  expect(business.offerOfLink(link)).toBe(12);
  for (const other of [`13${link.slice(2)}`, '12-', '12', '', `${link}0`])
    expect(business.offerOfLink(other)).toBeUndefined();
});

test('a bearer has at most 100 sessions: one more ends the oldest', async () => {
  const { business, company, manager } = await filled();
  const tokens: string[] = [];
  for (let i = 0; i <= 100; i++) tokens.push((await business.enter('manager', manager.id, company.id, 10)).token);
  expect(business.sessionOf('manager', tokens[0] as string)).toBeUndefined();
  expect(business.sessionOf('manager', tokens[1] as string)).toBeDefined();
  expect(business.sessions.of('manager', manager.id, business.now).length).toBe(100);
});
