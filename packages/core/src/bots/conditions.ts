import {
  armStop,
  type Condition,
  cancelStop,
  isTrailing,
  type PriceKind,
  stopById,
  stopId,
  type TrailingCondition,
} from '../stops/index.ts';
import type { Turn } from '../turn.ts';
import { SLOTS } from './apply-deal.ts';
import { type BotsWorld, type Deal, SLOT, type Slot } from './state.ts';

/** A condition of a deal without its id. */
export type DealCondition =
  | { readonly direction: 'above' | 'below'; readonly level: number; readonly kind: PriceKind }
  | Pick<TrailingCondition, 'side' | 'distance' | 'mark' | 'kind'>;

export function conditionId(deal: number, slot: Slot): number {
  return stopId('deal', deal * SLOTS + SLOT[slot]);
}

/** Lets the deal wait for this condition and no other in the slot; null: for none. One that stands already stays. */
export function awaitPrice(world: BotsWorld, deal: Deal, slot: Slot, wanted: DealCondition | null, turn: Turn): void {
  const id = conditionId(deal.id, slot);
  const armed = stopById(world.stops, id)?.condition;
  if (wanted !== null && armed !== undefined && isSame(armed, wanted)) return;
  if (wanted === null && armed === undefined) return;
  cancelStop(world, id, turn);
  if (wanted === null) return;
  const { instrument } = deal;
  const condition: Condition =
    'side' in wanted ? { id, instrument, unit: 'millionths', ...wanted } : { id, instrument, ...wanted };
  armStop(world, condition, turn);
}

export function forgetPrices(world: BotsWorld, deal: Deal, turn: Turn): void {
  for (const slot of Object.keys(SLOT) as Slot[]) awaitPrice(world, deal, slot, null, turn);
}

export function hasReached(deal: Deal, slot: Slot): boolean {
  return (deal.reached & (1 << SLOT[slot])) !== 0;
}

function isSame(armed: Condition, wanted: DealCondition): boolean {
  if (armed.kind !== wanted.kind) return false;
  if (isTrailing(armed)) return 'side' in wanted && armed.side === wanted.side && armed.distance === wanted.distance;
  return !('side' in wanted) && armed.direction === wanted.direction && armed.level === wanted.level;
}
