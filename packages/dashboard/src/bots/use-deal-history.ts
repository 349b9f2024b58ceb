import type { Deal, DealEvent, DealOrder, Page } from 'outcry/native-api';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, withQuery } from '../api/call.ts';

const PAGE = 200;
/** Entries that a page shows at most; a deal with more has them in the API. */
const MOST = 4_000;

/** What changes when something has happened to a deal that its history tells. */
export function versionOf(deal: Deal): string {
  const { status, bought, sold, note, error, settings, figures } = deal;
  return JSON.stringify([status, bought.amount, sold.amount, note, error, settings, figures?.orders]);
}

export interface DealHistory {
  /** Oldest first; null before the first answer. */
  readonly events: readonly DealEvent[] | null;
  /** Newest first. */
  readonly orders: readonly DealOrder[] | null;
  readonly error: unknown;
}

/** The timeline and the orders of a deal; what is known of the timeline is not asked for again. */
export function useDealHistory(id: number, version: string | null): DealHistory {
  const [events, setEvents] = useState<readonly DealEvent[] | null>(null);
  const [orders, setOrders] = useState<readonly DealOrder[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const whole = useRef<{ rows: readonly DealEvent[]; cursor: string | undefined }>({ rows: [], cursor: undefined });
  useEffect(() => {
    if (version === null) return;
    const over = new AbortController();
    const get = <T>(path: string): Promise<Page<T>> => call('GET', path, undefined, over.signal);
    const load = async (): Promise<void> => {
      const newest = get<DealOrder>(withQuery(`/deals/${id}/orders`, { limit: PAGE }));
      newest.catch(() => undefined);
      let { rows, cursor } = whole.current;
      for (;;) {
        const page = await get<DealEvent>(withQuery(`/deals/${id}/timeline`, { limit: PAGE, cursor }));
        const all = [...rows, ...page.items];
        if (page.next === null || all.length >= MOST) {
          setEvents(all);
          break;
        }
        rows = all;
        cursor = page.next;
        whole.current = { rows, cursor };
      }
      setOrders((await newest).items);
      setError(null);
    };
    load().catch((failure: unknown) => {
      if (!over.signal.aborted) setError(failure);
    });
    return () => over.abort();
  }, [id, version]);
  return { events, orders, error };
}
