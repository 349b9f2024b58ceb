import { describe, expect, it } from 'vitest';
import { BotDesk } from './test-bots.ts';

function started(settings = {}): { desk: BotDesk; deal: number; bid: (price: string, ask?: string) => string } {
  const desk = new BotDesk();
  desk.market('USDT_BTC', '49990', '50000');
  const deal = desk.start(desk.bot(['USDT_BTC'], settings));
  const bid = (price: string, ask = '53000'): string => {
    desk.market('USDT_BTC', price, ask);
    return desk.record(deal).status;
  };
  return { desk, deal, bid };
}

const GRID = {
  volumeScale: '2',
  safetyStep: '2',
  stepScale: '1.5',
  maxSafetyOrders: 3,
  activeSafetyOrders: 1,
} as const;

describe('trailing take profit (B8)', () => {
  const trailing = { ...GRID, trailing: true, trailingDeviation: '0.2' };

  it('nothing rests to sell; safety orders do, also while it follows', () => {
    const { desk, deal, bid } = started(trailing);
    expect(desk.orders(deal)).toEqual(['safety 1 buy 49049 0.00204']);
    expect(desk.figures(deal).takeProfits).toEqual([{ step: 0, price: '50851.61', quantity: '0.002' }]);
    expect(bid('51000')).toBe('trailing');
    expect(desk.orders(deal)).toEqual(['safety 1 buy 49049 0.00204']);
  });

  it('a safety order that fills while it follows brings it back to bought, with a new activation price', () => {
    const { desk, deal, bid } = started(trailing);
    expect(bid('51000')).toBe('trailing');
    // an order below the stop is filled before the sale: a quote with both sides at once is none
    expect(bid('50999', '51010')).toBe('trailing');
    desk.trade('USDT_BTC', '49048', '1', 'sell');
    desk.advance();
    expect(desk.record(deal)).toMatchObject({ status: 'bought', safetyDone: 1 });
    expect(desk.figures(deal).takeProfits[0]?.price).toBe('50363.22');
    // the bid of 50999 is above it: at the next quote it follows again
    expect(bid('50400', '50410')).toBe('trailing');
    expect(desk.figures(deal).trailingMark).toBe('50400');
  });

  it('safety orders are taken back after the sale', () => {
    const { desk, deal, bid } = started(trailing);
    bid('51300');
    const before = desk.events.length;
    expect(bid('51197')).toBe('completed');
    const types = desk.events.slice(before).map(({ type }) => type);
    expect(types.indexOf('orders.ended')).toBeGreaterThan(types.indexOf('orders.filled'));
    expect(desk.record(deal).profit).toBe('2.191606');
    expect(desk.core.state.orders.open.size).toBe(0);
    expect(desk.core.state.stops.index.count).toBe(0);
  });

  it('in one step it may begin to follow, and sell in the next', () => {
    const { bid } = started(trailing);
    expect(bid('52000')).toBe('trailing');
    // 52000 · 0.998
    expect(bid('51896.01')).toBe('trailing');
    expect(bid('51896')).toBe('completed');
  });

  it('can be panic sold, stopped and cancelled while it follows', () => {
    const panic = started(trailing);
    panic.bid('51000');
    panic.desk.must({ type: 'bots.panicSellDeal', deal: panic.deal });
    expect(panic.desk.record(panic.deal).status).toBe('panicSold');
    const cancel = started(trailing);
    cancel.bid('51000');
    cancel.desk.must({ type: 'bots.cancelDeal', deal: cancel.deal });
    expect(cancel.desk.record(cancel.deal).status).toBe('cancelled');
    const stop = started({ ...trailing, stopLoss: '10' });
    stop.bid('51000');
    expect(stop.bid('45000')).toBe('stopLossFinished');
  });

  it('switched off, the take profit rests again; switched on, it rests no more', () => {
    const { desk, deal, bid } = started(trailing);
    bid('50000');
    desk.must({ type: 'bots.editDeal', deal, changes: { trailing: false } });
    expect(desk.orders(deal)).toContain('takeProfit 0 sell 50851.61 0.002');
    desk.must({ type: 'bots.editDeal', deal, changes: { trailing: true } });
    expect(desk.orders(deal)).toEqual(['safety 1 buy 49049 0.00204']);
    expect(bid('50851.61')).toBe('trailing');
  });

  it('a new deviation counts from the next activation', () => {
    const { desk, deal, bid } = started(trailing);
    bid('51000');
    desk.must({ type: 'bots.editDeal', deal, changes: { trailingDeviation: '1' } });
    expect(bid('51300')).toBe('trailing');
    // 51300 · 0.99
    expect(bid('50787.01')).toBe('trailing');
    expect(bid('50787')).toBe('completed');
  });

  it('activation price (recorded): 1.85 % of 0.08770762 are reached at 0.08942', () => {
    const desk = new BotDesk();
    const symbol = desk.pair('XYZ', '0.00001', '0.1', { typicalPrice: '0.1' });
    desk.market(symbol, '0.0876', '0.08762');
    const deal = desk.start(
      desk.bot([symbol], { baseVolume: '10.1', takeProfit: '1.85', trailing: true, trailingDeviation: '0.5' }),
    );
    expect(desk.record(deal).baseAverage).toBe('0.08770762');
    expect(desk.figures(deal).takeProfits[0]?.price).toBe('0.08942');
  });
});

describe('trailing stop loss (B9)', () => {
  const trails = { stopLoss: '10', stopLossTrails: true, takeProfit: '50' };

  it('follows the best bid at the same distance and never goes back', () => {
    const { desk, deal, bid } = started(trails);
    const seen = ['50050', '51000', '50000', '52000', '47000'].map((price) => {
      bid(price);
      return [desk.figures(deal).stopMark, desk.figures(deal).stopLoss];
    });
    expect(seen).toEqual([
      ['50050', '45045'],
      ['51000', '45900'],
      ['51000', '45900'],
      ['52000', '46800'],
      ['52000', '46800'],
    ]);
    expect(bid('46800.01')).toBe('bought');
    expect(bid('46800')).toBe('stopLossFinished');
  });

  it('another percentage is measured from the same best bid', () => {
    const { desk, deal, bid } = started(trails);
    bid('52000');
    bid('51000');
    desk.must({ type: 'bots.editDeal', deal, changes: { stopLoss: '5' } });
    expect(desk.figures(deal)).toMatchObject({ stopMark: '52000', stopLoss: '49400' });
    expect(bid('49400')).toBe('stopLossFinished');
  });

  it('of a short deal it follows the ask down', () => {
    const desk = new BotDesk();
    desk.market('USDT_BTC', '50000', '50010');
    const deal = desk.start(desk.bot(['USDT_BTC'], { ...trails, strategy: 'short', stopLossTimeout: 100 }));
    desk.market('USDT_BTC', '47000', '48000');
    expect(desk.figures(deal)).toMatchObject({ stopMark: '48000', stopLoss: '52800' });
    desk.market('USDT_BTC', '52000', '53000');
    desk.advance(desk.now + 99_999);
    desk.market('USDT_BTC', '52000', '52800');
    expect(desk.deal(deal).status).toBe('bought');
    desk.advance(desk.now + 1);
    expect(desk.record(deal).status).toBe('stopLossFinished');
  });

  it('begins at the average of the base order, however low the bid is', () => {
    const { desk, deal, bid } = started(trails);
    expect(desk.figures(deal)).toMatchObject({ stopMark: '50050', stopLoss: '45045' });
    expect(bid('45045.01')).toBe('bought');
    expect(bid('45045')).toBe('stopLossFinished');
  });

  it('with a time it fires when the price has stayed under the stop so long', () => {
    const { desk, deal, bid } = started({ ...trails, stopLossTimeout: 100 });
    bid('52000');
    const from = desk.now;
    // 46800; the price falls through it
    expect(bid('46000')).toBe('bought');
    // still under the stop
    desk.advance(from + 50_000);
    expect(bid('46700')).toBe('bought');
    desk.advance(from + 99_999);
    expect(desk.deal(deal).status).toBe('bought');
    desk.advance(from + 100_000);
    expect(desk.record(deal).status).toBe('stopLossFinished');
  });

  it('above the stop again the time is dropped, the stop goes on where it was', () => {
    const { desk, deal, bid } = started({ ...trails, stopLossTimeout: 100 });
    bid('52000');
    bid('46000');
    expect(bid('46800.01')).toBe('bought');
    desk.advance(desk.now + 200_000);
    expect(desk.deal(deal).status).toBe('bought');
    expect(desk.figures(deal).stopLoss).toBe('46800');
  });
});

describe('stop loss and its bot (B9)', () => {
  it('0 is none', () => {
    const { desk, deal, bid } = started({ stopLoss: '0' });
    expect(desk.figures(deal).stopLoss).toBeNull();
    expect(bid('1', '2')).toBe('bought');
  });

  it('comes before a safety order that the same price has reached, and before the take profit', () => {
    const { desk, deal, bid } = started({ ...GRID, stopLoss: '10' });
    // the ask fills all safety orders, the bid is under the stop: fills come first
    expect(bid('45000', '45010')).toBe('stopLossFinished');
    expect(desk.record(deal)).toMatchObject({ safetyDone: 1, sold: { amount: '0.00404' } });
  });

  it('set above the price while the deal runs it fires at the next quote', () => {
    const { desk, deal, bid } = started({ ...GRID });
    bid('49500');
    expect(desk.run({ type: 'bots.editDeal', deal, changes: { stopLoss: '9' } }).rejection).toMatchObject({
      reason: 'stop_loss_inside_grid',
      field: 'stopLoss',
    });
    desk.must({ type: 'bots.editDeal', deal, changes: { stopLoss: '0.5', maxSafetyOrders: 0 } });
    // 50050 · 0.995 = 49799.75
    expect(bid('49500')).toBe('stopLossFinished');
  });
});

describe('close timeout', () => {
  it('sells at the market so many seconds after the start', () => {
    const { desk, deal } = started({ ...GRID, closeTimeout: 3600 });
    const from = desk.deal(deal).createdAt;
    desk.advance(from + 3_599_999);
    expect(desk.deal(deal).status).toBe('bought');
    desk.advance(from + 3_600_000);
    expect(desk.record(deal)).toMatchObject({ status: 'panicSold', sold: { amount: '0.002', volume: '99.88002' } });
  });

  it('set later it counts from the start, too', () => {
    const { desk, deal } = started();
    desk.advance(desk.now + 120_000);
    desk.must({ type: 'bots.editDeal', deal, changes: { closeTimeout: 60 } });
    expect(desk.record(deal).status).toBe('panicSold');
  });
});
