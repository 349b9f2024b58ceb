import type { DealPlan, NewBotSettings } from 'outcry/native-api';
import { type Posted, usePosted } from '../api/use-posted.ts';

export interface Planned extends Omit<Posted<DealPlan>, 'answer'> {
  readonly plan: DealPlan | null;
}

/** What a deal with these settings would do on a pair now; null asks nothing. */
export function usePlan(account: number, settings: NewBotSettings | null, instrument: string | null): Planned {
  const question =
    settings === null || instrument === null ? null : { account, settings: planned(settings), instrument };
  const { answer: plan, ...rest } = usePosted<DealPlan>('/bots/plan', question);
  return { ...rest, plan: plan !== null && plan.instrument === instrument ? plan : null };
}

/** A plan needs no name, so it is there before the bot has one. */
function planned(settings: NewBotSettings): NewBotSettings {
  return settings.name === '' ? { ...settings, name: '-' } : settings;
}
