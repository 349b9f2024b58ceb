import { describe, expect, it } from 'vitest';
import { GridDesk } from '../../src/grid/test-grids.ts';
import {
  type CoreEvent,
  type GridEvent,
  type GridSettings,
  heldOf,
  type Price,
  priceToText,
  type Quantity,
} from '../../src/index.ts';
import type { Quotes } from '../bots/naive-bot.ts';
import { CANDLES, present, recordedQuotes } from '../bots/recorded-candles.ts';
import { NOON } from '../world.ts';
import { type NaiveCycle, NaiveGrid, type NaiveGridSettings } from './naive-grid.ts';

if (!present)
  console.log(`grid bots on a recorded month: skipped, there are no recorded markets at ${CANDLES.pathname}`);

/** A pair of the month, decimals of its price and quantity, and the grid on it. */
interface Run {
  readonly coin: string;
  readonly decimals: readonly [price: number, quantity: number];
  readonly settings: Partial<GridSettings> & Pick<GridSettings, 'lower' | 'upper' | 'lines'>;
  readonly amount: string;
  /** Cycles at least. */
  readonly cycles: number;
}

const RUNS: readonly Run[] = [
  {
    coin: 'BTC',
    decimals: [2, 5],
    settings: { lower: '42000', upper: '52000', lines: 101, orderCurrency: 'quote' },
    amount: '250',
    cycles: 500,
  },
  {
    coin: 'ETH',
    decimals: [2, 4],
    settings: {
      type: 'geometric',
      lower: '2800',
      upper: '3500',
      lines: 61,
      orderCurrency: 'quote',
      trailingUp: true,
      lowerStop: { price: '2600', action: 'stop' },
    },
    amount: '120.5',
    cycles: 500,
  },
  {
    coin: 'SOL',
    decimals: [2, 2],
    settings: {
      type: 'geometric',
      lower: '120',
      upper: '170',
      lines: 41,
      orderCurrency: 'base',
      profitCurrency: 'base',
    },
    amount: '3.17',
    cycles: 500,
  },
  {
    coin: 'ADA',
    decimals: [3, 1],
    settings: {
      lower: '2.05',
      upper: '2.4',
      lines: 36,
      orderCurrency: 'base',
      lowerStop: { price: '1.98', action: 'stopAndSell' },
    },
    amount: '77.7',
    cycles: 100,
  },
  {
    coin: 'DOGE',
    decimals: [4, 0],
    settings: {
      type: 'geometric',
      lower: '0.22',
      upper: '0.2600',
      lines: 31,
      orderCurrency: 'base',
      profitCurrency: 'base',
      trailingDown: true,
    },
    amount: '1234',
    cycles: 100,
  },
];

describe.skipIf(!present)(
  'a grid bot over a recorded month is what a plain computation says, to the last digit',
  () => {
    for (const run of RUNS) {
      it(`${run.coin}: ${run.settings.type ?? 'arithmetic'}, ${run.settings.lines} lines`, { timeout: 120_000 }, () => {
        const quotes = recordedQuotes(`${run.coin}_USDT-2021-09.csv.gz`, NOON, run.decimals[0]);
        const [played, naive] = play(run, quotes);
        expect(played.cycles).toEqual(naive.cycles);
        expect([played.coins, played.money, played.stopped]).toEqual([naive.coins, naive.money, naive.stopped]);
        // the month has moved grids that follow it, and has reached the stop that sells
        const { trailingUp = false, trailingDown = false, lowerStop } = run.settings;
        expect([naive.moved > 0, naive.stopped]).toEqual([
          trailingUp || trailingDown,
          lowerStop?.action === 'stopAndSell',
        ]);
        expect(naive.cycles.length).toBeGreaterThan(run.cycles);
      });
    }
  },
);

interface Played {
  readonly cycles: readonly NaiveCycle[];
  /** What the account has more than before, in minor units. */
  readonly coins: bigint;
  readonly money: bigint;
  readonly stopped: boolean;
}

/** The same month through the core, and through the plain computation. */
function play({ coin, decimals, settings, amount }: Run, quotes: readonly Quotes[]): [Played, NaiveGrid] {
  const desk = new GridDesk();
  const { core } = desk;
  const [priceStep, quantityStep] = decimals.map((places) => (places === 0 ? '1' : `0.${'1'.padStart(places, '0')}`));
  const symbol = coin === 'BTC' ? 'USDT_BTC' : desk.pair(coin, priceStep as string, quantityStep as string);
  const instrument = desk.instrument(symbol);
  const size = 1_000_000_000 as Quantity;
  // more than stands before any order
  const more = 4_000_000_000 as Quantity;
  const cycles: NaiveCycle[] = [];
  const take = (events: readonly CoreEvent[]): void => {
    for (const event of events as readonly GridEvent[]) {
      if (event.type === 'grid.lineSold')
        cycles.push({ at: event.at, line: event.line, profit: event.profit, kept: event.profitUnits });
      if (event.type === 'grid.stopped')
        cycles.push({ at: event.at, line: -1, profit: event.profit, kept: event.profitUnits });
    }
  };
  const see = ({ at, bid, ask }: Quotes): void => {
    while (core.nextTimer <= at) take(core.advance(Math.max(core.nextTimer, core.now)));
    const quote = { bid: bid as Price, bidSize: size, ask: ask as Price, askSize: size };
    take(core.tick({ kind: 'quote', instrument: instrument.id, ...quote }, at));
    take(core.tick({ kind: 'trade', instrument: instrument.id, price: bid as Price, size: more }, at));
    while (core.nextTimer === 0) take(core.advance(at));
    core.takeFinished();
  };
  const [first, ...rest] = quotes as [Quotes, ...Quotes[]];
  const whole = { ...settings, instrument: instrument.id, amount: { per: 'line', value: amount } } as const;
  const bot = desk.grid(whole);
  // all coins of the run are bought: those that the account has would be taken first (G3)
  const owned = desk.money(coin, desk.free(desk.trader, coin));
  if (owned > 0n) desk.must({ type: 'accounts.withdraw', account: desk.trader, asset: coin, amount: owned, key: null });
  const before = totals(desk, instrument);
  see(first);
  core.execute({ type: 'grid.enable', bot }, first.at);
  const naive = new NaiveGrid(naiveSettings(desk, bot));
  naive.begin(first);
  for (const each of rest) {
    see(each);
    naive.see(each);
  }
  const after = totals(desk, instrument);
  const found = desk.gridBot(bot);
  const held = heldOf(found);
  // what the bot says of itself is what the account has
  expect(after.money - before.money).toBe(found.profit - held.money);
  expect(after.coins - before.coins).toBe(found.profitUnits + held.units);
  const played = { cycles, coins: after.coins - before.coins, money: after.money - before.money };
  return [{ ...played, stopped: found.status === 'disabled' }, naive];
}

function naiveSettings(desk: GridDesk, id: number): NaiveGridSettings {
  const { settings } = desk.gridBot(id);
  const instrument = desk.core.state.instruments.instruments[settings.instrument];
  if (instrument === undefined) throw new Error('no instrument');
  const steps = (text: string): number => desk.price(instrument.symbol, text);
  expect(priceToText(instrument, steps(settings.lower) as Price)).toBe(String(Number(settings.lower)));
  const inBase = settings.orderCurrency === 'base';
  const { value } = settings.amount;
  return {
    geometric: settings.type === 'geometric',
    lower: steps(settings.lower),
    upper: steps(settings.upper),
    lines: settings.lines,
    amount: inBase ? BigInt(desk.quantity(instrument.symbol, value)) : desk.money('USDT', value),
    inBase,
    profitInBase: settings.profitCurrency === 'base',
    trails: settings.trailingUp || settings.trailingDown,
    stop: settings.lowerStop?.action === 'stopAndSell' ? steps(settings.lowerStop.price) : 0,
    stepValue: instrument.stepValue,
    stepUnits: instrument.stepUnits,
  };
}

function totals(desk: GridDesk, { base, quote }: { base: number; quote: number }): { coins: bigint; money: bigint } {
  const { balances } = desk.account(desk.trader);
  return { coins: balances.get(base)?.total ?? 0n, money: balances.get(quote)?.total ?? 0n };
}
