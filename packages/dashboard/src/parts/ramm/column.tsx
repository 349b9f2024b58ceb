import type { ComponentChildren } from 'preact';
import { isoOf, shownMoment, shownMoney, shownPercent } from '../../ramm/figures.ts';
import { percentOf } from '../../ramm/percent.ts';
import type { PlainText } from '../../table/rows.ts';
import { shown } from '../../words/numbers.ts';
import { ResultText } from './result-text.tsx';

/** A column of a search: the field, and how it is told. */
export interface SearchColumn<Row> {
  readonly id: string;
  readonly title: string;
  readonly number: boolean;
  /** The name the platform sorts by; it is not sorted by it without one. */
  readonly sort: string | undefined;
  readonly cell: (row: Row) => ComponentChildren;
  readonly text: (row: Row) => PlainText;
}

interface Told<Row> {
  readonly title: string;
  /** `result` and `percent` are coloured by their sign; `rate` is a fraction that is not. */
  readonly as?: 'text' | 'number' | 'money' | 'result' | 'percent' | 'rate' | 'moment';
  /** Said in place of the value. */
  readonly wordOf?: (value: string | undefined) => string;
  /** Where a press on it leads; null: nowhere. */
  readonly to?: (row: Row) => string | null;
  /** False: the platform does not sort by it; a text: it calls it otherwise. */
  readonly sort?: false | string;
}

/** A column that shows a field of the row. */
export function column<Row>(told: Told<Row> & { readonly field: keyof Row & string }): SearchColumn<Row> {
  return columnOf<Row>({ ...told, valueOf: (row) => row[told.field] as string | undefined });
}

/** A column that shows what stands deeper in the row, under a name of its own. */
export function columnOf<Row>(
  told: Told<Row> & { readonly field: string; readonly valueOf: (row: Row) => string | undefined },
): SearchColumn<Row> {
  const { field, valueOf: fieldOf, title, as = 'text', wordOf, to, sort } = told;
  const cell = (row: Row): ComponentChildren => {
    const value = fieldOf(row);
    const content = wordOf === undefined ? shownAs(as, value) : wordOf(value);
    const path = to?.(row) ?? null;
    return path === null || value === undefined ? content : <a href={path}>{content}</a>;
  };
  return {
    id: field,
    title,
    number: as !== 'text' && as !== 'moment',
    sort: sort === false ? undefined : (sort ?? field),
    cell,
    text: (row) => {
      const value = fieldOf(row);
      if (wordOf !== undefined) return wordOf(value);
      if (value === undefined || value === '') return null;
      if (as === 'percent' || as === 'rate') return percentOf(value);
      return as === 'moment' ? isoOf(value) : value;
    },
  };
}

function shownAs(as: Told<unknown>['as'], value: string | undefined): ComponentChildren {
  if (as === 'money') return shownMoney(value);
  if (as === 'result') return <ResultText amount={value}>{shownMoney(value)}</ResultText>;
  if (as === 'percent') return <ResultText amount={value}>{shownPercent(value)}</ResultText>;
  if (as === 'rate') return shownPercent(value);
  if (as === 'moment') return shownMoment(value);
  if (as === 'number') return shown(value);
  return value === undefined || value === '' ? '—' : value;
}
