/** One measured case: ours against a reference from the same run. */
export interface Row {
  readonly what: string;
  readonly ours: number;
  readonly reference: number;
  /** Unit of both figures, e.g. `ops/s`. */
  readonly unit: string;
  /** Which way is better; the ratio is always above 1 where ours is the better one. */
  readonly better: 'more' | 'less';
  /** What the ratio (or ours) is aimed at, in words. */
  readonly aim?: string;
}

/** Prints a row of the table, or a line of text. */
export type Print = (row: Row | string) => void;

/** What every `bench/<name>/bench.ts` exports. Throws when what it measures is not right. */
export interface Bench {
  /** One line for `--help`. */
  readonly title: string;
  run(print: Print): Promise<void>;
}

export function ratioOf(row: Row): number {
  return row.better === 'more' ? row.ours / row.reference : row.reference / row.ours;
}

export function formatRow(row: Row): string {
  const figures = `${figure(row.ours).padStart(10)} | ${figure(row.reference).padStart(10)} ${row.unit.padEnd(11)}`;
  return `${row.what.padEnd(44)} | ${figures} | ${ratio(ratioOf(row)).padStart(7)} x | ${row.aim ?? ''}`;
}

export const TABLE_HEAD = `${'case'.padEnd(44)} | ${'ours'.padStart(10)} | ${'reference'.padStart(10)} ${''.padEnd(11)} | ${'ratio'.padStart(9)} | aim`;

function ratio(value: number): string {
  return value.toFixed(value < 1 ? 3 : 1);
}

function figure(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  if (value >= 1e4) return `${(value / 1e3).toFixed(1)} k`;
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
