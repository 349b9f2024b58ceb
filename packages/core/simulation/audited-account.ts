/** What the journal tells of an account. */
export interface AuditedAccount {
  readonly strategy: number;
  readonly wallet: number;
  readonly offer: number;
  readonly kind: number;
  status: number;
  /** The group in which it was planned last while it was active. */
  planned: number;
  /** The stop that fired last. */
  reason: string;
  balance: number;
  deposited: number;
  withdrawn: number;
  profitBase: number;
  drawdownIn: number;
  closed: boolean;
  /** Signed quantity steps and average price of open positions. */
  readonly positions: Map<number, { volume: number; price: number; swap: number; instrument: number }>;
}

/** Rates of an offer. */
export interface AuditedOffer {
  readonly feeRate: number;
  readonly commissionRate: number;
  readonly partner: number;
  readonly partnerShare: number;
}

export const NO_OFFER: AuditedOffer = { feeRate: 0, commissionRate: 0, partner: 0, partnerShare: 0 };

/** I16: the state that follows from the journal's status, stop and positions (`ramm-rules.md` 4.3), of an account that is open. */
export function stateOf({ status, reason, positions }: AuditedAccount): number {
  const holds = positions.size > 0;
  if (status === 3) return (reason === 'target' ? 9 : 7) - (holds ? 1 : 0);
  const states: readonly (readonly [flat: number, holding: number])[] = [
    [0, 0],
    [2, 3],
    [5, 4],
    [7, 6],
    [11, 10],
    [13, 12],
    [14, 14],
  ];
  return states[status]?.[holds ? 1 : 0] ?? -1;
}
