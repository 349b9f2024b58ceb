import type { CoreState, DayBegun } from '@outcry/core';
import { expect, test } from 'vitest';
import { projectDay } from './project-accounts.ts';
import { WrittenRows } from './written-rows.ts';

test('a day begins with what the wallets of each company have together; none of them is looked at', () => {
  const companies = new Map([
    [1, { id: 1, free: 440_000 }],
    [2, { id: 2, free: 0 }],
  ]);
  // a company may have a million wallets: reading them all would hold everybody up at midnight
  const wallets = { values: () => expect.fail('the wallets are read one by one') };
  const rows = new WrittenRows();
  const event = { type: 'copy.dayBegun', at: 0, day: 20_787, marks: [] } as unknown as DayBegun;
  projectDay(event, { copy: { companies, wallets } } as unknown as CoreState, rows);
  expect(rows.runs.map(({ values }) => values)).toEqual([
    [
      [1, 20_787, 0, 0, 440_000],
      [2, 20_787, 0, 0, 0],
    ],
  ]);
});
