import { describe, expect, it } from 'vitest';
import { Core } from '../core.ts';
import { freeCoins } from './free-coins.ts';
import { GridDesk } from './test-grids.ts';

/** Free coins of the trader, in minor units of a coin's hundred-millionth or finer, as decimal text. */
function free(desk: GridDesk): string {
  const { base } = desk.instrument(desk.coin);
  const scale = desk.core.state.instruments.assets[base]?.scale ?? 0;
  return String(Number(freeCoins(desk.core.state, desk.trader, base)) / 10 ** scale);
}

describe('free coins of an account (G3)', () => {
  it('are those in no order and of no deal, smart trade or other grid', () => {
    const desk = new GridDesk();
    desk.give('COIN', '10');
    desk.see('100');
    expect(free(desk)).toBe('10');
    // a deal that trails holds its coins without an order: 1 coin
    const deals = desk.bot([desk.coin], { baseVolume: '100', startOrder: 'market', trailing: true, takeProfit: '50' });
    desk.start(deals);
    expect([desk.free(desk.trader, 'COIN'), free(desk)]).toEqual(['11', '10']);
    // one whose take profit rests holds none that are free: nothing is counted twice
    const resting = desk.bot([desk.coin], { baseVolume: '100', startOrder: 'market', takeProfit: '50' });
    desk.start(resting);
    expect([desk.free(desk.trader, 'COIN'), free(desk)]).toEqual(['11', '10']);
    // a smart sale of 4 coins that waits for its price
    const settings = {
      instrument: desk.instrument(desk.coin).id,
      side: 'long',
      entry: null,
      averagePrice: '100',
      quantity: '4',
      takeProfits: [],
      stopLoss: {
        by: 'bid',
        price: '50',
        percent: null,
        trails: false,
        timeout: 0,
        order: 'market',
        limitPrice: '0',
        breakeven: false,
      },
      stored: {},
    } as const;
    desk.must({ type: 'trades.open', account: desk.trader, settings, note: null } as never);
    expect(free(desk)).toBe('6');
    // a grid takes two of them and leaves none without an order but those of the waiting line
    desk.running();
    expect(free(desk)).toBe('4');
  });

  it('are taken when they arrive while the money for others is missing', () => {
    const desk = new GridDesk();
    desk.see('101');
    const money = desk.money('USDT', desk.free(desk.trader, 'USDT'));
    const bot = desk.grid();
    desk.must({ type: 'accounts.withdraw', account: desk.trader, asset: 'USDT', amount: money, key: null });
    desk.must({ type: 'grid.enable', bot });
    expect(desk.gridRecord(bot)).toMatchObject({ status: 'starting', taken: { amount: '0' } });
    expect(desk.gridRecord(bot).error).toContain('start: ');
    desk.give('COIN', '2');
    desk.advance(desk.now + 60_000);
    expect(desk.gridRecord(bot)).toMatchObject({ status: 'running', taken: { amount: '2', volume: '202' } });
  });

  it('are given back when the bot stops, and taken anew at the price of then', () => {
    const desk = new GridDesk();
    desk.give('COIN', '2');
    desk.see('101');
    const bot = desk.running();
    desk.must({ type: 'grid.disable', bot, sell: false });
    expect(desk.gridRecord(bot)).toMatchObject({ released: { amount: '2', volume: '202' }, profit: '0' });
    desk.see('111');
    desk.must({ type: 'grid.enable', bot });
    // one coin is needed at 111, for 111
    expect(desk.gridRecord(bot)).toMatchObject({
      taken: { amount: '3', volume: '313' },
      held: { amount: '1', volume: '111' },
    });
    const restored = Core.restore(JSON.parse(JSON.stringify(desk.core.snapshot())));
    expect(restored.digest()).toBe(desk.core.digest());
  });
});
