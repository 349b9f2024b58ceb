import { describe, expect, it } from 'vitest';
import { DAY, HOUR, World } from '../../test/world.ts';

function market(): { world: World; account: number } {
  const world = new World();
  const account = world.open({ margin: true });
  world.deposit(account, 'rub', '100000');
  world.deposit(account, 'USDT', '100000');
  world.quote('SBER', '99', '10', '101', '10');
  world.quote('USDT_BTC', '49999', '1', '50000', '1');
  return { world, account };
}

describe('how long orders live', () => {
  it('a day order ends at 00:00 of its calendar: Moscow for shares, UTC for crypto', () => {
    const { world, account } = market();
    const share = world.place({ account, symbol: 'SBER', quantity: '1', price: '90' });
    const crypto = world.place({ account, symbol: 'USDT_BTC', quantity: '0.001', price: '40000' });
    const moscow = Date.UTC(2026, 10, 20, 21);
    const utc = Date.UTC(2026, 10, 21);
    expect([world.order(share)?.expiresAt, world.order(crypto)?.expiresAt]).toEqual([moscow, utc]);
    expect(world.core.nextTimer).toBe(moscow);
    world.advance(moscow - 1);
    expect(world.told()).toEqual([]);
    world.advance(moscow);
    expect(world.told()).toEqual([`${share} expired expired`]);
    world.advance(utc);
    expect(world.told()).toEqual([`${share} expired expired`, `${crypto} expired expired`]);
    expect([world.balance(account, 'rub'), world.balance(account, 'USDT')]).toEqual(['100000 0 0', '100000 0 0']);
  });

  it('an order placed at the very rollover belongs to the new day', () => {
    const { world, account } = market();
    const moscow = Date.UTC(2026, 10, 20, 21);
    world.advance(moscow);
    expect(world.order(world.place({ account, symbol: 'SBER', quantity: '1', price: '90' }))?.expiresAt).toBe(
      moscow + DAY,
    );
  });

  it('a GTC order ends with the 30th trading day, an armed stop as well', () => {
    const { world, account } = market();
    const order = world.place({ account, symbol: 'SBER', quantity: '1', price: '90', validity: 'gtc' });
    const stop = world.place({ account, symbol: 'SBER', quantity: '1', stop: '150', validity: 'gtc' });
    const end = Date.UTC(2026, 10, 20, 21) + 29 * DAY;
    world.advance(end - 1);
    expect([world.order(order)?.expiresAt, world.order(stop)?.expiresAt]).toEqual([end, end]);
    world.advance(end);
    expect(world.told()).toEqual([`${order} expired expired`, `${stop} expired expired`]);
  });

  it('a GTC order that is told when to end lives to that moment, shorter or longer than 30 days', () => {
    const { world, account } = market();
    const [soon, late] = [world.now + 90_000, world.now + 400 * DAY];
    const about = { account, symbol: 'SBER', quantity: '1', validity: 'gtc' } as const;
    const first = world.place({ ...about, price: '90', until: soon });
    const stop = world.place({ ...about, stop: '150', until: late });
    world.advance(soon - 1);
    expect(world.told()).toEqual([]);
    world.advance(soon);
    expect(world.told()).toEqual([`${first} expired expired`]);
    world.advance(late - 1);
    expect(world.order(stop)?.expiresAt).toBe(late);
    world.advance(late);
    expect(world.told().at(-1)).toBe(`${stop} expired expired`);
  });

  it('what replaces it ends at the same moment; what replaces another GTC order lives 30 days anew', () => {
    const { world, account } = market();
    const until = world.now + 40 * DAY;
    const about = { account, symbol: 'SBER', quantity: '1', price: '90', validity: 'gtc' } as const;
    const [told, untold] = [world.place({ ...about, until }), world.place(about)];
    world.advance(world.now + DAY);
    const replace = (order: number): number =>
      world.must({
        type: 'orders.replace',
        account,
        order,
        quantity: world.quantity('SBER', '2'),
        price: world.price('SBER', '91'),
        key: null,
      });
    expect(world.order(replace(told))?.expiresAt).toBe(until);
    expect(world.order(replace(untold))?.expiresAt).toBe(Date.UTC(2026, 10, 21, 21) + 29 * DAY);
  });

  it('the end of an order lies ahead, within this century, on GTC orders alone', () => {
    const { world, account } = market();
    const end = (until: number, validity: 'gtc' | 'day' = 'gtc'): string =>
      world.refused({ account, symbol: 'SBER', quantity: '1', price: '90', validity, until });
    for (const until of [world.now, world.now - 1, 0, Number.NaN, world.now + 0.5, Date.UTC(2100, 0, 1)])
      expect(end(until)).toBe('invalid_value until');
    expect(end(world.now + 1, 'day')).toBe('invalid_value until');
    expect(end(Date.UTC(2100, 0, 1) - 1)).toBe('accepted');
    const future = world.instrument('SRZ6');
    world.quote('SRZ6', '29990', '1', '30010', '1');
    const order = world.place({
      account,
      symbol: 'SRZ6',
      quantity: '1',
      price: '29000',
      validity: 'gtc',
      until: Date.UTC(2099, 0, 1),
    });
    expect(world.order(order)?.expiresAt).toBe(future.expiresAt);
  });

  it('a leap over several days ends all that was due, and rolls each calendar once', () => {
    const { world, account } = market();
    world.place({ account, symbol: 'SBER', quantity: '1', price: '90' });
    world.place({ account, symbol: 'USDT_BTC', quantity: '0.001', price: '40000' });
    const from = world.events.length;
    world.advance(world.now + 5 * DAY);
    const types = world.events.slice(from).map(({ type }) => type);
    expect(types).toEqual(['orders.ended', 'orders.ended', 'exchange.dayRolled', 'exchange.dayRolled']);
    expect(world.core.nextTimer).toBe(Date.UTC(2026, 10, 25, 21));
  });

  it('the close of the day before is known after the first trade of the new one', () => {
    const { world } = market();
    const instrument = world.instrument('SBER').id;
    world.trade('SBER', '100', '3');
    world.trade('SBER', '102', '1');
    world.advance(world.now + 12 * HOUR);
    world.trade('SBER', '99', '2');
    expect(world.core.state.market.markets[instrument]).toMatchObject({
      previousClose: 10_200,
      hasPreviousClose: true,
      open: 9_900,
      high: 9_900,
      low: 9_900,
      volume: 2,
    });
  });
});

describe('fill-or-kill and fill-and-kill', () => {
  it('fill-or-kill takes all or nothing', () => {
    const { world, account } = market();
    const failed = world.place({ account, symbol: 'SBER', quantity: '11', price: '101', validity: 'fok' });
    expect(world.told()).toEqual([`${failed} cancelled not_filled_at_once`]);
    expect(world.balance(account, 'rub')).toBe('100000 0 0');
    const done = world.place({ account, symbol: 'SBER', quantity: '10', price: '101', validity: 'fok' });
    expect(world.told().at(-1)).toBe(`${done} 101 10 t`);
  });

  it('fill-or-kill counts users’ orders, but not one’s own', () => {
    const { world, account } = market();
    const other = world.open();
    world.deposit(other, 'SBER', '5');
    world.place({ account: other, symbol: 'SBER', action: 'sell', quantity: '5', price: '100.5' });
    world.deposit(account, 'SBER', '5');
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '5', price: '100.7' });
    const failed = world.place({ account, symbol: 'SBER', quantity: '16', price: '101', validity: 'fok' });
    expect(world.told().at(-1)).toBe(`${failed} cancelled not_filled_at_once`);
    const from = world.events.length;
    const done = world.place({ account, symbol: 'SBER', quantity: '15', price: '101', validity: 'fok' });
    expect(world.told(from)).toEqual([
      '16 100.5 5 m',
      `${done} 100.5 5 t`,
      '32 cancelled self_trade',
      `${done} 101 10 t`,
    ]);
  });

  it('fill-and-kill takes what is there and lets the rest go', () => {
    const { world, account } = market();
    const id = world.place({ account, symbol: 'SBER', quantity: '15', price: '101', validity: 'fak' });
    expect(world.told()).toEqual([`${id} 101 10 t`, `${id} cancelled not_filled_at_once`]);
    const nothing = world.place({ account, symbol: 'SBER', quantity: '15', price: '100', validity: 'fak' });
    expect(world.told().at(-1)).toBe(`${nothing} cancelled not_filled_at_once`);
  });

  it('a market order takes what is there; the rest has no liquidity', () => {
    const { world, account } = market();
    const id = world.place({ account, symbol: 'SBER', quantity: '15' });
    expect(world.told()).toEqual([`${id} 101 10 t`, `${id} cancelled no_liquidity`]);
    expect(world.balance(account, 'rub')).toBe('98990 0 0');
  });
});

describe('stops are triggered by the last price', () => {
  it('a buy stop at or above its price, a sell stop at or below; quotes do not trigger', () => {
    const { world, account } = market();
    world.deposit(account, 'SBER', '10');
    const buy = world.place({ account, symbol: 'SBER', quantity: '2', stop: '105' });
    const sell = world.place({ account, symbol: 'SBER', action: 'sell', quantity: '3', stop: '95' });
    world.quote('SBER', '106', '10', '107', '10');
    world.trade('SBER', '104.99', '1');
    expect(world.told()).toEqual([]);
    world.trade('SBER', '105', '1');
    expect(world.told()).toEqual([`${buy} 107 2 t`]);
    world.quote('SBER', '94', '10', '96', '10');
    world.trade('SBER', '95.01', '1');
    expect(world.told().length).toBe(1);
    world.trade('SBER', '94.5', '1');
    expect(world.told().at(-1)).toBe(`${sell} 94 3 t`);
  });

  it('a stop-limit becomes a limit order', () => {
    const { world, account } = market();
    const id = world.place({ account, symbol: 'SBER', quantity: '2', stop: '105', price: '100' });
    world.trade('SBER', '105', '1');
    expect(world.order(id)).toMatchObject({ status: 'working', price: 10_000 });
    expect(world.balance(account, 'rub')).toBe('100000 200 0');
    world.trade('SBER', '99.9', '5');
    expect(world.told()).toEqual([`${id} 100 2 m`]);
  });

  it('a stop whose price has been reached already is triggered at once', () => {
    const { world, account } = market();
    world.trade('SBER', '110', '1');
    const id = world.place({ account, symbol: 'SBER', quantity: '2', stop: '105' });
    expect(world.told()).toEqual([`${id} 101 2 t`]);
  });

  it('several stops of one trade go by the price it passed first, then in the order in which they were placed', () => {
    const { world, account } = market();
    const place = (stop: string) => world.place({ account, symbol: 'SBER', quantity: '1', stop });
    const [far, near, middle, alsoNear] = [place('106'), place('104'), place('105'), place('104')];
    world.trade('SBER', '107', '1');
    expect(world.told()).toEqual([near, alsoNear, middle, far].map((id) => `${id} 101 1 t`));
  });

  it('resting orders are filled before the stops of the same trade', () => {
    const { world, account } = market();
    world.deposit(account, 'SBER', '5');
    const stop = world.place({ account, symbol: 'SBER', quantity: '1', stop: '100.5' });
    const resting = world.place({ account, symbol: 'SBER', action: 'sell', quantity: '5', price: '100.4' });
    world.trade('SBER', '100.5', '5', 'buy');
    expect(world.told()).toEqual([`${resting} 100.4 5 m`, `${stop} 101 1 t`]);
  });

  it('one that the account cannot pay any more is rejected', () => {
    const { world } = market();
    const account = world.open();
    world.deposit(account, 'rub', '100');
    const id = world.place({ account, symbol: 'SBER', quantity: '5', stop: '105' });
    world.trade('SBER', '105', '1');
    expect(world.told()).toEqual([`${id} rejected insufficient_funds`]);
  });

  it('waits while the market is closed', () => {
    const { world, account } = market();
    const id = world.place({ account, symbol: 'SBER', quantity: '1', stop: '105' });
    world.status('SBER', 'break');
    world.trade('SBER', '106', '1');
    expect(world.order(id)?.status).toBe('armed');
    world.status('SBER', 'normal');
    world.trade('SBER', '106', '1');
    expect(world.told()).toEqual([`${id} 101 1 t`]);
  });
});
