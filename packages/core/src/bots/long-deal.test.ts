import { describe, expect, it } from 'vitest';
import { BotDesk } from './test-bots.ts';

/** D9: base 100, V 100, vs 2, s 2, ss 1.5, N 3, k 1, tp 1.5 on USDT_BTC with ask 50000. */
const D9 = {
  safetyVolume: '100',
  volumeScale: '2',
  safetyStep: '2',
  stepScale: '1.5',
  maxSafetyOrders: 3,
  activeSafetyOrders: 1,
  takeProfit: '1.5',
} as const;

function started(settings = {}): { desk: BotDesk; bot: number; deal: number } {
  const desk = new BotDesk();
  desk.market('USDT_BTC', '49990', '50000');
  const bot = desk.bot(['USDT_BTC'], { ...D9, ...settings });
  return { desk, bot, deal: desk.start(bot) };
}

describe('a whole long deal (D9)', () => {
  it('buys the base order, sells it dearer and averages down', () => {
    const { desk, deal } = started();
    expect(desk.record(deal)).toMatchObject({ status: 'bought', baseAverage: '50050' });
    expect(desk.orders(deal)).toEqual(['takeProfit 0 sell 50851.61 0.002', 'safety 1 buy 49049 0.00204']);
    desk.market('USDT_BTC', '49040', '49049');
    expect(desk.record(deal).bought).toMatchObject({ amount: '0.00404', volume: '200.26001996' });
    expect(desk.orders(deal)).toEqual(['takeProfit 0 sell 50363.22 0.00404', 'safety 2 buy 47547.5 0.00421']);
    desk.market('USDT_BTC', '47540', '47547.50');
    expect(desk.orders(deal)).toEqual(['takeProfit 0 sell 49339.61 0.00825', 'safety 3 buy 45295.25 0.00884']);
    desk.market('USDT_BTC', '45290', '45295.25');
    expect(desk.orders(deal)).toEqual(['takeProfit 0 sell 47646.67 0.01709']);
    desk.market('USDT_BTC', '47646.67', '47650');
    expect(desk.record(deal)).toMatchObject({
      status: 'completed',
      bought: { amount: '0.01709', volume: '801.445589945' },
      sold: { amount: '0.01709', volume: '813.4673087097' },
      profit: '12.02171876',
      profitPercent: '1.50',
      profitUsd: '12.02171876',
    });
  });

  it('sold after the base order alone it brings 1.50151678', () => {
    const { desk, deal } = started();
    desk.market('USDT_BTC', '50851.61', '50860');
    expect(desk.record(deal)).toMatchObject({
      status: 'completed',
      profit: '1.50151678',
      sold: { volume: '101.60151678' },
    });
  });

  it('take profit from the base order alone', () => {
    const { desk, deal } = started({ takeProfitType: 'base' });
    const prices = ['49049', '47547.50', '45295.25'].map((ask) => {
      desk.market('USDT_BTC', '45000', ask);
      return desk.orders(deal)[0];
    });
    expect(prices).toEqual([
      'takeProfit 0 sell 49990.97 0.00404',
      'takeProfit 0 sell 48792.64 0.00825',
      'takeProfit 0 sell 47030.48 0.01709',
    ]);
  });
});

describe('panic sell and update of the take profit (D10)', () => {
  it('sells at the market; the loss is to the digit', () => {
    const { desk, deal } = started();
    desk.market('USDT_BTC', '49040', '49049');
    desk.market('USDT_BTC', '48500', '49050');
    expect(desk.figures(deal)).toMatchObject({ actualProfit: '-4.51595996', actualProfitPercent: '-2.16' });
    desk.must({ type: 'bots.panicSellDeal', deal });
    expect(desk.record(deal)).toMatchObject({ status: 'panicSold', profit: '-4.51595996', profitPercent: '-2.26' });
    expect(desk.core.state.orders.open.size).toBe(0);
  });

  it('update_tp moves the resting order', () => {
    const { desk, deal } = started();
    desk.market('USDT_BTC', '49040', '49049');
    desk.must({ type: 'bots.editDeal', deal, changes: { takeProfit: '3' } });
    expect(desk.orders(deal)).toContain('takeProfit 0 sell 51107.5 0.00404');
    desk.must({ type: 'bots.editDeal', deal, changes: { takeProfit: '0.5' } });
    expect(desk.orders(deal)).toContain('takeProfit 0 sell 49867.03 0.00404');
  });
});

describe('a change of something else', () => {
  it('leaves the take profit where it stands in the queue, and a running stop loss time running', () => {
    const { desk, deal } = started({ stopLoss: '10', stopLossTimeout: 100 });
    const [take] = desk.figures(deal).orders;
    desk.market('USDT_BTC', '45040', '51000');
    const { stopAt } = desk.deal(deal);
    expect(stopAt).toBeGreaterThan(0);
    desk.must({ type: 'bots.editDeal', deal, changes: { maxSafetyOrders: 2, takeProfit: '1.5' } });
    expect(desk.figures(deal).orders[0]).toBe(take);
    expect(desk.deal(deal).stopAt).toBe(stopAt);
  });
});

describe('window of safety orders (D11)', () => {
  it('follows fills and update_max_safety_orders', () => {
    const desk = new BotDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const bot = desk.bot(['USDT_BTC'], { maxSafetyOrders: 5, activeSafetyOrders: 2 });
    const deal = desk.start(bot);
    const resting = (): string[] =>
      desk.orders(deal).flatMap((line) => (line.startsWith('safety') ? [line.split(' ')[3] as string] : []));
    const max = (maxSafetyOrders: number) => desk.run({ type: 'bots.editDeal', deal, changes: { maxSafetyOrders } });
    expect(resting()).toEqual(['49549.5', '49049']);
    desk.market('USDT_BTC', '49500', '49549.50');
    expect(resting()).toEqual(['49049', '48548.5']);
    max(3);
    expect(resting()).toEqual(['49049', '48548.5']);
    desk.market('USDT_BTC', '49000', '49049');
    expect(resting()).toEqual(['48548.5']);
    max(5);
    expect(resting()).toEqual(['48548.5', '48048']);
    max(2);
    expect(resting()).toEqual([]);
    expect(max(1).rejection).toMatchObject({ reason: 'invalid_value', field: 'maxSafetyOrders' });
    expect(desk.record(deal).safetyDone).toBe(2);
  });
});

describe('trailing take profit (D13)', () => {
  it('follows the bid and sells when it falls back', () => {
    const { desk, deal } = started({ maxSafetyOrders: 0, trailing: true, trailingDeviation: '0.2' });
    const seen = ['50700', '50851', '51000', '51300', '51198'].map((bid) => {
      desk.market('USDT_BTC', bid, '51400');
      const { trailingMark } = desk.figures(deal);
      return [desk.deal(deal).status, trailingMark];
    });
    expect(seen).toEqual([
      ['bought', null],
      ['bought', null],
      ['trailing', '51000'],
      ['trailing', '51300'],
      ['trailing', '51300'],
    ]);
    desk.market('USDT_BTC', '51197', '51400');
    expect(desk.record(deal)).toMatchObject({
      status: 'completed',
      profit: '2.191606',
      profitPercent: '2.19',
      sold: { volume: '102.291606' },
    });
  });
});

describe('stop loss with a time (D14)', () => {
  it('runs while the price stays in the zone, and begins anew when it has left', () => {
    const { desk, deal } = started({ stopLoss: '10', stopLossTimeout: 100 });
    const noon = desk.now;
    const at = (seconds: number, bid: string): string => {
      desk.advance(noon + seconds * 1000);
      desk.market('USDT_BTC', bid, '51000');
      return desk.core.state.bots.deals.get(deal)?.status ?? 'gone';
    };
    expect(desk.figures(deal).stopLoss).toBe('45045');
    expect(at(0, '45040')).toBe('bought');
    expect(at(90, '45100')).toBe('bought');
    expect(at(120, '45045')).toBe('bought');
    expect(at(219, '45000')).toBe('bought');
    desk.advance(noon + 220_000);
    expect(desk.record(deal)).toMatchObject({ status: 'stopLossFinished' });
    expect(desk.core.state.orders.open.size).toBe(0);
    expect(desk.core.state.stops.index.count).toBe(0);
  });
});
