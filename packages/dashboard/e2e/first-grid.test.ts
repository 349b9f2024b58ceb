import { readFileSync } from 'node:fs';
import type { GridBot, GridBotProfit, GridBotWithLines, Page as Rows } from 'outcry/native-api';
import { expect, it } from 'vitest';
import { drag, drawnLines, lineOf, priceOf, swipe } from './lines.ts';
import { PATIENCE } from './test-person.ts';
import { describeAtPage, overhang, PHONE } from './test-stage.ts';

describeAtPage('a person and a grid bot at the page', { tapeUntil: 20 }, (stage) => {
  /** The bot that was made first, with its lines. */
  async function first(): Promise<GridBotWithLines> {
    const { items } = await stage.the<Rows<GridBot>>('/grid-bots?order=created&direction=asc');
    return stage.the<GridBotWithLines>(`/grid-bots/${items[0]?.id}`);
  }

  it('is made on the chart: bounds are dragged, the plan tells money and profit after fees, and starting is confirmed', async () => {
    const page = await stage.signedIn();
    await stage.show(page, 'trade/USDT_BTC');
    await page.getByLabel('Account').selectOption({ label: 'Paper exchange account · USDT' });
    await page.getByRole('link', { name: 'Grids' }).click();
    await page.getByText('buys on each of them').waitFor();
    await page.getByRole('link', { name: 'Make the first grid' }).click();
    const form = page.locator('.grid-form');
    await form.getByText('Write an amount').waitFor();
    await form.getByRole('button', { name: 'Make and start' }).click();
    await form.getByText('write a number').waitFor();

    const [lower, upper] = [lineOf(page, 'Lowest line'), lineOf(page, 'Highest line')];
    expect([await priceOf(lower), await priceOf(upper)]).toEqual(['95000.00', '105000.00']);
    await drag(page, upper, 101_500);
    await drag(page, lower, 98_500);
    const typed = await form.getByLabel('Lower price').inputValue();
    expect(typed).toBe((await priceOf(lower)).replace(/\.?0+$/, ''));
    expect(Math.abs(Number(typed) - 98_500)).toBeLessThan(100);
    await form.getByLabel('Upper price').fill('98 000');
    await form.getByText('must be above the lower price').waitFor();
    await form.getByLabel('Upper price').fill('101 500');
    expect(await priceOf(upper)).toBe('101500.00');
    await upper.press('ArrowUp');
    expect(await form.getByLabel('Upper price').inputValue()).toBe('101550');
    await form.getByLabel('Upper price').fill('101500');
    await form.getByLabel('Lower price').fill('98500');

    await form.getByLabel('Amount', { exact: true }).fill('1');
    await form.getByText(/line 0 would buy/i).waitFor();
    await form.getByLabel('Amount', { exact: true }).fill('7 000');
    await form.getByLabel('Number of lines').fill('31');
    await form.getByText(/^30 of 30 cycles lose money after fees/).waitFor();
    await form.getByLabel('Number of lines').fill('7');
    await form.getByText('That is enough.').waitFor();
    await form.getByText('Lines are 500.00 USDT apart.').waitFor();
    const rows = form.locator('.plan-table tbody tr');
    await expect.poll(() => rows.count(), { timeout: PATIENCE }).toBe(7);
    // the lines are drawn in the colours of their sides: the highest is a handle of its own
    await expect.poll(() => drawnLines(page, 'up'), { timeout: PATIENCE }).toBeGreaterThanOrEqual(3);
    await expect.poll(() => drawnLines(page, 'down'), { timeout: PATIENCE }).toBeGreaterThanOrEqual(3);

    await form.getByRole('checkbox', { name: 'Lower stop' }).check();
    await form.getByLabel('Lower stop at').fill('99 000');
    await form.getByText(/^must be below 98.500$/).waitFor();
    await form.getByLabel('Lower stop at').fill('96500');
    await drag(page, lineOf(page, 'Lower stop'), 97_000);
    expect(Math.abs(Number(await form.getByLabel('Lower stop at').inputValue()) - 97_000)).toBeLessThan(100);

    await form.getByText('That is enough.').waitFor();
    await form.getByRole('button', { name: 'Make and start' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByText(/^Takes 0\.0\d+ BTC that are free in the account\. Puts 3 buy orders for 3.\d{3}\.\d\d\sUSDT/)
      .waitFor();
    await dialog.getByRole('button', { name: 'Start the grid' }).click();
    await page.getByRole('heading', { name: 'Grid USDT_BTC' }).waitFor();
    await page.locator('.badge').getByText('runs').waitFor();
    expect(await first()).toMatchObject({
      status: 'running',
      settings: { lower: '98500', upper: '101500', lines: 7, amount: { per: 'total', value: '7000' } },
    });
    await page.close();
  }, 150_000);

  it('earns while the price swings: lines change sides, cycles stand in the table, in the bars, in the list and in a file', async () => {
    const page = await stage.signedIn();
    const { id } = await first();
    await stage.show(page, `grids/${id}`);
    const lines = page.getByRole('region', { name: 'Lines' });
    await lines.getByRole('row', { name: /^4 100.000\.00 .*waits/ }).waitFor();
    await lines.getByRole('row', { name: /^3 99.500\.00 .*buys .*order \d+ rests/ }).waitFor();
    await stage.playUntil(58);
    await lines.getByRole('row', { name: /^3 99.500\.00 .*sells/ }).waitFor();
    await page
      .locator('.timeline')
      .getByText(/^Bought on 99.500\.00: 0\.0\d+ BTC are for sale on 100.000\.00\.$/)
      .waitFor();
    await stage.playUntil(95);
    const bot = await first();
    expect(bot.cycles).toBeGreaterThanOrEqual(4);
    const { items } = await stage.the<Rows<GridBotProfit>>(`/grid-bots/${id}/profits`);
    await expect
      .poll(() => page.getByRole('region', { name: 'Cycles' }).locator('tbody tr').count(), { timeout: PATIENCE })
      .toBe(items.length);
    await page.locator('.profit-bars .gain').first().waitFor();
    await page
      .locator('.timeline')
      .getByText(/^Cycle 99.500\.00 → 100.000\.00: \+\d/)
      .waitFor();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ]);
    const saved = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(saved[0]).toBe('time,line,bought_on,sold_on,profit_USDT,profit_BTC,profit_usd');
    expect(saved).toHaveLength(items.length + 1);
    expect(saved[1]?.split(',')[4]).toBe(items[0]?.profit);

    await page.getByLabel('Note').fill('sideways month');
    await page.getByRole('button', { name: 'Keep the note' }).click();
    await page.locator('.timeline').getByText('Note: sideways month').waitFor();
    await page.getByRole('link', { name: 'Grids' }).click();
    const row = page.getByRole('row', { name: /Grid USDT_BTC/ });
    await expect
      .poll(() => row.locator('.cell-cycles').textContent(), { timeout: PATIENCE })
      .toBe(`Cycles${bot.cycles}`);
    await row.getByText('sideways month').waitFor();
    const profit = bot.profit.slice(0, bot.profit.indexOf('.') + 3);
    await row.locator('.cell-profit').getByText(profit).waitFor();
    await page.close();
  }, 150_000);

  it('begins anew with other lines once that is confirmed', async () => {
    const page = await stage.signedIn();
    const { id } = await first();
    await stage.show(page, `grids/${id}/edit`);
    const form = page.locator('.grid-form');
    await form.getByText('makes it begin anew').or(form.getByText('make it begin anew')).waitFor();
    await form.getByLabel('Number of lines').fill('4');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').getByText('takes all its orders back and begins anew').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Save and begin anew' }).click();
    await page
      .locator('.timeline')
      .getByText(/^Changed: .* 4 lines\.$/)
      .waitFor();
    await stage.playUntil(105);
    await expect
      .poll(() => page.getByRole('region', { name: 'Lines' }).locator('tbody tr').count(), { timeout: PATIENCE })
      .toBe(4);
    await page.close();
  }, 90_000);

  it('stops with a sale that is told in money, cannot be deleted before, and starts again', async () => {
    const page = await stage.signedIn();
    const { id } = await first();
    await stage.show(page, `grids/${id}`);
    await page.getByRole('button', { name: 'Delete' }).press('Enter');
    await page.getByText('Stop it first').waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    const dialog = page.getByRole('dialog');
    const holds = (await first()).held.amount !== '0';
    if (holds) {
      await dialog.getByText('Sell the coins').click();
      await dialog.getByText(/^Sold at the market for about/).waitFor();
    }
    await dialog.getByRole('button', { name: holds ? 'Stop and sell' : 'Stop', exact: true }).click();
    await stage.playUntil(110);
    await page.locator('.badge').getByText('stopped by you').waitFor();
    expect(await first()).toMatchObject({ status: 'disabled', held: { amount: '0' } });
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await dialog.getByText(/buy orders for/).waitFor();
    await dialog.getByRole('button', { name: 'Start the grid' }).click();
    await page.locator('.badge').getByText('runs').waitFor();
    await page.close();
  }, 90_000);

  it('speaks Russian on a phone, its bounds follow a finger, and no page is larger than its screen', async () => {
    const { id } = await first();
    const page = await stage.signedIn(PHONE);
    for (const place of ['grids', `grids/${id}`, `grids/${id}/edit`, 'grids/new/USDT_BTC']) {
      await stage.show(page, place);
      expect(await overhang(page), place).toEqual([0, 0]);
    }
    const upper = lineOf(page, 'Верхняя линия');
    await upper.waitFor();
    await swipe(page, upper, 104_000);
    const price = Number((await page.getByLabel('Верхняя цена').inputValue()).replace(',', '.'));
    expect(Math.abs(price - 104_000)).toBeLessThan(200);
    await page.getByLabel('Нижняя цена').fill('97 600,5');
    expect(await priceOf(lineOf(page, 'Нижняя линия'))).toBe('97600.50');
    await page.getByLabel('Размер', { exact: true }).fill('5 000');
    await page.getByText('Этого хватает.').waitFor();
    await page.getByRole('button', { name: 'Создать, запустить позже' }).click();
    await page.locator('.badge').getByText('ещё не запущен').waitFor();
    await page.close();
  }, 90_000);

  it('readers of screens and keyboards find their way, in both colours, wide and on a phone', async () => {
    const { id } = await first();
    const places = ['grids', `grids/${id}`, `grids/${id}/edit`, 'grids/new/USDT_BTC'];
    const found = await stage.obstaclesAt(places, async (page, place) => {
      if (place.endsWith('edit')) await page.locator('.plan-table').waitFor();
      if (place !== `grids/${id}`) return;
      await page.locator('.timeline li').first().waitFor();
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
    });
    expect(found).toEqual([]);
  }, 150_000);

  it('goes for good when it is deleted', async () => {
    const page = await stage.signedIn();
    const { items } = await stage.the<Rows<GridBot>>('/grid-bots?enabled=false');
    await stage.show(page, `grids/${items[0]?.id}`);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Grid bots' }).waitFor();
    expect((await stage.the<Rows<GridBot>>('/grid-bots')).items).toHaveLength(1);
    await page.close();
  }, 90_000);
});
