import type { OrdersCommand } from '../orders/index.ts';
import { type Rejection, reject } from '../turn.ts';
import type { LegsState } from './state.ts';

/**
 * An order of an automatic trader may be cancelled by anyone, and its owner acts on that; but only its owner gives it
 * another price or quantity: it knows what it holds.
 */
export function checkLegChange({ byOrder }: LegsState, command: OrdersCommand): Rejection | null {
  if (command.type !== 'orders.move' && command.type !== 'orders.replace') return null;
  const leg = byOrder.get(command.order);
  if (leg === undefined) return null;
  return reject(
    'not_movable',
    'order',
    `order ${leg.order} belongs to ${leg.owner} ${leg.entity}: change that instead`,
  );
}
