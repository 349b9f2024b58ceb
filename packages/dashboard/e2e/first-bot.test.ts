import type { Bot, Deal } from 'outcry/native-api';
import { expect, it } from 'vitest';
import { drawnLines } from './lines.ts';
import { PATIENCE } from './test-person.ts';
import { describeAtPage, overhang } from './test-stage.ts';

describeAtPage('a person and a bot at the page', { tapeUntil: 20 }, (stage) => {
  it('makes a nonstop bot through the form, sees its plan drawn, switches it on, and sees a deal take profit', async () => {
    const page = await stage.signedIn();
    await page.getByLabel('Account').selectOption({ label: 'Paper exchange account · USDT' });
    await page.getByRole('link', { name: 'Bots' }).click();
    await page.getByRole('link', { name: 'Make the first bot' }).click();
    const form = page.locator('.bot-form');
    await form.getByText('USDT_BTC').first().waitFor();
    await form.getByRole('button', { name: 'Make and switch on' }).click();
    await form.getByText('give it a name').waitFor();
    await form.getByLabel('Name').fill('Dips');
    await form.getByLabel('Base order', { exact: true }).fill('1 000');
    await form.getByLabel('How many').fill('2');
    await form.getByLabel('Size of the first').fill('2000');
    await form.getByLabel('Take profit, %').fill('1');

    await form.getByText('Stop loss and time limit').click();
    await form.getByLabel('Stop loss, % from the base order').fill('1,5');
    await form.getByText(/stop loss lies before the last safety order/i).waitFor();
    await form.getByLabel('Stop loss, % from the base order').fill('');

    const rows = form.locator('.plan-table tbody tr');
    await expect.poll(() => rows.count(), { timeout: PATIENCE }).toBe(3);
    await rows.nth(2).getByText('−2.20 %').waitFor();
    await form.getByText('A deal may need').waitFor();
    await form.getByText('That is enough.').waitFor();
    // base and two safety orders in the colour of buying, two take profits in that of selling
    await expect.poll(() => drawnLines(page, 'up'), { timeout: PATIENCE }).toBeGreaterThanOrEqual(3);
    await expect.poll(() => drawnLines(page, 'down'), { timeout: PATIENCE }).toBeGreaterThanOrEqual(2);

    await form.getByRole('button', { name: 'Make and switch on' }).click();
    await page.getByRole('switch', { name: 'Switch Dips off' }).waitFor();
    await stage.playUntil(30);
    await page
      .getByRole('tabpanel')
      .getByRole('row', { name: /USDT_BTC/ })
      .waitFor();
    await page.getByRole('tabpanel').getByRole('link').first().click();

    const first = await stage.firstOf<Deal>('/deals');
    const timeline = page.locator('.timeline');
    await timeline.getByText(/^Base order filled: /).waitFor();
    await page.getByText('waits for profit').waitFor();
    await stage.playUntil(58);
    await timeline.getByText(/^Safety order 1 filled: /).waitFor();
    await page.getByText('1 of 2 filled').waitFor();
    await stage.playUntil(100);
    await page.getByText('took profit').first().waitFor();
    const ended = await stage.the<Deal>(`/deals/${first.id}`);
    expect(ended.status).toBe('completed');
    const profit = (ended.profit ?? '').slice(0, (ended.profit ?? '').indexOf('.') + 3);
    expect(Number(profit)).toBeGreaterThan(29);
    await timeline.getByText(`The deal is over: took profit, +${profit}`).waitFor();
    await page.getByText(`${profit} USDT`).first().waitFor();

    await page.getByRole('link', { name: 'of Dips' }).click();
    await page.getByRole('tab', { name: /^Ended/ }).click();
    await page
      .getByRole('tabpanel')
      .getByRole('row', { name: /took profit/ })
      .waitFor();
    await page.locator('.profit-bars .gain').first().waitFor();
    await page.getByRole('link', { name: 'Bots' }).click();
    await page.locator('.cell-today').getByText(profit).waitFor();
    for (const place of ['Home', 'Account']) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: place }).click();
      await page.getByRole('region', { name: 'Bots: Profit by day, USDT' }).locator('.gain').first().waitFor();
    }
    await page.close();
  }, 150_000);

  it('edits a deal and adds to it, each with what follows in money', async () => {
    const page = await stage.signedIn();
    const deal = await stage.firstOf<Deal>('/deals?status=active');
    await stage.show(page, `deals/${deal.id}`);
    await page.getByRole('button', { name: 'Edit the deal' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Take profit, %').fill('2.5');
    const brings = (Number(deal.bought.volume) * 0.025).toFixed(2).slice(0, -1);
    await dialog.getByText(new RegExp(`brings about \\+${brings}`)).waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page
      .locator('.timeline')
      .getByText(/^Changed: take profit at 2.5 %/)
      .waitFor();
    expect((await stage.the<Deal>(`/deals/${deal.id}`)).settings.takeProfit).toBe('2.5');

    await page.getByRole('button', { name: 'Add funds' }).click();
    await dialog.getByLabel('How much').fill('0.01');
    await dialog.getByLabel('Limit price').fill('90000');
    await dialog.getByText(/^900 USDT$/).waitFor();
    await dialog.getByRole('button', { name: 'Buy 0.01 BTC' }).click();
    const added = page.getByRole('row', { name: /Added order/ });
    await added.getByRole('button', { name: 'Take back' }).click();
    await added.waitFor({ state: 'detached' });
    await page.getByLabel('Note').fill('watch this one');
    await page.getByRole('button', { name: 'Keep the note' }).click();
    await page.locator('.timeline').getByText('Note: watch this one').waitFor();
    await page.close();
  }, 90_000);

  it('panic sells with a confirmation that says what it comes to; the bot is off then', async () => {
    const page = await stage.signedIn();
    await page.getByRole('link', { name: 'Bots' }).click();
    const deal = await stage.firstOf<Deal>('/deals?status=active');
    await page.getByRole('button', { name: 'Actions of Dips' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /Panic sell all/ }).click();
    await dialog.getByText('1 deal of this bot will be closed').waitFor();
    await dialog.getByText(`${deal.bought.amount} BTC`).waitFor();
    await dialog.getByText('Result of these deals').waitFor();
    await dialog.getByRole('button', { name: 'Panic sell all' }).click();
    await page.getByRole('switch', { name: 'Switch Dips on' }).waitFor();
    await stage.playUntil(110);
    expect((await stage.the<Deal>(`/deals/${deal.id}`)).status).toBe('panicSold');
    await page.locator('.cell-state').getByText('off', { exact: true }).waitFor();
    await page.close();
  }, 90_000);

  it('a message to the address that the page shows starts and ends deals', async () => {
    const bot = await stage.firstOf<Bot>('/bots');
    const page = await stage.signedIn();
    await stage.show(page, `bots/${bot.id}`);
    await page.getByRole('switch', { name: 'Switch Dips on' }).click();
    await stage.playUntil(120);
    await page.getByRole('tabpanel').getByText('waits for profit').waitFor();
    await page.getByRole('button', { name: 'Show the address' }).click();
    const address = (await page.locator('.copyable code').first().textContent()) ?? '';
    const sell = page.locator('.copyable', { hasText: 'Sell running deals' });
    const answer = await fetch(address, { method: 'POST', body: (await sell.locator('code').textContent()) ?? '' });
    expect(await answer.json()).toEqual({ done: 'panicSell' });
    await stage.playUntil(130);
    await page.getByRole('tab', { name: /^Ended/ }).click();
    await expect
      .poll(
        () =>
          page
            .getByRole('tabpanel')
            .getByRole('row', { name: /panic sold/ })
            .count(),
        { timeout: PATIENCE },
      )
      .toBe(2);
    await page.close();
  }, 90_000);

  it('speaks Russian on a phone, and no page is larger than its screen but where it scrolls', async () => {
    const bot = await stage.firstOf<Bot>('/bots');
    const deal = await stage.firstOf<Deal>('/deals?status=finished');
    const page = await stage.signedIn({ viewport: { width: 390, height: 844 }, locale: 'ru-RU' });
    await page.getByRole('link', { name: 'Боты' }).click();
    await page.getByText('Начать сделку').first().waitFor();
    const places = [
      ['bots', 'Боты'],
      [`bots/${bot.id}`, 'Прибыль по дням'],
      [`bots/${bot.id}/edit`, 'Страховочные ордера'],
      ['bots/new', 'Новый бот'],
      [`deals/${deal.id}`, 'Ход сделки'],
    ] as const;
    for (const [place, words] of places) {
      await page.goto(`${stage.platform.client.url}/#/${place}`);
      await page.getByRole('heading', { name: words }).first().waitFor();
      expect(await overhang(page), place).toEqual([0, 0]);
    }
    await stage.show(page, `bots/${bot.id}/edit`);
    await page.getByLabel('Тейк-профит, %').fill('1,75');
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await page.getByText('при 1,75 % от всего потраченного').waitFor();
    expect((await stage.the<Bot>(`/bots/${bot.id}`)).settings.takeProfit).toBe('1.75');
    await page.close();
  }, 90_000);

  it('goes on by itself when the platform has been started anew', async () => {
    const page = await stage.signedIn();
    await page.getByRole('link', { name: 'Bots' }).click();
    await page.getByRole('status').getByText('live').waitFor();
    await page.getByRole('switch', { name: /Switch Dips/ }).waitFor();
    await stage.platform.kill();
    await page.getByText('no connection').waitFor();
    await stage.startAnew();
    await page.getByRole('status').getByText('live').waitFor();
    await page.getByRole('switch', { name: /Switch Dips/ }).click();
    await page.getByRole('switch', { name: 'Switch Dips on' }).waitFor();
    expect((await stage.firstOf<Bot>('/bots')).enabled).toBe(false);
    await page.close();
  }, 150_000);

  it('readers of screens and keyboards find their way, in both colours, wide and on a phone', async () => {
    const [bot, deal] = [await stage.firstOf<Bot>('/bots'), await stage.firstOf<Deal>('/deals?status=finished')];
    const places = ['bots', `bots/${bot.id}`, `bots/${bot.id}/edit`, 'bots/new', `deals/${deal.id}`];
    const found = await stage.obstaclesAt(places, async (page, place) => {
      if (place === 'bots') await page.getByRole('button', { name: 'Actions of Dips' }).click();
    });
    expect(found).toEqual([]);
  }, 150_000);
});
