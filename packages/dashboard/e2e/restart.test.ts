import type { Fill, Order, Page as Rows } from 'outcry/native-api';
import { expect, it } from 'vitest';
import { PATIENCE } from './test-person.ts';
import { describeAtPage } from './test-stage.ts';

const BROKER = 2_000_000_000;

describeAtPage('a platform that starts anew under open pages', {}, (stage) => {
  const orders = async () => (await stage.the<Rows<Order>>(`/accounts/${BROKER}/orders`)).items;

  it('pages say so and come back by themselves; what was written is there, nothing happens twice', async () => {
    const page = await stage.signedIn();
    await stage.show(page, 'trade/SBER');
    const ticket = page.locator('.ticket');
    await ticket.getByLabel('Quantity').fill('10');
    await ticket.getByRole('button', { name: 'Buy 10 SBER' }).click();
    await ticket.getByText(/filled at/).waitFor();
    await page.getByRole('tab', { name: 'Fills' }).click();
    const rows = page.getByRole('tabpanel').getByRole('row', { name: /SBER/ });
    await expect.poll(() => rows.count(), { timeout: PATIENCE }).toBeGreaterThan(0);
    await ticket.getByLabel('Quantity').fill('30');

    const form = await stage.signedIn();
    await stage.show(form, 'bots/new');
    await form.getByLabel('Name').fill('Half written');

    await stage.platform.kill();
    for (const each of [page, form]) await each.getByText('no connection').waitFor();
    await ticket.getByRole('button', { name: 'Buy 30 SBER' }).click();
    await ticket.getByText('The platform does not answer.').waitFor();
    expect(await ticket.getByLabel('Quantity').inputValue()).toBe('30');

    await stage.startAnew();
    for (const each of [page, form]) await each.getByRole('status').getByText('live').waitFor();
    expect(await ticket.getByLabel('Quantity').inputValue()).toBe('30');
    expect(await form.getByLabel('Name').inputValue()).toBe('Half written');
    expect(await orders()).toHaveLength(1);
    const fills = (await stage.the<Rows<Fill>>(`/accounts/${BROKER}/fills`)).items;
    await expect.poll(() => rows.count(), { timeout: PATIENCE }).toBe(fills.length);

    await ticket.getByRole('button', { name: 'Buy 30 SBER' }).click();
    await ticket.getByText(/filled at/).waitFor();
    await expect.poll(async () => (await orders()).map(({ quantity }) => quantity)).toEqual(['30', '10']);
    await page.close();
    await form.close();
  }, 200_000);
});
