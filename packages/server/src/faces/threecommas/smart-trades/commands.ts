import type { Command, CoreState, Rejection } from '@outcry/core';
import { Fault } from '../errors.ts';
import type { Call } from '../route.ts';
import { tradeOf } from './seen.ts';

export type Acting = Pick<Call, 'desk' | 'person' | 'requestId'>;

type Refused = (rejection: Rejection) => Fault;

/** Has a command carried out; resolves with the id that it is answered with. Throws Fault. */
export async function carryOut(
  { desk, requestId }: Acting,
  compose: (state: CoreState) => Command,
  refused: Refused,
): Promise<number> {
  const { outcome, rejection } = await desk.parts.engine.transact(compose, (_state, answer) => answer, requestId);
  if (rejection !== null) throw refused(rejection);
  if (outcome === null) throw new Fault('unknown');
  return outcome.id;
}

/** Has a command about the caller's smart trade carried out; resolves with the id that it is answered with. Throws Fault. */
export async function commandTrade(
  call: Acting,
  id: number,
  compose: (state: CoreState) => Command,
  refused: Refused,
): Promise<number> {
  await tradeOf(call, id);
  return carryOut(call, compose, refused);
}
