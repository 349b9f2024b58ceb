import { describe, expect, it } from 'vitest';
import { Core, type Tick } from '../index.ts';
import { CopyDesk } from './test-copy.ts';

/** More investors than two slices take, all with the same money. */
const INVESTORS = 1_700;
const MONEY = 1_000;

function crowd(rates: ConstructorParameters<typeof CopyDesk>[0] = {}) {
  const desk = new CopyDesk(rates, { leverage: 20 });
  desk.at('1.10000');
  const strategy = desk.strategy(desk.wallet(MONEY), MONEY);
  const accounts = Array.from({ length: INVESTORS }, () => desk.invest(strategy, MONEY));
  return { desk, strategy, accounts };
}

const groupOf = ({ state }: CopyDesk) => [...state.groups.values()][0];

/** Goes on turn by turn until the group is between two slices of a phase. */
function reach(desk: CopyDesk, phase: 'planning' | 'settling'): void {
  for (;;) {
    const group = groupOf(desk);
    if (group === undefined) throw new Error(`no group is ${phase}`);
    if (group.phase === phase && (phase === 'planning' ? group.cursor : group.settled) > 0) return;
    desk.core.advance(desk.now);
  }
}

describe('a group goes on under the terms with which it began', () => {
  it('a company that changes its leverage in between: margin caps every account alike', () => {
    const { desk, strategy, accounts } = crowd();
    desk.run({ type: 'copy.signal', strategy, ...desk.row(60, 10_000) });
    reach(desk, 'planning');
    desk.must({ type: 'copy.setCompany', company: 1, spec: { leverage: 10 } });
    desk.must({ type: 'copy.setCompany', company: 1, spec: { leverage: 5 } });
    desk.advance();
    // 1 000 × 20 ÷ (100 000 × 1.1) = 0.1818
    expect(new Set(accounts.map((id) => desk.lots(id)))).toEqual(new Set([0.18]));
    desk.signal(strategy, 0, 10_000);
    desk.signal(strategy, 60, 10_000);
    // the next one has the new terms: 1 000 × 5 ÷ 110 000 = 0.045
    expect(new Set(accounts.map((id) => desk.lots(id)))).toEqual(new Set([0.04]));
  });

  it('a stream that changes its commissions in between: every deal of the group pays the same', () => {
    const { desk, strategy, accounts } = crowd({ liquidityRate: 10, brokerRate: 10 });
    desk.run({ type: 'copy.signal', strategy, ...desk.row(1, 10_000) });
    reach(desk, 'settling');
    desk.must({ type: 'copy.setStream', stream: desk.stream, liquidityRate: 100, brokerRate: 0 });
    desk.advance();
    // 0.1 lot at 1.1 turns over 11 000 USD: 0.11 each
    expect(new Set(accounts.map((id) => desk.balanceOf(id)))).toEqual(new Set([MONEY - 0.22]));
    desk.signal(strategy, 0, 10_000);
    // a spread of 0.10, then the new rate
    expect(new Set(accounts.map((id) => desk.balanceOf(id)))).toEqual(new Set([998.58]));
  });

  it('the rate to dollars is that of the beginning, too', () => {
    const { desk, strategy, accounts } = crowd();
    desk.at('150.000', 'buy', 'USDJPY');
    desk.at('165.000', 'buy', 'EURJPY');
    desk.signal(strategy, 1, 10_000, 'EURJPY');
    desk.at('166.000', 'buy', 'EURJPY');
    desk.run({ type: 'copy.sync', strategy, soft: false, rows: [desk.row(1, 9_000, 'EURJPY')] });
    reach(desk, 'planning');
    desk.quote('USDJPY', '99.999', '100000000', '100.000', '100000000');
    desk.trade('USDJPY', '100.000', '10');
    desk.advance();
    // 10 000 EUR gained 10 000 JPY at 150
    expect(new Set(accounts.map((id) => desk.held(id, 'EURJPY')?.idealEquity))).toEqual(new Set([106_667]));
  });

  it('a crash in between: the terms of the beginning are in the snapshot', () => {
    const { desk, strategy, accounts } = crowd({ liquidityRate: 10 });
    desk.at('150.000', 'buy', 'USDJPY');
    desk.at('165.000', 'buy', 'EURJPY');
    desk.run({ type: 'copy.signal', strategy, ...desk.row(60, 10_000, 'EURJPY') });
    reach(desk, 'planning');
    desk.must({ type: 'copy.setCompany', company: 1, spec: { leverage: 5 } });
    desk.must({ type: 'copy.setStream', stream: desk.stream, liquidityRate: 100 });
    const crashed = Core.restore(JSON.parse(JSON.stringify(desk.core.snapshot())));
    expect(crashed.digest()).toBe(desk.core.digest());
    const instrument = desk.instrument('EURJPY').id;
    const quote = { kind: 'quote', instrument, bid: 164_999, bidSize: 1e9, ask: 165_000, askSize: 1e9 };
    const usd = {
      kind: 'quote',
      instrument: desk.instrument('USDJPY').id,
      bid: 149_999,
      bidSize: 1e9,
      ask: 150_000,
      askSize: 1e9,
    };
    for (const tick of [usd, quote]) crashed.tick(tick as unknown as Tick, desk.now);
    while (crashed.nextTimer === 0) crashed.advance(desk.now);
    desk.advance();
    const rows = (core: Core) => accounts.map((id) => core.state.copy.accounts.get(id)?.positions[0]?.volume);
    expect(new Set(rows(crashed))).toEqual(new Set(rows(desk.core)));
    expect(new Set(rows(crashed)).size).toBe(1);
    // 0.18 lot: 19 800 USD of turnover
    expect(new Set(accounts.map((id) => crashed.state.copy.accounts.get(id)?.balance))).toEqual(new Set([99_980]));
  });
});

describe('a company that changes its specification', () => {
  it.each([{ leverage: 4 }, { mcLevel: 96 }])('%o: accounts that do not fit any more are stopped at once', (spec) => {
    const desk = new CopyDesk();
    desk.at('1.10000');
    const strategy = desk.strategy(desk.wallet(100_000), 100_000);
    const [gone, account] = [desk.invest(strategy, 1_000), desk.invest(strategy, 1_000)];
    desk.must({ type: 'copy.close', account: gone });
    desk.signal(strategy, 2, 10_000);
    desk.must({ type: 'copy.setCompany', company: 1, spec: { leverage: 21 } });
    desk.advance();
    // 0.2 lot bind 1 047.62: 95.45 % of it are there, with a leverage of 4 18.18 %
    expect(desk.copied(account).status).toBe(1);
    desk.must({ type: 'copy.setCompany', company: 1, spec });
    desk.advance();
    expect(desk.copied(account)).toMatchObject({ status: 2, mcReached: desk.now });
    expect(desk.lots(account)).toBe(0);
  });

  it('an end of the week that is due comes, whatever is set at the same moment', () => {
    const desk = new CopyDesk();
    const { intervalEnds, payoutAt } = desk.state.companies.get(1) ?? { intervalEnds: 0, payoutAt: 0 };
    desk.now = intervalEnds;
    desk.core.execute(
      { type: 'copy.setCompany', company: 1, spec: { intervalDay: 3, payoutMinute: 30 } },
      intervalEnds,
    );
    desk.advance();
    const after = desk.state.companies.get(1);
    expect(after?.intervalEnds).toBeGreaterThan(intervalEnds);
    expect(after?.payoutAt).toBeGreaterThan(payoutAt);
    expect(desk.events.filter(({ type }) => type === 'copy.payoutDone').length).toBeGreaterThan(0);
  });
});
