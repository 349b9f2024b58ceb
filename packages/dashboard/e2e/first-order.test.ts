import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningPlatform } from 'outcry/running-platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from './browser.mjs';
import { launchBrowser, pageOf, signIn } from './test-person.ts';

const executablePath = findBrowser();
if (executablePath === null) console.log('skipped: the page in a browser (no Chromium here; CHROMIUM names one)');

describe.skipIf(executablePath === null)('a person at the page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-page-'));
  let platform: RunningPlatform;
  let browser: Browser;
  const faults: string[] = [];

  beforeAll(async () => {
    platform = await RunningPlatform.start(folder);
    browser = await launchBrowser(executablePath);
  }, 150_000);

  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function signedIn(options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
    const page = await pageOf(browser, platform, faults, options);
    await page.fill('input[name=login]', platform.owner.login);
    await page.fill('input[name=password]', 'wrong');
    await page.click('button[type=submit]');
    await page.getByText(/Login and password|Неверный логин/).waitFor();
    await signIn(page, platform);
    await page.goto(`${platform.client.url}/#/trade`);
    return page;
  }

  it('signs in, finds a share, sees what an order costs, buys, and sees the fill and the position', async () => {
    const page = await signedIn();
    await page.getByPlaceholder('Search').fill('газпром');
    await page.getByRole('link', { name: /^GAZP/ }).click();
    await page.getByRole('heading', { name: /^GAZP/ }).waitFor();
    const ticket = page.locator('.ticket');
    await ticket.getByLabel('Quantity').fill('5');
    await ticket.getByText('must be a multiple of 10').waitFor();
    await ticket.getByLabel('Quantity').fill('100');
    const [value, fee] = [ticket.locator('.costs dd').nth(0), ticket.locator('.costs dd').nth(1)];
    await value.getByText(/\d rub$/).waitFor();
    await fee.getByText(/\d rub$/).waitFor();
    await ticket.getByRole('button', { name: /^Buy 100 GAZP/ }).click();
    await ticket.getByText(/filled at/).waitFor();
    await page.getByRole('tab', { name: /Positions/ }).click();
    const row = page.getByRole('tabpanel').getByRole('row', { name: /GAZP/ });
    await row.waitFor();
    expect(await row.getByRole('cell').nth(1).textContent()).toBe('100');
    await page.close();
  }, 60_000);

  it('a limit order rests, is drawn, and is cancelled', async () => {
    const page = await signedIn();
    await page.goto(`${platform.client.url}/#/trade/SBER`);
    await page.getByRole('heading', { name: /^SBER/ }).waitFor();
    await page.getByRole('button', { name: /^Bid / }).last().click();
    const ticket = page.locator('.ticket');
    await ticket.getByLabel('Quantity').fill('10');
    await ticket.getByRole('button', { name: /^Buy 10 SBER/ }).click();
    const open = page.getByRole('tabpanel').getByRole('row', { name: /SBER/ });
    await open.waitFor();
    await open.getByRole('button', { name: /^Cancel/ }).click();
    await page.getByText('No open orders').waitFor();
    await page.close();
  }, 60_000);

  it('an order that cannot be paid is refused in words before it is sent', async () => {
    const page = await signedIn();
    const ticket = page.locator('.ticket');
    await ticket.getByLabel('Quantity').fill('90 000 000');
    await ticket
      .getByRole('alert')
      .getByText(/Not enough free money|too large/)
      .waitFor();
    await page.close();
  }, 60_000);

  it('the account page moves money and keeps the ledger; the page speaks Russian on a phone', async () => {
    const page = await signedIn({ viewport: { width: 390, height: 844 }, locale: 'ru-RU' });
    await page.getByRole('link', { name: 'Счёт' }).click();
    await page.getByLabel('Сумма').fill('1 000,50');
    await page.getByRole('button', { name: 'Пополнить' }).click();
    await page.getByText('Готово').waitFor();
    await page.getByRole('tab', { name: 'Движение средств' }).click();
    await page
      .getByRole('row', { name: /пополнение/ })
      .first()
      .waitFor();
    const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
    expect(scrollWidth).toBe(clientWidth);
    await page.close();
  }, 60_000);

  it('goes on by itself when the platform has been started anew', async () => {
    const page = await signedIn();
    await page.getByRole('status').getByText('live').waitFor();
    const { port } = new URL(platform.client.url);
    await platform.kill();
    await page.getByText('no connection').waitFor();
    platform = await RunningPlatform.start(folder, ['--http-port', port]);
    await page.getByRole('status').getByText('live').waitFor();
    await page.close();
  }, 150_000);

  it('nothing failed in the page meanwhile', () => {
    expect(faults).toEqual([]);
  });
});
