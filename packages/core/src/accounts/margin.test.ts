import { describe, expect, it } from 'vitest';
import { World } from '../../test/world.ts';
import { plannedOrders } from '../orders/index.ts';
import { type Funds, fundsOf, isReducing, positionOf } from './index.ts';

/** A rouble account on margin with so much money, and markets at SBER 100, SRZ6 30 000. */
function roubles(money: string): { world: World; account: number } {
  const world = new World();
  const account = world.open({ margin: true, closeOut: false });
  world.deposit(account, 'rub', money);
  for (const [symbol, price] of [
    ['SBER', '100'],
    ['FUND', '10'],
    ['SRZ6', '30000'],
  ] as const) {
    world.depth(symbol, [[price, '100000']], [[price === '30000' ? '30001' : `${price}.01`, '100000']]);
    world.trade(symbol, price, '1');
  }
  return { world, account };
}

function funds(world: World, account: number): Funds {
  const { state } = world.core;
  return fundsOf(state, world.account(account), plannedOrders(state.orders, account));
}

/** `liquid starting minimal corrected missing level` in whole roubles (or the account's currency) as decimal text. */
function figures(world: World, account: number): string {
  const { liquid, starting, minimal, corrected, missing, level } = funds(world, account);
  const money = (amount: bigint): string => `${Number((amount * 100n) / 10n ** 10n) / 100}`;
  return [...[liquid, starting, minimal, corrected, missing].map(money), Number(level) / 100].join(' ');
}

describe('the margin of an account (tinvest.md 11.4)', () => {
  it('without risk positions nothing is needed and the level is 2', () => {
    const { world, account } = roubles('10000');
    expect(figures(world, account)).toBe('10000 0 0 0 -10000 2');
  });

  it('shares on leverage: worth 15 000 against a debt of 5000, 20 % of their value is needed, half of that at least', () => {
    const { world, account } = roubles('10000');
    world.place({ account, symbol: 'SBER', quantity: '150', price: '100.01' });
    // 10 000 - 15 001.5 + 15 000; (9998.5 - 1500) / (3000 - 1500) = 5.6657
    expect(figures(world, account)).toBe('9998.5 3000 1500 3000 -6998.5 5.67');
    world.trade('SBER', '40', '1');
    // 6000 - 5001.5; (998.5 - 600) / 600 = 0.664
    expect(figures(world, account)).toBe('998.5 1200 600 1200 201.5 0.66');
    world.trade('SBER', '30', '1');
    // 4500 - 5001.5; (-501.5 - 450) / 450 = -2.114
    expect(figures(world, account)).toBe('-501.5 900 450 900 1401.5 -2.11');
  });

  it('a short position is a debt of units: 25 % of its value', () => {
    const { world, account } = roubles('10000');
    world.place({ account, symbol: 'SBER', action: 'short', quantity: '100', price: '100' });
    world.trade('SBER', '110', '1');
    // 20 000 - 11 000; (9000 - 1375) / 1375
    expect(figures(world, account)).toBe('9000 2750 1375 2750 -6250 5.55');
    const [item] = funds(world, account).items;
    expect([item?.quantity, item?.value, item?.result]).toEqual([-100, -11_000n * 10n ** 10n, -1000n * 10n ** 10n]);
  });

  it('futures need their initial margin, and their unrealised result counts', () => {
    const { world, account } = roubles('20000');
    world.place({ account, symbol: 'SRZ6', quantity: '2', price: '30001' });
    world.trade('SRZ6', '29000', '1');
    // 20 000 - 2 x 1001
    expect(figures(world, account)).toBe('17998 13000 6500 13000 -4998 1.77');
    expect(funds(world, account).futures).toBe(13_000n * 10n ** 10n);
  });

  it('what has no margin rate below its value backs nothing', () => {
    const { world, account } = roubles('10000');
    world.must({
      type: 'instruments.defineAsset',
      asset: { code: 'OLD', name: 'Not lent on', kind: 'security' },
    });
    const { marginRates: _, ...spec } = world.instrument('FUND').spec;
    const ids = { ticker: 'OLD', classCode: 'TQBR' };
    world.must({ type: 'instruments.list', instrument: { ...spec, symbol: 'OLD', base: 'OLD', ids } });
    world.depth('OLD', [['10', '1000']], [['10.01', '1000']]);
    world.trade('OLD', '10', '1');
    world.place({ account, symbol: 'OLD', quantity: '100', price: '9' });
    // paid in full once it is bought
    expect(figures(world, account)).toBe('10000 0 0 900 -10000 2');
    world.place({ account, symbol: 'OLD', quantity: '100', price: '10.01' });
    expect(figures(world, account)).toBe('8999 0 0 900 -8999 2');
    expect(funds(world, account).items).toEqual([]);
  });

  it('currency pairs in an account of another currency than the quote: value and result are converted by their own price', () => {
    const world = new World();
    const account = world.open({ currency: 'usd', margin: true });
    world.deposit(account, 'usd', '10000');
    world.depth('USDJPY', [['150', '1000000']], [['150.001', '1000000']]);
    world.trade('USDJPY', '150', '10');
    world.depth('EURJPY', [['165', '1000000']], [['165.001', '1000000']]);
    world.trade('EURJPY', '165', '10');
    world.place({ account, symbol: 'EURJPY', action: 'sell', quantity: '100000', price: '165' });
    world.trade('EURJPY', '166.5', '10');
    // -150 000 jpy / 150 = -1000 usd; 16 650 000 jpy = 111 000 usd, 1 % of it
    expect(figures(world, account)).toBe('9000 1110 555 1110 -7890 15.22');
    world.trade('USDJPY', '151.5', '10');
    // -990.09…; 109 900.99…, rounded up in minor units
    expect(funds(world, account).starting).toBe(10_990_099_009_901n);
    expect(funds(world, account).liquid).toBe(90_099_009_900_990n);
  });

  it('what has no price counts as nothing; a debt without a price makes the margin unknown', () => {
    const { world, account } = roubles('10000');
    world.place({ account, symbol: 'SBER', action: 'short', quantity: '10', price: '100' });
    world.deposit(account, 'BTC', '1');
    expect(funds(world, account)).toMatchObject({ priced: false, owedPriced: true });
    const restarted = new World(
      (world.core.constructor as typeof import('../core.ts').Core).restore(world.core.snapshot()),
      true,
    );
    expect(funds(restarted, account)).toMatchObject({ priced: false, owedPriced: false, items: [] });
    restarted.trade('SRZ6', '30000', '1');
    const { rejection } = restarted.run(restarted.command({ account, symbol: 'SRZ6', quantity: '1' }));
    expect(rejection).toMatchObject({ reason: 'no_market_price', field: 'account' });
  });

  it('sandbox accounts have no margins: liquid is their worth, the level 2 (tinvest.md 16)', () => {
    const { world } = roubles('1');
    const account = world.open({ margin: true, fillPolicy: 'sandbox' });
    world.deposit(account, 'rub', '10000');
    world.place({ account, symbol: 'SBER', quantity: '150' });
    expect(figures(world, account)).toBe('10000 0 0 0 0 2');
  });
});

describe('the corrected margin', () => {
  it('takes the dearer side of what orders may bring', () => {
    const { world, account } = roubles('10000');
    world.place({ account, symbol: 'SBER', quantity: '10', price: '100.01' });
    world.place({ account, symbol: 'SBER', quantity: '50', price: '95' });
    // (10 x 100 + 50 x 95) x 20 %
    expect(figures(world, account)).toBe('9999.9 200 100 1150 -9799.9 99');
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '10', price: '105' });
    expect(funds(world, account).corrected).toBe(1150n * 10n ** 10n);
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '60', price: '106' });
    // 10 - 70 = -60 at (10 x 105 + 60 x 106) / 70, x 25 %
    expect(funds(world, account).corrected).toBe(15_878_571_428_572n);
    world.place({ account, symbol: 'SRZ6', action: 'sell', quantity: '1', price: '31000' });
    expect(funds(world, account).corrected).toBe(15_878_571_428_572n + 6500n * 10n ** 10n);
    world.must({ type: 'orders.cancelAll', account, instrument: 0 });
    expect(funds(world, account).corrected).toBe(200n * 10n ** 10n);
  });

  it('orders that only close need nothing; waiting stops are judged when their price comes', () => {
    const { world, account } = roubles('10000');
    world.place({ account, symbol: 'SRZ6', quantity: '1', price: '30001' });
    world.place({ account, symbol: 'SRZ6', action: 'sell', quantity: '1', price: '31000' });
    world.place({ account, symbol: 'SBER', quantity: '500', stop: '120' });
    expect(figures(world, account)).toBe('9999 6500 3250 6500 -3499 2.08');
  });

  it('a pair in another currency plans what it spends as well', () => {
    const world = new World();
    const account = world.open({ currency: 'USDT', margin: true });
    world.deposit(account, 'USDT', '10000');
    world.depth('USDT_BTC', [['50000', '1']], [['50000.01', '1']]);
    world.trade('USDT_BTC', '50000', '0.1');
    const asset = { code: 'ETH', name: 'Ether', kind: 'crypto' } as const;
    world.must({ type: 'instruments.defineAsset', asset });
    const { minNotional: _, ...spec } = world.instrument('USDT_BTC').spec;
    for (const quote of ['USDT', 'BTC']) {
      const symbol = `${quote}_ETH`;
      const ids = { ticker: `ETH${quote}`, classCode: 'CRYPTO' };
      world.must({ type: 'instruments.list', instrument: { ...spec, symbol, base: 'ETH', quote, ids } });
    }
    world.depth('USDT_ETH', [['2500', '10']], [['2500.01', '10']]);
    world.trade('USDT_ETH', '2500', '0.1');
    world.depth('BTC_ETH', [['0.05', '10']], [['0.06', '10']]);
    world.trade('BTC_ETH', '0.05', '1');
    world.place({ account, symbol: 'BTC_ETH', quantity: '2', price: '0.04' });
    // 2 x 0.04 BTC x 50 000 are spent: 20 % for the ETH, 25 % for the BTC that are owed
    const { corrected, starting } = funds(world, account);
    expect([starting, corrected]).toEqual([0n, (800n + 1000n) * 10n ** 18n]);
    world.trade('BTC_ETH', '0.04', '2');
    world.trade('BTC_ETH', '0.03', '2', 'sell');
    expect(world.balance(account, 'BTC')).toBe('-0.08 0 0');
    // 2 x 2500 x 20 % + 0.08 x 50 000 x 25 %
    expect(funds(world, account).starting).toBe(2000n * 10n ** 18n);
    expect(funds(world, account).liquid).toBe((10_000n + 5000n - 4000n) * 10n ** 18n);
  });

  it('tickets do not net: orders that open some count on both sides', () => {
    const world = new World();
    const account = world.open({ currency: 'usd', margin: true, hedging: true });
    world.deposit(account, 'usd', '100000');
    world.depth('EURUSD', [['1.1', '1000000']], [['1.10001', '1000000']]);
    world.trade('EURUSD', '1.1', '10');
    const ticket = world.place({ account, symbol: 'EURUSD', quantity: '100000', price: '1.10001', leg: 'new' });
    world.place({ account, symbol: 'EURUSD', quantity: '100000', price: '1.05', leg: 'new' });
    world.place({ account, symbol: 'EURUSD', action: 'sell', quantity: '100000', price: '1.15', leg: 'new' });
    world.place({ account, symbol: 'EURUSD', action: 'sell', quantity: '100000', price: '1.16', leg: ticket });
    expect(figures(world, account)).toBe('99999 1100 550 3300 -98899 180.82');
  });
});

describe('an order reduces what the account has', () => {
  it('by the position of futures and cfd, by units and debts of spot holdings', () => {
    const { world, account } = roubles('100000');
    world.place({ account, symbol: 'SRZ6', action: 'sell', quantity: '2', price: '30000' });
    world.deposit(account, 'SBER', '10');
    const reduces = (symbol: string, side: 0 | 1, quantity: number): boolean => {
      const instrument = world.instrument(symbol);
      const holder = world.account(account);
      return isReducing(holder, instrument, positionOf(holder, instrument.id, 0), side, quantity);
    };
    expect([reduces('SRZ6', 0, 2), reduces('SRZ6', 0, 3), reduces('SRZ6', 1, 1)]).toEqual([true, false, false]);
    expect([reduces('SBER', 1, 10), reduces('SBER', 1, 11), reduces('SBER', 0, 1)]).toEqual([true, false, false]);
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '15', price: '100' });
    expect([reduces('SBER', 0, 5), reduces('SBER', 0, 6), reduces('SBER', 1, 1)]).toEqual([true, false, false]);
  });
});
