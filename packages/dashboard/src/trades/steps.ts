import type { SmartTrade } from 'outcry/native-api';

export type TradeStep = SmartTrade['steps'][number];

const OVER: ReadonlySet<TradeStep['status']> = new Set(['done', 'panicSold', 'skipped', 'cancelled']);

/** Whether a step has ended: sold, or not to be sold any more. */
export function isOver(status: TradeStep['status']): boolean {
  return OVER.has(status);
}

export function openSteps({ steps }: SmartTrade): readonly TradeStep[] {
  return steps.filter(({ status }) => !isOver(status));
}
