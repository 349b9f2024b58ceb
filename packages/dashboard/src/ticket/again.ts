import type { NewOrder, Order } from 'outcry/native-api';
import { decimal, decimalText, subtract } from '../decimal.ts';

/**
 * The order that is placed again in place of a cancelled one: the same price for what was not filled. Null where that would
 * not be the same: what waits for a price has forgotten how far it has come, what a program or bot placed is its own, and
 * of one that has not ended yet it is not known what will be filled.
 */
export function orderAgain(order: Order): NewOrder | null {
  const { type, origin, price, leg, endedAt, validity, comment } = order;
  if (type !== 'limit' || origin !== 'native' || leg !== 0 || price === null || endedAt === null) return null;
  const [quantity, filled] = [decimal(order.quantity), decimal(order.filled)];
  if (quantity === null || filled === null) return null;
  const left = subtract(quantity, filled);
  if (left.coefficient <= 0n) return null;
  const { instrument, action } = order;
  const again = { instrument, action, type, quantity: decimalText(left), price, validity };
  return comment === null ? again : { ...again, comment };
}
