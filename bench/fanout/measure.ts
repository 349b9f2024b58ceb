import { median } from '../journal/percentile.ts';
import type { Audience } from './audience.ts';

/** Steps of a round: in each every message goes to every reader. */
const STEPS = 40;
const ROUNDS = 3;
const MAX_TRIES = 12;
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
  for (let tries = 0; rates.length < ROUNDS; tries++) {
    if (tries === MAX_TRIES) throw new Error('readers fell behind in most rounds: the machine is too busy');
    const { counted: begun } = await audience.settled();
    const start = performance.now();
    if (await playRound(audience, send, begun, step)) rates.push((STEPS * step * 1_000) / (performance.now() - start));
  }
  if (audience.lost > 0) throw new Error(`${audience.lost} readers were disconnected`);
  return { rate: median(rates), frames: payloadsOf(sample) };
}

/** False when messages were left out for readers that had fallen behind: the round does not count. */
async function playRound(audience: Audience, send: Send, begun: number, step: number): Promise<boolean> {
  for (let sent = 1; sent <= STEPS; sent++) {
    await send(sent);
    const due = begun + (sent - WINDOW) * step;
    if (sent > WINDOW && !(await audience.until(due))) return false;
  }
  return audience.until(begun + STEPS * step);
}
