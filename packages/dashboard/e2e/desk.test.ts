import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningPlatform } from 'outcry/running-platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from './browser.mjs';
import { obstacles } from './obstacles.ts';
import { launchBrowser, PATIENCE, pageOf } from './test-person.ts';
import { overhang } from './test-stage.ts';

const executablePath = findBrowser();
if (executablePath === null) console.log('skipped: the managers’ desk in a browser (no Chromium here)');

describe.skipIf(executablePath === null)('a manager of copy trading at the desk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-desk-'));
  let platform: RunningPlatform;
  let browser: Browser;
  let page: Page;
  let login: string;
  let password: string;
  const faults: string[] = [];

  beforeAll(async () => {
    platform = await RunningPlatform.start(folder, ['--chp-port', '0', '--grpc-port', '0']);
    ({ login, password } = JSON.parse(readFileSync(join(folder, 'credentials.json'), 'utf8')).ramm);
    browser = await launchBrowser(executablePath);
    page = await pageOf(browser, platform, faults);
  }, 200_000);

  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function signIn(at: Page): Promise<void> {
    await at.goto(`${platform.client.url}/#/desk`);
    await at.getByLabel('Login').or(at.getByLabel('Логин')).fill(login);
    await at.getByLabel('Password').or(at.getByLabel('Пароль')).fill(password);
    await at.locator('.member-sign-in button[type=submit]').click();
    await at.locator('header nav a[aria-current=page]').waitFor();
  }

  /** A method of the Manager API in the session of the page. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  async function ask(method: string, body: object = {}): Promise<any> {
    const token = await page.evaluate(() => JSON.parse(sessionStorage.getItem('outcry.desk') ?? '{}').token as string);
    const answer = await fetch(`${platform.client.url}/api/manager/v1/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', token },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    expect([method, answer.status, text]).toEqual([method, 200, text]);
    return text === '' ? null : JSON.parse(text);
  }

  it('comes in by the door on the owner’s sign-in, with the login of the company alone', async () => {
    await page.getByRole('link', { name: 'Copy trading: the desk of managers' }).click();
    await page.getByLabel('Login').fill(login);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Login and password do not belong together.').waitFor();
    await signIn(page);
    await page.getByRole('heading', { name: 'Equity of all clients' }).waitFor();
    expect(await page.evaluate(() => document.cookie)).toBe('');
  }, 60_000);

  it('adds a client with a wallet; what is refused stands at its field', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Clients', exact: true }).click();
    await page.getByRole('button', { name: 'Add a client' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    expect(await dialog.getByText('fill this in').count()).toBe(2);
    await dialog.getByLabel('Login').fill('trader-of-the-page');
    await dialog.getByLabel('Password').fill('short');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect
      .poll(() => dialog.getByLabel('Password').getAttribute('aria-invalid'), { timeout: PATIENCE })
      .toBe('true');
    await dialog.getByLabel('Password').fill('a long password of a trader');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('heading', { name: 'trader-of-the-page' }).waitFor();
  }, 60_000);

  it('funds the wallet after a question, to the cent and once', async () => {
    await page.getByRole('button', { name: 'Fund, withdraw, bonus' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Amount').fill('5000,25');
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog.getByText(/5.000\.25.*are added to wallet/).waitFor();
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('row', { name: /fund\s*5.000\.25/ }).waitFor();
    await page.getByRole('button', { name: 'Fund, withdraw, bonus' }).click();
    await dialog.getByLabel('Kind').selectOption({ label: 'Withdraw' });
    await dialog.getByLabel('Amount').fill('9000');
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await dialog.getByText('not enough free money').waitFor();
    await dialog.getByRole('button', { name: 'Back' }).click();
    const id = Number(page.url().split('/').at(-1));
    const { Wallets } = await ask('wallets.search', { Filter: { ClientID: id } });
    expect(Wallets).toMatchObject([{ Balance: 5000.25 }]);
  }, 60_000);

  it('makes a strategy, sends a signal and sees the deal with its request and fills', async () => {
    await page.getByRole('button', { name: 'Make a strategy' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('From the page');
    await dialog.getByLabel('Trader’s own money').fill('2000');
    await dialog.getByLabel('Fee', { exact: true }).fill('25');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('heading', { name: /From the page\s*active/ }).waitFor();
    const { Symbols } = await ask('symbols.search', { Filter: { Enabled: true } });
    const symbol = (Symbols as { Name: string }[]).map(({ Name }) => Name).find((name) => name === 'EURUSD');
    expect(symbol).toBe('EURUSD');
    await page.getByRole('button', { name: 'Send a signal' }).click();
    await dialog.getByLabel('Symbol').fill('EURUSD');
    await dialog.getByLabel('Net lot').fill('0,1');
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog.getByText(/position in EURUSD becomes 0\.1 lots/).waitFor();
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    const sent = (await page.getByText(/^Signal \d+ is taken/).textContent()) ?? '';
    const signal = /\d+/.exec(sent)?.[0] ?? '';
    await page.getByRole('tab', { name: 'Deals' }).click();
    await page.getByRole('row', { name: /buy\s*in\s*EURUSD/ }).waitFor();
    await page.getByRole('tab', { name: 'Signals' }).click();
    await page.getByRole('link', { name: signal, exact: true }).first().click();
    await page.getByRole('heading', { name: `Signal ${signal} ok` }).waitFor();
    await page.getByRole('row', { name: /buy\s*in\s*EURUSD/ }).waitFor();
    await page.getByRole('link', { name: /^Fill request \d+: EURUSD/ }).click();
    await page.getByRole('heading', { name: /^Fill request \d+: EURUSD/ }).waitFor();
    await page
      .getByRole('table', { name: 'Fills' })
      .getByRole('row', { name: /EURUSD/ })
      .first()
      .waitFor();
  }, 90_000);

  it('what a manager has no right for is not there, and goes when the right is taken away', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Managers' }).click();
    await page.getByRole('button', { name: 'Add a manager' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Login').fill('looker');
    await dialog.getByLabel('Password').fill('a long password of a looker');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    const clients = page.getByRole('group', { name: 'Clients' });
    await clients.getByLabel('search').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The rights hold from now on.').waitFor();
    const other = await pageOf(browser, platform, faults);
    await other.goto(`${platform.client.url}/#/desk/clients`);
    await other.getByLabel('Login').fill('looker');
    await other.getByLabel('Password').fill('a long password of a looker');
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByRole('row', { name: /trader-of-the-page/ }).waitFor();
    expect(await other.getByRole('button', { name: 'Add a client' }).count()).toBe(0);
    expect(await other.getByRole('link', { name: 'trader-of-the-page' }).count()).toBe(0);
    expect(await other.getByRole('navigation').getByRole('link').allTextContents()).toEqual([
      'Overview',
      'Clients',
      'For investors',
      'To the platform',
    ]);
    await clients.getByLabel('search').uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await other.getByText('You lack the right clients.search.').waitFor();
    expect(await other.getByRole('navigation').getByRole('link', { name: 'Clients' }).count()).toBe(0);
    await other.close();
  }, 60_000);

  it('an ended session asks for the password, and what was written is still there', async () => {
    await page.goto(`${platform.client.url}/#/desk/clients`);
    await page.getByRole('button', { name: 'Add a client' }).click();
    await page.getByLabel('Login', { exact: true }).fill('half written');
    await ask('sessions.logout', { Login: login });
    const again = page.getByRole('dialog', { name: 'Your session has ended' });
    await again.waitFor();
    await again.getByLabel('Password').fill(password);
    await again.getByRole('button', { name: 'Sign in', exact: true }).click();
    await again.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Login', { exact: true }).inputValue()).toBe('half written');
    await page.getByRole('button', { name: 'Back' }).click();
  }, 60_000);

  it('searches, sorts and downloads on the platform’s side', async () => {
    await page.getByLabel('Login, name, e-mail …').fill('trader-of');
    const table = page.getByRole('table', { name: 'Clients' });
    await page.getByText('1 found').waitFor();
    await table.getByRole('button', { name: 'All funds' }).click();
    await expect
      .poll(() => table.getByRole('columnheader', { name: 'All funds' }).getAttribute('aria-sort'), {
        timeout: PATIENCE,
      })
      .toBe('descending');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV: Clients' }).click(),
    ]);
    const [, row = ''] = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(row).toContain('trader-of-the-page');
  }, 60_000);

  it('readers of screens and keyboards find their way, in both colours; on a phone no page is wider than its screen', async () => {
    const found: string[] = [];
    for (const [colorScheme, viewport, locale] of [
      ['light', { width: 1440, height: 900 }, 'en-GB'],
      ['dark', { width: 390, height: 844 }, 'ru-RU'],
    ] as const) {
      const own = await pageOf(browser, platform, faults, { colorScheme, viewport, locale });
      await own.goto(`${platform.client.url}/#/desk`);
      await own.locator('.member-sign-in').waitFor();
      found.push(...(await obstacles(own)).map((obstacle) => `sign-in, ${colorScheme}: ${obstacle}`));
      await signIn(own);
      for (const place of [
        '',
        'clients',
        'clients/1',
        'strategies/1',
        'accounts/1',
        'signals',
        'deals',
        'managers/1',
        'sessions',
      ]) {
        await own.goto(`${platform.client.url}/#/desk/${place}`);
        await own.locator('.member-page h1').waitFor();
        await own.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
        found.push(...(await obstacles(own)).map((obstacle) => `${place}, ${colorScheme}: ${obstacle}`));
        expect((await overhang(own))[0], place).toBe(0);
      }
      await own.close();
    }
    expect(found).toEqual([]);
  }, 200_000);

  it('nothing failed in the page meanwhile', () => {
    expect(faults).toEqual([]);
  });
});
