import { DEAL_STATUSES, type DealStatus, FINAL_DEAL_STATUSES, type FinalDealStatus } from '@outcry/core';
import { checkInteger } from '../page.ts';
import { checkPairFilter, type PairFilter } from '../ranked/pair-filter.ts';
import { checkWords, chosenStatuses } from '../ranked/status-filter.ts';

/** `active` and `finished` stand for all statuses of running and of ended deals. */
export type DealStatusFilter = 'active' | 'finished' | DealStatus | FinalDealStatus;

export const DEAL_STATUS_FILTERS: readonly DealStatusFilter[] = [
  'active',
  'finished',
  ...DEAL_STATUSES,
  ...FINAL_DEAL_STATUSES,
];

export interface DealFilter extends PairFilter {
  readonly bot?: number | undefined;
  readonly status?: DealStatusFilter | undefined;
}

/**
 * What deals may be put in order by; the first unless told. Of a running deal `profit` and `profitPercent` are what leaving
 * it now would bring; it counts as closed last.
 */
export const DEAL_ORDERS = ['created', 'updated', 'closed', 'profit', 'profitPercent'] as const;
export type DealOrder = (typeof DEAL_ORDERS)[number];

/** Throws ReadModelError `bad_query` that names the field. */
export function checkDealFilter(filter: DealFilter): void {
  checkPairFilter(filter);
  checkInteger('bot', filter.bot);
  checkWords('status', DEAL_STATUS_FILTERS, wanted(filter));
}

/** The statuses of running deals that the filter takes. */
export function runningStatuses(filter: DealFilter): readonly DealStatus[] {
  return chosenStatuses(DEAL_STATUSES, 'active', wanted(filter));
}

/** The statuses of ended deals that the filter takes. */
export function finalStatuses(filter: DealFilter): readonly FinalDealStatus[] {
  return chosenStatuses(FINAL_DEAL_STATUSES, 'finished', wanted(filter));
}

function wanted({ status }: DealFilter): readonly DealStatusFilter[] | undefined {
  return status === undefined ? undefined : [status];
}
