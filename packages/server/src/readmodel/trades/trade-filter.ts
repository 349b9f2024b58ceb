import { FINAL_TRADE_STATUSES, type FinalTradeStatus, TRADE_STATUSES, type TradeStatus } from '@outcry/core';
import { checkPairFilter, type PairFilter } from '../ranked/pair-filter.ts';
import { checkWords, chosenStatuses } from '../ranked/status-filter.ts';
import { badQuery } from '../read-model-error.ts';
import { TRADE_KINDS, type TradeKind } from './trade-kind.ts';

/** `active` and `ended` stand for all statuses of running and of ended trades. */
export type TradeStatusFilter = 'active' | 'ended' | TradeStatus | FinalTradeStatus;

export const TRADE_STATUS_FILTERS: readonly TradeStatusFilter[] = [
  'active',
  'ended',
  ...TRADE_STATUSES,
  ...FINAL_TRADE_STATUSES,
];

export interface TradeFilter extends PairFilter {
  /** One of these; all unless told. */
  readonly statuses?: readonly TradeStatusFilter[] | undefined;
  readonly kind?: TradeKind | undefined;
  /** Whether the entry waits, or has waited, for a price. */
  readonly conditional?: boolean | undefined;
}

/**
 * What trades may be put in order by; the first unless told. Of a running trade `profit` and `profitPercent` are what
 * leaving it now would bring; it counts as closed last.
 */
export const TRADE_ORDERS = ['created', 'updated', 'closed', 'profit', 'profitPercent'] as const;
export type TradeOrder = (typeof TRADE_ORDERS)[number];

/** Throws ReadModelError `bad_query` that names the field. */
export function checkTradeFilter(filter: TradeFilter): void {
  const { statuses, kind, conditional } = filter;
  checkPairFilter(filter);
  checkWords('status', TRADE_STATUS_FILTERS, statuses);
  checkWords('kind', TRADE_KINDS, kind === undefined ? undefined : [kind]);
  if (conditional !== undefined && typeof conditional !== 'boolean') throw badQuery('conditional', 'true or false');
}

/** The statuses of running trades that the filter takes. */
export function runningTradeStatuses({ statuses }: TradeFilter): readonly TradeStatus[] {
  return chosenStatuses(TRADE_STATUSES, 'active', statuses);
}

/** The statuses of ended trades that the filter takes. */
export function finalTradeStatuses({ statuses }: TradeFilter): readonly FinalTradeStatus[] {
  return chosenStatuses(FINAL_TRADE_STATUSES, 'ended', statuses);
}
