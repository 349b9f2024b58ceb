import { describe, expect, it } from 'vitest';
import { BotDesk } from '../../src/bots/test-bots.ts';
import { finishedRecord, moneyToText, type Price, type Quantity } from '../../src/index.ts';
import { NOON } from '../world.ts';
import { NaiveBot, type NaiveResult, type NaiveSettings, type Quotes } from './naive-bot.ts';
import { textOf } from './rational.ts';
import { CANDLES, present, recordedQuotes } from './recorded-candles.ts';

if (!present) console.log(`bots on recorded months: skipped, there are no recorded markets at ${CANDLES.pathname}`);

const GRID = {
  baseVolume: '100',
  safetyVolume: '150',
  volumeScale: '1.5',
  safetyStep: '0.4',
  stepScale: '1.25',
  maxSafetyOrders: 4,
  activeSafetyOrders: 2,
  takeProfit: '0.6',
  takeProfitType: 'total',
  trailing: false,
  trailingDeviation: '0.2',
  stopLoss: '3',
  stopLossTrails: false,
  stopLossTimeout: 0,
  cooldown: 100,
} as const;

const RUNS: readonly (readonly [string, string, NaiveSettings])[] = [
  ['a long bot with cooldown', 'BTC_USDT-2025-06.csv.gz', { ...GRID, strategy: 'long' }],
  [
    'a long bot whose take profit trails, without cooldown',
    'BTC_USDT-2021-09.csv.gz',
    { ...GRID, strategy: 'long', trailing: true, takeProfit: '0.9', activeSafetyOrders: 1, cooldown: 0 },
  ],
  [
    'a long bot whose stop loss trails and takes its time',
    'BTC_USDT-2025-06.csv.gz',
    { ...GRID, strategy: 'long', stopLoss: '2.5', stopLossTrails: true, stopLossTimeout: 400 },
  ],
  [
    'a short bot that stops after a while, take profit from the base order',
    'BTC_USDT-2021-09.csv.gz',
    {
      ...GRID,
      strategy: 'short',
      takeProfitType: 'base',
      takeProfit: '1.1',
      cooldown: 3600,
      activeSafetyOrders: 4,
      stopLossTimeout: 1000,
    },
  ],
];

describe.skipIf(!present)('a non-stop bot over a recorded month is what a plain computation says', () => {
  for (const [name, file, settings] of RUNS) {
    it(`${name} (${file})`, { timeout: 120_000 }, () => {
      const quotes = recordedQuotes(file, NOON);
      const naive = new NaiveBot(settings);
      for (const each of quotes) naive.see(each);
      const { ended, coins, money, running } = play(settings, quotes);
      expect(ended).toEqual(naive.ended);
      expect({ coins, money, running }).toEqual({
        coins: textOf(naive.coins, 18),
        money: textOf(naive.money, 18),
        running: naive.running,
      });
      // the month has a bit of everything
      const stopped = ended.filter(({ status }) => status === 'stopLossFinished').length;
      expect([ended.length > 40, stopped > 2, ended.some(({ safetyDone }) => safetyDone === 4)]).toEqual([
        true,
        true,
        true,
      ]);
    });
  }
});

/** The same month through the core. */
function play(
  settings: NaiveSettings,
  quotes: readonly Quotes[],
): { ended: NaiveResult[]; coins: string; money: string; running: boolean } {
  const desk = new BotDesk();
  const { core } = desk;
  const instrument = desk.instrument('USDT_BTC').id;
  const first = quotes[0] as Quotes;
  const bot = desk.bot(['USDT_BTC'], { ...settings, start: [{ kind: 'nonstop' }] });
  const size = 100_000_000_000 as Quantity;
  const ended: NaiveResult[] = [];
  const take = (): void => {
    core.takeFinished();
    for (const finished of core.takeFinishedDeals()) ended.push(resultOf(finishedRecord(core.state, finished)));
  };
  const see = ({ at, bid, ask }: Quotes): void => {
    while (core.nextTimer <= at) core.advance(Math.max(core.nextTimer, core.now));
    core.tick({ kind: 'quote', instrument, bid: bid as Price, bidSize: size, ask: ask as Price, askSize: size }, at);
    while (core.nextTimer === 0) core.advance(at);
    take();
  };
  const before = (['BTC', 'USDT'] as const).map((asset) => total(desk, asset));
  see(first);
  core.execute({ type: 'bots.enable', bot }, first.at);
  for (const each of quotes.slice(1)) see(each);
  const [coins, money] = (['BTC', 'USDT'] as const).map((asset, i) => {
    const found = core.state.instruments.assetByCode.get(asset);
    return moneyToText(found as NonNullable<typeof found>, (total(desk, asset) - (before[i] as bigint)) as never);
  }) as [string, string];
  return { ended, coins, money, running: core.state.bots.deals.size > 0 };
}

function total(desk: BotDesk, asset: string): bigint {
  const found = desk.core.state.instruments.assetByCode.get(asset);
  return desk.account(desk.trader).balances.get(found?.id ?? 0)?.total ?? 0n;
}

function resultOf(record: ReturnType<typeof finishedRecord>): NaiveResult {
  const { createdAt, closedAt, status, safetyDone, bought, sold, profit, settings } = record;
  const [entered, exited] = settings.strategy === 'long' ? [bought, sold] : [sold, bought];
  return {
    createdAt,
    closedAt,
    status: status as NaiveResult['status'],
    safetyDone,
    entered: [entered.amount, entered.volume],
    exited: [exited.amount, exited.volume],
    profit,
  };
}
