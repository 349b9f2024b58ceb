import { compare, decimal } from '../decimal.ts';

/** The plain text of a cell: decimal text for numbers, ISO 8601 for times; null: there is nothing. */
export type PlainText = string | null;

export interface Sorting {
  /** The column. */
  readonly id: string;
  readonly descending: boolean;
}

/** The sorting after a press on a heading: numbers and times begin with the largest, words with the first. */
export function pressed(before: Sorting | null, id: string, largestFirst: boolean): Sorting {
  return before?.id === id ? { id, descending: !before.descending } : { id, descending: largestFirst };
}

/** Rows in the order of a column: numbers as numbers, words as the language has them; what is empty stands last. */
export function sortedRows<Row>(
  rows: readonly Row[],
  textOf: (row: Row) => PlainText,
  descending: boolean,
  locale: string,
): Row[] {
  const words = new Intl.Collator(locale, { numeric: true });
  const direction = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, text: textOf(row) }))
    .sort((a, b) => {
      if (a.text === null || b.text === null) return Number(a.text === null) - Number(b.text === null);
      const [x, y] = [decimal(a.text), decimal(b.text)];
      return direction * (x === null || y === null ? words.compare(a.text, b.text) : compare(x, y));
    })
    .map(({ row }) => row);
}

/** Rows in which every word of the wish is found somewhere, in any letter case. */
export function filteredRows<Row>(
  rows: readonly Row[],
  textsOf: (row: Row) => readonly PlainText[],
  wish: string,
): readonly Row[] {
  const words = wish.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const whole = textsOf(row).join('\n').toLowerCase();
    return words.every((word) => whole.includes(word));
  });
}
