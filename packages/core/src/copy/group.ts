import type { FillRequest } from './request.ts';
import type { Cents, FinePrice, Lots, Rate } from './units.ts';

/**
 * `signal`, `soft` and `hard`: what a trader holds, for the accounts of his strategy. `flatten`: all its accounts are
 * closed out of the market. `close`: single accounts are, of any strategy.
 */
export type GroupKind = 'signal' | 'soft' | 'hard' | 'flatten' | 'close';

/** One symbol or ticket of the trader that the group trades. */
export interface GroupItem {
  readonly instrument: number;
  readonly ticket: string;
  readonly lot: Lots;
  readonly lotBefore: Lots;
  readonly equity: Cents;
  readonly signal: number;
  /** Lot and equity are those known before: accounts that do not want a sync are left alone. */
  readonly same: boolean;
}

/**
 * Orders that are settled at one price. It is planned for one account after another, then traded, then settled account by
 * account, in slices over several turns; other commands go on in between.
 */
export interface Group {
  readonly id: number;
  /** 0 of `close`. */
  readonly strategy: number;
  readonly kind: GroupKind;
  /** Command of the strategy that asked for it; 0: none. */
  readonly command: number;
  readonly items: readonly GroupItem[];
  /** Last prices by instrument, at which every account of the group is valued. */
  readonly prices: ReadonlyMap<number, FinePrice>;
  phase: 'planning' | 'filling' | 'settling';
  /** The account planned last; accounts from `upTo` on came later. */
  cursor: number;
  readonly upTo: number;
  /** Planned orders, `PLAN_STRIDE` numbers each, in the slices in which they were planned; and how many numbers that is. */
  readonly plan: (readonly number[])[];
  planned: number;
  /** Its requests, and each of them by stream and instrument (`marketKey`). */
  readonly requests: number[];
  readonly requestAt: Map<number, FillRequest>;
  /** By position that was to be closed anyway: the cause of that (`GroupPlanned`). */
  readonly netted: Map<number, number>;
  /** Numbers of `plan` that are settled. */
  settled: number;
  /** Null while the terms are those under which it began. */
  former: FormerTerms | null;
}

/** Terms that were changed while a group was at work, as they were when it began: it goes on under them. */
export interface FormerTerms {
  /** The company's; 0: unchanged. */
  leverage: number;
  /** Liquidity's and broker's commission by stream. */
  readonly rates: Map<number, readonly [liquidityRate: Rate, brokerRate: Rate]>;
}

/** One number for a stream and an instrument. */
export function marketKey(stream: number, instrument: number): number {
  return stream * 2 ** 26 + instrument;
}
