import { expect, test } from 'vitest';
import { bookLines, redrawn } from './book-view.ts';
import { spaceFinding } from './doctor/folder.ts';
import { clockFinding } from './doctor/journal.ts';
import { nodeFinding } from './doctor/program.ts';
import { factLines, tableLines } from './output.ts';

test('columns stand below each other, numbers to the right, without trailing space', () => {
  const columns = [{ title: 'NAME' }, { title: 'WORTH', right: true }, { title: 'NOTE' }] as const;
  expect(
    tableLines(columns, [
      ['Счёт', '1', ''],
      ['b', '1000000', 'x'],
    ]),
  ).toEqual(['NAME    WORTH  NOTE', 'Счёт        1', 'b     1000000  x']);
});

test('what others wrote cannot steer the terminal', () => {
  expect(factLines([['name', 'a\u001b[2Jb\nc']])).toEqual(['name  a?[2Jb?c']);
});

test('the picture of a book has as many lines however deep the book is', () => {
  const book = {
    instrument: 'SBER',
    status: 'normal',
    bids: [{ price: '322.9', size: '1000' }],
    asks: [
      { price: '323.1', size: '50' },
      { price: '323.2', size: '7' },
    ],
    updatedAt: '2026-11-20T09:00:00.000Z',
  } as const;
  expect(bookLines(null, { ...book, bids: [...book.bids], asks: [...book.asks] }, 3)).toEqual([
    'SBER  no trade yet, market normal, 2026-11-20T09:00:00.000Z',
    '',
    'BID SIZE    BID  ASK    ASK SIZE',
    '    1000  322.9  323.1        50',
    '                 323.2         7',
    '',
  ]);
});

test('a picture is drawn over the one before and cut at the edge of the terminal', () => {
  expect(redrawn(['abc', 'd'], 0, 2)).toBe('\u001b[2Kab\n\u001b[2Kd\n');
  expect(redrawn(['abc'], 2, 80)).toBe('\u001b[2A\u001b[2Kabc\n');
});

test.each([
  [99, 'bad'],
  [100, 'warn'],
  [1_023, 'warn'],
  [1_024, 'ok'],
])('%s MB free are %s', (megabytes, level) => {
  expect(spaceFinding(megabytes * 1024 * 1024).level).toBe(level);
});

test('node before 20 is too old', () => {
  expect([nodeFinding('18.20.0').level, nodeFinding('20.0.0').level, nodeFinding('24.1.0').level]).toEqual([
    'bad',
    'ok',
    'ok',
  ]);
});

test('a clock is wrong before 2026, and suspicious more than a minute behind the newest turn', () => {
  const now = Date.UTC(2026, 10, 20);
  expect(clockFinding(Date.UTC(2025, 0, 1), null).level).toBe('bad');
  expect(clockFinding(now, now + 60_000).level).toBe('ok');
  expect(clockFinding(now, now + 60_001).level).toBe('warn');
  expect(clockFinding(now, 0).level).toBe('ok');
});
