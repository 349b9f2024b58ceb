import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type Everything, makeEverything } from './test-everything.ts';
import { type Login, Member } from './test-member.ts';
import { pageOf, signIn } from './test-person.ts';
import { describeAtPage, type Stage } from './test-stage.ts';
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

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

/** Beyond this people lose the place they were reading at. */
const MOST_JUMP = 0.1;

/** Focus stops of one page: the list of markets has the most. */
const MOST_STOPS = 250;

/** What is looked at by one person in one tab, and how that person comes in. */
interface Round {
  readonly places: readonly string[];
  readonly enter: (page: Page) => Promise<void>;
}

describeAtPage('every page', { flags: ['--chp-port', '0', '--grpc-port', '0'] }, (stage) => {
  let rounds: readonly Round[];

  it('has something of every kind to show first', async () => {
    rounds = roundsOf(stage, await makeEverything(stage));
  }, 120_000);

  it('fills without anything jumping away, wide and on a phone; Tab reaches every control, seen, and comes to an end', async () => {
    const problems: unknown[] = [];
    const look = async ({ places, enter }: Round, viewport: typeof WIDE): Promise<void> => {
      const page = await pageOf(stage.browser, stage.platform, stage.faults, { viewport });
      await enter(page);
      await watchJumps(page);
      for (const place of places) {
        await page.goto('about:blank');
        await stage.show(page, place);
        await page.waitForLoadState('networkidle');
        // what comes later: the first pictures of the stream, figures that are asked for every two seconds
        await page.waitForTimeout(2_500);
        const { sum, moved } = await jumps(page);
        if (sum >= MOST_JUMP) problems.push([place, viewport.width, sum.toFixed(3), moved]);
        if (viewport === PHONE) continue;
        const stops = await walk(page, MOST_STOPS);
        expect(stops.length, place).toBeGreaterThan(5);
        for (const { what, visible } of stops) if (!visible) problems.push([place, 'unseen', what]);
        for (const what of await missed(page)) problems.push([place, 'missed', what]);
      }
      await page.close();
    };
    await Promise.all(rounds.flatMap((round) => [look(round, WIDE), look(round, PHONE)]));
    expect(problems).toEqual([]);
  }, 300_000);

  it('a list that comes page by page is put in order by the platform, from its heading and on a phone', async () => {
    const page = await stage.signedIn();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await stage.show(page, 'smart-trades');
    await page.getByRole('tab', { name: 'Ended' }).click();
    const table = page.getByRole('table', { name: 'Smart trades' });
    const results = (): Promise<number[]> =>
      table
        .locator('tbody .cell-profit > span:not(.label)')
        .evaluateAll((cells) => cells.map((cell) => Number((cell as HTMLElement).title.split(' ')[0])));
    const rising = [...(await results())].sort((a, b) => a - b);
    expect(new Set(rising).size).toBe(3);
    await table.getByRole('button', { name: 'Result' }).click();
    await expect.poll(results).toEqual([...rising].reverse());
    expect(asked.some((url) => url.includes('order=profit&direction=desc'))).toBe(true);
    await page.setViewportSize(PHONE);
    await page.getByRole('button', { name: 'The other way round: Smart trades' }).click();
    await expect.poll(results).toEqual(rising);
    expect(asked.some((url) => url.includes('order=profit&direction=asc'))).toBe(true);
    await page.setViewportSize(WIDE);
    await stage.show(page, 'account');
    await page.getByRole('tab', { name: 'Ledger' }).click();
    const ledger = page.getByRole('table', { name: 'Ledger' });
    await ledger.getByRole('button', { name: 'Time' }).click();
    await ledger.getByRole('row').nth(1).getByText('Deposit').waitFor();
    expect(await ledger.getByRole('columnheader', { name: 'Time' }).getAttribute('aria-sort')).toBe('ascending');
    await page.close();
  }, 60_000);

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

function roundsOf(stage: Stage, { copying, places, desk, invest }: Everything): Round[] {
  const owner = (page: Page): Promise<void> => signIn(page, stage.platform);
  const member = (home: string, login: Login) => async (page: Page) => {
    await page.goto(`${stage.platform.client.url}/#/${home}`);
    await new Member(stage, page).enter(login);
  };
  const below = (home: string, parts: readonly string[]) =>
    parts.map((part) => (part === '' ? home : `${home}/${part}`));
  return [
    { places: PLACES.slice(0, 6), enter: owner },
    { places: PLACES.slice(6), enter: owner },
    { places, enter: owner },
    { places: below('desk', desk), enter: member('desk', copying.managerLogin) },
    { places: below('invest', invest), enter: member('invest', copying.demo) },
  ];
}
