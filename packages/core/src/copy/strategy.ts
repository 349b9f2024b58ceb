import type { TraderLeg } from './account.ts';
import type { MoveStrategy, SignalRow } from './commands.ts';
import type { Members } from './members.ts';
import type { StrategyExternal } from './state.ts';
import type { Cents } from './units.ts';

/** 0 not activated, 1 active, 2 paused, 3 disabled, 4 closed. */
export type StrategyStatus = 0 | 1 | 2 | 3 | 4;

/** Unit prices at the beginnings of the running periods, with eight decimals. */
export interface UnitMarks {
  day: number;
  week: number;
  month: number;
  quarter: number;
  interval: number;
}

export interface Strategy {
  readonly id: number;
  readonly company: number;
  readonly wallet: number;
  name: string;
  /** 0 hedging, 1 netting. */
  readonly accounting: 0 | 1;
  readonly external: StrategyExternal | null;
  /** The core account whose fills are its signals; 0: none. */
  readonly follows: number;
  readonly createdAt: number;
  closedAt: number;
  /** When it was first active; 0 before. */
  statAt: number;
  status: StrategyStatus;
  /** The trader's own account. */
  security: number;
  /** Open accounts, the security account included. */
  readonly members: Members;
  /** Those of them that want a sync. */
  readonly wanting: Set<number>;
  /** It wants a hard sync. */
  hardSync: boolean;
  publicOffer: number;
  readonly offers: number[];
  /** What the trader is known to hold, by `instrument:ticket`. */
  readonly legs: Map<string, TraderLeg>;
  /** Every instrument its accounts have ever traded. */
  readonly instruments: number[];
  /** Turnover of the security account by instrument. */
  readonly turnover: Map<number, Cents>;
  /** His newest equity; 0 before any. */
  traderEquity: Cents;
  /** Commissions that are not paid out: to the trader, and by wallet of a partner. */
  rewards: Cents;
  readonly partnerRewards: Map<number, Cents>;
  /** Unit price and equity of the security account after its last deposit or withdrawal. */
  unitPrice: number;
  unitEquity: Cents;
  readonly marks: UnitMarks;
  /** Fees and commissions its wallet has received. */
  feesReceived: Cents;
  commissionsReceived: Cents;
  /** Work that waits, in order of arrival; the first one is under way while `group` is not 0. */
  readonly queue: StrategyWork[];
  group: number;
}

/** A signal, a sync, or a command for the whole strategy. */
export type StrategyWork =
  | {
      readonly kind: 'signal' | 'soft' | 'hard';
      /** Id of the first signal; the others follow. 0: a sync without rows. */
      readonly signal: number;
      readonly rows: readonly SignalRow[];
    }
  | { readonly kind: 'command'; readonly command: number; readonly name: MoveStrategy['type'] };

/** Whether the strategy asks its trader for a sync: 0 no, 1 soft, 2 hard (`ramm-rules.md` 5.2). */
export function needSync({ hardSync, wanting, status }: Strategy): 0 | 1 | 2 {
  if (hardSync) return 2;
  return wanting.size > 0 && status === 1 ? 1 : 0;
}
