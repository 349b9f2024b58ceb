import { type Price, priceToDecimal, type Quantity, quantityToDecimal } from '@outcry/core';
import type { TradeOrderRow } from '../../../../readmodel/index.ts';
import { timeText } from '../../bots/times.ts';
import type { JsonValue } from '../../wire/json.ts';
import { decimalText } from '../../wire/numbers.ts';
import { averagesOf, cutPrice, movedBy, type ShownTrade } from './shown.ts';
import { type PartStatus, partStatusEntity } from './status.ts';
import { marketCloseId, orderTradeId } from './sub-trade-ids.ts';

export function orderStatus({ row }: TradeOrderRow): PartStatus {
  if (row.endedAt === null) return row.status === 'closing' ? 'pending_cancellation' : 'order_placed';
  if (row.status === 'filled') return 'finished';
  return row.filled > 0 ? 'finished' : row.status === 'rejected' ? 'failed' : 'cancelled';
}

/** What was taken out of the trade, oldest first. */
export function reduceFundsEntity(trade: ShownTrade): JsonValue {
  return {
    steps: trade.orders
      .filter(({ part }) => part.role === 'reduce')
      .map((order) => ({
        id: orderTradeId(order.row.id),
        ...orderEntity(trade, [order], orderStatus(order)),
        closed_at: order.row.endedAt === null ? null : timeText(order.row.endedAt),
        data: { cancelable: order.row.endedAt === null, panic_sell_available: false },
      })),
  };
}

/** What closed the trade by hand; nothing until somebody does. */
export function marketCloseEntity(trade: ShownTrade): JsonValue {
  const orders = trade.orders.filter(({ part }) => part.role === 'panic');
  const newest = orders.at(-1);
  if (newest === undefined) return {};
  return {
    id: marketCloseId(trade.row.record.id),
    ...orderEntity(trade, orders, newest.row.endedAt === null ? 'panic_sell_order_placed' : orderStatus(newest)),
    data: { panic_sell_available: false },
  };
}

/** Of what was filled the average, before that the price that was asked for; null at the market. */
function orderEntity(
  trade: ShownTrade,
  orders: readonly TradeOrderRow[],
  status: PartStatus,
): { readonly [key: string]: JsonValue } {
  const { instrument, row } = trade;
  const moved = movedBy(trade, orders);
  const { paid, plain } = averagesOf(moved);
  const [first] = orders;
  const limit =
    first === undefined || first.row.price === 0 ? null : priceToDecimal(instrument, first.row.price as Price);
  const asked = limit === null ? null : decimalText(limit);
  const units = moved.pieces.coefficient > 0n ? moved.pieces : unitsOf(trade, first);
  return {
    type: limit === null ? 'market' : 'limit',
    status: partStatusEntity(status, row),
    units: { value: decimalText(units) },
    price: {
      value: paid === null ? asked : cutPrice(trade, paid),
      value_without_commission: plain === null ? asked : cutPrice(trade, plain),
    },
    total: { value: moved.pieces.coefficient > 0n ? decimalText(moved.total) : null },
  };
}

function unitsOf({ instrument }: ShownTrade, order: TradeOrderRow | undefined) {
  return quantityToDecimal(instrument, (order?.row.quantity ?? 0) as Quantity);
}
