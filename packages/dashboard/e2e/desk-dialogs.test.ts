import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findBrowser } from './browser.mjs';
import { PATIENCE, pageOf } from './test-person.ts';
import { Stage } from './test-stage.ts';

const executablePath = findBrowser();
if (executablePath === null) console.log('skipped: dialogs of the managers’ desk in a browser (no Chromium here)');

const PASSWORD = 'a long password of a client';

describe.skipIf(executablePath === null)('every dialog of the desk does what it says', () => {
  const stage = new Stage({ flags: ['--chp-port', '0', '--grpc-port', '0'] });
  let page: Page;
  let dialog: Locator;
  let login: string;
  let password: string;
  /** Ids as the Manager API gives them. */
  const trader = { client: 0, wallet: 0 };
  const investor = { client: 0, wallet: 0, account: 0 };
  let strategy = 0;

  beforeAll(async () => {
    await stage.open();
    ({ login, password } = JSON.parse(readFileSync(join(stage.data, 'credentials.json'), 'utf8')).ramm);
    page = await pageOf(stage.browser, stage.platform, stage.faults);
    dialog = page.getByRole('dialog');
    await signIn(page, login, password);
    for (const [who, name] of [
      [trader, 'trader'],
      [investor, 'investor'],
    ] as const) {
      const made = await ask('clients.addWithWallet', { Login: name, Password: PASSWORD });
      Object.assign(who, { client: made.Client.ID, wallet: made.Wallet.ID });
      await ask('walletTransfers.add', { WalletID: who.wallet, Type: 0, Amount: 10_000 });
    }
    const added = await ask('strategies.add', {
      WalletID: trader.wallet,
      ClientID: trader.client,
      Name: 'Dialogs',
      FeeRate: 0.2,
      Money: 2_000,
    });
    strategy = added.Strategy.ID;
    await vi.waitFor(async () => expect(await the('strategies.get', strategy)).toMatchObject({ Status: 1 }), PATIENCE);
  }, 200_000);

  afterAll(() => stage.close());

  async function signIn(at: Page, name: string, secret: string): Promise<void> {
    await at.goto(`${stage.platform.client.url}/#/desk`);
    await at.getByLabel('Login').fill(name);
    await at.getByLabel('Password').fill(secret);
    await at.getByRole('button', { name: 'Sign in' }).click();
    await at.locator('header nav a[aria-current=page]').waitFor();
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  async function call(path: string, body: object, token = ''): Promise<{ status: number; body: any }> {
    const answer = await fetch(`${stage.platform.client.url}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', token },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  }

  /** A method of the Manager API in a session of the test's own. */
  let own = '';
  // biome-ignore lint/suspicious/noExplicitAny: as above
  async function ask(method: string, body: object): Promise<any> {
    if (own === '') {
      const companies = await call('manager/v1/session.login', { Login: login, Password: password });
      const CompanyID = companies.body.Companies[0].ID;
      own = (await call('manager/v1/session.login', { Login: login, Password: password, CompanyID })).body.Token;
    }
    const { status, body: answer } = await call(`manager/v1/${method}`, body, own);
    expect([method, status, answer]).toEqual([method, 200, answer]);
    return answer;
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  const the = (method: string, ID: number): Promise<any> => ask(method, { ID });

  const enter = (body: object) => call('client/v2/session.login', body);

  async function show(place: string): Promise<void> {
    await page.goto(`${stage.platform.client.url}/#/desk/${place}`);
    await page.locator('.member-page h1').waitFor();
  }

  /** Opens a dialog by its button, and fills in and confirms what it asks. */
  async function dispatch(
    button: string,
    fields: Readonly<Record<string, string>>,
    ...buttons: string[]
  ): Promise<void> {
    await page.getByRole('button', { name: button, exact: true }).click();
    for (const [label, text] of Object.entries(fields)) {
      const field = dialog.getByLabel(label, { exact: true }).or(dialog.getByRole('combobox', { name: label }));
      if (await field.evaluate((element) => element instanceof HTMLSelectElement))
        await field.selectOption({ label: text });
      else await field.fill(text);
    }
    for (const name of buttons) await dialog.getByRole('button', { name, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  it('moves money: fund, withdraw, give a bonus and take it back', async () => {
    await show(`clients/${investor.client}`);
    const move = (Kind: string, Amount: string, more = {}) =>
      dispatch('Fund, withdraw, bonus', { Kind, Amount, ...more }, 'Check', 'Confirm');
    await move('Fund', '500.10', { 'Comment of the company': 'by hand' });
    await move('Withdraw', '100');
    await move('Give a bonus', '50');
    await move('Take a bonus back', '20');
    expect(await the('wallets.get', investor.wallet)).toMatchObject({ Balance: 10_430.1, Bonus: 30 });
    const { WalletTransfers } = await ask('walletTransfers.search', { Filter: { WalletID: investor.wallet } });
    expect(WalletTransfers.map(({ Type, Amount }: { Type: number; Amount: number }) => [Type, Amount])).toEqual([
      [0, 10_000],
      [0, 500.1],
      [1, -100],
      [2, 50],
      [3, -20],
    ]);
    expect(WalletTransfers[1].CommentCompany).toBe('by hand');
    await page.getByRole('row', { name: /500\.1/ }).waitFor();
  }, 90_000);

  it('changes what is known of a client, his password, makes a one-time password, shuts him out and lets him in again', async () => {
    await show(`clients/${investor.client}`);
    await dispatch(
      'Edit',
      { 'First name': 'Ivy', 'E-mail': 'ivy@example.org', Country: 'CY', 'A-book of new strategies': '50' },
      'Save',
    );
    expect(await the('clients.get', investor.client)).toMatchObject({
      Login: 'investor',
      FirstName: 'Ivy',
      Email: 'ivy@example.org',
      Country: 'CY',
      StrategyDefaultHedge: 0.5,
    });
    await page.getByRole('heading', { name: /investor\s*Ivy/ }).waitFor();
    await dispatch('New password', { Password: 'another long password' }, 'Save');
    expect((await enter({ Login: 'investor', Password: PASSWORD })).status).toBe(401);
    expect((await enter({ Login: 'investor', Password: 'another long password' })).status).toBe(200);
    await page.getByRole('button', { name: 'One-time password' }).click();
    await dialog.getByRole('button', { name: 'Make', exact: true }).click();
    const otp = (await dialog.locator('code').textContent()) ?? '';
    expect(otp).toMatch(/^[0-9a-f]{32}$/);
    await page.keyboard.press('Escape');
    expect((await enter({ OTP: otp })).body.Client).toMatchObject({ Login: 'investor' });
    expect((await enter({ OTP: otp })).status).toBe(401);
    await dispatch('Disable', {}, 'Disable');
    await page.getByText('disabled').first().waitFor();
    expect((await enter({ Login: 'investor', Password: 'another long password' })).body.Error.Code).toBe(
      'login_blocked',
    );
    expect(await page.getByRole('button', { name: 'One-time password' }).count()).toBe(0);
    await dispatch('Enable', {}, 'Enable');
    expect((await enter({ Login: 'investor', Password: 'another long password' })).status).toBe(200);
  }, 90_000);

  it('sends a hard sync and a soft one: the newcomer has the trader’s position, and the overview tells who waits', async () => {
    await show(`strategies/${strategy}`);
    await page.getByRole('button', { name: 'Send a sync' }).click();
    const row = dialog.getByRole('group', { name: 'Symbol 1' });
    await dialog.getByRole('button', { name: 'One more symbol' }).click();
    await dialog.getByRole('button', { name: 'Remove 2' }).click();
    await row.getByLabel('Net lot').fill('0,2');
    await dialog.getByRole('button', { name: 'Check' }).click();
    await row.getByText('fill this in').waitFor();
    await row.getByLabel('Symbol').fill('EURUSD');
    await row.getByLabel('Trader’s equity').fill('2000');
    await dialog.getByLabel(/^The platform asked for it/).uncheck();
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog.getByText(/EURUSD 0\.2/).waitFor();
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('The sync is taken.').waitFor();
    const held = async (account: number): Promise<number[]> => {
      const { Positions } = await ask('positions.search', { Filter: { AccountID: account } });
      return Positions.map(({ VolumeOpen }: { VolumeOpen: number }) => VolumeOpen);
    };
    const { Accounts } = await ask('accounts.search', { Filter: { StrategyID: strategy } });
    await expect.poll(() => held(Accounts[0].ID), { timeout: PATIENCE }).toEqual([0.2]);
    const token = (await enter({ Login: 'investor', Password: 'another long password' })).body.Session.Token;
    const joined = await call('client/v2/accounts.add', { StrategyID: strategy, Money: 1_000 }, token);
    expect(joined.status).toBe(200);
    investor.account = joined.body.AccountID;
    await show('');
    await page.getByRole('link', { name: `Strategy ${strategy}` }).click();
    await page.getByRole('button', { name: 'Send a sync' }).click();
    await row.getByLabel('Symbol').fill('EURUSD');
    await row.getByLabel('Net lot').fill('0.2');
    await row.getByLabel('Trader’s equity').fill('2000');
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await expect.poll(() => held(investor.account), { timeout: PATIENCE }).toEqual([0.1]);
    await show('');
    await page.getByText('Every strategy is in step').waitFor();
  }, 120_000);

  it('pauses an account, resumes it, changes how it is executed, closes it', async () => {
    const state = async () => (await the('accounts.get', investor.account)).State;
    await show(`accounts/${investor.account}`);
    await dispatch('Execution', { 'To liquidity (A-book)': '40' }, 'Save');
    await expect.poll(async () => (await the('accounts.get', investor.account)).ABook, { timeout: PATIENCE }).toBe(0.4);
    await dispatch('Pause', {}, 'Pause');
    await expect.poll(state, { timeout: PATIENCE }).toBe(11);
    await dispatch('Resume', {}, 'Resume');
    await expect.poll(state, { timeout: PATIENCE }).toBe(2);
    await dispatch('Close', {}, 'Close');
    await expect.poll(state, { timeout: PATIENCE }).toBe(15);
    await page.getByRole('heading', { name: /closed/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Execution' }).count()).toBe(0);
    await page.getByRole('tab', { name: 'Deals' }).click();
    await page
      .getByRole('row', { name: /balance/ })
      .first()
      .waitFor();
  }, 120_000);

  it('renames a strategy, tells that a name is taken, and closes it; a hedging one wants tickets', async () => {
    await show(`clients/${trader.client}`);
    await page.getByRole('button', { name: 'Make a strategy' }).click();
    await dialog.getByLabel('Name').fill('Hedged');
    await dialog.getByLabel('Trader’s own money').fill('500');
    await dialog.getByLabel('Accounting').selectOption({ label: 'hedging' });
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('heading', { name: /Hedged\s*active/ }).waitFor();
    const hedged = Number(page.url().split('/').at(-1));
    expect(await the('strategies.get', hedged)).toMatchObject({ Name: 'Hedged', AccountingSystem: 0 });
    await page.getByRole('button', { name: 'Send a signal' }).click();
    await dialog.getByLabel('Symbol').fill('EURUSD');
    await dialog.getByLabel('Net lot').fill('0.01');
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog.getByText('fill this in').waitFor();
    await dialog.getByLabel('Ticket').fill('t-1');
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText(/^Signal \d+ is taken/).waitFor();
    await page.getByRole('tab', { name: 'Positions' }).click();
    await page.getByRole('row', { name: /EURUSD/ }).waitFor();
    await page.getByRole('button', { name: 'Rename' }).click();
    await dialog.getByLabel('Name').fill('Dialogs');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => dialog.getByLabel('Name').getAttribute('aria-invalid'), { timeout: PATIENCE }).toBe('true');
    await dialog.getByLabel('Name').fill('Hedged well');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: /Hedged well/ }).waitFor();
    await dispatch('Close the strategy', {}, 'Close the strategy');
    await expect.poll(async () => (await the('strategies.get', hedged)).Status, { timeout: PATIENCE }).toBe(4);
    await page.getByRole('heading', { name: /Hedged well\s*closed/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Send a signal' }).count()).toBe(0);
  }, 120_000);

  it('changes a manager, gives him every right and none, blocks him and ends his sessions', async () => {
    await show('managers');
    await dispatch('Add a manager', { Login: 'deputy', Password: 'a long password of a deputy' }, 'Add');
    await page.getByRole('heading', { name: 'deputy', exact: false }).first().waitFor();
    const id = Number(page.url().split('/').at(-1));
    await dispatch('Edit', { 'First name': 'Dee', Comment: 'helps out' }, 'Save');
    expect(await the('managers.get', id)).toMatchObject({ FirstName: 'Dee', Comment: 'helps out' });
    const rights = async () => {
      const CompanyID = (await the('managers.get', id)).Company.ID;
      return (await ask('managers.getMethods', { ManagerID: id, CompanyID })).length as number;
    };
    const all = (await ask('session.getMethods', {})).Methods.length as number;
    await page.getByRole('button', { name: 'Every right' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The rights hold from now on.').waitFor();
    const given = await rights();
    expect(given).toBeGreaterThan(all / 2);
    const other = await pageOf(stage.browser, stage.platform, stage.faults);
    await signIn(other, 'deputy', 'a long password of a deputy');
    await page.getByRole('button', { name: 'No right', exact: true }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(rights, { timeout: PATIENCE }).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('It is as it was before.').waitFor();
    expect(await rights()).toBe(given);
    await show('sessions');
    await page.getByRole('button', { name: 'Log out: deputy' }).click();
    await dialog.getByRole('button', { name: 'Log out', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await other.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    await other.close();
    await show(`managers/${id}`);
    await dispatch('Status', { Status: 'disabled for a while' }, 'Check', 'Confirm');
    const blocked = await call('manager/v1/session.login', {
      Login: 'deputy',
      Password: 'a long password of a deputy',
    });
    expect(blocked.body.error.code).toBe('login_blocked');
  }, 120_000);

  it('changes the company’s name and address, his own profile and password', async () => {
    await show('');
    await dispatch(
      'Settings of the company',
      { Name: 'Renamed Ltd', 'Address on the web': 'https://renamed.example' },
      'Save',
    );
    expect(await ask('company.get', {})).toMatchObject({ Name: 'Renamed Ltd', URL: 'https://renamed.example' });
    await page.getByRole('heading', { name: 'Renamed Ltd' }).waitFor();
    await dispatch('My profile', { 'First name': 'Max', Phone: '+1 555' }, 'Save');
    expect(await ask('profile.get', {})).toMatchObject({ FirstName: 'Max', Mobile: '+1 555' });
    await page.getByRole('button', { name: 'My password' }).click();
    await dialog.getByLabel('Old password').fill('a guess at it');
    await dialog.getByLabel('New password').fill('the next long password');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Login and password do not belong together.').waitFor();
    await dialog.getByLabel('Old password').fill(password);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    const again = (Password: string) => call('manager/v1/session.login', { Login: login, Password });
    expect((await again(password)).status).toBe(401);
    expect((await again('the next long password')).status).toBe(200);
  }, 90_000);

  it('signs out', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem('outcry.desk'))).toBe(null);
  }, 60_000);

  it('nothing failed in the page meanwhile', () => {
    expect(stage.faults).toEqual([]);
  });
});
