import type { Command, CoreState, Rejection } from '@outcry/core';
import type { Fault } from '../errors.ts';
import type { Call } from '../route.ts';
import type { JsonText } from '../wire/json.ts';
import { dealAnswer } from './deal-answers.ts';

/** Has a deal started; resolves with it as it stands then. Throws Fault. */
export async function startedDeal(
  call: Pick<Call, 'desk' | 'person' | 'requestId'>,
  compose: (state: CoreState) => Command,
  refused: (rejection: Rejection) => Fault,
): Promise<JsonText> {
  const { id, rejection, deal } = await call.desk.parts.engine.transact(
    compose,
    (state, { outcome, rejection: why }) => {
      const started = outcome?.id ?? 0;
      return { id: started, rejection: why, deal: call.desk.deals.of(state, started) };
    },
    call.requestId,
  );
  if (rejection !== null) throw refused(rejection);
  // it may be over already
  return deal ?? dealAnswer(call, id);
}
