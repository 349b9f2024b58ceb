import { finishedDealRow } from '../../../readmodel/index.ts';
import type { DealChange } from '../../../runtime/index.ts';
import { endedDeal } from '../bots/deal-entity.ts';
import type { DealTexts } from '../bots/deal-texts.ts';
import type { ThreeCommasParts } from '../parts.ts';
import { TurnSource } from './turn-source.ts';

/** The deals of `DealsChannel`: each that is made, changes or ends, as it stands then. */
export function dealsSource(parts: Pick<ThreeCommasParts, 'engine' | 'log'>, texts: DealTexts): TurnSource<DealChange> {
  return new TurnSource(parts, {
    name: 'deals',
    changesOf: ({ deals }) => deals,
    tell: (changes, listens) =>
      parts.engine.read((state) =>
        changes.flatMap(({ id, account, finished }) => {
          const owner = state.accounts.accounts.get(account)?.owner ?? 0;
          if (!listens(owner)) return [];
          const deal =
            finished === null ? texts.of(state, id) : endedDeal(state, finishedDealRow(state, finished).record);
          // a deal that has ended meanwhile is left to the turn that ended it
          return deal === undefined ? [] : [{ owner, entity: deal.text }];
        }),
      ),
  });
}
