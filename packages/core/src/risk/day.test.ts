import { describe, expect, it } from 'vitest';
import { limit, market, rejection, rub, said, show } from '../../test/limited-market.ts';
import { DAY, HOUR, NOON, World } from '../../test/world.ts';
import { Core, type Money } from '../index.ts';
import { resultOfDay } from './index.ts';

describe('the loss of the day', () => {
  it('is what the account has lost since the limit was set, open positions and fees counted', () => {
    const { world, account } = market({ margin: true, fees: { taker: 1000 } });
    limit(world, account, { maxDailyLoss: rub('101') });
    world.place({ account, symbol: 'SBER', quantity: '10' });
    world.quote('SBER', '90', '100', '90.01', '100');
    world.trade('SBER', '90.01', '1');
    // 10 × 9.99 + 1 rub fee = 100.90
    expect(resultOfDay(world.core.state, account)).toBe(rub('-100.9'));
    world.place({ account, symbol: 'SBER', quantity: '1', price: '50' });
    world.trade('SBER', '90', '1');
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '1', price: '50' }))).toBe(
      'daily_loss_limit account: maxDailyLoss is 101 rub, 101 rub lost today',
    );
    world.trade('SBER', '95', '1');
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '1', price: '50' }))).toBe('accepted');
  });

  it('a future counts with its unrealised result', () => {
    const { world, account } = market();
    limit(world, account, { maxDailyLoss: rub('500') });
    world.place({ account, symbol: 'SRZ6', quantity: '2' });
    world.trade('SRZ6', '29750', '1');
    expect(said(rejection(world, { account, symbol: 'SRZ6', quantity: '1', price: '29000' }))).toBe(
      'daily_loss_limit account: maxDailyLoss is 500 rub, 500 rub lost today',
    );
  });

  it('deposits and withdrawals are no results', () => {
    const { world, account } = market();
    world.deposit(account, 'SBER', '100');
    limit(world, account, { maxDailyLoss: rub('100') });
    world.must({ type: 'accounts.withdraw', account, asset: 'rub', amount: rub('900000'), key: null });
    world.must({ type: 'accounts.withdraw', account, asset: 'SBER', amount: 40n as Money, key: null });
    expect(resultOfDay(world.core.state, account)).toBe(0n);
    world.trade('SBER', '99', '1');
    expect(resultOfDay(world.core.state, account)).toBe(rub('-60'));
    world.deposit(account, 'SBER', '40');
    expect(resultOfDay(world.core.state, account)).toBe(rub('-60'));
    world.deposit(account, 'rub', '5000');
    expect(resultOfDay(world.core.state, account)).toBe(rub('-60'));
  });

  it('money moved between accounts is a result of neither', () => {
    const { world, account } = market();
    const other = world.open();
    for (const each of [account, other]) limit(world, each, { maxDailyLoss: rub('100') });
    world.must({ type: 'accounts.transfer', account, to: other, asset: 'rub', amount: rub('5000'), key: null });
    expect([account, other].map((each) => resultOfDay(world.core.state, each))).toEqual([0n, 0n]);
  });

  it('starts anew with the trading day: Moscow’s for roubles, UTC for other currencies', () => {
    const { world, account } = market();
    const other = world.open({ currency: 'USDT' });
    world.deposit(other, 'USDT', '100000');
    world.quote('USDT_BTC', '49999', '10', '50000', '10');
    world.must({ type: 'risk.setLimits', account: other, limits: { maxDailyLoss: world.money('USDT', '100') } });
    limit(world, account, { maxDailyLoss: rub('100') });
    world.place({ account, symbol: 'SBER', quantity: '10' });
    world.place({ account: other, symbol: 'USDT_BTC', quantity: '1' });
    world.trade('SBER', '80', '1');
    world.trade('USDT_BTC', '49000', '1');
    const lost = (): (bigint | null)[] => [account, other].map((id) => resultOfDay(world.core.state, id));
    expect(lost()).toEqual([rub('-200'), world.money('USDT', '-1000')]);
    // midnight in Moscow is 21:00 UTC
    world.advance(NOON + 12 * HOUR);
    expect(lost()).toEqual([0n, world.money('USDT', '-1000')]);
    world.trade('SBER', '79', '1');
    expect(lost()).toEqual([rub('-10'), world.money('USDT', '-1000')]);
    world.advance(NOON + 15 * HOUR);
    expect(lost()).toEqual([rub('-10'), 0n]);
    world.advance(NOON + 15 * HOUR + DAY);
    expect(lost()).toEqual([0n, 0n]);
  });
});

describe('a price that is missing opens nothing and stops nothing', () => {
  /** 100 SBER and 1 000 000 rub, and a second share whose price may be unknown. */
  function restarted(before: (world: World, account: number) => void): { world: World; account: number } {
    const { world, account } = market();
    world.quote('GAZP', '199', '1000', '200', '1000');
    world.trade('GAZP', '200', '10');
    before(world, account);
    const again = new World(Core.restore(JSON.parse(JSON.stringify(world.core.snapshot()))), true);
    again.now = world.now;
    return { world: again, account };
  }

  it('what was held before and has no price now counts neither as loss nor as gain', () => {
    const { world, account } = restarted((first, id) => {
      first.place({ account: id, symbol: 'GAZP', quantity: '100' });
      limit(first, id, { maxDailyLoss: rub('100') });
    });
    show(world);
    world.trade('SBER', '100', '1');
    expect(resultOfDay(world.core.state, account)).toBe(0n);
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '1', price: '90' }))).toBe('accepted');
    world.quote('GAZP', '198', '1000', '199', '1000');
    world.trade('GAZP', '198', '10');
    expect(resultOfDay(world.core.state, account)).toBe(rub('-200'));
  });

  it('what was traded since and has no price now: nobody can say, until it has one', () => {
    const { world, account } = restarted((first, id) => {
      limit(first, id, { maxDailyLoss: rub('100') });
      first.place({ account: id, symbol: 'GAZP', quantity: '100' });
    });
    show(world);
    world.trade('SBER', '100', '1');
    expect(resultOfDay(world.core.state, account)).toBeNull();
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '1', price: '90' }))).toBe(
      'no_market_price account: the loss of the day is not known: something it traded has no price now',
    );
    world.trade('GAZP', '200', '10');
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '1', price: '90' }))).toBe('accepted');
  });

  it('what had no price when the day began has kept the price it has now', () => {
    const world = new World();
    const account = world.open();
    world.deposit(account, 'rub', '1000');
    world.deposit(account, 'SBER', '100');
    limit(world, account, { maxDailyLoss: rub('100') });
    world.quote('SBER', '90', '100', '91', '100');
    world.trade('SBER', '90', '1');
    expect(resultOfDay(world.core.state, account)).toBe(0n);
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '50' });
    expect(resultOfDay(world.core.state, account)).toBe(0n);
    world.quote('SBER', '89', '100', '90', '100');
    world.trade('SBER', '89', '1');
    // the 50 sold at 90 would be 50 rub cheaper now
    expect(resultOfDay(world.core.state, account)).toBe(rub('50'));
  });
});
