import { describe, expect, it } from 'vitest';
import { MARKET, TradeDesk, takeProfit } from './test-trades.ts';

const BTC = 'USDT_BTC';
const LIMIT = { ...MARKET, type: 'limit', price: '49000' } as const;
const CONDITIONAL = { ...MARKET, type: 'conditional', price: '48000' } as const;
const EXIT = [takeProfit(1, '100', { price: '55000' })];

function desk(): TradeDesk {
  const made = new TradeDesk();
  made.market(BTC, '49990', '50000');
  return made;
}

function nothingLeft(made: TradeDesk): void {
  expect(made.core.state.orders.open.size).toBe(0);
  expect(made.core.state.stops.index.count).toBe(0);
  expect(made.core.state.legs.byOrder.size).toBe(0);
}

describe('adding to a trade and taking out of it', () => {
  it('adding funds makes the steps larger, reducing makes them smaller', () => {
    const made = desk();
    const trade = made.openTrade({
      quantity: '0.01',
      takeProfits: [takeProfit(1, '50', { price: '55000', order: 'resting' }), takeProfit(2, '50', { percent: '20' })],
    });
    const quantity = made.quantity(BTC, '0.01');
    made.must({ type: 'trades.add', trade, quantity, price: 0 });
    expect(made.tradeOf(trade)).toMatchObject({
      entered: { amount: '0.02' },
      steps: [{ amount: '0.01' }, { amount: '0.01' }],
    });
    expect(made.tradeOrders(trade)).toEqual(['step 1 sell 55000 0.01']);
    made.must({ type: 'trades.reduce', trade, quantity: made.quantity(BTC, '0.005'), price: 0 });
    expect(made.tradeOf(trade)).toMatchObject({
      exited: { amount: '0.005' },
      steps: [{ amount: '0.0075' }, { amount: '0.0075' }],
    });
    expect(
      made.run({ type: 'trades.reduce', trade, quantity: made.quantity(BTC, '0.015'), price: 0 }).rejection,
    ).toMatchObject({
      field: 'quantity',
    });
    made.market(BTC, '60000', '60010');
    expect(made.tradeOf(trade)).toMatchObject({ status: 'takeProfitFinished', exited: { amount: '0.02' } });
    nothingLeft(made);
  });

  it('funds that are added while the entry rests are held with it; the entry stays as large as it was', () => {
    const made = desk();
    const entry = LIMIT;
    const trade = made.openTrade({ entry, quantity: '0.01', takeProfits: EXIT });
    expect(made.tradeOrders(trade)).toEqual(['entry 0 buy 49000 0.01']);
    made.must({ type: 'trades.add', trade, quantity: made.quantity(BTC, '0.02'), price: 0 });
    made.must({ type: 'trades.add', trade, quantity: made.quantity(BTC, '0.005'), price: made.price(BTC, '48000') });
    expect(made.tradeOf(trade)).toMatchObject({ status: 'entering', entered: { amount: '0.02' } });
    expect(made.tradeOrders(trade)).toEqual(['entry 0 buy 49000 0.01', 'added 0 buy 48000 0.005']);
    // moved to another price and quantity it still enters what it is told, beside what was added
    made.must({ type: 'trades.edit', trade, changes: { entry: { ...entry, price: '48900' }, quantity: '0.015' } });
    expect(made.tradeOrders(trade)).toContain('entry 0 buy 48900 0.015');
    made.market(BTC, '48890', '48900');
    expect(made.tradeOf(trade)).toMatchObject({
      status: 'holding',
      entered: { amount: '0.035' },
      steps: [{ amount: '0.035' }],
    });
    made.market(BTC, '47990', '48000');
    expect(made.tradeOf(trade)).toMatchObject({ entered: { amount: '0.04' }, steps: [{ amount: '0.04' }] });
  });

  it('funds that are added while a price is waited for may be sold at once; a lost one does not end the entry', () => {
    const made = desk();
    const trade = made.openTrade({ entry: CONDITIONAL, quantity: '0.01', takeProfits: EXIT });
    const quantity = made.quantity(BTC, '0.01');
    made.must({ type: 'trades.add', trade, quantity, price: made.price(BTC, '48000') });
    made.must({ type: 'orders.cancel', order: made.core.state.legs.byOwner.trade.get(trade)?.[0]?.order ?? 0 });
    expect(made.tradeOf(trade)).toMatchObject({ status: 'waiting', error: 'added: client' });
    made.must({ type: 'trades.add', trade, quantity, price: 0 });
    expect(made.tradeOf(trade)).toMatchObject({ status: 'waiting', entered: { amount: '0.01' } });
    made.must({ type: 'trades.panicSell', trade });
    expect(made.tradeOf(trade)).toMatchObject({ status: 'panicSold', exited: { amount: '0.01' } });
    nothingLeft(made);
  });

  it('nothing is added to an entry that trails, nor to a trade without exits', () => {
    const made = desk();
    const quantity = made.quantity(BTC, '0.01');
    const trails = made.openTrade({ entry: { ...CONDITIONAL, trailing: '1' }, quantity: '0.01', takeProfits: EXIT });
    const simple = made.openTrade({ entry: CONDITIONAL, quantity: '0.01', takeProfits: [] });
    for (const trade of [trails, simple])
      expect(made.run({ type: 'trades.add', trade, quantity, price: 0 }).rejection?.reason).toBe('not_allowed_now');
  });
});
