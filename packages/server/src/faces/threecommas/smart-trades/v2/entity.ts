import { marketOfVenue } from '../../markets.ts';
import type { JsonValue } from '../../wire/json.ts';
import { dataEntity } from './data-entity.ts';
import { stopLossEntity, takeProfitEntity } from './exit-entities.ts';
import { marketCloseEntity, reduceFundsEntity } from './order-entities.ts';
import { positionEntity } from './position-entity.ts';
import { profitEntity } from './profit-entity.ts';
import type { ShownTrade } from './shown.ts';
import { tradeStatusEntity } from './status.ts';

/** A SmartTrade of version 2 (`threecommas.md` 18). */
export function v2Entity(trade: ShownTrade): { readonly [key: string]: JsonValue } {
  const { row, pair } = trade;
  const { record } = row;
  const { entry, takeProfits, stopLoss } = record.settings;
  return {
    id: record.id,
    version: 2,
    account: accountEntity(trade),
    pair,
    instant: entry !== null && takeProfits.length === 0 && stopLoss === null,
    status: tradeStatusEntity(row),
    leverage: { enabled: false },
    position: positionEntity(trade),
    take_profit: takeProfitEntity(trade),
    stop_loss: stopLossEntity(trade),
    reduce_funds: reduceFundsEntity(trade),
    market_close: marketCloseEntity(trade),
    note: record.note ?? '',
    note_raw: record.note,
    skip_enter_step: entry === null,
    data: dataEntity(trade),
    profit: profitEntity(trade),
    margin: { amount: null, total: null },
    is_position_not_filled: record.entered.amount === '0',
  };
}

function accountEntity({ state, row }: ShownTrade): JsonValue {
  const id = row.record.account;
  const account = state.accounts.accounts.get(id);
  const market = marketOfVenue(account?.venue);
  return { id, type: market.code, name: account?.name ?? '', market: market.name, link: `/accounts/${id}` };
}
