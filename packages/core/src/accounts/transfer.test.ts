import { expect, it } from 'vitest';
import { World } from '../../test/world.ts';
import type { Money } from '../numbers/index.ts';
import { SYSTEM_ACCOUNTS } from './index.ts';

function twoAccounts() {
  const world = new World();
  const [account, to] = [world.open(), world.open()];
  world.deposit(account, 'rub', '1000');
  const move = (amount: string, more: object = {}) =>
    world.run({
      type: 'accounts.transfer',
      account,
      to,
      asset: 'rub',
      amount: world.money('rub', amount),
      key: null,
      ...more,
    });
  return { world, account, to, move };
}

it('money moves between two accounts of an owner at once, past the world outside', () => {
  const { world, account, to, move } = twoAccounts();
  expect(move('250.5').rejection).toBeNull();
  expect(world.balance(account, 'rub')).toBe('749.5 0 0');
  expect(world.balance(to, 'rub')).toBe('250.5 0 0');
  expect(world.balance(SYSTEM_ACCOUNTS.outside, 'rub')).toBe('-1000 0 0');
  expect(new Set(world.ledgerSums())).toEqual(new Set([0n]));
});

it('coins move as money does', () => {
  const { world, account, to } = twoAccounts();
  world.deposit(account, 'SBER', '20');
  world.must({ type: 'accounts.transfer', account, to, asset: 'SBER', amount: 5n as Money, key: null });
  expect([world.balance(account, 'SBER'), world.balance(to, 'SBER')]).toEqual(['15 0 0', '5 0 0']);
});

it('what orders hold stays, as does more than there is', () => {
  const { world, account, to, move } = twoAccounts();
  world.quote('SBER', '99', '50', '100', '50');
  world.place({ account, symbol: 'SBER', quantity: '5', price: '90' });
  for (const amount of ['550.01', '1000.01'])
    expect(move(amount).rejection).toMatchObject({ reason: 'insufficient_funds', field: 'amount' });
  expect(move('550').rejection).toBeNull();
  expect(world.balance(to, 'rub')).toBe('550 0 0');
});

it('only to another open account of the same owner on paper', () => {
  const { world, account, move } = twoAccounts();
  const stranger = world.open({ owner: 2 });
  const closed = world.open();
  world.must({ type: 'accounts.close', account: closed });
  const venue = world.open({ venue: 'exchange' });
  const refusals = [
    [stranger, 'unknown_account'],
    [SYSTEM_ACCOUNTS.outside, 'unknown_account'],
    [4_711, 'unknown_account'],
    ['x', 'unknown_account'],
    [account, 'invalid_value'],
    [closed, 'account_closed'],
    [venue, 'wrong_venue'],
  ] as const;
  for (const [to, reason] of refusals) expect(move('1', { to }).rejection).toMatchObject({ reason, field: 'to' });
  expect(move('1', { account: venue }).rejection).toMatchObject({ reason: 'wrong_venue', field: 'account' });
  expect(move('0').rejection).toMatchObject({ reason: 'amount_not_positive' });
  expect(world.balance(account, 'rub')).toBe('1000 0 0');
});

it('a key moves it once', () => {
  const { world, account, move } = twoAccounts();
  const first = move('10', { key: 'once' });
  expect(move('10', { key: 'once' }).outcome).toEqual({ id: first.outcome?.id, repeated: true });
  expect(world.balance(account, 'rub')).toBe('990 0 0');
});
