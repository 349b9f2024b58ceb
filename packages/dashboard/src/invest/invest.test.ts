import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Account, StrategyDetails } from './rows.ts';
import { isOpenTo, stepsOf, stopOf, strategySteps, withdrawsAtOnce } from './states.ts';
import { difference, isLess, partOf, sum } from './sums.ts';

describe('sums of amounts', () => {
  it('are exact, and unknown while one of them is', () => {
    expect(sum('0.1', '0.2')).toBe('0.3');
    expect(difference('10000', '2000.55')).toBe('7999.45');
    expect(sum('1', null)).toBeNull();
    expect(isLess('199.99', '200')).toBe(true);
    expect(isLess('200.00', '200')).toBe(false);
    expect(isLess(null, '200')).toBe(false);
  });

  it('take parts in cents, half away from zero', () => {
    expect(partOf('2000.55', '0.5')).toBe('1000.28');
    expect(partOf('2000.55', '1.4')).toBe('2800.77');
    expect(partOf('-0.01', '0.5')).toBe('-0.01');
  });
});

describe('what an owner may do', () => {
  const account = (part: Partial<Account>): Account =>
    ({ IsMyAccount: true, IsSecurity: false, Status: '1', State: '3', ...part }) as Account;

  it('follows the status of the investment', () => {
    expect(stepsOf(account({}))).toEqual(['fund', 'withdraw', 'pause', 'settings', 'close']);
    for (const Status of ['2', '3', '4'])
      expect(stepsOf(account({ Status }))).toEqual(['fund', 'withdraw', 'resume', 'settings', 'close']);
    expect(stepsOf(account({ Status: '5' }))).toEqual(['close']);
    expect(stepsOf(account({ Status: '6' }))).toEqual([]);
    expect(stepsOf(account({ IsMyAccount: false }))).toEqual([]);
  });

  it('is money and levels alone with the trader’s own account, which moves with its strategy', () => {
    expect(stepsOf(account({ IsSecurity: true }))).toEqual(['fund', 'withdraw', 'settings']);
    expect(strategySteps('0')).toEqual(['close']);
    expect(strategySteps('1')).toEqual(['pause', 'close']);
    expect(strategySteps('2')).toEqual(['resume', 'close']);
    expect(strategySteps('4')).toEqual([]);
  });

  it('takes money out only while nothing is followed', () => {
    expect(['1', '2', '3', '4'].map((Status) => withdrawsAtOnce(account({ Status })))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('is told why an investment has stopped', () => {
    expect(['3', '4', '5', '6', '7', '8', '9', '11'].map((State) => stopOf(account({ State })))).toEqual([
      null,
      'margin',
      'margin',
      'protection',
      'protection',
      'target',
      'target',
      null,
    ]);
  });

  it('invests once, in strategies of others that have an offer and are not closed', () => {
    const open = { IsMyStrategy: false, Status: '1', PublicOffer: {} } as StrategyDetails;
    expect(isOpenTo(open)).toBe(true);
    expect(isOpenTo({ ...open, IsMyStrategy: true })).toBe(false);
    expect(isOpenTo({ ...open, Status: '4' })).toBe(false);
    expect(isOpenTo({ ...open, Account: account({}) })).toBe(false);
    const { PublicOffer: _, ...hidden } = open;
    expect(isOpenTo(hidden)).toBe(false);
    expect(isOpenTo({ ...hidden, LinkOffer: {} } as StrategyDetails)).toBe(true);
  });
});

describe('at the page', () => {
  beforeAll(() => {
    const store = { getItem: () => 'en', setItem: () => undefined, removeItem: () => undefined };
    vi.stubGlobal('localStorage', store);
    vi.stubGlobal('sessionStorage', store);
    vi.stubGlobal('navigator', { language: 'en' });
    vi.stubGlobal('location', { hash: '', origin: 'http://host', pathname: '/' });
    vi.stubGlobal('addEventListener', () => undefined);
  });
  afterAll(() => vi.unstubAllGlobals());

  it('money is more than zero, in cents, and within its bounds', async () => {
    const { moneyField } = await import('./fields.ts');
    const { check } = moneyField({ name: 'Money', label: '', asset: 'USD', least: '200', most: '1000.5' });
    expect(check?.('200')).toBeNull();
    expect(check?.('1000.50')).toBeNull();
    expect(check?.('0')).toContain('more than 0');
    expect(check?.('250.001')).toContain('two decimals');
    expect(check?.('199.99')).toBe('at least 200.00\u00a0USD');
    expect(check?.('1000.51')).toBe('1\u202f000.50\u00a0USD are free');
  });

  it('factors lie within 0.01 and 1000 on both sides, levels have three decimals as fractions', async () => {
    const { factorField, levelFields } = await import('./fields.ts');
    const factor = factorField('1.5000');
    expect(factor.initial).toBe('1.5');
    for (const value of ['0.01', '1000', '-1', '-0.01', '2.5001']) expect(factor.check?.(value)).toBeNull();
    for (const value of ['0', '0.009', '1000.1', '-1001', '1.00001']) expect(factor.check?.(value)).not.toBeNull();
    const [protection, target] = levelFields('0.5', '0');
    expect([protection?.initial, target?.initial]).toEqual(['50', '0']);
    for (const value of ['0', '0.999']) expect(protection?.check?.(value)).toBeNull();
    for (const value of ['1', '-0.1', '0.5555']) expect(protection?.check?.(value)).not.toBeNull();
    for (const value of ['0', '12.5']) expect(target?.check?.(value)).toBeNull();
    for (const value of ['-0.1', '0.1234']) expect(target?.check?.(value)).not.toBeNull();
  });

  it('a hidden offer is found in its address and in its code', async () => {
    const { addressOf, codeIn } = await import('./links.ts');
    const code = '12-0f3a';
    expect(addressOf(code)).toBe('http://host/#/invest/link/12-0f3a');
    expect(codeIn(` ${addressOf(code)} `)).toBe(code);
    expect(codeIn(code)).toBe(code);
    for (const none of ['', 'two words', 'http://host/#/invest/rating', '<b>']) expect(codeIn(none)).toBeNull();
  });
});
