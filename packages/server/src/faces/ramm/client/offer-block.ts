import type { Offer } from '@outcry/core';
import type { Json } from '../wire/json.ts';
import { parts } from '../wire/units.ts';

/** An offer as it stands beside what is under it: the share of profit, and dollars for a million of turnover. */
export function offerBlock({
  id,
  feeRate,
  commissionRate,
}: Pick<Offer, 'id' | 'feeRate' | 'commissionRate'>): Record<string, Json> {
  return { ID: id, FeeRate: parts(feeRate), CommissionRate: commissionRate };
}
