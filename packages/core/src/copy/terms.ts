import type { CopyAccount } from './account.ts';
import type { FormerTerms, Group } from './group.ts';
import { type Company, type CopyState, companyOf, type Stream, strategyById } from './state.ts';
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

/** The leverage with which a group of a strategy began. */
export function leverageOf(copy: CopyState, { strategy, former }: Group): number {
  return former?.leverage || companyOf(copy, strategyById(copy, strategy).company).spec.leverage;
}

/** The commissions of a stream with which a group began. */
export function ratesOf({ former }: Group, { id, liquidityRate, brokerRate }: Stream): readonly [Rate, Rate] {
  return former?.rates.get(id) ?? [liquidityRate, brokerRate];
}

/** The leverage of a company is about to change: groups that are at work go on with the one they began with. */
export function keepLeverage(copy: CopyState, { id, spec }: Company): void {
  for (const group of groupsOf(copy, id)) {
    const former = formerOf(group);
    former.leverage ||= spec.leverage;
  }
}

/** The commissions of a stream are about to change. */
export function keepRates(copy: CopyState, { id, company, liquidityRate, brokerRate }: Stream): void {
  for (const group of groupsOf(copy, company)) {
    const { rates } = formerOf(group);
    if (!rates.has(id)) rates.set(id, [liquidityRate, brokerRate]);
  }
}

/** Groups of a company that are at work; one that closes single accounts may have some of every company. */
function* groupsOf(copy: CopyState, company: number): Generator<Group, void> {
  for (const group of copy.groups.values()) {
    if (group.strategy === 0 || strategyById(copy, group.strategy).company === company) yield group;
  }
}

function formerOf(group: Group): FormerTerms {
  group.former ??= { leverage: 0, rates: new Map() };
  return group.former;
}
