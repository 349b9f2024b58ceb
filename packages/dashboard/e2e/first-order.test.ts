import { readFileSync } from 'node:fs';
import type { Order } from 'outcry/native-api';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { pageOf, signIn } from './test-person.ts';
import { describeAtPage, overhang, PHONE } from './test-stage.ts';

describeAtPage('a person at the page', {}, (stage) => {
  /** Signs in, after a password that is wrong, and goes where orders are placed. */
  async function traderAt(options: Parameters<typeof pageOf>[3] = {}): Promise<Page> {
    const { platform } = stage;
    const page = await pageOf(stage.browser, platform, stage.faults, options);
    await page.fill('input[name=login]', platform.owner.login);
    await page.fill('input[name=password]', 'wrong');
    await page.click('button[type=submit]');
    await page.getByText(/Login and password|Неверный логин/).waitFor();
    await signIn(page, platform);
    await page.goto(`${platform.client.url}/#/trade`);
    return page;
  }

  it('signs in, finds a share, sees what an order costs, buys, and sees the fill and the position', async () => {
    const page = await traderAt();
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
    const page = await traderAt();
    await stage.show(page, 'trade/SBER');
    await page.getByRole('heading', { name: /^SBER/ }).waitFor();
    await page.getByRole('button', { name: /^Bid / }).last().click();
    const ticket = page.locator('.ticket');
    await ticket.getByLabel('Quantity').fill('10');
    await ticket.getByRole('button', { name: /^Buy 10 SBER/ }).click();
    const open = page.getByRole('tabpanel').getByRole('row', { name: /SBER/ });
    await open.waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV: Open orders' }).click(),
    ]);
    const [, row = ''] = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(row).toMatch(/^SBER,Buy,Limit,10,0,\d+\.\d+,,working,\d{4}-/i);
    await open.getByRole('button', { name: /^Cancel/ }).click();
    await page.getByText('No open orders').waitFor();
    const price = row.split(',')[5];
    await page.getByText(`Cancelled: Buy 10 SBER at ${price}.`).waitFor();
    await page.getByRole('button', { name: 'Place it again' }).click();
    await open.waitFor();
    const orders = await stage.the<{ items: Order[] }>('/accounts/2000000000/orders?status=open');
    expect(orders.items).toMatchObject([{ instrument: 'SBER', quantity: '10', price, type: 'limit', validity: 'day' }]);
    await page.getByText('Placed again, behind the others').waitFor();
    await open.getByRole('button', { name: /^Cancel/ }).click();
    await page.getByText('No open orders').waitFor();
    await page.close();
  }, 60_000);

  it('an order that cannot be paid is refused in words before it is sent', async () => {
    const page = await traderAt();
    const ticket = page.locator('.ticket');
    await ticket.getByLabel('Quantity').fill('90 000 000');
    await ticket
      .getByRole('alert')
      .getByText(/Not enough free money|too large/)
      .waitFor();
    await page.close();
  }, 60_000);

  it('the account page moves money and keeps the ledger; the page speaks Russian on a phone', async () => {
    const page = await traderAt(PHONE);
    await page.getByRole('link', { name: 'Счёт' }).click();
    await page.getByLabel('Сумма').fill('1 000,50');
    await page.getByRole('button', { name: 'Пополнить' }).click();
    await page.getByText('Готово').waitFor();
    await page.getByRole('tab', { name: 'Движение средств' }).click();
    await page
      .getByRole('row', { name: /пополнение/ })
      .first()
      .waitFor();
    expect((await overhang(page))[0]).toBe(0);
    await page.close();
  }, 60_000);

  it('goes on by itself when the platform has been started anew', async () => {
    const page = await traderAt();
    await page.getByRole('status').getByText('live').waitFor();
    await stage.platform.kill();
    await page.getByText('no connection').waitFor();
    await stage.startAnew();
    await page.getByRole('status').getByText('live').waitFor();
    await page.close();
  }, 150_000);

  it('readers of screens and keyboards find their way, in both colours, wide and on a phone', async () => {
    const found = await stage.obstaclesAt(['trade/SBER', 'account'], (page, place) =>
      page
        .locator(place === 'account' ? '[role=tabpanel]' : '.quote-line')
        .first()
        .waitFor(),
    );
    expect(found).toEqual([]);
  }, 120_000);
});
