import type { GridBotProfit, Page } from 'outcry/native-api';
import { useEffect, useState } from 'preact/hooks';
import { call, withQuery } from '../api/call.ts';

const PAGE = 500;
/** Pages that are read for the page of a bot, and for a file. */
const PAGES_SHOWN = 4;
const PAGES_SAVED = 400;

export interface Cycles {
  /** Newest first; null before the first answer. */
  readonly rows: readonly GridBotProfit[] | null;
  /** There are older ones that are not among them. */
  readonly more: boolean;
  readonly error: unknown;
}

/** The newest cycles of a bot, asked anew with each version. */
export function useCycles(bot: number, version: number): Cycles {
  const [state, setState] = useState<Cycles>({ rows: null, more: false, error: null });
  useEffect(() => {
    const over = new AbortController();
    readCycles(bot, PAGES_SHOWN, over.signal).then(
      ({ rows, more }) => setState({ rows, more, error: null }),
      (error: unknown) => {
        if (!over.signal.aborted) setState((known) => ({ ...known, error }));
      },
    );
    return () => over.abort();
  }, [bot, version]);
  return state;
}

/** All cycles of a bot, newest first, at most 200 000. Throws CallError. */
export async function allCycles(bot: number): Promise<readonly GridBotProfit[]> {
  return (await readCycles(bot, PAGES_SAVED)).rows;
}

async function readCycles(bot: number, pages: number, signal?: AbortSignal) {
  const rows: GridBotProfit[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page++) {
    const path = withQuery(`/grid-bots/${bot}/profits`, { limit: PAGE, cursor });
    const { items, next } = await call<Page<GridBotProfit>>('GET', path, undefined, signal);
    rows.push(...items);
    if (next === null) return { rows, more: false };
    cursor = next;
  }
  return { rows, more: true };
}
