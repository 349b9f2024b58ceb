import { median } from '../journal/percentile.ts';
import type { Audience } from './audience.ts';

/** Steps of a round: in each every message goes to every reader. */
const STEPS = 40;
const ROUNDS = 3;
/** Steps that may be on their way. */
const WINDOW = 2;

/** A way to send one step to all readers. */
export type Send = (step: number) => Promise<void> | void;

export interface Measured {
  /** Messages a second that have reached readers. */
  readonly rate: number;
  /** The messages of one step as one reader gets them. */
  readonly frames: readonly Buffer[];
}

/** Sends steps as fast as readers take them. All steps have as many messages. */
export async function measure(
  audience: Audience,
  payloadsOf: (bytes: Buffer) => readonly Buffer[],
  send: Send,
): Promise<Measured> {
  const { counted: before } = await audience.settled();
  await send(0);
  const { counted: first, sample } = await audience.settled();
  const step = first - before;
  if (step === 0) throw new Error('no messages came');
  const rates: number[] = [];
  let arrived = first;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    for (let sent = 1; sent <= STEPS; sent++) {
      await send(sent);
      if (sent > WINDOW) await audience.until(arrived + (sent - WINDOW) * step);
    }
    arrived += STEPS * step;
    await audience.until(arrived);
    rates.push((STEPS * step * 1_000) / (performance.now() - start));
  }
  const { counted } = await audience.settled();
  if (counted !== arrived || audience.lost > 0) throw new Error(`${counted} messages came, not ${arrived}`);
  return { rate: median(rates), frames: payloadsOf(sample) };
}
