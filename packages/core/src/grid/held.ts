import { type Amount, addAmount, emptyAmount } from '../legs/index.ts';
import { heldBy } from './amounts.ts';
import type { GridBot } from './state.ts';

/** What the lines and the heap hold, and what it has cost. */
export function heldOf({ cells, heap }: GridBot): Amount {
  const held = emptyAmount();
  addAmount(held, heldBy(heap));
  for (const cell of cells.values()) addAmount(held, heldBy(cell));
  return held;
}
