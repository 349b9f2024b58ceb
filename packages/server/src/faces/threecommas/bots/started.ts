import type { Command, CoreState, Rejection } from '@outcry/core';
import { runningDealRow } from '../../../readmodel/index.ts';
import { Fault } from '../errors.ts';
import type { Call } from '../route.ts';
import { dealAnswers, type Entity } from './deal-answers.ts';
import { dealEntity } from './deal-entity.ts';
import { dealOf } from './seen.ts';

/** Has a deal started; resolves with it as it stands then. Throws Fault. */
export async function startedDeal(
  call: Pick<Call, 'desk' | 'person' | 'requestId'>,
  compose: (state: CoreState) => Command,
  refused: (rejection: Rejection) => Fault,
): Promise<Entity> {
  const { id, rejection, deal } = await call.desk.parts.engine.transact(
    compose,
    (state, { outcome, rejection: why }) => {
      const row = outcome === null ? undefined : runningDealRow(state, outcome.id);
      return { id: outcome?.id ?? 0, rejection: why, deal: row === undefined ? undefined : dealEntity(state, row) };
    },
    call.requestId,
  );
  if (rejection !== null) throw refused(rejection);
  return deal ?? endedDeal(call, id);
}

/** A deal that is over already. */
async function endedDeal(call: Pick<Call, 'desk' | 'person'>, id: number): Promise<Entity> {
  const [deal] = await dealAnswers(call, [await dealOf(call, id)]);
  if (deal === undefined) throw new Fault('notFound');
  return deal;
}
