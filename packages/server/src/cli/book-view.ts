import type { Book, Market } from '../faces/native/api.ts';
import { orNothing, tableLines } from './output.ts';

/** The picture of a market: its quote above, the book as a ladder of `depth` levels below; always as many lines. */
export function bookLines(market: Market | null, book: Book, depth: number): string[] {
  const columns = [
    { title: 'BID SIZE', right: true },
    { title: 'BID', right: true },
    { title: 'ASK' },
    { title: 'ASK SIZE', right: true },
  ] as const;
  const rows = Array.from({ length: depth }, (_, at) => {
    const bid = book.bids[at];
    const ask = book.asks[at];
    return [bid?.size ?? '', bid?.price ?? '', ask?.price ?? '', ask?.size ?? ''];
  });
  return [headline(market, book), '', ...tableLines(columns, rows)];
}

function headline(market: Market | null, book: Book): string {
  const { last = null, lastSize = null, volume = null } = market ?? {};
  const traded = last === null ? 'no trade yet' : `last ${last} x ${orNothing(lastSize)}, volume ${orNothing(volume)}`;
  return `${book.instrument}  ${traded}, market ${book.status}, ${orNothing(book.updatedAt)}`;
}

/** What is written to a terminal so that lines stand where the last `drawn` lines stood. */
export function redrawn(lines: readonly string[], drawn: number, columns: number): string {
  const up = drawn === 0 ? '' : `\u001b[${drawn}A`;
  return `${up}${lines.map((line) => `\u001b[2K${line.slice(0, columns)}\n`).join('')}`;
}

export const HIDE_CURSOR = '\u001b[?25l';
export const SHOW_CURSOR = '\u001b[?25h';
