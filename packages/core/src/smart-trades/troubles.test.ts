import { describe, expect, it } from 'vitest';
import type { Quantity, Report } from '../index.ts';
import { MARKET, stopLoss, TradeDesk, takeProfit } from './test-trades.ts';

const BTC = 'USDT_BTC';
const EXIT = [takeProfit(1, '100', { price: '55000' })];

function desk(): TradeDesk {
  const made = new TradeDesk();
  made.market(BTC, '49990', '50000');
  return made;
}

/** A trade of a venue that says what a test lets it say. */
class Venue extends TradeDesk {
  #fills = 0;

  constructor() {
    super({}, 'binance');
    this.market(BTC, '49990', '50000');
  }

  /** The newest open order of a trade for this. */
  out(trade: number, role: string): number {
    const leg = this.core.state.legs.byOwner.trade.get(trade)?.findLast((each) => each.role === role);
    if (leg === undefined) throw new Error(`trade ${trade} has no ${role} out`);
    return leg.order;
  }

  says(order: number, report: Report): void {
    this.must({ type: 'orders.report', order, report });
  }

  accept(order: number): void {
    this.says(order, { kind: 'accepted' });
  }

  fill(order: number, quantity: string, price: string): void {
    const fill = `f${++this.#fills}`;
    this.says(order, {
      kind: 'filled',
      fill,
      price: this.price(BTC, price),
      quantity: this.quantity(BTC, quantity),
      maker: true,
    });
  }

  cancelled(order: number): void {
    const filledTotal = (this.order(order)?.filled ?? 0) as Quantity;
    this.says(order, { kind: 'cancelled', filledTotal });
  }

  /** Two steps that rest for a coin that is held. */
  resting(): { trade: number; first: number; second: number } {
    const step = (position: number, price: string) => takeProfit(position, '50', { price, order: 'resting' });
    const takeProfits = [step(1, '51000'), step(2, '52000')];
    const trade = this.openTrade({ entry: null, averagePrice: '50000', quantity: '1', takeProfits });
    const [first, second] = (this.core.state.legs.byOwner.trade.get(trade) ?? []).map(({ order }) => order);
    if (first === undefined || second === undefined) throw new Error('two steps rest');
    this.accept(first);
    this.accept(second);
    return { trade, first, second };
  }
}

describe('at a venue that answers late', () => {
  it('a part that is taken out waits until the steps are back', () => {
    const made = new Venue();
    const { trade, first, second } = made.resting();
    made.must({ type: 'trades.reduce', trade, quantity: made.quantity(BTC, '0.4'), price: 0 });
    made.cancelled(first);
    expect(made.tradeOrders(trade)).toEqual(['step 2 sell 52000 0.5']);
    made.cancelled(second);
    expect(made.tradeOrders(trade)).toEqual([
      'reduce 0 sell market 0.4',
      'step 1 sell 51000 0.3',
      'step 2 sell 52000 0.3',
    ]);
  });

  it('it is told and let be when steps sold too much meanwhile', () => {
    const made = new Venue();
    const { trade, first, second } = made.resting();
    made.must({ type: 'trades.reduce', trade, quantity: made.quantity(BTC, '0.7'), price: 0 });
    made.fill(first, '0.5', '51000');
    made.cancelled(second);
    expect(made.tradeOf(trade)).toMatchObject({ status: 'holding', exited: { amount: '0.5' } });
    expect(made.tradeOf(trade).error).toContain('reducing');
    expect(made.tradeOrders(trade)).toEqual(['step 2 sell 52000 0.5']);
  });

  it('a step is cancelled once its order is back, and done when it was filled before', () => {
    const made = new Venue();
    const { trade, first, second } = made.resting();
    made.must({ type: 'trades.cancelStep', trade, position: 1 });
    expect(made.tradeOf(trade).steps[0]?.status).toBe('ordered');
    expect(made.run({ type: 'trades.panicSellStep', trade, position: 1 }).rejection?.field).toBe('position');
    made.fill(first, '0.2', '51000');
    made.cancelled(first);
    made.cancelled(second);
    expect(made.tradeOf(trade).steps.map(({ status, amount }) => [status, amount])).toEqual([
      ['done', '0.5'],
      ['ordered', '0.8'],
    ]);
  });

  it('a take profit that is filled before its order could be taken back ends the trade with profit', () => {
    const made = new Venue();
    const { trade, first, second } = made.resting();
    made.must({ type: 'trades.cancel', trade });
    made.fill(first, '0.5', '51000');
    made.fill(second, '0.5', '52000');
    expect(made.tradeOf(trade)).toMatchObject({ status: 'takeProfitFinished', exited: { amount: '1' } });
  });

  it('a stop loss that was taken away is not carried out while orders come back', () => {
    const made = new Venue();
    const { trade, first, second } = made.resting();
    made.must({ type: 'trades.edit', trade, changes: { stopLoss: stopLoss({ price: '48000' }) } });
    made.cancelled(first);
    made.cancelled(second);
    made.accept(made.core.state.legs.byOwner.trade.get(trade)?.[0]?.order ?? 0);
    made.must({ type: 'trades.edit', trade, changes: { stopLoss: null } });
    made.market(BTC, '40000', '40010');
    expect(made.tradeOf(trade)).toMatchObject({ status: 'holding', stopLoss: null });
  });

  it('coins that come after the last step was filled are sold by it, too', () => {
    const made = new Venue();
    const takeProfits = [takeProfit(1, '100', { price: '51000', order: 'resting' })];
    const trade = made.openTrade({ entry: null, averagePrice: '50000', quantity: '1', takeProfits });
    made.accept(made.out(trade, 'step'));
    made.must({ type: 'trades.add', trade, quantity: made.quantity(BTC, '0.5'), price: made.price(BTC, '49000') });
    const added = made.out(trade, 'added');
    made.accept(added);
    made.fill(made.out(trade, 'step'), '1', '51000');
    made.fill(added, '0.5', '49000');
    expect(made.tradeOrders(trade)).toEqual(['step 1 sell 51000 0.5']);
    expect(made.tradeOf(trade).steps[0]).toMatchObject({ amount: '1.5', sold: { amount: '1' } });
    made.fill(made.out(trade, 'step'), '0.5', '51000');
    expect(made.tradeOf(trade)).toMatchObject({ status: 'takeProfitFinished', exited: { amount: '1.5' } });
  });

  it('a refused order of one step holds back neither the others nor the stop loss', () => {
    const made = new Venue();
    const trade = made.openTrade({
      entry: null,
      averagePrice: '50000',
      quantity: '1',
      takeProfits: [takeProfit(1, '50', { price: '52000', order: 'resting' }), takeProfit(2, '50', { price: '51000' })],
      stopLoss: stopLoss({ price: '48000' }),
    });
    made.says(made.out(trade, 'step'), { kind: 'rejected', detail: 'not today' });
    expect(made.tradeOf(trade).error).toContain('not today');
    made.market(BTC, '51000', '51010');
    expect(made.tradeOrders(trade)).toEqual(['step 2 sell market 0.5']);
    made.fill(made.out(trade, 'step'), '0.5', '51000');
    made.market(BTC, '47990', '48000');
    expect(made.tradeOrders(trade)).toEqual(['stop 0 sell market 0.5']);
  });
});

describe('thin books and small quantities', () => {
  it('a stop loss and a panic sale that sell a part go on after a second', () => {
    for (const panic of [false, true]) {
      const made = desk();
      const trade = made.openTrade({
        quantity: '0.01',
        takeProfits: EXIT,
        stopLoss: panic ? null : stopLoss({ price: '48000' }),
      });
      made.depth(BTC, [['47990', '0.004']], [['48000', '1']]);
      if (panic) made.must({ type: 'trades.panicSell', trade });
      made.advance();
      expect(made.tradeOf(trade)).toMatchObject({ exited: { amount: '0.004' } });
      // the price is far above the stop loss again: what it began is finished
      made.depth(BTC, [['50000', '1']], [['50010', '1']]);
      made.advance(made.now + 1_000);
      expect(made.tradeOf(trade)).toMatchObject({
        status: panic ? 'panicSold' : 'stopLossFinished',
        exited: { amount: '0.01' },
      });
    }
  });

  it('a step asked to be sold is sold at once though another one failed', () => {
    const made = desk();
    const trade = made.openTrade({
      quantity: '0.01',
      takeProfits: [takeProfit(1, '50', { price: '51000' }), takeProfit(2, '50', { price: '60000' })],
    });
    made.depth(BTC, [['51000', '0.001']], [['51010', '1']]);
    made.advance();
    expect(made.tradeOf(trade).steps[0]?.status).toBe('failed');
    made.depth(BTC, [['50000', '1']], [['50010', '1']]);
    made.must({ type: 'trades.panicSellStep', trade, position: 1 });
    made.advance();
    expect(made.tradeOf(trade).steps[0]).toMatchObject({ status: 'panicSold', sold: { amount: '0.005' } });
  });

  it('what is left of an order that rests stays with it, however little', () => {
    const made = new TradeDesk();
    const lot = made.pair('LOT', '0.01', '1', { minQuantity: '10' });
    made.market(lot, '99.99', '100');
    const takeProfits = [takeProfit(1, '100', { price: '110', order: 'resting' })];
    const trade = made.openTrade({ quantity: '100', takeProfits }, lot);
    made.depth(lot, [['110', '95']], [['110.01', '1']]);
    made.advance();
    expect(made.tradeOrders(trade)).toEqual(['step 1 sell 110 5']);
    made.market(lot, '110', '110.01');
    expect(made.tradeOf(trade)).toMatchObject({ status: 'takeProfitFinished', exited: { amount: '100' } });
  });

  it('what was bought and is too little to be sold ends the trade', () => {
    const made = new TradeDesk({ maker: 6000, taker: 6000, mode: 'received' });
    const one = made.pair('ONE', '0.01', '1');
    made.market(one, '99.99', '100');
    const trade = made.openTrade({ quantity: '1', takeProfits: [takeProfit(1, '100', { price: '110' })] }, one);
    expect(made.tradeOf(trade)).toMatchObject({ status: 'finished', error: expect.stringContaining('too little') });
    expect(made.core.state.stops.index.count).toBe(0);
  });

  it('a part that is taken out leaves what can be sold, and is not sold by the steps', () => {
    const made = desk();
    const takeProfits = [takeProfit(1, '100', { price: '51000', order: 'resting' })];
    const trade = made.openTrade({ quantity: '1', takeProfits });
    made.must({ type: 'trades.reduce', trade, quantity: made.quantity(BTC, '0.6'), price: made.price(BTC, '60000') });
    expect(made.tradeOrders(trade)).toEqual(['reduce 0 sell 60000 0.6', 'step 1 sell 51000 0.4']);
    const more = { type: 'trades.reduce', trade, quantity: made.quantity(BTC, '0.6'), price: 0 } as const;
    expect(made.run(more).rejection?.reason).toBe('quantity_too_large');
    made.market(BTC, '51000', '51010');
    const order = made.core.state.legs.byOwner.trade.get(trade)?.[0]?.order ?? 0;
    made.must({ type: 'trades.cancelOrder', trade, order });
    // the step sells what comes back
    made.advance();
    expect(made.tradeOf(trade)).toMatchObject({ status: 'takeProfitFinished', exited: { amount: '1' } });
  });
});

describe('prices', () => {
  it('a target of almost nothing is the lowest price, not the market', () => {
    const made = new TradeDesk();
    const tiny = made.pair('TINY', '0.01', '1');
    made.give('TINY', '1000');
    made.market(tiny, '0.05', '0.06');
    const takeProfits = [takeProfit(1, '100', { percent: '-99', order: 'resting' })];
    const trade = made.openTrade(
      { side: 'short', entry: { ...MARKET, by: 'bid' }, quantity: '1000', takeProfits },
      tiny,
    );
    expect(made.tradeOrders(trade)).toEqual(['step 1 buy 0.01 1000']);
  });

  it('breaking even never loosens a stop loss, and goes with one that does not trail', () => {
    const made = desk();
    const steps = [takeProfit(1, '50', { price: '51000' }), takeProfit(2, '50', { price: '60000' })];
    const trade = made.openTrade({ quantity: '0.01', takeProfits: steps, stopLoss: stopLoss({ price: '40000' }) });
    made.market(BTC, '51000', '51010');
    made.must({ type: 'trades.edit', trade, changes: { stopLoss: stopLoss({ price: '50500', breakeven: true }) } });
    expect(made.tradeOf(trade).stopLoss).toBe('50500');
    const both = { stopLoss: stopLoss({ price: '45000', breakeven: true, trails: true }) };
    expect(made.run({ type: 'trades.edit', trade, changes: both }).rejection?.field).toBe('stopLoss.breakeven');
  });

  it('a trailing stop loss beyond the entry price is one that stays', () => {
    const made = desk();
    const trade = made.openTrade({ quantity: '0.01', stopLoss: stopLoss({ price: '50500', trails: true }) });
    expect(made.tradeFigures(trade).stopLevel).toBe('50500');
    made.market(BTC, '49990', '50000');
    expect(made.tradeOf(trade).status).toBe('stopLossFinished');
  });

  it('a condition without a market to compare it with is refused; one that is started by hand waits no more', () => {
    const made = desk();
    const eth = made.pair('NEW', '0.01', '0.001');
    const entry = { ...MARKET, type: 'conditional', price: '48000' } as const;
    const settings = { ...made.running(made.openTrade({ entry, quantity: '0.01', takeProfits: EXIT })).settings };
    const open = { type: 'trades.open', account: made.trader, note: null } as const;
    const other = { ...settings, instrument: made.instrument(eth).id };
    expect(made.run({ ...open, settings: other }).rejection).toMatchObject({
      reason: 'no_market_price',
      field: 'entry.price',
    });
    const trade = made.openTrade({ entry, quantity: '0.01', takeProfits: [] });
    const before = made.core.state.stops.index.count;
    made.must({ type: 'trades.forceStart', trade });
    expect(made.core.state.stops.index.count).toBe(before - 1);
  });
});
