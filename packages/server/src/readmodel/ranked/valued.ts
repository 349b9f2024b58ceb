import { setImmediate as breathe } from 'node:timers/promises';
import type { CoreState } from '@outcry/core';
import type { LiveState } from '../live-state.ts';

/** What is valued without a pause: between two such stretches commands and ticks have their turn. */
const VALUED_AT_ONCE = 1_000;

/** What `read` makes of each of these that still runs, a stretch at a time. */
export async function valued<E, T>(
  live: LiveState,
  running: readonly { readonly id: number }[],
  find: (state: CoreState, id: number) => E | undefined,
  read: (state: CoreState, running: E) => T,
): Promise<{ readonly id: number; readonly value: T }[]> {
  const all: { id: number; value: T }[] = [];
  for (let i = 0; i < running.length; i += VALUED_AT_ONCE) {
    if (i > 0) await breathe();
    const stretch = running.slice(i, i + VALUED_AT_ONCE);
    const values = await live.read((state) =>
      stretch.flatMap(({ id }) => {
        const found = find(state, id);
        return found === undefined ? [] : [{ id, value: read(state, found) }];
      }),
    );
    all.push(...values);
  }
  return all;
}
