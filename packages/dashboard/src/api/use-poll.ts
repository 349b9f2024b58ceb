import { useEffect } from 'preact/hooks';
import { type Asked, useAnswer } from './use-answer.ts';

/** How often figures that move with the market are asked anew (ms). */
const LOOK_MS = 2_000;

/** What a GET answers, asked again and again while the page is looked at. */
export function usePoll<T>(path: string | null, everyMs = LOOK_MS): Asked<T> {
  const asked = useAnswer<T>(path);
  const { again } = asked;
  useEffect(() => {
    if (path === null) return;
    const timer = setInterval(() => {
      if (!document.hidden) again();
    }, everyMs);
    return () => clearInterval(timer);
  }, [path, everyMs]);
  return asked;
}
