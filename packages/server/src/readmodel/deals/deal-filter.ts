import { DEAL_STATUSES, type DealStatus, FINAL_DEAL_STATUSES, type FinalDealStatus } from '@outcry/core';
import { checkInteger, type ListFilter, MAX_LISTED_ACCOUNTS } from '../page.ts';
import { badQuery } from '../read-model-error.ts';

/** `active` and `finished` stand for all statuses of running and of ended deals. */
export type DealStatusFilter = 'active' | 'finished' | DealStatus | FinalDealStatus;

export const DEAL_STATUS_FILTERS: readonly DealStatusFilter[] = [
  'active',
  'finished',
  ...DEAL_STATUSES,
  ...FINAL_DEAL_STATUSES,
];

/** `from` and `to` mean the moment at which the deal began. */
export interface DealFilter extends ListFilter {
  /** None: no deal fits. */
  readonly accounts: readonly number[];
  readonly bot?: number | undefined;
  readonly status?: DealStatusFilter | undefined;
  readonly instrument?: number | undefined;
  /** Ids of assets. */
  readonly base?: number | undefined;
  readonly quote?: number | undefined;
}

/**
 * What deals may be put in order by; the first unless told. Of a running deal `profit` and `profitPercent` are what leaving
 * it now would bring; it counts as closed last.
 */
export const DEAL_ORDERS = ['created', 'updated', 'closed', 'profit', 'profitPercent'] as const;
export type DealOrder = (typeof DEAL_ORDERS)[number];

/** Throws ReadModelError `bad_query` that names the field. */
export function checkDealFilter(filter: DealFilter): void {
  const { accounts, status } = filter;
  if (accounts.length > MAX_LISTED_ACCOUNTS) throw badQuery('accounts', `at most ${MAX_LISTED_ACCOUNTS} accounts`);
  for (const account of accounts) checkInteger('accounts', account);
  for (const field of ['bot', 'instrument', 'base', 'quote', 'from', 'to'] as const) checkInteger(field, filter[field]);
  if (status !== undefined && !DEAL_STATUS_FILTERS.includes(status))
    throw badQuery('status', `one of ${DEAL_STATUS_FILTERS.join(', ')}`);
}

/** The statuses of running deals that the filter takes. */
export function runningStatuses({ status }: DealFilter): ReadonlySet<DealStatus> {
  if (status === undefined || status === 'active') return new Set(DEAL_STATUSES);
  return new Set(DEAL_STATUSES.filter((each) => each === status));
}

/** The statuses of ended deals that the filter takes. */
export function finalStatuses({ status }: DealFilter): readonly FinalDealStatus[] {
  if (status === undefined || status === 'finished') return FINAL_DEAL_STATUSES;
  return FINAL_DEAL_STATUSES.filter((each) => each === status);
}
