import { describe, expect, it } from 'vitest';
import { BotDesk } from './test-bots.ts';

/** A book with so much on each side and nothing behind it. */
function book(desk: BotDesk, bid: string, bidSize: string, ask: string, askSize: string): void {
  desk.depth('USDT_BTC', [[bid, bidSize]], [[ask, askSize]]);
  desk.advance();
}

const GRID = {
  volumeScale: '2',
  safetyStep: '2',
  stepScale: '1.5',
  maxSafetyOrders: 3,
  activeSafetyOrders: 1,
} as const;

function started(settings = {}): { desk: BotDesk; deal: number } {
  const desk = new BotDesk();
  desk.market('USDT_BTC', '49990', '50000');
  return { desk, deal: desk.start(desk.bot(['USDT_BTC'], { ...GRID, ...settings })) };
}

describe('a book that has less than an order wants', () => {
  it('a safety order filled piece by piece counts once; the take profit follows every piece', () => {
    const { desk, deal } = started();
    book(desk, '49000', '10', '49049', '0.001');
    expect(desk.record(deal)).toMatchObject({ safetyDone: 0, bought: { amount: '0.003' } });
    expect(desk.orders(deal)[0]).toBe('safety 1 buy 49049 0.00104');
    expect(desk.orders(deal)[1]).toMatch(/^takeProfit 0 sell \S+ 0.003$/);
    book(desk, '49000', '10', '49040', '0.00104');
    expect(desk.record(deal)).toMatchObject({ safetyDone: 1, bought: { amount: '0.00404' } });
    expect(desk.orders(deal)).toEqual(['takeProfit 0 sell 50363.22 0.00404', 'safety 2 buy 47547.5 0.00421']);
  });

  it('a take profit filled piece by piece sells everything; what is sold stays sold', () => {
    const { desk, deal } = started();
    book(desk, '50860', '0.0007', '50870', '10');
    expect(desk.record(deal)).toMatchObject({ status: 'bought', sold: { amount: '0.0007' } });
    book(desk, '49000', '10', '49049', '10');
    expect(desk.record(deal)).toMatchObject({ safetyDone: 1 });
    // (200.26001996·1.015 − 0.0007·50851.61·0.999) / ((0.00404 − 0.0007)·0.999)
    expect(desk.orders(deal)[0]).toBe('takeProfit 0 sell 50260.86 0.00334');
    book(desk, '50260.86', '0.00333', '50270', '10');
    expect(desk.record(deal)).toMatchObject({ status: 'bought', sold: { amount: '0.00403' } });
    book(desk, '50260.86', '0.00001', '50270', '10');
    expect(desk.record(deal)).toMatchObject({ status: 'completed', sold: { amount: '0.00404' } });
  });

  it('a panic sale goes on every second until nothing is left', () => {
    const { desk, deal } = started();
    book(desk, '49990', '0.0005', '50010', '10');
    desk.must({ type: 'bots.panicSellDeal', deal });
    expect(desk.record(deal)).toMatchObject({
      status: 'panicSellPlaced',
      sold: { amount: '0.0005' },
      error: 'closing at the market: no_liquidity',
    });
    book(desk, '49980', '0.001', '50010', '10');
    expect(desk.record(deal).sold.amount).toBe('0.0005');
    desk.advance(desk.now + 1_000);
    expect(desk.record(deal).sold.amount).toBe('0.0015');
    book(desk, '49970', '1', '50010', '10');
    desk.advance(desk.now + 1_000);
    expect(desk.record(deal)).toMatchObject({ status: 'panicSold', sold: { amount: '0.002' } });
  });

  it('a stop loss that finds nobody at all leaves the deal as it was, and comes again', () => {
    const { desk, deal } = started({ stopLoss: '10' });
    // nothing to sell to behind the bid that reaches the stop
    desk.must({ type: 'bots.editDeal', deal, changes: { maxSafetyOrders: 0 } });
    desk.quote('USDT_BTC', '45000', '0.00001', '45100', '10');
    desk.advance();
    expect(desk.record(deal)).toMatchObject({ status: 'stopLossPlaced', sold: { amount: '0.00001' } });
    book(desk, '44000', '10', '45100', '10');
    desk.advance(desk.now + 1_000);
    expect(desk.record(deal)).toMatchObject({ status: 'stopLossFinished', sold: { amount: '0.002' } });
  });

  it('an empty side: the panic sale is refused, the deal stays bought with its orders', () => {
    const { desk, deal } = started();
    desk.quote('USDT_BTC', '0', '0', '50010', '10');
    desk.must({ type: 'bots.panicSellDeal', deal });
    expect(desk.record(deal)).toMatchObject({ status: 'bought', sold: { amount: '0' } });
    expect(desk.record(deal).error).toMatch(/^closing at the market: /);
    expect(desk.orders(deal)).toEqual(['takeProfit 0 sell 50851.61 0.002', 'safety 1 buy 49049 0.00204']);
  });

  it('a trailing sale goes on every second, and ends completed', () => {
    const { desk, deal } = started({ maxSafetyOrders: 0, trailing: true, trailingDeviation: '0.2' });
    book(desk, '51300', '10', '51310', '10');
    book(desk, '51197', '0.001', '51310', '10');
    expect(desk.record(deal)).toMatchObject({ status: 'trailingSale', sold: { amount: '0.001' } });
    book(desk, '51100', '10', '51310', '10');
    desk.advance(desk.now + 1_000);
    expect(desk.record(deal)).toMatchObject({ status: 'completed', sold: { amount: '0.002' } });
  });
});
