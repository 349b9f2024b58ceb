import type { Deal, DealOrder } from 'outcry/native-api';
import { describe, expect, it } from 'vitest';
import { afterFunds, safetyMoney, stopLossMoney, takeProfitMoney } from './deal-money.ts';

const LONG = {
  strategy: 'long',
  base: 'BTC',
  quote: 'USDT',
  bought: { amount: '0.05', volume: '5005', average: '100100' },
  sold: { amount: '0', volume: '0', average: null },
  baseAverage: '100100',
  safetyDone: 1,
  sizes: { safetyVolume: '100', safetyVolumeType: 'quote', volumeScale: '1.5' },
  figures: { stopMark: null },
} as unknown as Deal;

const SHORT = {
  ...LONG,
  strategy: 'short',
  bought: LONG.sold,
  sold: { amount: '0.05', volume: '4995', average: '99900' },
  baseAverage: '99900',
} as unknown as Deal;

const BASE_ORDER = {
  role: 'base',
  step: 0,
  order: { value: '1000', fee: '1', feeAsset: 'USDT' },
} as unknown as DealOrder;

describe('what changes of a deal come to', () => {
  it('a take profit brings its percent of everything spent, or of the base order with its fee', () => {
    expect(takeProfitMoney(LONG, '1.5', 'total', [])).toBe('75.075');
    expect(takeProfitMoney(LONG, '1.5', 'base', [BASE_ORDER])).toBe('15.015');
    expect(takeProfitMoney(SHORT, '1', 'total', [])).toBe('49.95');
    expect(takeProfitMoney(SHORT, '1', 'base', [BASE_ORDER])).toBe('9.99');
  });

  it('a stop loss is measured from the base order, on the side where the deal loses', () => {
    expect(stopLossMoney(LONG, '10')).toEqual({ price: '90090', result: '-500.5' });
    expect(stopLossMoney(SHORT, '10')).toEqual({ price: '109890', result: '-499.5' });
  });

  it('a stop loss that follows is measured from the best price', () => {
    const followed = { ...LONG, figures: { stopMark: '110000' } } as unknown as Deal;
    expect(stopLossMoney(followed, '10')).toEqual({ price: '99000', result: '-55' });
    expect(stopLossMoney({ ...LONG, baseAverage: null } as Deal, '10')).toBeNull();
  });

  it('safety orders that are not filled yet may need the sum of their sizes', () => {
    expect(safetyMoney(LONG, 3)).toEqual({ amount: '375', asset: 'USDT' });
    expect(safetyMoney(LONG, 1)).toEqual({ amount: '0', asset: 'USDT' });
    const ofFree = { ...LONG, sizes: { ...LONG.sizes, safetyVolumeType: 'percent' } } as Deal;
    expect(safetyMoney(ofFree, 3)).toBeNull();
    const safetySteps = ['10', '25.5', '40'].map((volume, i) => ({ deviation: String(i + 1), volume }));
    const ownSteps = { ...LONG, sizes: { ...LONG.sizes, safetySteps } } as Deal;
    expect(safetyMoney(ownSteps, 3)).toEqual({ amount: '65.5', asset: 'USDT' });
  });

  it('added funds move the average, their fee included', () => {
    expect(afterFunds(LONG, '0.05', '4500', '4.5')).toEqual({ average: '95095', held: '0.1' });
    expect(afterFunds(SHORT, '0.05', '5500', '5.5')).toEqual({ average: '104895', held: '0.1' });
  });
});
