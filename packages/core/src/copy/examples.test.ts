import { describe, expect, it } from 'vitest';
import { accountState } from './account.ts';
import { accountFigures, strategyFigures, walletFigures } from './queries.ts';
import { CopyDesk } from './test-copy.ts';

/** E1: what four accounts hold after a partial fill. */
function opened(): { desk: CopyDesk; strategy: number; s: number; a: number; b: number; c: number } {
  const desk = new CopyDesk({}, {}, 'binance');
  desk.at('1.10000');
  const strategy = desk.strategy(desk.wallet(1_000), 1_000, { commissionRate: 10, feeRate: 2_500 });
  const a = desk.invest(strategy, 2_500);
  const b = desk.invest(strategy, 300, { factor: 20_000 });
  const c = desk.invest(strategy, 25, { factor: 1_000 });
  desk.signal(strategy, 1, 10_000);
  desk.answer([
    ['1.10000', '0.3'],
    ['1.10010', '0.1'],
  ]);
  return { desk, strategy, s: desk.security(strategy), a, b, c };
}

describe('worked examples of ramm-rules.md 10', () => {
  it('E1: opening, minimum lot, partial fill', () => {
    const { desk, s, a, b, c } = opened();
    expect([s, a, b, c].map((id) => desk.lots(id))).toEqual([0.09, 0.24, 0.06, 0.01]);
    expect(desk.held(a)?.price).toBe(11_000_250_000);
    expect([s, a, b, c].map((id) => desk.held(id)?.rejected)).toEqual([100, 100, 0, 0]);
    expect([s, a, b, c].map((id) => desk.copied(id).commissionPaid)).toEqual([0, 27, 7, 2]);
  });

  it('E2: a ratio signal heals what was rejected; the same signal again trades nothing', () => {
    const { desk, strategy, s, a, b, c } = opened();
    const before = [s, a, b, c].map((id) => desk.balanceOf(id));
    const house = desk.state.ledger.house;
    desk.signal(strategy, 0.4, 10_000);
    desk.answer([['1.10500', '0.23']]);
    expect([s, a, b, c].map((id) => desk.lots(id))).toEqual([0.04, 0.1, 0.02, 0.01]);
    const gained = [s, a, b, c].map((id, place) => Math.round((desk.balanceOf(id) - (before[place] ?? 0)) * 100));
    expect(gained).toEqual([2_488, 6_965 - 16, 1_990 - 5, 0]);
    // 24.88 is paid for 24.875; liquidity pays 114.43 for 114.425 of the whole group, and what differs is the operator's
    expect(desk.state.ledger.house - house).toBe(0);
    const trades = desk.copied(a).trades;
    desk.signal(strategy, 0.4, 10_000);
    expect(desk.copied(a).trades).toBe(trades);
    expect(desk.core.state.orders.open.size).toBe(0);
  });

  it('E3: a newcomer joins with the soft sync', () => {
    const desk = new CopyDesk();
    desk.at('1.10000');
    const strategy = desk.strategy(desk.wallet(1_000), 1_000);
    desk.signal(strategy, 0.4, 10_450);
    const [coarse, fine] = [desk.invest(strategy, 500), desk.invest(strategy, 500, { wallet: desk.wallet(500, 4) })];
    const lots = desk.lots(desk.security(strategy));
    expect(desk.state.strategies.get(strategy)?.wanting.size).toBe(2);
    desk.sync(strategy, true, [desk.row(0.4, 10_450)]);
    expect([desk.lots(coarse), desk.lots(fine)]).toEqual([0.01, 0.0191]);
    expect(desk.lots(desk.security(strategy))).toBe(lots);
    expect(desk.state.strategies.get(strategy)?.wanting.size).toBe(0);
  });

  it('E4: the margin caps a volume and stops the account', () => {
    const desk = new CopyDesk({}, { leverage: 50 });
    desk.at('1.10000');
    const strategy = desk.strategy(desk.wallet(1_000_000), 1_000_000);
    const account = desk.invest(strategy, 100, { wallet: desk.wallet(100, 4) });
    desk.signal(strategy, 5, 1_000);
    expect(desk.lots(account)).toBe(0.0454);
    const figures = accountFigures(desk.core.state, desk.copied(account));
    expect(figures).toMatchObject({ margin: 9_988, equity: 10_000 });
    desk.at('1.08231');
    expect(accountState(desk.copied(account))).toBe(3);
    // 100 − 4540 × 0.0177 = 19.64 is below a fifth of 98.27, and that is the price at which it is sold
    desk.trade('EURUSD', '1.08230', '10');
    desk.advance();
    expect(desk.balanceOf(account)).toBe(19.64);
    expect(desk.copied(account).status).toBe(2);
    expect(accountState(desk.copied(account))).toBe(5);
    expect(desk.copied(account).mcReached).toBeGreaterThan(0);
  });

  it('E6: protection, top-up, resume', () => {
    const desk = new CopyDesk();
    desk.at('1.10000');
    const strategy = desk.strategy(desk.wallet(10_000), 10_000);
    const wallet = desk.wallet(1_500);
    const account = desk.invest(strategy, 1_000, { wallet, protection: 8_000, target: 5_000 });
    expect(desk.copied(account)).toMatchObject({ protectionLevel: 800_000_000, targetLevel: 1_500_000_000 });
    desk.signal(strategy, 1, 10_000);
    desk.at('1.09000');
    expect(accountFigures(desk.core.state, desk.copied(account)).equity).toBe(90_000);
    desk.must({ type: 'copy.fund', account, amount: 50_000 });
    desk.advance();
    expect(desk.copied(account)).toMatchObject({ protectionLevel: 1_200_000_000, targetLevel: 2_250_000_000 });
    expect(accountFigures(desk.core.state, desk.copied(account)).gross).toBe(-10_000);
    // 1199.40 is below the level; what can be sold at 1190.00 is
    desk.quote('EURUSD', '1.06900', '100000000', '1.06901', '100000000');
    desk.trade('EURUSD', '1.06994', '10');
    desk.advance();
    expect(desk.copied(account)).toMatchObject({ status: 3, balance: 119_000 });
    expect(accountState(desk.copied(account))).toBe(7);
    desk.must({ type: 'copy.resume', account });
    desk.advance();
    expect(desk.copied(account)).toMatchObject({
      status: 1,
      protectionLevel: 952_000_000,
      targetLevel: 1_785_000_000,
      wantsSync: true,
    });
  });

  it('E7: one week, all ledgers', () => {
    const desk = new CopyDesk({ liquidityRate: 10 }, { payoutMinute: 5 });
    desk.at('1.10000');
    const [trader, investor, partner] = [desk.wallet(5_000), desk.wallet(3_000), desk.wallet(0)];
    const strategy = desk.strategy(trader, 1_000, { feeRate: 2_500, commissionRate: 10, partner, partnerShare: 2_000 });
    const account = desk.invest(strategy, 2_000, { wallet: investor });
    const books = (): number[] => {
      const { wallets, ledger, strategies } = desk.state;
      const { rewards, partnerRewards } = strategies.get(strategy) as never as {
        rewards: number;
        partnerRewards: Map<number, number>;
      };
      const owed = rewards + [...partnerRewards.values()].reduce((sum, part) => sum + part, 0);
      const money = [trader, investor, partner].map((id) => wallets.get(id)?.balance ?? 0);
      const accounts = [desk.security(strategy), account].map((id) => desk.copied(id).balance);
      return [...money, ...accounts, owed, ledger.liquidity, ledger.house];
    };
    const sum = (): number => books().reduce((all, part) => all + part, 0) + desk.state.ledger.outside;
    expect(books()).toEqual([400_000, 100_000, 0, 100_000, 200_000, 0, 0, 0]);
    desk.signal(strategy, 1, 10_000);
    expect(books()).toEqual([400_000, 100_000, 0, 99_989, 199_956, 22, 33, 0]);
    desk.at('1.11000', 'sell');
    desk.signal(strategy, 0, 10_000);
    expect(books()).toEqual([400_000, 100_000, 0, 109_977, 219_910, 45, -29_932, 0]);
    expect(sum()).toBe(0);
    desk.advance(Date.UTC(2026, 10, 21, 0, 4));
    expect(books()[0]).toBe(400_000);
    desk.advance(Date.UTC(2026, 10, 21, 0, 5));
    expect(books()).toEqual([400_037, 100_000, 8, 109_977, 219_910, 0, -29_932, 0]);
    expect(sum()).toBe(0);
    desk.advance(Date.UTC(2026, 10, 21, 0, 10));
    expect(books()).toEqual([404_020, 100_000, 1_003, 109_977, 214_932, 0, -29_932, 0]);
    expect(sum()).toBe(0);
    const figures = accountFigures(desk.core.state, desk.copied(account));
    expect(figures).toMatchObject({ totalProfit: 14_932, gross: 0 });
    expect(walletFigures(desk.core.state, desk.state.wallets.get(investor) as never)).toMatchObject({
      invested: 214_932,
      intervalPnL: 0,
    });
    desk.must({ type: 'copy.setCompany', company: 1, spec: { accountMinBalance: 20_000 } });
    expect(accountFigures(desk.core.state, desk.copied(account)).availableToWithdraw).toBe(194_932);
  });

  it('E8: opposite factors meet inside; the operator earns the spread', () => {
    const desk = new CopyDesk();
    desk.at('1.10000');
    const strategy = desk.strategy(desk.wallet(1), 1);
    const [long, short] = [desk.invest(strategy, 1_000), desk.invest(strategy, 1_000, { factor: -10_000 })];
    desk.quote('EURUSD', '1.10000', '1000000', '1.10020', '1000000');
    desk.signal(strategy, 1, 10_000);
    expect([desk.lots(long), desk.lots(short)]).toEqual([0.1, -0.1]);
    expect([desk.held(long)?.price, desk.held(short)?.price]).toEqual([11_002_000_000, 11_000_000_000]);
    expect([desk.held(long)?.volumeA, desk.held(short)?.volumeA]).toEqual([0, 0]);
    expect(desk.core.state.orders.nextOrder).toBe(1);
    desk.quote('EURUSD', '1.09000', '1000000', '1.09001', '1000000');
    desk.quote('EURUSD', '1.09000', '0', '1.09001', '0');
    desk.signal(strategy, 0, 10_000);
    expect(desk.state.ledger.house).toBe(200);
  });

  it('E9: a unit price stands still through deposits', () => {
    const desk = new CopyDesk();
    desk.at('1.10000');
    const strategy = desk.strategy(desk.wallet(2_000), 1_000);
    const account = desk.security(strategy);
    const figures = (): readonly [number, number] => {
      const found = desk.state.strategies.get(strategy);
      const { unitPrice, yield: gain } = strategyFigures(desk.core.state, found as never, desk.now);
      return [unitPrice / 100_000_000, gain / 100_000_000];
    };
    desk.signal(strategy, 1, 10_000);
    desk.at('1.11000');
    expect(figures()).toEqual([110, 0.1]);
    desk.must({ type: 'copy.fund', account, amount: 50_000 });
    desk.advance();
    expect(figures()[0]).toBe(110);
    desk.at('1.10200');
    expect(figures()).toEqual([104.5, 0.045]);
  });
});
