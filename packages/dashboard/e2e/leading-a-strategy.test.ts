import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { obstacles } from './obstacles.ts';
import { Copying } from './test-copying.ts';
import { Member } from './test-member.ts';
import { pageOf } from './test-person.ts';
import { describeAtPage, overhang, PHONE } from './test-stage.ts';

const NAME = 'Northern wind';

describeAtPage('a trader and a strategy of his own', { flags: ['--chp-port', '0', '--grpc-port', '0'] }, (stage) => {
  let copying: Copying;
  let page: Page;
  let member: Member;
  /** Another trader's. */
  let strategy: string;

  beforeAll(async () => {
    copying = new Copying(stage.platform, stage.data);
    strategy = await copying.openStrategy(NAME);
    await copying.hold(strategy, '0.5');
    page = await pageOf(stage.browser, stage.platform, stage.faults);
    await page.goto(`${stage.platform.client.url}/#/invest`);
    member = new Member(stage, page);
    await member.enter(copying.demo);
  });

  /** The demo client, over the API. */
  const ask = (method: string, body: object = {}) => copying.client(method, body, copying.demo);

  it('leads a strategy: a hidden offer is opened by its link, then published; the token is shown once', async () => {
    await member.go('mine');
    await member.press('Make a strategy');
    await member.dialog.getByLabel('Name').fill(NAME.toUpperCase());
    await member.dialog.getByText('This name is taken.').waitFor();
    await member.dialog.getByLabel('Name').fill('Quiet harbour');
    await member.dialog.getByText('This name is free.').waitFor();
    await member.dialog.getByLabel('Your own money in it').fill('1000');
    await member.dialog.getByLabel('Accounting').selectOption({ label: 'a position for each ticket (hedging)' });
    await member.confirm('Check');
    await member.confirm('Make a strategy');
    await member.done('Make Quiet harbour');
    await page.getByRole('heading', { name: 'Quiet harbour active' }).waitFor();
    await page.getByRole('tab', { name: 'Offers' }).click();
    await page.getByText('No offer yet').waitFor();
    await member.press('Make an offer');
    await member.dialog.getByLabel('Fee of new profit').fill('12,5');
    await member.confirm('Add');
    const offer = page.getByRole('row', { name: /hidden\s*12\.50/ });
    await offer.waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    const { Offers } = await ask('strategies.getOffers', { StrategyID: id });
    const [{ Link }] = Offers as [{ Link: string }];

    const other = await pageOf(stage.browser, stage.platform, stage.faults, { locale: 'ru-RU' });
    await other.goto(`${stage.platform.client.url}/#/invest/rating`);
    await new Member(stage, other).enter(copying.trader);
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
    await member.confirm('Make public');
    const shown = page.getByRole('row', { name: /public\s*12\.50/ });
    await shown.waitFor();
    await shown.getByRole('button', { name: 'Hide' }).click();
    await page.getByText('the strategy is found by links alone').waitFor();
    await offer.waitFor();
    await member.press('Undo');
    await page.getByText('It is as it was before.').waitFor();
    await shown.waitFor();
    await page.getByRole('tab', { name: 'Investments' }).click();
    await page.getByRole('row', { name: /250\.00/ }).waitFor();
    await page.getByRole('tab', { name: 'Terminal' }).click();
    await member.press('New token');
    await member.confirm('New token');
    const { Token } = await ask('myStrategies.getToken', { StrategyID: id });
    await member.dialog.getByText(Token).waitFor();
    await member.confirm('Close');
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
    await member.press('Close');
    await member.dialog.getByText('“Quiet harbour” is closed for good').waitFor();
    await member.confirm('Back');
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
    await member.press('Sign out');
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
      const other = new Member(stage, own);
      await other.enter(copying.demo);
      for (const place of places) {
        await other.go(place);
        await own.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
        found.push(...(await obstacles(own)).map((obstacle) => `${place}, ${colour}: ${obstacle}`));
        expect([place, (await overhang(own))[0]]).toEqual([place, 0]);
      }
      await other.go(`strategies/${strategy}`);
      await own.locator('.page-head button').first().click();
      await own.getByRole('dialog').locator('input').first().fill('300');
      found.push(...(await obstacles(own)).map((obstacle) => `investing, ${colour}: ${obstacle}`));
      await own.close();
    }
    expect(found).toEqual([]);
  }, 200_000);
});
