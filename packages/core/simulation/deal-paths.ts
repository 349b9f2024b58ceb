import type { BotSettings } from '../src/index.ts';
import type { AuditedDeal } from './deal-audit.ts';
import { must } from './failure.ts';
import type { Issued } from './issued.ts';

/** The table of states (`dca-and-smarttrade-rules.md` B1): where a deal may go from each. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  created: ['basePlaced', 'cancelPending', 'failed'],
  basePlaced: ['bought', 'cancelPending', 'failed'],
  // a deal that becomes a smart trade is cancelled at once
  bought: [
    'trailing',
    'stopLossPending',
    'panicSellPending',
    'cancelPending',
    'conditionPending',
    'completed',
    'cancelled',
  ],
  trailing: [
    'bought',
    'trailingSale',
    'stopLossPending',
    'panicSellPending',
    'cancelPending',
    'completed',
    'cancelled',
  ],
  trailingSale: ['completed', 'bought'],
  stopLossPending: ['stopLossPlaced', 'completed', 'cancelled'],
  stopLossPlaced: ['stopLossFinished', 'bought'],
  panicSellPending: ['panicSellPlaced', 'cancelPending', 'completed', 'cancelled'],
  panicSellPlaced: ['panicSold', 'bought'],
  cancelPending: ['cancelled', 'completed'],
  conditionPending: ['conditionPlaced', 'completed', 'cancelled'],
  conditionPlaced: ['completed', 'bought'],
};

/** Slots of a deal's conditions. */
const [STOP_LOSS, TAKE_PROFIT] = [0, 1];

export function checkPath(deal: AuditedDeal, status: string): void {
  const { id, status: from } = deal;
  must(PATHS[from]?.includes(status) === true, () => `deal ${id} went from ${from} to ${status}`);
}

/** A deal is closed only where somebody or a price has asked for it. */
export function checkAsked(deal: AuditedDeal, status: string, at: number, issued: Issued): void {
  const { id, bot, settings, createdAt, stopAt } = deal;
  const why = (asked: boolean): void => must(asked, () => `deal ${id} is ${status} and nothing has asked for it`);
  switch (status) {
    case 'panicSellPending': {
      const { closeTimeout } = settings;
      const late = closeTimeout > 0 && at >= createdAt + closeTimeout * 1000;
      return why(late || issued.soldDeals.has(id) || issued.soldBots.has(bot));
    }
    case 'cancelPending':
      return why(issued.cancelledDeals.has(id) || issued.cancelledBots.has(bot));
    case 'stopLossPending':
      why(Number(settings.stopLoss) > 0 || hasMoved(deal));
      return why(settings.stopLossTimeout > 0 ? stopAt > 0 && at >= stopAt : deal.fired.has(STOP_LOSS));
    case 'conditionPending':
      return why((settings.closeWhen ?? []).length > 0);
    case 'trailing':
    case 'trailingSale':
      return why(settings.trailing && deal.fired.has(TAKE_PROFIT));
  }
}

interface StepwiseDeal {
  readonly settings: BotSettings;
  readonly stepsDone: ReadonlySet<number>;
}

/** Whether a take profit that is done has given the deal a stop loss, or has moved it. */
export function hasMoved({ settings, stepsDone }: StepwiseDeal): boolean {
  return (settings.breakeven ?? null) !== null && settings.takeProfitSteps.length > 1 && stepsDone.size > 0;
}
