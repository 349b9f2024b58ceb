import { setTimeout as pause } from 'node:timers/promises';
import type { CoreState } from '@outcry/core';
import type { RammParts } from '../../parts.ts';

/** How long the core may take for what is due, and how often it is looked at (ms). */
const PATIENCE_MS = 2_000;
const LOOK_MS = 20;

/** Has what is due carried out until something holds; false when it does not in time. */
export async function comesTrue({ engine }: RammParts, holds: (state: CoreState) => boolean): Promise<boolean> {
  for (let waited = 0; ; waited += LOOK_MS) {
    engine.advance();
    if (await engine.read(holds)) return true;
    if (waited >= PATIENCE_MS) return false;
    await pause(LOOK_MS);
  }
}
