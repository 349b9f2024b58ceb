import { accountById } from '../accounts/index.ts';
import type { Money } from '../numbers/index.ts';
import { dayResult } from './day.ts';
import { type Limits, NO_LIMITS } from './limits.ts';
import type { Closing, Killed, RiskState, RiskWorld } from './state.ts';

/** What its owner has set for an account, and what is going on with it. */
export interface RiskView {
  readonly limits: Limits;
  /** null: it may trade. */
  readonly killed: Killed | null;
  readonly closing: Closing | null;
}

export function riskOf(state: RiskState, account: number): RiskView {
  const watched = state.accounts.get(account);
  return {
    limits: watched?.limits ?? NO_LIMITS,
    killed: watched?.killed ?? null,
    closing: state.closings.get(account) ?? null,
  };
}

/**
 * What the account has made since its trading day began, in its currency, deposits and withdrawals aside. null: it has no
 * daily loss limit, or something it traded has no price now.
 */
export function resultOfDay(world: RiskWorld, account: number): Money | null {
  const day = world.risk.accounts.get(account)?.day ?? null;
  return day === null ? null : (dayResult(world, accountById(world.accounts, account), day) ?? null);
}
