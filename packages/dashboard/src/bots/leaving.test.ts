import type { Deal } from 'outcry/native-api';
import { describe, expect, it } from 'vitest';
import { heldWorth, leaving } from './leaving.ts';

const AMOUNT = { amount: '0', volume: '0', average: null };

function deal(part: Partial<Deal>, figures: { readonly price: string | null; readonly actualProfit: string }): Deal {
  const told = { strategy: 'long', base: 'BTC', quote: 'USDT', bought: AMOUNT, sold: AMOUNT, ...part };
  return { ...told, figures } as unknown as Deal;
}

describe('leaving deals', () => {
  const half = deal(
    { bought: { amount: '0.3', volume: '30030', average: '100100' }, sold: { ...AMOUNT, amount: '0.1' } },
    { price: '100000.01', actualProfit: '-20.5' },
  );
  const fresh = deal({}, { price: '100', actualProfit: '0' });

  it('sums coins, worth and result, asset by asset, without losing a digit', () => {
    const other = deal(
      { base: 'ETH', bought: { ...AMOUNT, amount: '2' } },
      { price: '3000.333333333333333333', actualProfit: '0.000000000000000001' },
    );
    expect(leaving([half, other])).toEqual({
      holding: 2,
      without: 0,
      held: [
        { asset: 'BTC', amount: '0.2' },
        { asset: 'ETH', amount: '2' },
      ],
      worth: [{ asset: 'USDT', amount: '26000.668666666666666666' }],
      result: [{ asset: 'USDT', amount: '-20.499999999999999999' }],
    });
  });

  it('counts deals without coins apart', () => {
    expect(leaving([fresh, half])).toMatchObject({ holding: 1, without: 1 });
    expect(leaving([])).toEqual({ holding: 0, without: 0, held: [], worth: [], result: [] });
  });

  it('of a short deal means the coins it owes', () => {
    const short = deal(
      { strategy: 'short', sold: { ...AMOUNT, amount: '0.5' }, bought: { ...AMOUNT, amount: '0.2' } },
      { price: '100', actualProfit: '3' },
    );
    expect(leaving([short]).held).toEqual([{ asset: 'BTC', amount: '0.3' }]);
    expect(heldWorth(short)).toBe('30');
  });

  it('has no worth while nobody names a price', () => {
    expect(heldWorth(deal({ bought: { ...AMOUNT, amount: '1' } }, { price: null, actualProfit: '0' }))).toBeNull();
  });
});
