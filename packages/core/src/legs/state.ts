import type { RiskWorld } from '../risk/index.ts';

/** Whose orders these are; the place in this list stands in journals, so it is only ever added to. */
export const LEG_OWNERS = ['deal', 'trade', 'grid', 'copy'] as const;

export type LegOwner = (typeof LEG_OWNERS)[number];

/** An open order that an automatic trader has placed, and what it is for. */
export interface Leg {
  readonly order: number;
  readonly owner: LegOwner;
  /** The owner's id of the deal, trade or grid bot. */
  readonly entity: number;
  /** What the order is for, in the owner's words. */
  readonly role: string;
  /** Which of several of this role. */
  readonly step: number;
}

export interface LegsState {
  readonly byOrder: Map<number, Leg>;
  /** Open legs of each entity, oldest first. */
  readonly byOwner: Readonly<Record<LegOwner, Map<number, Leg[]>>>;
  /** Legs that ended in this turn, by order, for the read model; forgotten with the next turn, not part of the state. */
  readonly ended: Map<number, Leg>;
}

export interface LegsWorld extends RiskWorld {
  readonly legs: LegsState;
}

export function emptyLegs(): LegsState {
  return {
    byOrder: new Map(),
    byOwner: { deal: new Map(), trade: new Map(), grid: new Map(), copy: new Map() },
    ended: new Map(),
  };
}

const NO_LEGS: readonly Leg[] = [];

/** The open orders of an entity, oldest first. */
export function legsOf(state: LegsState, owner: LegOwner, entity: number): readonly Leg[] {
  return state.byOwner[owner].get(entity) ?? NO_LEGS;
}
