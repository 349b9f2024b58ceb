import { describe, expect, it } from 'vitest';
import { market, rejection, rub, said } from '../../test/limited-market.ts';
import { NOON, World } from '../../test/world.ts';
import { Core, type CoreEvent, type Price, type Quantity } from '../index.ts';
import { riskOf } from './index.ts';

function kill(world: World, account: number, flatten = false, note: string | null = null): void {
  world.must({ type: 'risk.kill', account, flatten, note });
}

/** An account at a real venue. */
function venueMarket(): { world: World; account: number } {
  const world = new World();
  const account = world.open({ venue: 'binance', margin: true });
  world.must({ type: 'accounts.reportBalance', account, asset: 'rub', total: rub('1000000') });
  world.quote('SBER', '99', '100', '100', '100');
  return { world, account };
}

function opens(world: World, account: number): number {
  return world.core.state.orders.byAccount.get(account)?.count ?? 0;
}

describe('the kill switch', () => {
  it('cancels every order, waiting stops too, and accepts no new one from the same turn on', () => {
    const { world, account } = market();
    const limitOrder = world.place({ account, symbol: 'SBER', quantity: '10', price: '95' });
    const stop = world.place({ account, symbol: 'SBER', quantity: '10', stop: '110' });
    const from = world.events.length;
    kill(world, account, false, 'enough for today');
    expect(world.told(from)).toEqual([`${limitOrder} cancelled killed`, `${stop} cancelled killed`]);
    expect(world.free(account, 'rub')).toBe('1000000');
    expect(riskOf(world.core.state.risk, account)).toMatchObject({
      killed: { at: NOON, note: 'enough for today' },
      closing: null,
    });
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '1' }))).toBe(
      `trading_stopped account: trading of account ${account} was stopped by its owner (enough for today)`,
    );
  });

  it('touches no other account', () => {
    const { world, account } = market();
    const other = world.open();
    world.deposit(other, 'rub', '1000');
    world.place({ account: other, symbol: 'SBER', quantity: '1', price: '95' });
    kill(world, account);
    expect(opens(world, other)).toBe(1);
    expect(rejection(world, { account: other, symbol: 'SBER', quantity: '1', price: '95' })).toBeNull();
  });

  it('stops all open accounts of an owner in one command: none of them trades in between', () => {
    const { world, account } = market();
    const second = world.open();
    const others = world.open({ owner: 2 });
    const closed = world.open();
    world.must({ type: 'accounts.close', account: closed });
    for (const id of [second, others]) world.deposit(id, 'rub', '1000');
    for (const id of [account, second, others])
      world.place({ account: id, symbol: 'SBER', quantity: '1', price: '95' });
    const from = world.events.length;
    world.must({ type: 'risk.kill', owner: 1, flatten: false, note: null });
    expect(world.events.slice(from).map(({ type }) => type)).toEqual([
      'risk.killed',
      'risk.killed',
      'orders.ended',
      'orders.ended',
    ]);
    expect([account, second, others].map((id) => opens(world, id))).toEqual([0, 0, 1]);
    world.must({ type: 'risk.resume', owner: 1 });
    expect(rejection(world, { account: second, symbol: 'SBER', quantity: '1', price: '95' })).toBeNull();
  });

  it('more orders than a turn holds are cancelled in the turns that follow, with the same reason', () => {
    const { world, account } = market();
    for (let i = 0; i < 5_100; i++) world.place({ account, symbol: 'SBER', quantity: '1', price: '1' });
    const from = world.events.length;
    kill(world, account);
    expect(opens(world, account)).toBe(100);
    expect(rejection(world, { account, symbol: 'SBER', quantity: '1', price: '1' })?.reason).toBe('trading_stopped');
    world.advance();
    expect(opens(world, account)).toBe(0);
    const ended = world.told(from);
    expect(ended).toHaveLength(5_100);
    expect(ended.every((line) => line.endsWith('cancelled killed'))).toBe(true);
  });

  it('cancelling, depositing, moving down and withdrawing stay possible; replacing and moving up do not', () => {
    const { world, account } = venueMarket();
    const order = world.place({ account, symbol: 'SBER', quantity: '10', price: '95' });
    world.must({ type: 'orders.report', order, report: { kind: 'accepted' } });
    kill(world, account);
    const steps = { quantity: 1 as Quantity, price: 9_000 as Price };
    expect(world.run({ type: 'orders.replace', account, order, ...steps, key: null }).rejection?.reason).toBe(
      'trading_stopped',
    );
    expect(world.run({ type: 'orders.move', order, price: 9_501 as Price }).rejection?.reason).toBe('trading_stopped');
    expect(world.run({ type: 'orders.move', order, price: 9_000 as Price }).rejection?.reason).toBe('not_movable');
    expect(world.run({ type: 'orders.cancel', order }).outcome?.id).toBe(order);
  });

  it('at a real venue orders end with the reason once the venue agrees', () => {
    const { world, account } = venueMarket();
    const order = world.place({ account, symbol: 'SBER', quantity: '10', price: '95' });
    world.must({ type: 'orders.report', order, report: { kind: 'accepted' } });
    kill(world, account);
    expect(world.order(order)).toMatchObject({ cancelRequested: true, endReason: 'killed' });
    world.must({ type: 'orders.report', order, report: { kind: 'cancelled', filledTotal: 0 as Quantity } });
    expect(world.told()).toEqual([`${order} cancelled killed`]);
  });

  it('repeating it is no event; it is durable and ends with resume alone', () => {
    const { world, account } = market();
    kill(world, account);
    const from = world.events.length;
    kill(world, account);
    expect(world.events).toHaveLength(from);
    const restored = new World(Core.restore(JSON.parse(JSON.stringify(world.core.snapshot()))), true);
    expect(restored.run(world.command({ account, symbol: 'SBER', quantity: '1' })).rejection?.reason).toBe(
      'trading_stopped',
    );
    world.must({ type: 'risk.resume', account });
    expect(rejection(world, { account, symbol: 'SBER', quantity: '1' })).toBeNull();
    const resumed = world.events.length;
    world.must({ type: 'risk.resume', account });
    expect(world.events).toHaveLength(resumed);
    expect(world.core.state.risk.accounts.size).toBe(0);
  });

  it('an empty account that is stopped can be closed', () => {
    const { world, account } = market();
    kill(world, account);
    world.must({ type: 'accounts.close', account });
    expect(world.core.state.risk.accounts.size).toBe(0);
  });

  it.each<[string, object]>([
    ['invalid_value account', {}],
    ['invalid_value owner', { account: 2_000_000_000, owner: 1 }],
    ['unknown_account account', { account: 5 }],
    ['unknown_account owner', { owner: 77 }],
    ['invalid_value flatten', { account: 2_000_000_000, flatten: 1 }],
    ['invalid_value note', { account: 2_000_000_000, note: 'x'.repeat(201) }],
    ['invalid_value owner', { owner: '1' }],
  ])('a command that makes no sense is refused: %s', (expected, parts) => {
    const { world } = market();
    const command = { type: 'risk.kill', flatten: false, note: null, ...parts };
    const found = world.run(command as never).rejection;
    expect(`${found?.reason} ${found?.field}`).toBe(expected);
  });

  it('an unknown command of this module is refused', () => {
    const { world } = market();
    expect(world.run({ type: 'risk.pause' } as never).rejection?.reason).toBe('unknown_command');
  });
});

describe('stopping and flattening', () => {
  it('closes positions at the market, largest loss first, in the same turn', () => {
    const { world, account } = market();
    world.place({ account, symbol: 'SBER', quantity: '10' });
    world.place({ account, symbol: 'SRZ6', action: 'sell', quantity: '2' });
    world.trade('SBER', '95', '1');
    world.trade('SRZ6', '30100', '1');
    // SBER -50, SRZ6 (29999 - 30100) × 2 = -202
    const from = world.events.length;
    kill(world, account, true);
    const orders = world.events.slice(from).filter(({ type }) => type === 'orders.placed') as (CoreEvent & {
      id: number;
      origin: string;
      action: string;
    })[];
    expect(orders.map(({ origin, action }) => `${origin} ${action}`)).toEqual([
      'risk:flatten buy',
      'risk:flatten sell',
    ]);
    const [first, second] = orders.map(({ id }) => id);
    expect(world.told(from)).toEqual([`${first} 30000 2 t`, `${second} 99.9 10 t`]);
    expect(world.events.at(-1)).toMatchObject({ type: 'risk.closingDone', kind: 'flatten', outcome: 'reached' });
    expect([world.holding(account, 'SBER'), world.holding(account, 'SRZ6')]).toEqual(['none', 'none']);
    expect(riskOf(world.core.state.risk, account)).toMatchObject({ killed: { note: null }, closing: null });
  });

  it('sells what was bought, not what was deposited', () => {
    const { world, account } = market({});
    world.deposit(account, 'SBER', '100');
    world.place({ account, symbol: 'SBER', quantity: '10' });
    kill(world, account, true);
    expect(world.balance(account, 'SBER')).toBe('100 0 0');
    expect(world.core.state.risk.closings.size).toBe(0);
  });

  it('covers shorts and closes every ticket by itself', () => {
    const { world, account } = market();
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '10' });
    kill(world, account, true);
    expect(world.holding(account, 'SBER')).toBe('none');
    const tickets = world.open({ currency: 'usd', margin: true, hedging: true });
    world.deposit(tickets, 'usd', '100000');
    world.quote('EURUSD', '1.09999', '1000000', '1.1', '1000000');
    world.place({ account: tickets, symbol: 'EURUSD', quantity: '100', leg: 'new' });
    world.place({ account: tickets, symbol: 'EURUSD', action: 'sell', quantity: '200', leg: 'new' });
    kill(world, tickets, true);
    expect(world.account(tickets).tickets.size).toBe(0);
    expect(world.core.state.risk.closings.size).toBe(0);
  });

  it('what the book cannot take now is tried again every second, and no more often', () => {
    const { world, account } = market();
    world.place({ account, symbol: 'SBER', quantity: '10' });
    world.quote('SBER', '99', '4', '100', '10');
    kill(world, account, true);
    expect(world.holding(account, 'SBER')).toBe('6 600 -4');
    expect(world.core.nextTimer).toBe(NOON + 1_000);
    world.quote('SBER', '98', '3', '100', '10');
    expect(world.advance(NOON + 999)).toEqual([]);
    world.advance(NOON + 1_000);
    expect(world.holding(account, 'SBER')).toBe('3 300 -10');
    world.quote('SBER', '97', '0', '100', '10');
    const before = world.events.length;
    world.advance(NOON + 2_000);
    expect(world.told(before).map((line) => line.slice(line.indexOf(' ')))).toEqual([' cancelled no_liquidity']);
    world.quote('SBER', '97', '50', '100', '10');
    world.advance(NOON + 3_000);
    expect(world.holding(account, 'SBER')).toBe('none');
    expect(world.core.state.risk.closings.size).toBe(0);
    expect(world.core.nextTimer).toBeGreaterThan(NOON + 10_000);
  });

  it('a closed market is waited for while the others are closed at once', () => {
    const { world, account } = market();
    world.place({ account, symbol: 'SBER', quantity: '10' });
    world.place({ account, symbol: 'SRZ6', quantity: '1' });
    world.status('SBER', 'closed');
    kill(world, account, true);
    expect([world.holding(account, 'SBER'), world.holding(account, 'SRZ6')]).toEqual(['10 1000 0', 'none']);
    expect(world.run({ type: 'accounts.close', account }).rejection?.reason).toBe('account_not_empty');
    const before = world.events.length;
    for (let second = 1; second <= 5; second++) world.advance(NOON + second * 1_000);
    expect(world.events).toHaveLength(before);
    world.status('SBER', 'normal');
    world.quote('SBER', '99', '100', '100', '100');
    world.advance(NOON + 6_000);
    expect(world.holding(account, 'SBER')).toBe('none');
    expect(world.events.at(-1)).toMatchObject({ type: 'risk.closingDone', outcome: 'reached' });
  });

  it('goes on after a restart as soon as there are prices', () => {
    const { world, account } = market();
    world.place({ account, symbol: 'SBER', quantity: '10' });
    world.status('SBER', 'break');
    kill(world, account, true);
    const again = new World(Core.restore(JSON.parse(JSON.stringify(world.core.snapshot()))), true);
    again.now = world.now;
    expect(again.core.nextTimer).toBe(0);
    again.advance();
    expect(again.core.nextTimer).toBe(again.now + 1_000);
    again.quote('SBER', '99', '100', '100', '100');
    again.advance(again.now + 1_000);
    expect(again.holding(account, 'SBER')).toBe('none');
  });

  it('at a real venue one order follows the other, each after the venue has answered', () => {
    const { world, account } = venueMarket();
    for (const symbol of ['SBER', 'FUND']) {
      world.quote(symbol, '99', '100', '100', '100');
      const order = world.place({ account, symbol, quantity: '10', price: '100' });
      report(world, order, 'a', 10);
    }
    const waiting = world.place({ account, symbol: 'SBER', quantity: '1', price: '90' });
    world.must({ type: 'orders.report', order: waiting, report: { kind: 'accepted' } });
    kill(world, account, true);
    expect(open(world, account)).toEqual([waiting]);
    world.must({ type: 'orders.report', order: waiting, report: { kind: 'cancelRejected', detail: 'busy' } });
    expect(world.order(waiting)?.cancelRequested).toBe(false);
    world.advance(NOON + 1_000);
    expect(world.order(waiting)?.cancelRequested).toBe(true);
    world.must({ type: 'orders.report', order: waiting, report: { kind: 'cancelled', filledTotal: 0 as Quantity } });
    world.advance(NOON + 2_000);
    const [first] = open(world, account) as [number];
    world.advance(NOON + 9_000);
    expect(open(world, account)).toEqual([first]);
    report(world, first, 'b', 10);
    const [second] = open(world, account) as [number];
    expect(world.order(second)).toMatchObject({ origin: 'risk:flatten', side: 1, quantity: 10 });
    report(world, second, 'c', 10);
    expect(world.core.state.risk.closings.size).toBe(0);
    expect(world.account(account).net.size).toBe(0);
  });

  it('ends when the owner lets the account trade again', () => {
    const { world, account } = market();
    world.place({ account, symbol: 'SBER', quantity: '10' });
    world.status('SBER', 'break');
    kill(world, account, true);
    const from = world.events.length;
    world.must({ type: 'risk.resume', account });
    expect(world.events.slice(from)).toMatchObject([
      { type: 'risk.closingDone', kind: 'flatten', outcome: 'stopped' },
      { type: 'risk.resumed' },
    ]);
    world.status('SBER', 'normal');
    world.advance(NOON + 5_000);
    expect(world.holding(account, 'SBER')).toBe('10 1000 0');
  });

  it('can be asked for after the stop', () => {
    const { world, account } = market();
    world.place({ account, symbol: 'SBER', quantity: '10' });
    kill(world, account);
    expect(world.holding(account, 'SBER')).toBe('10 1000 0');
    kill(world, account, true);
    expect(world.holding(account, 'SBER')).toBe('none');
  });

  it('positions without number take more than one turn and come to an end', () => {
    const { world, account } = market({ currency: 'usd', margin: true, hedging: true });
    world.deposit(account, 'usd', '1000000');
    world.quote('EURUSD', '1.09999', '100000000', '1.1', '100000000');
    for (let i = 0; i < 3_000; i++) world.place({ account, symbol: 'EURUSD', quantity: '10', leg: 'new' });
    kill(world, account, true);
    expect(world.account(account).tickets.size).toBeGreaterThan(0);
    const turns = world.advance();
    expect(turns.every((events) => events.length <= 10_000)).toBe(true);
    expect(world.account(account).tickets.size).toBe(0);
    expect(world.core.state.risk.closings.size).toBe(0);
  });
});

function open(world: World, account: number): number[] {
  return [...world.core.state.orders.open.values()].filter((order) => order.account === account).map(({ id }) => id);
}

function report(world: World, order: number, fill: string, quantity: number): void {
  const price = 10_000 as Price;
  world.must({
    type: 'orders.report',
    order,
    report: { kind: 'filled', fill, price, quantity: quantity as Quantity, maker: false },
  });
}
