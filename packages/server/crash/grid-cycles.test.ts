import { expect, test } from 'vitest';
import type { GridBotEvent } from '../src/faces/native/api.ts';
import { GridCycles } from './grid-cycles.ts';

function faultsOf(...events: object[]): string[] {
  const cycles = new GridCycles('bot');
  for (const event of [{ kind: 'begun', waiting: 2 }, ...events]) cycles.take(event as GridBotEvent);
  return cycles.wrong;
}

const filled = (role: 'buy' | 'sell', step: number, quantity = '1') => ({ kind: 'filled', role, step, quantity });
const bought = (line: number, sell = '1') => ({ kind: 'lineBought', line, sell });
const sold = (line: number) => ({ kind: 'lineSold', line, profit: '5' });
const CYCLE = [filled('buy', 0), bought(0), filled('sell', 0), sold(0)];

test('a line is bought, sold once and bought again; coins of the begin are sold once', () => {
  expect(faultsOf(...CYCLE, ...CYCLE, filled('sell', 3, '0.4'), filled('sell', 3, '0.6'), sold(3))).toEqual([]);
  expect(faultsOf({ kind: 'lineAdded', line: -1, moved: 4 }, filled('sell', -1), sold(-1))).toEqual([]);
});

test('a level that is sold twice, without coins or for more than was bought is found', () => {
  expect(faultsOf(...CYCLE, filled('sell', 0))).toEqual(['bot: line 0 is sold without coins']);
  expect(faultsOf(filled('sell', 3), sold(3), filled('sell', 3))).toEqual(['bot: line 3 is sold without coins']);
  expect(faultsOf(filled('sell', 1))).toEqual(['bot: line 1 is sold without coins']);
  expect(faultsOf(filled('buy', 0), bought(0), filled('sell', 0, '1.1'))).toEqual([
    'bot: line 0 sells more than it is to',
  ]);
  expect(faultsOf(filled('buy', 0), bought(0, '1.1'))).toEqual(['bot: line 0 sells more than it has bought']);
  expect(faultsOf(filled('buy', 0), bought(0), sold(0))).toEqual([
    'bot: line 0 is not sold whole',
    'bot: line 0 ends a cycle without a sale',
  ]);
});

test('a level that is bought twice is found', () => {
  expect(faultsOf(filled('buy', 0), bought(0), filled('buy', 0))).toEqual(['bot: line 0 is bought while it has coins']);
  expect(faultsOf(filled('buy', 0), bought(0), bought(0))).toEqual(['bot: line 0 is bought whole twice']);
  expect(faultsOf(filled('buy', 3))).toEqual(['bot: line 3 is bought while it has coins']);
});
