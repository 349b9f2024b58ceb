import { describe, expect, it } from 'vitest';
import { formatDecimal, formatScaled } from '../numbers/index.ts';
import { GridLadder } from './ladder.ts';
import { planGrid } from './plan.ts';
import { GridDesk } from './test-grids.ts';

/** The worked examples of `docs/grid-rules.md`, to the last digit. */
describe('examples of the sheet', () => {
  it('E1: five lines from 80 to 120 begin at 101', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running();
    expect(desk.lines(bot)).toEqual(['120 sell 1*', '110 sell 1*', '100 waits 0', '90 buy 1*', '80 buy 1*']);
    expect(desk.gridRecord(bot)).toMatchObject({
      status: 'running',
      startPrice: '101',
      held: { amount: '2', volume: '202.22202' },
      invested: '372.22202',
      profit: '0',
      cycles: 0,
    });
  });

  it('E1a: free coins of the account are taken first, at the last price; what is missing is bought', () => {
    const desk = new GridDesk();
    desk.give('COIN', '1.5');
    desk.see('101');
    const plan = planGrid(desk.core.state, desk.trader, desk.gridSettings());
    expect(plan).toMatchObject({ coins: '2', coinsFree: '1.5', coinsCost: '50.555505' });
    const bot = desk.running();
    expect(desk.lines(bot)).toEqual(['120 sell 1*', '110 sell 1*', '100 waits 0', '90 buy 1*', '80 buy 1*']);
    expect(desk.gridRecord(bot)).toMatchObject({
      taken: { amount: '1.5', volume: '151.5' },
      bought: { amount: '0.5', volume: '50.555505' },
      held: { amount: '2', volume: '202.055505' },
      invested: '372.055505',
    });
    const rich = new GridDesk();
    rich.give('COIN', '5');
    rich.see('101');
    const other = rich.running();
    expect(rich.gridRecord(other)).toMatchObject({
      taken: { amount: '2', volume: '202' },
      bought: { amount: '0', volume: '0' },
      invested: '372',
    });
    expect(rich.free(rich.trader, 'COIN')).toBe('3');
  });

  it('E2: a line that is bought is sold on the line above, and buys again', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running();
    desk.see('89');
    expect(desk.lines(bot)).toEqual(['120 sell 1*', '110 sell 1*', '100 sell 1*', '90 waits 0', '80 buy 1*']);
    desk.see('101');
    expect(desk.lines(bot)).toEqual(['120 sell 1*', '110 sell 1*', '100 waits 0', '90 buy 1*', '80 buy 1*']);
    expect(desk.gridRecord(bot)).toMatchObject({
      profit: '9.81',
      cycles: 1,
      held: { amount: '2', volume: '202.22202' },
    });
    desk.see('111');
    expect(desk.lines(bot)).toEqual(['120 sell 1*', '110 waits 0', '100 buy 1*', '90 buy 1*', '80 buy 1*']);
    expect(desk.gridRecord(bot)).toMatchObject({
      profit: '18.58899',
      cycles: 2,
      held: { amount: '1', volume: '101.11101' },
    });
  });

  it('E3: the prices of lines', () => {
    const desk = new GridDesk();
    const coin = desk.instrument(desk.coin);
    const five = new GridLadder({ type: 'geometric', lower: '10', upper: '160', lines: 5 });
    expect(formatDecimal(five.step)).toBe('2');
    expect([0, 1, 2, 3, 4, 5, -1].map((line) => five.price(coin, line) / 100)).toEqual([10, 20, 40, 80, 160, 320, 5]);
    const many = new GridLadder({ type: 'geometric', lower: '0.016352', upper: '0.022503', lines: 81 });
    expect(formatDecimal(many.step)).toBe('1.00399920581210916146041542739112587');
    const fine = desk.instrument(desk.pair('FINE', '0.000001', '1'));
    expect([0, 1, 79, 80].map((line) => many.price(fine, line))).toEqual([16352, 16417, 22413, 22503]);
    const even = new GridLadder({ type: 'arithmetic', lower: '56000', upper: '72000', lines: 50 });
    expect(formatDecimal(even.step)).toBe('326.530612244897959183673469387755102');
    expect([27, 28, 49].map((line) => even.price(coin, line))).toEqual([6_481_633, 6_514_286, 7_200_000]);
  });

  it('E4: an amount of money per line', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running({ orderCurrency: 'quote', amount: { per: 'line', value: '100' } });
    expect(desk.lines(bot)).toEqual(['120 sell 0.909*', '110 sell 1*', '100 waits 0', '90 buy 1.111*', '80 buy 1.25*']);
    expect(desk.gridRecord(bot).held).toEqual({ amount: '1.909', volume: '193.02091809' });
    const { assets } = desk.core.state.instruments;
    const { scale } = assets[desk.instrument(desk.coin).quote] as { scale: number };
    expect([...desk.gridBot(bot).cells.values()].map(({ bought }) => formatScaled(bought.money, scale))).toEqual([
      '0',
      '0',
      '101.11101',
      '91.90990809',
    ]);
  });

  it('E5: a total of money is shared so that beginning and purchases cost no more', () => {
    const desk = new GridDesk();
    desk.see('100');
    const settings = { orderCurrency: 'quote', amount: { per: 'total', value: '1000' } } as const;
    const plan = planGrid(desk.core.state, desk.trader, desk.gridSettings(settings));
    expect(plan).toMatchObject({
      amount: '255.55839509327881420904676718630207',
      needed: '999.87765878',
    });
    const bot = desk.running(settings);
    expect(desk.gridRecord(bot).invested).toBe('999.36662878');
  });

  it('E6: profit in base: so many are sold that the money comes back', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running({ profitCurrency: 'base' });
    desk.see('89');
    expect(desk.lines(bot)[2]).toBe('100 sell 0.902*');
    const before = desk.gridRecord(bot);
    desk.see('100.5');
    const { profit, profitUnits, cycles } = desk.gridRecord(bot);
    expect([before.cycles, cycles, profit, profitUnits]).toEqual([0, 1, '0.0198', '0.098']);
  });

  it('E7: trailing up', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running({
      orderCurrency: 'quote',
      amount: { per: 'line', value: '100' },
      trailingUp: true,
      lowerStop: { price: '70', action: 'stop' },
    });
    desk.see('121');
    expect(desk.lines(bot)[0]).toBe('120 waits 0');
    desk.see('129.99');
    expect(desk.lines(bot).length).toBe(5);
    expect(desk.lines(bot)[0]).toBe('120 waits 0');
    desk.see('130');
    expect(desk.lines(bot)).toEqual(['130 waits 0', '120 buy 0.833*', '110 buy 0.909*', '100 buy 1*', '90 buy 1.111*']);
    expect(desk.gridRecord(bot).lowerStop).toBe('80');
    // a price that runs away is followed line by line
    desk.see('151');
    expect(desk.lines(bot)).toEqual([
      '150 waits 0',
      '140 buy 0.714*',
      '130 buy 0.769*',
      '120 buy 0.833*',
      '110 buy 0.909*',
    ]);
    desk.see('99.99');
    expect(desk.gridRecord(bot)).toMatchObject({ status: 'disabled', reason: 'lowerStop' });
  });

  it('E8: trailing down', () => {
    const desk = new GridDesk();
    desk.see('99');
    const bot = desk.running({ profitCurrency: 'base', trailingDown: true });
    desk.see('79');
    expect(desk.lines(bot).at(-1)).toBe('80 waits 0');
    desk.see('70');
    expect(desk.lines(bot)).toEqual([
      '110 sell 0.902*',
      '100 sell 0.902*',
      '90 sell 0.891*',
      '80 sell 1*',
      '70 waits 0',
    ]);
  });

  it('E9: the upper stop buys for the money of the buy lines', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running({ upperStop: { price: '130', action: 'stopAndBuy' } });
    desk.see('130');
    expect(desk.gridRecord(bot)).toMatchObject({
      status: 'disabled',
      reason: 'upperStop',
      cycles: 2,
      held: { amount: '0', volume: '0' },
      released: { amount: '2.919', volume: '379.87868919' },
    });
    expect(desk.gridOrders(bot)).toEqual([]);
  });

  it('E10: the lower stop sells what is held', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running({ lowerStop: { price: '70', action: 'stopAndSell' } });
    desk.see('70');
    expect(desk.gridRecord(bot)).toMatchObject({
      status: 'disabled',
      profit: '-92.71198',
      held: { amount: '0', volume: '0' },
      released: { amount: '0', volume: '0' },
      sold: { amount: '4', volume: '279.68004' },
    });
  });

  it('E11: only the nearest lines have orders', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running({ maxBuyLines: 1, maxSellLines: 1 });
    expect(desk.gridOrders(bot)).toEqual(['sell 110 1', 'buy 90 1']);
    desk.see('89');
    expect(desk.gridOrders(bot)).toEqual(['sell 100 1', 'buy 80 1']);
  });

  it('E12: an edited grid keeps what it has, buys what is missing and sells what is too much', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running();
    desk.must({ type: 'grid.edit', bot, changes: { lower: '90', lines: 4, amount: { per: 'line', value: '2' } } });
    expect(desk.lines(bot)).toEqual(['120 sell 2*', '110 sell 2*', '100 waits 0', '90 buy 2*']);
    expect(desk.gridRecord(bot)).toMatchObject({ profit: '0', held: { amount: '4', volume: '404.44404' } });
    desk.must({ type: 'grid.edit', bot, changes: { amount: { per: 'line', value: '0.5' } } });
    expect(desk.lines(bot)).toEqual(['120 sell 0.5*', '110 sell 0.5*', '100 waits 0', '90 buy 0.5*']);
    expect(desk.gridRecord(bot)).toMatchObject({ profit: '-0.666', held: { amount: '1', volume: '101.11101' } });
  });
});
