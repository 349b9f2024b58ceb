import { describe, expect, it } from 'vitest';
import { accountById } from '../accounts/index.ts';
import { decimalOf } from '../legs/index.ts';
import { formatDecimal, type Money } from '../numbers/index.ts';
import { scalesOf } from './basis.ts';
import { averageOf, type ExitBasis, exitQuantity, type Holding, safetyPrice, takeProfitPrice } from './prices.ts';
import { Terms } from './terms.ts';
import { BotDesk, PLAIN } from './test-bots.ts';

/** D12: base sell 0.01 at 50000, safety orders of 0.01 coins, s 2, ss 1.5, vs 2, N 2, tp 1.5. */
const D12 = {
  strategy: 'short',
  baseVolume: '0.01',
  baseVolumeType: 'base',
  safetyVolume: '0.01',
  safetyVolumeType: 'base',
  volumeScale: '2',
  safetyStep: '2',
  stepScale: '1.5',
  maxSafetyOrders: 2,
  activeSafetyOrders: 1,
} as const;

function started(settings = {}): { desk: BotDesk; deal: number } {
  const desk = new BotDesk();
  desk.market('USDT_BTC', '50000', '50010');
  return { desk, deal: desk.start(desk.bot(['USDT_BTC'], { ...D12, ...settings })) };
}

describe('a short deal (B11, D12)', () => {
  it('sells at the bid, averages upwards and buys back cheaper; profit in quote', () => {
    const { desk, deal } = started();
    expect(desk.record(deal)).toMatchObject({ baseAverage: '49950', sold: { amount: '0.01', volume: '499.5' } });
    expect(desk.orders(deal)).toEqual(['takeProfit 0 buy 49151.59 0.01', 'safety 1 sell 50949 0.01']);
    desk.market('USDT_BTC', '50949', '50960');
    expect(desk.record(deal).sold).toEqual({ amount: '0.02', volume: '1008.48051', average: '50424.0255' });
    expect(desk.orders(deal)).toEqual(['takeProfit 0 buy 49618.04 0.02', 'safety 2 sell 52447.5 0.02']);
    desk.market('USDT_BTC', '52447.50', '52460');
    expect(desk.record(deal).sold).toEqual({ amount: '0.04', volume: '2056.38156', average: '51409.539' });
    expect(desk.orders(deal)).toEqual(['takeProfit 0 buy 50587.8 0.04']);
    desk.market('USDT_BTC', '50580', '50587.80');
    expect(desk.record(deal)).toMatchObject({
      status: 'completed',
      bought: { amount: '0.04', volume: '2025.535512' },
      profit: '30.846048',
    });
    const before = desk.money('BTC', '10');
    expect(desk.money('BTC', desk.free(desk.trader, 'BTC'))).toBe(before);
  });

  it('reports its profit in percent of what was sold', () => {
    const { desk, deal } = started();
    desk.market('USDT_BTC', '50949', '50960');
    desk.market('USDT_BTC', '52447.50', '52460');
    desk.market('USDT_BTC', '50580', '50587.80');
    // 30.846048 of 2056.38156 is 1.50001…
    expect(desk.record(deal).profitPercent).toBe('1.50');
  });

  it('take profit from the base order alone', () => {
    const { desk, deal } = started({ takeProfitType: 'base' });
    const prices = ['50949', '52447.50'].map((bid) => {
      desk.market('USDT_BTC', bid, '52460');
      return desk.orders(deal)[0];
    });
    expect(prices).toEqual(['takeProfit 0 buy 49999.4 0.02', 'takeProfit 0 buy 51171.05 0.04']);
  });

  it('in base currency it spends all it got: 0.0406 coins for 2055.91854468', () => {
    const { desk, deal } = started({ profitCurrency: 'base' });
    desk.market('USDT_BTC', '50949', '50960');
    desk.market('USDT_BTC', '52447.50', '52460');
    expect(desk.orders(deal)).toEqual(['takeProfit 0 buy 50587.8 0.0406']);
    desk.market('USDT_BTC', '50580', '50587.80');
    expect(desk.record(deal)).toMatchObject({
      status: 'completed',
      bought: { amount: '0.0406', volume: '2055.91854468' },
      // left of 2056.38156, and 0.0006 coins more than were sold
      profit: '0.46301532',
    });
    expect(desk.free(desk.trader, 'BTC')).toBe('10.0006');
  });

  it('in base currency it ends when the price falls through the take profit: change for another lot is no holding', () => {
    const { desk, deal } = started({ profitCurrency: 'base' });
    desk.market('USDT_BTC', '50949', '50960');
    desk.market('USDT_BTC', '52447.50', '52460');
    // what is left, 0.46301532, buys a lot at 45000
    desk.market('USDT_BTC', '44990', '45000');
    expect(desk.record(deal)).toMatchObject({ status: 'completed', bought: { amount: '0.0406' } });
  });

  it('stops by the ask, above the base order', () => {
    const { desk, deal } = started({ stopLoss: '6' });
    expect(desk.figures(deal).stopLoss).toBe('52947');
    desk.market('USDT_BTC', '52946', '52946.99');
    expect(desk.deal(deal).status).toBe('bought');
    desk.market('USDT_BTC', '52946', '52947');
    expect(desk.record(deal)).toMatchObject({ status: 'stopLossFinished' });
    expect(desk.record(deal).bought.amount).toBe(desk.record(deal).sold.amount);
  });

  it('while it runs its profit is what it got less what buying back would cost', () => {
    const { desk, deal } = started();
    desk.market('USDT_BTC', '49490', '49500');
    // 499.5 − 0.01·49500·1.001, and 1 − 49500/49950
    expect(desk.figures(deal)).toMatchObject({ actualProfit: '4.005', actualProfitPercent: '0.90' });
  });

  it('trails the ask downwards and buys back when it rises', () => {
    const { desk, deal } = started({ maxSafetyOrders: 0, trailing: true, trailingDeviation: '0.2' });
    const seen = ['49151.60', '49151.59', '49000', '49097.99'].map((ask) => {
      desk.market('USDT_BTC', '48000', ask);
      return [desk.deal(deal).status, desk.figures(deal).trailingMark];
    });
    expect(seen).toEqual([
      ['bought', null],
      ['trailing', '49151.59'],
      ['trailing', '49000'],
      ['trailing', '49000'],
    ]);
    desk.market('USDT_BTC', '48000', '49098');
    expect(desk.record(deal)).toMatchObject({ status: 'completed', bought: { volume: '491.47098' } });
  });
});

describe('a short deal whose fee is taken from what is received (D12, recorded)', () => {
  const desk = new BotDesk({ maker: 4000, taker: 4000, mode: 'received' });
  const symbol = desk.pair('DOGE', '0.0001', '0.1', { typicalPrice: '0.2' });
  const instrument = desk.instrument(symbol);
  const terms = new Terms({
    ...PLAIN,
    name: 'short',
    instruments: [instrument.id],
    ...D12,
    safetyStep: '1',
    takeProfit: '3.4',
    profitCurrency: 'base',
  });
  const scales = scalesOf(desk.core.state, instrument);
  const basis: ExitBasis = { terms, account: accountById(desk.core.state.accounts, desk.trader), instrument, scales };
  const none = { units: 0n as Money, money: 0n as Money };

  it('the grid lies above the average: 0.2580424 by 1 % is 0.2607', () => {
    expect(safetyPrice(instrument, terms, decimalOf('0.2580424'), 1)).toBe(2607);
  });

  it('an order of the grid brings its price less the fee', () => {
    const own = new BotDesk({ maker: 4000, taker: 4000, mode: 'received' });
    own.pair('DOGE', '0.0001', '0.1', { typicalPrice: '0.2' });
    own.deposit(own.trader, 'DOGE', '100');
    own.market(symbol, '0.2607', '0.2608');
    const deal = own.start(own.bot([symbol], { ...D12, baseVolume: '15', safetyVolume: '15' }));
    expect(own.record(deal).sold).toEqual({ amount: '15', volume: '3.894858', average: '0.2596572' });
  });

  it('25 coins sold for 6.475282 buy 25.9 back at 0.25', () => {
    const sold = { units: desk.money('DOGE', '25'), money: desk.money('USDT', '6.475282') };
    const holding: Holding = {
      entered: sold,
      exited: none,
      base: { units: desk.money('DOGE', '10'), money: desk.money('USDT', '2.580424') },
      enteredSteps: 250,
      exitedSteps: 0,
      stepsDone: new Set(),
      stepPart: new Map(),
    };
    // 6.475282 · 0.966 / 25 = 0.2502…
    expect(takeProfitPrice(basis, holding)).toBe(2502);
    expect(formatDecimal(averageOf(sold, scales))).toBe('0.25901128');
    expect(exitQuantity(basis, holding, 2500)).toBe(259);
  });
});
