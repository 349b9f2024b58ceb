/**
 * Takes the pictures of the docs: `node tools/docs/screenshots.mjs` starts the built platform on an empty data folder, signs
 * in as a person would and writes dashboard.png, bot-plan.png, smart-trade.png and home.png to docs/images. It needs
 * `npm run build` before and a Chromium; `CHROMIUM` names one that is not found by itself.
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
  const { dashboard } = JSON.parse(readFileSync(join(folder, 'credentials.json'), 'utf8'));
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
