import { useEffect, useRef, useState } from 'preact/hooks';
import { useMember } from './member-context.ts';

/** What a method answered. */
export interface Known<Answer> {
  readonly answer: Answer | null;
  readonly error: unknown;
  /** Another answer is on its way: `answer` is still the one before. */
  readonly busy: boolean;
}

/** The part of an answer that is shown. */
export function partOf<Answer, Part>({ answer, ...rest }: Known<Answer>, read: (answer: Answer) => Part): Known<Part> {
  return { ...rest, answer: answer === null ? null : read(answer) };
}

/** How often figures that move are asked anew while the page is looked at (ms). */
export const LOOK_MS = 5_000;

/**
 * Asks a method that the member may call; null asks nothing. Asked anew when the body, the session or something changed
 * from here is another one, and every `everyMs` unless that is 0. Until then the answer before stays.
 */
export function useAsk<Answer>(method: string | null, body: object = {}, everyMs = 0): Known<Answer> {
  const member = useMember();
  const permitted = method !== null && member.may(method) ? method : null;
  const wish = JSON.stringify(body);
  const [known, setKnown] = useState<Known<Answer>>({ answer: null, error: null, busy: true });
  const running = useRef(0);
  const token = member.session.value?.token;
  const version = member.changes.value;
  const over = member.ended.value;
  useEffect(() => {
    if (permitted === null || over) return;
    const stop = new AbortController();
    const look = (): void => {
      running.current += 1;
      const mine = running.current;
      member.ask<Answer>(permitted, JSON.parse(wish) as object, stop.signal).then(
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
  }, [member, permitted, wish, everyMs, token, version, over]);
  return permitted === null ? { answer: null, error: null, busy: false } : known;
}
