import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export function readPage(page: string): string {
  return readFileSync(`${ROOT}${page}`, 'utf8');
}

/** A fenced block that the tests run, and the block after it that shows what it prints. */
export interface RunnableBlock {
  /** Line of its first command. */
  readonly line: number;
  readonly commands: string;
  /** What the page shows as its output; null: nothing is shown. */
  readonly output: { readonly language: string; readonly text: string } | null;
}

/** A block of commands below a line `<!-- run -->`, and the output block below it, if there is one. */
const RUNNABLE = /^<!-- run -->\n```sh\n([\s\S]*?)^```\n(?:\n```(json|text)\n([\s\S]*?)^```\n)?/gm;

/** The runnable blocks of a page, in order. */
export function runnableBlocks(content: string): RunnableBlock[] {
  return Array.from(content.matchAll(RUNNABLE), ({ index, 1: commands = '', 2: language, 3: text }) => ({
    line: content.slice(0, index).split('\n').length + 2,
    commands,
    output: language === undefined || text === undefined ? null : { language, text },
  }));
}

/** A table that is made from the code stands between these two lines. */
const GENERATED = /^<!-- table: ([a-z-]+) -->\n([\s\S]*?)^<!-- end of table -->\n/gm;

/** The generated tables of a page by name. */
export function tablesOf(content: string): Map<string, string> {
  return new Map(Array.from(content.matchAll(GENERATED), ([, name = '', table = '']) => [name, table]));
}

/** Writes tables anew into a page. */
export function writeTables(page: string, tables: ReadonlyMap<string, string>): void {
  const content = readPage(page).replace(GENERATED, (whole, name: string) => {
    const table = tables.get(name);
    return table === undefined ? whole : `<!-- table: ${name} -->\n${table}<!-- end of table -->\n`;
  });
  writeFileSync(`${ROOT}${page}`, content);
}

/** A table of the page's own words: the cells of each row below the heading row, without code marks. */
export function rowsBelow(content: string, heading: string): string[][] {
  const lines = content.split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) throw new Error(`there is no table with the heading ${heading}`);
  const end = lines.findIndex((line, at) => at > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}
