import type { DealPlan, NewBotSettings } from 'outcry/native-api';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/call.ts';

/** Writing pauses this long before the platform is asked for the plan, and prices move on after so long (ms). */
const PAUSE_MS = 300;
const AGAIN_MS = 5_000;

export interface Planned {
  /** The newest plan that was answered; it stays in sight while the next one is on its way. */
  readonly plan: DealPlan | null;
  /** What the settings of this moment were refused for. */
  readonly error: unknown;
  /** The plan belongs to other settings than those of this moment. */
  readonly stale: boolean;
}

/** What a deal with these settings would do on a pair now; null asks nothing. */
export function usePlan(account: number, settings: NewBotSettings | null, instrument: string | null): Planned {
  const [state, setState] = useState<{ of: string; plan: DealPlan | null; error: unknown } | null>(null);
  const wanted =
    settings === null || instrument === null
      ? null
      : JSON.stringify({ account, settings: planned(settings), instrument });
  useEffect(() => {
    if (wanted === null) return;
    const over = new AbortController();
    const ask = (): void => {
      if (document.hidden) return;
      call<DealPlan>('POST', '/bots/plan', JSON.parse(wanted) as object, over.signal).then(
        (plan) => setState({ of: wanted, plan, error: null }),
        (error: unknown) => {
          if (!over.signal.aborted) setState((before) => ({ of: wanted, plan: before?.plan ?? null, error }));
        },
      );
    };
    const first = setTimeout(ask, PAUSE_MS);
    const again = setInterval(ask, AGAIN_MS);
    return () => {
      clearTimeout(first);
      clearInterval(again);
      over.abort();
    };
  }, [wanted]);
  const mine = state !== null && state.of === wanted;
  const plan = state?.plan ?? null;
  return {
    plan: plan !== null && plan.instrument === instrument ? plan : null,
    error: mine ? state.error : null,
    stale: !mine,
  };
}

/** A plan needs no name, so it is there before the bot has one. */
function planned(settings: NewBotSettings): NewBotSettings {
  return settings.name === '' ? { ...settings, name: '-' } : settings;
}
