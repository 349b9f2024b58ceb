import { useEffect, useRef, useState } from 'preact/hooks';
import { ask } from './ask.ts';
import { changes, ended, may, session } from './session.ts';

/** What a method answered. */
export interface Known<Answer> {
  readonly answer: Answer | null;
  readonly error: unknown;
  /** Another answer is on its way: `answer` is still the one before. */
  readonly busy: boolean;
}

/** How often figures that move are asked anew while the page is looked at (ms). */
export const LOOK_MS = 5_000;

/**
 * Asks a method that the manager may call; null asks nothing. Asked anew when the body, the session or something changed
 * from here is another one, and every `everyMs` unless that is 0. Until then the answer before stays.
 */
export function useAsk<Answer>(method: string | null, body: object = {}, everyMs = 0): Known<Answer> {
  const permitted = method !== null && may(method) ? method : null;
  const wish = JSON.stringify(body);
  const [known, setKnown] = useState<Known<Answer>>({ answer: null, error: null, busy: true });
  const running = useRef(0);
  const token = session.value?.token;
  const version = changes.value;
  const over = ended.value;
  useEffect(() => {
    if (permitted === null || over) return;
    const stop = new AbortController();
    const look = (): void => {
      running.current += 1;
      const mine = running.current;
      ask<Answer>(permitted, JSON.parse(wish) as object, stop.signal).then(
        (answer) => {
          if (mine === running.current) setKnown({ answer, error: null, busy: false });
        },
        (error: unknown) => {
          if (!stop.signal.aborted && mine === running.current)
            setKnown(({ answer }) => ({ answer, error, busy: false }));
        },
      );
    };
    setKnown(({ answer, error }) => ({ answer, error, busy: true }));
    look();
    const timer = everyMs === 0 ? undefined : setInterval(() => !document.hidden && look(), everyMs);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [permitted, wish, everyMs, token, version, over]);
  return permitted === null ? { answer: null, error: null, busy: false } : known;
}
