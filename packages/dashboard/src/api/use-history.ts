import type { Page } from 'outcry/native-api';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, withQuery } from './call.ts';

const PAGE = 200;
/** Entries that a page shows at most; what has more has them in the API. */
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
      const newest = get<Order>(withQuery(`${path}/orders`, { limit: PAGE }));
      newest.catch(() => undefined);
      let { rows, cursor } = whole.current;
      for (;;) {
        const page = await get<Event>(withQuery(`${path}/timeline`, { limit: PAGE, cursor }));
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
  }, [path, version]);
  return { events, orders, error };
}
