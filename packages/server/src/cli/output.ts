/** A column of a table: numbers stand to the right. */
export interface Column {
  readonly title: string;
  readonly right?: true;
}

/** Text that a terminal shows as it is: control characters could move its cursor or colour its lines. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}

/** Lines of a table with its columns below each other. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => row.map(printable))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => lengthOf(row[at] ?? ''))));
  return cells.map((row) =>
    columns
      .map(({ right }, at) => {
        const cell = row[at] ?? '';
        const space = ' '.repeat((widths[at] ?? 0) - lengthOf(cell));
        return right ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Lines of `name  value`. */
export function factLines(facts: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${printable(value)}`.trimEnd());
}

/** Prints JSON for programs or lines for people. */
export function answer(json: boolean | undefined, value: unknown, lines: () => readonly string[]): void {
  say(json ? [JSON.stringify(value, null, 2)] : lines());
}

/** Prints lines on standard output. */
export function say(lines: readonly string[]): void {
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
}

/** What a missing value is shown as. */
export const NOTHING = '-';

export function orNothing(text: string | null | undefined): string {
  return text === null || text === undefined || text === '' ? NOTHING : text;
}

function lengthOf(text: string): number {
  return [...text].length;
}
