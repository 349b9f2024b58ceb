import type { SmartTrade } from 'outcry/native-api';

/** What a list of trades is narrowed to; null: all. */
export interface Filters {
  readonly kind: SmartTrade['kind'] | null;
  readonly instrument: string | null;
  readonly account: number | null;
  /** Of running trades: those that still wait for their entry, or those that hold something. */
  readonly stage: 'waiting' | 'holding' | null;
}

export const NO_FILTERS: Filters = { kind: null, instrument: null, account: null, stage: null };

export const KINDS = ['smartTrade', 'smartSale', 'smartCover', 'smartBuy', 'simpleBuy', 'simpleSell'] as const;

export function fits(trade: SmartTrade, { kind, instrument, account, stage }: Filters): boolean {
  return (
    (kind === null || trade.kind === kind) &&
    (instrument === null || trade.instrument === instrument) &&
    (account === null || trade.account === account) &&
    (stage === null || !trade.active || (stage === 'holding') === isHolding(trade))
  );
}

/** Whether a running trade has bought (short: sold) anything yet. */
export function isHolding({ entered }: SmartTrade): boolean {
  return entered.average !== null;
}
