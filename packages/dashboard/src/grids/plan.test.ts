import { afterAll, describe, expect, it, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => 'en', setItem: () => undefined });
vi.stubGlobal('navigator', { language: 'en' });
const { startSums, worthOf } = await import('./bot-sums.ts');
const { beginningOf, sumsOf } = await import('./plan-sums.ts');
const { BOT, PLAN } = await import('./test-grids.ts');
const { warningsOf } = await import('./warnings.ts');

afterAll(() => vi.unstubAllGlobals());

describe('the plan of a grid', () => {
  it('tells the least and the most of a cycle after fees, in money and in percent of what it buys', () => {
    // 48.85 of 550, and 49.15 of 400
    expect(sumsOf(PLAN, 'quote')).toEqual({
      least: '48.85',
      most: '49.15',
      leastPercent: '8.88',
      mostPercent: '12.29',
      cycles: 4,
      losing: 0,
      buyLines: 2,
      sellLines: 2,
    });
  });

  it('in coins: profit of 0.0001 of 0.01 bought is one percent', () => {
    const lines = PLAN.lines.map((line) => ({ ...line, profit: line.profit === null ? null : '0.0001' }));
    expect(sumsOf({ ...PLAN, lines }, 'base')).toMatchObject({ least: '0.0001', leastPercent: '1', mostPercent: '1' });
  });

  it('counts cycles that bring nothing or lose', () => {
    const [top, ...others] = PLAN.lines;
    const lines = [top, ...others.map((line, i) => ({ ...line, profit: ['0', '-0.5', '1', '2'][i] ?? null }))];
    const sums = sumsOf({ ...PLAN, lines: lines as typeof PLAN.lines }, 'quote');
    expect([sums.losing, sums.least, sums.most]).toEqual([2, '-0.5', '2']);
  });

  it('and a bot as it stands tell the same beginning, but for the fee', () => {
    expect(beginningOf(PLAN)).toEqual({ taken: '0', coins: '0.02', cost: '1021.2202', buys: 2, buysCost: '850.85' });
    expect(startSums(BOT, '0')).toEqual({ taken: '0', coins: '0.02', cost: '1020', buys: 2, buysCost: '850' });
  });

  it('coins that are free in the account are taken first, the others bought', () => {
    const plan = { ...PLAN, coinsFree: '0.015', coinsCost: '255.3' };
    expect(beginningOf(plan)).toEqual({ taken: '0.015', coins: '0.005', cost: '255.3', buys: 2, buysCost: '850.85' });
    expect(startSums(BOT, '0.015')).toMatchObject({ taken: '0.015', coins: '0.005', cost: '255' });
    expect(startSums(BOT, '7')).toMatchObject({ taken: '0.02', coins: '0', cost: '0' });
    expect(worthOf(BOT)).toBe('1020');
  });
});

describe('warnings', () => {
  const warned = (part: Partial<typeof PLAN>, free: string | null = '5000') => {
    const plan = { ...PLAN, ...part };
    return warningsOf({ plan, sums: sumsOf(plan, 'quote'), quote: 'USDT', priceStep: '0.01', free });
  };

  it('are none when the price is inside, money is there and every cycle wins', () => {
    expect(warned({})).toEqual([]);
    expect(warned({}, null)).toEqual([]);
  });

  it('tell what is missing, a price outside of the range, a stop that is reached, cycles that lose', () => {
    expect(warned({}, '1000')).toEqual(['872.07\u00a0USDT are missing in the account.']);
    expect(warned({ price: '61000' })[0]).toMatch(/^The price, 61.000\.00, is above the range/);
    expect(warned({ price: '39000' })[0]).toMatch(/^The price, 39.000\.00, is below the range/);
    expect(warned({ price: '36000' })[1]).toMatch(/has reached a stop already/);
    const lines = PLAN.lines.map((line) => ({ ...line, profit: line.profit === null ? null : '-1' }));
    expect(warned({ lines })[0]).toMatch(/^4 of 4 cycles lose money after fees/);
  });
});
