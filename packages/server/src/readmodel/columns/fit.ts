import type { ColumnCondition } from './column-search.ts';
import type { KeptColumn } from './kept-column.ts';

/** What rows must have in a column: a number in [least, most], or one of these. Of texts, their numbers. */
export type Fit =
  | { readonly column: KeptColumn; readonly least: number; readonly most: number }
  | { readonly column: KeptColumn; readonly oneOf: readonly number[] };

/** The numbers that a condition wants, from `nothing` on: what is absent is below it, and fits none, as in SQL. */
export function fitOf(column: KeptColumn, { is, value }: ColumnCondition, nothing = column.numbers.absent + 1): Fit {
  if (is === 'oneOf')
    return { column, oneOf: [...new Set(value as readonly number[])].filter((each) => each >= nothing) };
  const number = column.words === null ? (value as number) : column.words.find(value as string);
  switch (is) {
    case 'equal':
      return { column, least: Math.max(number, nothing), most: number };
    case 'atLeast':
      return { column, least: Math.max(number, nothing), most: Number.MAX_SAFE_INTEGER };
    case 'atMost':
      return { column, least: nothing, most: number };
    case 'below':
      return { column, least: nothing, most: number - 1 };
  }
}

/** Whether a number, as the column keeps it, fits. */
export function fits(fit: Fit, number: number): boolean {
  return 'oneOf' in fit ? fit.oneOf.includes(number) : number >= fit.least && number <= fit.most;
}
