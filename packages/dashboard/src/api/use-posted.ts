import { useEffect, useState } from 'preact/hooks';
import { call } from './call.ts';

/** Writing pauses so long before the platform is asked, and prices move on after so long (ms). */
interface Times {
  readonly pauseMs: number;
  readonly againMs: number;
}

const USUAL: Times = { pauseMs: 300, againMs: 5_000 };

export interface Posted<Answer> {
  /** The newest answer; it stays in sight while the next one is on its way. */
  readonly answer: Answer | null;
  /** What the question of this moment was refused for. */
  readonly error: unknown;
  /** The answer belongs to another question than that of this moment. */
  readonly stale: boolean;
}

/** What the platform answers to a question that a person is still writing; null asks nothing. */
export function usePosted<Answer>(
  path: string,
  question: object | null,
  { pauseMs, againMs }: Times = USUAL,
): Posted<Answer> {
  const [state, setState] = useState<{ of: string; answer: Answer | null; error: unknown } | null>(null);
  const wanted = question === null ? null : JSON.stringify(question);
  const asked = `${path} ${wanted}`;
  useEffect(() => {
    if (wanted === null) return;
    const over = new AbortController();
    const ask = (): void => {
      if (document.hidden) return;
      call<Answer>('POST', path, JSON.parse(wanted) as object, over.signal).then(
        (answer) => setState({ of: asked, answer, error: null }),
        (error: unknown) => {
          if (!over.signal.aborted) setState((before) => ({ of: asked, answer: before?.answer ?? null, error }));
        },
      );
    };
    const first = setTimeout(ask, pauseMs);
    const again = setInterval(ask, againMs);
    return () => {
      clearTimeout(first);
      clearInterval(again);
      over.abort();
    };
  }, [path, wanted, pauseMs, againMs]);
  const mine = state !== null && state.of === asked;
  return { answer: state?.answer ?? null, error: mine ? state.error : null, stale: !mine };
}
