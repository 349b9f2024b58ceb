import { addLeg } from './apply.ts';
import { emptyLegs, LEG_OWNERS, type LegOwner, type LegsState } from './state.ts';

/** `[order, place of its owner in LEG_OWNERS, entity, role, step]`, oldest first. */
export type LegsSnapshot = readonly (readonly [number, number, number, string, number])[];

/** Plain JSON of the module's durable state, in a stable order. */
export function snapshotLegs(state: LegsState): LegsSnapshot {
  return Array.from(state.byOrder.values(), ({ order, owner, entity, role, step }) => [
    order,
    LEG_OWNERS.indexOf(owner),
    entity,
    role,
    step,
  ]);
}

export function restoreLegs(snapshot: LegsSnapshot): LegsState {
  const state = emptyLegs();
  for (const [order, owner, entity, role, step] of snapshot) {
    addLeg(state, { order, owner: LEG_OWNERS[owner] as LegOwner, entity, role, step });
  }
  return state;
}
