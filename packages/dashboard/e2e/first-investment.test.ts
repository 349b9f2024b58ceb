import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { sum } from '../src/invest/sums.ts';
import { obstacles } from './obstacles.ts';
import { Copying } from './test-copying.ts';
import { PATIENCE, pageOf } from './test-person.ts';
import { describeAtPage, overhang, PHONE } from './test-stage.ts';

interface Login {
  readonly login: string;
  readonly password: string;
}

const NAME = 'Northern wind';

describeAtPage('an investor and a first investment', { flags: ['--chp-port', '0', '--grpc-port', '0'] }, (stage) => {
  let copying: Copying;
  let page: Page;
  let strategy: string;

  beforeAll(async () => {
    copying = new Copying(stage.platform, stage.data);
    page = await pageOf(stage.browser, stage.platform, stage.faults);
  });

  async function enter(at: Page, { login, password }: Login): Promise<void> {
    await at.locator('.member-sign-in input[name=login]').fill(login);
    await at.locator('.member-sign-in input[name=password]').fill(password);
    await at.locator('.member-sign-in button[type=submit]').click();
    await at.locator('header nav a[aria-current=page]').waitFor();
  }

  async function go(at: Page, place: string): Promise<void> {
    await at.goto(`${stage.platform.client.url}/#/invest/${place}`);
    await at.locator('.member-page h1').waitFor();
  }

  const dialog = () => page.getByRole('dialog');
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const confirm = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
  const done = (text: string) => page.locator('.followed').getByText(`${text}: done`).waitFor();
  const figure = (name: string) =>
    page
      .locator('.figures > div')
      .filter({ has: page.getByText(name, { exact: true }) })
      .locator('dd');
  /** Money as it is shown, as the API tells it. */
  const amountOf = (text: string | null) => /[\d\u202f.]+/.exec(text ?? '')?.[0].replaceAll('\u202f', '') ?? '';
  const free = async () => amountOf(await page.locator('.free-money').textContent());

  /** The demo client, over the API. */
  const ask = (method: string, body: object = {}) => copying.client(method, body, copying.demo);

  it('comes in by the door on the owner’s sign-in, and is told what to do while there is nothing to choose', async () => {
    await page.getByRole('link', { name: 'Copy trading: investors and traders' }).click();
    await page.getByLabel('Login', { exact: true }).fill(copying.demo.login);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await press('Sign in');
    await page.getByText('Login and password do not belong together.').waitFor();
    await enter(page, copying.demo);
    await figure('Free in the wallet').getByText('10\u202f000.00').waitFor();
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
    await press('Invest');
    await dialog().getByLabel('Money').fill('199.99');
    await confirm('Check');
    await dialog().getByText('at least 200.00\u00a0USD').waitFor();
    await dialog().getByLabel('Money').fill('10000,01');
    await dialog().getByText('10\u202f000.00\u00a0USD are free').waitFor();
    await dialog().getByLabel('Factor').fill('0');
    await dialog().getByText('from 0.01 to 1000, or the same below zero').waitFor();
    await dialog().getByLabel('Factor').fill('1,5');
    await dialog().getByLabel('Money').fill('2 000,55');
    await dialog().getByLabel('Protection').fill('50');
    await dialog().getByLabel('Target').fill('40');
    await dialog().getByText('In the wallet: 10\u202f000.00\u00a0USD, afterwards 7\u202f999.45\u00a0USD.').waitFor();
    await dialog().getByText('Copying stops at 1\u202f000.28\u00a0USD or less.').waitFor();
    await dialog().getByText('Copying stops at 2\u202f800.77\u00a0USD or more.').waitFor();
    await confirm('Check');
    await dialog().getByText('Commission: 10.00\u00a0USD for a million of turnover, at every deal.').waitFor();
    await confirm('Invest');
    await page.getByRole('heading', { name: new RegExp(`^${NAME} Account \\d+, active`) }).waitFor();
    await done(`Invest 2\u202f000.55\u00a0USD in ${NAME}`);
    await expect.poll(free, { timeout: PATIENCE }).toBe('7999.45');
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
    const [shown] = await Promise.all([figure('Earned so far').textContent(), ask('wallets.get')]);
    expect(shown).toMatch(/^\u2212?[\d\u202f]+\.\d\d$/);
  }, 60_000);

  it('is asked before anything happens, and can leave by the keyboard alone', async () => {
    const close = page.getByRole('button', { name: 'Close', exact: true });
    await close.focus();
    await page.keyboard.press('Enter');
    await dialog().getByText('This is for good.').waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(await close.evaluate((button) => document.activeElement === button)).toBe(true);
    await page.getByRole('tab', { name: 'Deals' }).focus();
    await page.keyboard.press('ArrowRight');
    await page
      .getByRole('table', { name: 'Transfers' })
      .getByRole('row', { name: /to account/ })
      .waitFor();
  }, 60_000);

  it('adds money, and changes factor and protection: each is followed until it is done', async () => {
    await press('Add money');
    await dialog().getByLabel('Amount').fill('100,25');
    await confirm('Check');
    await dialog().getByText('100.25\u00a0USD go from the wallet to this investment.').waitFor();
    await confirm('Confirm');
    await done(`Add 100.25\u00a0USD to ${NAME}`);
    await expect.poll(free, { timeout: PATIENCE }).toBe('7899.20');
    await press('Settings');
    await dialog().getByLabel('Factor').fill('2');
    await dialog().getByLabel('Protection').fill('100');
    await confirm('Save');
    await dialog().getByText('from 0 to 99.9 with one decimal').waitFor();
    await dialog().getByLabel('Protection').fill('60');
    await confirm('Save');
    await done(`Factor of ${NAME}`);
    await done(`Protection of ${NAME}`);
    await expect.poll(() => figure('Factor').textContent(), { timeout: PATIENCE }).toBe('2');
    await expect.poll(() => figure('Protection').textContent(), { timeout: PATIENCE }).toContain('60.00');
    expect(await figure('Target').textContent()).toContain('40.00');
  }, 60_000);

  it('withdraws while it is paused, no more than may be taken out, and resumes', async () => {
    await press('Withdraw');
    await dialog().getByText('Money leaves an investment only while it is paused').waitFor();
    await confirm('Pause');
    await dialog().getByText('all positions of this investment are closed at the market').waitFor();
    await confirm('Pause');
    await done(`Pause ${NAME}`);
    await page.getByRole('heading', { name: /paused/ }).waitFor();
    await page.getByRole('tab', { name: 'Closed positions' }).click();
    await page
      .getByRole('row', { name: /EURUSD/ })
      .first()
      .waitFor();
    await press('Withdraw');
    await dialog().getByLabel('Amount').fill('5000');
    await confirm('Check');
    await dialog()
      .getByText(/USD can be taken out$/)
      .waitFor();
    await dialog().getByLabel('Amount').fill('500.3');
    await confirm('Check');
    await confirm('Confirm');
    await done(`Withdraw 500.30\u00a0USD from ${NAME}`);
    await expect.poll(free, { timeout: PATIENCE }).toBe('8399.50');
    await press('Resume');
    await confirm('Resume');
    await done(`Resume ${NAME}`);
    await copying.answerSync(strategy, '1');
    await page.getByRole('tab', { name: 'Positions', exact: true }).click();
    await page.getByRole('row', { name: /EURUSD/ }).waitFor();
  }, 90_000);

  it('is stopped by a level, says so, and goes on when the investor has decided', async () => {
    await press('Settings');
    await dialog().getByLabel('Protection').fill('99.9');
    await dialog().getByLabel('Target').fill('0.1');
    await confirm('Save');
    await done(`Target of ${NAME}`);
    // what opening so much costs is more than the tenth of a percent that may be lost, unless the market gives as much
    await copying.terminal(strategy, { Type: 1, Symbol: 'EURUSD', Lot: 5, Equity: 10_000 });
    const stopped = page.locator('.trouble');
    await stopped.getByText(/^(The protection has closed the positions|The target is reached)/).waitFor();
    await page.getByRole('heading', { name: /(stopped by protection|target reached)$/ }).waitFor();
    await page.getByText('No positions').waitFor();
    await press('Resume');
    await confirm('Resume');
    await done(`Resume ${NAME}`);
    await stopped.waitFor({ state: 'detached' });
    await press('Settings');
    await dialog().getByLabel('Protection').fill('0');
    await dialog().getByLabel('Target').fill('0');
    await confirm('Save');
    await done(`Target of ${NAME}`);
    await expect.poll(() => figure('Target').textContent(), { timeout: PATIENCE }).toBe('off');
    await copying.answerSync(strategy, '1');
    await page.getByRole('row', { name: /EURUSD/ }).waitFor();
  }, 120_000);

  it('closes, and has in the wallet to the cent what the deals came to', async () => {
    await press('Close');
    await dialog()
      .getByText(/^It is worth [\d\u202f.]+\u00a0USD now; the fee accrued is/)
      .waitFor();
    await confirm('Close');
    await done(`Close ${NAME}`);
    await page.getByRole('heading', { name: /closed$/ }).waitFor();
    expect(await page.locator('.page-head').getByRole('button').count()).toBe(0);
    const account = page.url().split('/').at(-1);
    const { Deals } = await ask('deals.search', { Filter: { AccountID: account } });
    const trades = (Deals as { Type: string; TotalProfit: string }[]).filter(({ Type }) => Type !== '2');
    expect(trades.length).toBeGreaterThanOrEqual(5);
    const earned = trades.reduce((all, { TotalProfit }) => sum(all, TotalProfit) ?? '', '0');
    await go(page, '');
    const expected = Number(sum('10000', earned)).toFixed(2);
    await expect
      .poll(async () => amountOf(await figure('Free in the wallet').textContent()), { timeout: PATIENCE })
      .toBe(expected);
    expect(await free()).toBe(expected);
    await figure('Invested').getByText('0.00').waitFor();
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

  it('leads a strategy: a hidden offer is opened by its link, then published; the token is shown once', async () => {
    await go(page, 'mine');
    await press('Make a strategy');
    await dialog().getByLabel('Name').fill(NAME.toUpperCase());
    await dialog().getByText('This name is taken.').waitFor();
    await dialog().getByLabel('Name').fill('Quiet harbour');
    await dialog().getByText('This name is free.').waitFor();
    await dialog().getByLabel('Your own money in it').fill('1000');
    await dialog().getByLabel('Accounting').selectOption({ label: 'a position for each ticket (hedging)' });
    await confirm('Check');
    await confirm('Make a strategy');
    await done('Make Quiet harbour');
    await page.getByRole('heading', { name: 'Quiet harbour active' }).waitFor();
    await page.getByRole('tab', { name: 'Offers' }).click();
    await page.getByText('No offer yet').waitFor();
    await press('Make an offer');
    await dialog().getByLabel('Fee of new profit').fill('12,5');
    await confirm('Add');
    const offer = page.getByRole('row', { name: /hidden\s*12\.50/ });
    await offer.waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    const { Offers } = await ask('strategies.getOffers', { StrategyID: id });
    const [{ Link }] = Offers as [{ Link: string }];

    const other = await pageOf(stage.browser, stage.platform, stage.faults, { locale: 'ru-RU' });
    await other.goto(`${stage.platform.client.url}/#/invest/rating`);
    await enter(other, copying.trader);
    const address = `${stage.platform.client.url}/#/invest/link/${Link}`;
    await other.getByLabel('Скрытая оферта').fill(address);
    await other.getByRole('button', { name: 'Открыть' }).click();
    await other.getByText('Вознаграждение: 12,50').waitFor();
    await other.getByText('История видна тем, кто инвестировал.').waitFor();
    await other.getByRole('button', { name: 'Инвестировать' }).click();
    await other.getByLabel('Сумма').fill('250');
    await other.getByRole('button', { name: 'Проверить' }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Инвестировать' }).click();
    await other.getByText(/^Инвестировать 250,00.USD в Quiet harbour: выполнено$/).waitFor();
    await other.close();

    await offer.getByRole('button', { name: 'Make public' }).click();
    await confirm('Make public');
    await page.getByRole('row', { name: /public\s*12\.50/ }).waitFor();
    await page.getByRole('tab', { name: 'Investments' }).click();
    await page.getByRole('row', { name: /250\.00/ }).waitFor();
    await page.getByRole('tab', { name: 'Terminal' }).click();
    await press('New token');
    await confirm('New token');
    const { Token } = await ask('myStrategies.getToken', { StrategyID: id });
    await dialog().getByText(Token).waitFor();
    await confirm('Close');
    expect(await page.getByText(Token).count()).toBe(0);

    await page.getByRole('link', { name: 'My money as a trader' }).click();
    for (const [Lot, Ticket] of [
      [0.5, '71'],
      [-0.25, '72'],
    ]) {
      await copying.terminal(id, { Type: 1, Symbol: 'EURUSD', Lot, Equity: 10_000, Ticket }, copying.demo);
    }
    await page.getByRole('row', { name: /^71 EURUSD .* 0\.05 / }).waitFor();
    await page.getByRole('row', { name: /^72 EURUSD .* \u22120\.02 / }).waitFor();
    expect(await page.locator('.page-head').getByRole('button').allTextContents()).toEqual([
      'Add money',
      'Withdraw',
      'Settings',
    ]);
    await page.locator('.figures').getByRole('link', { name: 'Quiet harbour' }).click();
    await page.getByRole('heading', { name: 'Quiet harbour active' }).waitFor();
  }, 90_000);

  it('an ended session asks to sign in again; a one-time password of the company does, too', async () => {
    await press('Close');
    await dialog().getByText('“Quiet harbour” is closed for good').waitFor();
    await confirm('Back');
    const token = await page.evaluate(
      () => JSON.parse(sessionStorage.getItem('outcry.invest') ?? '{}').token as string,
    );
    await fetch(`${stage.platform.client.url}/api/client/v2/session.logout`, { method: 'POST', headers: { token } });
    const again = page.getByRole('dialog', { name: 'Your session has ended' });
    await again.waitFor();
    const { Clients } = await copying.manager('clients.search', { Filter: { Login: copying.demo.login } });
    const { OTP } = await copying.manager('clients.getOTP', { ClientID: Clients[0].ID });
    await again.getByText('One-time password').click();
    await again.locator('input[name=otp]').fill(OTP);
    await again.getByRole('button', { name: 'Sign in', exact: true }).click();
    await again.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Quiet harbour active' }).waitFor();
    await press('Sign out');
    await page.locator('.member-sign-in').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  }, 60_000);

  it('readers of screens and keyboards find their way, in both colours and languages; nothing is wider than a phone', async () => {
    const found: string[] = [];
    const { Strategies } = await ask('strategies.search', { Filter: { SearchMode: 'MyActiveStrategies' } });
    const mine = Strategies[0] as { ID: string; Account: { ID: string } };
    const places = [
      '',
      'rating',
      `strategies/${strategy}`,
      `strategies/${mine.ID}`,
      `accounts/${mine.Account.ID}`,
      'mine',
    ];
    for (const [colour, options] of [
      ['light', { colorScheme: 'light' }],
      ['dark', { ...PHONE, colorScheme: 'dark' }],
    ] as const) {
      const own = await pageOf(stage.browser, stage.platform, stage.faults, options);
      await own.goto(`${stage.platform.client.url}/#/invest`);
      await own.locator('.member-sign-in').waitFor();
      found.push(...(await obstacles(own)).map((obstacle) => `sign-in, ${colour}: ${obstacle}`));
      await enter(own, copying.demo);
      for (const place of places) {
        await go(own, place);
        await own.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
        found.push(...(await obstacles(own)).map((obstacle) => `${place}, ${colour}: ${obstacle}`));
        expect([place, (await overhang(own))[0]]).toEqual([place, 0]);
      }
      await go(own, `strategies/${strategy}`);
      await own.locator('.page-head button').first().click();
      await own.getByRole('dialog').locator('input').first().fill('300');
      found.push(...(await obstacles(own)).map((obstacle) => `investing, ${colour}: ${obstacle}`));
      await own.close();
    }
    expect(found).toEqual([]);
  }, 200_000);
});
