import type { Print } from '../row.ts';
import { memory } from './memory.ts';
import { openings } from './opening.ts';
import { ticks } from './ticks.ts';

export const title = 'ticks among 20 000 bots with deals, waves through all of them, deals opened, memory of each';

export async function run(print: Print): Promise<void> {
  ticks(print);
  await openings(print);
  await memory(print);
}
