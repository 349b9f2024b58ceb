import type { Bot, BotSettings } from 'outcry/native-api';
import { expect, it } from 'vitest';
import { PATIENCE } from './test-person.ts';
import { describeAtPage, overhang, PHONE } from './test-stage.ts';

const TOLD: Partial<BotSettings> = {
  takeProfit: '0',
  closeWhen: [{ kind: 'rsi', interval: '15m', period: 7, trigger: 'greater', points: '70' }],
  minProfit: '0.35',
  minProfitType: 'base',
  safetyWhen: [{ kind: 'mfi', interval: '1h', period: 14, trigger: 'less', points: '20' }],
  safetySteps: [
    { deviation: '1.1', volume: '100' },
    { deviation: '3', volume: '250.5' },
  ],
  minVolumeBtc: '150',
  startDelay: 90,
  reinvest: '50',
  reduceRisk: '12.5',
};

describeAtPage('a bot that closes by conditions at the page', { tapeUntil: 20 }, (stage) => {
  let made: Bot;

  it('is shown in words, and keeps everything when its name is changed', async () => {
    const accounts = await stage.the<{ items: { id: number; currency: string }[] }>('/accounts');
    const account = accounts.items.find(({ currency }) => currency === 'USDT')?.id;
    const settings = {
      name: 'Told',
      instruments: ['USDT_BTC'],
      baseVolume: '1000',
      safetyVolume: '0',
      safetyStep: '0',
      takeProfitType: 'total',
      maxSafetyOrders: 2,
      activeSafetyOrders: 1,
      ...TOLD,
    };
    made = await stage.made<Bot>('/bots', { account, settings });
    const page = await stage.signedIn();
    await stage.show(page, `bots/${made.id}`);
    await page.getByText('RSI(7) of 15m above 70; with a profit of at least 0.35 % of the base order').waitFor();
    await page.getByText('by conditions alone').waitFor();
    await page
      .getByText(
        '2 orders: 100 USDT at 1.1 %, 250.5 USDT at 3 %; at the market once reached, while: MFI(14) of 1h below 20',
      )
      .waitFor();
    await page.getByText('larger by 50 % of profits; smaller by 12.5 % of losses').waitFor();
    await page.getByText(/only with 150 BTC traded in 24 hours; each start waits/).waitFor();
    await page.getByRole('link', { name: 'Edit' }).click();
    const form = page.locator('.bot-form');
    const rows = form.locator('.plan-table tbody tr');
    await expect.poll(() => rows.count(), { timeout: PATIENCE }).toBe(3);
    await rows.nth(2).getByText('−3.00 %').waitFor();
    await form.getByLabel('Name').fill('Renamed');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Renamed' }).waitFor();
    const after = await stage.the<Bot>(`/bots/${made.id}`);
    expect(after.settings).toEqual({ ...made.settings, name: 'Renamed' });
    await page.close();
  }, 90_000);

  it('is copied with everything', async () => {
    const page = await stage.signedIn();
    await stage.show(page, `bots/copy/${made.id}`);
    await page.getByRole('button', { name: 'Make the bot' }).click();
    await page.getByRole('heading', { name: /Renamed/ }).waitFor();
    const id = Number(/bots\/(\d+)/.exec(page.url())?.[1]);
    expect(id).not.toBe(made.id);
    const copy = await stage.the<Bot>(`/bots/${id}`);
    expect(copy.settings).toMatchObject({ ...TOLD, name: expect.stringMatching(/Renamed/) });
    await page.close();
  }, 90_000);

  it('tells what is wrong at the field, and is changed', async () => {
    const page = await stage.signedIn();
    await stage.show(page, `bots/${made.id}/edit`);
    const form = page.locator('.bot-form');
    await form.getByLabel('Size', { exact: true }).nth(1).fill('');
    await form.getByLabel('Deviation, %').nth(1).fill('1');
    await form.getByText('must be above 1.1').waitFor();
    await form.getByLabel('Deviation, %').nth(1).fill('2.5');
    await form.getByLabel('Size', { exact: true }).nth(1).fill('300');
    await form.getByLabel('Smaller by this part of losses, %').fill('');
    await form.getByLabel('With a profit of at least, %').fill('0,5');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('300 USDT at 2.5 %').waitFor();
    const { settings } = await stage.the<Bot>(`/bots/${made.id}`);
    expect(settings).toMatchObject({ reduceRisk: '0', minProfit: '0.5', reinvest: '50' });
    expect(settings.safetySteps?.[1]).toEqual({ deviation: '2.5', volume: '300' });
    await page.close();
  }, 90_000);

  it('fits a phone, and readers of screens and keyboards find their way', async () => {
    const page = await stage.signedIn(PHONE);
    for (const place of [`bots/${made.id}`, `bots/${made.id}/edit`]) {
      await stage.show(page, place);
      expect(await overhang(page), place).toEqual([0, 0]);
    }
    await page.close();
    expect(await stage.obstaclesAt([`bots/${made.id}`, `bots/${made.id}/edit`])).toEqual([]);
  }, 90_000);
});
