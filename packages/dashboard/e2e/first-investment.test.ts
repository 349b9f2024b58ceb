import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { sum } from '../src/invest/sums.ts';
import { Copying } from './test-copying.ts';
import { amountOf, Member } from './test-member.ts';
import { PATIENCE, pageOf } from './test-person.ts';
import { describeAtPage } from './test-stage.ts';

const NAME = 'Northern wind';

describeAtPage('an investor and a first investment', { flags: ['--chp-port', '0', '--grpc-port', '0'] }, (stage) => {
  let copying: Copying;
  let page: Page;
  let member: Member;
  let strategy: string;

  beforeAll(async () => {
    copying = new Copying(stage.platform, stage.data);
    page = await pageOf(stage.browser, stage.platform, stage.faults);
    member = new Member(stage, page);
  });

  /** The demo client, over the API. */
  const ask = (method: string, body: object = {}) => copying.client(method, body, copying.demo);

  it('comes in by the door on the owner’s sign-in, and is told what to do while there is nothing to choose', async () => {
    await page.getByRole('link', { name: 'Copy trading: investors and traders' }).click();
    await page.getByLabel('Login', { exact: true }).fill(copying.demo.login);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await member.press('Sign in');
    await page.getByText('Login and password do not belong together.').waitFor();
    await member.enter(copying.demo);
    await member.figure('Free in the wallet').getByText('10\u202f000.00').waitFor();
    await page.getByRole('link', { name: 'Find a strategy' }).click();
    await page.getByRole('heading', { name: 'No strategy can be chosen yet' }).waitFor();
    expect(await page.evaluate(() => document.cookie)).toBe('');
  }, 60_000);

  it('finds a strategy in the rating, and invests after reading what it costs', async () => {
    strategy = await copying.openStrategy(NAME);
    await copying.hold(strategy, '0.5');
    await page.getByRole('article', { name: NAME }).waitFor();
    await page.getByLabel('Name', { exact: true }).fill('nowhere');
    await page.getByText('No strategy is found').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('north');
    await page.getByRole('link', { name: NAME }).click();
    await page.getByRole('heading', { name: `${NAME} active` }).waitFor();
    await page.getByText('Fee: 25.00\u202f% of profit above the highest so far').waitFor();
    await member.press('Invest');
    await member.dialog.getByLabel('Money').fill('199.99');
    await member.confirm('Check');
    await member.dialog.getByText('at least 200.00\u00a0USD').waitFor();
    await member.dialog.getByLabel('Money').fill('10000,01');
    await member.dialog.getByText('10\u202f000.00\u00a0USD are free').waitFor();
    await member.dialog.getByLabel('Factor').fill('0');
    await member.dialog.getByText('from 0.01 to 1000, or the same below zero').waitFor();
    await member.dialog.getByLabel('Factor').fill('1,5');
    await member.dialog.getByLabel('Money').fill('2 000,55');
    await member.dialog.getByLabel('Protection').fill('50');
    await member.dialog.getByLabel('Target').fill('40');
    await member.dialog
      .getByText('In the wallet: 10\u202f000.00\u00a0USD, afterwards 7\u202f999.45\u00a0USD.')
      .waitFor();
    await member.dialog.getByText('Copying stops at 1\u202f000.28\u00a0USD or less.').waitFor();
    await member.dialog.getByText('Copying stops at 2\u202f800.77\u00a0USD or more.').waitFor();
    await member.confirm('Check');
    await member.dialog.getByText('Commission: 10.00\u00a0USD for a million of turnover, at every deal.').waitFor();
    await member.confirm('Invest');
    await page.getByRole('heading', { name: new RegExp(`^${NAME} Account \\d+, active`) }).waitFor();
    await member.done(`Invest 2\u202f000.55\u00a0USD in ${NAME}`);
    await expect.poll(() => member.free(), { timeout: PATIENCE }).toBe('7999.45');
    const { Strategies } = await ask('strategies.search', { Filter: { SearchMode: 'MyActiveAccounts' } });
    expect(Strategies).toMatchObject([
      { Name: NAME, Account: { Factor: '1.5', Protection: '0.5', ProtectionEquity: '1000.275', Target: '0.4' } },
    ]);
  }, 90_000);

  it('sees the position that the trader’s signal brings, and what it earns', async () => {
    await copying.answerSync(strategy, '0.5');
    const row = page.getByRole('table', { name: 'Positions' }).getByRole('row', { name: /EURUSD/ });
    await row.waitFor();
    // 0.5 lot at an equity of 10 000: 0.5 × 2000.55 / 10 000 × 1.5
    expect(await row.getByRole('cell').nth(1).textContent()).toBe('0.15');
    await copying.terminal(strategy, { Type: 1, Symbol: 'EURUSD', Lot: 1, Equity: 10_000 });
    await expect.poll(() => row.getByRole('cell').nth(1).textContent(), { timeout: PATIENCE }).toBe('0.3');
    await page.getByRole('tab', { name: 'Deals' }).click();
    await expect
      .poll(() => page.getByRole('row', { name: /buy\s*in\s*EURUSD/ }).count(), { timeout: PATIENCE })
      .toBe(2);
    const [shown] = await Promise.all([member.figure('Earned so far').textContent(), ask('wallets.get')]);
    expect(shown).toMatch(/^\u2212?[\d\u202f]+\.\d\d$/);
  }, 60_000);

  it('is asked before anything happens, and can leave by the keyboard alone', async () => {
    const close = page.getByRole('button', { name: 'Close', exact: true });
    await close.focus();
    await page.keyboard.press('Enter');
    await member.dialog.getByText('This is for good.').waitFor();
    await page.keyboard.press('Escape');
    await member.dialog.waitFor({ state: 'detached' });
    expect(await close.evaluate((button) => document.activeElement === button)).toBe(true);
    await page.getByRole('tab', { name: 'Deals' }).focus();
    await page.keyboard.press('ArrowRight');
    await page
      .getByRole('table', { name: 'Transfers' })
      .getByRole('row', { name: /to account/ })
      .waitFor();
  }, 60_000);

  it('adds money, and changes factor and protection: each is followed until it is done', async () => {
    await member.press('Add money');
    await member.dialog.getByLabel('Amount').fill('100,25');
    await member.confirm('Check');
    await member.dialog.getByText('100.25\u00a0USD go from the wallet to this investment.').waitFor();
    await member.confirm('Confirm');
    await member.done(`Add 100.25\u00a0USD to ${NAME}`);
    await expect.poll(() => member.free(), { timeout: PATIENCE }).toBe('7899.20');
    await member.press('Settings');
    await member.dialog.getByLabel('Factor').fill('2');
    await member.dialog.getByLabel('Protection').fill('100');
    await member.confirm('Save');
    await member.dialog.getByText('from 0 to 99.9 with one decimal').waitFor();
    await member.dialog.getByLabel('Protection').fill('60');
    await member.confirm('Save');
    await member.done(`Factor of ${NAME}`);
    await member.done(`Protection of ${NAME}`);
    await expect.poll(() => member.figure('Factor').textContent(), { timeout: PATIENCE }).toBe('2');
    await expect.poll(() => member.figure('Protection').textContent(), { timeout: PATIENCE }).toContain('60.00');
    expect(await member.figure('Target').textContent()).toContain('40.00');
  }, 60_000);

  it('withdraws while it is paused, no more than may be taken out, and resumes', async () => {
    await member.press('Withdraw');
    await member.dialog.getByText('Money leaves an investment only while it is paused').waitFor();
    await member.confirm('Pause');
    await member.dialog.getByText('all positions of this investment are closed at the market').waitFor();
    await member.confirm('Pause');
    await member.done(`Pause ${NAME}`);
    await page.getByRole('heading', { name: /paused/ }).waitFor();
    await page.getByRole('tab', { name: 'Closed positions' }).click();
    await page
      .getByRole('row', { name: /EURUSD/ })
      .first()
      .waitFor();
    await member.press('Withdraw');
    await member.dialog.getByLabel('Amount').fill('5000');
    await member.confirm('Check');
    await member.dialog.getByText(/USD can be taken out$/).waitFor();
    await member.dialog.getByLabel('Amount').fill('500.3');
    await member.confirm('Check');
    await member.confirm('Confirm');
    await member.done(`Withdraw 500.30\u00a0USD from ${NAME}`);
    await expect.poll(() => member.free(), { timeout: PATIENCE }).toBe('8399.50');
    await member.press('Resume');
    await member.confirm('Resume');
    await member.done(`Resume ${NAME}`);
    await copying.answerSync(strategy, '1');
    await page.getByRole('tab', { name: 'Positions', exact: true }).click();
    await page.getByRole('row', { name: /EURUSD/ }).waitFor();
  }, 90_000);

  it('is stopped by a level, says so, and goes on when the investor has decided', async () => {
    await member.press('Settings');
    await member.dialog.getByLabel('Protection').fill('99.9');
    await member.dialog.getByLabel('Target').fill('0.1');
    await member.confirm('Save');
    await member.done(`Target of ${NAME}`);
    // what opening so much costs is more than the tenth of a percent that may be lost, unless the market gives as much
    await copying.terminal(strategy, { Type: 1, Symbol: 'EURUSD', Lot: 5, Equity: 10_000 });
    const stopped = page.locator('.trouble');
    await stopped.getByText(/^(The protection has closed the positions|The target is reached)/).waitFor();
    await page.getByRole('heading', { name: /(stopped by protection|target reached)$/ }).waitFor();
    await page.getByText('No positions').waitFor();
    await member.press('Resume');
    await member.confirm('Resume');
    await member.done(`Resume ${NAME}`);
    await stopped.waitFor({ state: 'detached' });
    await member.press('Settings');
    await member.dialog.getByLabel('Protection').fill('0');
    await member.dialog.getByLabel('Target').fill('0');
    await member.confirm('Save');
    await member.done(`Target of ${NAME}`);
    await expect.poll(() => member.figure('Target').textContent(), { timeout: PATIENCE }).toBe('off');
    await copying.answerSync(strategy, '1');
    await page.getByRole('row', { name: /EURUSD/ }).waitFor();
  }, 120_000);

  it('closes, and has in the wallet to the cent what the deals came to', async () => {
    await member.press('Close');
    await member.dialog.getByText(/^It is worth [\d\u202f.]+\u00a0USD now; the fee accrued is/).waitFor();
    await member.confirm('Close');
    await member.done(`Close ${NAME}`);
    await page.getByRole('heading', { name: /closed$/ }).waitFor();
    expect(await page.locator('.page-head').getByRole('button').count()).toBe(0);
    const account = page.url().split('/').at(-1);
    const { Deals } = await ask('deals.search', { Filter: { AccountID: account } });
    const trades = (Deals as { Type: string; TotalProfit: string }[]).filter(({ Type }) => Type !== '2');
    expect(trades.length).toBeGreaterThanOrEqual(5);
    const earned = trades.reduce((all, { TotalProfit }) => sum(all, TotalProfit) ?? '', '0');
    await member.go('');
    const expected = Number(sum('10000', earned)).toFixed(2);
    await expect
      .poll(async () => amountOf(await member.figure('Free in the wallet').textContent()), { timeout: PATIENCE })
      .toBe(expected);
    expect(await member.free()).toBe(expected);
    await member.figure('Invested').getByText('0.00').waitFor();
    await page.getByText('You have not invested yet.').waitFor();
    await page.getByRole('tab', { name: 'Closed investments' }).click();
    await page.getByRole('row', { name: new RegExp(NAME) }).waitFor();
  }, 60_000);

  it('finds transfers by kind and downloads them', async () => {
    await page.getByRole('tab', { name: 'Transfers' }).click();
    await page.getByText('5 found').waitFor();
    await page.getByLabel('Kind').selectOption({ label: 'to account' });
    await page.getByText('2 found').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV: Transfers' }).click(),
    ]);
    const [, ...rows] = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(rows.map((row) => row.split(',').slice(1, 4))).toEqual([
      ['to account', '-100.25', NAME],
      ['to account', '-2000.55', NAME],
    ]);
  }, 60_000);
});
