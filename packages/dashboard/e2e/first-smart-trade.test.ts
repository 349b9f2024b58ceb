import type { Account, Bot, Deal, Page as Rows, SmartTrade } from 'outcry/native-api';
import { expect, it } from 'vitest';
import { drag, lineOf, priceOf, swipe, wayTo } from './lines.ts';
import { PATIENCE } from './test-person.ts';
import { describeAtPage, overhang, PHONE } from './test-stage.ts';

describeAtPage('a person and a smart trade at the page', { tapeUntil: 20 }, (stage) => {
  async function newest(status: 'active' | 'ended'): Promise<SmartTrade> {
    const [trade] = (await stage.the<Rows<SmartTrade>>(`/smart-trades?status=${status}`)).items;
    if (trade === undefined) throw new Error(`no trade is ${status}`);
    return trade;
  }

  it('is made on the chart: lines follow the numbers, the numbers follow mouse and keys, and the risk is told', async () => {
    const page = await stage.signedIn();
    await stage.show(page, 'trade/USDT_BTC');
    await page.locator('.to-smart-trade').click();
    const form = page.locator('.trade-form');
    await form.getByRole('button', { name: 'Start the trade' }).click();
    await form.getByText('write a number').waitFor();
    await form.getByLabel('Amount', { exact: true }).fill('1 000');
    await form.getByText('Limit', { exact: true }).click();

    const entry = lineOf(page, 'Buy');
    await drag(page, entry, 99_400);
    const limit = await form.getByLabel('Limit price').inputValue();
    expect(limit).toBe((await priceOf(entry)).replace(/\.?0+$/, ''));
    expect(Math.abs(Number(limit) - 99_400)).toBeLessThan(60);
    // exits that are percentages of the entry have gone along
    const target = (Math.ceil(Number(limit) * 103) / 100).toFixed(2);
    expect(await priceOf(lineOf(page, 'Take profit'))).toBe(target);

    await form.getByRole('button', { name: 'Add a step' }).click();
    await drag(page, lineOf(page, 'Take profit 1'), 100_500);
    const first = await form.getByLabel('Price of step 1').inputValue();
    expect(Math.abs(Number(first) - 100_500)).toBeLessThan(60);
    await form.getByText('this price stays').waitFor();
    await form.getByLabel('Share of step 1').fill('40');
    await form.getByText('The shares sum to 90 %, not 100.').waitFor();
    await form.getByLabel('Share of step 2').fill('60');

    const stop = lineOf(page, 'Stop loss');
    await form.getByLabel('Stop loss at').fill('97 000');
    expect(await priceOf(stop)).toBe('97000.00');
    await stop.press('ArrowUp');
    expect(await form.getByLabel('Stop loss at').inputValue()).toBe('97020');
    await stop.press('Shift+ArrowDown');
    expect(await form.getByLabel('Stop loss at').inputValue()).toBe('97019.99');
    const { from, to } = await wayTo(page, stop, 96_000);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y);
    await expect.poll(() => priceOf(stop)).not.toBe('97019.99');
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await priceOf(stop)).toBe('97019.99');
    await form.getByText(/^1 : \d+\.\d\d$/).waitFor();

    await form.getByRole('button', { name: 'Start the trade' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^Buys 0\.010\d+ BTC at 99.\d{3}\.\d\d or better\.$/).waitFor();
    await dialog.getByText(/^−2\d\.\d\d\sUSDT$/).waitFor();
    await dialog.getByRole('button', { name: 'Start the trade' }).click();
    await page.getByRole('heading', { name: /^Smart trade \d+/ }).waitFor();
    expect(await newest('active')).toMatchObject({
      status: 'entering',
      settings: {
        entry: { type: 'limit', price: limit },
        takeProfits: [
          { share: '40', price: first, percent: null },
          { share: '60', price: null, percent: '6' },
        ],
        stopLoss: { price: '97019.99', percent: null },
      },
    });
    await page.close();
  }, 150_000);

  it('says why something cannot be done yet, and shows the entry as it fills', async () => {
    const page = await stage.signedIn();
    await stage.show(page, `smart-trades/${(await newest('active')).id}`);
    await page.getByRole('button', { name: 'Panic sell' }).press('Enter');
    await page.getByText('It holds nothing yet that could be sold.').waitFor();
    await stage.playUntil(58);
    await page
      .locator('.timeline')
      .getByText(/^Entry filled: 0\.010\d+ BTC at 99.\d{3}\.\d\d for/)
      .waitFor();
    await page.getByText('holds, waits for its exits').first().waitFor();
    await page.close();
  }, 90_000);

  it('is changed by dragging: nothing before Apply, nothing after Undo, then exactly what was shown', async () => {
    const page = await stage.signedIn();
    const { id } = await newest('active');
    await stage.show(page, `smart-trades/${id}`);
    const second = lineOf(page, 'Take profit 2');
    await second.waitFor();
    const before = await priceOf(second);
    await drag(page, second, 103_000);
    const bar = page.getByRole('region', { name: 'Moved lines' });
    await bar.getByText(/^Take profit 2/).waitFor();
    await bar.getByText(/\(\+\d+\.\d\d\sUSDT\)/).waitFor();
    expect((await newest('active')).settings.takeProfits[1]).toMatchObject({ price: null, percent: '6' });
    await bar.getByRole('button', { name: 'Undo' }).click();
    await bar.waitFor({ state: 'detached' });
    expect(await priceOf(second)).toBe(before);
    await drag(page, second, 103_000);
    await lineOf(page, 'Stop loss').press('PageDown');
    const wanted = await priceOf(second);
    await bar.getByRole('button', { name: 'Apply' }).click();
    await page
      .locator('.timeline')
      .getByText(/^Changed: /)
      .waitFor();
    await bar.waitFor({ state: 'detached' });
    const { takeProfits, stopLoss } = (await newest('active')).settings;
    expect(Number(takeProfits[1]?.price)).toBe(Number(wanted));
    expect(takeProfits[0]?.share).toBe('40');
    expect(stopLoss?.price).toBe('96820');
    await page.close();
  }, 90_000);

  it('sells a step where its line is, the rest at once by hand, and keeps its history', async () => {
    const page = await stage.signedIn();
    const { id } = await newest('active');
    await stage.show(page, `smart-trades/${id}`);
    await stage.playUntil(95);
    const step = page.getByRole('row', { name: /^Take profit 1/ });
    await step.getByText('done', { exact: true }).waitFor();
    expect(await lineOf(page, 'Take profit 1').count()).toBe(0);
    await page.getByRole('button', { name: 'Panic sell' }).click();
    const dialog = page.getByRole('dialog');
    const { figures } = await newest('active');
    await dialog.getByText(new RegExp(`^Sells ${figures?.left} BTC at the market now`)).waitFor();
    await dialog.getByRole('button', { name: 'Panic sell' }).click();
    await page.getByText('panic sold').first().waitFor();
    await stage.playUntil(96);
    const ended = await newest('ended');
    expect(ended).toMatchObject({ id, status: 'panicSold', figures: null });
    expect(ended.steps.map(({ status }) => status)).toEqual(['done', 'skipped']);
    const profit = (ended.profit ?? '').slice(0, (ended.profit ?? '').indexOf('.') + 3);
    expect(Number(profit)).toBeGreaterThan(9);
    await page.locator('.timeline').getByText(`The trade is over: panic sold, +${profit}`).waitFor();
    await page.getByRole('link', { name: 'Smart trades' }).click();
    await page.getByText('No smart trade is running').waitFor();
    await page.getByRole('tab', { name: 'Ended' }).click();
    const row = page.getByRole('row', { name: new RegExp(`USDT_BTC · ${id}`) });
    await row.getByText(profit).waitFor();
    const table = page.getByRole('table', { name: 'Smart trades' });
    await table.getByRole('button', { name: 'Result' }).click();
    expect(await table.getByRole('columnheader', { name: 'Result' }).getAttribute('aria-sort')).toBe('descending');
    await page.getByLabel('All kinds').selectOption('Buy back');
    await page.getByText('No smart trade has ended yet').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await row.getByRole('link').click();
    await page.getByRole('link', { name: 'Make another like it' }).click();
    await expect.poll(() => page.getByLabel('Share of step 2').inputValue(), { timeout: PATIENCE }).toBe('60');
    await page.close();
  }, 120_000);

  it('waits for a price, enters at once by hand, buys more, and ends with its coins kept', async () => {
    const page = await stage.signedIn();
    await stage.show(page, 'smart-trades/new/USDT_BTC');
    const form = page.locator('.trade-form');
    await form.getByRole('button', { name: '25 %' }).click();
    await form.getByText(/^= 0\.\d+ BTC$/).waitFor();
    await form.getByText('At a price', { exact: true }).click();
    await form.getByLabel('Wait for the price').fill('90000');
    await form.getByRole('button', { name: 'Start the trade' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Start the trade' }).click();
    await page.getByText('waits to buy').waitFor();
    await drag(page, lineOf(page, 'Entry waits for'), 92_000);
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect
      .poll(async () => Math.abs(Number((await newest('active')).settings.entry?.price) - 92_000), {
        timeout: PATIENCE,
      })
      .toBeLessThan(200);
    await page.getByRole('button', { name: 'Enter now' }).click();
    await dialog.getByRole('button', { name: 'Enter now' }).click();
    await page.getByText('holds, waits for its exits').first().waitFor();
    await page.getByRole('button', { name: 'Buy more' }).click();
    await dialog.getByLabel('How much').fill('0.01');
    await dialog.getByLabel('Limit price').fill('80000');
    await dialog.getByText(/^800 USDT$/).waitFor();
    await dialog.getByRole('button', { name: 'Buy 0.01 BTC' }).click();
    const added = page.getByRole('row', { name: /Added order/ });
    await added.getByRole('button', { name: 'Take back' }).click();
    await added.getByRole('button').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Cancel the trade' }).click();
    await dialog.getByText(/^The account keeps 0\.\d+ BTC/).waitFor();
    await dialog.getByRole('button', { name: 'Cancel the trade' }).click();
    await page.getByText('The trade is over: cancelled').waitFor();
    await page.close();
  }, 120_000);

  it('coins that are held are watched over; without an exit that is refused in words', async () => {
    const page = await stage.signedIn();
    await stage.show(page, 'smart-trades/new/USDT_BTC');
    const form = page.locator('.trade-form');
    await form.getByText('Sell what I hold').click();
    await form.getByLabel('Amount', { exact: true }).fill('0.02');
    await form.getByLabel('Bought at, on average').fill('101000');
    await form.getByRole('checkbox', { name: 'Take profit' }).uncheck();
    await form.getByRole('checkbox', { name: 'Stop loss' }).uncheck();
    await form.getByRole('button', { name: 'Start the trade' }).click();
    await form.getByText('Mend what is marked in red.').waitFor();
    await form.getByRole('checkbox', { name: 'Stop loss' }).check();
    await form.getByLabel('Stop loss at').fill('99000');
    await form.getByRole('button', { name: 'Start the trade' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start the trade' }).click();
    await page.getByText('holds, waits for its exits').first().waitFor();
    expect(await newest('active')).toMatchObject({ kind: 'smartSale', stopLossPrice: '99000' });
    await page.close();
  }, 90_000);

  it('a deal becomes a smart trade on its page, and its bot is off', async () => {
    const account = (await stage.the<Rows<Account>>('/accounts')).items.find(({ currency }) => currency === 'USDT');
    const settings = {
      name: 'Dips',
      instruments: ['USDT_BTC'],
      strategy: 'long',
      start: [{ kind: 'nonstop' }],
      baseVolume: '1000',
      safetyVolume: '1000',
      safetyStep: '1',
      volumeScale: '1',
      stepScale: '1',
      maxSafetyOrders: 0,
      activeSafetyOrders: 0,
      takeProfit: '3',
      takeProfitType: 'total',
    };
    const bot = await stage.made<Bot>('/bots', { account: account?.id, settings });
    const deal = await stage.made<Deal>(`/bots/${bot.id}/deals`, { instrument: 'USDT_BTC' });
    await stage.playUntil(110);
    const page = await stage.signedIn();
    await stage.show(page, `deals/${deal.id}`);
    await page.getByRole('button', { name: 'Make it a smart trade' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Switch Dips off').waitFor();
    await dialog.getByRole('button', { name: 'Make it a smart trade' }).click();
    await page.getByRole('link', { name: `from deal ${deal.id}` }).waitFor();
    expect(await newest('active')).toMatchObject({ deal: deal.id, kind: 'smartSale', status: 'holding' });
    expect(await stage.the<Bot>(`/bots/${bot.id}`)).toMatchObject({ enabled: false });
    await page.close();
  }, 90_000);

  it('speaks Russian on a phone, its lines follow a finger, and no page is larger than its screen', async () => {
    const { id } = await newest('active');
    const page = await stage.signedIn(PHONE);
    const places = ['smart-trades', `smart-trades/${id}`, `smart-trades/${id}/edit`, 'smart-trades/new/USDT_BTC'];
    for (const place of places) {
      await stage.show(page, place);
      expect(await overhang(page), place).toEqual([0, 0]);
    }
    const stop = lineOf(page, 'Стоп-лосс');
    await stop.waitFor();
    await swipe(page, stop, 97_500);
    const price = Number((await page.getByLabel('Стоп-лосс на').inputValue()).replace(',', '.'));
    expect(Math.abs(price - 97_500)).toBeLessThan(100);
    await page.getByLabel('Стоп-лосс на').fill('97 600,5');
    expect(await priceOf(stop)).toBe('97600.50');
    await page.close();
  }, 90_000);

  it('readers of screens and keyboards find their way, in both colours, wide and on a phone', async () => {
    const [running, ended] = [await newest('active'), await newest('ended')];
    const places = [
      'smart-trades',
      `smart-trades/${running.id}`,
      `smart-trades/${running.id}/edit`,
      `smart-trades/${ended.id}`,
      'smart-trades/new/USDT_BTC',
    ];
    const found = await stage.obstaclesAt(places, async (page, place) => {
      if (place !== `smart-trades/${running.id}`) return;
      await page.getByRole('slider').first().press('ArrowUp');
      await page.getByRole('button', { name: 'Sell a part' }).click();
    });
    expect(found).toEqual([]);
  }, 150_000);
});
