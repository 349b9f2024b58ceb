import type { Page } from 'outcry/native-api';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, withQuery } from './call.ts';

/** Most rows that one call brings. */
const MOST = 500;

type Query = Readonly<Record<string, string | number | undefined>>;

/** A list that comes page by page. */
export interface Pages<Row> {
  /** The rows that have come so far; null before the first answer. */
  readonly rows: readonly Row[] | null;
  /** More rows follow. */
  readonly partial: boolean;
  readonly error: unknown;
  /** Brings the next page. */
  readonly more: () => void;
}

interface Known<Row> {
  readonly list: string | null;
  readonly rows: readonly Row[] | null;
  readonly next: string | null;
  readonly error: unknown;
}

/**
 * The first page of a list and those that are asked for. Another path or query begins it anew; with another version the
 * rows that are in sight are asked for once more. `size`: rows of a page.
 */
export function usePages<Row>(path: string, query: Query, size: number, version = ''): Pages<Row> {
  const list = withQuery(path, query);
  const [known, setKnown] = useState<Known<Row>>({ list: null, rows: null, next: null, error: null });
  const asking = useRef<AbortController | null>(null);
  const ask = (limit: number, cursor?: string): AbortController => {
    const over = new AbortController();
    asking.current = over;
    call<Page<Row>>('GET', withQuery(path, { ...query, limit, cursor }), undefined, over.signal).then(
      ({ items, next }) => {
        asking.current = null;
        setKnown(({ rows }) => {
          const before = cursor === undefined ? [] : (rows ?? []);
          return { list, rows: [...before, ...items], next, error: null };
        });
      },
      (error: unknown) => {
        if (over.signal.aborted) return;
        asking.current = null;
        setKnown((before) => ({ ...before, error }));
      },
    );
    return over;
  };
  useEffect(() => {
    const inSight = known.list === list ? (known.rows?.length ?? 0) : 0;
    const first = ask(Math.min(MOST, Math.max(size, inSight)));
    return () => {
      first.abort();
      asking.current?.abort();
    };
  }, [list, version]);
  const { rows, next, error } = known;
  const more = (): void => {
    if (asking.current === null && next !== null) ask(size, next);
  };
  return { rows, partial: next !== null, error, more };
}
