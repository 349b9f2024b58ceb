import { describe, expect, it } from 'vitest';
import { CopyAudit } from '../../simulation/copy-audit.ts';
import { checkCopy } from '../../simulation/copy-check.ts';
import { Core, type CoreEvent, type GroupSettled, SETTLED_STRIDE } from '../index.ts';
import { SLICE } from './schedule.ts';
import { CopyDesk } from './test-copy.ts';

const INVESTORS = 1_500;

/** A strategy with more investments than one turn settles. */
function crowd(): { desk: CopyDesk; strategy: number; accounts: number[] } {
  const desk = new CopyDesk({ liquidityRate: 10 });
  desk.at('1.10000');
  const strategy = desk.strategy(desk.wallet(1_000), 1_000, { commissionRate: 10 });
  const accounts = Array.from({ length: INVESTORS }, (_, n) => desk.invest(strategy, 1_000 + (n % 50) * 10));
  return { desk, strategy, accounts };
}

/** Goes on turn by turn; after each one the books balance. */
function turnByTurn(desk: CopyDesk, each: (events: readonly CoreEvent[]) => void = () => {}): number {
  let turns = 0;
  for (; desk.core.nextTimer === 0; turns++) {
    const events = desk.core.advance(desk.now);
    desk.journal.push({ at: desk.now, body: Core.codec.encode(events) });
    desk.events.push(...events);
    checkCopy(desk.core);
    each(events);
  }
  return turns;
}

const settled = (events: readonly CoreEvent[]): number =>
  events.reduce(
    (sum, event) =>
      sum + (event.type === 'copy.groupSettled' ? (event as GroupSettled).rows.length / SETTLED_STRIDE : 0),
    0,
  );

describe('a signal of a large strategy', () => {
  const { desk, strategy, accounts } = crowd();

  it('is planned and settled in slices, at one price, and the books balance after each', () => {
    desk.run({ type: 'copy.signal', strategy, ...desk.row(1, 10_000) });
    const slices: number[] = [];
    const turns = turnByTurn(desk, (events) => slices.push(settled(events)));
    expect(turns).toBeGreaterThan(2);
    expect(Math.max(...slices)).toBeLessThanOrEqual(SLICE);
    expect(slices.reduce((sum, count) => sum + count, 0)).toBe(INVESTORS + 1);
    expect(new Set(accounts.map((account) => desk.held(account)?.price)).size).toBe(1);
    expect(desk.lots(accounts[0] as number)).toBe(0.1);
    expect(desk.lots(accounts[49] as number)).toBe(0.14);
  });

  it('prices and commands go on in between: the group keeps its prices, an account in it takes commands when it is settled', () => {
    const account = accounts.at(-1) as number;
    desk.run({ type: 'copy.signal', strategy, ...desk.row(2, 10_000) });
    const equities = accounts.map((id) => desk.copied(id).positions[0]?.idealEquity);
    const pause = desk.must({ type: 'copy.pause', account });
    const other = desk.must({ type: 'copy.signal', strategy, ...desk.row(3, 10_000) });
    expect(desk.copied(account).status === 1 || desk.copied(account).group === 0).toBe(true);
    desk.quote('EURUSD', '1.09900', '100000000', '1.09901', '100000000');
    let wasSettled = false;
    turnByTurn(desk, (events) => {
      for (const event of events) {
        if (event.type === 'copy.groupSettled') wasSettled ||= (event as GroupSettled).rows.includes(account);
        const done = event as CoreEvent & { readonly id: number };
        if (event.type === 'copy.commandDone' && done.id === pause) expect(wasSettled).toBe(true);
      }
    });
    expect(desk.copied(account).status).toBe(4);
    expect(accounts.map((id) => desk.copied(id).positions[0]?.idealEquity).slice(0, -1)).toEqual(equities.slice(0, -1));
    expect(desk.lots(accounts[0] as number)).toBe(0.3);
    expect(other).toBeGreaterThan(0);
  });

  it('a crash between two slices loses nothing: the journal goes on where it was', () => {
    desk.run({ type: 'copy.signal', strategy, ...desk.row(1, 10_000) });
    const half = desk.core.advance(desk.now);
    desk.journal.push({ at: desk.now, body: Core.codec.encode(half) });
    desk.events.push(...half);
    const crashed = Core.restore(JSON.parse(JSON.stringify(desk.core.snapshot())));
    expect(crashed.digest()).toBe(desk.core.digest());
    expect(crashed.state.copy.groups.size).toBe(1);
    for (const { id } of [desk.instrument('EURUSD')]) {
      crashed.tick(
        {
          kind: 'quote',
          instrument: id,
          bid: 109_900,
          bidSize: 10_000_000,
          ask: 109_901,
          askSize: 10_000_000,
        } as never,
        desk.now,
      );
    }
    while (crashed.nextTimer === 0) crashed.advance(desk.now);
    turnByTurn(desk);
    expect(crashed.state.copy.groups.size).toBe(0);
    const balances = (core: Core): number[] => [...core.state.copy.accounts.values()].map(({ balance }) => balance);
    expect(balances(crashed)).toEqual(balances(desk.core));
  });

  it('a stop that thousands of accounts meet at one price closes them in slices', () => {
    for (const account of accounts) desk.run({ type: 'copy.setProtection', account, value: 9_900 });
    turnByTurn(desk);
    desk.quote('EURUSD', '1.08000', '100000000', '1.08001', '100000000');
    const first = desk.trade('EURUSD', '1.08000', '10');
    expect(settled(first)).toBeLessThanOrEqual(SLICE);
    turnByTurn(desk);
    const stopped = accounts.filter((id) => desk.copied(id).status === 3);
    expect(stopped.length).toBe(INVESTORS - 1);
    expect(stopped.every((id) => desk.lots(id) === 0)).toBe(true);
  });

  it('the audit of the whole journal agrees', () => {
    const audit = new CopyAudit();
    for (const event of desk.events) audit.take(event);
    audit.agree(desk.core);
  });
});

describe('a shortfall among thousands', () => {
  it('is shared by largest remainder, whatever the order of accounts', () => {
    const { desk, strategy, accounts } = crowd();
    desk.depth('EURUSD', [['1.09000', '10']], [['1.10000', '12000000']]);
    desk.run({ type: 'copy.signal', strategy, ...desk.row(1, 10_000) });
    turnByTurn(desk);
    const lots = accounts.map((id) => Math.round(desk.lots(id) * 100));
    const wanted = accounts.map((_, n) => 10 + Math.floor((n % 50) / 10));
    const own = 10;
    const all = wanted.reduce((sum, part) => sum + part, own);
    const exact = wanted.map((part) => (part * 12_000) / all);
    for (const [n, given] of lots.entries()) expect(Math.abs(given - (exact[n] as number))).toBeLessThan(1);
    const security = Math.round(desk.lots(desk.security(strategy)) * 100);
    expect(lots.reduce((sum, given) => sum + given, security)).toBe(12_000);
  });
});
