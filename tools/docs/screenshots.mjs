/**
 * Takes the pictures of the docs: `node tools/docs/screenshots.mjs` starts the built platform on an empty data folder, signs
 * in as a person would and writes dashboard.png, bot-plan.png, smart-trade.png, home.png and investing.png to docs/images. It
 * needs `npm run build` before and a Chromium; `CHROMIUM` names one that is not found by itself.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { BROWSERS, findBrowser } from '../../packages/dashboard/e2e/browser.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = join(ROOT, 'packages/server/dist/cli.js');
const IMAGES = join(ROOT, 'docs/images');

/** How long a start may take (ms), and how long quotes move before the picture is taken. */
const PATIENCE = 60_000;
const MARKET_MOVES = 3_000;

/** @returns {string | null} what is missing, in words for a person */
function obstacle() {
  if (!existsSync(PROGRAM)) return 'The program is not built: run `npm run build` first.';
  if (findBrowser() !== null) return null;
  return process.env.CHROMIUM === undefined
    ? `There is no Chromium: install one (apt install chromium) or name it with CHROMIUM=/path/to/chrome. Looked for ${BROWSERS.join(', ')}.`
    : `CHROMIUM is ${process.env.CHROMIUM}, which is no program.`;
}

/** @param {string} folder */
async function startPlatform(folder) {
  const child = spawn(process.execPath, [PROGRAM, 'start', '--data-dir', folder, '--http-port', '0'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const endpoints = join(folder, 'endpoints.json');
  for (const started = performance.now(); !existsSync(endpoints); await pause(50)) {
    if (child.exitCode !== null || performance.now() - started > PATIENCE)
      throw new Error('the platform did not start');
  }
  return child;
}

/**
 * A share is bought, and an order waits below the market: the picture shows what a trader sees.
 * @param {import('playwright-core').Page} page
 */
async function trade(page) {
  const ticket = page.locator('.ticket');
  await ticket.getByLabel('Quantity').fill('500');
  await ticket.getByRole('button', { name: /^Buy 500/ }).click();
  await ticket.getByText(/filled at/).waitFor();
  await page.getByRole('button', { name: /^Bid / }).nth(8).click();
  await ticket.getByLabel('Quantity').fill('200');
  await ticket.locator('.costs dd').nth(1).getByText(/rub/).waitFor();
  await ticket.getByRole('button', { name: /^Buy 200/ }).click();
  await page.getByRole('tabpanel').getByRole('row', { name: /SBER/ }).waitFor();
}

/**
 * The form of a bot with its plan on the chart.
 * @param {import('playwright-core').Page} page
 */
async function planBot(page) {
  await page.getByLabel('Account').selectOption({ label: 'Paper exchange account · USDT' });
  await page.getByRole('link', { name: 'Bots' }).click();
  await page.getByRole('link', { name: 'Make the first bot' }).click();
  await page.getByLabel('Name').fill('BTC dips');
  await page.getByRole('button', { name: '1h', exact: true }).click();
  await page.locator('.plan-table tbody tr').nth(5).waitFor();
}

/**
 * The form of a smart trade with its lines on the chart.
 * @param {import('playwright-core').Page} page
 */
async function planTrade(page) {
  await page.getByRole('link', { name: 'Smart trades' }).click();
  await page.getByRole('link', { name: 'Make the first smart trade' }).click();
  await page.getByText('Limit', { exact: true }).click();
  await page.getByLabel('Amount', { exact: true }).fill('5000');
  await page.getByRole('button', { name: 'Add a step' }).click();
  await page.getByLabel('Profit of step 1').fill('2.5');
  await page.getByLabel('Profit of step 2').fill('5');
  await page.getByRole('slider', { name: 'Buy', exact: true }).press('PageDown');
  await page.locator('.trade-form .settings').evaluate((settings) => settings.scrollTo(0, 0));
  await page.locator('.outlook-steps').waitFor();
}

/**
 * A trader with a strategy that has begun to trade, made by the company's manager.
 * @param {Record<string, string>} ramm the block of the credentials
 */
async function openStrategy({ baseUrl, login, password, companyId }) {
  let token = '';
  /** @type {(method: string, body: object) => Promise<any>} */
  const called = async (method, body) => {
    const headers = { 'content-type': 'application/json', token };
    const answer = await fetch(`${baseUrl}/api/manager/v1/${method}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  token = (await called('session.login', { Login: login, Password: password, CompanyID: companyId })).Token;
  const { Client, Wallet } = await called('clients.addWithWallet', { Login: 'trader', Password: 'trader password' });
  await called('walletTransfers.add', { WalletID: Wallet.ID, Type: 0, Amount: 5_000 });
  const wish = { WalletID: Wallet.ID, ClientID: Client.ID, Name: 'Northern wind', FeeRate: 0.25, CommissionRate: 10 };
  const { Strategy } = await called('strategies.add', { ...wish, Money: 2_000 });
  await pause(MARKET_MOVES);
  for (const [name, lot] of [
    ['EURUSD', 2],
    ['USDCHF', -1],
  ]) {
    await called('trading.addSignal', { StrategyID: Strategy.ID, Symbol: name, Lot: lot, Equity: 20_000 });
  }
}

/**
 * The form of a first investment above the page of its strategy.
 * @param {import('playwright-core').Page} page
 * @param {Record<string, string>} ramm the block of the credentials
 */
async function invest(page, ramm) {
  await openStrategy(ramm);
  await page.getByRole('link', { name: 'Copy trading', exact: true }).click();
  await page.getByLabel('Login', { exact: true }).fill(ramm.clientLogin ?? '');
  await page.getByLabel('Password', { exact: true }).fill(ramm.clientPassword ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Find a strategy' }).click();
  await page.getByRole('link', { name: 'Northern wind' }).click();
  await page.locator('.curve .line').first().waitFor();
  await page.getByRole('button', { name: 'Invest' }).click();
  await page.getByLabel('Money').fill('2500');
  await page.getByLabel('Protection').fill('80');
  await page.getByLabel('Target').fill('25');
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} name
 */
async function take(page, name) {
  await pause(MARKET_MOVES);
  mkdirSync(IMAGES, { recursive: true });
  await page.screenshot({ path: join(IMAGES, name) });
  console.log(`docs/images/${name}`);
}

/** @param {string} folder */
async function takePictures(folder) {
  const { dashboard, ramm } = JSON.parse(readFileSync(join(folder, 'credentials.json'), 'utf8'));
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('the browser has gone');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({
      viewport: { width: 1400, height: 860 },
      locale: 'en-GB',
      colorScheme: 'light',
    });
    await page.goto(dashboard.url);
    await page.fill('input[name=login]', dashboard.login);
    await page.fill('input[name=password]', dashboard.password);
    await page.click('button[type=submit]');
    await page.getByRole('link', { name: 'Markets' }).click();
    await page.locator('.markets .number').first().waitFor();
    await trade(page);
    await take(page, 'dashboard.png');
    await planBot(page);
    await take(page, 'bot-plan.png');
    await planTrade(page);
    await take(page, 'smart-trade.png');
    await page.getByRole('link', { name: 'Home' }).click();
    await page.locator('.guide').waitFor();
    await page.locator('.curve .line').first().waitFor();
    await take(page, 'home.png');
    await invest(page, ramm);
    await take(page, 'investing.png');
  } finally {
    await browser.close();
  }
}

async function main() {
  const reason = obstacle();
  if (reason !== null) {
    console.error(reason);
    process.exitCode = 1;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'outcry-pictures-'));
  const platform = await startPlatform(folder);
  try {
    await takePictures(folder);
  } finally {
    const gone = once(platform, 'close');
    platform.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
