import { describe, expect, it } from 'vitest';
import type { GridCommand } from './commands.ts';
import { GridDesk } from './test-grids.ts';

describe('commands of grid bots', () => {
  it('malformed settings are refused by field', () => {
    const desk = new GridDesk();
    desk.see('101');
    const cases: readonly (readonly [object, string])[] = [
      [{ name: '' }, 'invalid_value name'],
      [{ instrument: 999 }, 'unknown_instrument instrument'],
      [{ instrument: desk.instrument('SRZ6').id }, 'not_tradable instrument'],
      [{ type: 'other' }, 'invalid_value type'],
      [{ lower: '0' }, 'invalid_value lower'],
      [{ lower: 80 }, 'invalid_value lower'],
      [{ upper: '79' }, 'invalid_value upper'],
      [{ upper: '120.001' }, 'invalid_value upper'],
      [{ lines: 1 }, 'invalid_value lines'],
      [{ lines: 251 }, 'invalid_value lines'],
      [{ lower: '80', upper: '80.02', lines: 5 }, 'invalid_value lines'],
      [{ amount: { per: 'line', value: '0' } }, 'invalid_value amount.value'],
      [{ amount: { per: 'each', value: '1' } }, 'invalid_value amount.per'],
      [{ amount: null }, 'invalid_value amount'],
      [{ amount: { per: 'line', value: '0.0001' } }, 'quantity_too_small amount'],
      [{ orderCurrency: 'usd' }, 'invalid_value orderCurrency'],
      [{ profitCurrency: 1 }, 'invalid_value profitCurrency'],
      [{ upperStop: { price: '120', action: 'stop' } }, 'invalid_value upperStop.price'],
      [{ upperStop: { price: '130', action: 'run' } }, 'invalid_value upperStop.action'],
      [{ lowerStop: { price: '80', action: 'stop' } }, 'invalid_value lowerStop.price'],
      [{ lowerStop: 70 }, 'invalid_value lowerStop'],
      [{ trailingUp: true }, 'invalid_value trailingUp'],
      [{ trailingDown: true }, 'invalid_value trailingDown'],
      [{ trailingUp: 'yes' }, 'invalid_value trailingUp'],
      [{ expandUp: '110' }, 'invalid_value expandUp'],
      [{ expandDown: '80' }, 'invalid_value expandDown'],
      [{ maxBuyLines: 0 }, 'invalid_value maxBuyLines'],
      [{ maxSellLines: 1.5 }, 'invalid_value maxSellLines'],
      [{ stored: { text: 'x'.repeat(20_001) } }, 'invalid_value stored'],
    ];
    const before = desk.core.digest();
    for (const [settings, refusal] of cases) {
      const whole = { ...desk.gridSettings(), ...settings };
      const command = { type: 'grid.create', account: desk.trader, note: null, settings: whole } as GridCommand;
      expect([settings, desk.refusal(command)]).toEqual([settings, refusal]);
    }
    expect(desk.core.digest()).toBe(before);
  });

  it('malformed commands are refused by field', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.grid();
    const cases: readonly (readonly [unknown, string])[] = [
      [{ type: 'grid.create', account: 4711, note: null, settings: desk.gridSettings() }, 'unknown_account account'],
      [{ type: 'grid.create', account: desk.trader, note: null, settings: null }, 'invalid_value settings'],
      [
        { type: 'grid.create', account: desk.trader, note: 'x'.repeat(301), settings: desk.gridSettings() },
        'invalid_value note',
      ],
      [{ type: 'grid.enable', bot: 4711 }, 'unknown_bot bot'],
      [{ type: 'grid.enable' }, 'unknown_bot bot'],
      [{ type: 'grid.disable', bot, sell: 'all' }, 'invalid_value sell'],
      [{ type: 'grid.edit', bot, changes: 7 }, 'invalid_value changes'],
      [{ type: 'grid.edit', bot, changes: { instrument: 1 } }, 'invalid_value instrument'],
      [{ type: 'grid.edit', bot, changes: { colour: 'red' } }, 'invalid_value colour'],
      [{ type: 'grid.edit', bot, changes: { lines: 0 } }, 'invalid_value lines'],
      [{ type: 'grid.note', bot, note: 7 }, 'invalid_value note'],
      [{ type: 'grid.dance', bot }, 'unknown_command type'],
    ];
    for (const [command, refusal] of cases) {
      expect([command, desk.refusal(command as GridCommand)]).toEqual([command, refusal]);
    }
  });

  it('a bot begins with a last price between its stops alone', () => {
    const desk = new GridDesk();
    const bot = desk.grid({ upperStop: { price: '130', action: 'stop' }, lowerStop: { price: '70', action: 'stop' } });
    expect(desk.refusal({ type: 'grid.enable', bot })).toBe('no_market_price instrument');
    desk.see('130');
    expect(desk.refusal({ type: 'grid.enable', bot })).toBe('not_allowed_now upperStop');
    desk.see('70');
    expect(desk.refusal({ type: 'grid.enable', bot })).toBe('not_allowed_now lowerStop');
    desk.see('70.01');
    expect(desk.refusal({ type: 'grid.enable', bot })).toBe('accepted');
    expect(desk.gridRecord(bot).status).toBe('running');
  });

  it('a disabled bot leaves its coins, or sells them; then it can be deleted', () => {
    const desk = new GridDesk();
    desk.see('101');
    const [kept, sold] = [desk.running(), desk.running()];
    expect(desk.refusal({ type: 'grid.delete', bot: kept })).toBe('not_allowed_now bot');
    desk.must({ type: 'grid.disable', bot: kept, sell: false });
    desk.must({ type: 'grid.disable', bot: sold, sell: true });
    expect(desk.gridRecord(kept)).toMatchObject({
      status: 'disabled',
      reason: 'owner',
      profit: '0',
      released: { amount: '2', volume: '202.22202' },
    });
    // 2 × 100.99 less the fee, less what they cost
    expect(desk.gridRecord(sold)).toMatchObject({
      status: 'disabled',
      profit: '-0.444',
      held: { amount: '0', volume: '0' },
    });
    expect([desk.gridOrders(kept), desk.gridOrders(sold)]).toEqual([[], []]);
    desk.must({ type: 'grid.delete', bot: kept });
    expect(desk.refusal({ type: 'grid.enable', bot: kept })).toBe('unknown_bot bot');
  });

  it('a bot that is enabled again begins anew and keeps its profits', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running();
    desk.see('89');
    desk.see('101');
    desk.must({ type: 'grid.disable', bot, sell: true });
    desk.see('91');
    desk.must({ type: 'grid.enable', bot });
    expect(desk.lines(bot)).toEqual(['120 sell 1*', '110 sell 1*', '100 sell 1*', '90 waits 0', '80 buy 1*']);
    expect(desk.gridRecord(bot)).toMatchObject({ startPrice: '91', profit: '9.366', cycles: 1 });
  });

  it('names, notes and stops count at once, and no order moves for it', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running();
    const orders = desk.core.state.orders.nextOrder;
    desk.must({
      type: 'grid.edit',
      bot,
      changes: { name: 'Other', upperStop: { price: '125', action: 'stopAndSell' } },
    });
    desk.must({ type: 'grid.note', bot, note: 'worth a look' });
    expect(desk.core.state.orders.nextOrder).toBe(orders);
    expect(desk.gridRecord(bot)).toMatchObject({ status: 'running', upperStop: '125', note: 'worth a look' });
    desk.see('125');
    expect(desk.gridRecord(bot)).toMatchObject({ status: 'disabled', reason: 'upperStop' });
  });

  it('an account with running grid bots is not closed', () => {
    const desk = new GridDesk();
    desk.see('101');
    const bot = desk.running({ maxBuyLines: 1 });
    desk.must({ type: 'orders.cancelAll', account: desk.trader, instrument: 0 });
    expect(desk.refusal({ type: 'accounts.close', account: desk.trader })).toBe('account_not_empty account');
    expect(desk.gridRecord(bot).status).toBe('running');
  });
});
