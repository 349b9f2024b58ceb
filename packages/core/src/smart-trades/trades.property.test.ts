import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOSTILE_SETTINGS, placesOf, replaced } from '../../test/hostile.ts';
import type { TradeRecord } from './queries.ts';
import type { TakeProfitSettings, TradeSettings } from './settings.ts';
import { MARKET, stopLoss, TradeDesk, takeProfit } from './test-trades.ts';

const BTC = 'USDT_BTC';

/** Shares that sum to 100, with up to two decimals. */
const SHARES = fc
  .uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 7 })
  .map((cuts) => [0, ...cuts.sort((a, b) => a - b), 10_000])
  .map((cuts) => cuts.slice(1).map((cut, i) => ((cut - (cuts[i] ?? 0)) / 100).toFixed(2)));

describe('amounts of steps (E 8)', () => {
  it('sum to everything that was got, each to its share rounded down, the last with the rest', () => {
    const run = fc.property(
      SHARES,
      fc.integer({ min: 1, max: 500_000 }),
      fc.constantFrom('quote', 'received'),
      (shares, hundredThousandths, mode) => {
        const made = new TradeDesk({ mode });
        made.market(BTC, '49990', '50000');
        const quantity = (hundredThousandths / 100_000).toFixed(5);
        const takeProfits = shares.map((share, i) => takeProfit(i + 1, share, { price: `${51_000 + i * 100}` }));
        const trade = made.openTrade({ quantity, takeProfits });
        const { steps, status } = made.tradeOf(trade);
        if (status === 'finished' || status === 'failed') return;
        const { entered } = made.running(trade);
        const lots = Number(entered.units / made.instrument(BTC).stepUnits);
        const amounts = steps.map(({ amount }) => Math.round(Number(amount) * 100_000));
        expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(lots);
        for (const [i, share] of shares.slice(0, -1).entries()) {
          expect(amounts[i]).toBe(Math.floor((lots * Math.round(Number(share) * 100)) / 10_000));
        }
      },
    );
    fc.assert(run, { numRuns: 60 });
  });
});

describe('malformed settings', () => {
  const whole: Omit<TradeSettings, 'instrument'> = {
    side: 'long',
    entry: { ...MARKET, type: 'conditional', price: '48000', order: 'limit', limitPrice: '47000' },
    averagePrice: '0',
    quantity: '0.01',
    takeProfits: [
      takeProfit(1, '50', { price: '51000', order: 'limit', limitPrice: '51000' }),
      takeProfit(2, '50', { percent: '5', trailing: '1' }),
    ],
    stopLoss: stopLoss({ price: '45000', order: 'limit', limitPrice: '44000', timeout: 5 }),
    stored: {},
  };

  it('are refused by the name of their field, or taken as they are; nothing else happens', () => {
    const made = new TradeDesk();
    made.market(BTC, '49990', '50000');
    const settings = { instrument: made.instrument(BTC).id, ...whole };
    for (const place of placesOf(settings)) {
      for (const hostile of HOSTILE_SETTINGS) {
        // without an entry the coins are held, and want their price
        if (place.join() === 'entry' && hostile === null) continue;
        const before = made.core.digest();
        const wrong = replaced(settings, place, hostile) as TradeSettings;
        const { outcome, rejection } = made.run({
          type: 'trades.open',
          account: made.trader,
          note: null,
          settings: wrong,
        });
        if (outcome !== null) {
          made.must({ type: 'trades.cancel', trade: outcome.id });
          continue;
        }
        expect(made.core.digest()).toBe(before);
        // what is wrong with one of two that belong together is told of either, or of both
        const { field } = rejection ?? { field: null };
        const named = field?.split('.')[0];
        expect(named, `${place.join('.')} = ${String(hostile)}: ${rejection?.detail}`).toBe(place[0]);
      }
    }
  });

  it('and so are malformed edits', () => {
    const made = new TradeDesk();
    made.market(BTC, '49990', '50000');
    const settings = { instrument: made.instrument(BTC).id, ...whole };
    const changes = { takeProfits: settings.takeProfits, stopLoss: settings.stopLoss, entry: settings.entry };
    const trade = made.openTrade(settings);
    for (const place of placesOf(changes)) {
      for (const hostile of HOSTILE_SETTINGS) {
        const wrong = replaced(changes, place, hostile) as object;
        const { rejection } = made.run({ type: 'trades.edit', trade, changes: wrong });
        if (rejection !== null) expect(rejection.field?.split('.')[0]).toBe(place[0]);
      }
    }
  });
});

/** A bar as its prices run: open, one extreme, the other, close; in whole dollars. */
const BARS = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.boolean(), fc.nat(100)),
  {
    minLength: 1,
    maxLength: 25,
  },
);

/** The corners of the bars' path from 50000 on. */
function cornersOf(bars: readonly (readonly [number, number, boolean, number])[]): number[] {
  const corners: number[] = [];
  let open = 50_000;
  for (const [up, down, highFirst, where] of bars) {
    const [high, low] = [open + up, open - down];
    const close = low + Math.floor(((high - low) * where) / 100);
    corners.push(open, ...(highFirst ? [high, low] : [low, high]), close);
    open = close;
  }
  return corners;
}

/** Every whole dollar between the corners. */
function stepsBetween(corners: readonly number[]): number[] {
  const prices: number[] = [];
  let at = corners[0] ?? 50_000;
  for (const corner of corners) {
    while (at !== corner) {
      at += Math.sign(corner - at);
      prices.push(at);
    }
    prices.push(corner);
  }
  return prices;
}

function runOn(prices: readonly number[], settings: Partial<TradeSettings>): Omit<TradeRecord, 'updatedAt'> {
  const made = new TradeDesk();
  made.market(BTC, '50000', '50001');
  const trade = made.openTrade(settings);
  for (const price of prices) made.market(BTC, `${price}`, `${price + 1}`);
  const { updatedAt: _, steps, ...record } = made.tradeOf(trade);
  return { ...record, closedAt: Math.min(1, record.closedAt), steps: steps.map((step) => ({ ...step, updatedAt: 0 })) };
}

/**
 * The same trade by every tick and by the bars of those ticks: orders that rest are filled at their own price, so it does
 * not matter how finely their path is told. Market orders are filled at the price of the tick that fires them, so for them
 * the path must be told as finely.
 */
describe('ticks, and the candles of those ticks', () => {
  const STEPS = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 });

  function resting(aways: readonly number[]): TakeProfitSettings[] {
    return aways.map((away, i) =>
      takeProfit(i + 1, `${100 / aways.length}`.slice(0, 8), { price: `${50_000 + away}`, order: 'resting' }),
    );
  }

  it('give the same result to the last digit where orders rest', () => {
    const run = fc.property(BARS, fc.integer({ min: 0, max: 60 }), STEPS, (bars, below, aways) => {
      const entry = { ...MARKET, type: 'limit', price: `${50_001 - below}` } as const;
      const even = aways.length === 3 ? aways.slice(0, 2) : aways;
      const settings = { entry, quantity: '0.01237', takeProfits: resting(even) };
      const corners = cornersOf(bars);
      expect(runOn(stepsBetween(corners), settings)).toEqual(runOn(corners, settings));
    });
    fc.assert(run, { numRuns: 60 });
  });

  it('give the same steps sold, the same stop and the same end where the market is taken', () => {
    const run = fc.property(BARS, STEPS, fc.integer({ min: 1, max: 90 }), (bars, aways, below) => {
      const even = aways.length === 3 ? aways.slice(0, 2) : aways;
      const takeProfits = resting(even).map((step) => ({ ...step, order: 'market' as const }));
      const settings = { quantity: '0.01237', takeProfits, stopLoss: stopLoss({ price: `${50_000 - below}` }) };
      const told = (prices: readonly number[]): unknown => {
        const { status, exited, steps } = runOn(prices, settings);
        return [status, exited.amount, steps.map(({ status: step, amount }) => [step, amount])];
      };
      const corners = cornersOf(bars);
      expect(told(stepsBetween(corners))).toEqual(told(corners));
    });
    fc.assert(run, { numRuns: 60 });
  });
});
