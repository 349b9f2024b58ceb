import { describe, expect, it } from 'vitest';
import { World } from '../../test/world.ts';

/** A sandbox account with 10 000 rub at 0.05 %; last 100, bid 99 × 1, ask 101 × 1. */
function sandbox(): { world: World; account: number } {
  const world = new World();
  const account = world.open({ fillPolicy: 'sandbox', margin: true, fees: { maker: 500, taker: 500 } });
  world.deposit(account, 'rub', '10000');
  world.quote('SBER', '99', '1', '101', '1');
  world.trade('SBER', '100', '1');
  return { world, account };
}

describe('the fill policy sandbox (tinvest.md 16)', () => {
  it('a market order fills in full at the last price, whatever is displayed', () => {
    const { world, account } = sandbox();
    const id = world.place({ account, symbol: 'SBER', quantity: '50' });
    expect(world.told()).toEqual([`${id} 100 50 t`]);
    expect(world.balance(account, 'rub')).toBe('4997.5 0 0');
  });

  it('a limit order that crosses any opposite quantity fills in full at the best opposite price', () => {
    const { world, account } = sandbox();
    const id = world.place({ account, symbol: 'SBER', quantity: '50', price: '105' });
    expect(world.told()).toEqual([`${id} 101 50 t`]);
  });

  it('another rests outside the book, blocks its money and fills in full at its own price when a trade reaches it', () => {
    const { world, account } = sandbox();
    const id = world.place({ account, symbol: 'SBER', quantity: '50', price: '100.5' });
    expect(world.core.state.exchange.books[1]?.size ?? 0).toBe(0);
    expect(world.balance(account, 'rub')).toBe('10000 5027.51 0');
    world.trade('SBER', '100.51', '1');
    world.quote('SBER', '99', '1', '100', '1000');
    expect(world.told()).toEqual([]);
    world.trade('SBER', '100.5', '1');
    expect(world.told()).toEqual([`${id} 100.5 50 m`]);
    expect(world.balance(account, 'rub')).toBe('4972.49 0 0');
  });

  it('a sale blocks units and goes short with what is missing; shorts just become negative', () => {
    const { world, account } = sandbox();
    world.deposit(account, 'SBER', '10');
    const id = world.place({ account, symbol: 'SBER', action: 'sell', quantity: '30', price: '102' });
    expect(world.balance(account, 'SBER')).toBe('10 10 0');
    world.trade('SBER', '102', '1');
    expect(world.told()).toEqual([`${id} 102 30 m`]);
    expect(world.balance(account, 'SBER')).toBe('-20 0 0');
    expect(world.balance(account, 'rub')).toBe('13058.47 0 0');
  });

  it('leverage 2 both ways; balances may go negative', () => {
    const { world, account } = sandbox();
    world.place({ account, symbol: 'SBER', quantity: '199' });
    expect(world.balance(account, 'rub')).toBe('-9909.95 0 0');
    expect(world.refused({ account, symbol: 'SBER', quantity: '2' })).toBe('insufficient_funds quantity');
  });

  it('futures are charged at full value, without variation margin', () => {
    const { world, account } = sandbox();
    world.deposit(account, 'rub', '30000');
    world.quote('SRZ6', '29990', '1', '30010', '1');
    world.trade('SRZ6', '30000', '1');
    world.place({ account, symbol: 'SRZ6', quantity: '1' });
    expect(world.balance(account, 'rub')).toBe('39985 0 30000');
    world.trade('SRZ6', '31000', '1');
    world.advance(Date.UTC(2026, 10, 21, 21));
    expect(world.balance(account, 'rub')).toBe('39985 0 30000');
    world.place({ account, symbol: 'SRZ6', action: 'sell', quantity: '1' });
    expect(world.balance(account, 'rub')).toBe('40969.5 0 0');
  });

  it('unfilled orders end with the session; fill-or-kill does not rest', () => {
    const { world, account } = sandbox();
    const day = world.place({ account, symbol: 'SBER', quantity: '5', price: '90' });
    const fok = world.place({ account, symbol: 'SBER', quantity: '5', price: '90', validity: 'fok' });
    expect(world.told()).toEqual([`${fok} cancelled not_filled_at_once`]);
    world.advance(Date.UTC(2026, 10, 20, 21));
    expect(world.told().at(-1)).toBe(`${day} expired expired`);
    expect(world.core.state.exchange.sandbox.get(world.instrument('SBER').id)?.size).toBe(0);
  });

  it('orders can be moved, replaced and cancelled', () => {
    const { world, account } = sandbox();
    const id = world.place({ account, symbol: 'SBER', quantity: '5', price: '90' });
    world.must({ type: 'orders.move', order: id, price: world.price('SBER', '102') });
    expect(world.told()).toEqual([`${id} 101 5 t`]);
    const other = world.place({ account, symbol: 'SBER', quantity: '5', price: '90' });
    world.must({ type: 'orders.move', order: other, quantity: world.quantity('SBER', '4') });
    world.trade('SBER', '90', '1');
    expect(world.told().at(-1)).toBe(`${other} 90 4 m`);
  });
});
