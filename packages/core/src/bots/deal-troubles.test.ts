import { describe, expect, it } from 'vitest';
import type { Report } from '../index.ts';
import type { BotSettings } from './settings.ts';
import { BotDesk, PLAIN } from './test-bots.ts';

function started(settings: Partial<BotSettings> = {}): { desk: BotDesk; bot: number; deal: number } {
  const desk = new BotDesk();
  desk.market('USDT_BTC', '49990', '50000');
  const bot = desk.bot(['USDT_BTC'], settings);
  return { desk, bot, deal: desk.start(bot) };
}

/** A bought deal on an account of a venue, whose answers the test gives. */
class VenueDesk extends BotDesk {
  readonly deal1: number;

  constructor(settings: Partial<BotSettings>) {
    super();
    this.market('USDT_BTC', '49990', '50000');
    const account = this.open({ currency: 'USDT', venue: 'elsewhere' });
    this.must({ type: 'accounts.reportBalance', account, asset: 'USDT', total: this.money('USDT', '10000') });
    const instruments = [this.instrument('USDT_BTC').id];
    const whole = { ...PLAIN, name: 'Test bot', instruments, ...settings };
    this.deal1 = this.start(this.must({ type: 'bots.create', account, secret: 'a1b2c3d4e5', settings: whole }));
    this.hear(this.legOf('base'), { kind: 'accepted' });
    this.fill(this.legOf('base'), '50000', '0.002');
  }

  legOf(role: string): number {
    const leg = this.core.state.legs.byOwner.deal.get(this.deal1)?.find((each) => each.role === role);
    if (leg === undefined) throw new Error(`no ${role} order is open`);
    return leg.order;
  }

  hear(order: number, report: Report): void {
    this.run({ type: 'orders.report', order, report });
  }

  fill(order: number, price: string, quantity: string): void {
    this.hear(order, {
      kind: 'filled',
      fill: `${order} at ${price}`,
      price: this.price('USDT_BTC', price),
      quantity: this.quantity('USDT_BTC', quantity),
      maker: true,
    });
  }
}

describe('an order of a deal, touched past the deal', () => {
  const SAFETY = { maxSafetyOrders: 1, activeSafetyOrders: 1 };

  it('gets no other price or quantity', () => {
    const { desk, deal } = started(SAFETY);
    const order = desk.figures(deal).orders[0] as number;
    const before = desk.orders(deal);
    const quantity = desk.quantity('USDT_BTC', '0.5');
    const price = desk.price('USDT_BTC', '60000');
    expect(desk.run({ type: 'orders.move', order, quantity }).rejection).toMatchObject({
      reason: 'not_movable',
      field: 'order',
      detail: `order ${order} belongs to deal ${deal}: change that instead`,
    });
    const replace = { type: 'orders.replace', account: desk.trader, order, quantity, price, key: null } as const;
    expect(desk.run(replace).rejection).toMatchObject({ reason: 'not_movable' });
    expect(desk.orders(deal)).toEqual(before);
  });

  it('is cancelled, and comes back after a minute', () => {
    const { desk, deal } = started(SAFETY);
    const before = desk.orders(deal);
    const noon = desk.now;
    desk.run({ type: 'orders.cancel', order: desk.figures(deal).orders[0] as number });
    expect(desk.record(deal).error).toBe('take profit: client');
    desk.advance(noon + 59_999);
    expect(desk.orders(deal)).toHaveLength(1);
    desk.advance(noon + 60_000);
    expect(desk.orders(deal).sort()).toEqual(before.sort());
    expect(desk.record(deal).error).toBeNull();
  });
});

describe('a short deal that earns coins, while there is no price', () => {
  it('is not sold before there is one again', () => {
    const { desk, deal } = started({ strategy: 'short', profitCurrency: 'base' });
    desk.depth('USDT_BTC', [['49990', '1']], []);
    desk.run({ type: 'bots.panicSellDeal', deal });
    expect(desk.deal(deal)).toMatchObject({ status: 'bought', exitedSteps: 0 });
    expect(desk.deal(deal).error).toContain('closing at the market');
    desk.market('USDT_BTC', '49990', '50000');
    desk.run({ type: 'bots.panicSellDeal', deal });
    expect(desk.record(deal)).toMatchObject({ status: 'panicSold' });
  });
});

describe('a deal that begins to trail while its take profit is on the way back', () => {
  it('sells nothing before that is back, and then only what it left', () => {
    const desk = new VenueDesk({ takeProfit: '1.5' });
    const resting = desk.legOf('takeProfit');
    desk.hear(resting, { kind: 'accepted' });
    desk.must({ type: 'bots.editDeal', deal: desk.deal1, changes: { trailing: true } });
    desk.market('USDT_BTC', '51500', '51510');
    desk.market('USDT_BTC', '51000', '51010');
    expect(desk.deal(desk.deal1).status).toBe('trailingSale');
    expect(desk.orders(desk.deal1).map((order) => order.split(' ')[0])).toEqual(['takeProfit']);
    desk.fill(resting, '51500', '0.0005');
    desk.hear(resting, { kind: 'cancelled', filledTotal: desk.quantity('USDT_BTC', '0.0005') });
    expect(desk.orders(desk.deal1)).toEqual(['close 0 sell market 0.0015']);
  });
});

describe('a safety order that is sent at the market', () => {
  it('waits for its price again after it was refused', () => {
    const { desk, deal } = started({ maxSafetyOrders: 1, activeSafetyOrders: 0, safetyStep: '2' });
    const money = desk.money('USDT', desk.free(desk.trader, 'USDT'));
    const moved = { account: desk.trader, asset: 'USDT', amount: money, key: null } as const;
    desk.must({ type: 'accounts.withdraw', ...moved });
    const noon = desk.now;
    desk.market('USDT_BTC', '48990', '49000');
    expect(desk.record(deal).error).toContain('safety order 1');
    desk.market('USDT_BTC', '49990', '50000');
    desk.must({ type: 'accounts.deposit', ...moved });
    desk.advance(noon + 61_000);
    desk.market('USDT_BTC', '49990', '50000');
    expect(desk.deal(deal).safetyDone.size).toBe(0);
    expect(desk.record(deal).error).toBeNull();
    desk.market('USDT_BTC', '48990', '49000');
    expect(desk.deal(deal).safetyDone.size).toBe(1);
  });
});

describe('fewer safety orders than there were', () => {
  it('count those that are filled, whatever their number', () => {
    const { desk, deal } = started({ maxSafetyOrders: 3, activeSafetyOrders: 2, safetyStep: '1' });
    const first = desk.core.state.legs.byOwner.deal
      .get(deal)
      ?.find(({ role, step }) => role === 'safety' && step === 1);
    desk.run({ type: 'orders.cancel', order: first?.order as number });
    desk.market('USDT_BTC', '49000', '49049');
    expect([...desk.deal(deal).safetyDone]).toEqual([2]);
    desk.market('USDT_BTC', '49600', '49610');
    desk.must({ type: 'bots.editDeal', deal, changes: { maxSafetyOrders: 1 } });
    expect(desk.orders(deal).filter((order) => order.startsWith('safety'))).toEqual([]);
    desk.must({ type: 'bots.editDeal', deal, changes: { maxSafetyOrders: 2 } });
    expect(desk.orders(deal).filter((order) => order.startsWith('safety 1 '))).toHaveLength(1);
  });
});

describe('coins that come while the last take profit is filled', () => {
  it('are sold as that one would have been', () => {
    const takeProfitSteps = [
      { profit: '1', share: '50' },
      { profit: '2', share: '50' },
    ];
    const desk = new VenueDesk({ takeProfitSteps, maxSafetyOrders: 1, activeSafetyOrders: 1 });
    const safety = desk.legOf('safety');
    for (const line of ['0.001', '0.001']) desk.fill(desk.legOf('takeProfit'), '51500', line);
    expect(desk.orders(desk.deal1)).toEqual(['safety 1 buy 49500 0.00203']);
    desk.fill(safety, '49500', '0.00203');
    expect(desk.orders(desk.deal1)).toEqual(['takeProfit 1 sell 50743.11 0.00203']);
  });
});

describe('a bot that starts non-stop where each deal ends in the moment in which it begins', () => {
  it('starts so many deals and then waits', () => {
    const desk = new BotDesk();
    // a sandbox buys at the last price and sells at the bid, which has left it behind
    const account = desk.open({ currency: 'USDT', fillPolicy: 'sandbox' });
    desk.deposit(account, 'USDT', '1000');
    desk.trade('USDT_BTC', '50000', '1');
    desk.market('USDT_BTC', '60000', '60010');
    const instruments = [desk.instrument('USDT_BTC').id];
    const start = [{ kind: 'nonstop' }] as const;
    const settings: BotSettings = { ...PLAIN, name: 'Test bot', instruments, startOrder: 'market', start };
    const bot = desk.must({ type: 'bots.create', account, secret: 'a1b2c3d4e5', settings });
    desk.must({ type: 'bots.enable', bot });
    expect(desk.finished.map(({ status }) => status)).toEqual(Array(21).fill('completed'));
    const { now } = desk;
    expect(desk.core.nextTimer).toBe(now + 10_000);
    desk.trade('USDT_BTC', '60000', '1');
    desk.advance(now + 10_000);
    expect([desk.active(bot).length, desk.finished.length]).toEqual([1, 21]);
  });
});

describe('a sale that was filled in part and is refused then', () => {
  it('leaves the deal as one that holds what is left, and that can be cancelled', () => {
    const desk = new VenueDesk({});
    const resting = desk.legOf('takeProfit');
    desk.must({ type: 'bots.panicSellDeal', deal: desk.deal1 });
    desk.hear(resting, { kind: 'cancelled', filledTotal: desk.quantity('USDT_BTC', '0') });
    desk.fill(desk.legOf('close'), '49990', '0.0005');
    desk.hear(desk.legOf('close'), { kind: 'cancelled', filledTotal: desk.quantity('USDT_BTC', '0.0005') });
    expect(desk.deal(desk.deal1).status).toBe('panicSellPlaced');
    desk.must({ type: 'instruments.delist', symbol: 'USDT_BTC' });
    desk.advance(desk.now + 1_000);
    expect(desk.deal(desk.deal1)).toMatchObject({ status: 'bought', exitedSteps: 50 });
    desk.must({ type: 'bots.cancelDeal', deal: desk.deal1 });
    expect(desk.record(desk.deal1).status).toBe('cancelled');
  });

  it('is tried again only after a minute when the venue refuses it', () => {
    const desk = new VenueDesk({});
    const resting = desk.legOf('takeProfit');
    desk.must({ type: 'bots.panicSellDeal', deal: desk.deal1 });
    desk.hear(resting, { kind: 'cancelled', filledTotal: desk.quantity('USDT_BTC', '0') });
    desk.fill(desk.legOf('close'), '49990', '0.0005');
    desk.hear(desk.legOf('close'), { kind: 'cancelled', filledTotal: desk.quantity('USDT_BTC', '0.0005') });
    desk.advance(desk.now + 1_000);
    desk.hear(desk.legOf('close'), { kind: 'rejected', detail: 'not now' });
    expect(desk.deal(desk.deal1)).toMatchObject({ status: 'bought', error: 'closing at the market: not now' });
  });
});
