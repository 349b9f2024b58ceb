import type { Command, CoreState, Rejection } from '@outcry/core';
import { Fault, refusal } from '../errors.ts';
import type { Call } from '../route.ts';
import type { JsonText } from '../wire/json.ts';
import { dealAnswer } from './deal-answers.ts';
import { dealOf } from './seen.ts';

export type Acting = Pick<Call, 'desk' | 'person' | 'requestId'>;

type Refused = (rejection: Rejection) => Fault;

/** Has a command about the caller's deal carried out; resolves with the id that it is answered with. Throws Fault. */
export async function orderDeal(
  call: Acting,
  id: number,
  compose: () => Command,
  refused: Refused = refusal,
): Promise<number> {
  return (await carryOut(call, id, compose, refused, () => undefined)).id;
}

/** The same; resolves with the deal as it stands then. Throws Fault. */
export async function commandDeal(
  call: Acting,
  id: number,
  compose: () => Command,
  refused: Refused = refusal,
): Promise<JsonText> {
  const { deals } = call.desk;
  const { shown } = await carryOut(call, id, compose, refused, (state) => deals.of(state, id));
  return shown ?? dealAnswer(call, id);
}

/** Whose deal it is, the command and what is shown of it are one moment: the call waits for the disk once. */
async function carryOut<T>(
  call: Acting,
  id: number,
  compose: () => Command,
  refused: Refused,
  show: (state: CoreState) => T,
): Promise<{ readonly id: number; readonly shown: T | undefined }> {
  let runs = false;
  const { outcome, rejection, shown } = await call.desk.parts.engine.transact(
    (state) => {
      const deal = state.bots.deals.get(id);
      runs = deal !== undefined;
      if (deal !== undefined && state.accounts.accounts.get(deal.account)?.owner !== call.person.id)
        throw new Fault('notFound');
      return compose();
    },
    (state, answer) => ({ ...answer, shown: answer.rejection === null ? show(state) : undefined }),
    call.requestId,
  );
  // one that never was, or is another's, is not there; an own one is over
  if (!runs) await dealOf(call, id);
  if (rejection?.reason === 'unknown_deal')
    throw refused({ ...rejection, reason: 'not_allowed_now', detail: 'the deal is over' });
  if (rejection !== null || outcome === null) throw rejection === null ? new Fault('unknown') : refused(rejection);
  return { id: outcome.id, shown };
}
