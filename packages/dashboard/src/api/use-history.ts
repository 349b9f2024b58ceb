import type { Page } from 'outcry/native-api';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, withQuery } from './call.ts';

/** Entries of a timeline, and orders, that one call brings. */
const PAGE = 500;
const ORDERS = 200;
/** Entries that a page keeps at most, the newest; what has more has them in the API. */
const MOST = 4_000;

export interface History<Event, Order> {
  /** Oldest first; null before the first answer. */
  readonly events: readonly Event[] | null;
  /** Newest first. */
  readonly orders: readonly Order[] | null;
  readonly error: unknown;
}

/** The timeline and the orders of what stands at `path`, asked anew with each version; what is known of the timeline is not asked for again. */
export function useHistory<Event, Order>(path: string, version: string | null): History<Event, Order> {
  const [events, setEvents] = useState<readonly Event[] | null>(null);
  const [orders, setOrders] = useState<readonly Order[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const whole = useRef<{ rows: readonly Event[]; cursor: string | undefined }>({ rows: [], cursor: undefined });
  useEffect(() => {
    if (version === null) return;
    const over = new AbortController();
    const get = <T>(from: string): Promise<Page<T>> => call('GET', from, undefined, over.signal);
    const load = async (): Promise<void> => {
      const newest = get<Order>(withQuery(`${path}/orders`, { limit: ORDERS }));
      newest.catch(() => undefined);
      let { rows, cursor } = whole.current;
      for (;;) {
        const page = await get<Event>(withQuery(`${path}/timeline`, { limit: PAGE, cursor }));
        const all = [...rows, ...page.items].slice(-MOST);
        if (page.next === null) {
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
  }, [path, version]);
  return { events, orders, error };
}
