import { badQuery } from './read-model-error.ts';

/**
 * A cursor says after which row of a list a page begins: the list's name and the row's sort key, as opaque text. Rows
 * that come in meanwhile stand before every cursor, so pages neither repeat nor leave out anything.
 */
export function writeCursor(list: string, position: readonly number[]): string {
  return Buffer.from(`${list}:${position.join(':')}`).toString('base64url');
}

/** Throws ReadModelError `bad_query` for a text that `writeCursor` has not written for this list. */
export function readCursor(list: string, length: number, cursor: string): readonly number[] {
  const [name, ...parts] = Buffer.from(cursor, 'base64url').toString().split(':');
  const position = parts.map(Number);
  const sound = name === list && position.length === length && position.every(Number.isSafeInteger);
  if (!sound || writeCursor(list, position) !== cursor) {
    throw badQuery('cursor', 'not a cursor of this list; give `next` of the page before, unchanged');
  }
  return position;
}
