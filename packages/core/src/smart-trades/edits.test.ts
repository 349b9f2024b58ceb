import { describe, expect, it } from 'vitest';
import { Core } from '../index.ts';
import type { TradeChanges } from './settings.ts';
import { MARKET, stopLoss, TradeDesk, takeProfit } from './test-trades.ts';

const BTC = 'USDT_BTC';
const CONDITIONAL = { ...MARKET, type: 'conditional', price: '48000', trailing: '1' } as const;
const EXIT = [takeProfit(1, '100', { price: '55000' })];

function desk(): TradeDesk {
  const made = new TradeDesk();
  made.market(BTC, '49990', '50000');
  return made;
}

function edit(made: TradeDesk, trade: number, changes: TradeChanges): void {
  made.must({ type: 'trades.edit', trade, changes });
}

function refusal(made: TradeDesk, trade: number, changes: object): string {
  const { rejection } = made.run({ type: 'trades.edit', trade, changes });
  return `${rejection?.reason} ${rejection?.field}`;
}

/** Conditions that wait, of whatever trade. */
function waiting(made: TradeDesk): number {
  return made.core.state.stops.index.count;
}

describe('edits (C4)', () => {
  it('nothing but what may be changed is: not the side, the instrument, or the quantity of coins that are held', () => {
    const made = desk();
    const trade = made.openTrade({ quantity: '0.01', takeProfits: EXIT });
    expect(refusal(made, trade, { quantity: '5' })).toBe('not_allowed_now quantity');
    expect(refusal(made, trade, { side: 'short' })).toBe('invalid_value side');
    expect(refusal(made, trade, { instrument: 1 })).toBe('invalid_value instrument');
    edit(made, trade, { stopLoss: undefined } as unknown as TradeChanges);
    expect(made.running(trade).settings).toMatchObject({ quantity: '0.01', side: 'long', stopLoss: null });
  });

  it('coins that were added stay when the price of held coins is corrected', () => {
    const made = desk();
    const trade = made.openTrade({ entry: null, averagePrice: '40000', quantity: '1', takeProfits: EXIT });
    made.must({ type: 'trades.add', trade, quantity: made.quantity(BTC, '0.5'), price: 0 });
    expect(made.tradeOf(trade).entered).toMatchObject({ amount: '1.5', volume: '65025' });
    edit(made, trade, { averagePrice: '41000' });
    expect(made.tradeOf(trade)).toMatchObject({
      entered: { amount: '1.5', volume: '66025' },
      steps: [{ amount: '1.5' }],
    });
    edit(made, trade, { stored: { page: 1 } });
    expect(made.tradeOf(trade).entered).toMatchObject({ amount: '1.5', volume: '66025' });
  });

  it('what a dropped step waited for is forgotten', () => {
    const made = desk();
    const trade = made.openTrade({
      quantity: '0.01',
      takeProfits: [takeProfit(1, '50', { price: '51000' }), takeProfit(2, '50', { price: '52000' })],
    });
    expect(waiting(made)).toBe(2);
    edit(made, trade, { takeProfits: [takeProfit(3, '100', { price: '53000' })] });
    expect(waiting(made)).toBe(1);
    made.market(BTC, '52000', '52010');
    expect(made.tradeOf(trade)).toMatchObject({ status: 'holding', exited: { amount: '0' } });
    made.must({ type: 'trades.cancel', trade });
    expect(waiting(made)).toBe(0);
  });

  it('eight steps give way to eight others, again and again, beside a stop loss and another trade', () => {
    const made = desk();
    const eight = (from: number, price: string) =>
      Array.from({ length: 8 }, (_, i) => takeProfit(from + i, '12.5', { price }));
    const one = made.openTrade({
      quantity: '0.08',
      takeProfits: eight(1, '51000'),
      stopLoss: stopLoss({ price: '45000', trails: true, timeout: 60 }),
    });
    const other = made.openTrade({ quantity: '0.08', takeProfits: eight(1, '60000') });
    for (let from = 9; from < 60; from += 8) edit(made, one, { takeProfits: eight(from, '52000') });
    expect(waiting(made)).toBe(8 + 2 + 8);
    made.market(BTC, '52000', '52010');
    expect(made.tradeOf(one)).toMatchObject({ status: 'takeProfitFinished', exited: { amount: '0.08' } });
    expect(made.tradeOf(other)).toMatchObject({ status: 'holding', exited: { amount: '0' } });
    expect(waiting(made)).toBe(8);
  });

  it('a trailing step goes on when its share alone changes, and begins anew with another target', () => {
    const made = desk();
    const steps = (share: string, trailing: string) => [
      takeProfit(1, share, { price: '51000', trailing }),
      takeProfit(2, `${100 - Number(share)}`, { price: '60000' }),
    ];
    const trade = made.openTrade({ quantity: '0.01', takeProfits: steps('50', '1') });
    made.market(BTC, '52000', '52010');
    edit(made, trade, { takeProfits: steps('30', '1') });
    expect(made.tradeOf(trade).steps[0]).toMatchObject({ status: 'trailing', amount: '0.003' });
    expect(made.tradeFigures(trade).stepMarks).toEqual({ 1: '52000' });
    made.market(BTC, '50500', '50510');
    expect(made.tradeOf(trade).steps[0]?.status).toBe('done');
    const again = made.openTrade({ quantity: '0.01', takeProfits: steps('50', '1') });
    made.market(BTC, '52000', '52010');
    made.market(BTC, '51900', '51910');
    edit(made, again, { takeProfits: steps('50', '0') });
    expect(made.tradeOf(again).steps[0]?.status).toBe('idle');
  });

  it('an entry that trails waits again when it is to begin at another price, and goes on with another distance', () => {
    const made = desk();
    const trade = made.openTrade({ entry: CONDITIONAL, quantity: '0.01', takeProfits: EXIT });
    made.market(BTC, '47990', '48000');
    made.market(BTC, '46990', '47000');
    edit(made, trade, { entry: { ...CONDITIONAL, trailing: '3' } });
    expect(made.running(trade).status).toBe('trailingEntry');
    expect(made.tradeFigures(trade).entryMark).toBe('47000');
    edit(made, trade, { entry: { ...CONDITIONAL, price: '45000' } });
    expect(made.running(trade)).toMatchObject({ status: 'waiting', direction: 'below' });
    expect(refusal(made, trade, { entry: null })).toBe('invalid_value entry.type');
    expect(refusal(made, trade, { entry: { ...CONDITIONAL, type: 'limit' } })).toBe('invalid_value entry.type');
  });

  it('a new take profit does not give a running stop loss its time again', () => {
    const made = desk();
    const trade = made.openTrade({
      quantity: '0.01',
      takeProfits: EXIT,
      stopLoss: stopLoss({ price: '48000', timeout: 100 }),
    });
    made.market(BTC, '47900', '47910');
    const { stopAt } = made.running(trade);
    expect(stopAt).toBeGreaterThan(0);
    edit(made, trade, { takeProfits: [takeProfit(2, '100', { price: '56000' })] });
    expect(made.running(trade).stopAt).toBe(stopAt);
    edit(made, trade, { stopLoss: stopLoss({ price: '47000', timeout: 100 }) });
    expect(made.running(trade).stopAt).toBe(0);
    edit(made, trade, { stopLoss: null });
    made.market(BTC, '40000', '40010');
    expect(made.tradeOf(trade)).toMatchObject({ status: 'holding', stopLoss: null });
  });

  it('what is held keeps an exit that is not over; a cancelled step begins anew when it is changed', () => {
    const made = desk();
    const first = takeProfit(1, '50', { price: '51000' });
    const second = takeProfit(2, '50', { price: '52000' });
    const trade = made.openTrade({
      quantity: '0.01',
      takeProfits: [first, second],
      stopLoss: stopLoss({ price: '40000' }),
    });
    made.must({ type: 'trades.cancelStep', trade, position: 1 });
    made.must({ type: 'trades.cancelStep', trade, position: 2 });
    expect(refusal(made, trade, { stopLoss: null })).toBe('invalid_value takeProfits');
    edit(made, trade, { takeProfits: [first, { ...second, price: '53000' }], stopLoss: null });
    expect(made.tradeOf(trade).steps.map(({ status, amount }) => [status, amount])).toEqual([
      ['cancelled', '0.005'],
      ['idle', '0.01'],
    ]);
    expect(made.run({ type: 'trades.cancelStep', trade, position: 2 }).rejection?.reason).toBe('not_allowed_now');
  });

  it('a step that has sold a part stays, whatever its share', () => {
    const made = desk();
    const resting = (position: number, share: string) =>
      takeProfit(position, share, { price: `${50 + position}000`, order: 'resting' });
    const trade = made.openTrade({ quantity: '0.01', takeProfits: [resting(1, '50'), resting(2, '50')] });
    made.depth(BTC, [['51000', '0.003']], [['51010', '1']]);
    made.advance();
    expect(refusal(made, trade, { takeProfits: [resting(3, '100')] })).toBe('invalid_value takeProfits');
    edit(made, trade, { takeProfits: [resting(1, '10'), resting(3, '90')] });
    expect(made.tradeOf(trade).steps.map(({ status, amount }) => [status, amount])).toEqual([
      ['done', '0.003'],
      ['ordered', '0.007'],
    ]);
  });

  it('a restart and a look change nothing about a step that trails', () => {
    const made = desk();
    const trade = made.openTrade({
      quantity: '0.01',
      takeProfits: [takeProfit(1, '100', { price: '51000', trailing: '1' })],
    });
    made.market(BTC, '51000', '51010');
    made.must({ type: 'trades.forceProcess', trade });
    made.must({ type: 'trades.note', trade, note: 'looked at' });
    expect(made.tradeOf(trade).steps[0]?.status).toBe('trailing');
    const again = Core.restore(JSON.parse(JSON.stringify(made.core.snapshot())));
    expect(again.advance(made.now).filter(({ type }) => type !== 'stops.marksMoved')).toEqual([]);
    expect(again.digest()).toBe(made.core.digest());
  });
});
