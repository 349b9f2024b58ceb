import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instrument } from '../instruments/index.ts';
import { isRejection } from '../turn.ts';
import { type PlannedDeal, planDeal } from './plan.ts';
import type { BotSettings } from './settings.ts';
import { BotDesk } from './test-bots.ts';

/** Decimal text of a whole number of hundredths. */
const hundredths = (min: number, max: number) =>
  fc.integer({ min, max }).map((n) => `${Math.floor(n / 100)}.${`${n % 100}`.padStart(2, '0')}`);

const SETTINGS = fc.record({
  strategy: fc.constantFrom('long', 'short'),
  baseVolume: hundredths(2_000, 50_000),
  safetyVolume: hundredths(2_000, 50_000),
  volumeScale: hundredths(50, 300),
  safetyStep: hundredths(50, 400),
  stepScale: hundredths(100, 200),
  maxSafetyOrders: fc.integer({ min: 0, max: 6 }),
  activeSafetyOrders: fc.integer({ min: 1, max: 6 }),
  takeProfit: hundredths(1, 900),
  takeProfitType: fc.constantFrom('base', 'total'),
  startOrder: fc.constantFrom('limit', 'market'),
  maxActiveDeals: fc.constant(1),
}) as fc.Arbitrary<Partial<BotSettings>>;

const PRICE = fc.integer({ min: 100_000, max: 6_000_000 });
/** Less than the smallest step: otherwise the first safety order would not rest, for the grid is measured with the fee. */
const FEES = fc.record({ rate: fc.integer({ min: 0, max: 4_000 }), mode: fc.constantFrom('quote', 'received') });

function planned(desk: BotDesk, settings: Partial<BotSettings>, instrument: Instrument): PlannedDeal {
  const plan = planDeal(desk.core.state, desk.trader, desk.settings([instrument.symbol], settings), instrument);
  if (isRejection(plan)) throw new Error(plan.detail);
  return plan;
}

/** Cost, average and take profit price of a deal as it stands. */
function stands(desk: BotDesk, deal: number, long: boolean): readonly [string, string, string | undefined] {
  const { bought, sold } = desk.record(deal);
  const entered = long ? bought : sold;
  return [long ? entered.volume : entered.amount, entered.average, desk.figures(deal).takeProfits[0]?.price];
}

describe('the plan of a deal', () => {
  it('is what the deal does when every order fills at its price', () => {
    fc.assert(
      fc.property(SETTINGS, PRICE, FEES, (settings, steps, { rate, mode }) => {
        const desk = new BotDesk({ maker: rate, taker: rate, mode: mode as 'quote' });
        desk.give('BTC', '1000000');
        const long = settings.strategy === 'long';
        const shown = (price: number): string => (price / 100).toFixed(2);
        const quote = (price: number): unknown =>
          long
            ? desk.market('USDT_BTC', shown(price - 1), shown(price))
            : desk.market('USDT_BTC', shown(price), shown(price + 1));
        quote(steps);
        const plan = planned(desk, settings, desk.instrument('USDT_BTC'));
        const deal = desk.start(desk.bot(['USDT_BTC'], settings));
        const seen = [stands(desk, deal, long)];
        for (const { price } of plan.safety) {
          quote(desk.price('USDT_BTC', price));
          seen.push(stands(desk, deal, long));
        }
        const orders = [plan.base, ...plan.safety];
        expect(seen).toEqual(orders.map(({ total, average, takeProfit }) => [total, average, takeProfit]));
        expect(plan.needed).toBe(orders.at(-1)?.total);
        expect(desk.record(deal)).toMatchObject({ status: 'bought', safetyDone: plan.safety.length });
      }),
      { numRuns: 200 },
    );
  });

  it('of all deals of a bot is as many times the plan of one', () => {
    const desk = new BotDesk();
    const pairs = ['AAA', 'BBB', 'CCC'].map((base) => desk.pair(base, '0.01', '0.00001'));
    for (const symbol of pairs) desk.market(symbol, '49990', '50000');
    const grid = { volumeScale: '2', safetyStep: '2', stepScale: '1.5', maxSafetyOrders: 3, activeSafetyOrders: 1 };
    const settings = desk.settings(pairs, { ...grid, maxActiveDeals: 3 });
    const plan = planDeal(desk.core.state, desk.trader, settings, desk.instrument(pairs[0] as string));
    // with fees; 800 a deal before rounding and fees
    expect(plan).toMatchObject({ needed: '801.445589945', neededInAll: '2404.336769835', stopLoss: null });
  });

  it('changes nothing, and says what is wrong with settings', () => {
    const desk = new BotDesk();
    const instrument = desk.instrument('USDT_BTC');
    const plan = (settings: Partial<BotSettings>) =>
      planDeal(desk.core.state, desk.trader, desk.settings(['USDT_BTC'], settings), instrument);
    const before = desk.core.digest();
    expect(plan({})).toMatchObject({ reason: 'no_market_price', field: 'instrument' });
    expect(plan({ takeProfit: '0' })).toMatchObject({ reason: 'invalid_value', field: 'takeProfit' });
    desk.market('USDT_BTC', '49990', '50000');
    expect(plan({ stopLoss: '10' })).toMatchObject({ stopLoss: '45045' });
    expect(desk.core.digest()).toBe(before);
  });
});
