import { finishedTradeRow, runningTradeRow, type TradeRow } from '../../../readmodel/index.ts';
import type { TradeChange } from '../../../runtime/index.ts';
import type { ThreeCommasParts } from '../parts.ts';
import { v2Answers } from '../smart-trades/v2/answers.ts';
import { type TradeStatusName, tradeStatus } from '../smart-trades/v2/status.ts';
import { jsonText } from '../wire/json.ts';
import { type Told, TurnSource } from './turn-source.ts';

type Parts = Pick<ThreeCommasParts, 'engine' | 'readModel' | 'log'>;

interface Found {
  readonly owner: number;
  readonly row: TradeRow;
}

/**
 * The smart trades of `SmartTradesChannel`: each whose status has changed, in their second form, as it stands then. Statuses of
 * the core that have one name here are told once.
 */
export function smartTradesSource(parts: Parts): TurnSource<TradeChange> {
  /** Of trades that run and were told of. */
  const told = new Map<number, TradeStatusName>();
  const isNew = ({ record, figures }: TradeRow, status: TradeStatusName): boolean => {
    const changed = told.get(record.id) !== status;
    if (figures === null) told.delete(record.id);
    else told.set(record.id, status);
    return changed;
  };
  return new TurnSource(parts, {
    name: 'smart trades',
    forget: () => told.clear(),
    changesOf: ({ trades }) => trades.filter(({ statusChanged }) => statusChanged),
    async tell(changes, listens): Promise<readonly Told[]> {
      const found = await parts.engine.read((state) =>
        changes.flatMap(({ id, account, finished }): Found[] => {
          const owner = state.accounts.accounts.get(account)?.owner ?? 0;
          if (!listens(owner)) {
            told.delete(id);
            return [];
          }
          const row = finished === null ? runningTradeRow(state, id) : finishedTradeRow(state, finished);
          // a trade that has ended meanwhile is left to the turn that ended it
          return row === undefined || !isNew(row, tradeStatus(row)) ? [] : [{ owner, row }];
        }),
      );
      const entities = await v2Answers(
        parts,
        found.map(({ row }) => row),
      );
      return found.flatMap(({ owner }, place) => {
        const entity = entities[place];
        return entity === undefined ? [] : [{ owner, entity: jsonText(entity) }];
      });
    },
  });
}
