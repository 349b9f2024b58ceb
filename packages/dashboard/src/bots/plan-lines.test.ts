import type { DealPlan } from 'outcry/native-api';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type * as PlanLines from './plan-lines.ts';

let lines: typeof PlanLines;

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en', setItem: () => undefined });
  vi.stubGlobal('navigator', { language: 'en' });
  lines = await import('./plan-lines.ts');
});

afterAll(() => vi.unstubAllGlobals());

function plan(takeProfit: string): DealPlan {
  const base = { price: '100.00', average: '100.1', takeProfit };
  const safety = [{ price: '95.00', average: '97.5', takeProfit }];
  return { base, safety, stopLoss: null } as unknown as DealPlan;
}

const titled = (takeProfit: string, evens: boolean) =>
  lines.planLines(plan(takeProfit), 'long', evens).map(({ title, price }) => [title, price]);

it('the plan of a deal that conditions alone close has no take profit to draw', () => {
  expect(titled('0.00', false)).toEqual([
    ['Base', '100.00'],
    ['SO 1', '95.00'],
    ['Average if all fill', '97.5'],
  ]);
});

it('where the stop loss breaks even, its place after the first take profit is drawn', () => {
  const drawn = titled('101.60', true);
  expect(drawn).toContainEqual(['TP', '101.60']);
  expect(drawn.at(-1)).toEqual(['Stop after TP 1', '100.1']);
});
