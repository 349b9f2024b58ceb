import { describe, expect, it } from 'vitest';
import { BotDesk } from './test-bots.ts';
import { VenueDesk } from './test-venue.ts';

function started(settings = {}): { desk: BotDesk; deal: number; add: (quantity: string, price?: string) => number } {
  const desk = new BotDesk();
  desk.market('USDT_BTC', '49990', '50000');
  const deal = desk.start(desk.bot(['USDT_BTC'], { maxSafetyOrders: 1, activeSafetyOrders: 1, ...settings }));
  const add = (quantity: string, price?: string): number =>
    desk.must({
      type: 'bots.addFunds',
      deal,
      quantity: desk.quantity('USDT_BTC', quantity),
      price: price === undefined ? 0 : desk.price('USDT_BTC', price),
    });
  return { desk, deal, add };
}

describe('funds that are added to a deal', () => {
  it('at the market are held at once: the take profit follows, the grid stays', () => {
    const { desk, deal, add } = started();
    desk.market('USDT_BTC', '49700', '49800');
    add('0.001');
    // 100.1 + 49.8·1.001, then · 1.015 / (0.003 · 0.999)
    expect(desk.record(deal)).toMatchObject({ addedDone: 1, bought: { amount: '0.003', volume: '149.9498' } });
    expect(desk.orders(deal)).toEqual(['safety 1 buy 49549.5 0.00202', 'takeProfit 0 sell 50783.8 0.003']);
    expect(desk.record(deal)).toMatchObject({ baseAverage: '50050', safetyDone: 0 });
  });

  it('at a price wait for it', () => {
    const { desk, deal, add } = started();
    const order = add('0.001', '49800');
    expect(desk.order(order)?.price).toBe(4_980_000);
    expect(desk.figures(deal).restingAddedOrders).toBe(1);
    desk.market('USDT_BTC', '49700', '49800');
    expect(desk.record(deal)).toMatchObject({ addedDone: 1, bought: { volume: '149.9498' } });
    expect(desk.figures(deal).restingAddedOrders).toBe(0);
  });

  it('that wait can be taken back; safety orders cannot so', () => {
    const { desk, deal, add } = started();
    const order = add('0.001', '49800');
    desk.must({ type: 'bots.cancelFunds', deal, order });
    expect(desk.order(order)).toBeUndefined();
    expect(desk.record(deal)).toMatchObject({ addedDone: 0, error: null });
    const [take] = desk.figures(deal).orders;
    for (const other of [order, take as number])
      expect(desk.run({ type: 'bots.cancelFunds', deal, order: other }).rejection).toMatchObject({
        reason: 'unknown_order',
        field: 'order',
      });
  });

  it('are taken back when the deal ends', () => {
    const { desk, deal, add } = started();
    add('0.001', '49000');
    desk.market('USDT_BTC', '51000', '51010');
    expect([desk.record(deal).status, desk.core.state.orders.open.size]).toEqual(['completed', 0]);
  });

  it('of a short deal are sold', () => {
    const { desk, deal, add } = started({ strategy: 'short' });
    add('0.001');
    expect(desk.record(deal)).toMatchObject({ sold: { amount: '0.00301' }, addedDone: 1 });
  });

  it.each([
    ['quantity', { quantity: 0, price: 0 }],
    ['quantity', { quantity: -1, price: 0 }],
    ['quantity', { quantity: 1.5, price: 0 }],
    ['quantity', { quantity: Number.NaN, price: 0 }],
    ['price', { quantity: 100, price: -1 }],
    ['price', { quantity: 100, price: 1.5 }],
    ['quantity', { quantity: 1, price: 4_980_000 }],
    ['quantity', { quantity: 1e9, price: 0 }],
  ])('a wrong %s is refused: %j', (field, wrong) => {
    const { desk, deal } = started();
    const before = desk.core.digest();
    expect(desk.run({ type: 'bots.addFunds', deal, ...wrong }).rejection?.field).toBe(field);
    expect(desk.core.digest()).toBe(before);
  });

  it('are taken only by a deal that holds coins', () => {
    const desk = new VenueDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const deal = desk.start(desk.bot(['USDT_BTC'], {}));
    const add = () => desk.run({ type: 'bots.addFunds', deal, quantity: 100, price: 0 }).rejection?.reason;
    expect(add()).toBe('not_allowed_now');
    desk.fill(desk.out(deal, 'base'));
    expect(add()).toBeUndefined();
    desk.must({ type: 'bots.cancelDeal', deal });
    expect(add()).toBe('not_allowed_now');
  });

  it('that the venue rejects leave the deal as it was', () => {
    const desk = new VenueDesk();
    desk.market('USDT_BTC', '49990', '50000');
    const deal = desk.start(desk.bot(['USDT_BTC'], {}));
    desk.fill(desk.out(deal, 'base'));
    desk.acceptAll(deal);
    desk.must({ type: 'bots.addFunds', deal, quantity: 100, price: 0 });
    desk.reject(desk.out(deal, 'added'), 'no money');
    expect(desk.record(deal)).toMatchObject({ status: 'bought', addedDone: 0, bought: { amount: '0.002' } });
    expect(desk.orders(deal)).toHaveLength(1);
  });
});

describe('a message that adds to running deals', () => {
  it('adds to those of the pair, refused when there is none', () => {
    const { desk, deal } = started();
    const { bot } = desk.deal(deal);
    const say = (volume?: { amount: string; unit: 'quote' | 'base' }) =>
      desk.run({ type: 'bots.signal', bot, instrument: null, action: 'add', ...(volume ? { volume } : {}) }).rejection;
    expect(say({ amount: '50', unit: 'quote' })).toBeNull();
    expect(desk.record(deal).bought.amount).toBe('0.003');
    expect(say({ amount: '0.001', unit: 'base' })).toBeNull();
    expect(desk.record(deal)).toMatchObject({ bought: { amount: '0.004' }, addedDone: 2 });
    expect(say()?.field).toBe('volume');
    expect(say({ amount: '-1', unit: 'base' })?.field).toBe('volume');
    desk.must({ type: 'bots.cancelDeal', deal });
    expect(say({ amount: '50', unit: 'quote' })).not.toBeNull();
  });
});
