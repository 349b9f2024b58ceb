import { describe, expect, it } from 'vitest';
import type { BotSettings } from './settings.ts';
import { BotDesk } from './test-bots.ts';

/** Free money of the desk's account. */
function withMoney(amount: string): BotDesk {
  const desk = new BotDesk();
  const rest = desk.money('USDT', '1000000') - desk.money('USDT', amount);
  desk.must({ type: 'accounts.withdraw', account: desk.trader, asset: 'USDT', amount: rest as never, key: null });
  return desk;
}

/** What the base order of a long bot bought. */
function bought(desk: BotDesk, symbol: string, settings: Partial<BotSettings>): string {
  return desk.record(desk.start(desk.bot([symbol], settings))).bought.amount;
}

describe('volume types at 50000 with lots of 0.00001 (B10, D17)', () => {
  it.each([
    ['quote', '100', '0.002'],
    ['base', '0.0025', '0.0025'],
    ['percent', '2.5', '0.005'],
    ['btc', '0.01', '0.01'],
  ] as const)('%s %s buys %s', (baseVolumeType, baseVolume, amount) => {
    const desk = withMoney('10000');
    desk.market('USDT_BTC', '49990', '50000');
    desk.trade('USDT_BTC', '50000', '1');
    expect(bought(desk, 'USDT_BTC', { baseVolumeType, baseVolume })).toBe(amount);
  });

  it('quote is rounded up to the lot, base down', () => {
    const desk = withMoney('10000');
    desk.market('USDT_BTC', '49990', '50000');
    expect(bought(desk, 'USDT_BTC', { baseVolume: '100.1' })).toBe('0.00201');
    expect(bought(desk, 'USDT_BTC', { baseVolumeType: 'base', baseVolume: '0.002509' })).toBe('0.0025');
  });
});

describe('percent of 1234.56 free at 0.3127 with lots of 1 (D17)', () => {
  const settings = {
    baseVolume: '3',
    baseVolumeType: 'percent',
    safetyVolume: '3',
    safetyVolumeType: 'percent',
  } as const;

  function started(): { desk: BotDesk; symbol: string; deal: number } {
    const desk = withMoney('1234.56');
    const symbol = desk.pair('DOGE', '0.0001', '1', { typicalPrice: '0.3' });
    desk.market(symbol, '0.3126', '0.3127');
    const grid = { volumeScale: '1.5', safetyStep: '1', maxSafetyOrders: 3, activeSafetyOrders: 3 };
    return { desk, symbol, deal: desk.start(desk.bot([symbol], { ...settings, ...grid })) };
  }

  it('37.0368 buys 118, where quote would buy 119', () => {
    const { desk, symbol, deal } = started();
    expect(desk.record(deal).bought.amount).toBe('118');
    expect(bought(desk, symbol, { baseVolume: '37.0368' })).toBe('119');
  });

  it('safety orders scale the same volume: 37.0368, 55.5552, 83.3328', () => {
    const { desk, deal } = started();
    // base average 0.3130127: prices 0.3098, 0.3067, 0.3036
    expect(desk.orders(deal).slice(1)).toEqual([
      'safety 1 buy 0.3098 119',
      'safety 2 buy 0.3067 181',
      'safety 3 buy 0.3036 274',
    ]);
  });

  it('the volume is fixed at the start: money that comes later changes no order', () => {
    const { desk, deal } = started();
    desk.deposit(desk.trader, 'USDT', '5000');
    desk.must({ type: 'bots.editDeal', deal, changes: { maxSafetyOrders: 0 } });
    desk.must({ type: 'bots.editDeal', deal, changes: { maxSafetyOrders: 1 } });
    expect(desk.orders(deal)[1] ?? desk.orders(deal)[0]).toContain('119');
  });

  it('of a short deal it is percent of the free coins', () => {
    const desk = new BotDesk();
    desk.market('USDT_BTC', '50000', '50010');
    const deal = desk.start(
      desk.bot(['USDT_BTC'], { strategy: 'short', baseVolume: '0.12345', baseVolumeType: 'percent' }),
    );
    // 0.12345 % of 10 coins is 0.012345
    expect(desk.record(deal).sold.amount).toBe('0.01234');
  });
});

describe('bitcoin volume', () => {
  it('of a pair that is quoted in bitcoin is the volume itself', () => {
    const desk = new BotDesk();
    desk.must({ type: 'instruments.defineAsset', asset: { code: 'ETH', name: 'Ether', kind: 'crypto' } });
    const { minNotional: _, ...spec } = desk.instrument('USDT_BTC').spec;
    const own = { symbol: 'BTC_ETH', title: 'BTC_ETH', base: 'ETH', quote: 'BTC', typicalPrice: '0.03' };
    const steps = { priceStep: '0.00001', quantityStep: '0.0001', ids: { ticker: 'ETHBTC', classCode: 'CRYPTO' } };
    desk.must({ type: 'instruments.list', instrument: { ...spec, ...own, ...steps } });
    desk.market('BTC_ETH', '0.03124', '0.03125');
    expect(bought(desk, 'BTC_ETH', { baseVolume: '0.01', baseVolumeType: 'btc' })).toBe('0.32');
  });

  it('without a price of bitcoin no deal starts', () => {
    const desk = new BotDesk();
    const symbol = desk.pair('DOGE', '0.0001', '1', { typicalPrice: '0.3' });
    desk.market(symbol, '0.3126', '0.3127');
    const bot = desk.bot([symbol], { baseVolume: '0.01', baseVolumeType: 'btc' });
    expect(desk.refuseStart(bot)).toBe('deal_not_started price');
  });
});
