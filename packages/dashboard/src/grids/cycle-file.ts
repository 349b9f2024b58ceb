import type { GridBotProfit, GridBotWithLines } from 'outcry/native-api';
import type { PlainText } from '../table/rows.ts';

/** Columns of a file and its rows. */
interface CycleFile {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly PlainText[])[];
}

/** Cycles as a file. Prices are those where the lines stand now; null where none is any more. */
export function cycleFile(
  cycles: readonly GridBotProfit[],
  { lines, base, quote }: Pick<GridBotWithLines, 'lines' | 'base' | 'quote'>,
): CycleFile {
  const prices = new Map(lines.map(({ line, price }) => [line, price]));
  const heading = ['time', 'line', 'bought_on', 'sold_on', `profit_${quote}`, `profit_${base}`, 'profit_usd'];
  const rows = cycles.map(({ at, line, profit, profitUnits, profitUsd }): PlainText[] => [
    at,
    String(line + 1),
    prices.get(line) ?? null,
    prices.get(line + 1) ?? null,
    profit,
    profitUnits,
    profitUsd,
  ]);
  return { heading, rows };
}
