import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../test/world.ts';
import { nextIntervalEnd, nextPayout, periodsBegun, weekday } from './calendar.ts';
import { accountFigures, activeAccounts, strategyFigures } from './queries.ts';
import { DEFAULT_SPEC } from './state.ts';
import { CopyDesk } from './test-copy.ts';

/** Friday; the interval of a company ends on Saturday, ten minutes after midnight UTC. */
const SATURDAY = Date.UTC(2026, 10, 21, 0, 10);

describe('E5: a fee is taken above the high-water mark, week after week', () => {
  it('with a partner in the fourth week', () => {
    const desk = new CopyDesk();
    desk.at('1.10000');
    const partner = desk.wallet(0);
    const trader = desk.wallet(100_000);
    const strategy = desk.strategy(trader, 100_000, { feeRate: 2_500, partner, partnerShare: 2_000 });
    const account = desk.invest(strategy, 1_000);
    const before = desk.state.wallets.get(trader)?.balance ?? 0;
    const week = (n: number, price: string): unknown => {
      // a tenth of the trader's equity: 0.1 lot, so that a move of 0.01 is 100 dollars
      const equity = 10 * desk.balanceOf(account);
      desk.signal(strategy, 1, equity);
      desk.at(price, 'sell');
      desk.signal(strategy, 0, equity);
      desk.at('1.10000');
      desk.advance(SATURDAY + n * 7 * DAY);
      const { balance, profitBase, drawdownIn, feePaid } = desk.copied(account);
      return [balance, profitBase, drawdownIn, feePaid];
    };
    expect(week(0, '1.12000')).toEqual([115_000, 115_000, 0, 5_000]);
    expect(week(1, '1.09000')).toEqual([105_000, 105_000, 10_000, 5_000]);
    expect(week(2, '1.10600')).toEqual([111_000, 111_000, 4_000, 5_000]);
    expect(week(3, '1.11400')).toEqual([122_500, 122_500, 0, 7_500]);
    expect((desk.state.wallets.get(trader)?.balance ?? 0) - before).toBe(4_000 + 2_000);
    expect(desk.state.wallets.get(partner)?.balance).toBe(1_000 + 500);
  });

  it('a withdrawal takes its part of the mark', () => {
    const desk = new CopyDesk();
    desk.at('1.10000');
    const strategy = desk.strategy(desk.wallet(100_000), 100_000, { feeRate: 2_500 });
    const account = desk.invest(strategy, 1_150);
    desk.signal(strategy, 1, 11_500);
    desk.at('1.09000', 'sell');
    desk.signal(strategy, 0, 11_500);
    desk.advance(SATURDAY);
    expect(desk.copied(account)).toMatchObject({ profitBase: 105_000, drawdownIn: 10_000 });
    desk.must({ type: 'copy.pause', account });
    desk.must({ type: 'copy.withdraw', account, amount: 31_500 });
    desk.advance();
    expect(desk.copied(account)).toMatchObject({ balance: 73_500, profitBase: 73_500, drawdownIn: 7_000 });
  });

  it('closing takes the fee of the running interval and pays the rest', () => {
    const desk = new CopyDesk();
    desk.at('1.10000');
    const trader = desk.wallet(100_000);
    const strategy = desk.strategy(trader, 100_000, { feeRate: 2_500 });
    const wallet = desk.wallet(1_000);
    const account = desk.invest(strategy, 1_000, { wallet });
    desk.signal(strategy, 1, 10_000);
    desk.at('1.12000', 'sell');
    expect(accountFigures(desk.core.state, desk.copied(account))).toMatchObject({
      gross: 20_000,
      feeToPay: 5_000,
      net: 15_000,
    });
    desk.must({ type: 'copy.close', account });
    desk.advance();
    expect(desk.state.wallets.get(wallet)?.balance).toBe(115_000);
    expect(desk.state.wallets.get(trader)?.balance).toBe(5_000);
  });
});

describe('the calendar', () => {
  it('knows the days of the week', () => {
    expect([0, 3, 4].map(weekday)).toEqual([4, 7, 1]);
  });

  it('an interval ends at the next Saturday 00:10 UTC, a payout at the next 00:10', () => {
    expect(nextIntervalEnd(DEFAULT_SPEC, SATURDAY - 1)).toBe(SATURDAY);
    expect(nextIntervalEnd(DEFAULT_SPEC, SATURDAY)).toBe(SATURDAY + 7 * DAY);
    expect(nextPayout(DEFAULT_SPEC, SATURDAY)).toBe(SATURDAY + DAY);
    expect(nextIntervalEnd({ ...DEFAULT_SPEC, intervalDay: 5, intervalMinute: 0 }, SATURDAY)).toBe(
      SATURDAY - 10 * MINUTE + 6 * DAY,
    );
  });

  it('weeks begin on Monday, quarters with January, April, July and October', () => {
    const day = (month: number, date: number): number => Date.UTC(2026, month, date) / DAY;
    expect(periodsBegun(day(10, 23))).toEqual({ week: true, month: false, quarter: false });
    expect(periodsBegun(day(9, 1))).toEqual({ week: false, month: true, quarter: true });
    expect(periodsBegun(day(10, 1))).toEqual({ week: false, month: true, quarter: false });
  });
});

describe('statistics of a strategy (ramm-rules.md 8)', () => {
  it('yields of the running periods go from the unit price at their beginnings', () => {
    const desk = new CopyDesk();
    desk.at('1.10000');
    const strategy = desk.strategy(desk.wallet(1_000), 1_000);
    const figures = () => strategyFigures(desk.core.state, desk.state.strategies.get(strategy) as never, desk.now);
    desk.signal(strategy, 1, 10_000);
    desk.at('1.11000');
    desk.advance(Date.UTC(2026, 10, 21, 5));
    expect(figures().yields).toMatchObject({ day: 0, week: 10_000_000, quarter: 10_000_000 });
    desk.at('1.12100');
    expect(figures().yields).toMatchObject({ day: 10_000_000, week: 21_000_000, month: 21_000_000 });
    expect(figures().yields.current).toBe(10_000_000);
    expect(figures()).toMatchObject({ yield: 21_000_000, monthlyYield: 21_000_000, ageByDays: 0 });
    expect(activeAccounts(desk.core.state, desk.state.strategies.get(strategy) as never)).toBe(1);
    // 0.1 lot at 1.121 is 11 210 dollars of 1 210
    expect(figures().leverage).toBe(92_645);
    expect(figures().symbols).toEqual([[desk.instrument('EURUSD').id, 1_100_000]]);
  });

  it('the monthly yield is linear: 0.5278 in 41 days is 0.3862, within the first 30 days it is the whole', () => {
    const desk = new CopyDesk();
    desk.at('1.10000');
    const strategy = desk.strategy(desk.wallet(1_000), 1_000);
    desk.signal(strategy, 1, 10_000);
    desk.at('1.15278');
    desk.advance(desk.now + 41 * DAY + HOUR);
    desk.at('1.15278');
    const figures = strategyFigures(desk.core.state, desk.state.strategies.get(strategy) as never, desk.now);
    expect(figures.yield).toBe(52_780_000);
    expect(figures.ageByDays).toBe(41);
    expect(figures.monthlyYield).toBe(38_619_512);
  });
});
