import { describe, expect, it } from 'vitest';
import type { Instrument } from '../instruments/index.ts';
import { price, quantity } from '../numbers/index.ts';
import { applyTick } from './apply.ts';
import { checkTick } from './check.ts';
import { emptyMarket } from './state.ts';
import type { DayTick, TradeTick } from './ticks.ts';

const MOSCOW = 3 * 3_600_000;
const instrument = { id: 1, dayOffset: MOSCOW, lowestPrice: 1, highestPrice: 1_000_000 } as Instrument;
const NOON = Date.UTC(2026, 10, 20, 9);

const day = (over: Partial<DayTick> = {}): DayTick => ({
  kind: 'day',
  instrument: 1,
  open: price(100),
  high: price(120),
  low: price(90),
  volume: quantity(1_000),
  previousClose: price(99),
  ...over,
});
const trade = (at: number): TradeTick => ({ kind: 'trade', instrument: 1, price: price(at), size: quantity(5) });

describe('figures of the trading day', () => {
  it('go on from what the day brought before the first tick', () => {
    const state = emptyMarket();
    applyTick(state, instrument, day(), NOON);
    const market = applyTick(state, instrument, trade(130), NOON + 1);
    expect(market).toMatchObject({
      open: 100,
      high: 130,
      low: 90,
      volume: 1_005,
      previousClose: 99,
      hasPreviousClose: true,
      last: 130,
    });
  });

  it('begin anew with the first trade after midnight of the calendar, the last price becoming the previous close', () => {
    const state = emptyMarket();
    applyTick(state, instrument, day(), NOON);
    applyTick(state, instrument, trade(130), NOON + 1);
    const market = applyTick(state, instrument, trade(140), Date.UTC(2026, 10, 20, 21));
    expect(market).toMatchObject({ open: 140, high: 140, low: 140, volume: 5, previousClose: 130 });
  });

  it('leave price and trades alone', () => {
    const market = applyTick(emptyMarket(), instrument, day({ previousClose: null }), NOON);
    expect(market).toMatchObject({ lastAt: 0, hasPreviousClose: false });
    expect(market.trades).toHaveLength(0);
  });

  it.each([
    [{ high: price(95) }, 'low, open and high are not in order'],
    [{ low: price(101) }, 'low, open and high are not in order'],
    [{ open: 0.5 as never }, 'open must be whole steps from 1 to 1000000, not 0.5'],
    [{ previousClose: price(0) }, 'previousClose must be whole steps from 1 to 1000000, not 0'],
    [{ volume: -1 as never }, 'volume must be whole steps from 0 to 2^50, not -1'],
  ])('are refused when wrong: %j', (over, message) => {
    expect(checkTick(instrument, day(over as Partial<DayTick>))).toBe(message);
  });
});
