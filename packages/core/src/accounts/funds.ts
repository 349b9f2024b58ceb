import { divide, type Money, NO_MONEY } from '../numbers/index.ts';
import { correctedMargin, type PlannedOrders } from './corrected-margin.ts';
import { type Margin, marginOf } from './margin.ts';
import { equity } from './queries.ts';
import type { LedgerWorld } from './settlement.ts';
import type { Account } from './state.ts';

/** The margin of an account with everything that is said of it (`tinvest.md` 11.4). Money is in its currency. */
export interface Funds extends Margin {
  /** Starting margin with planned positions. */
  readonly corrected: Money;
  /** (liquid − minimal) ÷ (starting − minimal) in hundredths; 200 when nothing needs margin. */
  readonly level: bigint;
  /** starting − liquid; negative when there is more than needed. */
  readonly missing: Money;
}

/** Level of an account that needs no margin, in hundredths. */
const ENOUGH = 200n;

/** Sandbox accounts have no margins: their liquid portfolio is their worth (`tinvest.md` 16). */
export function fundsOf(world: LedgerWorld, account: Account, planned: Iterable<PlannedOrders>): Funds {
  const margin = marginOf(world, account);
  if (account.fillPolicy === 'sandbox') {
    const none = { starting: NO_MONEY, minimal: NO_MONEY, futures: NO_MONEY, corrected: NO_MONEY, missing: NO_MONEY };
    return { ...margin, ...none, liquid: equity(world, account).value, items: [], level: ENOUGH };
  }
  return {
    ...margin,
    corrected: correctedMargin(world, account, margin, planned),
    level: sufficiencyLevel(margin),
    missing: (margin.starting - margin.liquid) as Money,
  };
}

/** How far above the minimal margin an account stands, in hundredths: 100 at its starting margin, 0 at the minimal one. */
export function sufficiencyLevel({
  liquid,
  starting,
  minimal,
}: Pick<Margin, 'liquid' | 'starting' | 'minimal'>): bigint {
  const between = starting - minimal;
  return between === 0n ? ENOUGH : divide((liquid - minimal) * 100n, between, 'halfUp');
}
