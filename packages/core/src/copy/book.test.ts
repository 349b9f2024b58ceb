import { describe, expect, it } from 'vitest';
import { Core } from '../index.ts';
import { accountState } from './account.ts';
import { walletFigures } from './queries.ts';
import { CopyDesk } from './test-copy.ts';

describe('wallets', () => {
  it('what comes and goes is booked against the outside; a withdrawal takes free money alone', () => {
    const desk = new CopyDesk();
    const wallet = desk.wallet(800);
    desk.must({ type: 'copy.transfer', wallet, kind: 1, amount: 1_801 });
    expect(desk.state.wallets.get(wallet)?.balance).toBe(78_199);
    expect(desk.state.ledger.outside).toBe(-78_199);
    const { rejection } = desk.run({ type: 'copy.transfer', wallet, kind: 1, amount: 78_200 });
    expect(rejection?.reason).toBe('insufficient_funds');
  });

  it('bonus money can be invested, not withdrawn', () => {
    const desk = new CopyDesk();
    const wallet = desk.wallet(100);
    desk.must({ type: 'copy.transfer', wallet, kind: 2, amount: 5_000 });
    expect(walletFigures(desk.core.state, desk.state.wallets.get(wallet) as never).free).toBe(10_000);
    expect(desk.run({ type: 'copy.transfer', wallet, kind: 3, amount: 5_001 }).rejection?.field).toBe('amount');
  });

  it('a company knows what all its wallets have together, after a restart as well', () => {
    const desk = new CopyDesk();
    const strategy = desk.strategy(desk.wallet(5_000), 1_000);
    const account = desk.invest(strategy, 300, { wallet: desk.wallet(400) });
    desk.must({ type: 'copy.setCompany', company: 2, spec: {} });
    desk.must({ type: 'copy.close', account });
    desk.advance();
    const free = ({ state }: Core) => [...state.copy.companies.values()].map((company) => company.free);
    expect(free(desk.core)).toEqual([440_000, 0]);
    expect(free(Core.restore(JSON.parse(JSON.stringify(desk.core.snapshot()))))).toEqual([440_000, 0]);
  });

  it('an external id is booked once for a wallet and kind', () => {
    const desk = new CopyDesk();
    const wallet = desk.wallet(0);
    const transfer = { type: 'copy.transfer', wallet, kind: 0, amount: 100, externalId: 17 } as const;
    const first = desk.must(transfer);
    expect(desk.run(transfer).outcome).toEqual({ id: first, repeated: true });
    expect(desk.must({ ...transfer, kind: 2 })).not.toBe(first);
    expect(desk.state.wallets.get(wallet)?.balance).toBe(200);
  });
});

describe('strategies and investments', () => {
  it('the command that funds the security account makes the strategy active', () => {
    const desk = new CopyDesk();
    const strategy = desk.strategy(desk.wallet(5_000), 1_000, { protection: 5_000 });
    const security = desk.copied(desk.security(strategy));
    expect(desk.state.strategies.get(strategy)?.status).toBe(1);
    expect(security).toMatchObject({ kind: 0, status: 1, balance: 100_000, profitBase: 100_000 });
    expect(security.protectionLevel).toBe(500_000_000);
    expect(accountState(security)).toBe(2);
    expect(desk.state.wallets.get(security.wallet)?.balance).toBe(400_000);
  });

  it('an investment is opened under an active offer, once for a client', () => {
    const desk = new CopyDesk({}, { accountMinBalance: 20_000 });
    const strategy = desk.strategy(desk.wallet(1_000), 1_000);
    const wallet = desk.wallet(1_000);
    const offer = desk.state.strategies.get(strategy)?.publicOffer ?? 0;
    const open = { type: 'copy.openAccount', wallet, offer, money: 50_000 } as const;
    expect(desk.run({ ...open, money: 19_999 }).rejection?.reason).toBe('amount_too_small');
    const account = desk.must(open);
    desk.advance();
    expect(desk.copied(account)).toMatchObject({ kind: 2, status: 1, balance: 50_000, deposited: 50_000 });
    expect(desk.run(open).rejection?.reason).toBe('already_exists');
  });

  it('levels follow from equity, and the money out of a closed account is back in the wallet', () => {
    const desk = new CopyDesk();
    const strategy = desk.strategy(desk.wallet(1_000), 1_000);
    const account = desk.invest(strategy, 1_528.83, { protection: 5_000, target: 10_000 });
    expect(desk.copied(account)).toMatchObject({ protectionLevel: 764_415_000, targetLevel: 3_057_660_000 });
    desk.must({ type: 'copy.close', account });
    desk.advance();
    expect(desk.state.accounts.has(account)).toBe(false);
    expect([...desk.state.wallets.values()].at(-1)?.balance).toBe(152_883);
  });

  it('the snapshot restores to the same digest', () => {
    const desk = new CopyDesk();
    desk.invest(desk.strategy(desk.wallet(1_000), 1_000), 500);
    const restored = Core.restore(JSON.parse(JSON.stringify(desk.core.snapshot())));
    expect(restored.digest()).toBe(desk.core.digest());
    const replayed = new Core();
    for (const { at, body } of desk.journal) replayed.applyTurn(at, body);
    expect(replayed.digest()).toBe(desk.core.digest());
  });
});
