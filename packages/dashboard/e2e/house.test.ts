import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account, Bot } from 'outcry/native-api';
import { RunningPlatform } from 'outcry/running-platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from './browser.mjs';
import { obstacles } from './obstacles.ts';
import { runSnippet } from './run-snippet.ts';
import { writeTape } from './tape.ts';
import { launchBrowser, PATIENCE, pageOf, signIn } from './test-person.ts';
import { overhang } from './test-stage.ts';

const executablePath = findBrowser();
if (executablePath === null) console.log('skipped: home, keys and system in a browser (no Chromium here)');

const PAGES = ['home', 'connections/native', 'connections/tinvest', 'connections/ramm', 'system'] as const;

describe.skipIf(executablePath === null)('a person at home, at the keys and at the system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-house-'));
  let platform: RunningPlatform;
  let tape: RunningPlatform;
  let browser: Browser;
  let feed: string[];
  const faults: string[] = [];

  beforeAll(async () => {
    const [own, taped] = [join(folder, 'own'), join(folder, 'taped')];
    mkdirSync(own);
    mkdirSync(taped);
    platform = await RunningPlatform.start(own, ['--chp-port', '0', '--grpc-port', '0']);
    feed = ['--feed', `recorded:${writeTape(folder)}`, '--feed-start', 'command'];
    tape = await RunningPlatform.start(taped, [...feed, '--chp-port', '0', '--grpc-port', '0']);
    browser = await launchBrowser(executablePath);
  }, 200_000);

  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
    await tape?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function signedIn(
    options: Parameters<Browser['newPage']>[0] = {},
    at: RunningPlatform = platform,
  ): Promise<Page> {
    const page = await pageOf(browser, at, faults, options);
    await signIn(page, at);
    return page;
  }

  async function the<T>(path: string, at = platform): Promise<T> {
    const { status, body } = await at.client.get(path);
    expect(status, JSON.stringify(body)).toBe(200);
    return body as T;
  }

  it('a page at which nobody is signed in leaves nothing in the console', async () => {
    const page = await browser.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    await page.goto(platform.client.url);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(said).toEqual([]);
    await page.close();
  }, 60_000);

  it('the guide leads a newcomer to a running bot, ticks itself off and can be put away', async () => {
    const page = await signedIn();
    const guide = page.locator('.guide');
    const done = guide.getByRole('img', { name: 'done', exact: true });
    await guide.getByRole('link', { name: 'Have a look' }).click();
    await page.locator('.ticket').waitFor();
    await page.getByRole('link', { name: 'Home' }).click();
    await expect.poll(() => done.count(), { timeout: PATIENCE }).toBe(1);
    await guide.getByRole('link', { name: 'Buy SBER' }).click();
    await page.getByRole('heading', { name: /^SBER/ }).waitFor();
    const ticket = page.locator('.ticket');
    await ticket.getByLabel('Quantity').fill('10');
    await ticket.getByRole('button', { name: /^Buy 10 SBER/ }).click();
    await ticket.getByText(/filled at/).waitFor();
    await page.getByRole('link', { name: 'Home' }).click();
    await expect.poll(() => done.count(), { timeout: PATIENCE }).toBe(2);
    await page.getByLabel('Account', { exact: true }).selectOption({ label: 'Paper exchange account · USDT' });
    await guide.getByRole('link', { name: 'Make a bot' }).click();
    const form = page.locator('.bot-form');
    await form.getByLabel('Name').fill('Dips');
    await form.getByLabel('Base order', { exact: true }).fill('100');
    await form.getByRole('button', { name: 'Make and switch on' }).click();
    await page.getByRole('switch', { name: 'Switch Dips off' }).waitFor();
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByText('All done: a bot trades for you.').waitFor();
    expect((await the<{ items: Bot[] }>('/bots')).items[0]).toMatchObject({ enabled: true });
    await page.getByRole('row', { name: /Deal of Dips/ }).waitFor();
    await page.getByText('1 of 1').waitFor();
    await guide.getByRole('button', { name: 'Hide' }).click();
    await page.reload();
    await page.getByRole('heading', { name: 'Worth', exact: true }).waitFor();
    expect(await page.locator('.guide').count()).toBe(0);
    await page.getByRole('button', { name: 'First steps' }).click();
    await page.locator('.guide').waitFor();
    await page.close();
  }, 150_000);

  it('home tells what all accounts are worth by currency, to the digit, and draws it', async () => {
    const page = await signedIn();
    const worth = page.getByRole('article', { name: 'All in rub' });
    const { equity } = (await the<{ items: Account[] }>('/accounts')).items[0] as Account;
    await worth
      .locator('.large')
      .getByText(equity.split('.')[0]?.slice(-3) ?? '')
      .waitFor();
    await page.getByText('Hour', { exact: true }).click();
    await expect.poll(() => page.locator('.curve .line').count(), { timeout: PATIENCE }).toBe(2);
    await page.close();
  }, 60_000);

  it('a key made on the page opens what it was given to a real program, until it is ended', async () => {
    const page = await signedIn();
    await page.getByRole('navigation').getByRole('link', { name: 'Connections' }).click();
    await page.getByText('No key yet').waitFor();
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Make', exact: true }).click();
    await dialog.getByText('give it a name').waitFor();
    await dialog.getByLabel('What it is for').fill('robot');
    await dialog.getByRole('button', { name: 'Nothing' }).click();
    await dialog.getByRole('button', { name: 'Make', exact: true }).click();
    await dialog.getByText('choose at least one right').waitFor();
    await dialog.getByLabel('see accounts and ledger').check();
    await dialog.getByRole('button', { name: 'Make', exact: true }).click();
    const secret = (await page.locator('.made code').textContent()) ?? '';
    expect(secret).toMatch(/^ock_/);
    const ask = (path: string) =>
      fetch(`${platform.client.url}/api/v1${path}`, { headers: { authorization: `Bearer ${secret}` } });
    expect([(await ask('/accounts')).status, (await ask('/bots')).status]).toEqual([200, 403]);
    for (const language of ['curl', 'TypeScript']) {
      await page.getByRole('tab', { name: language }).click();
      const text = (await page.locator('.snippet code').textContent()) ?? '';
      expect(text).toContain(secret);
      expect(await runSnippet(language, text)).toContain('Broker account');
    }
    await page.getByRole('button', { name: 'I have it: hide' }).click();
    await page.reload();
    const row = page.getByRole('row', { name: /robot/ });
    await row.waitFor();
    expect(await page.getByText(secret).count()).toBe(0);
    await row.getByRole('button', { name: 'End: robot' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End' }).click();
    await page.getByText('No key yet').waitFor();
    expect((await ask('/accounts')).status).toBe(401);
    await page.close();
  }, 120_000);

  it('a T-Invest token of one account and a CHP access are made and ended like keys', async () => {
    const page = await signedIn();
    await page.goto(`${platform.client.url}/#/connections/tinvest`);
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What it is for').fill('reader');
    await dialog.getByText('only reads').click();
    await dialog.getByLabel('Account').selectOption({ label: 'Broker account' });
    await dialog.getByRole('button', { name: 'Make', exact: true }).click();
    await page.getByRole('row', { name: /reader · Broker account only reads/ }).waitFor();
    await page.getByRole('tab', { name: 'TypeScript', exact: true }).click();
    const text = (await page.locator('.snippet code').textContent()) ?? '';
    expect(await runSnippet('TypeScript', text)).toContain('2000000000');
    await page.getByRole('tab', { name: 'CHP_Rest' }).click();
    await page.getByRole('button', { name: 'Make a key' }).click();
    await dialog.getByLabel('Login').fill('with space');
    await dialog.getByRole('button', { name: 'Make', exact: true }).click();
    await dialog.getByText('no spaces').waitFor();
    await dialog.getByLabel('Login').fill('robot-7');
    await dialog.getByRole('button', { name: 'Make', exact: true }).click();
    await page.getByText('is made').waitFor();
    expect(await runSnippet('curl', (await page.locator('.snippet code').textContent()) ?? '')).toContain('bidSize');
    await page.close();
  }, 120_000);

  it('a login of a manager of copy trading is made, used by a real program, locked out and let in again', async () => {
    const page = await signedIn();
    await page.goto(`${platform.client.url}/#/connections/ramm`);
    await page.getByRole('button', { name: 'Make a login' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Login').fill('with space');
    await dialog.getByRole('button', { name: 'Make', exact: true }).click();
    await dialog.getByText('no spaces').waitFor();
    await dialog.getByLabel('Login').fill('manager');
    await dialog.getByRole('button', { name: 'Make', exact: true }).click();
    await dialog.getByText('there is a manager manager already').waitFor();
    await dialog.getByLabel('Login').fill('robot-9');
    await dialog.getByRole('button', { name: 'Make', exact: true }).click();
    await page.getByText('The login “robot-9” is made').waitFor();
    const program = (await page.locator('.snippet code').textContent()) ?? '';
    expect(await runSnippet('curl', program)).toContain('clients.add');
    await page.getByRole('button', { name: 'Lock out: robot-9' }).click();
    await page.getByRole('row', { name: /robot-9 manager .* locked out/ }).waitFor();
    expect(await runSnippet('curl', program)).not.toContain('clients.add');
    await page.getByRole('button', { name: 'Let in: robot-9' }).click();
    await page.getByRole('row', { name: /robot-9 manager .* may come in/ }).waitFor();
    expect(await runSnippet('curl', program)).toContain('clients.add');
    await page.close();
  }, 120_000);

  it('the kill switch stops an account after a question, home says so, and it trades again', async () => {
    const page = await signedIn();
    await page.getByRole('navigation').getByRole('link', { name: 'System' }).click();
    await page.getByRole('button', { name: 'Stop: Broker account' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect((await the<Account>('/accounts/2000000000')).killed).toBeNull();
    await page.getByRole('button', { name: 'Stop: Broker account' }).click();
    await dialog.getByLabel('Why').fill('odd quotes');
    await dialog.getByRole('button', { name: 'Stop trading now' }).click();
    await page.getByText(/stopped .* · odd quotes/).waitFor();
    expect((await the<Account>('/accounts/2000000000')).killed).toMatchObject({ note: 'odd quotes' });
    await page.goto(`${platform.client.url}/#/home`);
    await page.getByRole('link', { name: 'Trading of “Broker account” is stopped: odd quotes' }).click();
    await page.getByRole('button', { name: 'Let it trade again: Broker account' }).click();
    await page.getByRole('button', { name: 'Stop: Broker account' }).waitFor();
    expect((await the<Account>('/accounts/2000000000')).killed).toBeNull();
    await page.getByRole('button', { name: 'Stop all accounts' }).click();
    await dialog.getByRole('button', { name: 'Stop trading now' }).click();
    await page.getByRole('button', { name: 'Let all trade again' }).click();
    await page.getByRole('button', { name: 'Let all trade again' }).waitFor({ state: 'detached' });
    await page.close();
  }, 120_000);

  it('limits are set in the language of the page and taken away again', async () => {
    const page = await signedIn({ locale: 'ru-RU' });
    await page.goto(`${platform.client.url}/#/system`);
    await page.getByRole('button', { name: 'Изменить: Broker account' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Одна заявка').fill('много');
    await dialog.getByText('введите число').waitFor();
    await dialog.getByLabel('Одна заявка').fill('50 000,5');
    await dialog.getByLabel('Заявок в минуту').fill('60');
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await page.getByText('50\u202f000,5').waitFor();
    expect(await the('/accounts/2000000000/limits')).toMatchObject({
      maxOrderValue: '50000.5',
      maxOrdersPerMinute: 60,
    });
    await page.getByText('Для «Broker account» действуют новые ограничения.').waitFor();
    await page.getByRole('button', { name: 'Вернуть' }).click();
    await page.getByText('Всё как было.').waitFor();
    expect(await the('/accounts/2000000000/limits')).toMatchObject({ maxOrderValue: null, maxOrdersPerMinute: null });
    await page.getByRole('button', { name: 'Изменить: Broker account' }).click();
    await dialog.getByLabel('Одна заявка').fill('50000,5');
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await page.getByText('50\u202f000,5').waitFor();
    await page.getByRole('button', { name: 'Изменить: Broker account' }).click();
    await dialog.getByLabel('Одна заявка').fill('');
    await dialog.getByLabel('Заявок в минуту').fill('');
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await page.getByText('50\u202f000,5').waitFor({ state: 'detached' });
    expect(await the('/accounts/2000000000/limits')).toMatchObject({ maxOrderValue: null, maxOrdersPerMinute: null });
    await page.close();
  }, 120_000);

  it('a tape that waits is played, paused, stepped and sped up from the page', async () => {
    const page = await signedIn({}, tape);
    await page.getByRole('link', { name: 'The market waits: press Play' }).click();
    const feed = page.getByRole('region', { name: 'Market data' });
    await feed.getByText('waits for play').waitFor();
    await feed.getByLabel('Ticks of a step').fill('25');
    await feed.getByRole('button', { name: 'Step' }).click();
    await expect
      .poll(async () => (await the<{ marketTime: string }>('/feed', tape)).marketTime, { timeout: PATIENCE })
      .toMatch(/T12:0[1-9]/);
    await feed.getByLabel('Speed').selectOption('60');
    await feed.getByRole('button', { name: 'Play' }).click();
    await feed.getByText('playing').waitFor();
    expect(await the('/feed', tape)).toMatchObject({ state: 'playing', speed: 60 });
    await feed.getByRole('button', { name: 'Pause' }).click();
    await feed.getByText('paused').waitFor();
    expect(await the('/feed', tape)).toMatchObject({ state: 'paused' });
    await page.close();
  }, 120_000);

  it('a backup is downloaded, taken in for the next start, and forgotten', async () => {
    const page = await signedIn({}, tape);
    await page.goto(`${tape.client.url}/#/system`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download a backup' }).click(),
    ]);
    const file = join(folder, download.suggestedFilename());
    await download.saveAs(file);
    expect(download.suggestedFilename()).toMatch(/^outcry-\d{4}-\d\d-\d\d-turn-\d+\.tar\.gz$/);
    await page.getByLabel('Backup (.tar.gz)').setInputFiles({
      name: 'other.tar.gz',
      mimeType: 'application/gzip',
      buffer: Buffer.from('a photograph'),
    });
    await page.getByRole('button', { name: 'Check and take in' }).click();
    await page.getByText(/no whole \.tar\.gz/i).waitFor();
    await page.getByLabel('Backup (.tar.gz)').setInputFiles(file);
    await page.getByRole('button', { name: 'Check and take in' }).click();
    await page.getByText(/waits for the next start/).waitFor();
    await page.getByRole('button', { name: 'Forget it' }).click();
    await page.getByLabel('Backup (.tar.gz)').waitFor();
    expect((await the<{ staged: unknown }>('/system/restore', tape)).staged).toBeNull();
    await page.close();
  }, 120_000);

  it('a backup that was taken in is in place after the next start, what was there is set aside', async () => {
    const page = await signedIn({}, tape);
    await page.goto(`${tape.client.url}/#/system`);
    const file = join(folder, 'copy.tar.gz');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download a backup' }).click(),
    ]);
    await download.saveAs(file);
    expect((await tape.client.post('/accounts', { name: 'Made later', currency: 'rub' })).status).toBe(201);
    await page.getByLabel('Backup (.tar.gz)').setInputFiles(file);
    await page.getByRole('button', { name: 'Check and take in' }).click();
    await page.getByText(/waits for the next start/).waitFor();
    const password = tape.owner.password;
    await tape.stop();
    tape = await RunningPlatform.start(join(folder, 'taped'), [...feed, '--chp-port', '0', '--grpc-port', '0']);
    expect(tape.owner.password).not.toBe(password);
    const names = (await the<{ items: Account[] }>('/accounts', tape)).items.map(({ name }) => name);
    expect(names).toEqual(['Broker account', 'Paper exchange account']);
    expect(existsSync(join(folder, 'taped/before-restore-1/outcry.db'))).toBe(true);
    expect((await the<{ staged: unknown }>('/system/restore', tape)).staged).toBeNull();
    await page.close();
  }, 150_000);

  it('tables are sorted, and downloaded as CSV with every digit', async () => {
    const page = await signedIn();
    await page.goto(`${platform.client.url}/#/system`);
    const table = page.getByRole('table', { name: 'Kill switch' });
    await table.getByRole('button', { name: 'Account', exact: true }).click();
    expect(await table.getByRole('columnheader', { name: 'Account' }).getAttribute('aria-sort')).toBe('ascending');
    await table.getByRole('button', { name: 'Account', exact: true }).press('Enter');
    expect(await table.getByRole('row').nth(1).textContent()).toContain('Paper exchange account');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV: Kill switch' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      '\ufeffAccount,State,Open orders,Positions',
      expect.stringMatching(/^Paper exchange account,trades,\d+,\d+$/),
    ]);
    await page.close();
  }, 60_000);

  it('speaks Russian on a phone, and no page is wider than its screen', async () => {
    const page = await signedIn({ viewport: { width: 390, height: 844 }, locale: 'ru-RU' });
    for (const [place, words] of [
      ['home', 'Стоимость'],
      ['connections/threecommas', 'Адреса этого запуска'],
      ['system', 'Аварийная остановка'],
    ] as const) {
      await page.goto(`${platform.client.url}/#/${place}`);
      await page.getByRole('heading', { name: words }).first().waitFor();
      expect((await overhang(page))[0], place).toBe(0);
    }
    await page.close();
  }, 90_000);

  it('readers of screens and keyboards find their way, in both colours, wide and on a phone', async () => {
    const found: string[] = [];
    for (const [colorScheme, viewport] of [
      ['light', { width: 1440, height: 900 }],
      ['dark', { width: 390, height: 844 }],
    ] as const) {
      const page = await signedIn({ colorScheme, viewport });
      for (const place of PAGES) {
        await page.goto(`${platform.client.url}/#/${place}`);
        await page.getByRole('heading', { level: 2 }).first().waitFor();
        if (place.startsWith('connections')) await page.getByText('Encryption (TLS)').click();
        found.push(...(await obstacles(page)).map((obstacle) => `${place}, ${colorScheme}: ${obstacle}`));
      }
      await page.getByRole('button', { name: 'Stop all accounts' }).click();
      found.push(...(await obstacles(page)).map((obstacle) => `stopping, ${colorScheme}: ${obstacle}`));
      await page.close();
    }
    expect(found).toEqual([]);
  }, 150_000);

  it('nothing failed in the page meanwhile', () => {
    expect(faults).toEqual([]);
  });
});
