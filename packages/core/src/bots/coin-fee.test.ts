import { describe, expect, it } from 'vitest';
import { BotDesk } from './test-bots.ts';

/** D16: fees of 0.6 % are taken from what is received; lots of 1 DOGE, prices in 0.00001. */
function started(): { desk: BotDesk; symbol: string; deal: number } {
  const desk = new BotDesk({ maker: 6000, taker: 6000, mode: 'received' });
  const symbol = desk.pair('DOGE', '0.00001', '1', { typicalPrice: '0.1' });
  desk.market(symbol, '0.10700', '0.10704');
  return { desk, symbol, deal: desk.start(desk.bot([symbol], { baseVolume: '1.6', takeProfit: '2' })) };
}

describe('a fee that is taken from the coin (D16)', () => {
  it('15 bought are 14.91 held; the average counts what is held', () => {
    const { desk, deal } = started();
    const { amount, volume, average } = desk.record(deal).bought;
    expect([amount, volume, average.slice(0, 12)]).toEqual(['14.91', '1.6056', '0.1076861167']);
  });

  it('whole lots are sold, at a price that pays the fee of everything held', () => {
    const { desk, symbol, deal } = started();
    expect(desk.orders(deal)).toEqual(['takeProfit 0 sell 0.11051 14']);
    desk.market(symbol, '0.11051', '0.1106');
    expect(desk.record(deal)).toMatchObject({ status: 'completed', sold: { amount: '14', volume: '1.53785716' } });
    expect(desk.free(desk.trader, 'DOGE')).toBe('0.91');
  });

  it('a panic sale leaves no lot behind', () => {
    const { desk, deal } = started();
    desk.must({ type: 'bots.panicSellDeal', deal });
    expect(desk.record(deal)).toMatchObject({ status: 'panicSold', sold: { amount: '14' } });
    expect(desk.free(desk.trader, 'DOGE')).toBe('0.91');
  });
});
