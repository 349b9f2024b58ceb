import { type AwaitedPrice, awaitPrice } from '../legs/index.ts';
import { stopId } from '../stops/index.ts';
import type { Turn } from '../turn.ts';
import { type BotsWorld, type Deal, SLOT, type Slot } from './state.ts';

/** Room for conditions of one deal in the ids of the stop index. */
const SLOTS = 4;

export function conditionId(deal: number, slot: Slot): number {
  return stopId('deal', deal * SLOTS + SLOT[slot]);
}

/** The deal behind an entity of the stop index, and the bit of its slot. */
export function slotOf(entity: number): { readonly deal: number; readonly bit: number } {
  return { deal: Math.floor(entity / SLOTS), bit: 1 << (entity % SLOTS) };
}

/** Lets the deal wait for this price and no other in the slot; null: for none. */
export function awaitInSlot(world: BotsWorld, deal: Deal, slot: Slot, wanted: AwaitedPrice | null, turn: Turn): void {
  awaitPrice(world, conditionId(deal.id, slot), deal.instrument, wanted, turn);
}

export function forgetPrices(world: BotsWorld, deal: Deal, turn: Turn): void {
  for (const slot of Object.keys(SLOT) as Slot[]) awaitInSlot(world, deal, slot, null, turn);
}

export function hasReached(deal: Deal, slot: Slot): boolean {
  return (deal.reached & (1 << SLOT[slot])) !== 0;
}
