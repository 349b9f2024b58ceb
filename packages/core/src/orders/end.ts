import type { Turn } from '../turn.ts';
import type { OrderEnded } from './events.ts';
import type { EndReason, FinalStatus, Order } from './state.ts';

/** Ends an open order; what it still holds is freed when the event is applied. */
export function endOrder(
  order: Order,
  status: Exclude<FinalStatus, 'filled'>,
  reason: EndReason,
  detail: string | null,
  turn: Turn,
): void {
  turn.emit({ type: 'orders.ended', at: turn.at, id: order.id, status, reason, detail } satisfies OrderEnded);
}
