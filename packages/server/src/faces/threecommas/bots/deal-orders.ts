import { type CoreState, decimals, type Money, priceToDecimal, quantityToDecimal, type Role } from '@outcry/core';
import { type DealOrderRow, listDealOrders, MAX_PAGE, type OrderRow } from '../../../readmodel/index.ts';
import { amountOf, decimalText } from '../wire/numbers.ts';
import type { Entity } from './deal-answers.ts';
import type { Asking } from './seen.ts';
import { timeText } from './times.ts';

/** Orders of a deal that are told, the newest. */
const MAX_ORDERS = 2_000;

const KINDS: Readonly<Record<Role, string>> = {
  base: 'Base',
  safety: 'Safety',
  added: 'Manual Safety',
  takeProfit: 'Take Profit',
  close: 'Stop Loss',
};

/** Orders of a deal, newest first (`threecommas.md` 15). */
export async function marketOrders({ desk }: Pick<Asking, 'desk'>, deal: number): Promise<readonly Entity[]> {
  const { engine, readModel } = desk.parts;
  const orders: DealOrderRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await listDealOrders(engine, readModel, deal, { limit: MAX_PAGE, cursor });
    orders.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && orders.length < MAX_ORDERS);
  return engine.read((state) =>
    orders
      .map(({ part, row }) => marketOrder(state, row, KINDS[part.role], part.role === 'added'))
      .filter((order) => order !== undefined),
  );
}

/** An order under its kind. `total` and `average_price` include fees that are charged in money. */
export function marketOrder(state: CoreState, row: OrderRow, kind: string, byHand: boolean): Entity | undefined {
  const instrument = state.instruments.instruments[row.instrument];
  if (instrument === undefined) return undefined;
  const quote = state.instruments.assets[instrument.quote] ?? { scale: 0 };
  const fee = row.feeAsset === instrument.quote ? row.fee : 0n;
  const total = amountOf(quote, (row.side === 0 ? row.value + fee : row.value - fee) as Money);
  const filled = quantityToDecimal(instrument, row.filled as never);
  const size = (steps: number): string => decimalText(quantityToDecimal(instrument, steps as never));
  return {
    order_id: String(row.id),
    order_type: row.side === 0 ? 'BUY' : 'SELL',
    deal_order_type: kind,
    cancellable: row.endedAt === null && byHand,
    status_string: row.endedAt === null ? 'Active' : row.status === 'filled' ? 'Filled' : 'Cancelled',
    created_at: timeText(row.createdAt),
    updated_at: timeText(row.updatedAt),
    quantity: size(row.quantity),
    quantity_remaining: size(row.quantity - row.filled),
    total: decimalText(total),
    rate: decimalText(priceToDecimal(instrument, row.price as never)),
    average_price: row.filled === 0 ? '0.0' : decimalText(decimals.divide(total, filled)),
  };
}
