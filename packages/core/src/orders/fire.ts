import { tellMovedMarks } from '../stops/index.ts';
import type { Turn } from '../turn.ts';
import type { OrderActivated, OrderTriggered } from './events.ts';
import type { Holds } from './holds.ts';
import type { Order } from './state.ts';
import type { Trigger } from './trigger.ts';
import type { OrdersWorld } from './world.ts';

/** A trailing order trails from this price on. How far others on its side have come is told first: it has not seen that. */
export function activateOrder(world: OrdersWorld, order: Order, mark: number, turn: Turn): void {
  tellMovedMarks(world, turn, order.instrument, (order.trigger as Trigger).by);
  turn.emit({ type: 'orders.activated', at: turn.at, id: order.id, mark } satisfies OrderActivated);
}

/** An order that waited goes to its venue. `limit` 0: at the market. */
export function emitTriggered(order: Order, price: number, limit: number, holds: Holds, turn: Turn): void {
  turn.emit({
    type: 'orders.triggered',
    at: turn.at,
    id: order.id,
    price,
    limit,
    heldMoney: holds.money,
    heldUnits: holds.units,
  } satisfies OrderTriggered);
}
