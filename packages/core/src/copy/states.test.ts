import { describe, expect, it } from 'vitest';
import { accountState } from './account.ts';
import { CopyDesk } from './test-copy.ts';

/** A strategy whose trader holds a lot, and an investment of a tenth of his equity. */
function holding(more: Parameters<CopyDesk['invest']>[2] = {}): { desk: CopyDesk; strategy: number; account: number } {
  const desk = new CopyDesk();
  desk.at('1.10000');
  const strategy = desk.strategy(desk.wallet(1_010), 1_010);
  const account = desk.invest(strategy, 1_010, more);
  desk.signal(strategy, 1, 10_000);
  return { desk, strategy, account };
}

const stateOf = (desk: CopyDesk, account: number): number => accountState(desk.copied(account));

/** Nothing can be traded for now. */
function close(desk: CopyDesk): void {
  desk.status('EURUSD', 'closed');
  desk.advance();
}

function open(desk: CopyDesk, price = '1.09999'): void {
  desk.status('EURUSD', 'normal');
  desk.at(price, 'sell');
  desk.advance(desk.now + 5_000);
}

describe('the state of an account follows from its status and what it holds (ramm-rules.md 4.3)', () => {
  it('active: 3 with positions, 2 without', () => {
    const { desk, strategy, account } = holding();
    expect(stateOf(desk, account)).toBe(3);
    desk.signal(strategy, 0, 10_000);
    expect(stateOf(desk, account)).toBe(2);
  });

  it('paused: 10 until its positions are closed, then 11; its command is done then', () => {
    const { desk, account } = holding();
    close(desk);
    const command = desk.must({ type: 'copy.pause', account });
    desk.advance();
    expect(stateOf(desk, account)).toBe(10);
    expect(desk.copied(account).commands.map(({ id }) => id)).toEqual([command]);
    open(desk);
    expect(stateOf(desk, account)).toBe(11);
    expect(desk.copied(account).commands).toEqual([]);
  });

  it('margin call: 4, then 5', () => {
    const { desk, account } = holding();
    close(desk);
    desk.trade('EURUSD', '1.00100', '10');
    desk.advance();
    expect([desk.copied(account).status, stateOf(desk, account)]).toEqual([2, 4]);
    open(desk, '1.00100');
    expect(stateOf(desk, account)).toBe(5);
  });

  it.each([
    ['protection', { protection: 9_000 }, '1.08980', 6],
    ['target', { target: 1_000 }, '1.11100', 8],
  ])('%s: with positions, then flat', (_, terms, price, state) => {
    const { desk, account } = holding(terms);
    close(desk);
    desk.trade('EURUSD', price, '10');
    desk.advance();
    expect([desk.copied(account).status, stateOf(desk, account)]).toEqual([3, state]);
    open(desk, price);
    expect(stateOf(desk, account)).toBe(state + 1);
  });

  it('disabled: 12, then 13; enabled again it is paused', () => {
    const { desk, account } = holding();
    close(desk);
    desk.must({ type: 'copy.disable', account });
    desk.advance();
    expect(stateOf(desk, account)).toBe(12);
    open(desk);
    expect(stateOf(desk, account)).toBe(13);
    desk.must({ type: 'copy.enable', account });
    expect(stateOf(desk, account)).toBe(11);
  });

  it('closed: 14 while a market is closed, then 15 with its money in the wallet', () => {
    const { desk, account } = holding();
    const { wallet } = desk.copied(account);
    close(desk);
    desk.must({ type: 'copy.close', account });
    desk.advance();
    expect(stateOf(desk, account)).toBe(14);
    expect(desk.run({ type: 'copy.resume', account }).rejection?.reason).toBe('not_allowed_now');
    const before = desk.events.length;
    open(desk);
    expect(desk.events.slice(before).map(({ type }) => type)).toContain('copy.accountClosed');
    expect(desk.state.accounts.has(account)).toBe(false);
    expect(desk.state.wallets.get(wallet)?.balance).toBe(100_990);
  });

  it('new: 0 until the command that funds it is carried out', () => {
    const { desk, strategy } = holding();
    const offer = desk.state.strategies.get(strategy)?.publicOffer ?? 0;
    const wallet = desk.wallet(500);
    desk.must({ type: 'copy.setProtection', account: desk.security(strategy), value: 1_000 });
    const result = desk.run({ type: 'copy.openAccount', wallet, offer, money: 50_000 });
    const opened = result.events.findIndex(({ type }) => type === 'copy.accountOpened');
    const funded = result.events.findIndex(({ type }) => type === 'copy.balanced');
    expect(opened).toBeGreaterThanOrEqual(0);
    expect(funded).toBeGreaterThan(opened);
  });
});

describe('commands that the status forbids are refused at once', () => {
  it.each([
    ['copy.resume', 1],
    ['copy.withdraw', 1],
    ['copy.enable', 1],
    ['copy.pause', 4],
    ['copy.enable', 4],
  ] as const)('%s in status %s', (type, status) => {
    const { desk, account } = holding();
    if (status === 4) desk.must({ type: 'copy.pause', account });
    desk.advance();
    expect(desk.copied(account).status).toBe(status);
    const command = { type, account, amount: 100 } as Parameters<CopyDesk['run']>[0];
    expect(desk.run(command).rejection?.reason).toBe('not_allowed_now');
  });

  it.each(['copy.pause', 'copy.resume', 'copy.close', 'copy.disable'] as const)(
    '%s of the security account',
    (type) => {
      const { desk, strategy } = holding();
      expect(desk.run({ type, account: desk.security(strategy) }).rejection?.reason).toBe('not_allowed_now');
    },
  );
});

describe('strategies (ramm-rules.md 4.4)', () => {
  it('a paused one holds nothing, refuses signals, and goes on with a hard sync', () => {
    const { desk, strategy, account } = holding();
    desk.must({ type: 'copy.pauseStrategy', strategy });
    desk.advance();
    const security = desk.security(strategy);
    expect([desk.lots(account), desk.lots(security)]).toEqual([0, 0]);
    expect([stateOf(desk, account), stateOf(desk, security)]).toEqual([2, 11]);
    desk.signal(strategy, 2, 10_000);
    expect(desk.lots(account)).toBe(0);
    desk.must({ type: 'copy.resumeStrategy', strategy });
    desk.advance();
    expect(desk.state.strategies.get(strategy)).toMatchObject({ status: 1, hardSync: true });
    desk.sync(strategy, false, [desk.row(1, 10_000)]);
    expect([desk.lots(account), desk.lots(security)]).toEqual([0.1, 0.1]);
    expect(desk.state.strategies.get(strategy)?.hardSync).toBe(false);
  });

  it('a resumed one takes single signals as well', () => {
    const { desk, strategy, account } = holding();
    desk.must({ type: 'copy.pauseStrategy', strategy });
    desk.must({ type: 'copy.resumeStrategy', strategy });
    desk.signal(strategy, 1, 10_000);
    expect(desk.lots(account)).toBe(0.1);
  });

  it('a closed one pays everybody out', () => {
    const { desk, strategy, account } = holding();
    const wallets = [desk.copied(account).wallet, desk.copied(desk.security(strategy)).wallet];
    desk.must({ type: 'copy.closeStrategy', strategy });
    desk.advance();
    expect(desk.state.strategies.get(strategy)?.status).toBe(4);
    expect(desk.state.strategies.get(strategy)?.closedAt).toBe(desk.now);
    expect(desk.state.accounts.size).toBe(0);
    expect(wallets.map((wallet) => desk.state.wallets.get(wallet)?.balance)).toEqual([100_990, 100_990]);
    expect(desk.state.groups.size + desk.state.jobs.size).toBe(0);
  });

  it('a disabled one is enabled by the operator alone, and is paused then', () => {
    const { desk, strategy } = holding();
    desk.must({ type: 'copy.disableStrategy', strategy });
    expect(desk.run({ type: 'copy.resumeStrategy', strategy }).rejection?.reason).toBe('not_allowed_now');
    desk.must({ type: 'copy.enableStrategy', strategy });
    desk.advance();
    expect(desk.state.strategies.get(strategy)?.status).toBe(2);
  });
});
