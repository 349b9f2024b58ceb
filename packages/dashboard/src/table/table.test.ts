import { expect, it } from 'vitest';
import { csvText } from './csv.ts';
import { filteredRows, pressed, sortedRows } from './rows.ts';

const sorted = (texts: readonly (string | null)[], descending = false) =>
  sortedRows(texts, (text) => text, descending, 'en-GB');

it('numbers are sorted as exact numbers, words by the language, empty cells last both ways', () => {
  expect(sorted(['10', '9', null, '-1.5', '9.00000000000000000001'])).toEqual([
    '-1.5',
    '9',
    '9.00000000000000000001',
    '10',
    null,
  ]);
  expect(sorted(['10', null, '9'], true)).toEqual(['10', '9', null]);
  expect(sorted(['beta', 'Alpha', 'bot 10', 'bot 9'])).toEqual(['Alpha', 'beta', 'bot 9', 'bot 10']);
  expect(sortedRows(['яблоко', 'ёж', 'жук'], (text) => text, false, 'ru-RU')).toEqual(['ёж', 'жук', 'яблоко']);
});

it('a first press begins with the largest number or the first word, a second one turns it round', () => {
  expect(pressed(null, 'size', true)).toEqual({ id: 'size', descending: true });
  expect(pressed({ id: 'size', descending: true }, 'size', true)).toEqual({ id: 'size', descending: false });
  expect(pressed({ id: 'size', descending: true }, 'name', false)).toEqual({ id: 'name', descending: false });
});

it('every word of a wish must be found in a row', () => {
  const rows = [
    ['SBER', 'buy'],
    ['SBERP', 'sell'],
    [null, 'buy'],
  ];
  const found = (wish: string) => filteredRows(rows, (row) => row, wish);
  expect(found('sber BUY')).toEqual([['SBER', 'buy']]);
  expect(found('  ')).toBe(rows);
  expect(found('gazp')).toEqual([]);
});

it('CSV keeps every digit, quotes what needs it and carries out no formula', () => {
  expect(
    csvText(
      ['Name', 'Amount'],
      [
        ['a,b "c"', '-0.000000000000000001'],
        ['=1+1', null],
        ['-cmd', '+5'],
      ],
    ),
  ).toBe('\ufeffName,Amount\r\n"a,b ""c""",-0.000000000000000001\r\n\'=1+1,\r\n\'-cmd,\'+5\r\n');
});
