/** Where a trade stands (`dca-and-smarttrade-rules.md` C1); a take profit on its way is told by its steps. */
export const TRADE_STATUSES = [
  'waiting',
  'trailingEntry',
  'entering',
  'holding',
  'stopPlaced',
  'panicSale',
  'cancelling',
] as const;

export type TradeStatus = (typeof TRADE_STATUSES)[number];

export const FINAL_TRADE_STATUSES = [
  'finished',
  'takeProfitFinished',
  'stopLossFinished',
  'panicSold',
  'cancelled',
  'failed',
] as const;

export type FinalTradeStatus = (typeof FINAL_TRADE_STATUSES)[number];

/**
 * Where one exit stands: it waits for its price, follows it, has an order out, or is over. `skipped`: stop loss or panic
 * sell took its coins; `failed`: its order was refused, it is tried again.
 */
export type StepStatus = 'idle' | 'trailing' | 'ordered' | 'done' | 'panicSold' | 'skipped' | 'cancelled' | 'failed';

const OVER: ReadonlySet<StepStatus> = new Set(['done', 'panicSold', 'skipped', 'cancelled']);

export function isStepOver(status: StepStatus): boolean {
  return OVER.has(status);
}
