import type { CoreEvent } from '../events/index.ts';
import type { LegSent } from './events.ts';
import { LEG_OWNERS, type Leg, type LegOwner, type LegsState } from './state.ts';

/** Folds an event of this module. Returns the leg that begins. */
export function applyLegs(state: LegsState, event: CoreEvent): Leg {
  const { order, owner, entity, role, step } = event as LegSent;
  const leg: Leg = { order, owner: LEG_OWNERS[owner] as LegOwner, entity, role, step };
  addLeg(state, leg);
  return leg;
}

export function addLeg(state: LegsState, leg: Leg): void {
  state.byOrder.set(leg.order, leg);
  const entities = state.byOwner[leg.owner];
  const legs = entities.get(leg.entity);
  if (legs === undefined) entities.set(leg.entity, [leg]);
  else legs.push(leg);
}

/** The order has ended, its owner has seen it: nothing is kept of it here. */
export function dropLeg(state: LegsState, leg: Leg): void {
  state.byOrder.delete(leg.order);
  state.ended.set(leg.order, leg);
  const entities = state.byOwner[leg.owner];
  const legs = entities.get(leg.entity);
  if (legs === undefined) return;
  if (legs.length === 1) entities.delete(leg.entity);
  else legs.splice(legs.indexOf(leg), 1);
}
