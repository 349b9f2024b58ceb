import type { Command, Outcome } from '@outcry/core';
import type { FastifyReply } from 'fastify';
import type { StatementRun } from '../../../journal/journal.ts';
import { TURN_HEADER } from '../../face.ts';
import { refusal } from '../errors.ts';
import type { NativeParts } from '../parts.ts';

/**
 * Sends a command through the queue and answers once what it did is on disk; the answer's header carries the turn. Throws
 * ApiError when the core refuses it. `statements` become durable together with it.
 */
export async function submit(
  parts: Pick<NativeParts, 'engine'>,
  command: Command,
  reply: FastifyReply,
  statements?: readonly StatementRun[],
): Promise<Outcome> {
  const { outcome, rejection, seq } = await parts.engine.submit(command, statements, reply.request.id);
  reply.header(TURN_HEADER, String(seq));
  if (rejection !== null) throw refusal(rejection);
  if (outcome === null) throw new Error(`command ${command.type} was neither carried out nor refused`);
  return outcome;
}
