import { describe, expect, it } from 'vitest';
import { BotDesk } from './test-bots.ts';

/** Base order at 50050 with fee; orders of 100 each a percent lower: 49549.50, 49049, 48548.50 … */
function started(settings = {}): { desk: BotDesk; deal: number; resting: () => string[]; max: (n: number) => string } {
  const desk = new BotDesk();
  desk.market('USDT_BTC', '49990', '50000');
  const deal = desk.start(desk.bot(['USDT_BTC'], { maxSafetyOrders: 3, activeSafetyOrders: 2, ...settings }));
  const resting = (): string[] => desk.orders(deal).filter((line) => line.startsWith('safety'));
  const max = (maxSafetyOrders: number): string =>
    desk.run({ type: 'bots.editDeal', deal, changes: { maxSafetyOrders } }).rejection?.field ?? 'done';
  return { desk, deal, resting, max };
}

describe('the window of safety orders (B5)', () => {
  it('more at once than there are is as many as there are', () => {
    const { resting } = started({ activeSafetyOrders: 50 });
    expect(resting()).toHaveLength(3);
  });

  it('several that one price reaches are filled at their own prices', () => {
    const { desk, deal } = started({ activeSafetyOrders: 3 });
    desk.market('USDT_BTC', '40000', '40010');
    // 0.002 at 50000, then 0.00202 at 49549.50, 0.00204 at 49049, 0.00206 at 48548.50
    expect(desk.record(deal)).toMatchObject({
      safetyDone: 3,
      bought: { amount: '0.00812', volume: '400.56001986' },
    });
  });

  it('one that goes next is marketable when the price has fallen past it', () => {
    const { desk, deal } = started({ activeSafetyOrders: 1 });
    desk.market('USDT_BTC', '40000', '40010');
    // 0.00202 at its own 49549.50, the others at the ask
    expect(desk.record(deal)).toMatchObject({ safetyDone: 3, bought: { amount: '0.00812', volume: '364.49512099' } });
  });

  it('is set wider and narrower while the deal runs', () => {
    const { desk, deal, resting } = started();
    desk.must({ type: 'bots.editDeal', deal, changes: { activeSafetyOrders: 3 } });
    expect(resting()).toHaveLength(3);
    desk.must({ type: 'bots.editDeal', deal, changes: { activeSafetyOrders: 1 } });
    // at most so many rest: the lowest numbers stay
    expect(resting()).toEqual(['safety 1 buy 49549.5 0.00202']);
  });

  it('update_max_safety_orders: fewer take the last back, more refill, not fewer than are filled', () => {
    const { desk, deal, resting, max } = started();
    expect([max(1), resting()]).toEqual(['done', ['safety 1 buy 49549.5 0.00202']]);
    expect([max(0), resting()]).toEqual(['done', []]);
    expect([max(3), resting().length]).toEqual(['done', 2]);
    desk.market('USDT_BTC', '49000', '49049');
    expect([desk.record(deal).safetyDone, max(1), max(2), resting()]).toEqual([2, 'maxSafetyOrders', 'done', []]);
  });

  it('figures tell how many are filled and how many rest', () => {
    const { desk, deal } = started();
    desk.market('USDT_BTC', '49500', '49549.50');
    expect([desk.record(deal).safetyDone, desk.figures(deal).restingSafetyOrders]).toEqual([1, 2]);
  });
});

describe('a window of 0: none rests, each goes to the market when the price reaches it', () => {
  it('one after the other', () => {
    const { desk, deal, resting } = started({ activeSafetyOrders: 0 });
    expect([desk.orders(deal).length, resting()]).toEqual([1, []]);
    desk.market('USDT_BTC', '49000', '49549.51');
    expect(desk.record(deal).safetyDone).toBe(0);
    desk.market('USDT_BTC', '49000', '49549.50');
    expect(desk.record(deal)).toMatchObject({ safetyDone: 1, bought: { amount: '0.00402' } });
    desk.market('USDT_BTC', '49000', '49001');
    // at the ask, in the quantity of its own price
    expect(desk.record(deal)).toMatchObject({ safetyDone: 2, bought: { amount: '0.00606' } });
    expect(desk.record(deal).bought.volume).toBe('300.35208203');
  });

  it('of a short deal by the bid', () => {
    const { desk, deal } = started({ activeSafetyOrders: 0, strategy: 'short' });
    // 49990·0.999 = 49940.01, 1 % above it
    desk.market('USDT_BTC', '50439.41', '50600');
    expect(desk.record(deal).safetyDone).toBe(0);
    desk.market('USDT_BTC', '50439.42', '50600');
    expect(desk.record(deal).safetyDone).toBe(1);
  });

  it('what the book did not have is bought later, not twice', () => {
    const { desk, deal } = started({ activeSafetyOrders: 0, maxSafetyOrders: 1 });
    desk.depth('USDT_BTC', [['49000', '10']], [['49500', '0.001']]);
    desk.advance();
    expect(desk.record(deal)).toMatchObject({ safetyDone: 0, bought: { amount: '0.003' } });
    expect(desk.record(deal).error).toBe('safety order: no_liquidity');
    desk.advance(desk.now + 60_000);
    desk.market('USDT_BTC', '49000', '49500');
    expect(desk.record(deal).bought.amount).toBe('0.00402');
    expect(desk.record(deal)).toMatchObject({ error: null });
  });

  it('set to 0 while orders rest they are taken back, set wider they rest again', () => {
    const { desk, deal, resting } = started();
    desk.must({ type: 'bots.editDeal', deal, changes: { activeSafetyOrders: 0 } });
    expect(resting()).toEqual([]);
    desk.market('USDT_BTC', '49000', '49549.50');
    expect(desk.record(deal).safetyDone).toBe(1);
    desk.must({ type: 'bots.editDeal', deal, changes: { activeSafetyOrders: 2 } });
    expect(resting()).toEqual(['safety 2 buy 49049 0.00204', 'safety 3 buy 48548.5 0.00206']);
    desk.market('USDT_BTC', '51000', '51010');
    expect([desk.record(deal).status, desk.core.state.stops.index.count]).toEqual(['completed', 0]);
  });
});

describe('without money for a safety order', () => {
  it('the deal says so and tries again when there may be some', () => {
    const desk = new BotDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const deal = desk.start(
      desk.bot(['USDT_BTC'], {
        baseVolume: '900000',
        safetyVolume: '200000',
        maxSafetyOrders: 1,
        activeSafetyOrders: 1,
      }),
    );
    expect(desk.record(deal).error).toMatch(/^safety order 1: needs 200\S+ USDT, 99100 USDT free$/);
    desk.deposit(desk.trader, 'USDT', '200000');
    desk.advance(desk.now + 60_000);
    expect(desk.record(deal).error).toBeNull();
    expect(desk.orders(deal)[1]).toMatch(/^safety 1 buy 49549.5 /);
  });
});
