import type { Command, Outcome } from '@outcry/core';
import { refusal } from '../errors.ts';
import type { NativeParts } from '../parts.ts';

/**
 * Sends a command through the queue and answers once what it did is on disk. Throws ApiError when the core refuses it;
 * `symbol` names the instrument it is about, so that limits are told in its natural units.
 */
export async function submit(parts: Pick<NativeParts, 'engine'>, command: Command, symbol?: string): Promise<Outcome> {
  const { outcome, rejection } = await parts.engine.submit(command);
  if (rejection !== null) throw parts.engine.market((state) => refusal(rejection, state, symbol));
  if (outcome === null) throw new Error(`command ${command.type} was neither carried out nor refused`);
  return outcome;
}
