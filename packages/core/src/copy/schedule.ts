import { Timers } from '../legs/index.ts';
import { Marks } from './marks.ts';
import type { Sharing } from './shortfall.ts';
import { StopBounds } from './stop-bounds.ts';

/** Orders that are planned or settled, and accounts that are looked at, in one turn. */
export const SLICE = 800;

/** Accounts that are valued in one turn. */
export const LOOKS = 1_000;

/** Market state: what is to be looked at. After a restart everything is looked at once. */
export interface CopyWork {
  /** Accounts with commands to carry out. */
  readonly accounts: Set<number>;
  /** Accounts whose positions are to be closed. */
  readonly closing: Set<number>;
  /** Strategies with work that waits. */
  readonly strategies: Set<number>;
  /** Groups that can go on. */
  readonly groups: Set<number>;
  /** Strategies whose followed core account has traded. */
  readonly followed: Set<number>;
  /** Wakes accounts whose positions could not be closed, and strategies (as minus their id) that wait for a price. */
  readonly timers: Timers;
  /** Price bounds of accounts. */
  readonly bounds: StopBounds;
  /** Accounts whose bounds do not hold any more. */
  readonly touched: Marks;
  /** By instrument that has not been traded: accounts that wait for its first trade. */
  readonly awaiting: Map<number, Set<number>>;
  /** By request: who shares a shortfall, as far as it is known. */
  readonly sharing: Map<number, Sharing>;
  /** By group that is being planned: accounts whose commands wait until it is. */
  readonly unplanned: Map<number, number[]>;
  /** Steps left in this turn, and accounts that may still be valued in it. */
  left: number;
  looks: number;
}

export function emptyWork(): CopyWork {
  return {
    accounts: new Set(),
    closing: new Set(),
    strategies: new Set(),
    groups: new Set(),
    followed: new Set(),
    timers: new Timers(),
    bounds: new StopBounds(),
    touched: new Marks(),
    awaiting: new Map(),
    sharing: new Map(),
    unplanned: new Map(),
    left: SLICE,
    looks: LOOKS,
  };
}

/** What belongs to one turn begins anew. */
export function beginCopyTurn({
  work,
  ended,
}: {
  readonly work: CopyWork;
  readonly ended: Map<number, unknown>;
}): void {
  work.left = SLICE;
  work.looks = LOOKS;
  if (ended.size > 0) ended.clear();
}
