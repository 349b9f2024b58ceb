import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../test/world.ts';
import { Core } from '../core.ts';
import { gridLines } from './queries.ts';
import { GridDesk } from './test-grids.ts';

const ALL = ['120 sell 1*', '110 sell 1*', '100 waits 0', '90 buy 1*', '80 buy 1*'];

describe('troubles of grid bots', () => {
  it('an order that somebody cancels comes back after a minute, the others stay', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running();
    const leg = desk.core.state.legs.byOwner.grid.get(bot)?.find(({ step, role }) => role === 'buy' && step === 1);
    desk.must({ type: 'orders.cancel', order: leg?.order as number });
    expect(desk.lines(bot)).toEqual(['120 sell 1*', '110 sell 1*', '100 waits 0', '90 buy 1', '80 buy 1*']);
    expect(desk.gridRecord(bot).error).toMatch(/^buy on line 1: /);
    desk.advance(desk.now + MINUTE);
    expect(desk.lines(bot)).toEqual(ALL);
    expect(desk.gridRecord(bot).error).toBe(null);
  });

  it('nobody moves an order of a bot but the bot', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running();
    const order = desk.core.state.legs.byOwner.grid.get(bot)?.[0]?.order as number;
    expect(desk.refusal({ type: 'orders.move', order, price: 9_000 as never })).toBe('not_movable order');
  });

  it('lines whose money is missing are tried again each minute, the nearest first', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.grid();
    // two coins at 101.01 and one line
    desk.must({
      type: 'accounts.withdraw',
      account: desk.trader,
      asset: 'USDT',
      amount: desk.money('USDT', '999700'),
      key: null,
    });
    desk.must({ type: 'grid.enable', bot });
    expect(desk.lines(bot)).toEqual(['120 sell 1*', '110 sell 1*', '100 waits 0', '90 buy 1*', '80 buy 1']);
    expect(desk.gridRecord(bot).error).toMatch(/^buy on line 0: /);
    desk.give('USDT', '1000');
    desk.advance(desk.now + MINUTE);
    expect(desk.lines(bot)).toEqual(ALL);
    expect(desk.gridRecord(bot).error).toBe(null);
  });

  it('a beginning without money says so and goes on when there is some', () => {
    const desk = new GridDesk();
    desk.see('101');
    desk.must({
      type: 'accounts.withdraw',
      account: desk.trader,
      asset: 'USDT',
      amount: desk.money('USDT', '999900'),
      key: null,
    });
    const bot = desk.running();
    expect(desk.gridRecord(bot)).toMatchObject({ status: 'starting' });
    expect(desk.gridRecord(bot).error).toMatch(/^start: /);
    desk.give('USDT', '1000');
    desk.advance(desk.now + MINUTE);
    expect(desk.lines(bot)).toEqual(ALL);
  });

  it('a thin book is bought in parts, each coin once', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.grid();
    const book = (asks: [string, string][]): void => void desk.depth(desk.coin, [['100.99', '100']], asks);
    book([['101.01', '0.7']]);
    desk.must({ type: 'grid.enable', bot });
    expect(desk.gridRecord(bot)).toMatchObject({ status: 'starting', held: { amount: '0.7' } });
    book([['101.02', '0.8']]);
    desk.advance(desk.now + 1_000);
    expect(desk.gridRecord(bot)).toMatchObject({ status: 'starting', held: { amount: '1.5' } });
    book([['101.03', '5']]);
    desk.advance(desk.now + 1_000);
    expect(desk.lines(bot)).toEqual(ALL);
    // 70.707 + 80.816 + 50.515, and 0.1 %
    expect(desk.gridRecord(bot).held).toEqual({ amount: '2', volume: '202.240038' });
  });

  it('a line filled in part waits for the rest; only then its coins are sold', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running();
    desk.depth(desk.coin, [['89', '5']], [['90', '0.4']]);
    expect(desk.lines(bot)).toEqual(['120 sell 1*', '110 sell 1*', '100 waits 0', '90 buy 0.6*', '80 buy 1*']);
    expect(desk.gridRecord(bot).held.amount).toBe('2.4');
    desk.see('101');
    expect(desk.lines(bot)).toEqual(['120 sell 1*', '110 sell 1*', '100 waits 0', '90 buy 0.6*', '80 buy 1*']);
    desk.see('89');
    expect(desk.lines(bot)[2]).toBe('100 sell 1*');
  });

  it('a core restored from its snapshot, or from its journal, knows every line and goes on', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running();
    desk.see('89');
    const lines = desk.lines(bot);
    const restored = Core.restore(JSON.parse(JSON.stringify(desk.core.snapshot())));
    const replayed = new Core();
    for (const { at, body } of desk.journal) replayed.applyTurn(at, body);
    expect([restored.digest(), replayed.digest()]).toEqual([desk.core.digest(), desk.core.digest()]);
    for (const core of [restored, replayed]) {
      const events = core.advance(desk.now);
      expect(events).toEqual([]);
      const found = core.state.grid.bots.get(bot);
      expect(
        gridLines(core.state, found as never).map(({ price, order }) => `${price}${order === 0 ? '' : '*'}`),
      ).toEqual(lines.map((line) => line.replace(/ .* [^*]*/, '')));
    }
  });

  it('orders whose time is over go out again', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running();
    desk.advance(desk.now + 31 * 24 * 60 * MINUTE);
    expect(desk.lines(bot)).toEqual(ALL);
    expect(desk.gridRecord(bot).error).toBe(null);
  });

  it('fees in coins: what is there is sold in whole steps, the rest is left over', () => {
    const desk = new GridDesk({ mode: 'received' });
    desk.see('101');
    const bot = desk.running();
    expect(desk.lines(bot)).toEqual(['120 sell 0.999*', '110 sell 0.999*', '100 waits 0', '90 buy 1*', '80 buy 1*']);
    desk.see('89');
    desk.see('101');
    // 0.999 × 100 less 0.1 %, less 90
    expect(desk.gridRecord(bot)).toMatchObject({ profit: '9.8001', profitUnits: '0', cycles: 1 });
  });
});
