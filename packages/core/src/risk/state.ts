import type { OrdersWorld } from '../orders/index.ts';
import type { DayStart } from './day.ts';
import { type Limits, NO_LIMITS } from './limits.ts';
import { emptyMarginWatch, type MarginWatch } from './margin-watch.ts';

/** Trading of the account was stopped by its owner. */
export interface Killed {
  /** Market time (ms UTC). */
  readonly at: number;
  readonly note: string | null;
}

/** What is watched of an account: those without limits that nobody has stopped have none of it. */
export interface AccountRisk {
  limits: Limits;
  /** Times of orders placed and moved in the last minute, oldest first; kept with `maxOrdersPerMinute` only. */
  placements: number[];
  /** The start of its trading day; kept with `maxDailyLoss` only. */
  day: DayStart | null;
  killed: Killed | null;
}

/** `flatten`: the owner wants every position closed. `closeOut`: margin is closed out until it suffices again. */
export type ClosingKind = 'flatten' | 'closeOut';

/** Closing work of an account, going on until its goal is reached or nothing is left to close. */
export interface Closing {
  readonly kind: ClosingKind;
  /** Market time at which it began. */
  readonly since: number;
}

export interface RiskState {
  readonly accounts: Map<number, AccountRisk>;
  readonly closings: Map<number, Closing>;
  /** Accounts whose new trading day is still to be opened. */
  readonly daysDue: Set<number>;
  readonly schedule: ClosingSchedule;
  readonly watch: MarginWatch;
}

/** A closing order on its way. */
export interface ClosingOrder {
  readonly account: number;
  readonly place: string;
}

/** An instrument and leg to close. */
export interface ClosingPlace {
  readonly instrument: number;
  readonly leg: number;
}

/** Market state: when closing work goes on. It stands outside the digest; after a restart all of it goes on at once. */
export interface ClosingSchedule {
  /** Accounts whose closing goes on at once. */
  readonly ready: Set<number>;
  /** When accounts' closing is tried again, earliest first; an entry that is not the account's newest is void. */
  readonly retries: { readonly account: number; readonly at: number }[];
  readonly retryAt: Map<number, number>;
  /** By account: places that have been tried and from when on they are tried again. */
  readonly tried: Map<number, Map<string, number>>;
  /** What is still to be tried for accounts that are flattened, the next one last. */
  readonly plans: Map<number, ClosingPlace[]>;
  /** Since when a holding of an account has had no price. */
  readonly unpricedSince: Map<number, number>;
  /** By order. */
  readonly orders: Map<number, ClosingOrder>;
}

export interface RiskWorld extends OrdersWorld {
  readonly risk: RiskState;
}

export function emptyRisk(): RiskState {
  return {
    accounts: new Map(),
    closings: new Map(),
    daysDue: new Set(),
    schedule: {
      ready: new Set(),
      retries: [],
      retryAt: new Map(),
      tried: new Map(),
      plans: new Map(),
      unpricedSince: new Map(),
      orders: new Map(),
    },
    watch: emptyMarginWatch(),
  };
}

/** What is watched of an account, made on first use. */
export function accountRisk(state: RiskState, account: number): AccountRisk {
  let found = state.accounts.get(account);
  if (found === undefined) {
    found = { limits: NO_LIMITS, placements: [], day: null, killed: null };
    state.accounts.set(account, found);
  }
  return found;
}
