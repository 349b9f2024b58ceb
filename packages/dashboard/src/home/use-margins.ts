import type { Account, Margin } from 'outcry/native-api';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/call.ts';

/** How often margins are asked for anew (ms). */
const LOOK_MS = 5_000;
/** Accounts that are asked for; more are not looked at on this page. */
const MOST = 20;

/** Margins of the accounts that have something on margin, by account. */
export function useMargins(accounts: readonly Account[] | null): ReadonlyMap<number, Margin> {
  const [known, setKnown] = useState<ReadonlyMap<number, Margin>>(new Map());
  const wanted = (accounts ?? [])
    .filter(({ margin, closed, openPositions, openOrders }) => margin && !closed && openPositions + openOrders > 0)
    .slice(0, MOST)
    .map(({ id }) => id);
  useEffect(() => {
    const over = new AbortController();
    const ask = async (): Promise<void> => {
      if (document.hidden) return;
      const asked = wanted.map((id) =>
        call<Margin>('GET', `/accounts/${id}/margin`, undefined, over.signal).then(
          (margin) => [id, margin] as const,
          () => null,
        ),
      );
      const found = (await Promise.all(asked)).filter((each) => each !== null);
      if (!over.signal.aborted) setKnown(new Map(found));
    };
    void ask();
    const timer = setInterval(() => void ask(), LOOK_MS);
    return () => {
      over.abort();
      clearInterval(timer);
    };
  }, [wanted.join()]);
  return known;
}
