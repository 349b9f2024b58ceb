import type { Account, Bot, Deal, GridBot, SmartTrade } from 'outcry/native-api';
import { expect } from 'vitest';
import { Copying } from './test-copying.ts';
import { PATIENCE } from './test-person.ts';
import type { Stage } from './test-stage.ts';

/** Single things that have a page of their own. */
export interface Everything {
  readonly copying: Copying;
  /** Places of the owner's pages, the part of the address behind `#/`. */
  readonly places: readonly string[];
  /** Places of the desk and of the investors' pages, behind `#/desk/` and `#/invest/`. */
  readonly desk: readonly string[];
  readonly invest: readonly string[];
}

const PAIR = 'USDT_BTC';
const BOT = {
  name: 'Dips',
  instruments: [PAIR],
  strategy: 'long',
  start: [{ kind: 'nonstop' }],
  baseVolume: '100',
  safetyVolume: '100',
  safetyStep: '1',
  volumeScale: '1',
  stepScale: '1',
  maxSafetyOrders: 2,
  activeSafetyOrders: 1,
  takeProfit: '30',
  takeProfitType: 'total',
};

/** Makes something of every kind: deals and smart trades that run and that have ended, a grid, fills, a copied strategy. */
export async function makeEverything(stage: Stage): Promise<Everything> {
  const { items } = await stage.the<{ items: Account[] }>('/accounts');
  const account = items.find(({ currency }) => currency === 'USDT')?.id ?? 0;
  const copied = await copiedStrategy(stage);
  const [bot, trade] = [await botWithDeals(stage, account), await tradesOf(stage, account)];
  const deal = await stage.firstOf<Deal>('/deals?status=active');
  const ended = await stage.firstOf<Deal>('/deals?status=finished');
  const last = Number(deal.figures?.price ?? 0);
  const settings = {
    name: 'Net',
    instrument: PAIR,
    lower: `${Math.round(last * 0.9)}`,
    upper: `${Math.round(last * 1.1)}`,
  };
  const amount = { per: 'total', value: '2000' };
  const grid = await stage.made<GridBot>('/grid-bots', { account, settings: { ...settings, lines: 8, amount } });
  await done(stage, `/grid-bots/${grid.id}/enable`);
  return {
    places: [`bots/${bot.id}`, `deals/${deal.id}`, `deals/${ended.id}`, `grids/${grid.id}`, `smart-trades/${trade.id}`],
    ...copied,
  };
}

async function done(stage: Stage, path: string): Promise<void> {
  const { status, body } = await stage.platform.client.post(path, {});
  expect(status, JSON.stringify(body)).toBe(200);
}

/** A bot with two ended deals and one that runs. */
async function botWithDeals(stage: Stage, account: number): Promise<Bot> {
  const bot = await stage.made<Bot>('/bots', { account, settings: BOT });
  const runs = async (): Promise<boolean> => {
    const { items } = await stage.the<{ items: Deal[] }>(`/deals?bot=${bot.id}&status=active`);
    return items.some(({ status }) => status === 'bought');
  };
  for (let deals = 0; deals < 3; deals++) {
    await done(stage, `/bots/${bot.id}/enable`);
    await expect.poll(runs, { timeout: PATIENCE }).toBe(true);
    if (deals === 2) break;
    await done(stage, `/bots/${bot.id}/panic-sell`);
    const active = async () => (await stage.the<Bot>(`/bots/${bot.id}`)).activeDeals.length;
    await expect.poll(active, { timeout: PATIENCE }).toBe(0);
  }
  return bot;
}

/** A smart trade that runs, and three of other sizes that were sold at once. */
async function tradesOf(stage: Stage, account: number): Promise<SmartTrade> {
  const open = (quantity: string): Promise<SmartTrade> => {
    const settings = {
      instrument: PAIR,
      entry: { type: 'market' },
      quantity,
      takeProfits: [{ share: '100', percent: '30' }],
    };
    return stage.made<SmartTrade>('/smart-trades', { account, settings });
  };
  const statusOf = async (id: number) => (await stage.the<SmartTrade>(`/smart-trades/${id}`)).status;
  for (const quantity of ['0.01', '0.03', '0.02']) {
    const { id } = await open(quantity);
    await expect.poll(() => statusOf(id), { timeout: PATIENCE }).toBe('holding');
    await done(stage, `/smart-trades/${id}/panic-sell`);
    await expect.poll(() => statusOf(id), { timeout: PATIENCE }).toBe('panicSold');
  }
  return open('0.01');
}

/** A strategy of a trader, and the demo client who follows it. */
async function copiedStrategy(stage: Stage) {
  const copying = new Copying(stage.platform, stage.data);
  const strategy = await copying.openStrategy('Northern wind');
  await copying.hold(strategy, '0.5');
  const { AccountID } = await copying.client('accounts.add', { StrategyID: strategy, Money: 1_000 }, copying.demo);
  await copying.answerSync(strategy, '0.5');
  const { Clients } = await copying.manager('clients.search');
  return {
    copying,
    desk: ['', 'clients', `clients/${Clients[0].ID}`, `strategies/${strategy}`, `accounts/${AccountID}`, 'deals'],
    invest: ['', 'rating', 'mine', `strategies/${strategy}`, `accounts/${AccountID}`],
  };
}
