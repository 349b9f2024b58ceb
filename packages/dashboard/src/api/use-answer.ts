import { useEffect, useState } from 'preact/hooks';
import { call } from './call.ts';

/** What a GET answered. `again` asks once more. */
export interface Asked<T> {
  readonly answer: T | null;
  readonly error: unknown;
  readonly again: () => void;
}

/** Asks once for each path; null asks nothing. An answer that comes after the path has changed is dropped. */
export function useAnswer<T>(path: string | null): Asked<T> {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{ path: string; answer: T | null; error: unknown } | null>(null);
  useEffect(() => {
    if (path === null) return;
    const over = new AbortController();
    call<T>('GET', path, undefined, over.signal).then(
      (answer) => setState({ path, answer, error: null }),
      (error: unknown) => {
        if (!over.signal.aborted)
          setState((known) => ({ path, answer: known?.path === path ? known.answer : null, error }));
      },
    );
    return () => over.abort();
  }, [path, round]);
  const mine = state?.path === path ? state : null;
  return { answer: mine?.answer ?? null, error: mine?.error ?? null, again: () => setRound((count) => count + 1) };
}
