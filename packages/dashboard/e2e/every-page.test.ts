import type { Account, Bot } from 'outcry/native-api';
import { expect, it } from 'vitest';
import { pageOf, signIn } from './test-person.ts';
import { describeAtPage } from './test-stage.ts';
import { jumps, missed, walk, watchJumps } from './walk.ts';

const PLACES = [
  'home',
  'trade/SBER',
  'smart-trades',
  'smart-trades/new/USDT_BTC',
  'bots',
  'bots/new',
  'grids',
  'grids/new/USDT_BTC',
  'account',
  'connections/native',
  'connections/ramm',
  'system',
] as const;

const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;

/** Beyond this people lose the place they were reading at. */
const MOST_JUMP = 0.1;

/** Focus stops of one page: the list of markets has the most. */
const MOST_STOPS = 250;

describeAtPage('every page', { flags: ['--chp-port', '0', '--grpc-port', '0'] }, (stage) => {
  it('has something to show first', async () => {
    const accounts = await stage.the<{ items: Account[] }>('/accounts');
    const account = accounts.items.find(({ currency }) => currency === 'USDT')?.id;
    const settings = {
      name: 'Dips',
      instruments: ['USDT_BTC'],
      strategy: 'long',
      start: [{ kind: 'nonstop' }],
      baseVolume: '100',
      safetyVolume: '100',
      safetyStep: '1',
      volumeScale: '1',
      stepScale: '1',
      maxSafetyOrders: 2,
      activeSafetyOrders: 1,
      takeProfit: '1',
      takeProfitType: 'total',
    };
    const bot = await stage.made<Bot>('/bots', { account, settings });
    const { status } = await stage.platform.client.post(`/bots/${bot.id}/enable`, {});
    expect(status).toBe(200);
  });

  it('fills without anything jumping away, wide and on a phone', async () => {
    const jumped: unknown[] = [];
    const looked = SIZES.map(async (viewport) => {
      const page = await pageOf(stage.browser, stage.platform, stage.faults, { viewport });
      await signIn(page, stage.platform);
      await watchJumps(page);
      for (const place of PLACES) {
        await page.goto('about:blank');
        await stage.show(page, place);
        await page.waitForLoadState('networkidle');
        // what comes later: the first pictures of the stream, figures that are asked for every two seconds
        await page.waitForTimeout(2_500);
        const { sum, moved } = await jumps(page);
        if (sum >= MOST_JUMP) jumped.push([place, viewport.width, sum.toFixed(3), moved]);
      }
      await page.close();
    });
    await Promise.all(looked);
    expect(jumped).toEqual([]);
  }, 240_000);

  it('is walked through with Tab: every control is reached, the focus is seen, the walk ends', async () => {
    const page = await stage.signedIn({ viewport: { width: 1280, height: 800 } });
    const problems: unknown[] = [];
    for (const place of PLACES) {
      await page.goto('about:blank');
      await stage.show(page, place);
      await page.waitForLoadState('networkidle');
      const stops = await walk(page, MOST_STOPS);
      expect(stops.length).toBeGreaterThan(10);
      for (const { what, visible } of stops) if (!visible) problems.push([place, 'unseen', what]);
      for (const what of await missed(page)) problems.push([place, 'missed', what]);
    }
    expect(problems).toEqual([]);
    await page.close();
  }, 240_000);

  it('a dialog keeps the focus, and gives it back where it was', async () => {
    const page = await stage.signedIn();
    await stage.show(page, 'connections/native');
    const opener = page.getByRole('button', { name: 'Make a key' });
    await opener.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab');
      const outside = await page.evaluate(
        () => document.activeElement !== document.body && document.activeElement?.closest('dialog') === null,
      );
      expect(outside).toBe(false);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.close();
  }, 60_000);
});
