import {
  armStop,
  type Condition,
  cancelStop,
  isStopOpen,
  isTrailing,
  type PriceKind,
  type StopsWorld,
  stopById,
  type TrailingCondition,
} from '../stops/index.ts';
import type { Turn } from '../turn.ts';

/** A price that an automatic trader waits for: a level that stays, or one that follows in millionths of the best price. */
export type AwaitedPrice =
  | { readonly direction: 'above' | 'below'; readonly level: number; readonly kind: PriceKind }
  | Pick<TrailingCondition, 'side' | 'distance' | 'mark' | 'kind'>;

/** Lets the condition with this id wait for a price and no other; null: for none. One that stands already stays. */
export function awaitPrice(
  world: StopsWorld,
  id: number,
  instrument: number,
  wanted: AwaitedPrice | null,
  turn: Turn,
): void {
  const armed = stopById(world.stops, id)?.condition;
  if (wanted === null ? !isStopOpen(world.stops, id) : armed !== undefined && isSame(armed, wanted)) return;
  cancelStop(world, id, turn);
  if (wanted === null) return;
  const condition: Condition =
    'side' in wanted ? { id, instrument, unit: 'millionths', ...wanted } : { id, instrument, ...wanted };
  armStop(world, condition, turn);
}

/** A trailing condition goes on with its own mark, so the mark that is wanted at first does not tell them apart. */
function isSame(armed: Condition, wanted: AwaitedPrice): boolean {
  if (armed.kind !== wanted.kind) return false;
  if (isTrailing(armed)) return 'side' in wanted && armed.side === wanted.side && armed.distance === wanted.distance;
  return !('side' in wanted) && armed.direction === wanted.direction && armed.level === wanted.level;
}
