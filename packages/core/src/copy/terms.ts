import type { CopyAccount } from './account.ts';
import type { CopyState } from './state.ts';
import type { Parts, Rate } from './units.ts';

/** Rates under which an account trades. */
export interface Terms {
  readonly feeRate: Parts;
  readonly commissionRate: Rate;
  /** Wallet; 0: none. */
  readonly partner: number;
  readonly partnerShare: Parts;
}

/** The security account has no rates (`ramm-rules.md` 1). */
const NONE: Terms = { feeRate: 0, commissionRate: 0, partner: 0, partnerShare: 0 };

export function termsOf({ offers }: CopyState, { offer }: CopyAccount): Terms {
  return offers.get(offer) ?? NONE;
}
