import { describe, expect, it } from 'vitest';
import { type CoreEvent, type GroupSettled, NETTED_STRIDE, SETTLED_STRIDE } from '../index.ts';
import { accountState } from './account.ts';
import { SLICE } from './schedule.ts';
import { CopyDesk, cents } from './test-copy.ts';

/** An account with a tenth of its trader's lot, at a venue that answers when the test says so. */
function held(): { desk: CopyDesk; strategy: number; account: number } {
  const desk = new CopyDesk({}, {}, 'binance');
  desk.at('1.10000');
  const strategy = desk.strategy(desk.wallet(1_000), 1_000);
  const account = desk.invest(strategy, 1_000, { protection: 9_000 });
  desk.signal(strategy, 1, 10_000);
  desk.answer([['1.10000', '0.2']]);
  expect(desk.lots(account)).toBe(0.1);
  return { desk, strategy, account };
}

describe('an account whose orders wait for liquidity', () => {
  it('is stopped in the moment in which it meets its protection, and closed as soon as they are settled', () => {
    const { desk, strategy, account } = held();
    desk.signal(strategy, 2, 10_000);
    const { group } = desk.copied(account);
    // 0.1 lot loses 150 of 1000; the order for 0.1 more is at the venue
    desk.at('1.08500', 'sell');
    const reached = desk.now;
    expect(desk.copied(account)).toMatchObject({ status: 3, group, protectionReached: reached });
    expect(accountState(desk.copied(account))).toBe(6);
    // the price comes back: that it has been there counts
    desk.advance(desk.now + 60_000);
    desk.at('1.10000', 'sell');
    expect(desk.copied(account)).toMatchObject({ status: 3, group, protectionReached: reached });
    desk.answer([['1.08500', '0.2']]);
    expect(desk.lots(account)).toBe(0.2);
    // it is closed in the same moment, without the pause that follows a refusal
    expect(desk.copied(account).group).toBeGreaterThan(group);
    desk.answer([['1.08500', '0.2']]);
    expect(desk.copied(account)).toMatchObject({ status: 3, group: 0, closing: null, positions: [] });
  });

  it('is closed as well when it held nothing before they were filled', () => {
    const desk = new CopyDesk({}, {}, 'binance');
    desk.at('1.10000');
    const strategy = desk.strategy(desk.wallet(1_000), 1_000);
    const account = desk.invest(strategy, 1_000);
    desk.signal(strategy, 1, 10_000);
    // a loss of the turn before, that the judge has not come to yet
    const levels = { protectionLevel: 0, targetLevel: 0, wantsSync: false };
    const stop = {
      type: 'copy.accountMoved',
      at: desk.now,
      id: account,
      status: 3,
      reason: 'protection',
      command: 0,
      stop: 1,
    };
    desk.core.apply({ ...stop, ...levels } as CoreEvent);
    desk.answer([['1.10000', '0.2']]);
    expect(desk.lots(account)).toBe(0.1);
    desk.answer([['1.10000', '0.1']]);
    expect(desk.copied(account)).toMatchObject({ status: 3, group: 0, closing: null, positions: [] });
  });

  it('is stopped although liquidity refuses everything', () => {
    const { desk, strategy, account } = held();
    desk.signal(strategy, 2, 10_000);
    desk.at('1.08500', 'sell');
    desk.answer([]);
    expect(desk.lots(account)).toBe(0.1);
    expect(desk.copied(account)).toMatchObject({ status: 3 });
    desk.answer([['1.08500', '0.1']]);
    expect(desk.copied(account).positions).toEqual([]);
  });
});

describe('what was to be closed anyway', () => {
  it('is taken over by the strategy that pauses: a deal without money names the one that was executed', () => {
    const { desk, strategy, account } = held();
    desk.at('1.08500', 'sell');
    const { stop } = desk.copied(account).closing ?? { stop: 0 };
    expect(stop).toBeGreaterThan(0);
    desk.answer([]);
    expect(desk.copied(account)).toMatchObject({ status: 3, group: 0, closing: { command: 0, stop } });
    const pause = desk.must({ type: 'copy.pauseStrategy', strategy });
    desk.advance();
    const balance = desk.balanceOf(account);
    desk.answer([['1.08500', '0.2']]);
    const { rows, netted, firstDeal } = desk.events.findLast(
      ({ type }) => type === 'copy.groupSettled',
    ) as GroupSettled;
    const place = rows.indexOf(account);
    expect(rows[place + 3]).toBe(pause);
    expect(netted).toHaveLength(NETTED_STRIDE);
    const executed = firstDeal + place / SETTLED_STRIDE;
    expect(netted).toEqual([account, rows[place + 1], rows[place + 2], -stop, -1_000, executed]);
    expect(desk.state.next.deal).toBe(firstDeal + rows.length / SETTLED_STRIDE + 1);
    expect(desk.balanceOf(account) - balance).toBe(-150);
    expect(desk.copied(account).positions).toEqual([]);
  });
});

describe('an account whose shares in a signal are not fixed yet', () => {
  it('takes no command before they are, whatever it asks for; a stop does not wait', () => {
    const desk = new CopyDesk();
    desk.at('1.10000');
    const strategy = desk.strategy(desk.wallet(100_000), 100_000);
    const accounts = Array.from({ length: SLICE + 100 }, () => desk.invest(strategy, 1_000));
    const [last, stopped] = [accounts.at(-1) as number, accounts.at(-2) as number];
    desk.signal(strategy, 1, 10_000);
    desk.must({ type: 'copy.setProtection', account: stopped, value: 9_990 });
    desk.advance();
    desk.must({ type: 'copy.transfer', wallet: desk.copied(last).wallet, kind: 0, amount: cents(1_000) });
    desk.run({ type: 'copy.sync', strategy, soft: false, rows: [desk.row(2, 10_000)] });
    const fund = desk.must({ type: 'copy.fund', account: last, amount: cents(1_000) });
    expect(desk.copied(last).commands.map(({ id }) => id)).toEqual([fund]);
    const instrument = desk.instrument('EURUSD').id;
    desk.core.tick({ kind: 'trade', instrument, price: desk.price('EURUSD', '1.09900'), size: 10 as never }, desk.now);
    expect(desk.copied(stopped)).toMatchObject({ status: 3 });
    desk.advance();
    // twice the lot for what it had when the sync began: the money that came later has no share in it
    expect(desk.lots(last)).toBe(0.2);
    expect(desk.copied(last)).toMatchObject({ deposited: cents(2_000), commands: [] });
    expect(desk.copied(stopped).positions).toEqual([]);
  });
});
