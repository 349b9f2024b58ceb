/** Where a deal stands (`dca-and-smarttrade-rules.md` B1). */
export const DEAL_STATUSES = [
  'created',
  'basePlaced',
  'bought',
  'trailing',
  'trailingSale',
  'stopLossPending',
  'stopLossPlaced',
  'panicSellPending',
  'panicSellPlaced',
  'cancelPending',
  'conditionPending',
  'conditionPlaced',
] as const;

export type DealStatus = (typeof DEAL_STATUSES)[number];

export const FINAL_DEAL_STATUSES = ['completed', 'cancelled', 'failed', 'panicSold', 'stopLossFinished'] as const;

export type FinalDealStatus = (typeof FINAL_DEAL_STATUSES)[number];

/** A command is allowed in these states alone. */
const CANCELLABLE: ReadonlySet<string> = new Set(['created', 'basePlaced', 'bought', 'trailing', 'panicSellPending']);
const SELLABLE: ReadonlySet<string> = new Set(['bought', 'trailing']);

export function isCancellable(status: DealStatus | FinalDealStatus): boolean {
  return CANCELLABLE.has(status);
}

export function isPanicSellable(status: DealStatus | FinalDealStatus): boolean {
  return SELLABLE.has(status);
}

/** Whether deals that ended so count in statistics (B12): they sold something. */
export function countsInStatistics(status: FinalDealStatus): boolean {
  return status === 'completed' || status === 'panicSold' || status === 'stopLossFinished';
}
