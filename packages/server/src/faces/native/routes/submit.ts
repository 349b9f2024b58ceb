import type { Command, Outcome } from '@outcry/core';
import { refusal } from '../errors.ts';
import type { NativeParts } from '../parts.ts';

/** Sends a command through the queue and answers once what it did is on disk. Throws ApiError when the core refuses it. */
export async function submit(parts: Pick<NativeParts, 'engine'>, command: Command): Promise<Outcome> {
  const { outcome, rejection } = await parts.engine.submit(command);
  if (rejection !== null) throw refusal(rejection);
  if (outcome === null) throw new Error(`command ${command.type} was neither carried out nor refused`);
  return outcome;
}
