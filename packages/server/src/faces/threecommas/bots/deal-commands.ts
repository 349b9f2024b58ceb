import type { Command, Rejection } from '@outcry/core';
import { type DealRow, runningDealRow } from '../../../readmodel/index.ts';
import { Fault, refusal } from '../errors.ts';
import type { Call } from '../route.ts';
import { dealAnswers, type Entity } from './deal-answers.ts';
import { dealOf } from './seen.ts';

export type Acting = Pick<Call, 'desk' | 'person' | 'requestId'>;

/** Has a command about the caller's deal carried out; resolves with the id that it is answered with. Throws Fault. */
export async function orderDeal(
  call: Acting,
  id: number,
  compose: (row: DealRow) => Command,
  refused: (rejection: Rejection) => Fault = refusal,
): Promise<number> {
  const row = await dealOf(call, id);
  const { outcome, rejection } = await call.desk.parts.engine.transact(
    (state) => compose(runningDealRow(state, id) ?? row),
    (_state, answer) => answer,
    call.requestId,
  );
  // it has just been seen: a deal that the core does not know any more is over
  if (rejection?.reason === 'unknown_deal') throw refused({ ...rejection, reason: 'not_allowed_now' });
  if (rejection !== null || outcome === null) throw rejection === null ? new Fault('unknown') : refused(rejection);
  return outcome.id;
}

/** The same; resolves with the deal as it stands then. Throws Fault. */
export async function commandDeal(
  call: Acting,
  id: number,
  compose: (row: DealRow) => Command,
  refused: (rejection: Rejection) => Fault = refusal,
): Promise<Entity> {
  await orderDeal(call, id, compose, refused);
  return dealAnswer(call, id);
}

/** The caller's deal, running or ended. Throws Fault. */
export async function dealAnswer(call: Acting, id: number): Promise<Entity> {
  const [deal] = await dealAnswers(call, [await dealOf(call, id)]);
  if (deal === undefined) throw new Fault('notFound');
  return deal;
}
